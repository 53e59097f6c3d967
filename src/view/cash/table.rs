//! The yearly table, of one scenario or of three side by side.

use crate::model::{Scenario, Series};
use crate::view::Canvas;
use crate::view::format;
use crate::view::line::{piece, put_left, row};
use crate::widgets::text::{columns, fit, pad_left};
use ratatui::layout::Rect;

/// The columns of one scenario's table, the first ones first where there is little room.
const COLUMNS: [(Series, &str); 9] = [
    (Series::Spend, "spend"),
    (Series::Refresh, "renewals"),
    (Series::Revenue, "revenue"),
    (Series::OperatingIncome, "income"),
    (Series::Fcf, "cash"),
    (Series::CumulativeFcf, "total"),
    (Series::Energised, "energised"),
    (Series::IdleCapital, "idle"),
    (Series::NetBookValue, "book"),
];

/// The columns of each scenario where three stand side by side.
const SIDE_BY_SIDE: [(Series, &str); 3] =
    [(Series::OperatingIncome, "income"), (Series::Fcf, "cash"), (Series::CumulativeFcf, "total")];

const YEAR: usize = 6;

/// The first year that is shown, so that the last one is reached and no room is wasted.
fn first_year(canvas: &Canvas, rows: u16) -> usize {
    let years = canvas.session.results.years().len();
    canvas.session.cash.scroll.min(years.saturating_sub(usize::from(rows)))
}

/// A column of the table: whose series, its head, and its width.
struct Column {
    scenario: Scenario,
    series: Series,
    head: &'static str,
    width: usize,
}

/// Columns as wide as what stands in them, and two between.
fn columns_of(canvas: &Canvas, scenario: Scenario, of: &[(Series, &'static str)]) -> Vec<Column> {
    let annual = &canvas.session.results.scenarios[scenario].annual;
    let column = |(series, head): &(Series, &'static str)| {
        let texts = annual.years(*series).iter().map(|value| columns(&format::decimal(*value, 1)));
        let width = texts.max().unwrap_or(0).max(head.len()) + 2;
        Column { scenario, series: *series, head, width }
    };
    of.iter().map(column).collect()
}

pub(super) fn draw_one(canvas: &mut Canvas, area: Rect) {
    let mut shown = columns_of(canvas, canvas.session.scenario, &COLUMNS);
    let mut room = usize::from(area.width).saturating_sub(YEAR);
    shown.retain(|column| {
        let fits = column.width <= room;
        room = if fits { room - column.width } else { 0 };
        fits
    });
    draw_table(canvas, shown, area);
}

pub(super) fn draw_three(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let of = |series: &[(Series, &'static str)]| -> Vec<Column> {
        Scenario::ALL.into_iter().flat_map(|each| columns_of(canvas, each, series)).collect()
    };
    let width = |shown: &[Column]| shown.iter().map(|column| column.width).sum::<usize>() + YEAR;
    let mut shown = of(&SIDE_BY_SIDE);
    // Where three have no room, income gives way: cash is what the screen is about.
    if width(&shown) > usize::from(area.width) {
        shown = of(&SIDE_BY_SIDE[1..]);
    }
    widen(&mut shown, area.width);
    let mut names = vec![piece(" ".repeat(YEAR), theme.dim)];
    for scenario in Scenario::ALL {
        let style = if scenario == session.scenario { theme.accent } else { theme.title };
        let name = format!("{} {}", canvas.look.mark(scenario), scenario.id());
        let own = shown.iter().filter(|column| column.scenario == scenario);
        names.push(piece(pad_left(&name, own.map(|column| column.width).sum()), style));
    }
    put_left(canvas.buffer, row(area, 0), &names);
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    draw_table(canvas, shown, below);
}

/// Spreads spare room evenly, so that columns don't stand crowded at the left.
fn widen(shown: &mut [Column], width: u16) {
    let taken = shown.iter().map(|column| column.width).sum::<usize>() + YEAR;
    let spare = usize::from(width).saturating_sub(taken) / shown.len().max(1);
    for column in shown {
        column.width += spare.min(4);
    }
}

fn draw_table(canvas: &mut Canvas, mut shown: Vec<Column>, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    widen(&mut shown, area.width);
    let mut head = fit("year", YEAR, "");
    for column in &shown {
        head.push_str(&pad_left(column.head, column.width));
    }
    put_left(canvas.buffer, row(area, 0), &[piece(head, theme.dim)]);
    let years: Vec<i32> = session.results.years().collect();
    let first = first_year(canvas, area.height.saturating_sub(1));
    for (line, index) in (1..area.height).zip(first..years.len()) {
        let mut pieces = vec![piece(fit(&years[index].to_string(), YEAR, ""), theme.dim)];
        for column in &shown {
            let annual = &session.results.scenarios[column.scenario].annual;
            let text = format::decimal(annual.years(column.series)[index], 1);
            let style = if text.starts_with('−') { theme.negative } else { theme.text };
            pieces.push(piece(pad_left(&text, column.width), style));
        }
        put_left(canvas.buffer, row(area, line), &pieces);
    }
}
