//! A slider: label, values, and a track with a handle for each scenario; under the chosen one the
//! response strip and the track's ends.
//!
//! ```text
//! ▸ Utilization        45 %   65 %   80 % ──────▼─────●───▲────────
//!   payback if moved here      6.2–13.3 y ···▇▇▆▆▅▅▄▄▃▃▂▂
//!                                         20 %              95 %
//! ```

use super::canvas::{Canvas, Piece, cut, piece, row, width};
use super::format;
use super::regions::ClickTarget;
use super::vocabulary::names;
use super::words::bound_with_unit;
use crate::analysis::Measure;
use crate::model::{Better, Input, Scenario, Scenarios};
use crate::session::{Row, Session};
use crate::widgets::text::columns;
use crate::widgets::track::cell_of;
use crate::widgets::{Paint, ResponseStrip, Track};
use ratatui::layout::Rect;

/// Columns of a scenario's value, with a gap before it.
const VALUE: u16 = 7;

/// Columns of a value that the scenarios share.
const SHARED: u16 = 12;

/// The columns of a slider's parts, on a screen or part of a screen of a given width.
#[derive(Clone, Copy)]
pub(super) struct SliderColumns {
    /// The label's, its mark included.
    pub(super) label: u16,
    /// Where the track begins.
    pub(super) track: u16,
}

impl SliderColumns {
    pub(super) const fn of(width: u16) -> Self {
        let label = match width {
            0..100 => 18,
            100..150 => 24,
            _ => 36,
        };
        Self { label, track: label + 3 * VALUE + 1 }
    }

    /// Where a scenario's value stands.
    pub(super) fn value(self, area: Rect, scenario: Scenario) -> Rect {
        cut(area, self.label + VALUE * scenario as u16, VALUE)
    }

    /// The part of a row before the track.
    pub(super) fn before_track(self, area: Rect) -> Rect {
        cut(area, 0, self.track)
    }

    /// The part of a row in which the track lies.
    pub(super) fn track(self, area: Rect) -> Rect {
        cut(area, self.track, area.width)
    }
}

/// How many cells a track has on an area of that width.
pub(super) const fn track_width(width: u16) -> u16 {
    width.saturating_sub(SliderColumns::of(width).track)
}

/// A slider's track; with plain paint it serves to find handles.
pub(super) fn track_of(session: &Session, slider: Row, paint: Paint) -> Option<Track> {
    let input = slider.input()?;
    let at = |value: f64| Some(input.spec().slider.position(value));
    let shared = !input.is_per_scenario();
    // Of indicators that a scenario doesn't use only the chosen one's can be moved.
    let used = |scenario| {
        scenario == session.scenario || session.preset.inputs.get(input, scenario).is_some()
    };
    // A number that the scenarios share has one handle, in the middle's shape.
    let shown = |scenario| if shared { scenario == Scenario::Base } else { used(scenario) };
    let handles = Scenarios::from_fn(|scenario| {
        at(session.value(input, scenario)).filter(|_| shown(scenario))
    });
    let unit = session.preset.shown(input.spec().unit);
    let reference = session.reference().filter(|_| unit.is_same_in(session.reference_currency()));
    let ghosts = reference.map_or(Scenarios::default(), |reference| {
        Scenarios::from_fn(|scenario| {
            let among = session.input_among(&reference.inputs.programme.sites, input)?;
            let before = reference.inputs.get(among, scenario)?;
            let now = session.preset.inputs.get(input, scenario);
            at(before).filter(|_| now != Some(before) && shown(scenario))
        })
    });
    let chosen = if shared { Scenario::Base } else { session.scenario };
    let series = if shared { [paint.text; 3] } else { paint.series };
    let cap = session.cap(slider).and_then(at).filter(|from| *from < 1.0);
    Some(Track {
        handles: handles.0,
        chosen: Some(chosen as usize),
        ghosts: ghosts.0,
        hatched: cap.map(|from| (from, 1.0)),
        paint: Paint { series, ..paint },
    })
}

pub(super) fn draw(canvas: &mut Canvas, slider: Row, area: Rect) {
    let Some(input) = slider.input() else { return };
    let (mark, style) = canvas.mark(canvas.session.row == slider);
    let in_drawer = slider.drawer().is_some_and(|drawer| drawer.face() != slider);
    let indent = if in_drawer { "  " } else { "" };
    let columns = SliderColumns::of(area.width);
    // A number that the scenarios share has its one value where bull's stands.
    let value = if input.is_per_scenario() { VALUE } else { SHARED };
    let label = if input.is_per_scenario() { columns.label } else { columns.track - 1 - SHARED };
    let room = usize::from(label) - 3 - indent.len();
    // A site's numbers stand under its name.
    let name = match input {
        Input::Site(_, number) => number.spec().label.to_owned(),
        Input::Driver(_) | Input::Indicator(_) | Input::Weight | Input::Programme(_) => {
            canvas.input_name(input, room)
        }
    };
    let name = [piece(format!("{mark} {indent}{name}"), style)];
    let decimals = shown_decimals(canvas, input, usize::from(value) - 1);
    if input.is_per_scenario() {
        for scenario in Scenario::ALL {
            let (text, style) = value_piece(canvas, slider, (input, scenario, decimals));
            if scenario == Scenario::Bear {
                canvas.led(cut(area, 0, label + VALUE), &name, &[piece(text, style)]);
            } else {
                canvas.text_right(columns.value(area, scenario), text, style);
            }
        }
    } else {
        let value = value_piece(canvas, slider, (input, Scenario::Bull, decimals));
        canvas.led(cut(area, 0, label + SHARED), &name, &[value]);
    }
    canvas.mark_screen_words(cut(area, 0, label));
    canvas.on_click(columns.before_track(area), ClickTarget::Row(slider));
    if let Some(track) = track_of(canvas.session, slider, canvas.look.paint()) {
        let place = columns.track(area);
        canvas.render(track, place);
        canvas.on_click(place, ClickTarget::Track(slider));
    }
}

/// The decimals that an input's values need and have room for, one number for all three: digits
/// stay in their places while one of them moves.
fn shown_decimals(canvas: &Canvas, input: Input, room: usize) -> usize {
    let (unit, step) = (canvas.shown(input.spec().unit), input.spec().slider.step);
    let values = Scenario::ALL.map(|scenario| canvas.session.value(input, scenario));
    let needed = values.into_iter().chain([step]).map(|v| format::narrow_decimals(unit.unit, v));
    let needed = needed.max().unwrap_or(0);
    let fits = |decimals: &usize| {
        let of = |value| columns(&format::narrow_setting_to(unit, value, *decimals));
        values.into_iter().all(|value| of(value) <= room)
    };
    (0..=needed).rev().find(fits).unwrap_or(0)
}

fn value_piece(
    canvas: &Canvas,
    slider: Row,
    (input, of, decimals): (Input, Scenario, usize),
) -> Piece {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let now = session.preset.inputs.get(input, of);
    let text = match now {
        Some(_) => {
            let unit = canvas.shown(input.spec().unit);
            format::narrow_setting_to(unit, session.value(input, of), decimals)
        }
        None => "–".to_owned(),
    };
    let is_chosen = !input.is_per_scenario() || of == session.scenario;
    let style = if session.row == slider && is_chosen {
        theme.accent
    } else if session.saved_value(input, of) == now {
        theme.text
    } else {
        theme.change
    };
    piece(text, style)
}

/// The response strip: the headline metric if the chosen handle stood there.
pub(super) fn draw_strip(canvas: &mut Canvas, area: Rect) {
    let (session, dim) = (canvas.session, canvas.look.theme.dim);
    let metric = session.strip_metric();
    // Where there are rows for both, the best stands at the top and the worst at the foot.
    let (reach, worst) = match scale_words(canvas).filter(|_| area.height > 1) {
        Some([best, worst]) => (best, Some(worst)),
        None => (reach_words(canvas), None),
    };
    // The range says most; the words give way to it.
    let weighted = if session.row.input() == Some(Input::Weight) { "weighted " } else { "" };
    let name = format!("  {weighted}{}", names(metric).in_sentence());
    let places = SliderColumns::of(area.width);
    let before = cut(area, 0, places.track - 1);
    let room = usize::from(before.width).saturating_sub(columns(&reach) + 1);
    let label = [format!("{name} if moved here"), format!("{name} here"), name]
        .into_iter()
        .find(|label| columns(label) <= room)
        .unwrap_or_default();
    canvas.led(row(before, 0), &[piece(label, dim)], &[piece(reach, dim)]);
    if let Some(worst) = worst {
        canvas.text_right(row(before, area.height - 1), worst, dim);
    }
    let place = places.track(area);
    let marked = session.row.input().map(|input| {
        let value = session.value(input, session.scenario);
        cell_of(input.spec().slider.position(value), place.width)
    });
    let none = canvas.none_words(metric);
    let strip = ResponseStrip {
        values: &session.strip.values,
        scale: strip_scale(session.strip.ends(), metric.spec().better),
        none: &none,
        marked,
        style: canvas.look.theme.scenario(session.scenario),
        paint: canvas.look.paint(),
    };
    canvas.render(strip, place);
}

/// The lowest and the highest figure of the strip.
fn reach_words(canvas: &Canvas) -> String {
    let session = canvas.session;
    let metric = session.strip_metric();
    let unit = canvas.shown(metric.spec().unit);
    match session.strip.ends() {
        Some((low, high)) if format::reads_same(unit, low, high) => format::figure(unit, low),
        Some((low, high)) if low < 0.0 => {
            format!("{} to {}", format::figure(unit, low), format::figure(unit, high))
        }
        Some((low, high)) => {
            format!("{}–{}", format::bare_figure(unit, low), format::figure(unit, high))
        }
        None => {
            let flags = canvas.outcome(session.scenario).flags;
            format::absent(metric, flags, session.horizon_year())
        }
    }
}

/// The best and the worst figure of the strip, which stand at its top and at its foot; `None` where
/// they read the same.
fn scale_words(canvas: &Canvas) -> Option<[String; 2]> {
    let session = canvas.session;
    let metric = session.strip_metric();
    let unit = canvas.shown(metric.spec().unit);
    let (low, high) = session.strip.ends()?;
    let [low, high] = [low, high].map(|value| format::figure(unit, value));
    let best_first = if metric.spec().better == Better::Lower { [low, high] } else { [high, low] };
    (best_first[0] != best_first[1]).then_some(best_first)
}

/// Heights from a little below the worst value, so that it is still seen, to the best; a metric
/// that the slider doesn't move lies in the middle, whatever rounding leaves of it.
fn strip_scale(ends: Option<(f64, f64)>, better: Better) -> (f64, f64) {
    let (low, high) = ends.unwrap_or((0.0, 1.0));
    let spread = high - low;
    if spread <= 1e-9 * high.abs().max(low.abs()) {
        return (low - 1.0, high + 2.0);
    }
    match better {
        Better::Lower => (high + 0.15 * spread, low),
        Better::Higher | Better::Neither => (low - 0.15 * spread, high),
    }
}

/// The values at the track's ends.
pub(super) fn draw_ends(canvas: &mut Canvas, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let Some(input) = session.row.input() else { return };
    let (unit, slider) = (canvas.shown(input.spec().unit), input.spec().slider);
    let end = |value: f64| [piece(format::short_setting(unit, value), look.theme.dim)];
    let places = SliderColumns::of(area.width);
    let (first, last) = (end(slider.min), end(slider.max));
    let taken = [width(&first), width(&last)].map(|taken| u16::try_from(taken).unwrap_or(u16::MAX));
    draw_claimed(canvas, places.track(area), taken);
    canvas.both(places.track(area), &first, &last);
    if session.cap(session.row).is_some_and(|cap| cap < slider.max) {
        let note = format!("  capped from {} on", look.glyphs.hatch.repeat(3));
        canvas.text(places.before_track(area), note, look.theme.dim);
    }
}

/// Marks the stretch of the strip on which a claim of the chosen scenario on its metric holds:
/// `╞═ 3–5 y ═╡`.
fn draw_claimed(canvas: &mut Canvas, area: Rect, [before, behind]: [u16; 2]) {
    let session = canvas.session;
    let metric = session.strip_metric();
    let measure = Measure::Metric(metric);
    let Some(claim) = canvas.claim_on(session.scenario, measure) else { return };
    let values = &session.strip.values;
    // A value's cell, as the strip stretches them.
    let holds = |cell: &u16| {
        let last = values.len().saturating_sub(1);
        let at = usize::from(*cell) * last / usize::from(area.width.max(2) - 1);
        values.get(at).copied().flatten().is_some_and(|value| claim.holds(Some(value)))
    };
    // Between the labels of the track's ends, a blank away from each.
    let (start, end) = (before + 1, area.width.saturating_sub(behind.saturating_add(1)));
    let Some(from) = (start..end).find(holds) else { return };
    let length = (from..end).take_while(holds).count();
    let bound = bound_with_unit(claim.bound, canvas.shown(metric.spec().unit));
    let [mark, _] = canvas.look.glyphs.verdicts;
    let words = format!(" {bound} {mark} ");
    let room = length.saturating_sub(columns(&words));
    let rule = canvas.look.glyphs.double[0];
    let said = if room > 0 {
        format!("{}{words}{}", rule.repeat(room / 2), rule.repeat(room - room / 2))
    } else {
        rule.repeat(length)
    };
    let length = u16::try_from(length).unwrap_or(area.width);
    canvas.text(cut(area, from, length), said, canvas.look.theme.holds);
}
