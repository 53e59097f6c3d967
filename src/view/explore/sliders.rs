//! The sliders: a track with three handles for each driver, the response strip under the chosen
//! one, and what is behind the power delay and the stresses.

mod stresses;

use crate::model::{Scenario, Scenarios};
use crate::session::{Drawer, Row, Session};
use crate::view::format;
use crate::view::line::{cut, piece, put_both, put_left, put_right, row};
use crate::view::look::Look;
use crate::view::regions::{Regions, Target};
use crate::view::tier::Tier;
use crate::view::words::{input_label, short_label};
use crate::widgets::text::columns;
use crate::widgets::track::cell_of;
use crate::widgets::{Strip, StripStyles, Track, TrackStyles};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use stresses::draw_stresses;

/// Where each scenario's value stands: first column and width.
pub(super) const VALUE_COLUMNS: [(u16, u16); 3] = [(18, 7), (25, 7), (32, 7)];

/// Where the track begins.
const TRACK: u16 = 40;

/// How many cells a track has on a screen of that width.
pub(in crate::view) const fn track_width(width: u16) -> u16 {
    width.saturating_sub(TRACK)
}

/// A line of the slider area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Slider(Row),
    Strip,
    Ends,
    Stresses,
    Blank,
    /// What decides a delay that follows from indicators.
    Decides,
}

/// The lines of the slider area.
pub(super) struct Lines(Vec<Line>);

/// The lines for a session: every row, or where there is little room only the drawer that the
/// chosen row is in.
pub(super) fn lines(session: &Session, tier: Tier) -> Lines {
    let all = Row::all(session.drawer);
    let within = session.drawer.filter(|drawer| session.row.drawer() == Some(*drawer));
    let rows = match within {
        Some(drawer) if tier < Tier::Roomy => {
            std::iter::once(drawer.face()).chain(drawer.rows()).collect()
        }
        None if tier < Tier::Roomy => Row::all(None),
        _ => all,
    };
    let mut lines = Vec::new();
    for shown in rows {
        lines.push(if shown == Row::Stresses { Line::Stresses } else { Line::Slider(shown) });
        if shown == session.row && shown != Row::Stresses {
            lines.extend([Line::Strip, Line::Ends]);
        }
        let last_of_power = Drawer::Power.rows().last() == Some(&shown);
        if last_of_power && tier >= Tier::Roomy {
            lines.push(Line::Decides);
        }
    }
    // As many lines whatever is chosen, so that nothing below moves.
    let least = Row::all(if tier < Tier::Roomy { None } else { session.drawer }).len() + 2;
    while lines.len() < least {
        lines.push(Line::Blank);
    }
    Lines(lines)
}

impl Lines {
    /// How many rows they take.
    pub(super) fn height(&self) -> u16 {
        u16::try_from(self.0.len()).unwrap_or(u16::MAX)
    }

    /// Draws them.
    pub(super) fn draw(
        &self,
        session: &Session,
        look: &Look,
        area: Rect,
        buffer: &mut Buffer,
        regions: &mut Regions,
    ) {
        for (index, line) in (0..).zip(&self.0) {
            let place = row(area, index);
            match line {
                Line::Slider(slider) => draw_slider(session, look, *slider, place, buffer, regions),
                Line::Blank => {}
                // Both belong to the chosen slider: a click puts its handle there, the wheel turns it.
                Line::Strip | Line::Ends => {
                    if *line == Line::Strip {
                        draw_strip(session, look, place, buffer);
                    } else {
                        draw_ends(session, look, place, buffer);
                    }
                    regions.add(cut(place, 0, TRACK), Target::Row(session.row));
                    regions.add(cut(place, TRACK, place.width), Target::Track(session.row));
                }
                Line::Stresses => {
                    draw_stresses(session, look, place, buffer);
                    regions.add(place, Target::Row(Row::Stresses));
                }
                Line::Decides => draw_decides(session, look, place, buffer),
            }
        }
    }
}

/// A slider's track; without a look it has no styles, and serves to find handles.
pub(in crate::view) fn track_of(
    session: &Session,
    slider: Row,
    look: Option<&Look>,
) -> Option<Track> {
    let input = slider.input()?;
    let at = |value: f64| Some(input.spec().slider.position(value));
    let shared = !input.is_per_scenario();
    // A number that the scenarios share has one handle, in the middle's shape.
    // Of indicators that a scenario doesn't use only the chosen one's can be moved.
    let used = |scenario| {
        scenario == session.scenario || session.preset.inputs.get(input, scenario).is_some()
    };
    let shown = |scenario| if shared { scenario == Scenario::Base } else { used(scenario) };
    let handles = Scenarios::from_fn(|scenario| {
        at(session.value(input, scenario)).filter(|_| shown(scenario))
    });
    let ghosts = session.reference().map_or(Scenarios::default(), |reference| {
        Scenarios::from_fn(|scenario| {
            let before = reference.inputs.get(input, scenario)?;
            let now = session.preset.inputs.get(input, scenario);
            at(before).filter(|_| now != Some(before) && shown(scenario))
        })
    });
    let chosen = if shared { Scenario::Base } else { session.scenario };
    let mut track = Track {
        handles: handles.0,
        chosen: Some(chosen as usize),
        ghosts: ghosts.0,
        hatched: session
            .cap(slider)
            .and_then(at)
            .map(|from| (from, 1.0))
            .filter(|(from, _)| *from < 1.0),
        ..Track::default()
    };
    if let Some(look) = look {
        let theme = &look.theme;
        track.glyphs = look.glyphs;
        track.styles = TrackStyles {
            track: theme.dim,
            hatched: theme.dim,
            handles: [theme.text; 3],
            merged: theme.text,
            chosen: theme.accent,
            ghost: theme.ghost,
            arrow: theme.text,
        };
    }
    Some(track)
}

pub(in crate::view) fn draw_slider(
    session: &Session,
    look: &Look,
    slider: Row,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &look.theme;
    let Some(input) = slider.input() else { return };
    let chosen = session.row == slider;
    let mark = if chosen { look.glyphs.selected } else { " " };
    let indent = if is_behind(slider) { "  " } else { "" };
    let style = if chosen { theme.accent } else { theme.text };
    let shared = !input.is_per_scenario();
    let label = format!("{mark} {indent}{}", input_label(input));
    let label_width = if shared { 31 } else { 18 };
    put_left(buffer, cut(area, 0, label_width), &[piece(label, style)]);
    regions.add(cut(area, 0, TRACK), Target::Row(slider));
    for scenario in Scenario::ALL {
        if shared && scenario != Scenario::Bull {
            continue;
        }
        let (from, width) = VALUE_COLUMNS[scenario as usize];
        let (from, width) =
            if shared { (label_width, from + width - label_width) } else { (from, width) };
        let place = cut(area, from, width);
        let given = session.preset.inputs.get(input, scenario).is_some();
        let value = session.value(input, scenario);
        let text =
            if given { format::narrow_setting(input.spec().unit, value) } else { "–".to_owned() };
        let unchanged =
            session.saved.inputs.get(input, scenario) == session.preset.inputs.get(input, scenario);
        let style = if chosen && (shared || scenario == session.scenario) {
            theme.accent
        } else if unchanged {
            theme.text
        } else {
            theme.change
        };
        put_right(buffer, place, &[piece(text, style)]);
        regions.add(place, Target::Row(slider));
    }
    let place = cut(area, TRACK, area.width);
    if let Some(track) = track_of(session, slider, Some(look)) {
        track.render(place, buffer);
        regions.add(place, Target::Track(slider));
    }
}

/// Whether a slider stands in a drawer.
fn is_behind(slider: Row) -> bool {
    slider.drawer().is_some_and(|drawer| drawer.face() != slider)
}

/// The response strip: the headline metric if the chosen handle stood there.
pub(in crate::view) fn draw_strip(session: &Session, look: &Look, area: Rect, buffer: &mut Buffer) {
    let theme = &look.theme;
    let metric = session.strip_metric();
    let unit = metric.spec().unit;
    let reach = match session.strip.ends() {
        Some((low, high)) if format::reads_same(unit, low, high) => format::figure(unit, low),
        Some((low, high)) if low < 0.0 => {
            format!("{} to {}", format::figure(unit, low), format::figure(unit, high))
        }
        Some((low, high)) => {
            format!("{}–{}", format::bare_figure(unit, low), format::figure(unit, high))
        }
        None => {
            let outcome = &session.results.scenarios[session.scenario].outcome;
            format::absent(metric, outcome.flags, session.horizon_year())
        }
    };
    // The range says most; the words give way to it.
    let weighted = if session.row == Row::Weight { "weighted " } else { "" };
    let name = format!("{weighted}{}", short_label(metric));
    let room = usize::from(TRACK - 1).saturating_sub(columns(&reach) + 1);
    let label = [format!("  {name} if moved here"), format!("  {name} here"), format!("  {name}")]
        .into_iter()
        .find(|label| columns(label) <= room)
        .unwrap_or_default();
    let ends = session.strip.ends();
    let words = cut(area, 0, TRACK - 1);
    put_both(buffer, words, &[piece(label, theme.dim)], &[piece(reach, theme.dim)]);
    let place = cut(area, TRACK, area.width);
    let marked = session.row.input().map(|input| {
        let value = session.value(input, session.scenario);
        cell_of(input.spec().slider.position(value), place.width)
    });
    Strip {
        values: &session.strip.values,
        scale: strip_scale(ends),
        marked,
        styles: StripStyles { level: theme.text, none: theme.dim, marked: theme.accent },
        glyphs: look.glyphs,
    }
    .render(place, buffer);
}

/// Heights from a little below the lowest value, so that it is still seen; a metric that the slider
/// doesn't move lies in the middle, whatever rounding leaves of it.
fn strip_scale(ends: Option<(f64, f64)>) -> (f64, f64) {
    let (low, high) = ends.unwrap_or((0.0, 1.0));
    let spread = high - low;
    if spread <= 1e-9 * high.abs().max(low.abs()) {
        return (low - 1.0, high + 2.0);
    }
    (low - 0.15 * spread, high)
}

/// The values at the track's ends.
pub(in crate::view) fn draw_ends(session: &Session, look: &Look, area: Rect, buffer: &mut Buffer) {
    let Some(input) = session.row.input() else { return };
    let (unit, slider) = (input.spec().unit, input.spec().slider);
    let left = format::short_setting(unit, slider.min);
    let right = format::short_setting(unit, slider.max);
    let place = cut(area, TRACK, area.width);
    put_both(buffer, place, &[piece(left, look.theme.dim)], &[piece(right, look.theme.dim)]);
    if session.cap(session.row).is_some_and(|cap| cap < slider.max) {
        let note = format!("  capped where {} begins", look.glyphs.hatch.repeat(3));
        put_left(buffer, cut(area, 0, TRACK), &[piece(note, look.theme.dim)]);
    }
}

/// Which of grid and equipment comes later.
fn draw_decides(session: &Session, look: &Look, area: Rect, buffer: &mut Buffer) {
    let words = match session.preset.inputs.scenarios[session.scenario].indicators() {
        Some(indicators) => {
            let (grid, equipment) = (indicators.grid_months(), indicators.equipment_months());
            let later =
                if grid >= equipment { "the grid decides" } else { "the equipment decides" };
            let months = |value: f64| format!("{} mo", format::trimmed(value, 1));
            format!("  {later}: grid {}, equipment {}", months(grid), months(equipment.max(0.0)))
        }
        None => {
            "  given in months; moving an indicator makes the delay follow from all four".to_owned()
        }
    };
    put_left(buffer, area, &[piece(words, look.theme.dim)]);
}
