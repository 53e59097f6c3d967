//! The ladder: round years over it, and each payback's scenarios at theirs.

use crate::analysis::{PaybackRow, payback_month};
use crate::model::{Metric, Scenario};
use crate::view::canvas::{self, Canvas, below, cut, row};
use crate::view::format;
use crate::view::regions::ClickTarget;
use crate::widgets::text::{columns, wrap};
use crate::widgets::{Track, nice_ticks, track::cell_of};
use ratatui::layout::Rect;

/// Columns of a scenario's figures, its name above them or before its rung.
const FIGURE: u16 = 8;
/// Columns of the month in which a rung's scenario pays back.
const MONTH: u16 = 10;
/// Columns of an arrow and of the marks of the scenarios that never pay back.
const NEVER: u16 = 8;
/// Columns of the mark of the chosen one.
const MARK: u16 = 2;
/// Columns that labels have where there is room, and where there isn't.
const LABEL: u16 = 24;
const NARROW_LABEL: u16 = 14;
/// Columns of labels beside rungs, with what they count below.
const COUNTS: u16 = 44;
/// Below this the labels give way.
const LEAST_AXIS: u16 = 24;
/// Below this there are no rungs.
const LEAST_RUNG: u16 = 32;

/// What the rows share: where they stand, and how many years the axis has.
#[derive(Clone, Copy)]
pub(super) struct Ladder {
    /// Columns before the axis, the scenarios' names before rungs among them.
    before: u16,
    axis: u16,
    years: f64,
    /// Whether each scenario has a rung of its own.
    has_rungs: bool,
}

impl Ladder {
    /// Whether each scenario can have a rung of its own.
    pub(super) const fn has_room_for_rungs(width: u16) -> bool {
        width >= COUNTS + FIGURE + LEAST_RUNG + NEVER + FIGURE + MONTH
    }

    pub(super) fn of(canvas: &Canvas, metrics: &[Metric], width: u16, has_rungs: bool) -> Self {
        let behind = NEVER + if has_rungs { FIGURE + MONTH } else { 3 * FIGURE };
        let axis = |before: u16| width.saturating_sub(before + behind);
        let before = match (has_rungs, axis(LABEL) >= LEAST_AXIS) {
            (true, _) => COUNTS + FIGURE,
            (false, true) => LABEL,
            (false, false) => NARROW_LABEL,
        };
        let of =
            |scenario| metrics.iter().filter_map(move |of| canvas.outcome(scenario).metrics[*of]);
        let longest = Scenario::ALL.into_iter().flat_map(of).fold(1.0, f64::max);
        let ticks = nice_ticks(0.0, longest, ticks_for(axis(before)));
        let step = ticks.get(1).copied().unwrap_or(longest);
        let years = (longest / step).ceil() * step;
        Self { before, axis: axis(before), years, has_rungs }
    }

    /// Columns that a label has room in.
    pub(super) fn room_for_label(self) -> usize {
        let label = if self.has_rungs { COUNTS } else { self.before };
        usize::from(label.saturating_sub(MARK + 1))
    }

    fn axis(self, area: Rect) -> Rect {
        cut(area, self.before, self.axis)
    }

    /// The room of a scenario's figure on its row.
    fn figure(self, area: Rect, scenario: Scenario) -> Rect {
        let place = if self.has_rungs { 0 } else { FIGURE * scenario as u16 };
        cut(area, self.before + self.axis + NEVER + place, FIGURE)
    }

    fn column_of(self, years: f64) -> u16 {
        cell_of(years / self.years, self.axis)
    }

    /// Round years over the axis, and whose the figures are or what they are.
    pub(super) fn draw_head(self, canvas: &mut Canvas, area: Rect) {
        let look = canvas.look;
        let dim = look.theme.dim;
        let ticks = nice_ticks(0.0, self.years, ticks_for(self.axis));
        let last = ticks.len().saturating_sub(1);
        for (index, tick) in ticks.into_iter().enumerate() {
            let unit = if index == last { " y" } else { "" };
            let words = format!("{}{unit}", format::trimmed(tick, 1));
            let digits = columns(&words) - columns(unit);
            let before = u16::try_from(digits.saturating_sub(1)).unwrap_or(0);
            let from = self.before + self.column_of(tick).saturating_sub(before);
            canvas.text(cut(area, from, 6), words, dim);
        }
        canvas.text(cut(area, self.before + self.axis + 3, NEVER - 3), "never", dim);
        if self.has_rungs {
            let years = self.figure(area, Scenario::Bear);
            canvas.text_right(years, "years", dim);
            canvas.text_right(Rect { x: years.right(), width: MONTH, ..years }, "reached", dim);
            return;
        }
        for scenario in Scenario::ALL {
            let place = self.figure(area, scenario);
            canvas.text_right(place, look.name(scenario), canvas.style_of(scenario));
            canvas.on_click(place, ClickTarget::Scenario(scenario));
        }
    }

    /// A payback: its name and what it counts, and the scenarios' marks at their years.
    pub(super) fn draw_payback(
        self,
        canvas: &mut Canvas,
        payback: &PaybackRow,
        (label, is_chosen): (&str, bool),
        area: Rect,
    ) {
        let (metric, dim) = (payback.metric, canvas.look.theme.dim);
        let (mark, style) = canvas.mark(is_chosen);
        canvas.text(row(area, 0), mark, dim);
        let room = u16::try_from(self.room_for_label()).unwrap_or(u16::MAX);
        canvas.text(cut(row(area, 0), MARK, room), label, style);
        canvas.mark_screen_words(cut(row(area, 0), 0, MARK + room));
        if self.has_rungs {
            let counts = cut(below(area, 1), 2 * MARK, room - MARK);
            canvas.lines(counts, &wrap(payback.counts, counts.width.into()), dim);
            for (place, scenario) in (0..).zip(Scenario::ALL) {
                self.draw_rung(canvas, metric, scenario, row(area, place));
            }
        } else {
            self.draw_scenarios(canvas, metric, &Scenario::ALL, row(area, 0));
            canvas.text(cut(row(area, 1), 2 * MARK, area.width), payback.counts, dim);
        }
    }

    /// A scenario's own rung, with the month in which it pays back.
    fn draw_rung(self, canvas: &mut Canvas, metric: Metric, scenario: Scenario, area: Rect) {
        let name = cut(area, COUNTS, FIGURE);
        canvas.text(name, canvas.look.name(scenario), canvas.style_of(scenario));
        canvas.on_click(name, ClickTarget::Scenario(scenario));
        self.draw_scenarios(canvas, metric, &[scenario], area);
        let programme = &canvas.session.preset.inputs.programme;
        if let Some(month) = payback_month(programme, canvas.outcome(scenario), metric) {
            let figure = self.figure(area, scenario);
            let place = Rect { x: figure.right(), width: MONTH, ..figure };
            canvas.text_right(place, month.name(), canvas.look.theme.dim);
        }
    }

    /// Some scenarios' marks at their years, those that never come beyond the axis, and the figures.
    fn draw_scenarios(self, canvas: &mut Canvas, metric: Metric, of: &[Scenario], area: Rect) {
        let (session, look) = (canvas.session, canvas.look);
        let theme = &look.theme;
        let place = |scenario: Scenario, years: Option<f64>| {
            years.filter(|_| of.contains(&scenario)).map(|years| years / self.years)
        };
        let now = |scenario| canvas.outcome(scenario).metrics[metric];
        let before = |scenario| {
            let reference = session.reference()?;
            reference.scenarios[scenario].outcome.metrics[metric]
        };
        let track = Track {
            handles: Scenario::ALL.map(|scenario| place(scenario, now(scenario))),
            chosen: Some(session.scenario as usize),
            ghosts: Scenario::ALL.map(|scenario| place(scenario, before(scenario))),
            hatched: None,
            paint: look.paint(),
        };
        canvas.render(track, self.axis(area));
        self.draw_never(canvas, metric, of, area);
        for scenario in of.iter().copied() {
            let value = canvas.metric(scenario, metric);
            // By when is said of the headline figure; here the column says it.
            let value = value.split(" by ").next().unwrap_or_default();
            let style = if scenario == session.scenario { theme.figure } else { theme.text };
            canvas.text_right(self.figure(area, scenario), value, style);
            canvas.on_click(self.figure(area, scenario), ClickTarget::Figure(scenario, metric));
        }
    }

    fn draw_never(self, canvas: &mut Canvas, metric: Metric, of: &[Scenario], area: Rect) {
        let look = canvas.look;
        let never: Vec<Scenario> = of
            .iter()
            .copied()
            .filter(|scenario| canvas.outcome(*scenario).metrics[metric].is_none())
            .collect();
        if never.is_empty() {
            return;
        }
        let arrow = canvas::piece(format!("{} ", look.glyphs.off_right), look.theme.text);
        let marks = never
            .into_iter()
            .map(|scenario| canvas::piece(look.mark(scenario), canvas.style_of(scenario)));
        let pieces: Vec<_> = std::iter::once(arrow).chain(marks).collect();
        canvas.left(cut(area, self.before + self.axis + 1, NEVER - 1), &pieces);
    }
}

/// As many round years as have room over an axis.
fn ticks_for(axis: u16) -> usize {
    usize::from(axis / 6).clamp(2, 12)
}
