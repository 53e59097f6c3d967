//! The Back-test screen: what the model gives by year, against what was reported.
//!
//! ```text
//! Back-test  Revenue of ● base: on average 9.3 % above reported, 2019–2025
//! mean error: fitted 2019–2022 1.4 %, tested 2023–2025 21.7 %
//!          modelled   reported    error             $bn by year: line modelled, ◆ reported
//! Revenue of ● base           mean +9.3 %            │          ◆
//! ▸ 2019   $34.7 bn   $35.0 bn   −1.0 %  ✓ fitted    │    ◆
//! ```

mod chart;
mod list;

use super::canvas::{Canvas, below, cut, foot, piece, row, width};
use super::charts::{self, Charted};
use super::words::backtest::{answer_words, mean_errors};
use crate::analysis::{Backtest, BacktestLine};
use crate::model::Series;
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// Columns of a chart, from which on it stands beside the list.
const LEAST_CHART: u16 = 42;
/// Rows of a chart above the list, its heading among them.
const LEAST_ROWS: u16 = 6;
/// Rows of the list that stay below a chart.
const LEAST_LIST: u16 = 5;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let state = &canvas.session.screens.backtest;
    let (Some(answer), Some((line, chosen))) = (&state.answer, state.chosen()) else {
        return draw_nothing(canvas, area);
    };
    let area = below(area, draw_answer(canvas, line, area));
    // Beside a list of few years a chart would leave the room below it empty.
    let is_long = 2 * list_rows(answer) >= area.height;
    if area.width >= list::WIDTH + LEAST_CHART && is_long {
        list::draw(canvas, answer, cut(area, 0, list::WIDTH));
        chart::draw(canvas, line, chosen, cut(area, list::WIDTH + 2, area.width));
        return;
    }
    // Spare rows go to the chart.
    let needed = list_rows(answer).max(LEAST_LIST).min(area.height);
    let rows = (area.height - needed).min(area.height * 3 / 5).max(area.height / 2);
    if rows >= LEAST_ROWS && area.height - rows >= LEAST_LIST {
        let (above, list) = foot(area, area.height - rows);
        chart::draw(canvas, line, chosen, above);
        list::draw(canvas, answer, list);
    } else {
        list::draw(canvas, answer, area);
    }
}

/// The rows of the whole list: its heads, each figure's and those of its years.
fn list_rows(answer: &Backtest) -> u16 {
    let rows: usize = answer.lines.iter().map(|line| 1 + line.rows.len()).sum();
    u16::try_from(rows + 1).unwrap_or(u16::MAX)
}

/// How far the chosen figure is from what was reported; gives the rows that it takes.
fn draw_answer(canvas: &mut Canvas, line: &BacktestLine, area: Rect) -> u16 {
    let (look, answer) = (canvas.look, answer_words(line));
    let theme = &look.theme;
    let mut pieces = vec![
        piece("Back-test  ", theme.title),
        piece(line.measure.label_without_year(), theme.text),
        piece(" of ", theme.text),
        piece(look.name(line.scenario), theme.scenario(line.scenario)),
    ];
    let fits = width(&pieces) + 2 + columns(&answer) <= usize::from(area.width);
    let mut rows = 1;
    if fits {
        pieces.extend([piece(": ", theme.text), piece(answer, theme.accent)]);
    } else {
        canvas.text(row(area, 1), answer, theme.accent);
        rows = 2;
    }
    canvas.left(row(area, 0), &pieces);
    let errors = mean_errors(line);
    if !errors.is_empty() {
        let words = format!("mean error: {errors}");
        rows += canvas.wrapped(below(area, rows), &words, theme.dim);
    }
    rows
}

/// What a back-test needs, and how to add it.
fn draw_nothing(canvas: &mut Canvas, area: Rect) {
    let theme = &canvas.look.theme;
    let year = canvas.session.preset.inputs.programme.headline_year;
    canvas.text(row(area, 0), "Back-test  nothing is reported yet", theme.title);
    let paragraphs = [
        "A back-test holds what the model gives for a year against what was reported of it. This \
         preset says nothing of the kind: none of its claims is as of a year."
            .to_owned(),
        format!(
            "To add one: press 6 for Claims and n for a new claim, choose its figure, type its year \
             (such as {year}) and between which two values it was reported. Files have it as \
             measure: \"revenue@{year}\"."
        ),
        "To hold it against a whole table: start payback PRESET --actuals FILE.csv, whose lines are \
         year,series,value."
            .to_owned(),
        "To see one: press o and open aws-backtest, which holds the model against the record of AWS."
            .to_owned(),
    ];
    let mut rest = below(area, 2);
    for paragraph in paragraphs {
        let place = cut(rest, 0, LONGEST_LINE);
        rest = below(rest, canvas.wrapped(place, &paragraph, theme.text) + 1);
    }
    // What the model gives, as long as there is nothing to hold it against.
    if rest.height >= charts::LEAST_ROWS {
        let modelled = Charted::of(Series::Revenue, "revenue by year, $bn, as modelled");
        charts::draw_headed(canvas, canvas.session.scenario, modelled, rest);
    }
}

/// Beyond this a line isn't read easily.
const LONGEST_LINE: u16 = 100;
