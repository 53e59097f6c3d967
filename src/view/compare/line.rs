//! A line of what differs: whose it is, what it was, what it is, and by how much they differ.

use crate::analysis::{InputDifference, InputValue, MetricDifference};
use crate::model::{Scenario, Unit};
use crate::preset::Currency;
use crate::session::CompareLine;
use crate::view::canvas::{Canvas, Piece, piece};
use crate::view::{change, format};
use crate::widgets::text::columns;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// From this width on scenarios are named, and changes said to be for the better or for the worse.
const WITH_WORDS: u16 = 80;
/// Columns of the mark before the chosen line.
const MARK: usize = 2;

pub(super) struct ComparedLine {
    /// Whose it is.
    pub(super) whose: Piece,
    pub(super) label: String,
    /// What it was, what it is, the change.
    pub(super) figures: [String; 3],
    pub(super) is_input: bool,
    /// The style of the change.
    pub(super) trend: Style,
}

impl ComparedLine {
    pub(super) fn label_width(&self) -> usize {
        MARK + columns(&self.whose.0) + columns(&self.label)
    }
}

/// A line for an area; with the units of changes or, where there is no room for them, without.
pub(super) fn of(canvas: &Canvas, line: CompareLine, units: bool, area: Rect) -> ComparedLine {
    match line {
        CompareLine::Input(input) => of_input(canvas, input, units, area),
        CompareLine::Figure(figure) => of_figure(canvas, figure, units, area),
    }
}

/// Whether a figure is now better than it was; `None` where neither is, or nobody can tell.
pub(super) fn is_better(canvas: &Canvas, figure: &MetricDifference) -> Option<bool> {
    let [there, now] = canvas.session.compared_currencies();
    let unit = figure.metric.spec().unit;
    let is_comparable = now.of(unit).is_same_in(there);
    change::is_better(figure.metric, figure.a, figure.b).filter(|_| is_comparable)
}

/// An input's two values; where both are numbers, in enough digits to see that they differ.
fn settings([a, b]: [Option<InputValue>; 2], [there, now]: [Currency; 2]) -> [String; 2] {
    match (a, b) {
        (Some(InputValue::Number(a, unit)), Some(InputValue::Number(b, _))) => {
            format::settings_apart([there, now].map(|currency| currency.of(unit)), [a, b])
        }
        _ => [setting(a, there), setting(b, now)],
    }
}

fn setting(value: Option<InputValue>, currency: Currency) -> String {
    match value {
        None => "–".to_owned(),
        Some(InputValue::Number(value, unit)) => format::short_setting(currency.of(unit), value),
        Some(InputValue::Month(month)) => month.name(),
        Some(InputValue::Year(year)) => year.to_string(),
    }
}

/// A difference of so many decimals with its unit, or where there is no room for it, without;
/// amounts in two currencies have none.
fn by(
    unit: Unit,
    (difference, decimals): (f64, usize),
    [there, now]: [Currency; 2],
    units: bool,
) -> String {
    let unit = now.of(unit);
    if !unit.is_same_in(there) {
        "n/a".to_owned()
    } else if units {
        format::change_to(unit, difference, decimals)
    } else {
        format::bare_change_to(unit, difference, decimals)
    }
}

/// A scenario's mark, and its name where there is room.
fn whose(canvas: &Canvas, scenario: Scenario, area: Rect) -> Piece {
    let words = if area.width < WITH_WORDS {
        format!("{} ", canvas.look.mark(scenario))
    } else {
        format!("{}  ", canvas.look.name(scenario))
    };
    piece(words, canvas.look.theme.scenario(scenario))
}

fn of_input(canvas: &Canvas, input: &InputDifference, units: bool, area: Rect) -> ComparedLine {
    let plain = |words: String| piece(words, canvas.look.theme.accent);
    let first = input.input.split_once('.').map_or("", |(first, _)| first);
    let whose = match (&input.site, Scenario::from_id(first)) {
        (Some(site), _) => plain(format!("{site}: ")),
        (None, Some(scenario)) => whose(canvas, scenario, area),
        (None, None) if first == "programme" => plain(String::new()),
        (None, None) => plain(format!("{first}: ")),
    };
    let currencies = canvas.session.compared_currencies();
    let change = match (input.a, input.b) {
        (Some(InputValue::Number(a, unit)), Some(InputValue::Number(b, _))) => {
            let decimals = format::decimals_of_change(unit, b - a);
            by(unit, (b - a, decimals), currencies, units)
        }
        _ => String::new(),
    };
    let [a, b] = settings([input.a, input.b], currencies);
    ComparedLine {
        whose,
        label: format::label(currencies[1], &input.label).to_string(),
        figures: [a, b, change],
        is_input: true,
        trend: canvas.look.theme.change,
    }
}

fn of_figure(canvas: &Canvas, figure: &MetricDifference, units: bool, area: Rect) -> ComparedLine {
    let (spec, theme) = (figure.metric.spec(), &canvas.look.theme);
    let currencies = canvas.session.compared_currencies();
    let [there, now] = currencies;
    let none = if figure.metric.absent_is_latest() { "never" } else { "n/a" };
    let text = |value: Option<f64>, currency: Currency| {
        let shown = |value| format::figure(currency.of(spec.unit), value);
        value.map_or_else(|| none.to_owned(), shown)
    };
    let better = is_better(canvas, figure);
    ComparedLine {
        whose: whose(canvas, figure.scenario, area),
        label: spec.label.to_owned(),
        figures: [
            text(figure.a, there),
            text(figure.b, now),
            change_words(canvas, figure, better.filter(|_| area.width >= WITH_WORDS), units),
        ],
        is_input: false,
        trend: match better {
            Some(true) => theme.better,
            Some(false) => theme.worse,
            None => theme.change,
        },
    }
}

/// By how much a figure changed, and which way: `▼0.9 y better`; what doesn't show in the digits
/// that it has is slight.
fn change_words(
    canvas: &Canvas,
    figure: &MetricDifference,
    better: Option<bool>,
    units: bool,
) -> String {
    let currencies = canvas.session.compared_currencies();
    let unit = figure.metric.spec().unit;
    let change = match figure.difference() {
        Some(_) if !format::differs(figure, currencies) => "slightly".to_owned(),
        Some(difference) => {
            let to = (difference, format::decimals(unit, difference));
            canvas.look.arrowed(&by(unit, to, currencies, units))
        }
        None => String::new(),
    };
    let judged = match better.filter(|_| units) {
        Some(true) => "better",
        Some(false) => "worse",
        None => "",
    };
    let words = [change.as_str(), judged];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
