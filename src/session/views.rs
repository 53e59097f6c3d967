//! Views: what is on screen kept under a name in the preset, and shown again.

use super::edit::{By, Edited};
use super::{Screen, Session};
use crate::analysis::Target;
use crate::model::{Access, Better, Driver, Input, Inputs, Programme, Scenario, Site};
use crate::preset::assignment::assign;
use crate::preset::{PresetView, SetTo};
use crate::text::{nearest, quoted};

/// A screen's name in a view.
const fn name_in_views(screen: Screen) -> &'static str {
    match screen {
        Screen::Explore => "Explore",
        Screen::Drivers => "Drivers",
        Screen::Grid => "Grid",
        Screen::Risk => "Risk",
        Screen::Cash => "Cash",
        Screen::Claims => "Claims",
        Screen::Programme => "Programme",
        Screen::Backtest => "Backtest",
        Screen::Compare => "Compare",
        Screen::Paybacks => "Paybacks",
        Screen::Solve => "Solve",
        Screen::Explain => "Explain",
    }
}

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
            screen: Some(name_in_views(self.screen)),
            scenario: Some(self.scenario),
            metric: Some(metric),
            targets,
            axes: (self.screen == Screen::Grid)
                .then(|| [screens.grid.x, screens.grid.y].map(|input| input.to_string())),
            set: set_between(&self.file.saved.inputs, &self.preset.inputs)?,
            ..PresetView::default()
        })
    }

    /// Shows a view of the open preset, by its place: the saved inputs with what the view sets, as
    /// one edit.
    pub(in crate::session) fn show_view(&mut self, place: usize) {
        let Some(view) = self.preset.views.get(place).cloned() else { return };
        if let Some(other) = &view.preset {
            return self.refuse(format!(
                "the view {} is of the preset {}; open that one",
                quoted(&view.name),
                quoted(other)
            ));
        }
        let mut inputs = self.file.saved.inputs.clone();
        for (key, value) in &view.set {
            let text = match value {
                SetTo::Number(number) => number.to_string(),
                SetTo::Text(text) => text.clone(),
            };
            // A file with a view that can't be set is refused; the preset may have changed since.
            if let Err(why) = assign(&mut inputs, self.preset.money(), key, &text) {
                return self.refuse(format!("the view {} sets {key}: {why}", quoted(&view.name)));
            }
        }
        if self.edit(By::Once, |preset| preset.inputs = inputs) == Edited::Refused {
            return;
        }
        self.take_up(&view);
        let screen = view
            .screen
            .and_then(|name| Screen::ALL.into_iter().find(|screen| name_in_views(*screen) == name));
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
        if view.screen == Some(name_in_views(Screen::Solve)) {
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

/// What has to be set to get from some inputs to others, by the keys of `--set`.
fn set_between(from: &Inputs, to: &Inputs) -> Result<Vec<(String, SetTo)>, String> {
    let sites = to.programme.sites.len();
    let is_one_shape = from.programme.sites.len() == sites
        && from.programme.sites.iter().zip(&to.programme.sites).all(|(a, b)| a.name == b.name);
    if !is_one_shape {
        return Err(
            "sites were added, removed or renamed, which a view can't say: save first".to_owned()
        );
    }
    let mut set = Vec::new();
    for input in Input::all(sites).chain([Input::Weight]) {
        let scenarios: &[Scenario] =
            if input.is_per_scenario() { &Scenario::ALL } else { &[Scenario::Base] };
        for scenario in scenarios {
            let [before, after] = [from, to].map(|inputs| inputs.get(input, *scenario));
            let Some(value) = after.filter(|after| before != Some(*after)) else { continue };
            // A delay that follows from indicators is said by them.
            let by_months = to.scenarios[*scenario].indicators().is_none();
            if input == Input::Driver(Driver::PowerDelay) && !by_months {
                continue;
            }
            let key = if input.is_per_scenario() {
                format!("{}.{input}", scenario.id())
            } else {
                input.to_string()
            };
            set.push((key, SetTo::Number(value)));
        }
    }
    set.extend(dates_between(&from.programme, &to.programme));
    Ok(set)
}

/// The same of the programme's and its sites' dates and settings.
fn dates_between(from: &Programme, to: &Programme) -> Vec<(String, SetTo)> {
    let mut set = Vec::new();
    for field in Programme::FIELDS {
        set.extend(
            changed(&field.access, from, to).map(|to| (format!("programme.{}", field.id), to)),
        );
    }
    for (place, (from, to)) in from.sites.iter().zip(&to.sites).enumerate() {
        for field in Site::FIELDS {
            let key = format!("programme.sites.{place}.{}", field.id);
            set.extend(changed(&field.access, from, to).map(|to| (key, to)));
        }
    }
    set
}

/// A date or a setting, where it differs; numbers are inputs, and texts aren't set.
fn changed<R>(access: &Access<R>, from: &R, to: &R) -> Option<SetTo> {
    match access {
        Access::Month(lens) => {
            let [before, after] = [from, to].map(|record| (lens.get)(record));
            (before != after).then(|| SetTo::Text(after.to_string()))
        }
        Access::Year(lens) => {
            let [before, after] = [from, to].map(|record| (lens.get)(record));
            (before != after).then(|| SetTo::Number(f64::from(after)))
        }
        Access::Setting(_, lens) => {
            let [before, after] = [from, to].map(|record| (lens.get)(record));
            (before.to_bits() != after.to_bits()).then_some(SetTo::Number(after))
        }
        Access::Number(..) | Access::Text(_) | Access::Sites => None,
    }
}
