//! The tornado's bars, each a click's width high, and what is to be known of them.

use crate::analysis::{Bar, Tornado, TornadoRow};
use crate::model::{Metric, Programme};
use crate::preset::Currency;
use crate::session::DriversView;
use crate::view::canvas::{Canvas, below, foot, row};
use crate::view::format;
use crate::view::regions::ClickTarget;
use crate::view::vocabulary::{input_names, names};
use crate::view::words::range_words;
use crate::widgets::text::{columns, pad_right};
use crate::widgets::{TornadoBars, TornadoChart};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// Rows of so many bars, with the legend above and the notes below.
pub(super) fn height(bars: usize) -> u16 {
    u16::try_from(bars + 2).unwrap_or(u16::MAX)
}

/// Names of inputs with the range that each is taken over, the longest first, then the shortest
/// names alone; behind their numbers where curves have them. All are as wide as the widest, so that
/// bars hold still while the rows are filtered.
fn labels(
    (currency, programme): (Currency, &Programme),
    is_numbered: bool,
    rows: &[TornadoRow],
) -> Vec<Vec<Cow<'static, str>>> {
    let forms = |(index, row): (usize, &TornadoRow)| {
        let bar = &row.bar;
        let range = range_words(currency, bar.input, (bar.low, bar.high));
        let [long, short, tiny] = input_names(bar.input, programme, currency);
        let number = if is_numbered { format!("{} ", index + 1) } else { String::new() };
        [
            format!("{number}{long}  {range}"),
            format!("{number}{short}  {range}"),
            format!("{number}{tiny} {range}"),
            format!("{number}{tiny}"),
        ]
    };
    let labels: Vec<_> = rows.iter().enumerate().map(forms).collect();
    let widest = [0, 1, 2, 3]
        .map(|form| labels.iter().map(|forms| columns(&forms[form])).max().unwrap_or_default());
    let padded = |forms: [String; 4]| {
        forms.iter().zip(widest).map(|(label, width)| pad_right(label, width).into()).collect()
    };
    labels.into_iter().map(padded).collect()
}

/// A row's bars, and what stands at either end of these.
pub(in crate::view) fn row_of(
    currency: Currency,
    metric: Metric,
    bar: &Bar,
) -> TornadoBars<'static> {
    let absent = format::absent_word(metric);
    let end = |input_at: f64, value: Option<f64>| {
        let setting = || format::narrow_setting(currency.of(bar.input.spec().unit), input_at);
        value.map_or_else(
            || format!("{absent} at {}", setting()),
            |value| format::bare_figure(metric.spec().unit, value),
        )
    };
    TornadoBars {
        labels: Vec::new(),
        low: bar.at_low,
        high: bar.at_high,
        low_text: end(bar.low, bar.at_low).into(),
        high_text: end(bar.high, bar.at_high).into(),
        turning: !bar.monotonic,
    }
}

/// The figure that bars spread from. One that is absent lies beyond all others: behind the latest,
/// or before the least.
pub(in crate::view) fn centre(answer: &Tornado) -> f64 {
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
    let of = (canvas.money(), &canvas.session.preset.inputs.programme);
    let labels = labels(of, numbered, &answer.rows);
    let rows: Vec<TornadoBars> = shown
        .iter()
        .map(|index| TornadoBars {
            labels: labels[*index].clone(),
            ..row_of(of.0, answer.metric, &answer.rows[*index].bar)
        })
        .collect();
    // Beside the attribution a row is one of its drivers.
    let chosen = canvas.session.chosen_input();
    let input = |index: &usize| answer.rows[*index].bar.input;
    let tornado = TornadoChart {
        rows: &rows,
        centre: centre(answer),
        legend: ("at its lowest", "at its highest"),
        none: &none,
        none_is_right: answer.metric.absent_is_latest(),
        selected: shown.iter().position(|index| Some(input(index)) == chosen),
        style: look.theme.scenario(canvas.session.scenario),
        paint: look.paint(),
        ..TornadoChart::default()
    };
    let (bars, notes) = foot(area, 1);
    // The legend stands above them.
    let list = canvas.mark_more(below(bars, 1), tornado.first(bars.height), rows.len());
    let bars = Rect { width: list.width, ..bars };
    for line in 0..bars.height {
        let at = tornado.row_at(line, bars.height);
        let at = at.and_then(|index| canvas.session.driver_row(input(&shown[index])));
        if let Some(index) = at {
            canvas.on_click(row(bars, line), ClickTarget::Line(index));
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
