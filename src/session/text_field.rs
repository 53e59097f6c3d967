//! A line of text being typed.

use super::command::TextEdit;
use crate::text::is_disruptive;
use unicode_segmentation::UnicodeSegmentation;

/// A line of text and a cursor in it, counted in graphemes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextField {
    text: String,
    cursor: usize,
}

/// The longest text that can be typed or pasted, in bytes.
const LONGEST: usize = 4096;

/// A text in one line: line ends and tabs as spaces, without other control characters and those
/// that change how the text around them is shown.
pub(super) fn in_a_line(text: &str) -> String {
    let lines = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
    lines.chars().filter(|letter| !is_disruptive(*letter)).collect()
}

impl TextField {
    /// With a text to begin with, the cursor behind it; its lines in one, without control
    /// characters.
    pub fn new(text: &str) -> Self {
        let mut field = Self { text: in_a_line(text), cursor: 0 };
        field.end();
        field
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many graphemes stand before the cursor.
    pub const fn cursor(&self) -> usize {
        self.cursor
    }

    fn length(&self) -> usize {
        self.text.graphemes(true).count()
    }

    /// The byte at which a grapheme begins.
    fn byte(&self, grapheme: usize) -> usize {
        self.text.grapheme_indices(true).nth(grapheme).map_or(self.text.len(), |(byte, _)| byte)
    }

    /// Puts text in at the cursor; control characters of a paste are left out, and what is too
    /// long is.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text.chars().filter(|letter| !letter.is_control()).collect();
        if clean.is_empty() || self.text.len() + clean.len() > LONGEST {
            return;
        }
        let at = self.byte(self.cursor);
        let behind = self.text.len() - at;
        self.text.insert_str(at, &clean);
        // Counted from the front: what was put in may join with what stood there.
        let end = self.text.len() - behind;
        self.cursor = self.text[..end].graphemes(true).count();
    }

    /// Does what a key does to a text, and says whether it erases.
    pub fn edit(&mut self, edit: TextEdit) -> bool {
        match edit {
            TextEdit::Cursor(by) => self.step(by),
            TextEdit::Home => self.home(),
            TextEdit::End => self.end(),
            TextEdit::EraseBefore => self.backspace(),
            TextEdit::EraseBehind => self.delete(),
        }
        matches!(edit, TextEdit::EraseBefore | TextEdit::EraseBehind)
    }

    /// Takes the grapheme before the cursor away.
    fn backspace(&mut self) {
        if self.cursor > 0 {
            self.cursor -= 1;
            self.delete();
        }
    }

    /// Takes the grapheme behind the cursor away.
    fn delete(&mut self) {
        let (from, to) = (self.byte(self.cursor), self.byte(self.cursor + 1));
        self.text.replace_range(from..to, "");
        self.cursor = self.cursor.min(self.length());
    }

    /// Moves the cursor by so many graphemes, within the text.
    fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.length());
    }

    /// Moves the cursor before the text.
    const fn home(&mut self) {
        self.cursor = 0;
    }

    /// Moves the cursor behind the text.
    fn end(&mut self) {
        self.cursor = self.length();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_by_grapheme() {
        let mut field = TextField::new("aé日本");
        field.step(-1);
        field.insert("x\u{1b}\n");
        assert_eq!((field.text(), field.cursor()), ("aé日x本", 4));
        field.backspace();
        field.backspace();
        assert_eq!((field.text(), field.cursor()), ("aé本", 2));
        field.home();
        field.backspace();
        field.delete();
        assert_eq!(field.text(), "é本");
        field.step(99);
        field.delete();
        assert_eq!((field.text(), field.cursor()), ("é本", 2));
        field.insert(&"y".repeat(5000));
        assert_eq!(field.text(), "é本");
    }
}
