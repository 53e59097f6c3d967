//! A form: labels, fields, what is wrong beside each, and what the chosen one is for.
//!
//! ```text
//! ┌─ Claim base-income ──────────────────────────────────────────────────┐
//! │   id        base-income                                              │
//! │   says      Operating income is up by $2.5–3.0bn by 2029.            │
//! │ ▸ kind      < Calibrated: the model was fitted to it >               │
//! │   …                                                                  │
//! │   from      3.5                                                      │
//! │             The lower end is above the upper end.                    │
//! │                                                                      │
//! │   what it means if the claim holds                                   │
//! └─ Enter accept  Esc cancel  Tab field ────────────────────────────────┘
//! ```

use super::popup::{Popup, input};
use crate::session::{Content, Context, FormDialog, FormField, FormSubject, RiskSetting, Session};
use crate::view::canvas::{Canvas, below, cut, row};
use crate::view::regions::ClickTarget;
use crate::view::words::input_label;
use crate::view::words::sources::stale_words;
use crate::widgets::text::{columns, harmless, wrap};
use ratatui::layout::Rect;

/// The columns of the form's frame where there is room.
const WIDTH: u16 = 100;

/// The columns of the mark and the labels before the fields, at least.
const LABELS: u16 = 12;

/// The same, as the form's labels need them.
fn labels(form: &FormDialog) -> u16 {
    let longest = form.fields.iter().map(|field| columns(field.label)).max().unwrap_or(0);
    u16::try_from(longest + 4).unwrap_or(u16::MAX).max(LABELS)
}

/// Most rows that a text shown in full takes.
const MOST: usize = 3;

/// Most rows that an error takes: what to do comes last, and must not be cut.
const MOST_OF_ERROR: usize = 6;

fn title(session: &Session, form: &FormDialog) -> String {
    match form.subject {
        FormSubject::About => "Name and summary".to_owned(),
        FormSubject::Brief => "New programme".to_owned(),
        FormSubject::View(None) => "What is on screen, as a view".to_owned(),
        FormSubject::View(Some(_)) => "View".to_owned(),
        FormSubject::Source(input, _) => {
            format!("Source of {}", input_label(session.preset.money(), input))
        }
        FormSubject::Claim(None) => "New claim".to_owned(),
        FormSubject::Claim(Some(index)) => {
            let id = session.preset.claims.get(index).map_or("", |claim| &claim.id);
            format!("Claim {}", harmless(id))
        }
        FormSubject::Risk(None) => "Target and its odds".to_owned(),
        FormSubject::Risk(Some(RiskSetting::Pair(a, b))) => {
            format!("Correlation of {} and {}", a.spec().label, b.spec().label)
        }
        FormSubject::Risk(Some(RiskSetting::Comovement | RiskSetting::Shape)) => {
            "Comovement of all drivers".to_owned()
        }
        FormSubject::Pin(None) => "New pin".to_owned(),
        FormSubject::Pin(Some(_)) => "Rename the pin".to_owned(),
    }
}

fn wrapped(text: &str, width: usize, most: usize) -> impl Iterator<Item = String> {
    wrap(&harmless(text), width).into_iter().take(most)
}

/// What stands below the fields: what is wrong with the whole, or what the chosen field is for, and
/// its text in full where the field is too short for it; and whether it is an error.
fn notes(session: &Session, form: &FormDialog, width: usize) -> (Vec<String>, bool) {
    if form.leaving {
        let said = "Press Esc again to discard what you typed; any other key continues";
        return (wrapped(said, width, MOST).collect(), true);
    }
    if let Some(error) = &form.error {
        return (wrapped(error, width, MOST).collect(), true);
    }
    let chosen = &form.fields[form.chosen];
    let mut lines = vec![session.preset.money().words(&*chosen.hint).into_owned()];
    if let Content::Text(field) = &chosen.content
        && columns(field.text()) + usize::from(labels(form)) >= width
    {
        lines.extend(wrapped(field.text(), width, MOST));
    }
    let stale = form.source_key(&session.preset).and_then(|key| session.preset.stale_source(&key));
    if let Some(stale) = stale {
        let words =
            stale_words(stale.unit.map(|unit| session.preset.shown(unit)), &stale.of, &stale.now);
        lines.extend(wrap(&format!("{words}. Describe the current value."), width));
    }
    (lines, false)
}

/// An error's rows beneath its field.
fn error_lines(field: &FormField, width: usize) -> Vec<String> {
    field.error.iter().flat_map(|error| wrapped(error, width, MOST_OF_ERROR)).collect()
}

pub(super) fn draw(canvas: &mut Canvas, form: &FormDialog, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let title = title(session, form);
    let popup = Popup::new(Context::Form, &title, WIDTH.min(area.width.saturating_sub(4)));
    let (inside, labels) = (popup.inside(area), labels(form));
    let errors: Vec<Vec<String>> = form
        .fields
        .iter()
        .map(|field| error_lines(field, inside.saturating_sub(usize::from(labels))))
        .collect();
    let rows: Vec<usize> = errors.iter().map(|errors| 1 + errors.len()).collect();
    let (notes, is_error) = notes(session, form, inside);
    // As many rows below whichever field is chosen, so that the form stands still.
    let least = if form.subject == FormSubject::About { 1 + MOST } else { 1 };
    let foot = notes.len().max(least) + 1;
    let place = popup.with_rows(rows.iter().sum::<usize>() + foot, area).draw(canvas, area);
    let height = usize::from(place.height).saturating_sub(foot);
    let first = first_field(&rows, form.chosen, height);
    let mut top = 0;
    let mut last = first;
    for (index, field) in form.fields.iter().enumerate().skip(first) {
        if top + rows[index] > height {
            break;
        }
        let under = below(place, u16::try_from(top).unwrap_or(u16::MAX));
        let around = Rect { height: u16::try_from(rows[index]).unwrap_or(0), ..under };
        draw_field(canvas, (field, labels), index == form.chosen, row(around, 0));
        canvas.on_click(around, ClickTarget::Entry(index));
        canvas.lines(cut(below(around, 1), labels, place.width), &errors[index], theme.error);
        top += rows[index];
        last = index + 1;
    }
    mark_more(
        canvas,
        Rect { height: height.try_into().unwrap_or(place.height), ..place },
        [first > 0, last < form.fields.len()],
    );
    let rest = below(place, u16::try_from(height + 1).unwrap_or(u16::MAX));
    canvas.lines(rest, &notes, if is_error { theme.error } else { theme.dim });
}

/// Marks in the frame's gap that fields lie above or below.
fn mark_more(canvas: &mut Canvas, fields: Rect, [above, below]: [bool; 2]) {
    let (glyphs, dim) = (canvas.look.glyphs, canvas.look.theme.dim);
    let last = fields.bottom().saturating_sub(1);
    for (is_so, y, mark) in [(above, fields.y, glyphs.more_above), (below, last, glyphs.more_below)]
    {
        if is_so {
            canvas.text(Rect::new(fields.right(), y, 1, 1), mark, dim);
        }
    }
}

/// The first field that is shown, so that the chosen one is in sight.
fn first_field(rows: &[usize], chosen: usize, height: usize) -> usize {
    (0..=chosen)
        .find(|first| rows[*first..=chosen].iter().sum::<usize>() <= height)
        .unwrap_or(chosen)
}

/// What counts where nothing is typed.
fn default_words(canvas: &Canvas, field: &FormField) -> String {
    if field.default.is_empty() {
        return String::new();
    }
    let unit = canvas.session.preset.money().words(field.unit);
    let default = harmless(&field.default);
    match unit.split_once("bn") {
        Some((sign, rest)) => format!("{sign}{default} bn{rest} by default"),
        None if unit.is_empty() => format!("{default} by default"),
        None => format!("{default} {unit} by default"),
    }
}

fn draw_field(canvas: &mut Canvas, (field, labels): (&FormField, u16), chosen: bool, area: Rect) {
    let theme = &canvas.look.theme;
    let (mark, _) = canvas.mark(chosen);
    let style = if chosen { theme.accent } else { theme.dim };
    canvas.text(cut(area, 0, labels), format!("{mark} {}", field.label), style);
    let place = cut(area, labels, area.width);
    match &field.content {
        _ if !field.used => {
            canvas.text(place, "–", theme.dim);
        }
        Content::Text(text) if chosen => {
            input(canvas, "", text, None, place);
            if text.text().is_empty() {
                canvas.text(cut(place, 2, place.width), default_words(canvas, field), theme.dim);
            }
        }
        Content::Text(text) if text.text().is_empty() => {
            canvas.text(place, default_words(canvas, field), theme.dim);
        }
        Content::Text(text) => {
            canvas.text(place, text.text(), theme.text);
        }
        Content::Choice { options, chosen: option } => {
            let option = options.get(*option).map_or("", String::as_str);
            let words = if chosen { format!("< {option} >") } else { option.to_owned() };
            canvas.text(place, words, if chosen { theme.accent } else { theme.text });
        }
    }
}
