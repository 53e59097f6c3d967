//! The parameters of a control sequence, and the key or reply that they report.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers as Modifiers};

use super::{
    input::Input,
    keys::{Sequence, letter_key},
};

/// A parameter of a control sequence: its number, and one after a colon.
pub(super) type Parameter = (u32, Option<u32>);

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

/// The key, or the reply to our question, that a control sequence reports.
pub(super) fn key_report(
    numbers: &[Parameter],
    parameters: &[u8],
    last: u8,
    length: usize,
) -> Sequence {
    // `CSI 0 n`, or 3 with a fault: the reply to our question.
    if last == b'n' && matches!(parameters, b"0" | b"3") {
        return Sequence::Input(Input::Reply, length);
    }
    let plain = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b';' | b':');
    if !parameters.iter().all(plain) {
        return Sequence::Nothing(length);
    }
    let at = |index: usize| numbers.get(index).copied().unwrap_or_default();
    let (first, (state, event)) = (at(0).0, at(1));
    let mut modifiers = modifiers(state);
    let code = match last {
        b'~' if first == 200 => return Sequence::Paste(length),
        b'~' if first == 27 => character_key(at(2).0),
        b'~' => numbered_key(first),
        b'u' => character_key(first),
        b'Z' => {
            modifiers |= Modifiers::SHIFT;
            Some(KeyCode::BackTab)
        }
        // `CSI row ; column R` is a cursor position, `CSI 1 ; state R` is F3.
        _ if first <= 1 => letter_key(last),
        _ => None,
    };
    let kind = match event {
        Some(3) => return Sequence::Nothing(length),
        Some(2) => KeyEventKind::Repeat,
        _ => KeyEventKind::Press,
    };
    match code {
        Some(code) => {
            let event = KeyEvent::new_with_kind(code, modifiers, kind);
            Sequence::Input(Input::Key(event), length)
        }
        None => Sequence::Nothing(length),
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
    let function = |first: u8, from: u32| {
        u8::try_from(number - from).ok().map(|offset| KeyCode::F(first + offset))
    };
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(1, 11),
        17..=21 => function(6, 17),
        23..=26 => function(11, 23),
        28..=29 => function(15, 28),
        31..=34 => function(17, 31),
        _ => None,
    }
}

fn character_key(code: u32) -> Option<KeyCode> {
    Some(match code {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        _ => {
            let private_use = 0xe000..=0xf8ff;
            let character = char::from_u32(code).filter(|c| !c.is_control());
            KeyCode::Char(character.filter(|_| !private_use.contains(&code))?)
        }
    })
}
