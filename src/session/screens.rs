//! What each screen remembers: the chosen view, line, cell, target.

use super::Pin;
use crate::analysis::grid::Axis;
use crate::analysis::{Comparison, Explanation, Node, Query, Spread};
use crate::model::{Driver, Input};
use crate::preset::Preset;
use std::collections::BTreeSet;
use std::rc::Rc;

/// How the Drivers screen looks at a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DriversView {
    /// Each driver from its lowest to its highest scenario value.
    #[default]
    Tornado,
    /// The way between those ends.
    Spider,
    /// Every input by ±10 %.
    PlusMinus,
    /// How the scenarios' difference comes from the drivers.
    Attribution,
}

impl DriversView {
    /// All four, in the order of the key that goes round.
    pub const ALL: [Self; 4] = [Self::Tornado, Self::Spider, Self::PlusMinus, Self::Attribution];
}

/// The share by which every input is moved.
const PLUS_MINUS: f64 = 0.1;

/// What the Drivers screen remembers.
#[derive(Debug, Clone, Default)]
pub struct DriversState {
    /// How it looks at the figure.
    pub view: DriversView,
    /// The chosen row.
    pub selected: usize,
}

impl DriversState {
    pub(super) const fn query(&self) -> Query {
        match self.view {
            DriversView::Tornado | DriversView::Spider => Query::Drivers(Spread::Scenarios),
            DriversView::PlusMinus => Query::Drivers(Spread::PlusMinus(PLUS_MINUS)),
            DriversView::Attribution => Query::Attribution,
        }
    }
}

/// What the Grid screen remembers.
#[derive(Debug, Clone)]
pub struct GridState {
    /// The input across.
    pub x: Input,
    /// The input upwards.
    pub y: Input,
    /// The figure that the contour stands for.
    pub target: Option<f64>,
    /// The cell under the cursor: column and row, from the lowest values; `None` until it is
    /// moved, while it stands at the chosen scenario.
    pub cursor: Option<(usize, usize)>,
    /// Columns and rows that there is room for.
    pub room: (usize, usize),
}

impl Default for GridState {
    fn default() -> Self {
        Self {
            x: Input::Driver(Driver::Utilization),
            y: Input::Driver(Driver::PowerDelay),
            target: None,
            cursor: None,
            room: (40, 12),
        }
    }
}

impl GridState {
    /// An axis over an input's slider, with as many values as there is room for.
    fn axis(input: Input, room: usize) -> Axis {
        let spec = input.spec();
        let (from, to) = (spec.slider.min, spec.slider.max);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a slider's reach is small"
        )]
        let whole = if spec.valid.whole { (to - from) as usize + 1 } else { usize::MAX };
        Axis { input, from, to, count: room.clamp(2, whole) }
    }

    pub(super) fn query(&self) -> Query {
        let (x, y) = self.axes();
        Query::Grid { x, y, target: self.target }
    }

    /// Both axes.
    pub fn axes(&self) -> (Axis, Axis) {
        (Self::axis(self.x, self.room.0), Self::axis(self.y, self.room.1))
    }
}

/// What the Solve screen remembers.
#[derive(Debug, Clone, Default)]
pub struct SolveState {
    /// What the figure is to be.
    pub target: Option<f64>,
    /// The chosen row.
    pub selected: usize,
}

/// What the Cash screen remembers.
#[derive(Debug, Clone, Default)]
pub struct CashState {
    /// Whether the three scenarios stand side by side.
    pub side_by_side: bool,
    /// The first year that is shown.
    pub scroll: usize,
}

/// What is compared with.
#[derive(Debug, Clone, Default)]
pub enum Against {
    /// What was opened or saved last.
    #[default]
    Saved,
    Pin(Rc<Pin>),
    /// Another preset.
    Preset(Box<Preset>),
}

/// What the Compare screen remembers.
#[derive(Debug, Clone, Default)]
pub struct CompareState {
    /// What is compared with.
    pub against: Against,
    /// The first line that is shown.
    pub scroll: usize,
    /// What differs.
    pub comparison: Option<Comparison>,
}

/// A node of a derivation as a line on the screen.
#[derive(Debug, Clone, Copy)]
pub struct ExplainLine<'a> {
    pub node: &'a Node,
    /// How deep it lies.
    pub depth: usize,
    /// Whether its parts are shown.
    pub open: bool,
}

/// What the Explain screen remembers.
#[derive(Debug, Clone, Default)]
pub struct ExplainState {
    /// The derivation.
    pub explanation: Option<Explanation>,
    /// The opened nodes, by their places among their parents' parts.
    pub(super) open: BTreeSet<Vec<usize>>,
    /// The chosen line.
    pub selected: usize,
}

impl ExplainState {
    /// The lines in sight, from the top.
    pub fn lines(&self) -> Vec<ExplainLine<'_>> {
        self.places().into_iter().map(|(line, _)| line).collect()
    }

    /// The lines with the places of their nodes.
    pub(super) fn places(&self) -> Vec<(ExplainLine<'_>, Vec<usize>)> {
        let mut lines = Vec::new();
        if let Some(explanation) = &self.explanation {
            self.visit(&explanation.root, &mut Vec::new(), &mut lines);
        }
        lines
    }

    fn visit<'a>(
        &self,
        node: &'a Node,
        place: &mut Vec<usize>,
        lines: &mut Vec<(ExplainLine<'a>, Vec<usize>)>,
    ) {
        // The figure itself is always open: a derivation of one line explains nothing.
        let open = !node.parts.is_empty() && (place.is_empty() || self.open.contains(place));
        lines.push((ExplainLine { node, depth: place.len(), open }, place.clone()));
        if open {
            for (index, part) in node.parts.iter().enumerate() {
                place.push(index);
                self.visit(part, place, lines);
                place.pop();
            }
        }
    }
}
