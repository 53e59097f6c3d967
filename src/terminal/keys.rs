//! One complete sequence into a key.
//!
//! After xterm's control sequences, with the keys of the Linux console and
//! rxvt where these differ, and the key reports of `CSI u`.

use crossterm::event::KeyModifiers as Modifiers;

use super::color::background_answer;
use super::event::TerminalEvent;
use super::reports::{key_report, mouse_report, numbers, old_mouse_report};
use super::sequence::{ESC, Sequence, function_key, key, letter_key, string_length};
use super::text::foreign_length;
use crate::key::{Key, KeyCode};

/// Reads the first sequence of `bytes`, of which there must be one at least.
pub(super) fn parse(bytes: &[u8]) -> Sequence {
    match bytes {
        [] | [ESC] => Sequence::Partial,
        // Shift-Tab on the Linux console.
        [ESC, b'\t', ..] => key(KeyCode::BackTab, Modifiers::SHIFT, 2),
        // Esc, and then a key of its own.
        [ESC, ESC, ..] => key(KeyCode::Esc, Modifiers::NONE, 1),
        [ESC, b'[', ..] => control_sequence(bytes),
        [ESC, b'O', ..] => single_shift(bytes),
        [ESC, b'P' | b']' | b'X' | b'^' | b'_', ..] => string(bytes),
        [ESC, rest @ ..] => match character(rest) {
            Sequence::Input(TerminalEvent::Key(key), length) => {
                Sequence::Input(TerminalEvent::Key(Key { alt: true, ..key }), length + 1)
            }
            Sequence::Nothing(length) => Sequence::Nothing(length + 1),
            other => other,
        },
        _ => character(bytes),
    }
}

/// The key that bytes are which [`parse`] finds partial, when nothing
/// follows them.
pub(super) fn alone(bytes: &[u8]) -> Option<Key> {
    match bytes {
        [ESC] => Some(Key::plain(KeyCode::Esc)),
        [ESC, last @ (b'P' | b']' | b'X' | b'^' | b'_')] => {
            Some(Key { alt: true, ..Key::plain(KeyCode::Char(char::from(*last))) })
        }
        _ => None,
    }
}

/// One character or a control code.
fn character(bytes: &[u8]) -> Sequence {
    let control = |letter: u8| key(KeyCode::Char(char::from(letter)), Modifiers::CONTROL, 1);
    let length = match bytes[0] {
        0 => return control(b' '),
        b'\t' => return key(KeyCode::Tab, Modifiers::NONE, 1),
        b'\r' => return key(KeyCode::Enter, Modifiers::NONE, 1),
        0x08 | 0x7f => return key(KeyCode::Backspace, Modifiers::NONE, 1),
        code @ 0x01..=0x1a => return control(code - 1 + b'a'),
        code @ 0x1c..=0x1f => return control(code - 0x1c + b'4'),
        ESC => return Sequence::Nothing(1),
        // No UTF-8, and perhaps only half of a character.
        0x80..=0xc1 | 0xf5.. if bytes.len() == 1 => return Sequence::Partial,
        0x80..=0xc1 | 0xf5.. => return Sequence::Nothing(foreign_length(bytes)),
        0x20..=0x7e => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
    };
    let Some(encoded) = bytes.get(..length) else {
        let continues = bytes[1..].iter().all(|byte| byte & 0xc0 == 0x80);
        return if continues {
            Sequence::Partial
        } else {
            Sequence::Nothing(foreign_length(bytes))
        };
    };
    let decoded = str::from_utf8(encoded).ok();
    match decoded.and_then(|text| text.chars().next()) {
        Some(character) if character.is_control() => Sequence::Nothing(length),
        Some(character) => key(KeyCode::Char(character), Modifiers::NONE, length),
        None => Sequence::Nothing(foreign_length(bytes)),
    }
}

/// `ESC O letter`: cursor, function and keypad keys in application mode, and
/// rxvt's cursor keys with Control.
fn single_shift(bytes: &[u8]) -> Sequence {
    let Some(&last) = bytes.get(2) else {
        return Sequence::Partial;
    };
    let third = (last == b'R').then_some(KeyCode::F(3));
    let plain =
        letter_key(last).or_else(|| function_key(last)).or(third).or_else(|| keypad_key(last));
    match (last, plain) {
        // A control code or another ESC is no part of it.
        (0..=0x1f, _) => Sequence::Nothing(2),
        (b'a'..=b'd', _) => {
            let code = letter_key(last.to_ascii_uppercase());
            code.map_or(Sequence::Nothing(3), |code| key(code, Modifiers::CONTROL, 3))
        }
        (_, Some(code)) => key(code, Modifiers::NONE, 3),
        (_, None) => Sequence::Nothing(3),
    }
}

/// The keypad in application mode: the letter's place in the alphabet is that
/// of what is printed on the key.
fn keypad_key(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'I' => KeyCode::Tab,
        b'M' => KeyCode::Enter,
        b'X' => KeyCode::Char('='),
        b'j'..=b'y' => KeyCode::Char(char::from(letter - b'j' + b'*')),
        b' ' => KeyCode::Char(' '),
        _ => return None,
    })
}

/// DCS, OSC, SOS, PM or APC: the terminal's answer to some question, of ours
/// only the one about its background.
fn string(bytes: &[u8]) -> Sequence {
    let (length, ends) = string_length(&bytes[2..]);
    if !ends {
        return Sequence::Partial;
    }
    let length = 2 + length;
    match background_answer(&bytes[..length]) {
        Some(color) => Sequence::Input(TerminalEvent::Background(color), length),
        None => Sequence::Nothing(length),
    }
}

/// `CSI parameters intermediates final`.
fn control_sequence(bytes: &[u8]) -> Sequence {
    let body = &bytes[2..];
    match body {
        [b'M', report @ ..] => {
            return match report {
                [button, column, row, ..] => old_mouse_report(*button, *column, *row),
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
    // rxvt's keys with Shift end in what elsewhere comes before an end.
    let digits = body.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let end = match body.get(digits) {
        Some(b'$') if digits > 0 => Some(digits),
        _ => body.iter().position(|byte| !(0x20..=0x3f).contains(byte)),
    };
    let Some(end) = end else {
        return Sequence::Partial;
    };
    let length = 2 + end + 1;
    let last = body[end];
    if !matches!(last, b'$' | 0x40..=0x7e) {
        // Cut short by another sequence, which begins here.
        return Sequence::Nothing(length - 1);
    }
    let parameters = &body[..end];
    if let Some(report) = parameters.strip_prefix(b"<") {
        return mouse_report(&numbers(report), last, length);
    }
    key_report(&numbers(parameters), parameters, last, length)
}
