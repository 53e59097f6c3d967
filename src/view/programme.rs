//! The Programme screen: the whole file in rows under headings, with unit, range, source and age.
//!
//! ```text
//! Programme  FIGURE of ● base  11.3 y                 rows 1–13 of 62
//! Dates
//!   Start ···························· Nov 2025
//! Money over time
//! ▸ Tax rate ······························ 25 % ─────────●───────
//!   …
//!   payback if moved here      6.2–13.3 y ▁▁▂▂▃▃▅▅▆▆▇▇
//!                                         0 %          60 %
//! what it is                                      valid 0 to …
//! where it comes from                            as of 29 Oct 2025
//! ```

use super::canvas::{Canvas, below, cut, foot, piece, row};
use super::regions::ClickTarget;
use super::weighted::weighted_figures;
use super::words::{field_valid_words, field_words, source_words, valid_words};
use super::{format, slider, title};
use crate::model::Input;
use crate::session::{Field, Row, Section};
use crate::widgets::list::first_holding;
use crate::widgets::text::{columns, harmless, wrap};
use ratatui::layout::Rect;

/// Rows at the foot: the response strip, its ends, meaning and source.
const DETAIL: u16 = 6;

/// A line of the list.
enum Line {
    Heading(String),
    Row(Row),
}

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let (list, detail) = foot(below(area, 1), DETAIL);
    let lines = shown_lines(canvas);
    let place =
        |row: Row| lines.iter().position(|line| matches!(line, Line::Row(of) if *of == row));
    let (anchor, chosen) = (place(session.anchor()), place(session.row));
    let first = first_holding(anchor, chosen, lines.len(), list.height).min(lines.len());
    let last = lines.len().min(first + usize::from(list.height));
    let note = if session.row.input() == Some(Input::Weight) {
        weighted_figures(session, usize::from(area.width) / 2)
    } else {
        rows_words(&lines, first, last)
    };
    title::draw(canvas, row(area, 0), "Programme", &note);
    for (at, line) in (0..list.height).zip(&lines[first..]) {
        let area = row(list, at);
        match line {
            Line::Heading(title) => {
                canvas.text(area, title, canvas.look.theme.title);
                canvas.mark_screen_words(area);
            }
            Line::Row(Row::Field(field)) => draw_field(canvas, *field, area),
            Line::Row(of) => slider::draw(canvas, *of, area),
        }
    }
    draw_detail(canvas, detail);
}

/// The headings and rows that a filter leaves; a section without any rows has no heading.
fn shown_lines(canvas: &Canvas) -> Vec<Line> {
    let sections = canvas.session.sections();
    let rows = sections.iter().flat_map(|section| section.rows.iter().copied()).collect();
    let shown = canvas.session.shown_rows(rows);
    let lines = |Section { title, rows }| {
        let rows: Vec<Line> =
            rows.into_iter().filter(|row| shown.contains(row)).map(Line::Row).collect();
        let heading = (!rows.is_empty()).then_some(Line::Heading(title));
        heading.into_iter().chain(rows)
    };
    sections.into_iter().flat_map(lines).collect()
}

/// Which of the rows are in sight, where not all are: `rows 1–13 of 62`.
fn rows_words(lines: &[Line], first: usize, last: usize) -> String {
    let count = |lines: &[Line]| lines.iter().filter(|line| matches!(line, Line::Row(_))).count();
    let [before, shown, all] = [count(&lines[..first]), count(&lines[first..last]), count(lines)];
    if shown == all {
        return String::new();
    }
    format!("rows {}–{} of {all}", before + 1, before + shown)
}

/// A field without a track: its value stands where those of sliders do, a text begins where those
/// of the first scenario do.
fn draw_field(canvas: &mut Canvas, field: Field, area: Rect) {
    let session = canvas.session;
    let theme = &canvas.look.theme;
    let (mark, style) = canvas.mark(session.row == Row::Field(field));
    let label = [piece(format!("{mark} {}", field.label()), style)];
    let words = harmless(&field_words(session, field).unwrap_or_default()).into_owned();
    let value_style = match () {
        () if session.row == Row::Field(field) => theme.accent,
        () if session.is_field_saved(field) => theme.text,
        () => theme.change,
    };
    let places = slider::SliderColumns::of(area.width);
    if field.is_text() {
        let value = cut(area, places.label + 1, area.width);
        let first = words.chars().next().map(String::from).unwrap_or_default();
        // Dots lead to where the text begins.
        canvas.led(cut(area, 0, places.label + 2), &label, &[piece(first, value_style)]);
        canvas.text(value, &words, value_style);
    } else {
        canvas.led(cut(area, 0, places.track - 1), &label, &[piece(words, value_style)]);
    }
    canvas.mark_screen_words(cut(area, 0, places.label));
    canvas.on_click(area, ClickTarget::Row(Row::Field(field)));
}

/// The chosen row: what it does to the figure, what it is, where it comes from.
fn draw_detail(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let (meaning, valid) = match session.row {
        Row::Slider(input) => {
            slider::draw_strip(canvas, row(area, 1));
            slider::draw_ends(canvas, row(area, 2));
            let valid = valid_words(canvas.money(), input.spec(), format::short_setting);
            (input.spec().meaning, valid)
        }
        Row::Field(field) => {
            draw_whole_text(canvas, field, below(area, 1));
            (field.meaning(), field_valid_words(canvas.money(), field))
        }
        Row::Stresses => return,
    };
    let theme = &canvas.look.theme;
    let sites = &session.preset.inputs.programme.sites;
    let site = session.row.site().and_then(|site| sites.get(site));
    let site = site.map_or_else(String::new, |site| format!("{}: ", site.name));
    let meaning = piece(format!("{site}{meaning}"), theme.text);
    canvas.both(row(area, 3), &[meaning], &[piece(valid, theme.dim)]);
    let none = if session.row.input().is_some() { "no source given" } else { "" };
    let (note, age) = source_words(session, session.row, session.scenario)
        .unwrap_or_else(|| (none.to_owned(), String::new()));
    // Its age has a place of its own: a long note would push it off the screen.
    let room = usize::from(area.width).saturating_sub(columns(&age) + 2);
    let mut lines = wrap(&harmless(&note), room).into_iter();
    let first = piece(lines.next().unwrap_or_default(), theme.dim);
    canvas.both(row(area, 4), &[first], &[piece(age, theme.change)]);
    canvas.text(row(area, 5), lines.collect::<Vec<_>>().join(" "), theme.dim);
}

/// A text in two lines, which its row may have no room for.
fn draw_whole_text(canvas: &mut Canvas, field: Field, area: Rect) {
    let words = field_words(canvas.session, field).filter(|_| field.is_text());
    let mut lines = wrap(&harmless(&words.unwrap_or_default()), usize::from(area.width));
    if lines.len() > 2 {
        let rest = lines.split_off(1).join(" ");
        lines.push(rest);
    }
    let dim = canvas.look.theme.dim;
    for (at, line) in (0..2).zip(&lines) {
        canvas.text(row(area, at), line, dim);
    }
}
