//! The Compare screen: what differs from the saved file, the pin or another preset; inputs first,
//! then the figures that follow.

use super::Canvas;
use super::format;
use super::line::{cut, piece, put_left, put_right, row};
use crate::analysis::{InputDifference, MetricDifference, Setting};
use crate::model::Scenario;
use crate::session::{Against, Pin};
use crate::widgets::text::harmless;
use ratatui::layout::Rect;

/// Widths of the columns at the right.
const COLUMN: u16 = 15;
const NARROW_COLUMN: u16 = 12;

/// Draws the screen.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let (name, head) = match &session.compare.against {
        Against::Preset(preset) => (harmless(&preset.name).into_owned(), "there"),
        Against::Pin(pin) => (pin_words(pin, &session.preset.name), "pinned"),
        Against::Saved => ("what was saved".to_owned(), "saved"),
    };
    put_left(
        canvas.buffer,
        row(area, 0),
        &[piece(format!("What differs from {name}"), theme.title)],
    );
    let Some(comparison) = &session.compare.comparison else { return };
    let metrics: Vec<&MetricDifference> =
        comparison.metrics.iter().filter(|metric| differs(metric)).collect();
    if comparison.inputs.is_empty() && metrics.is_empty() {
        put_left(canvas.buffer, row(area, 2), &[piece("nothing differs", theme.dim)]);
        return;
    }
    let heads = row(area, 1);
    for (column, text) in [(0, head), (1, "now"), (2, "change")] {
        put_right(canvas.buffer, figure_column(heads, column), &[piece(text, theme.dim)]);
    }
    let lines = comparison.inputs.len() + metrics.len();
    let first = session.compare.scroll.min(lines.saturating_sub(1));
    let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    for (line, index) in (0..list.height).zip(first..lines) {
        let place = row(list, line);
        match comparison.inputs.get(index) {
            Some(input) => draw_input(canvas, input, place),
            None => draw_metric(canvas, metrics[index - comparison.inputs.len()], place),
        }
    }
}

/// A pin by its name, with the preset that it is of where another one is open.
fn pin_words(pin: &Pin, open: &str) -> String {
    let name = if pin.name.is_empty() { String::new() } else { format!(" ‘{}’", pin.name) };
    let preset = if pin.preset == open { String::new() } else { format!(", {}", pin.preset) };
    harmless(&format!("the pin{name} of {}{preset}", pin.at)).into_owned()
}

/// Whether a difference can be seen.
fn differs(metric: &MetricDifference) -> bool {
    let unit = metric.metric.spec().unit;
    match (metric.a, metric.b) {
        (Some(a), Some(b)) => !format::reads_same(unit, a, b),
        (a, b) => a.is_some() != b.is_some(),
    }
}

const fn column_width(area: Rect) -> u16 {
    if area.width < 80 { NARROW_COLUMN } else { COLUMN }
}

/// One of three columns at the right of a row.
fn figure_column(area: Rect, index: u16) -> Rect {
    let column = column_width(area);
    let from = area.width.saturating_sub(column * (3 - index));
    cut(area, from, column)
}

fn setting(value: Option<Setting>) -> String {
    match value {
        None => "–".to_owned(),
        Some(Setting::Number(value, unit)) => format::short_setting(unit, value),
        Some(Setting::Month(month)) => month.name(),
        Some(Setting::Year(year)) => year.to_string(),
    }
}

fn draw_input(canvas: &mut Canvas, input: &InputDifference, area: Rect) {
    let theme = canvas.look.theme;
    let whose = input.input.split_once('.').map_or("", |(first, _)| first);
    let whose = match (&input.site, whose) {
        (Some(site), _) => format!("{site}: "),
        (None, "programme") => String::new(),
        (None, whose) => match Scenario::ALL.into_iter().find(|each| each.id() == whose) {
            Some(scenario) if area.width < 80 => format!("{} ", canvas.look.mark(scenario)),
            Some(scenario) => format!("{} {whose}  ", canvas.look.mark(scenario)),
            None => format!("{whose}: "),
        },
    };
    let label = format!("{whose}{}", input.label);
    put_left(
        canvas.buffer,
        cut(area, 0, area.width.saturating_sub(3 * column_width(area))),
        &[piece(label, theme.accent)],
    );
    put_right(canvas.buffer, figure_column(area, 0), &[piece(setting(input.a), theme.dim)]);
    put_right(canvas.buffer, figure_column(area, 1), &[piece(setting(input.b), theme.text)]);
    if let (Some(Setting::Number(a, unit)), Some(Setting::Number(b, _))) = (input.a, input.b) {
        let change = format::change(unit, b - a);
        put_right(canvas.buffer, figure_column(area, 2), &[piece(change, theme.change)]);
    }
}

fn draw_metric(canvas: &mut Canvas, metric: &MetricDifference, area: Rect) {
    let theme = canvas.look.theme;
    let unit = metric.metric.spec().unit;
    let (mark, label) = (canvas.look.mark(metric.scenario), metric.metric.spec().label);
    let label = if area.width < 80 {
        format!("{mark} {label}")
    } else {
        format!("{mark} {}  {label}", metric.scenario.id())
    };
    let text = |value: Option<f64>| {
        value.map_or_else(|| "none".to_owned(), |value| format::figure(unit, value))
    };
    put_left(
        canvas.buffer,
        cut(area, 0, area.width.saturating_sub(3 * column_width(area))),
        &[piece(label, theme.text)],
    );
    put_right(canvas.buffer, figure_column(area, 0), &[piece(text(metric.a), theme.dim)]);
    put_right(canvas.buffer, figure_column(area, 1), &[piece(text(metric.b), theme.figure)]);
    if let Some(difference) = metric.difference() {
        put_right(
            canvas.buffer,
            figure_column(area, 2),
            &[piece(format::change(unit, difference), theme.change)],
        );
    }
}
