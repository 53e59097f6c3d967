//! The tornado's bars, each a click's width high, and what is to be known of them.

use crate::analysis::{Bar, Tornado};
use crate::model::Metric;
use crate::preset::Currency;
use crate::session::DriversView;
use crate::view::canvas::{Canvas, foot, row};
use crate::view::format;
use crate::view::regions::ClickTarget;
use crate::view::vocabulary::names;
use crate::view::words::{input_label, range_words};
use crate::widgets::{TornadoBars, TornadoChart};
use ratatui::layout::Rect;

/// Rows of so many bars, with the legend above and the notes below.
pub(super) fn height(bars: usize) -> u16 {
    u16::try_from(bars + 2).unwrap_or(u16::MAX)
}

/// A row's label and bars, and what stands at either end of these.
fn row_of(currency: Currency, metric: Metric, bar: &Bar) -> TornadoBars<'static> {
    let absent = format::absent_word(metric);
    let end = |input_at: f64, value: Option<f64>| {
        let setting = || format::short_setting(currency.of(bar.input.spec().unit), input_at);
        value.map_or_else(
            || format!("{absent} at {}", setting()),
            |value| format::bare_figure(metric.spec().unit, value),
        )
    };
    let range = range_words(currency, bar.input, (bar.low, bar.high));
    TornadoBars {
        label: format!("{}  {range}", input_label(currency, bar.input)).into(),
        low: bar.at_low,
        high: bar.at_high,
        low_text: end(bar.low, bar.at_low).into(),
        high_text: end(bar.high, bar.at_high).into(),
        turning: !bar.monotonic,
    }
}

/// The figure that bars spread from. One that is absent lies beyond all others: behind the latest,
/// or before the least.
fn centre(answer: &Tornado) -> f64 {
    let ends = answer.rows.iter().flat_map(|row| [row.bar.at_low, row.bar.at_high]).flatten();
    let ends = ends.fold(None, |known: Option<(f64, f64)>, end| {
        let (low, high) = known.unwrap_or((end, end));
        Some((low.min(end), high.max(end)))
    });
    answer.at.unwrap_or_else(|| {
        let (low, high) = ends.unwrap_or_default();
        let apart = ((high - low) / 4.0).max(high.abs() / 20.0);
        if answer.metric.absent_is_latest() { high + apart } else { low - apart }
    })
}

pub(super) fn draw(canvas: &mut Canvas, answer: &Tornado, area: Rect) {
    let look = canvas.look;
    let none = format!("no {} at either end", names(answer.metric).in_sentence());
    let shown = canvas.session.screen_lines(answer.rows.len());
    let numbered = canvas.session.screens.drivers.view == DriversView::Spider;
    let rows: Vec<TornadoBars> = shown
        .iter()
        .map(|index| {
            let row = row_of(canvas.money(), answer.metric, &answer.rows[*index].bar);
            let label =
                if numbered { format!("{} {}", index + 1, row.label).into() } else { row.label };
            TornadoBars { label, ..row }
        })
        .collect();
    let selected = canvas.session.screens.drivers.selected.min(answer.rows.len().saturating_sub(1));
    let tornado = TornadoChart {
        rows: &rows,
        centre: centre(answer),
        legend: ("at its lowest", "at its highest"),
        none: &none,
        none_is_right: answer.metric.absent_is_latest(),
        selected: shown.iter().position(|index| *index == selected),
        style: look.theme.scenario(canvas.session.scenario),
        paint: look.paint(),
    };
    let (bars, notes) = foot(area, 1);
    for line in 0..bars.height {
        if let Some(index) = tornado.row_at(line, bars.height) {
            canvas.on_click(row(bars, line), ClickTarget::Line(shown[index]));
        }
    }
    canvas.render(tornado, bars);
    canvas.mark_screen_words(bars);
    let mut words = Vec::new();
    if answer.rows.iter().any(|row| !row.bar.monotonic) {
        words.push(format!("{} the figure turns around between the ends", look.glyphs.turning));
    }
    if answer.margin_capped {
        words.push("the reference margin is capped in places".to_owned());
    }
    canvas.text(notes, words.join("; "), look.theme.dim);
}
