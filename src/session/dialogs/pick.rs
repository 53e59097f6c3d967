//! Choosing the metric that the screens speak of, or an input for an axis of the grid.

use super::{Acts, Dialog, Fate};
use crate::model::{Input, Metric};
use crate::session::{Context, Moment, Session};

/// What is chosen from a list.
#[derive(Debug, Clone, PartialEq)]
pub struct PickList {
    /// What it is a list of.
    pub of: Picking,
    /// The chosen line.
    pub selected: usize,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum Picking {
    /// The metric that the screens speak of, among all.
    Metric,
    /// An input for an axis of the grid.
    Axis {
        /// Whether for the one across, else for the one upwards.
        across: bool,
        /// All inputs that can be varied.
        inputs: Vec<Input>,
    },
}

impl Acts for PickList {
    fn context(&self) -> Context {
        Context::List
    }

    fn list(&mut self, _: &Session) -> Option<(&mut usize, usize)> {
        let lines = match &self.of {
            Picking::Metric => Metric::COUNT,
            Picking::Axis { inputs, .. } => inputs.len(),
        };
        Some((&mut self.selected, lines))
    }

    fn accept(&mut self, session: &mut Session, _: Moment) -> Fate {
        match &self.of {
            Picking::Metric => session.pick(Metric::ALL[self.selected]),
            Picking::Axis { across, inputs } => session.set_axis(*across, inputs[self.selected]),
        }
        Fate::Closes
    }
}

impl Session {
    pub(in crate::session) fn pick_metric(&mut self) {
        let selected = self.metric as usize;
        self.dialog = Some(Dialog::Pick(PickList { of: Picking::Metric, selected }));
    }

    pub(in crate::session) fn pick_axis(&mut self, across: bool) {
        let inputs: Vec<Input> = Input::all(self.preset.inputs.programme.sites.len()).collect();
        let present = if across { self.screens.grid.x } else { self.screens.grid.y };
        let selected = inputs.iter().position(|input| *input == present).unwrap_or(0);
        self.dialog =
            Some(Dialog::Pick(PickList { of: Picking::Axis { across, inputs }, selected }));
    }
}
