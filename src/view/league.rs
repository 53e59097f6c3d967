//! The League screen: every preset, ranked by the headline figure, with a bar of it and other figures.
//!
//! ```text
//! League  NPV over capital of ● base: apec-40b-reconciled is 1st of 16 with 0.27×      row 4 of 16
//!                                        Payback  ▾NPV / capital      IRR …
//!    1  apec-40b-reconciled     ██████     6.7 y           0.27×   13.9 % …
//! ▸  4  apec-40b  unsaved      ▐          11.3 y          −0.05×    8.0 % …
//!
//! APEC $40bn, as announced                          ▼ bear  ● base  ▲ bull
//! ```

mod detail;
mod table;

use super::canvas::{Canvas, below, cut, foot, piece, row};
use super::format;
use super::vocabulary::{in_sentence, names};
use super::words::league::{first_of, ordinal};
use crate::session::{LeagueLine, Session};
use crate::widgets::text::{columns, harmless};
use ratatui::layout::Rect;
use table::{Layout, draw_heads, draw_line};

/// Rows from which on the chosen preset's name stands below the list.
const WITH_NAME: u16 = 12;

const APART: [&str; 2] = [
    "Amounts in different currencies aren't ranked against each other: each currency has its own ranks.",
    "Amounts of money are ranked within each currency.",
];

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let (league, is_apart) = (&session.screens.league, session.is_league_apart());
    // The last column is for the marks that the list goes on.
    let table = cut(area, 0, area.width.saturating_sub(2));
    let layout = Layout::of(canvas, table.width);
    let shown = session.screen_lines(league.lines.len());
    let mut list = below(table, 1);
    if is_apart {
        canvas.first_fitting(row(list, 0), &APART.map(str::to_owned), canvas.look.theme.dim);
        list = below(list, 1);
    }
    let heads = layout.head_rows();
    let needed = heads + u16::try_from(shown.len()).unwrap_or(u16::MAX);
    // What the list leaves shows the chosen preset's figures.
    if let Some(line) = league.chosen().filter(|_| area.height >= WITH_NAME) {
        let spare = list.height.saturating_sub(needed).max(2).min(detail::rows(canvas, line));
        let below_list;
        (list, below_list) = foot(list, spare);
        detail::draw(canvas, line, below(below_list, 1));
    }
    draw_answer(canvas, &shown, list.height.saturating_sub(heads), row(area, 0));
    draw_heads(canvas, &layout, list);
    let body = below(list, heads);
    canvas.list_of(body, (&shown, league.selected), |canvas, at, area| {
        draw_line(canvas, &layout, at, area);
    });
}

/// Who is first, and where what is open stands; at the other end which line is chosen, or how many are
/// still being read.
fn draw_answer(canvas: &mut Canvas, shown: &[usize], rows: u16, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let league = &session.screens.league;
    let unread = league.lines.iter().filter(|line| line.found.is_none()).count();
    let right = if unread > 0 {
        format!("reading, {unread} to come")
    } else if shown.len() > usize::from(rows) {
        let place = shown.iter().position(|at| *at == league.selected).unwrap_or(0);
        format!("{} of {}", place + 1, shown.len())
    } else {
        String::new()
    };
    let names = names(session.metric);
    let whose = canvas.look.name(session.scenario);
    let entries = league.entries().len();
    let of = |name: &str| format!("{} of {whose}", in_sentence(name));
    let first = league.lines.iter().find(|line| line.rank == Some(1));
    let said = first.map(|first| {
        let (figure, ranked) = (figure_of(canvas, first), session.ranked_with(first));
        let (which, within) = (first_of(session.metric), within(session, first));
        let words = format!("{} is {which} of {ranked}{within} with {figure}", preset_name(first));
        (words, open_words(canvas, first))
    });
    let room = usize::from(area.width).saturating_sub(TITLE.len() + columns(&right) + 2);
    let alone = |name: &str| format!("{entries} presets by {}", of(name));
    let mut lines = Vec::new();
    for name in names.all() {
        if let Some((first, open)) = &said {
            lines.push(format!("{}: {first}{open}", of(name)));
            lines.push(format!("{}: {first}", of(name)));
        }
    }
    if let Some(first) = first {
        let (figure, ranked) = (figure_of(canvas, first), session.ranked_with(first));
        let leads = |name: &str| {
            format!("{} leads {ranked} by {}: {figure}", preset_name(first), in_sentence(name))
        };
        lines.extend(names.all().map(leads));
    }
    lines.push(alone(names.long));
    lines.push(alone(names.tiny));
    let words = lines.iter().find(|line| columns(line) <= room).or(lines.last());
    let left = [piece(TITLE, theme.title), piece(words.map_or("", String::as_str), theme.accent)];
    canvas.both(area, &left, &[piece(right, theme.dim)]);
}

const TITLE: &str = "League  ";

/// What the table calls a preset.
fn preset_name(line: &LeagueLine) -> String {
    harmless(&line.origin.name()).into_owned()
}

/// The figure that presets are ranked by.
fn figure_of(canvas: &Canvas, line: &LeagueLine) -> String {
    let (scenario, metric) = (canvas.session.scenario, canvas.session.metric);
    let Some(entry) = line.entry() else { return String::new() };
    format::metric(entry.money, &entry.outcomes[scenario], metric, entry.horizon_year)
}

/// Where what is open stands, unless it is the first.
fn open_words(canvas: &Canvas, first: &LeagueLine) -> String {
    let session = canvas.session;
    let open = session.screens.league.open().filter(|open| open.origin != first.origin);
    let Some(open) = open else { return String::new() };
    let name = preset_name(open);
    let Some(rank) = open.rank else { return format!("; {name}, open, isn't ranked") };
    let is_beside = within(session, open) == within(session, first);
    let within = if is_beside { String::new() } else { within(session, open) };
    let place = if session.ranked_with(open) == 1 { "the only one".into() } else { ordinal(rank) };
    format!("; {name}, open, is {place}{within}")
}

/// Among which presets a rank counts, where that isn't all.
fn within(session: &Session, line: &LeagueLine) -> String {
    match line.entry() {
        Some(entry) if session.is_league_apart() => format!(" in {}", entry.money.words("$")),
        _ => String::new(),
    }
}

/// The row's cells from one on, so many wide.
fn place(area: Rect, from: usize, width: usize) -> Rect {
    let cells = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    cut(area, cells(from), cells(width))
}
