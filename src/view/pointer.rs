//! What the mouse means: from a cell of the screen to an action.

use super::regions::{ClickTarget, Regions};
use super::slider::track_of;
use crate::model::Scenario;
use crate::session::{Action, Command, DialogCommand, Phase, Row, Session};
use crate::widgets::Paint;
use crate::widgets::track::position_of;
use ratatui::layout::Rect;

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointerKind {
    /// The button was pressed.
    Down,
    /// It was moved with the button pressed.
    Drag,
    /// The button was let go.
    Up,
    /// The wheel was turned, away from or towards the person.
    Wheel(i32),
}

/// What the mouse did, and on which cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer {
    /// The cell's column, from 0.
    pub column: u16,
    /// The cell's row, from 0.
    pub row: u16,
    /// What it did.
    pub kind: PointerKind,
}

impl Pointer {
    /// What it means to the session that was drawn so.
    pub fn action(self, regions: &Regions, session: &Session) -> Option<Action> {
        let hit = regions.at(self.column, self.row);
        match self.kind {
            PointerKind::Down => match hit? {
                (area, ClickTarget::Track(row)) => {
                    let (scenario, phase) = grabbed_at(session, area, row, self.column)?;
                    Some(self.on_track(area, row, scenario, phase))
                }
                (_, ClickTarget::Row(row)) => Some(Action::ChooseRow(row)),
                (_, ClickTarget::Figure(scenario, metric)) => {
                    Some(Action::ChooseFigure(scenario, metric))
                }
                (_, ClickTarget::Line(line)) => Some(Action::ChooseLine(line)),
                (_, ClickTarget::Heading(scenario, metric)) => {
                    Some(Action::ClickHeading(scenario, metric))
                }
                (_, ClickTarget::Map(grid)) => grid
                    .hit(self.column, self.row)
                    .map(|(column, row)| Action::ChooseCell(column, row)),
                (_, ClickTarget::Screen(screen)) => Some(Action::Go(screen)),
                (_, ClickTarget::Scenario(scenario)) => Some(Action::ChooseScenario(scenario)),
                (_, ClickTarget::Entry(index)) => Some(Action::ClickEntry(index)),
                (_, ClickTarget::Command(command)) => Some(Action::Do(command)),
                (_, ClickTarget::Dialog) => None,
                (_, ClickTarget::Outside) => {
                    Some(Action::Do(Command::Dialog(DialogCommand::Cancel)))
                }
            },
            PointerKind::Drag | PointerKind::Up => {
                let (row, scenario) = session.grabbed()?;
                let phase = if self.kind == PointerKind::Drag { Phase::Drag } else { Phase::Up };
                Some(self.on_track(regions.track(row)?, row, scenario, phase))
            }
            PointerKind::Wheel(steps) if session.dialog.is_some() => {
                Some(Action::Do(Command::Choose(-steps)))
            }
            PointerKind::Wheel(steps) => {
                let track = match hit {
                    Some((_, ClickTarget::Track(row))) => Some(row),
                    _ => None,
                };
                Some(Action::Wheel { at: (self.column, self.row), track, steps })
            }
        }
    }

    fn on_track(self, area: Rect, row: Row, scenario: Scenario, phase: Phase) -> Action {
        let last = area.right().saturating_sub(1);
        let cell = self.column.clamp(area.left(), last) - area.left();
        Action::Track { row, scenario, position: position_of(cell, area.width), phase }
    }
}

/// The scenario whose handle a press takes: the one on the cell, else the chosen one, which
/// comes to the cell.
fn grabbed_at(session: &Session, area: Rect, row: Row, column: u16) -> Option<(Scenario, Phase)> {
    let track = track_of(session, row, Paint::default())?;
    let handle = track.handle_at(column - area.left(), area.width);
    Some(match handle {
        Some(index) => (Scenario::ALL[index.min(2)], Phase::Grab),
        None => (session.scenario, Phase::Down),
    })
}
