//! The Solve screen: what must be true for the figure to reach a target: all main drivers
//! together, then each driver alone, every other input alone.
//!
//! ```text
//! What must be true  FIGURE of ● base  11.3 y                   target 5.0 y
//! The claim 3–5 y is about another figure: the way to it
//! ▸ All four together: utilization 65 → 71.4 %, …
//!   alone: 12 of 30              now      needed       NPV then  fitted
//!   Utilization                  65 %     82.4 %        $4.1 bn    ✗2/5
//!   …
//!
//! the chosen way in full, or what is chosen
//! ```

use super::canvas::{Canvas, Piece, below, cut, foot, piece, row, width};
use super::regions::ClickTarget;
use super::words::{capital, claim_about_words, consequence_words, input_label, together_words};
use super::{format, title};
use crate::analysis::{Consequence, JointMove, Jump, Solution};
use crate::model::{Better, Flags, Metric};
use crate::preset::ShownUnit;
use crate::session::{Command, WayThere, gets_there};
use crate::widgets::text::{columns, pad_left, wrap};
use ratatui::layout::Rect;

const LABEL: u16 = 27;
const NOW: u16 = 9;
/// Columns of the fitted claims that a way breaks, and where there is little room.
const FITTED: usize = 8;
const FITTED_NARROW: usize = 5;
/// Columns below which NPV stands only where a way ruins it.
const NARROW: u16 = 72;
/// Rows at the foot for the chosen way.
const DETAIL: u16 = 3;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let unit = canvas.shown(session.metric.spec().unit);
    let target = session
        .screens
        .solve
        .target
        .map_or_else(String::new, |target| format::figure(unit, target));
    title::draw(canvas, row(area, 0), "What must be true", &format!("target {target}"));
    let area = below(area, 1);
    let area = below(area, draw_claim_elsewhere(canvas, row(area, 0)));
    if let Some(why) = &session.answers.refused {
        canvas.centred(area, why, theme.dim);
        return;
    }
    let ways = session.solutions();
    let selected = session.screens.solve.selected.min(ways.len().saturating_sub(1));
    let Some(WayThere::Together(joint)) = ways.first() else {
        return canvas.centred(area, "being worked out…", theme.dim);
    };
    let area = below(area, draw_together(canvas, *joint, selected == 0, area));
    draw_head(canvas, &ways, row(area, 0));
    let (list, detail) = foot(below(area, 1), DETAIL);
    let mut shown = session.screen_lines(ways.len());
    // What is said above the list is none of its lines.
    shown.retain(|index| *index > 0);
    canvas.list_of(list, (&shown, selected), |canvas, index, row| {
        if let WayThere::Alone(solution) = ways[index] {
            draw_row(canvas, &alone(canvas, solution, area.width), index == selected, row);
        }
    });
    if let Some(way) = ways.get(selected) {
        let words = detail_words(canvas, way, area.width);
        canvas.wrapped(below(detail, 1), &words, theme.dim);
    }
}

/// The claim on another figure than the one that is solved, and the way to it; gives the rows that
/// it takes.
fn draw_claim_elsewhere(canvas: &mut Canvas, area: Rect) -> u16 {
    let Some(claim) = canvas.session.claim_elsewhere() else { return 0 };
    let about = capital(&claim_about_words(canvas.session, claim));
    let words = [format!("{about}; v asks what must be true for it"), format!("{about}: v")];
    canvas.first_fitting(area, &words, canvas.look.theme.accent);
    canvas.on_click(area, ClickTarget::Command(Command::SolveClaim));
    1
}

/// The move of all main drivers together, in as many rows as it needs; gives how many there are.
fn draw_together(
    canvas: &mut Canvas,
    joint: Option<&JointMove>,
    is_chosen: bool,
    area: Rect,
) -> u16 {
    let (mark, style) = canvas.mark(is_chosen);
    canvas.text(row(area, 0), mark, style);
    let session = canvas.session;
    let mut words = capital(&together_words(session, session.scenario, joint));
    if let Some(leap) = joint.and_then(|joint| joint.leap) {
        words += &format!("; it {} there", leap_words(canvas, leap));
    }
    let place = cut(area, 2, area.width);
    let lines = wrap(&words, usize::from(place.width));
    let rows = canvas.lines(place, &lines, style);
    canvas.on_click(Rect { height: rows.min(area.height), ..area }, ClickTarget::Line(0));
    rows
}

fn draw_head(canvas: &mut Canvas, ways: &[WayThere], area: Rect) {
    let dim = canvas.look.theme.dim;
    let there = ways.iter().filter(|way| matches!(way, WayThere::Alone(way) if gets_there(way)));
    let said = format!("alone: {} of {}", there.count(), ways.len() - 1);
    canvas.text(cut(area, 2, LABEL - 3), said, dim);
    canvas.text(cut(area, LABEL, NOW), "now", dim);
    canvas.text(cut(area, LABEL + NOW, area.width), "needed", dim);
    let costs = ways.iter().filter_map(|way| canvas.session.screens.solve.consequences.of(*way));
    let held = costs.map(|then| then.held).max();
    let mut heads = String::new();
    if held.is_some() && canvas.session.metric != Metric::Npv {
        heads += "NPV then";
    }
    if held.is_some_and(|held| held > 0) {
        heads += &pad_left("fitted", fitted_columns(area.width).max(7));
    }
    canvas.text_right(area, heads, dim);
}

const fn fitted_columns(room: u16) -> usize {
    if room < NARROW { FITTED_NARROW } else { FITTED }
}

/// What becomes of the project on a way: NPV, and how many of the fitted claims it breaks.
fn cost_pieces(canvas: &Canvas, then: Consequence, room: u16) -> Vec<Piece> {
    let theme = &canvas.look.theme;
    let mut pieces = Vec::new();
    if canvas.session.metric != Metric::Npv && (room >= NARROW || then.ruins()) {
        let npv = match then.npv[1] {
            Some(npv) => format::figure(canvas.shown(Metric::Npv.spec().unit), npv),
            None => "n/a".to_owned(),
        };
        let style = if then.ruins() { theme.negative } else { theme.text };
        pieces.push(piece(format!(" {npv}"), style));
    }
    if then.held > 0 {
        let fitted = match then.broken {
            0 => String::new(),
            broken => format!("{}{broken}/{}", canvas.look.glyphs.verdicts[1], then.held),
        };
        pieces.push(piece(pad_left(&fitted, fitted_columns(room)), theme.fails));
    }
    pieces
}

/// The chosen way in full, where its line has cut it; else what it is.
fn detail_words(canvas: &Canvas, way: &WayThere, room: u16) -> String {
    let then = canvas.session.screens.solve.consequences.of(*way);
    let then = then.and_then(|then| {
        let npv = if canvas.session.metric == Metric::Npv { [None; 2] } else { then.npv };
        consequence_words(canvas.money(), Consequence { npv, ..then })
    });
    let then = then.map_or_else(String::new, |then| format!("; {then}"));
    match way {
        WayThere::Together(Some(_)) => {
            format!("The least that the main drivers have to move together{then}")
        }
        WayThere::Together(None) => String::new(),
        WayThere::Alone(solution) => {
            let line = alone(canvas, solution, room);
            let taken = usize::from(line.way_starts()) + width(&line.way) + width(&line.cost);
            if taken <= usize::from(room) {
                return format!("{}: {}{then}", line.label, solution.input.spec().meaning);
            }
            let words: String = line.way.iter().map(|(text, _)| text.as_str()).collect();
            format!("{}: {words}{then}", line.label)
        }
    }
}

/// An input alone, as the parts of a line.
struct SolutionLine {
    label: String,
    now: String,
    way: Vec<Piece>,
    /// What becomes of the project on that way.
    cost: Vec<Piece>,
}

impl SolutionLine {
    /// The column of the way: behind a long value it stands a little further to the right.
    fn way_starts(&self) -> u16 {
        LABEL + u16::try_from(columns(&self.now) + 1).unwrap_or(NOW).max(NOW)
    }
}

fn draw_row(canvas: &mut Canvas, line: &SolutionLine, chosen: bool, area: Rect) {
    let (mark, style) = canvas.mark(chosen);
    canvas.text(cut(area, 0, LABEL), format!("{mark} {}", line.label), style);
    canvas.text(cut(area, LABEL, area.width), &line.now, canvas.look.theme.dim);
    canvas.led(cut(area, line.way_starts(), area.width), &line.way, &line.cost);
}

fn alone(canvas: &Canvas, solution: &Solution, room: u16) -> SolutionLine {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let unit = canvas.shown(solution.input.spec().unit);
    let now = format::narrow_setting(unit, session.value(solution.input, session.scenario));
    let mut way = Vec::new();
    if !solution.roots.is_empty() {
        let roots: Vec<String> =
            solution.roots.iter().map(|root| format::found_setting(unit, *root)).collect();
        way.push(piece(roots.join(" or "), theme.figure));
    }
    for (from, to) in &solution.stretches {
        let words = format!(
            "anywhere from {} to {}",
            format::found_setting(unit, *from),
            format::found_setting(unit, *to)
        );
        way.push(piece(words, theme.figure));
    }
    if !gets_there(solution) {
        way.push(piece(reach_words(canvas, solution), theme.dim));
    }
    let jumps = solution.jumps.iter().map(|jump| {
        let leap = leap_words(canvas, [jump.before, jump.after]);
        format!("{leap} at {}", format::found_setting(unit, jump.at))
    });
    let edges = (0..).zip(&solution.edges).map(|(before, edge)| edge_words(unit, before, edge));
    for words in jumps.chain(edges) {
        let gap = if way.is_empty() { "" } else { "; " };
        way.push(piece(format!("{gap}{words}"), theme.text));
    }
    let cost = session.screens.solve.consequences.alone(solution.input);
    let cost = cost.map_or_else(Vec::new, |then| cost_pieces(canvas, then, room));
    SolutionLine { label: input_label(canvas.money(), solution.input), now, way, cost }
}

/// A leap from one value of the figure to another over the target; in years 'never' is one too.
fn leap_words(canvas: &Canvas, leap: [Option<f64>; 2]) -> String {
    let session = canvas.session;
    let [before, after] = leap.map(|value| match value {
        Some(value) => format::figure(canvas.shown(session.metric.spec().unit), value),
        None => format::absent(session.metric, Flags::default(), session.horizon_year()),
    });
    format!("leaps from {before} to {after}")
}

/// Where the figure begins or ceases to have a value, behind so many other such places.
fn edge_words(unit: ShownUnit, before: usize, edge: &Jump) -> String {
    let at = format::found_setting(unit, edge.at);
    match (edge.after, before) {
        (None, _) => format!("no value from {at} on"),
        (Some(_), 0) => format!("no value below {at}"),
        (Some(_), _) => format!("again from {at} on"),
    }
}

/// How near an input gets: `can't reach 5.0 y: 5.6 y at best`.
fn reach_words(canvas: &Canvas, solution: &Solution) -> String {
    let metric = canvas.session.metric.spec();
    let unit = canvas.shown(metric.unit);
    let target = canvas.session.screens.solve.target.unwrap_or_default();
    let Some((low, high)) = solution.reach else { return "no value anywhere".to_owned() };
    if format::reads_same(unit, low, high) {
        return format!("no effect: {}", format::figure(unit, low));
    }
    // Only where it has no value in between.
    if low < target && target < high {
        let [low, target, high] = [low, target, high].map(|value| format::figure(unit, value));
        return format!("can’t meet {target}: no value between {low} and {high}");
    }
    let (nearest, most) = match (target < low, metric.better) {
        (true, Better::Lower) => (low, "at best"),
        (true, Better::Higher | Better::Neither) => (low, "at least"),
        (false, Better::Higher) => (high, "at best"),
        (false, Better::Lower | Better::Neither) => (high, "at most"),
    };
    let [target, nearest] = format::told_apart(unit, [target, nearest]);
    format!("can’t reach {target}: {nearest} {most}")
}
