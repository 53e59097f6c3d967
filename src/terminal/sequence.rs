//! What the terminal's bytes begin with, and what its keys have in common.

use crossterm::event::{KeyCode, KeyModifiers as Modifiers};

use super::event::TerminalEvent;

pub(super) const ESC: u8 = 0x1b;

/// What the bytes begin with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sequence {
    /// The start of something; more must come.
    Partial,
    /// An event, and how many bytes it takes.
    Input(TerminalEvent, usize),
    /// So many bytes that are no input.
    Nothing(usize),
    /// So many bytes that begin a paste.
    Paste(usize),
}

pub(super) fn shift_of(character: char) -> Modifiers {
    if character.is_uppercase() { Modifiers::SHIFT } else { Modifiers::NONE }
}

pub(super) fn letter_key(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'R' => KeyCode::F(3),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}
