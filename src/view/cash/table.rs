//! The yearly table, of one scenario or of three side by side.

use crate::model::{Scenario, Series};
use crate::view::canvas::{Canvas, below, piece, row};
use crate::view::format;
use crate::view::vocabulary::head;
use crate::widgets::text::{columns, fit, pad_left};
use ratatui::layout::Rect;

/// The columns of one scenario's table, the first ones first where there is little room.
const COLUMNS: [Series; 9] = [
    Series::Spend,
    Series::Refresh,
    Series::Revenue,
    Series::OperatingIncome,
    Series::Fcf,
    Series::CumulativeFcf,
    Series::Energised,
    Series::IdleCapital,
    Series::NetBookValue,
];

/// The columns of each scenario where three stand side by side.
const SIDE_BY_SIDE: [Series; 3] = [Series::OperatingIncome, Series::Fcf, Series::CumulativeFcf];

const YEAR: usize = 6;

/// A column of the table: whose series, and its width.
struct Column {
    scenario: Scenario,
    series: Series,
    width: usize,
}

/// Columns as wide as what stands in them, and two between.
fn columns_of(canvas: &Canvas, scenario: Scenario, of: &[Series]) -> Vec<Column> {
    let column = |&series: &Series| {
        let values = canvas.years(scenario, series);
        let texts = values.iter().map(|value| columns(&format::decimal(*value, 1)));
        let width = texts.max().unwrap_or(0).max(head(series).len()) + 2;
        Column { scenario, series, width }
    };
    of.iter().map(column).collect()
}

fn width(shown: &[Column]) -> usize {
    YEAR + shown.iter().map(|column| column.width).sum::<usize>()
}

pub(super) fn draw_one(canvas: &mut Canvas, area: Rect) {
    let mut shown = columns_of(canvas, canvas.session.scenario, &COLUMNS);
    while width(&shown) > usize::from(area.width) && shown.pop().is_some() {}
    widen(&mut shown, area.width);
    draw_table(canvas, &shown, area);
}

pub(super) fn draw_three(canvas: &mut Canvas, area: Rect) {
    let (look, theme) = (canvas.look, &canvas.look.theme);
    let of = |series: &[Series]| -> Vec<Column> {
        Scenario::ALL.into_iter().flat_map(|each| columns_of(canvas, each, series)).collect()
    };
    let mut shown = of(&SIDE_BY_SIDE);
    // Where three have no room, income gives way: cash is what the screen is about.
    if width(&shown) > usize::from(area.width) {
        shown = of(&SIDE_BY_SIDE[1..]);
    }
    widen(&mut shown, area.width);
    let mut names = vec![piece(" ".repeat(YEAR), theme.dim)];
    for scenario in Scenario::ALL {
        let own = shown.iter().filter(|column| column.scenario == scenario);
        let name = pad_left(&look.name(scenario), own.map(|column| column.width).sum());
        names.push(piece(name, canvas.style_of(scenario, theme.title)));
    }
    canvas.left(row(area, 0), &names);
    draw_table(canvas, &shown, below(area, 1));
}

/// Spreads spare room evenly, so that columns don't stand crowded at the left.
fn widen(shown: &mut [Column], room: u16) {
    let spare = usize::from(room).saturating_sub(width(shown)) / shown.len().max(1);
    for column in shown {
        column.width += spare.min(4);
    }
}

fn draw_table(canvas: &mut Canvas, shown: &[Column], area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let heads: String =
        shown.iter().map(|column| pad_left(head(column.series), column.width)).collect();
    canvas.text(row(area, 0), fit("year", YEAR, "") + &heads, theme.dim);
    let years: Vec<i32> = session.results.years().collect();
    let rows = usize::from(area.height.saturating_sub(1));
    // So that the last year is reached and no room is wasted.
    let first = session.screens.cash.scroll.min(years.len().saturating_sub(rows));
    for (line, index) in (1..area.height).zip(first..years.len()) {
        let mut pieces = vec![piece(fit(&years[index].to_string(), YEAR, ""), theme.dim)];
        for column in shown {
            let value = canvas.years(column.scenario, column.series)[index];
            let text = format::decimal(value, 1);
            let style = if text.starts_with('−') { theme.negative } else { theme.text };
            pieces.push(piece(pad_left(&text, column.width), style));
        }
        canvas.left(row(area, line), &pieces);
    }
}
