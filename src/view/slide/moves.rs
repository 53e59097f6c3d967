//! What must be true: how far each driver has to move, from where it is to where it gets there.

use super::figures::Figures;
use crate::model::{Input, Scenario};
use crate::session::{WayThere, gets_there};
use crate::view::canvas::{Canvas, below, cut, row};
use crate::view::format;
use crate::view::vocabulary::input_names;
use crate::widgets::Track;
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// A move below this is none.
const NOTHING: f64 = 1e-12;
/// The most inputs that are named.
const MOST: usize = 4;
/// Columns between name, track and where it has to be.
const GAP: u16 = 2;
/// Lines from one to the next at most.
const FARTHEST: u16 = 4;

/// How moves go together, and where inputs have to be.
fn moves(canvas: &Canvas) -> Option<(&'static str, Vec<(Input, f64)>)> {
    let session = canvas.session;
    let ways = session.solutions();
    let now = |input: Input| session.value(input, session.scenario);
    let Some(WayThere::Together(joint)) = ways.first() else { return None };
    if let Some(joint) = joint {
        let all = joint.moves.iter().map(|(driver, to)| (Input::Driver(*driver), *to));
        let moved: Vec<_> = all.filter(|(input, to)| (now(*input) - to).abs() > NOTHING).collect();
        return Some((
            if moved.is_empty() { "it is there" } else { "all of these together" },
            moved,
        ));
    }
    let alone = ways.iter().filter_map(|way| match way {
        WayThere::Alone(solution) if gets_there(solution) => {
            let from = now(solution.input);
            let to = solution.nearest(from).or_else(|| solution.nearest_leap(from))?;
            Some((solution.input, to))
        }
        WayThere::Alone(_) | WayThere::Together(_) => None,
    });
    let alone: Vec<_> = alone.take(MOST).collect();
    Some((if alone.is_empty() { "no input gets there" } else { "any of these alone" }, alone))
}

pub(super) fn draw(canvas: &mut Canvas, figures: &mut Figures, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let Some((how, moves)) = moves(canvas) else {
        return canvas.centred(area, "being worked out…", theme.text);
    };
    canvas.text(row(area, 0), how, theme.text);
    let programme = &session.preset.inputs.programme;
    let lines: Vec<(String, Input, f64, String)> = moves
        .into_iter()
        .map(|(input, to)| {
            let [_, name, _] = input_names(input, programme, canvas.money());
            let unit = canvas.shown(input.spec().unit);
            let words = format::move_words(unit, session.value(input, session.scenario), to);
            let there = words.rsplit_once("→ ").map_or("", |(_, there)| there).to_owned();
            let there = if figures.allow(&there) { format!("to {there}") } else { String::new() };
            (name, input, to, there)
        })
        .collect();
    let widest = |words: &mut dyn Iterator<Item = &String>| {
        u16::try_from(words.map(|words| columns(words)).max().unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let label = widest(&mut lines.iter().map(|(name, ..)| name));
    let said = widest(&mut lines.iter().map(|(.., there)| there));
    let count = u16::try_from(lines.len()).unwrap_or(u16::MAX).max(1);
    let list = below(area, 2);
    let each = (list.height / count).clamp(1, FARTHEST);
    let track = list.width.saturating_sub(label + said + 2 * GAP);
    for (index, (name, input, to, there)) in (0..count).zip(lines) {
        let place = row(list, index * each);
        canvas.text(cut(place, 0, label), name, canvas.look.theme.title);
        draw_track(canvas, (input, to), cut(place, label + GAP, track));
        let place = cut(place, label + GAP + track + GAP, said);
        canvas.text(place, there, canvas.look.theme.figure);
    }
}

/// A track with the chosen scenario's mark where it has to be, and a ghost where it is.
fn draw_track(canvas: &mut Canvas, (input, to): (Input, f64), area: Rect) {
    let session = canvas.session;
    let at = |value: f64| Some(input.spec().slider.position(value));
    let only = |place: Option<f64>| {
        Scenario::ALL.map(|of| if of == session.scenario { place } else { None })
    };
    let track = Track {
        handles: only(at(to)),
        chosen: Some(session.scenario as usize),
        ghosts: only(at(session.value(input, session.scenario))),
        hatched: None,
        paint: canvas.look.paint(),
    };
    canvas.render(track, area);
}
