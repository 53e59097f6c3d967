//! The years of every figure: modelled, reported, the error and whether the claim holds.

use crate::analysis::{Backtest, BacktestLine, BacktestRow};
use crate::view::canvas::{Canvas, below, cut, piece, row};
use crate::view::format;
use crate::view::regions::ClickTarget;
use crate::view::words::backtest::{error_words, row_kind};
use crate::view::words::bound_with_unit;
use crate::widgets::list::first_visible;
use ratatui::layout::Rect;

/// Where the columns of figures end, and where the last one begins.
const MODELLED: u16 = 18;
const REPORTED: u16 = 31;
const ERROR: u16 = 41;
const KIND: u16 = 43;
/// The columns of all of them.
pub(super) const WIDTH: u16 = 55;

/// A line of the list.
enum Entry<'a> {
    /// A figure, above its years.
    Figure(&'a BacktestLine),
    /// A year of it, by its place among the rows.
    Year(usize, &'a BacktestRow),
}

pub(super) fn draw(canvas: &mut Canvas, answer: &Backtest, area: Rect) {
    let (head, list) = (row(area, 0), below(area, 1));
    for (end, word) in [(MODELLED, "modelled"), (REPORTED, "reported"), (ERROR, "error")] {
        canvas.text_right(cut(head, 0, end), word, canvas.look.theme.dim);
    }
    let state = &canvas.session.screens.backtest;
    let shown = canvas.session.screen_lines(state.rows().len());
    let entries = entries(answer, &shown);
    let is_chosen = |entry: &Entry| matches!(entry, Entry::Year(at, _) if *at == state.selected);
    let first = first_visible(entries.iter().position(is_chosen), entries.len(), list.height);
    let list = canvas.mark_more(list, first, entries.len());
    for (place, entry) in (0..list.height).zip(&entries[first..]) {
        let area = row(list, place);
        match entry {
            Entry::Figure(line) => draw_figure(canvas, line, area),
            Entry::Year(at, year) => {
                draw_year(canvas, year, is_chosen(entry), area);
                canvas.on_click(area, ClickTarget::Line(*at));
            }
        }
        canvas.mark_screen_words(area);
    }
}

/// The figures that have years which a filter leaves, and these.
fn entries<'a>(answer: &'a Backtest, shown: &[usize]) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    let mut at = 0;
    for line in &answer.lines {
        let years = (at..).zip(&line.rows).filter(|(at, _)| shown.contains(at));
        let mut years = years.map(|(at, year)| Entry::Year(at, year)).peekable();
        if years.peek().is_some() {
            entries.push(Entry::Figure(line));
        }
        entries.extend(years);
        at += line.rows.len();
    }
    entries
}

/// A figure's name, and the mean of its errors, where it has more than one.
fn draw_figure(canvas: &mut Canvas, line: &BacktestLine, area: Rect) {
    let look = canvas.look;
    let theme = &look.theme;
    let name = [
        piece(line.measure.label_without_year(), theme.title),
        piece(" of ", theme.dim),
        piece(look.name(line.scenario), theme.scenario(line.scenario)),
    ];
    let mean = line.bias().filter(|(_, _, count)| *count > 1);
    let mean = mean.map(|(bias, ..)| piece(format!("mean {}", error_words(bias)), theme.dim));
    canvas.both(cut(area, 0, ERROR), &name, mean.as_slice());
}

fn draw_year(canvas: &mut Canvas, year: &BacktestRow, is_chosen: bool, area: Rect) {
    let theme = &canvas.look.theme;
    let unit = canvas.shown(year.measure.unit());
    let figure = |value: f64| format::figure(unit, value);
    let reported = match (year.reported, year.bound) {
        (Some(value), _) => figure(value),
        (None, Some(bound)) => bound_with_unit(bound, unit),
        (None, None) => String::new(),
    };
    let modelled = year.modelled.map_or_else(|| "n/a".to_owned(), figure);
    let error = year.error().map(error_words).unwrap_or_default();
    let (mark, style) = canvas.mark(is_chosen);
    canvas.text(area, format!("{mark} {}", year.year()), style);
    for (end, words) in [(MODELLED, modelled), (REPORTED, reported), (ERROR, error)] {
        canvas.text_right(cut(area, 7, end - 7), words, theme.figure);
    }
    let [holds, fails] = canvas.look.glyphs.verdicts;
    let verdict = match year.holds {
        Some(true) => piece(format!("{holds} "), theme.holds),
        Some(false) => piece(format!("{fails} "), theme.fails),
        None => piece("  ", theme.dim),
    };
    canvas.left(cut(area, KIND, area.width), &[verdict, piece(row_kind(year.kind), theme.dim)]);
}
