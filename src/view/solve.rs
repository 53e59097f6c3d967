//! The Solve screen: what must be true for the figure to reach a target: all main drivers
//! together, each driver alone, every other input alone.

use super::Canvas;
use super::format;
use super::line::{Piece, cut, piece, put_centred, put_left, row};
use super::regions::Target;
use super::words::input_label;
use crate::analysis::{JointMove, Jump, Solution};
use crate::model::{Flags, Input, Unit};
use crate::session::{WayThere, gets_there};
use crate::widgets::list::first_visible;
use crate::widgets::text::wrap;
use ratatui::layout::Rect;

const LABEL: u16 = 27;
const NOW: u16 = 9;
/// Rows at the foot for the chosen way.
const DETAIL: u16 = 4;

/// Draws the screen.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let unit = session.metric.spec().unit;
    let target =
        session.solve.target.map_or_else(String::new, |target| format::figure(unit, target));
    super::title::draw(canvas, row(area, 0), "What must be true", &format!("target {target}"));
    let below = Rect { y: area.y + 2, height: area.height.saturating_sub(2 + DETAIL), ..area };
    if let Some(why) = &session.answers.refused {
        put_centred(canvas.buffer, below, why, theme.dim);
        return;
    }
    let head = row(area, 1);
    put_left(canvas.buffer, head, &[piece("", theme.dim)]);
    put_left(canvas.buffer, cut(head, LABEL, NOW), &[piece("now", theme.dim)]);
    put_left(
        canvas.buffer,
        cut(head, LABEL + NOW, head.width),
        &[piece("where it gets there", theme.dim)],
    );
    let ways = session.solutions();
    let selected = session.solve.selected.min(ways.len().saturating_sub(1));
    let first = first_visible(Some(selected), ways.len(), below.height);
    for (line, index) in (0..below.height).zip(first..ways.len()) {
        let place = row(below, line);
        canvas.regions.add(place, Target::Line(index));
        let entry = entry(canvas, &ways[index]);
        draw_row(canvas, &entry, index == selected, place);
    }
    if let Some(way) = ways.get(selected) {
        let foot = Rect { y: below.bottom(), height: DETAIL.min(area.height), ..area };
        draw_detail(canvas, &entry(canvas, way), foot);
    }
}

/// A way to the target, as the parts of a line.
struct Entry {
    label: String,
    now: String,
    way: Vec<Piece>,
}

fn entry(canvas: &Canvas, way: &WayThere) -> Entry {
    match way {
        WayThere::Together(joint) => together(canvas, *joint),
        WayThere::Alone(solution) => alone(canvas, solution),
    }
}

/// The chosen way in full, where a line has cut it.
fn draw_detail(canvas: &mut Canvas, entry: &Entry, area: Rect) {
    let words: String = entry.way.iter().map(|(text, _)| text.as_str()).collect();
    let text = format!("{}: {words}", entry.label);
    for (line, words) in (1..area.height).zip(wrap(&text, usize::from(area.width))) {
        put_left(canvas.buffer, row(area, line), &[piece(words, canvas.look.theme.dim)]);
    }
}

fn draw_row(canvas: &mut Canvas, entry: &Entry, chosen: bool, area: Rect) {
    let theme = canvas.look.theme;
    let (mark, style) =
        if chosen { (canvas.look.glyphs.selected, theme.accent) } else { (" ", theme.text) };
    put_left(
        canvas.buffer,
        cut(area, 0, LABEL),
        &[piece(format!("{mark} {}", entry.label), style)],
    );
    put_left(canvas.buffer, cut(area, LABEL, NOW), &[piece(&entry.now, theme.dim)]);
    put_left(canvas.buffer, cut(area, LABEL + NOW, area.width), &entry.way);
}

fn together(canvas: &Canvas, joint: Option<&JointMove>) -> Entry {
    let theme = canvas.look.theme;
    let way = match joint {
        Some(joint) => {
            let moves: Vec<String> = joint
                .moves
                .iter()
                .map(|(driver, value)| {
                    let spec = driver.spec();
                    format!(
                        "{} {}",
                        spec.label.to_lowercase(),
                        format::moved_setting(
                            spec.unit,
                            canvas.session.value(Input::Driver(*driver), canvas.session.scenario),
                            *value
                        )
                    )
                })
                .collect();
            let mut way = vec![piece(moves.join(", "), theme.figure)];
            way.push(piece(format!("; distance {:.2}", joint.distance), theme.text));
            if let Some(leap) = joint.leap {
                way.push(piece(format!("; {}", leap_words(canvas, leap)), theme.text));
            }
            way
        }
        None => vec![piece("no move within the sliders gets there", theme.dim)],
    };
    Entry { label: "smallest joint move".to_owned(), now: String::new(), way }
}

fn alone(canvas: &Canvas, solution: &Solution) -> Entry {
    let (session, theme) = (canvas.session, canvas.look.theme);
    let unit = solution.input.spec().unit;
    let now = format::narrow_setting(unit, session.value(solution.input, session.scenario));
    let mut way = Vec::new();
    if !solution.roots.is_empty() {
        let roots: Vec<String> = solution.roots.iter().map(|root| precise(unit, *root)).collect();
        way.push(piece(roots.join(" or "), theme.figure));
    }
    for (from, to) in &solution.stretches {
        let words = format!("anywhere from {} to {}", precise(unit, *from), precise(unit, *to));
        way.push(piece(words, theme.figure));
    }
    if !gets_there(solution) {
        way.push(piece(reach_words(canvas, solution), theme.dim));
    }
    let jumps = solution.jumps.iter().map(|jump| jump_words(canvas, unit, jump));
    let edges = (0..).zip(&solution.edges).map(|(before, edge)| edge_words(unit, before, edge));
    for words in jumps.chain(edges) {
        let gap = if way.is_empty() { "" } else { "; " };
        way.push(piece(format!("{gap}{words}"), theme.text));
    }
    Entry { label: input_label(solution.input), now, way }
}

/// A leap over the target where an input has a value.
fn jump_words(canvas: &Canvas, unit: Unit, jump: &Jump) -> String {
    let leap = leap_words(canvas, [jump.before, jump.after]);
    format!("{leap} at {}", precise(unit, jump.at))
}

/// A leap from one value of the figure to another; in years 'never' is one too.
fn leap_words(canvas: &Canvas, leap: [Option<f64>; 2]) -> String {
    let session = canvas.session;
    let horizon = session.preset.inputs.programme.horizon.year();
    let [before, after] = leap.map(|value| {
        value.map_or_else(
            || format::absent(session.metric, Flags::default(), horizon),
            |value| format::figure(session.metric.spec().unit, value),
        )
    });
    format!("leaps from {before} to {after}")
}

/// Where the figure begins or ceases to have a value, behind so many other such places.
fn edge_words(unit: Unit, before: usize, edge: &Jump) -> String {
    let at = precise(unit, edge.at);
    match (edge.after, before) {
        (None, _) => format!("none from {at} on"),
        (Some(_), 0) => format!("none before {at}"),
        (Some(_), _) => format!("again from {at} on"),
    }
}

/// A solution with a digit more than a slider shows.
fn precise(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Ratio | Unit::DollarsPerYearPerDollar | Unit::Share | Unit::PerYear => {
            format::setting(unit, (value * 1e4).round() / 1e4)
        }
        _ => format::setting(unit, (value * 100.0).round() / 100.0),
    }
}

/// How near an input gets.
fn reach_words(canvas: &Canvas, solution: &Solution) -> String {
    let unit = canvas.session.metric.spec().unit;
    match solution.reach {
        Some((low, high)) if format::reads_same(unit, low, high) => {
            format!("does not move it: {}", format::figure(unit, low))
        }
        Some((low, high)) => {
            let target = canvas.session.solve.target.unwrap_or_default();
            let [bare_low, high_figure] =
                [format::bare_figure(unit, low), format::figure(unit, high)];
            // Only where it has no value in between.
            if low < target && target < high {
                return format!("passes it without a value: {bare_low} to {high_figure}");
            }
            let nearest = if target < low { low } else { high };
            format!(
                "{} away at best: {bare_low} to {high_figure}",
                format::figure(unit, (target - nearest).abs()),
            )
        }
        None => "has no value anywhere".to_owned(),
    }
}
