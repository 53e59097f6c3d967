//! One complete sequence into a key.
//!
//! After xterm's control sequences, with the keys of the Linux console and
//! rxvt where these differ, and the key reports of `CSI u`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers as Modifiers};

use super::{
    input::Input,
    mouse,
    reports::{key_report, numbers},
};

pub(super) const ESC: u8 = 0x1b;

/// What the bytes begin with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sequence {
    /// The start of something; more must come.
    Partial,
    /// Input, and how many bytes it takes.
    Input(Input, usize),
    /// So many bytes that are no input.
    Nothing(usize),
    /// So many bytes that begin a paste.
    Paste(usize),
}

/// Reads the first sequence of `bytes`, of which there must be one at least.
pub(super) fn parse(bytes: &[u8]) -> Sequence {
    match bytes {
        [] | [ESC] => Sequence::Partial,
        // Esc, and then a key of its own.
        [ESC, ESC, ..] => key(KeyCode::Esc, Modifiers::NONE, 1),
        [ESC, b'[', ..] => control_sequence(bytes),
        [ESC, b'O', ..] => single_shift(bytes),
        [ESC, b'P' | b']' | b'X' | b'^' | b'_', ..] => string(bytes),
        [ESC, rest @ ..] => match character(rest) {
            Sequence::Input(Input::Key(event), length) => {
                key(event.code, event.modifiers | Modifiers::ALT, length + 1)
            }
            Sequence::Nothing(length) => Sequence::Nothing(length + 1),
            other => other,
        },
        _ => character(bytes),
    }
}

/// The key that bytes are which [`parse`] finds partial, when nothing
/// follows them.
pub(super) fn alone(bytes: &[u8]) -> Option<KeyEvent> {
    match bytes {
        [ESC] => Some(KeyEvent::new(KeyCode::Esc, Modifiers::NONE)),
        [ESC, last @ (b'P' | b']' | b'X' | b'^' | b'_')] => {
            let last = char::from(*last);
            Some(KeyEvent::new(KeyCode::Char(last), shift_of(last) | Modifiers::ALT))
        }
        _ => None,
    }
}

fn key(code: KeyCode, modifiers: Modifiers, length: usize) -> Sequence {
    Sequence::Input(Input::Key(KeyEvent::new(code, modifiers)), length)
}

fn shift_of(character: char) -> Modifiers {
    if character.is_uppercase() { Modifiers::SHIFT } else { Modifiers::NONE }
}

/// One character, in UTF-8 or a control code.
fn character(bytes: &[u8]) -> Sequence {
    let control = |letter: u8| key(KeyCode::Char(char::from(letter)), Modifiers::CONTROL, 1);
    let length = match bytes[0] {
        0 => return control(b' '),
        b'\t' => return key(KeyCode::Tab, Modifiers::NONE, 1),
        b'\r' => return key(KeyCode::Enter, Modifiers::NONE, 1),
        0x08 | 0x7f => return key(KeyCode::Backspace, Modifiers::NONE, 1),
        code @ 0x01..=0x1a => return control(code - 1 + b'a'),
        code @ 0x1c..=0x1f => return control(code - 0x1c + b'4'),
        ESC | 0x80..=0xc1 | 0xf5.. => return Sequence::Nothing(1),
        0x20..=0x7e => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
    };
    let Some(encoded) = bytes.get(..length) else {
        let continues = bytes[1..].iter().all(|byte| byte & 0xc0 == 0x80);
        return if continues { Sequence::Partial } else { Sequence::Nothing(1) };
    };
    let decoded = str::from_utf8(encoded).ok();
    match decoded.and_then(|text| text.chars().next()) {
        Some(character) if character.is_control() => Sequence::Nothing(length),
        Some(character) => key(KeyCode::Char(character), shift_of(character), length),
        None => Sequence::Nothing(1),
    }
}

/// `ESC O letter`: cursor and function keys in application mode.
fn single_shift(bytes: &[u8]) -> Sequence {
    let Some(&last) = bytes.get(2) else {
        return Sequence::Partial;
    };
    match (last, letter_key(last)) {
        // A control code or another ESC is no part of it.
        (0..=0x1f, _) => Sequence::Nothing(2),
        (b'M', _) => key(KeyCode::Enter, Modifiers::NONE, 3),
        (_, Some(code)) => key(code, Modifiers::NONE, 3),
        (_, None) => Sequence::Nothing(3),
    }
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

/// DCS, OSC, SOS, PM or APC: the terminal's answer to some question, none of
/// them ours. It ends with BEL or `ESC \`.
fn string(bytes: &[u8]) -> Sequence {
    let bell = bytes.iter().position(|&byte| byte == 0x07);
    let terminator = bytes.windows(2).position(|pair| pair == [ESC, b'\\']);
    match (bell, terminator) {
        (Some(bell), Some(terminator)) if bell < terminator => Sequence::Nothing(bell + 1),
        (_, Some(terminator)) => Sequence::Nothing(terminator + 2),
        (Some(bell), None) => Sequence::Nothing(bell + 1),
        (None, None) => Sequence::Partial,
    }
}

/// `CSI parameters intermediates final`.
fn control_sequence(bytes: &[u8]) -> Sequence {
    let body = &bytes[2..];
    match body {
        [b'M', report @ ..] => {
            return match report {
                [button, column, row, ..] => mouse::old_report(*button, *column, *row),
                _ => Sequence::Partial,
            };
        }
        // The Linux console's F1 to F5.
        [b'[', rest @ ..] => {
            return match rest {
                [] => Sequence::Partial,
                [letter @ b'A'..=b'E', ..] => {
                    key(KeyCode::F(letter - b'A' + 1), Modifiers::NONE, 4)
                }
                _ => Sequence::Nothing(3),
            };
        }
        _ => {}
    }
    let end = body.iter().position(|byte| !(0x20..=0x3f).contains(byte));
    let Some(end) = end else {
        return Sequence::Partial;
    };
    let length = 2 + end + 1;
    let last = body[end];
    if !(0x40..=0x7e).contains(&last) {
        // Cut short by another sequence, which begins here.
        return Sequence::Nothing(length - 1);
    }
    let parameters = &body[..end];
    if let Some(report) = parameters.strip_prefix(b"<") {
        return mouse::report(&numbers(report), last, length);
    }
    key_report(&numbers(parameters), parameters, last, length)
}
