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
        field.cursor = field.length();
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
        self.text.insert_str(at, &clean);
        // Counted from the front: what was put in may join with what stood there.
        self.cursor = self.text[..at + clean.len()].graphemes(true).count();
    }

    /// Does what a key does to a text, and says whether it erases.
    pub fn edit(&mut self, edit: TextEdit) -> bool {
        let length = self.length();
        match edit {
            TextEdit::Cursor(by) => {
                self.cursor = self.cursor.saturating_add_signed(by).min(length);
            }
            TextEdit::Home => self.cursor = 0,
            TextEdit::End => self.cursor = length,
            TextEdit::EraseBefore if self.cursor == 0 => {}
            TextEdit::EraseBefore => self.erase(self.cursor - 1),
            TextEdit::EraseBehind => self.erase(self.cursor),
            TextEdit::EraseWord => self.erase_from(self.word_start()),
            TextEdit::EraseToStart => self.erase_from(0),
        }
        !matches!(edit, TextEdit::Cursor(_) | TextEdit::Home | TextEdit::End)
    }

    /// Where the word before the cursor begins, blanks behind it included.
    fn word_start(&self) -> usize {
        let graphemes: Vec<&str> = self.text.graphemes(true).take(self.cursor).collect();
        let is_blank = |grapheme: &&&str| grapheme.chars().all(char::is_whitespace);
        let blanks = graphemes.iter().rev().take_while(is_blank).count();
        let word = graphemes.iter().rev().skip(blanks).take_while(|letter| !is_blank(letter));
        self.cursor - blanks - word.count()
    }

    /// Takes away what stands between a grapheme and the cursor.
    fn erase_from(&mut self, grapheme: usize) {
        self.text.replace_range(self.byte(grapheme)..self.byte(self.cursor), "");
        self.cursor = grapheme;
    }

    /// Takes a grapheme away, and goes there.
    fn erase(&mut self, grapheme: usize) {
        self.text.replace_range(self.byte(grapheme)..self.byte(grapheme + 1), "");
        self.cursor = grapheme.min(self.length());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_by_grapheme() {
        let mut field = TextField::new("aé日本");
        let mut edit = |edits: &[TextEdit], typed: &str| {
            for edit in edits {
                field.edit(*edit);
            }
            field.insert(typed);
            (field.text().to_owned(), field.cursor())
        };
        let text = |text: &str, cursor| (text.to_owned(), cursor);
        assert_eq!(edit(&[TextEdit::Cursor(-1)], "x\u{1b}\n"), text("aé日x本", 4));
        assert_eq!(edit(&[TextEdit::EraseBefore; 2], ""), text("aé本", 2));
        let erases = [TextEdit::Home, TextEdit::EraseBefore, TextEdit::EraseBehind];
        assert_eq!(edit(&erases, ""), text("é本", 0));
        let long = "y".repeat(5000);
        assert_eq!(edit(&[TextEdit::Cursor(99), TextEdit::EraseBehind], &long), text("é本", 2));
        assert_eq!(edit(&[], " zwei  drei "), text("é本 zwei  drei ", 14));
        assert_eq!(edit(&[TextEdit::EraseWord], ""), text("é本 zwei  ", 9));
        assert_eq!(edit(&[TextEdit::Cursor(-3), TextEdit::EraseWord], ""), text("é本 i  ", 3));
        assert_eq!(edit(&[TextEdit::EraseToStart, TextEdit::EraseWord], ""), text("i  ", 0));
    }
}
