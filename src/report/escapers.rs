//! Foreign text in documents: the templates write every text through these.

use super::xml::xml_text;
use crate::text::harmless;
use askama::filters::Escaper;
use std::fmt::{self, Write};

/// Text in HTML: no tag, nothing that changes what stands beside it.
#[derive(Debug, Clone, Copy, Default)]
pub struct HtmlText;

impl Escaper for HtmlText {
    fn write_escaped_str<W: Write>(&self, mut into: W, text: &str) -> fmt::Result {
        into.write_str(&xml_text(&harmless(text)))
    }
}

/// Text in Markdown, in a paragraph, a list or a table.
#[derive(Debug, Clone, Copy, Default)]
pub struct MarkdownText;

impl Escaper for MarkdownText {
    fn write_escaped_str<W: Write>(&self, mut into: W, text: &str) -> fmt::Result {
        into.write_str(&markdown_text(text))
    }
}

/// A text that means nothing in Markdown but itself, on one line, which it may begin.
pub fn markdown_text(text: &str) -> String {
    escaped(text, true)
}

/// The same within a table's row, which no text begins.
pub fn markdown_cell(text: &str) -> String {
    escaped(text, false)
}

fn escaped(text: &str, begins_line: bool) -> String {
    let text = harmless(text);
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        let is_word = |letter: char| letter.is_alphanumeric();
        let is_special = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '#' | '~' | '&' => true,
            // Within a word it is itself: `operating_income`.
            '_' => !(is_word(before) && rest.peek().copied().is_some_and(is_word)),
            // What begins a list, a line across the page or a quotation; `+1.8 y` doesn't.
            '-' | '+' => {
                let begins = |next: &char| next.is_whitespace() || *next == letter;
                begins_line && out.is_empty() && rest.peek().is_none_or(begins)
            }
            '=' | '>' => begins_line && out.is_empty(),
            '.' | ')' => {
                let is_last = rest.peek().is_none_or(|next| next.is_whitespace());
                is_last && !out.is_empty() && out.bytes().all(|digit| digit.is_ascii_digit())
            }
            _ => false,
        };
        if is_special {
            out.push('\\');
        }
        out.push(letter);
        before = letter;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_markdown_is_nothing_but_text() {
        for (text, written) in [
            ("plain $2.7 bn, −3.5 %, 11.3 y", "plain $2.7 bn, −3.5 %, 11.3 y"),
            (
                "a|b `c` *d* <e> [f](g) & #h ~i~",
                "a\\|b \\`c\\` \\*d\\* \\<e> \\[f\\](g) \\& \\#h \\~i\\~",
            ),
            ("operating_income _x_ \\", "operating_income \\_x\\_ \\\\"),
            ("- a - b", "\\- a - b"),
            ("12. a. b", "12\\. a. b"),
            ("11.3 y", "11.3 y"),
            ("+1.8 y > 1", "+1.8 y > 1"),
            ("> a", "\\> a"),
            ("---", "\\---"),
            ("two\nlines\u{202e}", "two lines\u{fffd}"),
        ] {
            assert_eq!(markdown_text(text), written);
        }
        assert_eq!(markdown_cell(">99.9 % | +1"), ">99.9 % \\| +1");
    }
}
