//! Line ends: `\n`, `\r\n`, and the lone `\r` of old systems.

use std::borrow::Cow;

/// The text with a newline for each carriage return that stands alone, as old systems end lines;
/// every place in it stays what it was.
pub fn with_newlines(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return text.into();
    }
    let mut rest = text.chars().peekable();
    let mut lines = String::with_capacity(text.len());
    while let Some(c) = rest.next() {
        lines.push(if c == '\r' && rest.peek() != Some(&'\n') { '\n' } else { c });
    }
    lines.into()
}

/// Where the line of a byte begins.
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// What the first line of a text ends in; `\n` where there is but one.
pub fn line_end(text: &str) -> &'static str {
    match text.find(['\r', '\n']).map(|end| &text[end..]) {
        Some(end) if end.starts_with("\r\n") => "\r\n",
        Some(end) if end.starts_with('\r') => "\r",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_carriage_returns_end_lines_and_nothing_is_moved() {
        assert_eq!(with_newlines("a\rb\r\nc\r"), "a\nb\r\nc\n");
        assert!(matches!(with_newlines("a\nb"), Cow::Borrowed(_)));
        for (text, end) in [("a\r\nb", "\r\n"), ("a\rb\n", "\r"), ("a\nb\r\n", "\n"), ("a", "\n")] {
            assert_eq!(line_end(text), end);
        }
    }
}
