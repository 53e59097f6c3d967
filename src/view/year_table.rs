//! The table by year or quarter: of one scenario or of three side by side on Cash.

use super::canvas::{Canvas, below, piece, row};
use super::format;
use super::vocabulary::head;
use crate::model::{Scenario, Scenarios, Series, Uses};
use crate::session::{Periodic, Session};
use crate::widgets::text::{columns, fit, pad_left};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// The columns of one scenario's table, the first ones first where there is little room; those of
/// contracts and debt only where there are any.
fn series_of(uses: Uses) -> Vec<Series> {
    let mut series = vec![Series::Spend, Series::Refresh, Series::Revenue];
    if uses.contracts {
        series.push(Series::ContractRevenue);
    }
    series.extend([Series::OperatingIncome, Series::Fcf, Series::CumulativeFcf]);
    if uses.debt {
        series.extend([Series::EquityFcf, Series::CumulativeEquityFcf, Series::DebtBalance]);
        series.extend([Series::DebtDraw, Series::Repayment, Series::Interest]);
    }
    series.extend([Series::Energised, Series::IdleCapital, Series::NetBookValue]);
    series
}

/// The columns of each scenario where three stand side by side.
const SIDE_BY_SIDE: [Series; 3] = [Series::OperatingIncome, Series::Fcf, Series::CumulativeFcf];

/// The rows of a table: years or quarters.
struct Periods<'a> {
    head: &'static str,
    /// Columns that a name takes.
    width: usize,
    names: Vec<String>,
    series: Scenarios<Cow<'a, Periodic>>,
}

impl<'a> Periods<'a> {
    fn years(session: &'a Session) -> Self {
        let annual = |scenario| Cow::Borrowed(&session.results.scenarios[scenario].annual);
        Self {
            head: "year",
            width: YEAR,
            names: session.results.years().map(|year| year.to_string()).collect(),
            series: Scenarios::from_fn(annual),
        }
    }

    fn quarters(session: &'a Session) -> Self {
        Self {
            head: "quarter",
            width: 9,
            names: session.results.quarters(),
            series: Scenarios::from_fn(|scenario| Cow::Owned(session.results.quarterly(scenario))),
        }
    }

    /// Those of the Cash screen.
    fn shown(session: &'a Session) -> Self {
        let by_quarter = session.screens.cash.by_quarter;
        if by_quarter { Self::quarters(session) } else { Self::years(session) }
    }
}

/// The columns that a year takes.
const YEAR: usize = 6;

/// A column of the table: whose series, and its width.
struct YearColumn {
    scenario: Scenario,
    series: Series,
    width: usize,
}

/// Columns as wide as what stands in them, and two between.
fn columns_of(rows: &Periods, scenario: Scenario, of: &[Series]) -> Vec<YearColumn> {
    let column = |&series: &Series| {
        let values = rows.series[scenario].of(series);
        let texts = values.iter().map(|value| columns(&format::decimal(*value, 1)));
        let width = texts.max().unwrap_or(0).max(head(series).len()) + 2;
        YearColumn { scenario, series, width }
    };
    of.iter().map(column).collect()
}

fn width(rows: &Periods, shown: &[YearColumn]) -> usize {
    rows.width + shown.iter().map(|column| column.width).sum::<usize>()
}

pub(super) fn draw_one(canvas: &mut Canvas, area: Rect) {
    let rows = Periods::shown(canvas.session);
    let series = series_of(Uses::of(&canvas.session.preset.inputs.programme));
    let mut shown = columns_of(&rows, canvas.session.scenario, &series);
    while width(&rows, &shown) > usize::from(area.width) && shown.pop().is_some() {}
    widen(&rows, &mut shown, area.width);
    draw_table(canvas, (&rows, rows.head), &shown, scrolled(canvas, &rows, area), area);
}

pub(super) fn draw_three(canvas: &mut Canvas, area: Rect) {
    let (look, theme) = (canvas.look, &canvas.look.theme);
    let rows = Periods::shown(canvas.session);
    let of = |series: &[Series]| -> Vec<YearColumn> {
        Scenario::ALL.into_iter().flat_map(|each| columns_of(&rows, each, series)).collect()
    };
    let mut shown = of(&SIDE_BY_SIDE);
    // Where three have no room, income gives way: cash is what the screen is about.
    if width(&rows, &shown) > usize::from(area.width) {
        shown = of(&SIDE_BY_SIDE[1..]);
    }
    widen(&rows, &mut shown, area.width);
    let mut names = vec![piece(" ".repeat(rows.width), theme.dim)];
    for scenario in Scenario::ALL {
        let own = shown.iter().filter(|column| column.scenario == scenario);
        let name = pad_left(&look.name(scenario), own.map(|column| column.width).sum());
        names.push(piece(name, canvas.style_of(scenario)));
    }
    canvas.left(row(area, 0), &names);
    let area = below(area, 1);
    draw_table(canvas, (&rows, rows.head), &shown, scrolled(canvas, &rows, area), area);
}

/// Spreads spare room evenly, so that columns don't stand crowded at the left.
fn widen(rows: &Periods, shown: &mut [YearColumn], room: u16) {
    let spare = usize::from(room).saturating_sub(width(rows, shown)) / shown.len().max(1);
    for column in shown {
        column.width += spare.min(4);
    }
}

/// The rows that a filter leaves, from where the table is scrolled to: the last one is reached and
/// no room is wasted.
fn scrolled(canvas: &Canvas, rows: &Periods, area: Rect) -> Vec<usize> {
    let mut shown = canvas.session.screen_lines(rows.names.len());
    let room = usize::from(area.height.saturating_sub(1));
    let first = shown.iter().position(|line| *line >= canvas.session.screens.cash.scroll);
    let first = first.unwrap_or(usize::MAX).min(shown.len().saturating_sub(room));
    shown.split_off(first)
}

fn draw_table(
    canvas: &mut Canvas,
    (rows, corner): (&Periods, &str),
    shown: &[YearColumn],
    lines: impl IntoIterator<Item = usize>,
    area: Rect,
) {
    let theme = &canvas.look.theme;
    let heads: String =
        shown.iter().map(|column| pad_left(head(column.series), column.width)).collect();
    canvas.text(row(area, 0), fit(corner, rows.width, "") + &heads, theme.dim);
    for (line, index) in (1..area.height).zip(lines) {
        let mut pieces = vec![piece(fit(&rows.names[index], rows.width, ""), theme.dim)];
        for column in shown {
            let value = rows.series[column.scenario].of(column.series)[index];
            let text = format::decimal(value, 1);
            let style = if text.starts_with('−') { theme.negative } else { theme.text };
            pieces.push(piece(pad_left(&text, column.width), style));
        }
        canvas.left(row(area, line), &pieces);
        canvas.mark_screen_words(row(area, line));
    }
}
