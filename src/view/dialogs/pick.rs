//! A metric or an input to choose, each with its figure.

use super::popup::{Popup, draw_list};
use crate::model::Metric;
use crate::session::{Context, PickList, Picking};
use crate::view::canvas::Canvas;
use crate::view::format;
use crate::view::words::input_label;
use ratatui::layout::Rect;

pub(super) fn draw(canvas: &mut Canvas, list: &PickList, area: Rect) {
    let session = canvas.session;
    let (title, rows): (&str, Vec<(String, String)>) = match &list.of {
        Picking::Metric => {
            let outcome = canvas.outcome(session.scenario);
            let rows = Metric::ALL.map(|metric| {
                let value = format::metric(outcome, metric, session.horizon_year());
                (metric.spec().label.to_owned(), value)
            });
            ("Which figure?", rows.to_vec())
        }
        Picking::Axis { across, inputs } => {
            let rows = inputs.iter().map(|input| {
                let value = session.value(*input, session.scenario);
                (input_label(*input), format::short_setting(input.spec().unit, value))
            });
            let title =
                if *across { "Input on the horizontal axis" } else { "Input on the vertical axis" };
            (title, rows.collect())
        }
    };
    draw_list(canvas, Popup::new(Context::List, title, 52), &rows, list.selected, area);
}
