//! Lists of which one line is taken: the figure that the screens speak of, an input for an axis of
//! the grid, something to copy, an edit to go to.

use super::{Acts, Dialog, Fate};
use crate::model::{Input, Metric};
use crate::preset::differences;
use crate::session::action::Effect;
use crate::session::copied::Copied;
use crate::session::filter::{input_text, metric_text};
use crate::session::{Context, HistoryStep, Screen, Session};
use std::cmp::Ordering;

#[derive(Debug, Clone, PartialEq)]
pub struct ListDialog {
    pub of: ListSubject,
    /// The chosen line.
    pub selected: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ListSubject {
    /// Every metric.
    Metrics,
    /// All inputs that can be varied, for an axis of the grid.
    Axis {
        /// Whether for the one across, else for the one upwards.
        across: bool,
        inputs: Vec<Input>,
    },
    /// Everything that can be copied.
    Copies {
        /// What would be copied, once that is known.
        preview: Option<String>,
    },
    /// What was opened, then every edit.
    Edits,
}

impl Acts for ListDialog {
    fn context(&self) -> Context {
        match self.of {
            ListSubject::Copies { .. } => Context::Copy,
            ListSubject::Metrics => Context::Figures,
            ListSubject::Axis { .. } | ListSubject::Edits => Context::List,
        }
    }

    fn list(&mut self, session: &Session) -> Option<(&mut usize, usize)> {
        let lines = match &self.of {
            ListSubject::Metrics => Metric::COUNT,
            ListSubject::Axis { inputs, .. } => inputs.len(),
            ListSubject::Copies { .. } => session.copies().len(),
            ListSubject::Edits => session.history.steps().len() + 1,
        };
        Some((&mut self.selected, lines))
    }

    fn texts(&self, session: &Session) -> Option<Vec<String>> {
        Some(match &self.of {
            ListSubject::Metrics => Metric::ALL.map(metric_text).to_vec(),
            ListSubject::Axis { inputs, .. } => inputs.iter().copied().map(input_text).collect(),
            ListSubject::Copies { .. } => {
                session.copies().into_iter().map(|what| what.label().to_owned()).collect()
            }
            ListSubject::Edits => edit_texts(session),
        })
    }

    fn chosen(&mut self, session: &mut Session) {
        if let ListSubject::Copies { preview } = &mut self.of {
            *preview = None;
            session.effects.push(Effect::PreviewCopy(session.copies()[self.selected]));
        }
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        match &self.of {
            ListSubject::Metrics => session.pick(Metric::ALL[self.selected]),
            ListSubject::Axis { across, inputs } => {
                session.set_axis(*across, inputs[self.selected]);
            }
            ListSubject::Copies { .. } => session.copy(self.selected, false),
            ListSubject::Edits => session.go_to_step(self.selected),
        }
        Fate::Closes
    }
}

/// What the steps of the history are found by: what they changed.
fn edit_texts(session: &Session) -> Vec<String> {
    let changed = |step: &HistoryStep| {
        let found = differences(&step.edit.before.preset(), &step.edit.after.preset());
        let labels: Vec<String> =
            found.into_iter().map(|each| each.input.unwrap_or(each.path)).collect();
        labels.join(" ")
    };
    let steps = session.history.steps().iter().map(changed);
    std::iter::once("as opened".to_owned()).chain(steps).collect()
}

impl Session {
    fn show_list(&mut self, of: ListSubject, selected: usize) {
        self.dialog = Some(Dialog::List(ListDialog { of, selected }));
    }

    pub(in crate::session) fn pick_metric(&mut self) {
        self.show_list(ListSubject::Metrics, self.metric as usize);
    }

    pub(in crate::session) fn pick_axis(&mut self, across: bool) {
        let inputs: Vec<Input> = Input::all(self.preset.inputs.programme.sites.len()).collect();
        let present = if across { self.screens.grid.x } else { self.screens.grid.y };
        let selected = inputs.iter().position(|input| *input == present).unwrap_or(0);
        self.show_list(ListSubject::Axis { across, inputs }, selected);
    }

    pub(in crate::session) fn list_copies(&mut self) {
        let selected = usize::from(self.screen != Screen::Explore);
        self.show_list(ListSubject::Copies { preview: None }, selected);
        self.effects.push(Effect::PreviewCopy(self.copies()[selected]));
    }

    /// What would be copied is known; another line may be chosen by now.
    pub(in crate::session) fn copy_previewed(&mut self, what: Copied, text: String) {
        let copies = self.copies();
        if let Some(Dialog::List(ListDialog { of: ListSubject::Copies { preview }, selected })) =
            &mut self.dialog
            && copies[*selected] == what
        {
            *preview = Some(text);
        }
    }

    pub(super) fn copy_to_file(&mut self) {
        if let Some(Dialog::List(list)) = self.dialog.take() {
            self.copy(list.selected, true);
        }
    }

    fn copy(&mut self, selected: usize, to_file: bool) {
        self.effects.push(Effect::Copy { what: self.copies()[selected], to_file });
    }

    /// Lists every edit, the present place chosen.
    pub(in crate::session) fn list_edits(&mut self) {
        self.settle();
        self.show_list(ListSubject::Edits, self.history.place());
    }

    /// Undoes or redoes as many edits as lead to a place among them: so many are done there.
    fn go_to_step(&mut self, place: usize) {
        self.settle();
        let from = self.history.place();
        while self.history.place() > place && self.history.undo(&mut self.preset).is_some() {}
        while self.history.place() < place && self.history.redo(&mut self.preset).is_some() {}
        let now = self.history.place();
        let steps = |count: usize| format!("{count} step{}", if count == 1 { "" } else { "s" });
        if now != from {
            self.follow_history();
        }
        match from.cmp(&now) {
            Ordering::Less => self.say(format!("{} redone", steps(now - from))),
            Ordering::Greater => self.say(format!("{} undone", steps(from - now))),
            Ordering::Equal => self.say("you are already there"),
        }
    }
}
