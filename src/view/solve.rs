//! The Solve screen: what must be true for the figure to reach a target: all main drivers
//! together, each driver alone, every other input alone.
//!
//! ```text
//! What must be true  FIGURE of ● base  11.3 y                   target 5.0 y
//!                            now      needed
//! ▸ smallest joint move               utilization 71 %, …; distance 0.31
//!   Utilization              65 %     82.4 %
//!   …
//!
//! the chosen way in full
//! ```

use super::canvas::{Canvas, Piece, below, cut, foot, piece, row};
use super::words::input_label;
use super::{format, title};
use crate::analysis::{JointMove, Jump, Solution};
use crate::model::{Flags, Input};
use crate::preset::ShownUnit;
use crate::session::{WayThere, gets_there};
use crate::widgets::text::columns;
use ratatui::layout::Rect;

const LABEL: u16 = 27;
const NOW: u16 = 9;
/// Rows at the foot for the chosen way.
const DETAIL: u16 = 4;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let unit = canvas.shown(session.metric.spec().unit);
    let target = session
        .screens
        .solve
        .target
        .map_or_else(String::new, |target| format::figure(unit, target));
    title::draw(canvas, row(area, 0), "What must be true", &format!("target {target}"));
    let (list, detail) = foot(below(area, 2), DETAIL);
    if let Some(why) = &session.answers.refused {
        canvas.centred(list, why, theme.dim);
        return;
    }
    let head = row(area, 1);
    canvas.text(cut(head, LABEL, NOW), "now", theme.dim);
    canvas.text(cut(head, LABEL + NOW, head.width), "needed", theme.dim);
    let ways = session.solutions();
    let selected = session.screens.solve.selected.min(ways.len().saturating_sub(1));
    canvas.list(list, (ways.len(), selected), |canvas, index, row| {
        let entry = entry(canvas, &ways[index]);
        draw_row(canvas, &entry, index == selected, row);
    });
    if let Some(way) = ways.get(selected) {
        // In full, where a line has cut it.
        let entry = entry(canvas, way);
        let words: String = entry.way.iter().map(|(text, _)| text.as_str()).collect();
        canvas.wrapped(below(detail, 1), &format!("{}: {words}", entry.label), theme.dim);
    }
}

/// A way to the target, as the parts of a line.
struct SolutionLine {
    label: String,
    now: String,
    way: Vec<Piece>,
}

fn entry(canvas: &Canvas, way: &WayThere) -> SolutionLine {
    match way {
        WayThere::Together(joint) => together(canvas, *joint),
        WayThere::Alone(solution) => alone(canvas, solution),
    }
}

fn draw_row(canvas: &mut Canvas, entry: &SolutionLine, chosen: bool, area: Rect) {
    let (mark, style) = canvas.mark(chosen);
    canvas.text(cut(area, 0, LABEL), format!("{mark} {}", entry.label), style);
    canvas.text(cut(area, LABEL, area.width), &entry.now, canvas.look.theme.dim);
    // Behind a long value the way stands a little further to the right.
    let now = u16::try_from(columns(&entry.now) + 1).unwrap_or(NOW).max(NOW);
    canvas.left(cut(area, LABEL + now, area.width), &entry.way);
}

fn together(canvas: &Canvas, joint: Option<&JointMove>) -> SolutionLine {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let way = match joint {
        Some(joint) => {
            let moves = joint.moves.iter().map(|(driver, to)| {
                let (spec, now) =
                    (driver.spec(), session.value(Input::Driver(*driver), session.scenario));
                let to = format::moved_setting(canvas.shown(spec.unit), now, *to);
                format!("{} {to}", spec.label.to_lowercase())
            });
            let moves: Vec<String> = moves.collect();
            let leap = joint
                .leap
                .map_or_else(String::new, |leap| format!("; {}", leap_words(canvas, leap)));
            let distance = format!("; distance {:.2}{leap}", joint.distance);
            vec![piece(moves.join(", "), theme.figure), piece(distance, theme.text)]
        }
        None => vec![piece("no move within the slider ranges gets there", theme.dim)],
    };
    SolutionLine { label: "smallest joint move".to_owned(), now: String::new(), way }
}

fn alone(canvas: &Canvas, solution: &Solution) -> SolutionLine {
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
    SolutionLine { label: input_label(canvas.money(), solution.input), now, way }
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

/// How near an input gets.
fn reach_words(canvas: &Canvas, solution: &Solution) -> String {
    let unit = canvas.shown(canvas.session.metric.spec().unit);
    let target = canvas.session.screens.solve.target.unwrap_or_default();
    let Some((low, high)) = solution.reach else { return "has no value anywhere".to_owned() };
    if format::reads_same(unit, low, high) {
        return format!("no effect: {}", format::figure(unit, low));
    }
    let reach = format!("{} to {}", format::bare_figure(unit, low), format::figure(unit, high));
    // Only where it has no value in between.
    if low < target && target < high {
        return format!("passes it where it has no value: {reach}");
    }
    let nearest = if target < low { low } else { high };
    format!("{} away at best: {reach}", format::figure(unit, (target - nearest).abs()))
}
