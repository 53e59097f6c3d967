//! The question whether to save over a file, with what differs.

use super::{below, differences, popup};
use crate::session::{Overwrite, Why};
use crate::view::line::{piece, put_left, row};
use crate::view::look::Look;
use crate::widgets::text::{harmless, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Most differences that are shown below the question.
const MOST: usize = 6;

/// Draws the dialog.
pub(super) fn draw(
    look: &Look,
    overwrite: &Overwrite,
    context: crate::session::Context,
    area: Rect,
    buffer: &mut Buffer,
) {
    let theme = &look.theme;
    let (title, question) = question(overwrite);
    let mut popup = popup(look, context, title, &[], 72);
    let width = usize::from(popup.dialog().area(area).width.saturating_sub(4));
    let (found, wrong): (&[_], _) = match &overwrite.there {
        Ok(found) => (found, None),
        Err(why) => (&[], Some(why)),
    };
    if let Some(scroll) = overwrite.scroll {
        let lines = u16::try_from(found.len().max(1)).unwrap_or(u16::MAX);
        popup.height = lines.saturating_add(4).min(area.height);
        let place = popup.render(area, buffer);
        put_left(
            buffer,
            row(place, 0),
            &[piece("What saving would change in the file", theme.dim)],
        );
        return differences::draw(look, found, scroll, below(place, 2), buffer);
    }
    let text = wrap(&harmless(&question), width);
    let wrong = wrong.filter(|_| overwrite.why != Why::Vanished);
    let wrong: Vec<String> = wrong
        .map_or_else(Vec::new, |why| wrap(&harmless(&format!("It can’t be read: {why}")), width));
    let shows_list = wrong.is_empty() && overwrite.why != Why::Vanished;
    let listed = if shows_list { found.len().clamp(1, MOST) + 1 } else { wrong.len() };
    let gap = usize::from(listed > 0);
    let rows = u16::try_from(text.len() + gap + listed).unwrap_or(u16::MAX);
    popup.height = rows.saturating_add(2).min(area.height);
    let place = popup.render(area, buffer);
    for (line, words) in (0..).zip(&text) {
        put_left(buffer, row(place, line), &[piece(words.clone(), theme.text)]);
    }
    let rest = below(place, u16::try_from(text.len() + gap).unwrap_or(u16::MAX));
    if shows_list {
        let head = format!("What saving would change: {}", differences::count(found));
        put_left(buffer, row(rest, 0), &[piece(head, theme.dim)]);
        differences::draw(look, found, 0, below(rest, 1), buffer);
    }
    for (line, words) in (0..).zip(wrong) {
        put_left(buffer, row(rest, line), &[piece(words, theme.error)]);
    }
}

fn question(overwrite: &Overwrite) -> (&'static str, String) {
    let name = overwrite.origin.id();
    match overwrite.why {
        Why::Taken => ("Replace?", format!("There is ‘{name}’ already.{}", comments(overwrite))),
        Why::Changed => (
            "Changed by somebody else",
            format!(
                "‘{name}’ was changed by somebody else since it was read here. Replacing it loses \
                 that.{}",
                comments(overwrite)
            ),
        ),
        Why::Vanished => (
            "The file is gone",
            format!(
                "‘{name}’ was removed or renamed by somebody else. What is open here is whole."
            ),
        ),
        Why::Busy => (
            "Write into the file?",
            format!(
                "No other file can take the place of ‘{name}’, as when it is mounted by itself. It \
                 can be written into instead; a copy of what it holds stands beside it until that \
                 is done."
            ),
        ),
        Why::Comments(lines) => (
            "Comments would be lost",
            format!("‘{name}’ has comments on {}, which saving can’t keep.", counted(lines)),
        ),
    }
}

/// What is said of comments that replacing the file loses as well.
fn comments(overwrite: &Overwrite) -> String {
    match overwrite.comments {
        0 => String::new(),
        lines => format!(" It has comments on {}, which saving can’t keep.", counted(lines)),
    }
}

fn counted(lines: usize) -> String {
    format!("{lines} {}", if lines == 1 { "line" } else { "lines" })
}
