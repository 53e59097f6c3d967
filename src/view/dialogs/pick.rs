//! A metric or an input to choose, each with its figure.

use super::popup::{Popup, draw_list};
use crate::model::{Input, Metric};
use crate::session::Context;
use crate::view::canvas::Canvas;
use crate::view::format;
use crate::view::words::input_label;
use ratatui::layout::Rect;

pub(super) fn draw_metrics(canvas: &mut Canvas, selected: usize, area: Rect) {
    let session = canvas.session;
    let rows = Metric::ALL
        .map(|metric| (metric.spec().label.to_owned(), canvas.metric(session.scenario, metric)));
    draw_list(canvas, Popup::new(Context::Figures, "Which figure?", 52), &rows, selected, area);
}

pub(super) fn draw_axis(
    canvas: &mut Canvas,
    across: bool,
    inputs: &[Input],
    selected: usize,
    area: Rect,
) {
    let session = canvas.session;
    let row = |input: &Input| {
        let value = session.value(*input, session.scenario);
        let unit = canvas.shown(input.spec().unit);
        (input_label(canvas.money(), *input), format::short_setting(unit, value))
    };
    let rows: Vec<(String, String)> = inputs.iter().map(row).collect();
    let title = if across { "Input on the horizontal axis" } else { "Input on the vertical axis" };
    draw_list(canvas, Popup::new(Context::List, title, 52), &rows, selected, area);
}
