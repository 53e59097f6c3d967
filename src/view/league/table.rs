//! The table: which columns have room, how wide they are, and its lines.

use super::{place, preset_name};
use crate::analysis::LeagueEntry;
use crate::model::{Metric, Scenario};
use crate::preset::Currency;
use crate::session::{LeagueLine, Session};
use crate::view::canvas::{Canvas, row};
use crate::view::charts::fitting;
use crate::view::format;
use crate::view::regions::ClickTarget;
use crate::view::vocabulary::names;
use crate::widgets::RowBar;
use crate::widgets::text::{columns, harmless, truncate};
use ratatui::layout::Rect;

/// Columns of the mark before the chosen line, between two columns, and of a bar at least and at best.
const MARK: usize = 2;
const GAP: usize = 2;
const BAR: (usize, usize) = (8, 24);
/// The columns that a title takes at least, beside a preset's name.
const LEAST_TITLE: usize = 16;

/// Up to as many columns a screen has room for one figure or two.
const NARROW: usize = 76;

/// A column of figures.
struct Column {
    metric: Metric,
    scenario: Scenario,
    head: String,
    /// What stands in each line.
    cells: Vec<String>,
    width: usize,
}

/// Where everything stands.
pub(super) struct Layout {
    rank: usize,
    id: usize,
    title: usize,
    bar: usize,
    columns: Vec<Column>,
    /// Whether columns are left out before these and behind.
    more: [bool; 2],
    three: bool,
}

impl Layout {
    pub(super) fn of(canvas: &Canvas, width: u16) -> Self {
        let (league, width) = (&canvas.session.screens.league, usize::from(width));
        let most = league.lines.iter().filter_map(|line| line.rank).max().unwrap_or(0);
        let rank = most.to_string().len().max(2);
        let ids = league.lines.iter().map(|line| columns(&named(canvas.session, line)));
        // Where there is one figure anyway, names needn't be cut.
        let most = if width < NARROW { width * 45 / 100 } else { width * 3 / 10 };
        let id = ids.max().unwrap_or(0).clamp(8, most.max(8));
        let before = MARK + rank + GAP + id;
        let room = width.saturating_sub(before + GAP + BAR.0);
        // In words as long as all columns have room for, else as many columns as there is room for.
        let whole = figures(canvas, false);
        let taken = |columns: &[Column]| columns.iter().map(|of| of.width + GAP).sum::<usize>();
        let (shown, more) = if taken(&whole) <= room {
            (whole, [false; 2])
        } else {
            window(canvas.session, figures(canvas, true), room)
        };
        let left = width.saturating_sub(before + taken(&shown) + 2 * GAP + BAR.0);
        let titles = league.lines.iter().filter_map(LeagueLine::entry);
        let longest = titles.map(|entry| columns(&harmless(&entry.name))).max().unwrap_or(0);
        let title = if left > LEAST_TITLE { longest.min(left - GAP) } else { 0 };
        let spare = left.saturating_sub(if title > 0 { title + GAP } else { 0 });
        // What the longest title lacks to be whole it has from the bar, if that is little.
        let cut = if title > 0 { longest - title } else { 0 };
        let lent = if cut <= BAR.0 / 2 { cut } else { 0 };
        let title = title + lent;
        // Three columns that need more room have it from the bar, then from names.
        let lacking = taken(&shown).saturating_sub(room);
        let bar = (BAR.0 + spare).min(BAR.1).saturating_sub(lacking + lent);
        let id = id.saturating_sub(lacking.saturating_sub(BAR.0));
        Self { rank, id, title, bar, columns: shown, more, three: league.side_by_side }
    }

    /// The rows that heads take.
    pub(super) fn head_rows(&self) -> u16 {
        1 + u16::from(self.three)
    }

    fn id_from(&self) -> usize {
        MARK + self.rank + GAP
    }

    fn bar_from(&self) -> usize {
        let title = if self.title > 0 { self.title + GAP } else { 0 };
        self.id_from() + self.id + GAP + title
    }

    /// Each column with where it ends.
    fn ends(&self) -> impl Iterator<Item = (&Column, usize)> {
        let mut end = self.bar_from() + self.bar;
        self.columns.iter().map(move |column| {
            end += GAP + column.width;
            (column, end)
        })
    }
}

/// Every column, with its figures; in few words where there is little room.
fn figures(canvas: &Canvas, is_brief: bool) -> Vec<Column> {
    let session = canvas.session;
    let league = &session.screens.league;
    let scenarios = session.league_scenarios();
    let of = |metric: Metric, scenario: Scenario| {
        let words = |line: &LeagueLine| {
            line.entry().map_or_else(String::new, |entry| figure(entry, scenario, metric, is_brief))
        };
        let cells: Vec<String> = league.lines.iter().map(words).collect();
        let names = names(metric);
        let head = if is_brief { names.tiny } else { names.short };
        // Three share the room for their head.
        let least = if scenarios.len() > 1 {
            columns(head).div_ceil(3).max(columns(&canvas.look.name(scenario)))
        } else {
            columns(head)
        };
        let width = cells.iter().map(|cell| columns(cell)).max().unwrap_or(0).max(least);
        Column { metric, scenario, head: head.to_owned(), cells, width }
    };
    let metrics = league.metrics.iter();
    metrics.flat_map(|metric| scenarios.iter().map(|scenario| of(*metric, *scenario))).collect()
}

/// A figure, or the word for why there is none.
fn figure(
    entry: &LeagueEntry<Currency>,
    scenario: Scenario,
    metric: Metric,
    is_brief: bool,
) -> String {
    let outcome = &entry.outcomes[scenario];
    match outcome.metrics[metric] {
        Some(value) => format::figure(entry.money.of(metric.spec().unit), value),
        None if is_brief && metric.absent_is_latest() => format::absent_word(metric).to_owned(),
        None => format::absent(metric, outcome.flags, entry.horizon_year),
    }
}

/// As many columns as have room, those of a figure together, and the one that presets are ranked by
/// among them; and whether some are left out before them and behind.
fn window(session: &Session, all: Vec<Column>, room: usize) -> (Vec<Column>, [bool; 2]) {
    let each = session.league_scenarios().len();
    let widths: Vec<usize> =
        all.chunks(each).map(|of| of.iter().map(|column| column.width + GAP).sum()).collect();
    let metrics = &session.screens.league.metrics;
    let ranked = metrics.iter().position(|metric| *metric == session.metric).unwrap_or(0);
    let fits = |from: usize, to: usize| widths[from..to].iter().sum::<usize>() <= room;
    let from = (0..=ranked).find(|from| fits(*from, ranked + 1)).unwrap_or(ranked);
    let to = (ranked + 1..=widths.len()).rev().find(|to| fits(from, *to)).unwrap_or(ranked + 1);
    let more = [from > 0, to < widths.len()];
    (all.into_iter().skip(from * each).take((to - from) * each).collect(), more)
}

/// A preset's name, and whether it is open.
fn named(session: &Session, line: &LeagueLine) -> String {
    format!("{}{}", preset_name(line), state(session, line))
}

fn state(session: &Session, line: &LeagueLine) -> &'static str {
    if !line.is_open {
        return "";
    }
    if session.is_unsaved() { "  unsaved" } else { "  open" }
}

/// The names of the columns, the one that presets are ranked by marked; a click ranks by another one.
pub(super) fn draw_heads(canvas: &mut Canvas, layout: &Layout, area: Rect) {
    let session = canvas.session;
    let (theme, glyphs) = (&canvas.look.theme, canvas.look.glyphs);
    let descending = session.league_order().descending;
    let mark = if descending { glyphs.more_below } else { glyphs.more_above };
    let last = row(area, layout.head_rows() - 1);
    for (index, (column, end)) in layout.ends().enumerate() {
        let is_ranked = (column.metric, column.scenario) == (session.metric, session.scenario);
        let style = if is_ranked { theme.accent } else { theme.dim };
        let name = if layout.three {
            if index % 3 == 0 {
                let width: usize =
                    layout.columns[index..].iter().take(3).map(|of| of.width + GAP).sum();
                let from = end - column.width;
                let of_ranked = column.metric == session.metric;
                let style = if of_ranked { theme.accent } else { theme.dim };
                canvas.text_right(place(row(area, 0), from, width - GAP), &column.head, style);
            }
            canvas.look.name(column.scenario)
        } else {
            column.head.clone()
        };
        let name = if is_ranked { format!("{mark}{name}") } else { name };
        // The mark stands in the gap before its column.
        let from = end - column.width - 1;
        let cell = place(last, from, column.width + 1);
        canvas.text_right(cell, name, style);
        canvas.on_click(cell, ClickTarget::Heading(column.scenario, column.metric));
    }
    let [before, behind] = layout.more;
    let figures = layout.bar_from() + layout.bar;
    if before {
        canvas.text(place(last, figures.saturating_sub(1), 1), glyphs.off_left, theme.dim);
    }
    if behind {
        let end = layout.ends().last().map_or(figures, |(_, end)| end);
        canvas.text(place(last, end + 1, 1), glyphs.off_right, theme.dim);
    }
}

pub(super) fn draw_line(canvas: &mut Canvas, layout: &Layout, at: usize, area: Rect) {
    let session = canvas.session;
    let league = &session.screens.league;
    let Some(line) = league.lines.get(at) else { return };
    let (mark, style) = canvas.mark(at == league.selected);
    let theme = &canvas.look.theme;
    canvas.text(area, mark, style);
    let rank = line.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string());
    let rank = if line.entry().is_some() { rank } else { String::new() };
    canvas.text_right(place(area, MARK, layout.rank), rank, theme.dim);
    let state = state(session, line);
    let name = preset_name(line);
    let name = truncate(&name, layout.id.saturating_sub(columns(state)), "…");
    let cell = place(area, layout.id_from(), layout.id);
    let taken = canvas.text(cell, &name, style);
    canvas.text(place(cell, taken.into(), layout.id), state, theme.accent);
    let rest = layout.id_from() + layout.id + GAP;
    let wide = usize::from(area.width).saturating_sub(rest);
    let entry = match &line.found {
        Some(Ok(entry)) => entry,
        Some(Err(why)) => {
            canvas.text(place(area, rest, wide), format!("can't be read: {why}"), theme.fails);
            return;
        }
        None => {
            canvas.text(place(area, rest, wide), "reading…", theme.dim);
            return;
        }
    };
    canvas.text(place(area, rest, layout.title), &entry.name, theme.dim);
    draw_bar(canvas, entry, place(area, layout.bar_from(), layout.bar));
    for (column, end) in layout.ends() {
        let value = entry.figure(column.scenario, column.metric);
        let is_ranked = (column.metric, column.scenario) == (session.metric, session.scenario);
        let style = match value {
            Some(value) if value < 0.0 => theme.negative,
            Some(_) if is_ranked => theme.figure,
            Some(_) => theme.text,
            None => theme.dim,
        };
        let cell = place(area, end - column.width, column.width);
        canvas.text_right(cell, &column.cells[at], style);
    }
}

/// The figure that presets are ranked by, on one scale with those that it can be held against; where a
/// payback never comes, hatched.
fn draw_bar(canvas: &mut Canvas, entry: &LeagueEntry<Currency>, area: Rect) {
    let session = canvas.session;
    let (scenario, metric) = (session.scenario, session.metric);
    let (theme, glyphs) = (&canvas.look.theme, canvas.look.glyphs);
    let Some(value) = entry.figure(scenario, metric) else {
        if metric.absent_is_latest() {
            canvas.text(area, glyphs.missing.repeat(area.width.into()), theme.dim);
        }
        return;
    };
    let unit = entry.money.of(metric.spec().unit);
    let entries = session.screens.league.entries();
    let others = entries.iter().filter(|other| unit.is_same_in(other.money));
    let scale = fitting(others.filter_map(|other| other.figure(scenario, metric)));
    let style = if value < 0.0 { theme.negative } else { theme.scenario(scenario) };
    canvas.render(RowBar { value, scale, style, paint: canvas.look.paint() }, area);
}
