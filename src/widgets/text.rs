//! Text measured in terminal columns.

pub use crate::text::harmless;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that the text takes up on a terminal.
pub fn columns(text: &str) -> usize {
    if is_plain(text) {
        return text.chars().count();
    }
    graphemes(text).map(|(_, width)| width).sum()
}

/// Whether every character is a column of its own, for sure: ASCII, Latin-1, and the arrows, lines,
/// blocks and signs that screens are drawn with. Most text is, and needs no segmentation.
pub fn is_plain(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(
            c,
            ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{ff}' | '‐'..='‖' | '‘'..='•' | '…'
                | '←'..='↕' | '−' | '≤' | '≥' | '─'..='╿' | '▀'..='▟' | '■'..='◯'
        )
    })
}

/// The text's graphemes with the columns each one takes up.
pub fn graphemes(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.graphemes(true).map(|symbol| (symbol, symbol.width()))
}

/// The text cut to at most `width` columns; a cut is shown by `ellipsis`, which takes one column.
///
/// A wide character is never split: where only half of it would fit, it is left out.
pub fn truncate<'a>(text: &'a str, width: usize, ellipsis: &str) -> Cow<'a, str> {
    if columns(text) <= width {
        return Cow::Borrowed(text);
    }
    if width == 0 {
        return Cow::Borrowed("");
    }
    let mut cut = prefix(text, width - 1).to_owned();
    cut.push_str(ellipsis);
    Cow::Owned(cut)
}

/// The longest start of the text that fits into `width` columns.
pub fn prefix(text: &str, width: usize) -> &str {
    if is_plain(text) {
        let end = text.char_indices().nth(width).map_or(text.len(), |(start, _)| start);
        return &text[..end];
    }
    let mut used = 0;
    let end = text.grapheme_indices(true).find_map(|(start, symbol)| {
        used += symbol.width();
        (used > width).then_some(start)
    });
    &text[..end.unwrap_or(text.len())]
}

/// The text cut or padded on the right to exactly `width` columns.
pub fn fit(text: &str, width: usize, ellipsis: &str) -> String {
    pad_right(&truncate(text, width, ellipsis), width)
}

/// The text with spaces before it, so that it ends at column `width`; longer text stays as it is.
pub fn pad_left(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(columns(text))) + text
}

/// The text with spaces behind it, up to `width` columns; longer text stays as it is.
pub fn pad_right(text: &str, width: usize) -> String {
    text.to_owned() + &" ".repeat(width.saturating_sub(columns(text)))
}

/// The most blanks between a label and its figure; across more of them dots lead the eye.
const FAR: u16 = 24;

/// Dots across a gap of so many columns, which begins at a column of the screen; nothing across a
/// small one. They stand in every other column of the screen, below each other.
pub fn leader(from: u16, gap: u16, dot: &str) -> String {
    if gap <= FAR {
        return String::new();
    }
    let column = |column: u16| if column.is_multiple_of(2) { dot } else { " " };
    std::iter::once(" ").chain((from + 1..from + gap - 1).map(column)).collect()
}

/// A space at which no line is broken.
pub const NO_BREAK: &str = "\u{a0}";

/// The text broken into lines of at most `width` columns, at spaces where there are some; those at
/// which no line is broken become plain ones.
///
/// Line ends in the text are kept; a width of 0 gives no lines.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    if width == 0 {
        return Vec::new();
    }
    let lines = text.split('\n').flat_map(|line| wrap_line(line, width));
    lines.map(|line| line.replace(NO_BREAK, " ")).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    for word in line.split_inclusive(' ') {
        if columns(&current) + columns(word.trim_end()) > width && !current.is_empty() {
            lines.push(current.trim_end().to_owned());
            current.clear();
        }
        let mut rest = word;
        while columns(rest.trim_end()) > width {
            let head = prefix(rest, width);
            if head.is_empty() {
                break;
            }
            lines.push(head.to_owned());
            rest = &rest[head.len()..];
        }
        current.push_str(prefix(rest, width));
    }
    lines.push(current.trim_end().to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_text_has_a_column_for_each_character() {
        let all = (' '..='\u{ffff}').filter(|c| is_plain(c.encode_utf8(&mut [0; 4])));
        for c in all {
            let text = format!("a{c}b{c}");
            assert_eq!(graphemes(&text).count(), 4, "{c:?}");
            assert!(graphemes(&text).all(|(_, width)| width == 1), "{c:?}");
            assert_eq!(harmless(&text), text, "{c:?}");
        }
        assert!(!is_plain("e\u{301}") && !is_plain("日") && !is_plain("\u{1b}"));
    }

    #[test]
    fn wide_text_is_never_split() {
        assert_eq!(fit("中文字", 4, "…"), "中… ");
        assert_eq!(fit("中文字", 5, "…"), "中文…");
        assert_eq!(fit("中文字", 7, "…"), "中文字 ");
        assert_eq!(fit("abc", 2, "~"), "a~");
        assert_eq!(fit("abc", 0, "…"), "");
        assert_eq!(pad_left("中", 4), "  中");
        assert_eq!(pad_right("中", 4), "中  ");
    }

    #[test]
    fn dots_lead_across_a_wide_gap_and_stand_below_each_other() {
        assert_eq!(leader(7, 24, "."), "");
        assert_eq!(leader(4, 26, "."), "  . . . . . . . . . . . .");
        assert_eq!(leader(5, 25, "."), " . . . . . . . . . . . .");
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh i", 3), ["abc", "def", "gh", "i"]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrap("a", 0), Vec::<String>::new());
        assert_eq!(wrap(&format!("to 65{NO_BREAK}%"), 5), ["to", "65 %"]);
        assert_eq!(wrap("中文", 1), [""]);
    }

    proptest! {
        #[test]
        fn fitted_text_has_its_width(text in "\\PC{0,12}", width in 0_usize..12) {
            prop_assert_eq!(columns(&fit(&text, width, "…")), width);
        }

        #[test]
        fn wrapped_lines_keep_to_the_width(text in "[ a-z中\n]{0,30}", width in 0_usize..9) {
            for line in wrap(&text, width) {
                prop_assert!(columns(&line) <= width, "{:?}", line);
            }
        }
    }
}
