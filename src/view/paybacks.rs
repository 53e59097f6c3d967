//! The Paybacks screen, a ladder: every way to count payback on one axis of years.
//!
//! ```text
//! Payback of ● base: 5.2 to 12.9 y, or never, by what is counted
//!                        0   2   4   6   8   10  12  14 y never   ▼ bear  ● base  ▲ bull
//! Payback                ────────────▲─────────●────────  ▸ ▼      never  11.3 y   6.4 y
//!   first spend until cash is back at zero …
//! ```

use super::canvas::{Canvas, below, cut, row};
use super::regions::ClickTarget;
use super::vocabulary::{column_names, names};
use super::{canvas, format};
use crate::analysis::{PaybackRow, paybacks};
use crate::model::{Metric, Scenario};
use crate::widgets::text::columns;
use crate::widgets::{Track, nice_ticks, track::cell_of};
use ratatui::layout::Rect;

/// Columns of a scenario's figures, its name above them.
const FIGURE: u16 = 8;
/// Columns of an arrow and of the marks of the scenarios that never pay back.
const NEVER: u16 = 8;
/// Columns that labels have where there is room, and where there isn't.
const LABEL: u16 = 22;
const NARROW_LABEL: u16 = 12;
/// Below this the labels give way.
const LEAST_AXIS: u16 = 24;
/// Rows of a payback: its axis, what it counts, a blank one.
const AT_BEST: u16 = 3;

/// What the rows share: where they stand, and how many years the axis has.
#[derive(Clone, Copy)]
struct Ladder {
    label: u16,
    axis: u16,
    years: f64,
}

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let rows = paybacks(&session.preset.inputs, session.scenario).rows;
    canvas.text(row(area, 0), title(canvas, &rows), canvas.look.theme.title);
    let metrics: Vec<Metric> = rows.iter().map(|row| row.metric).collect();
    let ladder = Ladder::of(canvas, &metrics, area.width);
    let all: Vec<_> = metrics.iter().map(|metric| names(*metric)).collect();
    let labels = column_names(&all, usize::from(ladder.label) - 1);
    let count = u16::try_from(rows.len()).unwrap_or(1);
    // As far apart as all have room for.
    let rest = below(area, 1);
    let each = ((rest.height.saturating_sub(1) + 1) / count.max(1)).clamp(1, AT_BEST);
    let gap = u16::from(rest.height > 1 + each * count);
    ladder.draw_head(canvas, row(rest, gap));
    let mut rest = below(rest, gap + 1);
    let shown = session.screen_lines(rows.len());
    for (payback, label) in shown.iter().filter_map(|at| rows.get(*at).zip(labels.get(*at))) {
        ladder.draw_row(canvas, payback.metric, label, row(rest, 0));
        canvas.mark_screen_words(cut(row(rest, 0), 0, ladder.label));
        if each > 1 {
            let counts = cut(row(rest, 1), 2, area.width);
            canvas.text(counts, payback.counts, canvas.look.theme.dim);
        }
        rest = below(rest, each);
    }
}

/// How far the chosen scenario's paybacks are apart.
fn title(canvas: &Canvas, rows: &[PaybackRow]) -> String {
    let name = canvas.look.name(canvas.session.scenario);
    let unit = canvas.shown(Metric::PaybackYears.spec().unit);
    let years = rows.iter().filter_map(|row| row.years);
    let (low, high) = years
        .clone()
        .fold((f64::INFINITY, 0.0_f64), |(low, high), years| (low.min(years), high.max(years)));
    if low.is_infinite() {
        return format!("Paybacks of {name}: never, whatever is counted");
    }
    let low = format::bare_figure(unit, low);
    let never = if years.count() < rows.len() { ", or never" } else { "" };
    format!(
        "Paybacks of {name}: {low} to {}{never}, by what is counted",
        format::figure(unit, high)
    )
}

impl Ladder {
    fn of(canvas: &Canvas, metrics: &[Metric], width: u16) -> Self {
        let beside = NEVER + 3 * FIGURE;
        let axis = |label: u16| width.saturating_sub(label + beside);
        let label = if axis(LABEL) >= LEAST_AXIS { LABEL } else { NARROW_LABEL };
        let of =
            |scenario| metrics.iter().filter_map(move |of| canvas.outcome(scenario).metrics[*of]);
        let longest = Scenario::ALL.into_iter().flat_map(of).fold(1.0, f64::max);
        let ticks = nice_ticks(0.0, longest, ticks_for(axis(label)));
        let step = ticks.get(1).copied().unwrap_or(longest);
        Self { label, axis: axis(label), years: (longest / step).ceil() * step }
    }

    fn axis(self, area: Rect) -> Rect {
        cut(area, self.label, self.axis)
    }

    fn figure(self, area: Rect, scenario: Scenario) -> Rect {
        cut(area, self.label + self.axis + NEVER + FIGURE * scenario as u16, FIGURE)
    }

    fn column_of(self, years: f64) -> u16 {
        cell_of(years / self.years, self.axis)
    }

    /// Round years over the axis, and whose the figures are.
    fn draw_head(self, canvas: &mut Canvas, area: Rect) {
        let look = canvas.look;
        let dim = look.theme.dim;
        let ticks = nice_ticks(0.0, self.years, ticks_for(self.axis));
        let last = ticks.len().saturating_sub(1);
        for (index, tick) in ticks.into_iter().enumerate() {
            let unit = if index == last { " y" } else { "" };
            let words = format!("{}{unit}", format::trimmed(tick, 1));
            let digits = columns(&words) - columns(unit);
            let before = u16::try_from(digits.saturating_sub(1)).unwrap_or(0);
            let from = self.label + self.column_of(tick).saturating_sub(before);
            canvas.text(cut(area, from, 6), words, dim);
        }
        canvas.text(cut(area, self.label + self.axis + 3, NEVER - 3), "never", dim);
        for scenario in Scenario::ALL {
            let place = self.figure(area, scenario);
            canvas.text_right(place, look.name(scenario), canvas.style_of(scenario));
            canvas.on_click(place, ClickTarget::Scenario(scenario));
        }
    }

    /// The scenarios' marks at their years; those that never come beyond the axis.
    fn draw_row(self, canvas: &mut Canvas, metric: Metric, label: &str, area: Rect) {
        let (session, look) = (canvas.session, canvas.look);
        let theme = &look.theme;
        let style = if metric == session.metric { theme.accent } else { theme.text };
        canvas.text(cut(area, 0, self.label), label, style);
        canvas.on_click(
            cut(area, 0, self.label + self.axis),
            ClickTarget::Figure(session.scenario, metric),
        );
        let place = |years: Option<f64>| years.map(|years| years / self.years);
        let before = |scenario| {
            let reference = session.reference()?;
            reference.scenarios[scenario].outcome.metrics[metric]
        };
        let track = Track {
            handles: Scenario::ALL.map(|scenario| place(canvas.outcome(scenario).metrics[metric])),
            chosen: Some(session.scenario as usize),
            ghosts: Scenario::ALL.map(|scenario| place(before(scenario))),
            hatched: None,
            paint: look.paint(),
        };
        canvas.render(track, self.axis(area));
        self.draw_never(canvas, metric, area);
        for scenario in Scenario::ALL {
            let value = canvas.metric(scenario, metric);
            // By when is said of the headline figure; here the column says it.
            let value = value.split(" by ").next().unwrap_or_default();
            let style = if scenario == session.scenario { theme.figure } else { theme.text };
            canvas.text_right(self.figure(area, scenario), value, style);
            canvas.on_click(self.figure(area, scenario), ClickTarget::Figure(scenario, metric));
        }
    }

    fn draw_never(self, canvas: &mut Canvas, metric: Metric, area: Rect) {
        let look = canvas.look;
        let never =
            Scenario::ALL.map(|scenario| canvas.outcome(scenario).metrics[metric].is_none());
        if !never.contains(&true) {
            return;
        }
        let arrow = canvas::piece(format!("{} ", look.glyphs.off_right), look.theme.text);
        let marks = Scenario::ALL.into_iter().zip(never).filter(|(_, never)| *never);
        let marks = marks
            .map(|(scenario, _)| canvas::piece(look.mark(scenario), canvas.style_of(scenario)));
        let pieces: Vec<_> = [arrow].into_iter().chain(marks).collect();
        canvas.left(cut(area, self.label + self.axis + 1, NEVER - 1), &pieces);
    }
}

/// As many round years as have room over an axis.
fn ticks_for(axis: u16) -> usize {
    usize::from(axis / 6).clamp(2, 12)
}
