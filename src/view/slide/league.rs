//! How presets rank by a figure: a bar with its figure for each of the first, and one for what is open.

use super::figures::Figures;
use super::large::{Large, Message};
use crate::analysis::LeagueEntry;
use crate::preset::Currency;
use crate::view::canvas::{Canvas, cut, foot, row};
use crate::view::charts::fitting;
use crate::view::format;
use crate::view::vocabulary::{in_sentence, names};
use crate::view::words::league::{first_of, ordinal};
use crate::widgets::RowBar;
use crate::widgets::text::{columns, harmless, truncate};
use ratatui::layout::Rect;

/// The most bars, and the most lines from one to the next.
const MOST: usize = 8;
const FARTHEST: u16 = 5;
const GAP: u16 = 2;

/// What stands before the bar of the preset that the slide is of, whose name is in its title.
const OPEN: &str = "this programme";

/// Where what is open stands, with its figure.
pub(super) fn headline(canvas: &Canvas) -> Option<Message> {
    let session = canvas.session;
    let (metric, scenario) = (session.metric, session.scenario);
    let open = session.screens.league.open()?;
    let figure = canvas.figure(scenario, metric);
    let figure = Large::of(&figure, metric.spec().unit, canvas.style_of(scenario));
    let name = in_sentence(names(metric).long);
    // Amounts are ranked within their currency.
    let within = match open.entry() {
        Some(entry) if session.is_league_apart() => format!(" in {}", entry.money.words("$")),
        _ => String::new(),
    };
    let by = format!("{within} by {name} in {}", scenario.id());
    let words = match open.rank {
        Some(1) if session.ranked_with(open) == 1 => {
            format!("the only preset ranked{by}, with")
        }
        Some(1) => format!("{} of all presets{by}, with", first_of(metric)),
        Some(rank) => format!("{} of all presets{by}, with", ordinal(rank)),
        None => format!("not ranked{by}:"),
    };
    Some((words, figure, Vec::new()))
}

/// A bar of the slide.
struct Bar<'a> {
    entry: &'a LeagueEntry<Currency>,
    /// What the preset is called.
    name: String,
    /// Its figure; empty where it has none.
    words: String,
    /// Whether presets are left out before it.
    is_apart: bool,
}

/// The first presets, each with its figure, and what is open among them. What its figure is stands in
/// the headline already; a name is none, even with digits in it.
fn bars<'a>(canvas: &Canvas<'a>, figures: &mut Figures, most: usize) -> Vec<Bar<'a>> {
    let session = canvas.session;
    let (scenario, metric, league) = (session.scenario, session.metric, &session.screens.league);
    let own = league.open().and_then(|line| line.entry()).map(|entry| entry.money);
    let unit = metric.spec().unit;
    let (mut bars, mut is_left_out): (Vec<Bar>, bool) = (Vec::new(), false);
    // A place is kept for what is open.
    let (mut room, mut is_first) = (most.saturating_sub(1), true);
    for line in &league.lines {
        let Some(entry) = line.entry() else { continue };
        // An amount can't be held against one in another currency.
        if own.is_some_and(|own| !own.of(unit).is_same_in(entry.money)) {
            continue;
        }
        let figure = entry.figure(scenario, metric);
        let words = figure.map(|value| format::figure(entry.money.of(unit), value));
        let words = words.unwrap_or_default();
        if line.is_open {
            bars.push(Bar { entry, name: OPEN.to_owned(), words, is_apart: is_left_out });
            continue;
        }
        // One alone says nothing: there is another one in any case.
        is_left_out |= room == 0 || !figures.allow(&words) && !is_first;
        if !is_left_out {
            (room, is_first) = (room - 1, false);
            let name = harmless(&entry.id).into_owned();
            bars.push(Bar { entry, name, words, is_apart: false });
        }
    }
    bars
}

pub(super) fn draw(canvas: &mut Canvas, figures: &mut Figures, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let (scenario, metric, league) = (session.scenario, session.metric, &session.screens.league);
    let most = usize::from(area.height / 2).clamp(2, MOST);
    let is_counted = figures.keep_one();
    let bars = bars(canvas, figures, most);
    if bars.len() < 2 {
        let is_read = league.lines.iter().all(|line| line.found.is_some());
        let why = match (is_read, league.lines.len()) {
            (false, _) => "the other presets are being read…",
            (true, ..2) => "there is no other preset",
            (true, _) => "no other preset has the same currency",
        };
        return canvas.centred(area, why, look.theme.text);
    }
    // The last row is for what is left out.
    let all = area;
    let (area, _) = foot(area, 1);
    let count = u16::try_from(bars.len()).unwrap_or(1).max(1);
    let each = (area.height / count).clamp(1, FARTHEST);
    let widest = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
    let label = bars.iter().map(|bar| columns(&bar.name)).max().unwrap_or(0);
    let label = widest(label).min(area.width / 3);
    let end = widest(bars.iter().map(|bar| columns(&bar.words)).max().unwrap_or(0));
    let room = area.width.saturating_sub(label + end + 2 * GAP);
    let scale = fitting(bars.iter().filter_map(|bar| bar.entry.figure(scenario, metric)));
    for (index, bar) in (0..count).zip(&bars) {
        let place = row(area, index * each);
        let style = if bar.name == OPEN { look.theme.accent } else { look.theme.text };
        let name = truncate(&bar.name, label.into(), "…");
        canvas.text(cut(place, 0, label), name, style);
        if bar.is_apart && each > 1 {
            canvas.text(cut(row(area, index * each - 1), 0, label), "…", look.theme.text);
        }
        let Some(value) = bar.entry.figure(scenario, metric) else {
            let words = cut(place, label + GAP, room);
            canvas.text(words, format::absent_word(metric), look.theme.fails);
            continue;
        };
        let style = if value < 0.0 { look.theme.negative } else { look.theme.scenario(scenario) };
        for line in 0..each.saturating_sub(1).max(1) {
            let bar = RowBar { value, scale, style, paint: look.paint() };
            canvas.render(bar, cut(row(area, index * each + line), label + GAP, room));
        }
        canvas.text_right(cut(place, label + GAP + room + GAP, end), &bar.words, look.theme.figure);
    }
    let left_out = league.entries().len() - bars.len();
    let words = match left_out {
        0 => return,
        _ if is_counted => format!("{left_out} more in the league table"),
        _ => "the others are in the league table".to_owned(),
    };
    canvas.text(row(all, count * each), words, look.theme.text);
}
