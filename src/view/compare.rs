//! The Compare screen: what differs from the saved file, a pin or another preset: the headline
//! figure, the inputs, then the other figures; beside them cash and income of both.
//!
//! ```text
//! What differs from the pin of 09:41   1 input, 26 figures: 19 better, 4 worse
//!                             pinned     now        change    cumulative cash by year, $bn
//! ▸ ● base  Payback           11.3 y  10.4 y  ▼0.9 y better   (lines: now, and dotted what was)
//! Inputs
//!   ● base  Utilization         65 %    70 %        +5.0 pp   operating income by year, $bn
//! Other figures                                               (likewise)
//!   ● base  Revenue           $9.5 bn  …
//! ```

mod charts;
mod choices;
mod line;

use super::blocks::list_and_chart;
use super::canvas::{Canvas, Piece, below, cut, piece, row};
use super::regions::ClickTarget;
use crate::session::{Against, CompareLine, Pin};
use crate::widgets::list::first_visible;
use crate::widgets::text::{columns, harmless};
use line::ComparedLine;
use ratatui::layout::Rect;

/// Columns that labels keep; where they don't, changes go without their unit.
const FEWEST_LABEL: usize = 18;
/// Columns that set figures off from the longest label where there is room.
const SET_OFF: usize = 6;
/// The most of them.
const FAR: usize = 24;

/// A row of the list.
enum CompareRow {
    /// What the lines below it are.
    Heading(&'static str),
    /// A line, by its place in the whole list.
    Line(usize, ComparedLine),
}

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let (name, head) = match &session.screens.compare.against {
        Against::Preset(preset) => (harmless(&preset.name).into_owned(), "there"),
        Against::Pin(pin) => (pin_words(pin, &session.preset.name), "pinned"),
        Against::Saved => ("what was saved".to_owned(), "saved"),
    };
    if let Some(choices) = session.compare_choices() {
        draw_title(canvas, &name, &[], row(area, 0));
        return choices::draw(canvas, &choices, below(area, 1));
    }
    let lines = session.compare_lines();
    draw_title(canvas, &name, &count_words(canvas, &lines), row(area, 0));
    draw_list(canvas, &lines, [head, "now", "change"], below(area, 1));
}

/// What is compared with, and how much differs, in the first words that have room.
fn draw_title(canvas: &mut Canvas, name: &str, counted: &[String], area: Rect) {
    let theme = &canvas.look.theme;
    let title = piece(format!("What differs from {name}  "), theme.title);
    let room = usize::from(area.width).saturating_sub(columns(&title.0));
    let counted = counted.iter().find(|words| columns(words) <= room);
    canvas.left(area, &[title, piece(counted.map_or("", String::as_str), theme.dim)]);
}

/// How many inputs and figures differ: `1 input, 26 figures: 19 better, 4 worse`, or in fewer words.
fn count_words(canvas: &Canvas, lines: &[CompareLine]) -> [String; 2] {
    let many =
        |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let inputs = lines.iter().filter(|line| matches!(line, CompareLine::Input(_))).count();
    let judged = lines.iter().map(|line| match line {
        CompareLine::Figure(figure) => line::is_better(canvas, figure),
        CompareLine::Input(_) => None,
    });
    let (better, worse) = judged.fold((0, 0), |(better, worse), judged| match judged {
        Some(true) => (better + 1, worse),
        Some(false) => (better, worse + 1),
        None => (better, worse),
    });
    let counted = format!("{}, {}", many(inputs, "input"), many(lines.len() - inputs, "figure"));
    [format!("{counted}: {better} better, {worse} worse"), counted]
}

fn draw_list(canvas: &mut Canvas, all: &[CompareLine], heads: [&str; 3], area: Rect) {
    let session = canvas.session;
    let places = session.screen_lines(all.len());
    let lines = |units: bool| -> Vec<ComparedLine> {
        places.iter().map(|place| line::of(canvas, all[*place], units, area)).collect()
    };
    let mut shown = lines(true);
    let longest = shown.iter().map(ComparedLine::label_width).max().unwrap_or(0);
    let before = |line: &ComparedLine| line.label_width() + 1 + columns(&line.figures[0]);
    let least = shown.iter().map(before).max().unwrap_or(0);
    let mut widths = column_widths(heads, &shown, 2);
    if least + widths[1] + widths[2] > usize::from(area.width) {
        widths = column_widths(heads, &shown, 1);
    }
    if widths.iter().sum::<usize>() + FEWEST_LABEL > usize::from(area.width) {
        shown = lines(false);
        widths = column_widths(heads, &shown, 1);
    }
    let rows = with_headings(all, places.into_iter().zip(shown));
    let taken = longest + widths.iter().sum::<usize>();
    let least = least + widths[1] + widths[2];
    let cells = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    let (list, beside) =
        list_and_chart(area, (cells(least), cells(taken + SET_OFF)), cells(rows.len() + 1));
    let list = cut(list, 0, cells(taken + FAR));
    let selected = session.screens.compare.selected;
    let is_chosen =
        |row: &CompareRow| matches!(row, CompareRow::Line(place, _) if *place == selected);
    let body = below(list, 1);
    let first = first_visible(rows.iter().position(is_chosen), rows.len(), body.height);
    let body = canvas.mark_more(body, first, rows.len());
    draw_figures(
        canvas,
        cut(row(list, 0), 0, body.width),
        widths,
        heads.map(|head| piece(head, canvas.look.theme.dim)),
    );
    draw_rows(canvas, &rows[first..], widths, body);
    charts::draw(canvas, heads[0], beside);
}

/// The lines with a heading above the inputs and above the figures that follow them.
fn with_headings(
    all: &[CompareLine],
    lines: impl Iterator<Item = (usize, ComparedLine)>,
) -> Vec<CompareRow> {
    let (mut rows, mut inputs_begun) = (Vec::new(), false);
    let mut above = "";
    for (place, line) in lines {
        let heading = match all[place] {
            CompareLine::Input(_) => "Inputs",
            CompareLine::Figure(_) if inputs_begun => "Other figures",
            CompareLine::Figure(_) => "",
        };
        inputs_begun |= line.is_input;
        if heading != above {
            rows.push(CompareRow::Heading(heading));
            above = heading;
        }
        rows.push(CompareRow::Line(place, line));
    }
    rows
}

fn draw_rows(canvas: &mut Canvas, rows: &[CompareRow], widths: [usize; 3], area: Rect) {
    let selected = canvas.session.screens.compare.selected;
    for (at, each) in (0..area.height).zip(rows) {
        let area = row(area, at);
        match each {
            CompareRow::Heading(words) => {
                canvas.text(area, words, canvas.look.theme.dim);
            }
            CompareRow::Line(place, line) => {
                draw_line(canvas, line, *place == selected, widths, area);
                canvas.mark_screen_words(area);
                canvas.on_click(area, ClickTarget::Line(*place));
            }
        }
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

fn draw_line(
    canvas: &mut Canvas,
    line: &ComparedLine,
    chosen: bool,
    widths: [usize; 3],
    area: Rect,
) {
    let theme = &canvas.look.theme;
    let (mark, style) = canvas.mark(chosen);
    let label = if line.is_input && !chosen { theme.accent } else { style };
    let label =
        [piece(format!("{mark} "), style), line.whose.clone(), piece(line.label.as_str(), label)];
    let now = if line.is_input { theme.text } else { theme.figure };
    let [before, after, change] = line.figures.clone();
    // The label is led to the first of its figures.
    let ends = usize::from(area.width).saturating_sub(widths[1] + widths[2]);
    let place = cut(area, 0, u16::try_from(ends).unwrap_or(area.width));
    canvas.led(place, &label, &[piece(before.as_str(), theme.dim)]);
    let figures = [piece("", theme.dim), piece(after, now), piece(change, line.trend)];
    draw_figures(canvas, area, widths, figures);
}

/// A pin by its name, with the preset that it is of where another one is open.
fn pin_words(pin: &Pin, open: &str) -> String {
    let name = if pin.name.is_empty() { String::new() } else { format!(" ‘{}’", pin.name) };
    let preset = if pin.preset == open { String::new() } else { format!(", {}", pin.preset) };
    harmless(&format!("the pin{name} of {}{preset}", pin.at)).into_owned()
}
