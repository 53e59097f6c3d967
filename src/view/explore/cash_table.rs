//! The yearly table under a panel: what comes in and goes out.

use crate::model::{Scenario, Series};
use crate::session::Session;
use crate::view::canvas::{Canvas, piece, row};
use crate::view::format;
use crate::view::vocabulary::head;
use crate::widgets::text::{fit, pad_left};
use ratatui::layout::Rect;

/// The columns behind the year.
const COLUMNS: [Series; 5] =
    [Series::Spend, Series::Revenue, Series::OperatingIncome, Series::Fcf, Series::CumulativeFcf];

/// How wide a column is, and the year before them.
const COLUMN: usize = 8;
const YEAR: usize = 6;

/// The width that the table needs.
#[expect(clippy::cast_possible_truncation, reason = "a small constant")]
pub(super) const WIDTH: u16 = (YEAR + COLUMN * COLUMNS.len()) as u16;

/// Rows that the charts keep.
const CHARTS: u16 = 10;

/// How high the table is in that room: its head and as many years as fit, none if only a few do.
pub(super) fn height(session: &Session, room: u16) -> u16 {
    let years = session.results.years().len();
    let rows = usize::from(room.saturating_sub(CHARTS)).saturating_sub(1);
    // Every second or third year may take less than there is: the charts have the rest.
    let shown = shown_years(years, rows).len();
    if rows < 4 { 0 } else { u16::try_from(shown + 1).unwrap_or(u16::MAX) }
}

/// The years in so many rows: all of them, or every second, third …, the last one among them.
fn shown_years(count: usize, rows: usize) -> Vec<usize> {
    let every = count.div_ceil(rows.max(1)).max(1);
    let mut years: Vec<usize> = (0..count).rev().step_by(every).collect();
    years.reverse();
    years
}

pub(super) fn draw(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let theme = &canvas.look.theme;
    let heads: String = COLUMNS.iter().map(|series| pad_left(head(*series), COLUMN)).collect();
    canvas.text(row(area, 0), fit("$bn", YEAR, "") + &heads, theme.dim);
    let years: Vec<i32> = canvas.session.results.years().collect();
    let shown = shown_years(years.len(), usize::from(area.height.saturating_sub(1)));
    for (line, year) in (1..).zip(shown) {
        let mut pieces = vec![piece(fit(&years[year].to_string(), YEAR, ""), theme.dim)];
        for series in COLUMNS {
            let value = canvas.years(scenario, series).get(year).copied().unwrap_or_default();
            let text = format::decimal(value, 1);
            let style = if text.starts_with('−') { theme.negative } else { theme.text };
            pieces.push(piece(pad_left(&text, COLUMN), style));
        }
        canvas.left(row(area, line), &pieces);
    }
}

#[cfg(test)]
mod tests {
    use super::shown_years;

    #[test]
    fn years_are_thinned_and_the_last_one_stays() {
        assert_eq!(shown_years(4, 10), [0, 1, 2, 3]);
        assert_eq!(shown_years(5, 3), [0, 2, 4]);
        assert_eq!(shown_years(16, 5), [3, 7, 11, 15]);
        assert_eq!(shown_years(0, 3), [0; 0]);
        assert_eq!(shown_years(3, 0), [2]);
    }
}
