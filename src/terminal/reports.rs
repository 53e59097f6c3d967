//! The parameters of a control sequence, and the key, reply or mouse event that they report.

use crossterm::event::{KeyModifiers as Modifiers, MouseButton, MouseEvent, MouseEventKind};

use super::event::TerminalEvent;
use super::identity::Identity;
use super::sequence::{Sequence, function_key, key, letter_key};
use crate::key::KeyCode;

/// A parameter of a control sequence: its number, and one after a colon.
type Parameter = (u32, Option<u32>);

/// The parameters of a control sequence.
pub(super) fn numbers(parameters: &[u8]) -> Vec<Parameter> {
    let number = |part: Option<&[u8]>| {
        let part = part.and_then(|digits| str::from_utf8(digits).ok());
        part.and_then(|digits| digits.parse().ok())
    };
    let parameter = |parameter: &[u8]| {
        let mut parts = parameter.split(|&byte| byte == b':');
        (number(parts.next()).unwrap_or(0), number(parts.next()))
    };
    parameters.split(|&byte| byte == b';').map(parameter).collect()
}

/// The key, or the reply to one of our questions, that a control sequence reports.
pub(super) fn key_report(
    numbers: &[Parameter],
    parameters: &[u8],
    last: u8,
    length: usize,
) -> Sequence {
    if let Some(reply) = reply(parameters, last) {
        return Sequence::Input(reply, length);
    }
    let plain = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b';' | b':');
    if !parameters.iter().all(plain) {
        return Sequence::Nothing(length);
    }
    if last == b'~' && numbers.first().is_some_and(|first| first.0 == 200) {
        return Sequence::Paste(length);
    }
    let is_release = numbers.get(1).copied().unwrap_or_default().1 == Some(3);
    match pressed(numbers, last) {
        Some((code, held)) if !is_release => key(code, held, length),
        _ => Sequence::Nothing(length),
    }
}

/// The reply to one of our questions.
fn reply(parameters: &[u8], last: u8) -> Option<TerminalEvent> {
    match (last, parameters) {
        // Well, or 3 with a fault.
        (b'n', b"0" | b"3") => Some(TerminalEvent::Reply),
        (b'c', [b'>', attributes @ ..]) => {
            let numbers = numbers(attributes);
            let at = |index: usize| numbers.get(index).copied().unwrap_or_default().0;
            Some(TerminalEvent::Identity(Identity { kind: at(0), version: at(1), revision: at(2) }))
        }
        _ => None,
    }
}

/// The key that a control sequence with these parameters reports.
fn pressed(numbers: &[Parameter], last: u8) -> Option<(KeyCode, Modifiers)> {
    let at = |index: usize| numbers.get(index).copied().unwrap_or_default();
    let (first, state) = (at(0).0, at(1).0);
    let held = modifiers(state);
    let with = |code: Option<KeyCode>, held: Modifiers| code.map(|code| (code, held));
    match last {
        b'~' if first == 27 => character_key(at(2), (0, None), state),
        b'u' => character_key(at(0), at(2), state),
        b'~' => with(numbered_key(first), held),
        // rxvt.
        b'$' => with(numbered_key(first), Modifiers::SHIFT),
        b'^' => with(numbered_key(first), Modifiers::CONTROL),
        b'@' => with(numbered_key(first), Modifiers::SHIFT | Modifiers::CONTROL),
        b'a'..=b'd' if numbers.len() == 1 && first == 0 => {
            with(letter_key(last.to_ascii_uppercase()), Modifiers::SHIFT)
        }
        b'Z' => Some((KeyCode::BackTab, held | Modifiers::SHIFT)),
        _ if first <= 1 => with(letter_key(last).or_else(|| function_key(last)), held),
        _ => None,
    }
}

/// `state` is 1 more than the sum of the bits of the keys held.
fn modifiers(state: u32) -> Modifiers {
    let held = state.saturating_sub(1);
    let table = [
        (1, Modifiers::SHIFT),
        (2, Modifiers::ALT),
        (4, Modifiers::CONTROL),
        (8, Modifiers::SUPER),
        (16, Modifiers::HYPER),
        (32, Modifiers::META),
    ];
    let pressed = table.into_iter().filter(|(bit, _)| held & bit != 0);
    pressed.map(|(_, modifier)| modifier).collect()
}

fn numbered_key(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 | 17..=21 | 23 | 24 => {
            // Numbers are left out where the old keyboards had gaps.
            let gaps = u32::from(number > 16) + u32::from(number > 22);
            KeyCode::F(u8::try_from(number - 10 - gaps).ok()?)
        }
        _ => return None,
    })
}

/// A key by its character's number, the number with Shift where that is told,
/// and the text that it stands for where that is.
fn character_key(
    (code, shifted): Parameter,
    (text, more): Parameter,
    state: u32,
) -> Option<(KeyCode, Modifiers)> {
    let held = modifiers(state);
    if let Some(code) = named_key(code) {
        let turns = code == KeyCode::Tab && held.contains(Modifiers::SHIFT);
        return Some((if turns { KeyCode::BackTab } else { code }, held));
    }
    let private_use = 0xe000..=0xf8ff;
    let character = |number: u32| {
        let character = char::from_u32(number).filter(|c| !c.is_control() && *c != '\0');
        character.filter(|_| !private_use.contains(&number))
    };
    let is_command = held.intersects(!(Modifiers::SHIFT | Modifiers::NONE));
    if let (Some(text), None, false) = (character(text), more, is_command) {
        return Some((KeyCode::Char(text), held));
    }
    let shift = held.contains(Modifiers::SHIFT);
    let letter = match shifted.and_then(character).filter(|_| shift) {
        Some(shifted) => shifted,
        None => cased(character(code)?, shift != caps_lock(state)),
    };
    // Control with a letter is the same key with Shift and without.
    let letter =
        if held.contains(Modifiers::CONTROL) { letter.to_ascii_lowercase() } else { letter };
    Some((KeyCode::Char(letter), held))
}

/// A letter as a capital, if it is to be one and has one.
fn cased(letter: char, capital: bool) -> char {
    let mut upper = letter.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) if capital => upper,
        _ => letter,
    }
}

const fn caps_lock(state: u32) -> bool {
    state.saturating_sub(1) & 64 != 0
}

/// A key that stands for no character of its own, and those of the keypad.
fn named_key(code: u32) -> Option<KeyCode> {
    const KEYPAD: &str = "0123456789./*-+";
    Some(match code {
        8 | 127 => KeyCode::Backspace,
        9 => KeyCode::Tab,
        13 | 57_414 => KeyCode::Enter,
        27 => KeyCode::Esc,
        57_399..=57_413 => KeyCode::Char(char::from(KEYPAD.as_bytes()[code as usize - 57_399])),
        57_415 => KeyCode::Char('='),
        57_416 => KeyCode::Char(','),
        57_417 => KeyCode::Left,
        57_418 => KeyCode::Right,
        57_419 => KeyCode::Up,
        57_420 => KeyCode::Down,
        57_421 => KeyCode::PageUp,
        57_422 => KeyCode::PageDown,
        57_423 => KeyCode::Home,
        57_424 => KeyCode::End,
        57_426 => KeyCode::Delete,
        57_364..=57_375 => KeyCode::F(u8::try_from(code - 57_363).ok()?),
        _ => return None,
    })
}

/// `CSI < button ; column ; row M`, with `m` for a release.
pub(super) fn mouse_report(numbers: &[Parameter], last: u8, length: usize) -> Sequence {
    let nothing = Sequence::Nothing(length);
    let &[(state, _), (column, _), (row, _)] = numbers else {
        return nothing;
    };
    let kind = match last {
        b'M' => mouse_kind(state, false),
        b'm' => mouse_kind(state, true),
        _ => None,
    };
    match kind {
        Some(kind) => mouse_event(kind, state, column, row, length),
        None => nothing,
    }
}

/// `CSI M` and three bytes, as sent by terminals that don't know the other.
pub(super) fn old_mouse_report(state: u8, column: u8, row: u8) -> Sequence {
    const LENGTH: usize = 6;
    let [state, column, row] = [state, column, row].map(|byte| u32::from(byte.saturating_sub(32)));
    // It says of a release only that there was one.
    let released = state & 0b1110_0011 == 3;
    let kind = if released {
        Some(MouseEventKind::Up(MouseButton::Left))
    } else {
        mouse_kind(state, false)
    };
    match kind {
        Some(kind) => mouse_event(kind, state, column, row, LENGTH),
        None => Sequence::Nothing(LENGTH),
    }
}

fn mouse_event(kind: MouseEventKind, state: u32, column: u32, row: u32, length: usize) -> Sequence {
    let from_zero = |place: u32| u16::try_from(place.saturating_sub(1)).unwrap_or(u16::MAX);
    let table = [(4, Modifiers::SHIFT), (8, Modifiers::ALT), (16, Modifiers::CONTROL)];
    let held = table.into_iter().filter(|(bit, _)| state & bit != 0);
    let event = MouseEvent {
        kind,
        column: from_zero(column),
        row: from_zero(row),
        modifiers: held.map(|(_, modifier)| modifier).collect(),
    };
    Sequence::Input(TerminalEvent::Mouse(event), length)
}

fn mouse_kind(state: u32, released: bool) -> Option<MouseEventKind> {
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
