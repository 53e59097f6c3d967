//! The Compare screen: what differs from the saved file, the pin or another preset; inputs first,
//! then the figures that follow.
//!
//! ```text
//! What differs from the pin of 09:41
//!                                     pinned        now     change
//! ● base  Utilization                   65 %       70 %      +5 pp
//! ● base  Payback                     11.3 y     10.4 y     ▼0.9 y
//! ```

use super::canvas::{Canvas, Piece, below, cut, piece, row};
use super::format;
use crate::analysis::{InputDifference, InputValue, MetricDifference};
use crate::model::{Scenario, Unit};
use crate::preset::Currency;
use crate::session::{Against, Pin};
use crate::widgets::text::{columns, harmless};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns that labels keep; where they don't, changes go without their unit.
const FEWEST_LABEL: usize = 18;

/// A line: what differs, then what it was, what it is and by how much they differ.
struct ComparedLine {
    /// Whose it is.
    whose: Piece,
    label: String,
    figures: [String; 3],
    is_input: bool,
    /// Its place in the whole list.
    place: usize,
    /// The style of the change.
    trend: Style,
}

impl ComparedLine {
    fn label_width(&self) -> usize {
        columns(&self.whose.0) + columns(&self.label)
    }
}

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let (name, head) = match &session.screens.compare.against {
        Against::Preset(preset) => (harmless(&preset.name).into_owned(), "there"),
        Against::Pin(pin) => (pin_words(pin, &session.preset.name), "pinned"),
        Against::Saved => ("what was saved".to_owned(), "saved"),
    };
    canvas.text(row(area, 0), format!("What differs from {name}"), theme.title);
    let Some(comparison) = &session.screens.compare.comparison else { return };
    let currencies = session.compared_currencies();
    let differs = |metric: &&MetricDifference| format::differs(metric, currencies);
    if comparison.inputs.is_empty() && !comparison.metrics.iter().any(|metric| differs(&metric)) {
        canvas.text(row(area, 2), "no changes", theme.dim);
        return;
    }
    let heads = [head, "now", "change"];
    let places = session.screen_lines(comparison.inputs.len() + comparison.metrics.len());
    let lines = |units: bool| -> Vec<ComparedLine> {
        let places = places.iter();
        let line = |place: &usize| {
            if let Some(input) = comparison.inputs.get(*place) {
                return Some(ComparedLine {
                    place: *place,
                    ..input_line(canvas, input, area, units)
                });
            }
            let metric = comparison.metrics.get(*place - comparison.inputs.len());
            metric.filter(differs).map(|metric| ComparedLine {
                place: *place,
                ..metric_line(canvas, metric, area, units)
            })
        };
        places.filter_map(line).collect()
    };
    let mut shown = lines(true);
    let longest = shown.iter().map(ComparedLine::label_width).max().unwrap_or(0);
    let mut widths = column_widths(heads, &shown, 2);
    if widths.iter().sum::<usize>() + longest > usize::from(area.width) {
        widths = column_widths(heads, &shown, 1);
    }
    if widths.iter().sum::<usize>() + FEWEST_LABEL > usize::from(area.width) {
        shown = lines(false);
        widths = column_widths(heads, &shown, 1);
    }
    draw_figures(canvas, row(area, 1), widths, heads.map(|head| piece(head, theme.dim)));
    let scroll = session.screens.compare.scroll;
    let first = shown.iter().position(|line| line.place >= scroll);
    let first = first.unwrap_or(shown.len().saturating_sub(1));
    let list = below(area, 2);
    for (place, line) in (0..list.height).zip(&shown[first..]) {
        draw_line(canvas, line, widths, row(list, place));
        canvas.mark_screen_words(row(list, place));
    }
}

/// Columns as wide as what stands in any line of them and a gap before it, so that none touches its
/// neighbour and none moves while the list is scrolled.
fn column_widths(heads: [&str; 3], lines: &[ComparedLine], gap: usize) -> [usize; 3] {
    [0, 1, 2].map(|column| {
        let texts = lines.iter().map(|line| columns(&line.figures[column]));
        gap + texts.max().unwrap_or(0).max(columns(heads[column]))
    })
}

fn draw_figures(canvas: &mut Canvas, area: Rect, widths: [usize; 3], figures: [Piece; 3]) {
    let mut end = usize::from(area.width);
    for (width, (text, style)) in widths.into_iter().zip(figures).rev() {
        canvas.text_right(cut(area, 0, u16::try_from(end).unwrap_or(area.width)), text, style);
        end = end.saturating_sub(width);
    }
}

fn draw_line(canvas: &mut Canvas, line: &ComparedLine, widths: [usize; 3], area: Rect) {
    let theme = &canvas.look.theme;
    let room = usize::from(area.width).saturating_sub(widths.iter().sum());
    let (label, now) =
        if line.is_input { (theme.accent, theme.text) } else { (theme.text, theme.figure) };
    let place = cut(area, 0, u16::try_from(room).unwrap_or(area.width));
    let label = piece(line.label.as_str(), label);
    canvas.left(place, &[line.whose.clone(), label]);
    let [before, after, change] = line.figures.clone();
    let figures = [piece(before, theme.dim), piece(after, now), piece(change, line.trend)];
    draw_figures(canvas, area, widths, figures);
}

/// A pin by its name, with the preset that it is of where another one is open.
fn pin_words(pin: &Pin, open: &str) -> String {
    let name = if pin.name.is_empty() { String::new() } else { format!(" ‘{}’", pin.name) };
    let preset = if pin.preset == open { String::new() } else { format!(", {}", pin.preset) };
    harmless(&format!("the pin{name} of {}{preset}", pin.at)).into_owned()
}

fn setting(value: Option<InputValue>, currency: Currency) -> String {
    match value {
        None => "–".to_owned(),
        Some(InputValue::Number(value, unit)) => format::short_setting(currency.of(unit), value),
        Some(InputValue::Month(month)) => month.name(),
        Some(InputValue::Year(year)) => year.to_string(),
    }
}

/// A difference with its unit, or where there is no room for it, without; amounts in two currencies
/// have none.
fn change(unit: Unit, difference: f64, [there, now]: [Currency; 2], units: bool) -> String {
    let unit = now.of(unit);
    if !unit.is_same_in(there) {
        "n/a".to_owned()
    } else if units {
        format::change(unit, difference)
    } else {
        format::bare_change(unit, difference)
    }
}

/// Whose the value of a line is: a scenario's mark, and its name where there is room.
fn whose(canvas: &Canvas, scenario: Scenario, area: Rect) -> Piece {
    let words = if area.width < 80 {
        format!("{} ", canvas.look.mark(scenario))
    } else {
        format!("{}  ", canvas.look.name(scenario))
    };
    piece(words, canvas.look.theme.scenario(scenario))
}

fn input_line(canvas: &Canvas, input: &InputDifference, area: Rect, units: bool) -> ComparedLine {
    let plain = |words: String| piece(words, canvas.look.theme.accent);
    let first = input.input.split_once('.').map_or("", |(first, _)| first);
    let whose = match (&input.site, Scenario::ALL.into_iter().find(|each| each.id() == first)) {
        (Some(site), _) => plain(format!("{site}: ")),
        (None, Some(scenario)) => whose(canvas, scenario, area),
        (None, None) if first == "programme" => plain(String::new()),
        (None, None) => plain(format!("{first}: ")),
    };
    let currencies = canvas.session.compared_currencies();
    let [there, now] = currencies;
    let change = match (input.a, input.b) {
        (Some(InputValue::Number(a, unit)), Some(InputValue::Number(b, _))) => {
            change(unit, b - a, currencies, units)
        }
        _ => String::new(),
    };
    ComparedLine {
        whose,
        label: format::label(now, &input.label).to_string(),
        figures: [setting(input.a, there), setting(input.b, now), change],
        is_input: true,
        place: 0,
        trend: canvas.look.theme.change,
    }
}

fn metric_line(
    canvas: &Canvas,
    metric: &MetricDifference,
    area: Rect,
    units: bool,
) -> ComparedLine {
    let spec = metric.metric.spec();
    let currencies = canvas.session.compared_currencies();
    let [there, now] = currencies;
    let text = |value: Option<f64>, currency: Currency| {
        let shown = |value| format::figure(currency.of(spec.unit), value);
        value.map_or_else(|| "none".to_owned(), shown)
    };
    let difference = metric.difference();
    let change =
        difference.map(|by| canvas.look.arrowed(&change(spec.unit, by, currencies, units)));
    ComparedLine {
        whose: whose(canvas, metric.scenario, area),
        label: spec.label.to_owned(),
        figures: [text(metric.a, there), text(metric.b, now), change.unwrap_or_default()],
        is_input: false,
        place: 0,
        trend: canvas.look.trend(spec.better, difference.unwrap_or_default()),
    }
}
