//! The Explain screen: a figure's derivation with its numbers put in, level by level, down to
//! inputs and their sources.
//!
//! ```text
//! Explain  FIGURE of ● base  11.3 y
//! ▸ ▿ Payback                          11.3 y   Payback = 11.3 y
//!     ▹ Spend                          $40 bn   chart: its parts, or the figure's years
//!   …
//!
//! formula = figure
//! note; an input's source
//! ```

mod chart;

use super::blocks::list_and_chart;
use super::canvas::{Canvas, below, foot, piece, row};
use super::words::source_note;
use super::{format, title};
use crate::analysis::Explanation;
use crate::session::{ExplainLine, Row};
use ratatui::layout::Rect;

/// Rows at the foot for the chosen line.
const DETAIL: u16 = 5;
/// Columns of the lines beside a chart.
const LINES: u16 = 64;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    draw_title(canvas, row(area, 0));
    let lines = session.screens.explain.lines();
    let (whole, detail) = foot(below(area, 1), DETAIL);
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let (list, chart) = list_and_chart(whole, (LINES, LINES.max(area.width * 2 / 5)), rows);
    let selected = session.screens.explain.selected.min(lines.len().saturating_sub(1));
    canvas.list(list, (lines.len(), selected), |canvas, index, row| {
        draw_line(canvas, &lines[index], index == selected, row);
    });
    if let Some(line) = lines.get(selected) {
        draw_detail(canvas, line, below(detail, 1));
        chart::draw(canvas, line.node, chart);
    }
}

fn draw_title(canvas: &mut Canvas, area: Rect) {
    match &canvas.session.screens.explain.explanation {
        Some(Explanation { year: Some(_), root, .. }) => {
            let label = format::label(canvas.money(), &root.label);
            let figure = (&*label, format::node(canvas.money(), root));
            title::draw_figure(canvas, area, "Explain", figure, "");
        }
        _ => title::draw(canvas, area, "Explain", ""),
    }
}

/// A line's figure; of the one that is explained, as the title has it.
fn value(canvas: &Canvas, line: &ExplainLine) -> String {
    let session = canvas.session;
    let as_of_year = session.screens.explain.explanation.as_ref().and_then(|of| of.year);
    if line.depth > 0 || as_of_year.is_some() {
        return format::node(canvas.money(), line.node);
    }
    canvas.metric(session.scenario, session.metric)
}

fn draw_line(canvas: &mut Canvas, line: &ExplainLine, chosen: bool, area: Rect) {
    let theme = &canvas.look.theme;
    let (mark, style) = canvas.mark(chosen);
    // Open, closed, or nothing to open: told apart without colour.
    let folds = canvas.look.glyphs.folds;
    let sign = match (line.node.parts.is_empty(), line.open) {
        (true, _) => " ",
        (false, true) => folds[1],
        (false, false) => folds[0],
    };
    let indent = "  ".repeat(line.depth);
    let left = [
        piece(format!("{mark} {indent}{sign} "), theme.dim),
        piece(format::label(canvas.money(), &line.node.label), style),
    ];
    let figure = if line.node.input.is_some() { theme.change } else { theme.figure };
    canvas.led(area, &left, &[piece(value(canvas, line), figure)]);
}

/// The chosen figure's formula with numbers, the convention that acts, an input's source.
fn draw_detail(canvas: &mut Canvas, line: &ExplainLine, area: Rect) {
    let (node, value) = (line.node, value(canvas, line));
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let what = match node.input {
        Some(input) => input.spec().meaning.to_owned(),
        None if node.formula == "given" => {
            format!("{}: {value}", format::label(canvas.money(), &node.label))
        }
        None => format!("{} = {value}", format::label(canvas.money(), &node.formula)),
    };
    let note = node.note.map(|note| format!("note: {note}"));
    let source =
        node.input.and_then(|input| source_note(session, Row::Slider(input), session.scenario));
    let mut rest = below(area, canvas.wrapped(area, &what, theme.text));
    for text in [note, source].into_iter().flatten() {
        rest = below(rest, canvas.wrapped(rest, &text, theme.dim));
    }
}
