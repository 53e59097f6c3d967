//! One complete mouse report into a mouse event.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::{event::TerminalEvent, reports::Parameter, sequence::Sequence};

/// `CSI < button ; column ; row M`, with `m` for a release.
pub(super) fn report(numbers: &[Parameter], last: u8, length: usize) -> Sequence {
    let nothing = Sequence::Nothing(length);
    let &[(state, _), (column, _), (row, _)] = numbers else {
        return nothing;
    };
    let kind = match last {
        b'M' => kind(state, false),
        b'm' => kind(state, true),
        _ => None,
    };
    match kind {
        Some(kind) => event(kind, state, column, row, length),
        None => nothing,
    }
}

/// `CSI M` and three bytes, as sent by terminals that don't know the other.
pub(super) fn old_report(state: u8, column: u8, row: u8) -> Sequence {
    const LENGTH: usize = 6;
    let [state, column, row] = [state, column, row].map(|byte| u32::from(byte.saturating_sub(32)));
    // It says of a release only that there was one.
    let released = state & 0b1110_0011 == 3;
    let kind =
        if released { Some(MouseEventKind::Up(MouseButton::Left)) } else { kind(state, false) };
    match kind {
        Some(kind) => event(kind, state, column, row, LENGTH),
        None => Sequence::Nothing(LENGTH),
    }
}

fn event(kind: MouseEventKind, state: u32, column: u32, row: u32, length: usize) -> Sequence {
    let from_zero = |place: u32| u16::try_from(place.saturating_sub(1)).unwrap_or(u16::MAX);
    let table = [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)];
    let held = table.into_iter().filter(|(bit, _)| state & bit != 0);
    let event = MouseEvent {
        kind,
        column: from_zero(column),
        row: from_zero(row),
        modifiers: held.map(|(_, modifier)| modifier).collect(),
    };
    Sequence::Input(TerminalEvent::Mouse(event), length)
}

fn kind(state: u32, released: bool) -> Option<MouseEventKind> {
    let moves = state & 32 != 0;
    let button = match state & 0b1100_0011 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        2 => MouseButton::Right,
        3 if moves => return Some(MouseEventKind::Moved),
        64 => return Some(MouseEventKind::ScrollUp),
        65 => return Some(MouseEventKind::ScrollDown),
        66 => return Some(MouseEventKind::ScrollLeft),
        67 => return Some(MouseEventKind::ScrollRight),
        _ => return None,
    };
    Some(match (released, moves) {
        (true, _) => MouseEventKind::Up(button),
        (false, true) => MouseEventKind::Drag(button),
        (false, false) => MouseEventKind::Down(button),
    })
}
