//! A figure of a scenario, how it changed, and the claim on it; lines of a panel that hold two.

use crate::analysis::{Claim, Measure};
use crate::model::{Driver, Input, Metric, Scenario};
use crate::view::canvas::{Canvas, Piece, piece, width};
use crate::view::format;
use crate::view::words::bound;
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// What a line of a panel shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PanelMeasure {
    Metric(Metric),
    Driver(Driver),
}

impl PanelMeasure {
    /// What a claim speaks of; `None` for what is claimed as of a year.
    pub(super) const fn of(measure: Measure) -> Option<Self> {
        match measure {
            Measure::Metric(metric) => Some(Self::Metric(metric)),
            Measure::Driver(driver) => Some(Self::Driver(driver)),
            Measure::MetricIn(..) | Measure::SeriesIn(..) => None,
        }
    }
}

/// A figure of a scenario, as the parts of a line.
pub(super) struct PanelFigure {
    /// By how much it changed since the pin or the move's begin; empty where it reads the same.
    pub(super) change: String,
    /// Its value, as people read it.
    pub(super) value: Piece,
    pub(super) claim: Option<Piece>,
}

pub(super) fn figure(canvas: &Canvas, scenario: Scenario, measure: PanelMeasure) -> PanelFigure {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let outcome = canvas.outcome(scenario);
    let (value, change, negative) = match measure {
        PanelMeasure::Metric(metric) => (
            canvas.metric(scenario, metric),
            change(canvas, scenario, metric),
            outcome.metrics[metric].is_some_and(|value| value < 0.0),
        ),
        PanelMeasure::Driver(driver) => {
            let value = session.value(Input::Driver(driver), scenario);
            (format::setting(canvas.shown(driver.spec().unit), value), String::new(), false)
        }
    };
    let style = if negative { theme.figure.patch(theme.negative) } else { theme.figure };
    PanelFigure { change, value: piece(value, style), claim: verdict(canvas, scenario, measure) }
}

/// By how much a metric differs from the reference: `+0.3`, in the figure's unit; `was 11.3 y`
/// where a value went, or was in another currency.
fn change(canvas: &Canvas, scenario: Scenario, metric: Metric) -> String {
    let Some(reference) = canvas.session.reference() else { return String::new() };
    let unit = canvas.session.reference_currency().of(metric.spec().unit);
    let before = reference.scenarios[scenario].outcome.metrics[metric];
    match (before, canvas.outcome(scenario).metrics[metric]) {
        (Some(before), Some(_)) if !unit.is_same_in(canvas.money()) => {
            format!("was {}", format::figure(unit, before))
        }
        (Some(before), Some(now)) if !format::reads_same(unit, before, now) => {
            format::bare_change(unit, now - before)
        }
        (Some(before), None) => format!("was {}", format::figure(unit, before)),
        (None, Some(_)) => "was none".to_owned(),
        (Some(_), Some(_)) | (None, None) => String::new(),
    }
}

/// A claim's bound and whether the figure lies in it: `2.5–3.0 in`.
fn verdict(canvas: &Canvas, scenario: Scenario, measure: PanelMeasure) -> Option<Piece> {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let is_on_it = |claim: &&Claim| {
        claim.scenario == scenario && PanelMeasure::of(claim.measure) == Some(measure)
    };
    let claim = session.preset.claims.iter().find(is_on_it)?;
    let value = match measure {
        PanelMeasure::Metric(metric) => canvas.outcome(scenario).metrics[metric],
        PanelMeasure::Driver(driver) => Some(session.value(Input::Driver(driver), scenario)),
    };
    let (word, style) = if claim.holds(value) { ("in", theme.holds) } else { ("out", theme.fails) };
    Some(piece(format!("{} {word}", bound(claim.bound, claim.measure.unit())), style))
}

/// Capital as a multiple of income and of ebitda.
pub(super) fn draw_multiples(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let text = canvas.look.theme.text;
    let multiple = |metric| figure(canvas, scenario, PanelMeasure::Metric(metric)).value;
    let left = [piece("multiple: income ", text), multiple(Metric::IncomeMultipleYears)];
    let right = [piece("ebitda ", text), multiple(Metric::EbitdaMultipleYears)];
    canvas.both(area, &left, &right);
}

/// Achieved margin at the left, the claim on operating income at the right.
pub(super) fn draw_margin(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let theme = &canvas.look.theme;
    let margin = figure(canvas, scenario, PanelMeasure::Metric(Metric::OperatingMargin));
    let income = figure(canvas, scenario, PanelMeasure::Metric(Metric::OperatingIncome));
    let mut left = vec![piece("margin ", theme.text), margin.value];
    let claim: Vec<Piece> = income.claim.into_iter().collect();
    let taken = width(&left) + width(&claim) + columns(&margin.change) + 2;
    if !margin.change.is_empty() && taken <= usize::from(area.width) {
        left.push(piece(format!(" {}", margin.change), theme.change));
    }
    canvas.both(area, &left, &claim);
}

/// NPV and IRR, with their changes and the claim on NPV where they fit.
pub(super) fn draw_value_and_return(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let theme = &canvas.look.theme;
    let npv = figure(canvas, scenario, PanelMeasure::Metric(Metric::Npv));
    let irr = figure(canvas, scenario, PanelMeasure::Metric(Metric::Irr));
    let mut left = vec![
        piece("NPV ", theme.text),
        piece(bare(canvas, scenario, Metric::Npv, ""), npv.value.1),
    ];
    let mut right = vec![piece("IRR ", theme.text), irr.value];
    let room = usize::from(area.width);
    let mut taken = width(&left) + width(&right);
    let mut add = |words: &str, style| {
        let fits = taken + columns(words) + 2 <= room;
        if fits {
            taken += columns(words) + 1;
            left.push(piece(format!(" {words}"), style));
        }
        fits
    };
    if !npv.change.is_empty() {
        add(&npv.change, theme.change);
    }
    if let Some((words, style)) = npv.claim {
        // Where the bound has no room, whether it is kept has: the last word.
        let verdict = words.rsplit(' ').next().unwrap_or_default();
        let _ = add(&words, style) || add(verdict, style);
    }
    if !irr.change.is_empty() && taken + columns(&irr.change) + 3 <= room {
        right.insert(1, piece(format!("{} ", irr.change), theme.change));
    }
    canvas.both(area, &left, &right);
}

/// Peak draw and idle capital, with their changes where they fit.
pub(super) fn draw_draw_and_idle(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let theme = &canvas.look.theme;
    let part = |name: &str, metric: Metric, unit: &str| {
        let value = format!("{}{unit}", bare(canvas, scenario, metric, "$"));
        let value = canvas.money().words(value);
        let change = figure(canvas, scenario, PanelMeasure::Metric(metric)).change;
        (change, vec![piece(format!("{name} "), theme.text), piece(value, theme.figure)])
    };
    let (draw_change, mut left) = part("Draw", Metric::PeakDraw, "");
    let (idle_change, mut right) = part("idle", Metric::PeakIdleCapital, " bn");
    let mut room = usize::from(area.width).saturating_sub(width(&left) + width(&right) + 2);
    for (change, pieces) in [(draw_change, &mut left), (idle_change, &mut right)] {
        if !change.is_empty() && columns(&change) < room {
            room -= columns(&change) + 1;
            pieces.insert(1, piece(format!("{change} "), theme.change));
        }
    }
    canvas.left(area, &left);
    canvas.right(area, &right);
}

/// A figure's digits alone behind a sign.
fn bare(canvas: &Canvas, scenario: Scenario, metric: Metric, sign: &str) -> String {
    canvas.outcome(scenario).metrics[metric].map_or_else(
        || "n/a".to_owned(),
        |value| format!("{sign}{}", format::bare_figure(metric.spec().unit, value)),
    )
}
