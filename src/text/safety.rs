//! Text from outside made safe to show: nothing in it can steer a terminal or reorder what stands
//! beside it.

use std::borrow::Cow;
use std::io;
use std::path::Path;

/// Most characters of a file's own text that a message repeats.
const QUOTED: usize = 60;

/// How many of them are a long path's beginning; the rest is its end.
const HEAD: usize = 15;

/// What takes the place of a character that could steer a terminal.
const REPLACEMENT: char = '\u{fffd}';

/// Whether a character can change how the text around it is shown, or isn't shown itself.
pub fn is_disruptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Foreign text at its full length, with disruptive characters written as escapes.
pub fn escaped(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if is_disruptive(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Foreign text in quotation marks: shortened, and with disruptive characters written as escapes.
pub fn quoted(text: &str) -> String {
    format!("‘{}’", shortened(text))
}

/// Foreign text shortened, and with disruptive characters written as escapes.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => escaped(&text[..end]) + "…",
        None => escaped(text),
    }
}

/// A file's name or path, safe to show. A long one is cut in its middle: files of one deep folder
/// differ at their ends.
pub fn shortened_path(path: impl AsRef<Path>) -> String {
    let text = path.as_ref().to_string_lossy();
    let length = text.chars().count();
    if length <= QUOTED {
        return escaped(&text);
    }
    let head: String = text.chars().take(HEAD).collect();
    let tail: String = text.chars().skip(length - (QUOTED - HEAD - 1)).collect();
    format!("{}…{}", escaped(&head), escaped(&tail))
}

/// What the system said, without the number that Rust adds.
pub fn os_message(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error ").map_or(text.as_str(), |(words, _)| words).to_owned()
}

/// The text without anything that could steer a terminal or reorder what stands beside it.
///
/// Tabs and line ends become spaces; escape, other control characters (C0, DEL, C1) and
/// bidirectional overrides and isolates become `�`; zero-width spaces and joiners, variation
/// selectors and the byte-order mark are dropped, since terminals disagree on their widths.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| disarm(c) == Some(c)) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter_map(disarm).collect())
    }
}

fn disarm(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{200b}'..='\u{200f}'
        | '\u{2060}'..='\u{2064}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{feff}' => None,
        '\u{202a}'..='\u{202e}'
        | '\u{2065}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some(REPLACEMENT),
        c if c.is_control() => Some(REPLACEMENT),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        for (text, expected) in [
            ("plain 中文 é", "plain 中文 é"),
            ("a\u{1b}[31mb", "a�[31mb"),
            ("a\u{9b}2Jb\u{7f}", "a�2Jb�"),
            ("a\tb\r\nc\u{2028}d", "a b  c d"),
            ("x\u{202e}y\u{2066}z", "x�y�z"),
            ("\u{feff}a\u{200b}b\u{200f}", "ab"),
        ] {
            assert_eq!(harmless(text), expected);
        }
        assert!(matches!(harmless("plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn quoting_disarms_and_shortens() {
        assert_eq!(quoted("a\u{202e}b\u{1b}"), "‘a\\u{202e}b\\u{1b}’");
        assert_eq!(quoted(&"x".repeat(100)).chars().count(), 63);
    }

    #[test]
    fn a_long_path_keeps_its_beginning_and_its_end() {
        let path = format!("/home/somebody/{}/north.ron", "deep/".repeat(30));
        let shown = shortened_path(&path);
        assert_eq!(shown.chars().count(), QUOTED);
        assert!(shown.starts_with("/home/somebody/…") && shown.ends_with("/deep//north.ron"));
        assert_eq!(shortened_path("a\u{1b}.ron"), "a\\u{1b}.ron");
        let exact = "é".repeat(QUOTED);
        assert_eq!(shortened_path(&exact), exact);
    }
}
