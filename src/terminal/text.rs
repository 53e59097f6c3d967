//! Text that comes in: whether it was typed or pasted, and without what a
//! person can't have meant.

use super::sequence::ESC;

/// Ctrl-C.
pub(super) const INTERRUPT: u8 = 0x03;

/// Most characters that are taken for typing when they come in together. A
/// read holds more than one key where the network stalled: a fast typist's 20
/// a second make six of a stall of 300 ms. A key that is held counts once.
const MOST_TYPED: usize = 6;

/// The bytes at the start that are text or control characters: up to an
/// escape sequence, Ctrl-C or a character that hasn't come in full.
pub(super) fn run(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|&byte| byte == ESC || byte == INTERRUPT);
    let run = &bytes[..end.unwrap_or(bytes.len())];
    let begins = |length: &usize| {
        let torn = run.len().checked_sub(*length).map(|from| str::from_utf8(&run[from..]));
        matches!(torn, Some(Err(error)) if error.valid_up_to() == 0 && error.error_len().is_none())
    };
    run.len() - (1..=3).find(begins).unwrap_or(0)
}

/// Whether text came in faster than anybody types.
pub(super) fn looks_pasted(run: &[u8]) -> bool {
    if run.len() <= MOST_TYPED {
        return false;
    }
    let mut last = None;
    let text = characters(run);
    let visible = text.chars().filter(|&letter| is_visible(letter));
    let new = visible.filter(|&letter| last.replace(letter) != Some(letter));
    new.take(MOST_TYPED + 1).count() > MOST_TYPED
}

/// Whether there is any text in it.
pub(super) fn is_text(run: &[u8]) -> bool {
    run.iter().any(|&byte| byte >= 0x80 || is_visible(char::from(byte)))
}

fn is_visible(letter: char) -> bool {
    matches!(letter, '\t' | '\r' | '\n') || !letter.is_control()
}

/// Pasted text with `\n` for line ends and no other controls but tabs.
pub(super) fn clean(paste: &[u8]) -> String {
    let text = characters(paste).replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|&character| matches!(character, '\n' | '\t') || !character.is_control())
        .collect()
}

/// What can be read of bytes: the characters in UTF-8.
fn characters(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let sound = match str::from_utf8(rest) {
            Ok(_) => rest.len(),
            Err(error) => error.valid_up_to(),
        };
        text.push_str(str::from_utf8(&rest[..sound]).unwrap_or_default());
        rest = &rest[sound..];
        rest = &rest[foreign_length(rest).min(rest.len())..];
    }
    text
}

/// How many bytes the character has that is no UTF-8 but begins with a byte
/// above 0x7f, as terminals of other encodings send. Nobody tells which
/// encoding it is; in many of them the second half of a character may look
/// like a letter, and it must not be taken for one.
pub(super) fn foreign_length(bytes: &[u8]) -> usize {
    match bytes.get(1) {
        Some(0x30..=0x7e | 0x80..) => 2,
        _ => 1,
    }
}
