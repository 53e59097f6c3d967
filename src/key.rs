//! Keys as this program names them, apart from any terminal library.

use std::fmt;

/// A key, without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the key of that name")]
pub enum KeyCode {
    Char(char),
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    /// F1 to F12.
    F(u8),
}

/// Every named key: its name in texts, its name for people.
const NAMED: [(&str, &str, KeyCode); 15] = [
    ("Up", "↑", KeyCode::Up),
    ("Down", "↓", KeyCode::Down),
    ("Left", "←", KeyCode::Left),
    ("Right", "→", KeyCode::Right),
    ("Home", "Home", KeyCode::Home),
    ("End", "End", KeyCode::End),
    ("PageUp", "PgUp", KeyCode::PageUp),
    ("PageDown", "PgDn", KeyCode::PageDown),
    ("Enter", "Enter", KeyCode::Enter),
    ("Esc", "Esc", KeyCode::Esc),
    ("Tab", "Tab", KeyCode::Tab),
    ("BackTab", "Shift-Tab", KeyCode::BackTab),
    ("Backspace", "Backspace", KeyCode::Backspace),
    ("Delete", "Del", KeyCode::Delete),
    ("Space", "Space", KeyCode::Char(' ')),
];

/// A key press. A capital letter is its own character; `shift` is told for other keys only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: KeyCode,
    /// With Control held.
    pub ctrl: bool,
    /// With Alt held.
    pub alt: bool,
    /// With Shift held.
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The key of a name: `Right`, `ShiftLeft`, `ctrl-r`, `alt-x`, `F1`, or a single character.
    pub fn from_name(name: &str) -> Option<Self> {
        let named = |name: &str| NAMED.iter().find(|(id, ..)| *id == name).map(|(.., code)| *code);
        let mut chars = name.chars();
        if let (Some(only), None) = (chars.next(), chars.next()) {
            return Some(Self::plain(KeyCode::Char(only)));
        }
        if let Some(code) = named(name) {
            return Some(Self::plain(code));
        }
        let function = name.strip_prefix('F').and_then(|number| number.parse().ok());
        if let Some(number @ 1..=12) = function {
            return Some(Self::plain(KeyCode::F(number)));
        }
        if let Some(rest) = name.strip_prefix("ctrl-") {
            return Self::from_name(rest).map(|key| Self { ctrl: true, ..key });
        }
        if let Some(rest) = name.strip_prefix("alt-") {
            return Self::from_name(rest).map(|key| Self { alt: true, ..key });
        }
        let code = named(name.strip_prefix("Shift")?)?;
        Some(Self { shift: true, ..Self::plain(code) })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        match NAMED.iter().find(|(.., code)| *code == self.code) {
            Some((_, shown, _)) => f.write_str(shown),
            None => match self.code {
                KeyCode::Char(letter) if self.ctrl => write!(f, "{}", letter.to_uppercase()),
                KeyCode::Char(letter) => write!(f, "{letter}"),
                KeyCode::F(number) => write!(f, "F{number}"),
                _ => Ok(()),
            },
        }
    }
}

/// Why a text isn't a list of keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "‘{0}’ is no key: write Left, ShiftLeft, Enter, ctrl-r, a single character, text:WORDS, \
     and *N after it to press it N times"
)]
pub struct KeyError(pub String);

/// The keys of a text, parted by spaces: `Right*5 Tab text:0.72 Enter`; in `text:` an underscore
/// is a space.
///
/// # Errors
/// When a word names no key.
pub fn parse_keys(text: &str) -> Result<Vec<Key>, KeyError> {
    /// More presses of one key than anybody means.
    const MOST: usize = 10_000;
    let mut keys = Vec::new();
    for word in text.split_whitespace() {
        let wrong = || KeyError(word.to_owned());
        if let Some(typed) = word.strip_prefix("text:") {
            let char_of = |letter| if letter == '_' { ' ' } else { letter };
            keys.extend(typed.chars().map(|letter| Key::plain(KeyCode::Char(char_of(letter)))));
            continue;
        }
        let (name, times) = match word.rsplit_once('*') {
            Some((name, times)) if !name.is_empty() && !times.is_empty() => {
                let times = times.parse().ok().filter(|times| *times <= MOST);
                (name, times.ok_or_else(wrong)?)
            }
            _ => (word, 1),
        };
        let key = Key::from_name(name).ok_or_else(wrong)?;
        keys.extend(std::iter::repeat_n(key, times));
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_named() {
        for (name, shown) in [
            ("Right", "→"),
            ("ShiftLeft", "Shift-←"),
            ("ctrl-r", "Ctrl-R"),
            ("q", "q"),
            ("*", "*"),
            ("?", "?"),
            ("Space", "Space"),
            ("BackTab", "Shift-Tab"),
            ("alt-x", "Alt-x"),
            ("F1", "F1"),
            ("F", "F"),
        ] {
            assert_eq!(Key::from_name(name).map(|key| key.to_string()).as_deref(), Some(shown));
        }
        assert_eq!(Key::from_name("Rihgt"), None);
        assert_eq!(Key::from_name("F13"), None);
    }

    #[test]
    fn lists_of_keys_repeat_and_type() {
        let keys = parse_keys("Right*3 text:a_b * Enter").unwrap();
        assert_eq!(keys.len(), 3 + 3 + 1 + 1);
        assert_eq!(keys[4], Key::plain(KeyCode::Char(' ')));
        assert_eq!(parse_keys("Rihgt"), Err(KeyError("Rihgt".to_owned())));
        assert!(parse_keys("Right*99999999999").is_err());
    }
}
