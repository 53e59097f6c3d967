//! How presets rank by a figure: a bar for each of the first, and one for what is open.

use super::figures::Figures;
use super::large::{Large, Message};
use crate::analysis::LeagueEntry;
use crate::preset::Currency;
use crate::view::canvas::{Canvas, cut, row};
use crate::view::charts::fitting;
use crate::view::format;
use crate::view::vocabulary::{in_sentence, names};
use crate::view::words::league::ordinal;
use crate::widgets::RowBar;
use crate::widgets::text::{columns, harmless};
use ratatui::layout::Rect;

/// The most bars, and the most lines from one to the next.
const MOST: usize = 8;
const FARTHEST: u16 = 4;
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
    let place = open.rank.map_or_else(|| "last".to_owned(), ordinal);
    // Amounts are ranked within their currency.
    let within = match open.entry() {
        Some(entry) if session.is_league_apart() => format!(" in {}", entry.money.words("$bn")),
        _ => String::new(),
    };
    let words = format!("{place} of all presets{within} by {name} in {}, with", scenario.id());
    Some((words, figure, Vec::new()))
}

/// A preset with what it is called.
type Named<'a> = (&'a LeagueEntry<Currency>, String);

/// The first presets, what is open among them. Names have figures too: those that have no room for
/// theirs give way to others.
fn shown<'a>(canvas: &Canvas<'a>, figures: &mut Figures, most: usize) -> Vec<Named<'a>> {
    let league = &canvas.session.screens.league;
    let mut open = league.open().is_some();
    let own = league.open().and_then(|line| line.entry()).map(|entry| entry.money);
    let unit = canvas.session.metric.spec().unit;
    let mut shown: Vec<Named<'a>> = Vec::new();
    for line in &league.lines {
        let Some(entry) = line.entry() else { continue };
        // An amount can't be held against one in another currency.
        if own.is_some_and(|own| !own.of(unit).is_same_in(entry.money)) {
            continue;
        }
        // A place is kept for what is open.
        let is_full = shown.len() + usize::from(open) >= most;
        if line.is_open {
            open = false;
            shown.push((entry, OPEN.to_owned()));
        } else if !is_full && figures.allow(&entry.id) {
            shown.push((entry, harmless(&entry.id).into_owned()));
        }
    }
    shown
}

pub(super) fn draw(canvas: &mut Canvas, figures: &mut Figures, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let (scenario, metric) = (session.scenario, session.metric);
    let most = usize::from(area.height / 2).clamp(2, MOST);
    let words = |entry: &LeagueEntry<Currency>| {
        let value = entry.figure(scenario, metric)?;
        Some(format::figure(entry.money.of(metric.spec().unit), value))
    };
    // The figure of the first comes before names that have any.
    let first = session.screens.league.lines.first().filter(|line| !line.is_open);
    let first = first.and_then(|line| words(line.entry()?)).filter(|words| figures.allow(words));
    let rows = shown(canvas, figures, most);
    if rows.len() < 2 {
        let is_read = session.screens.league.lines.iter().all(|line| line.found.is_some());
        let why = if is_read {
            "no other preset has the same currency"
        } else {
            "the other presets are being read…"
        };
        return canvas.centred(area, why, look.theme.text);
    }
    let count = u16::try_from(rows.len()).unwrap_or(1).max(1);
    let each = (area.height / count).clamp(1, FARTHEST);
    let widest = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
    let label = rows.iter().map(|(_, name)| columns(name)).max().unwrap_or(0);
    let label = widest(label).min(area.width / 3);
    let end = rows.iter().filter_map(|(entry, _)| words(entry)).map(|words| columns(&words)).max();
    let end = widest(end.unwrap_or(0)).max(5);
    let room = area.width.saturating_sub(label + end + 2 * GAP);
    let figure = |entry: &LeagueEntry<Currency>| entry.figure(scenario, metric);
    let scale = fitting(rows.iter().filter_map(|(entry, _)| figure(entry)));
    for (index, (entry, name)) in (0..count).zip(&rows) {
        let place = row(area, index * each);
        let style = if name == OPEN { look.theme.accent } else { look.theme.text };
        canvas.text(cut(place, 0, label), name, style);
        let end = cut(place, label + GAP + room + GAP, end);
        let Some(value) = figure(entry) else {
            canvas.text(end, format::absent_word(metric), look.theme.fails);
            continue;
        };
        let style = if value < 0.0 { look.theme.negative } else { look.theme.scenario(scenario) };
        for line in 0..each.saturating_sub(1).max(1) {
            let bar = RowBar { value, scale, style, paint: look.paint() };
            canvas.render(bar, cut(row(area, index * each + line), label + GAP, room));
        }
        if let Some(words) = first.as_ref().filter(|_| index == 0) {
            canvas.text(end, words, look.theme.figure);
        }
    }
}
