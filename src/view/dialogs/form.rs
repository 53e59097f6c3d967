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
//! │   what its holding means                                             │
//! └─ Enter accept  Esc cancel  Tab field ────────────────────────────────┘
//! ```

use super::{input, popup};
use crate::session::{Content, Context, Field, Form, Session, Subject};
use crate::view::line::{cut, piece, put_left, row};
use crate::view::look::Look;
use crate::view::regions::{Regions, Target};
use crate::view::words::input_label;
use crate::view::words::sources::stale_words;
use crate::widgets::text::{columns, harmless, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The columns of the form's frame where there is room.
const WIDTH: u16 = 100;

/// The mark and the labels before the fields.
const LABELS: u16 = 12;

/// Most rows that a text shown in full takes.
const MOST: usize = 3;

/// Most rows that an error takes: what to do comes last, and must not be cut.
const MOST_OF_ERROR: usize = 6;

fn title(session: &Session, form: &Form) -> String {
    match form.subject {
        Subject::About => "Name and summary".to_owned(),
        Subject::Source(input, _) => format!("Source of {}", input_label(input)),
        Subject::Claim(None) => "A new claim".to_owned(),
        Subject::Claim(Some(index)) => {
            let id = session.preset.claims.get(index).map_or("", |claim| &claim.id);
            format!("Claim {}", harmless(id))
        }
        Subject::Risk(entry) => crate::view::risk::entry_title(entry),
        Subject::Pin(None) => "A new pin of what stands now".to_owned(),
        Subject::Pin(Some(_)) => "Rename the pin".to_owned(),
    }
}

/// What stands below the fields: what is wrong with the whole, or what the chosen field is for, and
/// its text in full where the field is too short for it.
fn below(session: &Session, form: &Form, width: usize) -> Vec<(String, bool)> {
    let said = if form.leaving {
        Some("Esc again gives up what was typed; any other key goes on".to_owned())
    } else {
        form.error.clone()
    };
    if let Some(said) = said {
        let lines = wrap(&harmless(&said), width).into_iter().take(MOST);
        return lines.map(|line| (line, true)).collect();
    }
    let chosen = &form.fields[form.chosen];
    let mut lines = vec![(chosen.hint.clone(), false)];
    if let Content::Text(field) = &chosen.content
        && columns(field.text()) + usize::from(LABELS) >= width
    {
        let whole = wrap(&harmless(field.text()), width).into_iter().take(MOST);
        lines.extend(whole.map(|line| (line, false)));
    }
    lines.extend(stale_lines(session, form, width).into_iter().map(|line| (line, false)));
    lines
}

/// What a stale source speaks of.
fn stale_lines(session: &Session, form: &Form, width: usize) -> Vec<String> {
    let key = form.source_key(&session.preset);
    let Some(stale) = key.and_then(|key| session.preset.stale_source(&key)) else {
        return Vec::new();
    };
    let words = stale_words(stale.unit, &stale.of, &stale.now);
    wrap(&format!("{words}. What you write is about the present value."), width)
}

/// An error's rows beneath its field.
fn error_lines(field: &Field, width: usize) -> Vec<String> {
    let Some(error) = &field.error else { return Vec::new() };
    wrap(&harmless(error), width).into_iter().take(MOST_OF_ERROR).collect()
}

/// Draws it.
pub(super) fn draw_form(
    session: &Session,
    look: &Look,
    form: &Form,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &look.theme;
    let width = WIDTH.min(area.width.saturating_sub(4));
    let inside = usize::from(width.saturating_sub(4));
    let beside = inside.saturating_sub(usize::from(LABELS));
    let rows: Vec<u16> = form
        .fields
        .iter()
        .map(|field| 1 + u16::try_from(error_lines(field, beside).len()).unwrap_or(0))
        .collect();
    let below = below(session, form, inside);
    // As many rows below whichever field is chosen, so that the form stands still.
    let least = if form.subject == Subject::About { 1 + MOST } else { 1 };
    let foot = u16::try_from(below.len().max(least)).unwrap_or(0) + 1;
    let title = title(session, form);
    let mut popup = popup(look, Context::Form, &title, &[], width);
    popup.height = (rows.iter().sum::<u16>() + foot + 2).min(area.height);
    let place = popup.render(area, buffer);
    let fields = Rect { height: place.height.saturating_sub(foot), ..place };
    let first = first_field(&rows, form.chosen, fields.height);
    let mut top = 0;
    for (index, field) in form.fields.iter().enumerate().skip(first) {
        if top + rows[index] > fields.height {
            break;
        }
        draw_field(look, field, index == form.chosen, row(fields, top), buffer);
        let around = Rect { y: fields.y + top, height: rows[index], ..fields };
        regions.add(around, Target::Entry(index));
        for (line, error) in (top + 1..).zip(error_lines(field, beside)) {
            let under = cut(row(fields, line), LABELS, fields.width);
            put_left(buffer, under, &[piece(error, theme.error)]);
        }
        top += rows[index];
    }
    let notes = Rect {
        y: fields.bottom() + 1,
        height: place.bottom().saturating_sub(fields.bottom() + 1),
        ..place
    };
    for (line, (words, is_error)) in (0..).zip(below) {
        let style = if is_error { theme.error } else { theme.dim };
        put_left(buffer, row(notes, line), &[piece(words, style)]);
    }
}

/// The first field that is shown, so that the chosen one is in sight.
fn first_field(rows: &[u16], chosen: usize, height: u16) -> usize {
    (0..=chosen).find(|first| rows[*first..=chosen].iter().sum::<u16>() <= height).unwrap_or(chosen)
}

fn draw_field(look: &Look, field: &Field, chosen: bool, area: Rect, buffer: &mut Buffer) {
    let theme = &look.theme;
    let mark = if chosen { look.glyphs.selected } else { " " };
    let style = if chosen { theme.accent } else { theme.dim };
    let label = format!("{mark} {}", field.label);
    put_left(buffer, cut(area, 0, LABELS), &[piece(label, style)]);
    let place = cut(area, LABELS, area.width);
    match &field.content {
        _ if !field.used => put_left(buffer, place, &[piece("–", theme.dim)]),
        Content::Text(text) if chosen => input(look, "", text, None, place, buffer),
        Content::Text(text) => put_left(buffer, place, &[piece(text.text(), theme.text)]),
        Content::Choice { options, chosen: option } => {
            let option = options.get(*option).map_or("", String::as_str);
            let words = if chosen { format!("< {option} >") } else { option.to_owned() };
            put_left(
                buffer,
                place,
                &[piece(words, if chosen { theme.accent } else { theme.text })],
            );
        }
    }
}
