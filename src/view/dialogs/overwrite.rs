//! The question whether to save over a file, with what differs.

use super::differences;
use super::popup::Popup;
use crate::preset::Difference;
use crate::session::{Overwrite, Why};
use crate::view::canvas::{Canvas, below, row};
use crate::widgets::text::{harmless, wrap};
use ratatui::layout::Rect;

/// Most differences that are shown below the question.
const MOST: usize = 6;

pub(super) fn draw(canvas: &mut Canvas, overwrite: &Overwrite, area: Rect) {
    let theme = &canvas.look.theme;
    let (title, question) = question(overwrite);
    let popup = Popup::new(canvas.session.context(), title, 72);
    let found: &[Difference] = overwrite.there.as_deref().unwrap_or_default();
    if let Some(scroll) = overwrite.scroll {
        let place = popup.with_rows(found.len().max(1) + 2, area).draw(canvas, area);
        canvas.text(row(place, 0), "What saving would change in the file", theme.dim);
        return differences::draw(canvas, found, scroll, below(place, 2));
    }
    let width = popup.inside(area);
    let text = wrap(&harmless(&question), width);
    let is_there = overwrite.why != Why::Vanished;
    let wrong = overwrite.there.as_ref().err().filter(|_| is_there);
    let wrong = wrong
        .map_or_else(Vec::new, |why| wrap(&harmless(&format!("It can’t be read: {why}")), width));
    let shows_list = wrong.is_empty() && is_there;
    let listed = if shows_list { found.len().clamp(1, MOST) + 1 } else { wrong.len() };
    let gap = u16::from(listed > 0);
    let rows = text.len() + usize::from(gap) + listed;
    let place = popup.with_rows(rows, area).draw(canvas, area);
    let taken = canvas.lines(place, &text, theme.text);
    let rest = below(place, taken.saturating_add(gap));
    if shows_list {
        let head = format!("What saving would change: {}", differences::count(found.len()));
        canvas.text(row(rest, 0), head, theme.dim);
        differences::draw(canvas, found, 0, below(rest, 1));
    }
    canvas.lines(rest, &wrong, theme.error);
}

fn question(overwrite: &Overwrite) -> (&'static str, String) {
    let name = overwrite.origin.name();
    match overwrite.why {
        Why::Taken => ("Overwrite?", format!("‘{name}’ already exists.")),
        Why::Changed => (
            "File changed on disk",
            format!(
                "‘{name}’ has changed on disk since it was opened here. Overwriting it loses those \
                 changes."
            ),
        ),
        Why::Vanished => (
            "The file is gone",
            format!("‘{name}’ has been deleted or renamed on disk. What is open here is intact."),
        ),
        Why::Busy => (
            "Write in place?",
            format!(
                "‘{name}’ can’t be replaced, perhaps because it is mounted on its own. It can be \
                 written in place instead; a copy of the old contents is kept beside it until \
                 that is done."
            ),
        ),
    }
}
