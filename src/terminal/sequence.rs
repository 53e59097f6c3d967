//! What the terminal's bytes begin with, what its keys have in common, and sequences too long to be
//! input, which are passed over to their end without being held.

use crossterm::event::KeyModifiers as Modifiers;

use super::event::TerminalEvent;
use crate::key::{Key, KeyCode};

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

/// A key of so many bytes.
pub(super) fn key(code: KeyCode, held: Modifiers, length: usize) -> Sequence {
    // A capital letter says all there is to say of Shift.
    let tells_shift = !matches!(code, KeyCode::Char(_) | KeyCode::BackTab);
    let key = Key {
        code,
        ctrl: held.contains(Modifiers::CONTROL),
        alt: held.contains(Modifiers::ALT),
        shift: tells_shift && held.contains(Modifiers::SHIFT),
    };
    Sequence::Input(TerminalEvent::Key(key), length)
}

pub(super) fn letter_key(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        _ => return None,
    })
}

/// F1, F2 and F4 after `CSI` or `ESC O`; what would be F3 after `CSI` says where a cursor is.
pub(super) fn function_key(letter: u8) -> Option<KeyCode> {
    matches!(letter, b'P' | b'Q' | b'S').then(|| KeyCode::F(letter - b'P' + 1))
}

const BELL: u8 = 0x07;

/// CAN and SUB break off whatever is under way.
const BREAKS: [u8; 2] = [0x18, 0x1a];

/// A sequence that is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Skip {
    /// DCS, OSC, SOS, PM or APC: to BEL or `ESC \`.
    String,
    /// A control sequence: to its final byte.
    Control,
}

impl Skip {
    /// What the bytes begin.
    pub(super) fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"\x1b[") { Self::Control } else { Self::String }
    }

    /// How many of the bytes belong to it, and whether it ends with them.
    pub(super) fn length(self, bytes: &[u8]) -> (usize, bool) {
        match self {
            Self::String => string_length(bytes),
            Self::Control => control_length(bytes),
        }
    }
}

/// The length of a string's rest, and whether it ends there. An ESC at the
/// end of the bytes is left: what follows tells whether it ends the string.
pub(super) fn string_length(bytes: &[u8]) -> (usize, bool) {
    let ends = |byte: &u8| *byte == ESC || *byte == BELL || BREAKS.contains(byte);
    let Some(end) = bytes.iter().position(ends) else {
        return (bytes.len(), false);
    };
    match bytes[end..] {
        [ESC] => (end, false),
        [ESC, b'\\', ..] => (end + 2, true),
        // Another sequence begins before this one was ended.
        [ESC, ..] => (end, true),
        _ => (end + 1, true),
    }
}

fn control_length(bytes: &[u8]) -> (usize, bool) {
    match bytes.iter().position(|byte| !(0x20..=0x3f).contains(byte)) {
        None => (bytes.len(), false),
        Some(end) if (0x40..=0x7e).contains(&bytes[end]) => (end + 1, true),
        Some(end) => (end, true),
    }
}
