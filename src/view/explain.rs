//! The Explain screen: a figure's derivation with its numbers put in, level by level, down to
//! inputs and their sources.

use super::Canvas;
use super::format;
use super::line::{piece, put_both, put_left, row};
use super::regions::Target;
use super::words::source_note;
use crate::analysis::Node;
use crate::session::{ExplainLine, Row};
use crate::widgets::list::first_visible;
use crate::widgets::text::wrap;
use ratatui::layout::Rect;

/// Rows at the foot for the chosen line.
const DETAIL: u16 = 5;

/// Draws the screen.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    super::title::draw(canvas, row(area, 0), "Explain", "");
    let lines = session.explain.lines();
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(DETAIL + 1), ..area };
    let selected = session.explain.selected.min(lines.len().saturating_sub(1));
    let first = first_visible(Some(selected), lines.len(), list.height);
    for (place, index) in (0..list.height).zip(first..lines.len()) {
        draw_line(canvas, &lines[index], index == selected, row(list, place));
        canvas.regions.add(row(list, place), Target::Line(index));
    }
    let below = Rect {
        y: list.bottom() + 1,
        height: area.bottom().saturating_sub(list.bottom() + 1),
        ..area
    };
    if let Some(line) = lines.get(selected) {
        draw_detail(canvas, line.node, below);
    }
}

/// A node's figure; `–` where it has none.
fn value(node: &Node) -> String {
    node.value.map_or_else(
        || "–".to_owned(),
        |value| match node.input {
            Some(_) => format::setting(node.unit, value),
            None => format::figure(node.unit, value),
        },
    )
}

fn draw_line(canvas: &mut Canvas, line: &ExplainLine, chosen: bool, area: Rect) {
    let theme = canvas.look.theme;
    let style = if chosen { theme.accent } else { theme.text };
    let mark = if chosen { canvas.look.glyphs.selected } else { " " };
    // Open, closed, or nothing to open: told apart without colour.
    let sign = match (line.node.parts.is_empty(), line.open) {
        (true, _) => " ",
        (false, true) => "−",
        (false, false) => "+",
    };
    let indent = "  ".repeat(line.depth);
    let left = [
        piece(format!("{mark} {indent}{sign} "), theme.dim),
        piece(line.node.label.clone(), style),
    ];
    let figure = if line.node.input.is_some() { theme.change } else { theme.figure };
    put_both(canvas.buffer, area, &left, &[piece(value(line.node), figure)]);
}

/// The chosen figure's formula with numbers, the convention that acts, an input's source.
fn draw_detail(canvas: &mut Canvas, node: &Node, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let figure = if node.formula == "given" {
        format!("{}: {}", node.label, value(node))
    } else {
        format!("{} = {}", node.formula, value(node))
    };
    let mut texts = vec![(figure, theme.text)];
    texts.extend(node.note.map(|note| (format!("note: {note}"), theme.dim)));
    if let Some(input) = node.input {
        texts[0] = (input.spec().meaning.to_owned(), theme.text);
        let note = source_note(session, Row::of(input), session.scenario);
        texts.extend(note.map(|note| (note, theme.dim)));
    }
    let mut line = 0;
    for (text, style) in texts {
        let clean = crate::widgets::text::harmless(&text);
        for words in wrap(&clean, usize::from(area.width)) {
            put_left(canvas.buffer, row(area, line), &[piece(words, style)]);
            line = line.saturating_add(1);
        }
    }
}
