//! The chosen line of a derivation as a chart: what it adds up from, and where there is room, the
//! years that the figure is read off.

use crate::analysis::{Node, Operation};
use crate::view::canvas::{Canvas, below, row};
use crate::view::charts::{CASH, LEAST_ROWS, Years, draw_lines, years_of};
use crate::view::format;
use crate::widgets::{Waterfall, WaterfallStep};
use ratatui::layout::Rect;

/// Fewer parts are read as quickly in the lines.
const FEWEST_PARTS: usize = 3;

pub(super) fn draw(canvas: &mut Canvas, node: &Node, area: Rect) {
    let parts = if adds_up(node) { u16::try_from(node.parts.len() + 2).ok() } else { None };
    let parts = parts.filter(|rows| *rows <= area.height);
    if parts.is_some() {
        draw_parts(canvas, node, area);
    }
    let area = below(area, parts.map_or(0, |rows| rows + 1));
    if area.height >= LEAST_ROWS {
        let scenario = canvas.session.scenario;
        let charted = years_of(canvas.session.metric);
        let charted = if charted.is_there(canvas, scenario) { charted } else { CASH };
        let caption = canvas.money().words(charted.caption);
        canvas.text(row(area, 0), caption, canvas.look.theme.title);
        let label = |value| format::trimmed(value, 1);
        draw_lines(canvas, &[scenario], (charted, Years::Shown), label, below(area, 1));
    }
}

/// Whether it is a sum of enough parts to be seen building up.
fn adds_up(node: &Node) -> bool {
    matches!(node.operation, Operation::Sum { .. }) && node.parts.len() >= FEWEST_PARTS
}

/// Its parts one after the other, then what they come to.
fn draw_parts(canvas: &mut Canvas, node: &Node, area: Rect) {
    let (money, scenario) = (canvas.money(), canvas.session.scenario);
    let Operation::Sum { subtracted } = node.operation else { return };
    let added = node.parts.len() - subtracted;
    let step = |index: usize, part: &Node| {
        let value = part.value.unwrap_or_default();
        let value = if index < added { value } else { -value };
        WaterfallStep {
            label: format::label(money, &part.label).into_owned().into(),
            value,
            text: {
                let sign = if value > 0.0 { "+" } else { "" };
                format!("{sign}{}", format::of_node(part)(money.of(part.unit), value)).into()
            },
            style: canvas.look.theme.text,
            ..WaterfallStep::default()
        }
    };
    let total = WaterfallStep {
        label: format::label(money, &node.label).into_owned().into(),
        value: node.value.unwrap_or_default(),
        total: true,
        text: format::node(money, node).into(),
        style: canvas.look.theme.scenario(scenario),
    };
    let parts = node.parts.iter().enumerate().map(|(index, part)| step(index, part));
    let steps: Vec<WaterfallStep> = parts.chain([total]).collect();
    let waterfall =
        Waterfall { steps: &steps, scale: None, selected: None, paint: canvas.look.paint() };
    let caption = format!("{}, part by part", format::label(money, &node.label));
    canvas.text(row(area, 0), caption, canvas.look.theme.title);
    canvas.render(waterfall, below(area, 1));
}
