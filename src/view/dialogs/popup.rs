//! What dialogs are made of: a frame with its keys in the lower border, fields, lists.

use crate::session::{Binding, Context, TextField};
use crate::view::canvas::{Canvas, cut, row};
use crate::view::hints::{FilterWords, GAP, Hint, filter_words, hints};
use crate::view::regions::ClickTarget;
use crate::widgets::dialog::inner;
use crate::widgets::list::first_visible;
use crate::widgets::{DialogBox, InputLine, List, Paint};
use ratatui::layout::Rect;

/// A dialog's frame.
#[derive(Clone, Copy)]
pub(super) struct Popup<'a> {
    /// Whose keys stand in the lower border.
    context: Context,
    title: &'a str,
    body: &'a [&'a str],
    width: u16,
    /// As high as the body needs where it is 0.
    height: u16,
    scroll: usize,
    /// What opening the chosen preset does.
    opening: &'static str,
}

impl<'a> Popup<'a> {
    pub(super) const fn new(context: Context, title: &'a str, width: u16) -> Self {
        Self { context, title, body: &[], width, height: 0, scroll: 0, opening: "open" }
    }

    /// The same around lines of text.
    pub(super) const fn around(self, body: &'a [&'a str]) -> Self {
        Self { body, ..self }
    }

    /// The same around so many rows, or as many of them as the frame holds.
    pub(super) fn with_rows(self, rows: usize, frame: Rect) -> Self {
        let height = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2);
        Self { height: height.min(frame.height), ..self }
    }

    /// The same where opening a preset is to compare with it.
    pub(super) const fn to_compare(self) -> Self {
        Self { opening: "compare", ..self }
    }

    /// The same with the body scrolled, no further than to its end.
    pub(super) fn scrolled(self, scroll: usize, frame: Rect) -> Self {
        Self { scroll: scroll.min(self.last_scroll(frame)), ..self }
    }

    /// How far the body can be scrolled.
    pub(super) fn last_scroll(self, frame: Rect) -> usize {
        self.dialog("", Paint::default()).last_scroll(frame)
    }

    /// The columns that its contents have in a frame.
    pub(super) fn inside(self, frame: Rect) -> usize {
        usize::from(self.width.min(frame.width).saturating_sub(4))
    }

    fn dialog<'b>(&'b self, footer: &'b str, paint: Paint) -> DialogBox<'b> {
        let Self { title, body, width, height, scroll, .. } = *self;
        DialogBox { title, body, footer, scroll, width, height, paint }
    }

    /// Draws it, and gives the part that holds its contents.
    pub(super) fn draw(self, canvas: &mut Canvas, frame: Rect) -> Rect {
        let word = |binding: &Binding| match binding.hint {
            "open" => self.opening,
            hint => hint,
        };
        let filter = canvas.session.filter();
        let context = if filter.is_typing { Context::Filter } else { self.context };
        let hinted = context.bindings().filter(|binding| !binding.hint.is_empty());
        let hinted = hinted.map(|binding| Hint::of(binding, word(binding))).collect();
        let hints = hints(hinted, usize::from(self.width.min(frame.width).saturating_sub(6)));
        let length = hints.iter().map(|hint| hint.columns() + GAP).sum::<usize>();
        // The hints take their place.
        let footer = " ".repeat(length.saturating_sub(GAP));
        let titled = |FilterWords { typed, count, finds_nothing }| {
            if finds_nothing {
                // That comes before what the dialog is.
                format!("{typed}  {count}")
            } else {
                format!("{}  {typed}  {count}", self.title)
            }
        };
        let words = filter_words(canvas.session).map(titled);
        let title = words.as_deref().unwrap_or(self.title);
        let dialog = DialogBox { title, ..self.dialog(&footer, canvas.look.paint()) };
        let place = dialog.area(frame);
        canvas.render(dialog, frame);
        canvas.on_click(canvas.buffer.area, ClickTarget::Outside);
        canvas.on_click(place, ClickTarget::Dialog);
        let inside = inner(place);
        if inside != place {
            let border = cut(row(place, place.height - 1), 3, place.width.saturating_sub(5));
            let dim = canvas.look.theme.dim;
            canvas.hints(border, &hints, dim, dim);
        }
        inside
    }
}

/// A field to type into, and beneath it what is wrong.
pub(super) fn input(
    canvas: &mut Canvas,
    prompt: &str,
    field: &TextField,
    error: Option<&str>,
    area: Rect,
) {
    let (text, cursor, paint) = (field.text(), field.cursor(), canvas.look.paint());
    let line = InputLine { prompt, text, cursor, error, paint };
    canvas.render(line, Rect { height: area.height.min(2), ..area });
}

/// A popup with lines to choose from: each one's text, and what stands at its right end.
pub(super) fn draw_list<T: AsRef<str>>(
    canvas: &mut Canvas,
    popup: Popup,
    rows: &[(T, T)],
    selected: usize,
    frame: Rect,
) {
    let around = Rect { height: frame.height.saturating_sub(2), ..frame };
    // As high as the whole list, so that it stands still while it is filtered.
    let place = popup.with_rows(rows.len(), around).draw(canvas, frame);
    draw_rows(canvas, rows, Some(selected), place, |index| index);
}

/// Lines to choose from; `entry` says which entry of the list a line is.
pub(super) fn draw_rows<T: AsRef<str>>(
    canvas: &mut Canvas,
    rows: &[(T, T)],
    selected: Option<usize>,
    area: Rect,
    entry: impl Fn(usize) -> usize,
) {
    let shown = canvas.session.dialog_lines(rows.len());
    let rows: Vec<(&str, &str)> =
        shown.iter().map(|index| (rows[*index].0.as_ref(), rows[*index].1.as_ref())).collect();
    let selected = selected.and_then(|chosen| shown.iter().position(|index| *index == chosen));
    let first = first_visible(selected, rows.len(), area.height);
    for (line, index) in (0..area.height).zip(&shown[first..]) {
        canvas.on_click(row(area, line), ClickTarget::Entry(entry(*index)));
    }
    let list = List { rows: &rows, selected, paint: canvas.look.paint() };
    canvas.render(list, area);
    canvas.mark_words(area, canvas.session.dialog_words());
}
