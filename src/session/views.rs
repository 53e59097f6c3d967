//! Views: what is on screen kept under a name in the preset, and shown again.

use super::edit::{By, Edited};
use super::field::FieldValue;
use super::sections::sections;
use super::{Row, Screen, Session};
use crate::analysis::{Target, VariedInput};
use crate::model::{Better, Driver, Input, Inputs, Scenario};
use crate::preset::{Preset, PresetView, SetTo};
use crate::text::{nearest, quoted};

impl Session {
    /// What is on screen: the screen, the scenario and the figure that it speaks of, what was typed
    /// for it, and the inputs as far as they differ from the saved preset's.
    ///
    /// # Errors
    /// When a view can't hold what differs.
    pub(super) fn view_of_screen(&self, name: String) -> Result<PresetView, String> {
        let (screens, metric) = (&self.screens, self.metric);
        let mut targets: Vec<String> = screens.risk.targets.iter().map(Target::to_string).collect();
        if self.screen == Screen::Solve
            && let Some(bound) = screens.solve.target
        {
            let relation = match metric.spec().better {
                Better::Higher => ">=",
                Better::Lower | Better::Neither => "<=",
            };
            targets = vec![format!("{}{relation}{bound}", metric.id())];
        }
        Ok(PresetView {
            name,
            screen: Some(self.screen.id()),
            scenario: Some(self.scenario),
            metric: Some(metric),
            targets,
            axes: (self.screen == Screen::Grid)
                .then(|| [screens.grid.x, screens.grid.y].map(|input| input.to_string())),
            set: set_between(&self.file.saved, &self.preset)?,
            ..PresetView::default()
        })
    }

    /// Shows a view of the open preset, by its place: the saved inputs with what the view sets, as
    /// one edit.
    pub(in crate::session) fn show_view(&mut self, place: usize) {
        let Some(view) = self.preset.views.get(place).cloned() else { return };
        let inputs = match self.inputs_of_view(&view) {
            Ok(inputs) => inputs,
            Err(why) => return self.refuse(why),
        };
        if self.edit(By::Once, |preset| preset.inputs = inputs) == Edited::Refused {
            return;
        }
        self.take_up(&view);
        let screen = view.screen.and_then(Screen::from_id);
        // What the edit changed is shown beside the view's name.
        let message = self.message.take();
        match screen {
            Some(Screen::Solve) => match self.screens.solve.target {
                Some(target) => self.solve_for(target),
                None => self.go(Screen::Solve),
            },
            Some(screen) => self.go(screen),
            None => self.go(Screen::Explore),
        }
        self.message = message;
        if self.message.is_none() {
            self.say(format!("view: {}", view.name));
        }
    }

    /// The saved inputs with what a view of the open preset sets.
    ///
    /// # Errors
    /// When it is of another preset, or sets what can't be set.
    pub fn inputs_of_view(&self, view: &PresetView) -> Result<Inputs, String> {
        if let Some(other) = &view.preset {
            let (name, other) = (quoted(&view.name), quoted(other));
            return Err(format!("the view {name} is of the preset {other}; open that one"));
        }
        // A file with a view that can't be set is refused; the preset may have changed since.
        view.inputs_on(&self.file.saved)
    }

    /// The figure, the scenario, the targets and the axes of a view.
    fn take_up(&mut self, view: &PresetView) {
        if let Some(metric) = view.metric {
            self.set_metric(metric);
        }
        if let Some(scenario) = view.scenario {
            self.choose_scenario(scenario);
        }
        let targets: Vec<Target> =
            view.targets.iter().filter_map(|target| target.parse().ok()).collect();
        if view.screen == Some(Screen::Solve.id()) {
            let own = targets.iter().find(|target| target.metric == self.metric);
            self.screens.solve.target = own.map(|target| target.bound);
        } else {
            self.screens.risk.targets = targets;
        }
        if let Some([x, y]) =
            view.axes.as_ref().map(|axes| axes.each_ref().map(|id| Input::from_id(id)))
            && let (Some(x), Some(y)) = (x, y)
        {
            self.set_axis(true, x);
            self.set_axis(false, y);
        }
    }

    /// The place of the view of that name.
    ///
    /// # Errors
    /// When the preset has none of that name, with those that it has.
    pub fn view_named(&self, name: &str) -> Result<usize, String> {
        let views = &self.preset.views;
        if let Some(place) = views.iter().position(|view| view.name == name) {
            return Ok(place);
        }
        let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
        Err(match nearest(name, names.iter().copied()) {
            Some(near) => {
                format!("there is no view {}; did you mean {}?", quoted(name), quoted(near))
            }
            None if names.is_empty() => format!(
                "there is no view {}: the preset has none; A in the explorer adds one",
                quoted(name)
            ),
            None => format!(
                "there is no view {}; there are {}",
                quoted(name),
                names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
            ),
        })
    }
}

/// What has to be set to get from the inputs of a preset to those of another, by the keys of `--set`.
///
/// # Errors
/// When sites differ, which these keys can't say.
pub fn set_between(from: &Preset, to: &Preset) -> Result<Vec<(String, SetTo)>, String> {
    let sites = to.inputs.programme.sites.len();
    let [before, now] =
        [from, to].map(|of| of.inputs.programme.sites.iter().map(|site| &site.name));
    if !before.eq(now) {
        return Err(
            "sites were added, removed or renamed, which a view can't say: save first".to_owned()
        );
    }
    let mut set = Vec::new();
    let inputs = Input::all(sites).chain([Input::Weight]);
    for varied in inputs.flat_map(VariedInput::of_every_scenario) {
        let [before, after] = [from, to].map(|inputs| varied.get(&inputs.inputs));
        let Some(value) = after.filter(|after| before != Some(*after)) else { continue };
        // A delay that follows from indicators is said by them.
        let is_delay = varied.input == Input::Driver(Driver::PowerDelay);
        let follows = |scenario: Scenario| to.inputs.scenarios[scenario].indicators().is_some();
        if !(is_delay && varied.scenario().is_some_and(follows)) {
            set.push((varied.to_string(), SetTo::Number(value)));
        }
    }
    let fields = sections(&to.inputs.programme).into_iter().flat_map(|section| section.rows);
    for field in fields.filter_map(Row::field).filter(|field| !field.is_text()) {
        let value = field.value(to).filter(|value| field.value(from).as_ref() != Some(value));
        let value = match value {
            Some(FieldValue::Month(month)) => SetTo::Text(month.to_string()),
            Some(FieldValue::Year(year)) => SetTo::Number(f64::from(year)),
            Some(FieldValue::Number(_, number)) => SetTo::Number(number),
            Some(FieldValue::Text(_)) | None => continue,
        };
        set.push((field.key(), value));
    }
    Ok(set)
}
