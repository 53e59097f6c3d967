//! What is where on the screen, for the mouse.

use crate::model::{Metric, Scenario};
use crate::session::{Command, Row, Screen};
use crate::widgets::MapArea;
use ratatui::layout::Rect;

/// Something that a mouse can hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClickTarget {
    /// A slider's track.
    Track(Row),
    /// A row's label and values.
    Row(Row),
    /// A scenario's name, value or panel.
    Scenario(Scenario),
    Figure(Scenario, Metric),
    /// A line of the screen's list.
    Line(usize),
    /// The head of a column of figures.
    Heading(Scenario, Metric),
    /// The map of the grid.
    Map(MapArea),
    /// A tab.
    Screen(Screen),
    /// A line of the list in a dialog.
    Entry(usize),
    /// What does the same as a key.
    Command(Command),
    /// A dialog where nothing else of it is.
    Dialog,
    /// What a dialog doesn't cover.
    Outside,
}

/// What is where on the screen; what was drawn later lies above.
#[derive(Debug, Clone, Default)]
pub struct Regions(Vec<(Rect, ClickTarget)>);

impl Regions {
    /// Notes where something was drawn.
    pub fn add(&mut self, area: Rect, target: ClickTarget) {
        if !area.is_empty() {
            self.0.push((area, target));
        }
    }

    /// What is at a cell.
    pub fn at(&self, column: u16, row: u16) -> Option<(Rect, ClickTarget)> {
        self.0.iter().rev().find(|(area, _)| area.contains((column, row).into())).copied()
    }

    /// Where the dialog stands, if there is one.
    pub fn dialog(&self) -> Option<Rect> {
        let found = self.0.iter().find(|(_, target)| *target == ClickTarget::Dialog);
        found.map(|(area, _)| *area)
    }

    pub fn track(&self, row: Row) -> Option<Rect> {
        self.0.iter().find(|(_, target)| *target == ClickTarget::Track(row)).map(|(area, _)| *area)
    }
}
