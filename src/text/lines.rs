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
