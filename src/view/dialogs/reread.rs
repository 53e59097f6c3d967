//! The question whether to take up what another program wrote to the file.

use super::differences;
use super::popup::Popup;
use crate::session::{Context, Reread};
use crate::view::canvas::{Canvas, below, row};
use crate::widgets::text::{harmless, wrap};
use ratatui::layout::Rect;

/// Most differences that are shown below the question.
const MOST: usize = 6;

pub(super) fn draw(canvas: &mut Canvas, reread: &Reread, area: Rect) {
    let theme = &canvas.look.theme;
    let popup = Popup::new(Context::Reread, "File changed on disk", 72);
    let question = format!(
        "Another program changed ‘{}’, and there are unsaved changes here. Read it again? Undo \
         brings yours back.",
        canvas.session.file.origin.name()
    );
    let text = wrap(&harmless(&question), popup.inside(area));
    let found = &reread.differences;
    let listed = found.len().clamp(1, MOST) + 1;
    let place = popup.with_rows(text.len() + 1 + listed, area).draw(canvas, area);
    let rest = below(place, canvas.lines(place, &text, theme.text).saturating_add(1));
    let head = format!("What reading would change: {}", differences::count(found.len()));
    canvas.text(row(rest, 0), head, theme.dim);
    differences::draw(canvas, found, 0, below(rest, 1));
}
