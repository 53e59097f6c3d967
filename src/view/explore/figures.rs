//! A figure of a scenario, how it changed, and the claim on it; lines of a panel that hold two.

use crate::analysis::{Claim, Measure};
use crate::model::{Driver, Input, Metric, Scenario};
use crate::view::canvas::{Canvas, Piece, piece, width};
use crate::view::format;
use crate::view::verdict::verdict_mark;
use crate::view::words::bound;
use crate::widgets::text::columns;
use ratatui::layout::Rect;
use ratatui::style::Style;

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
    /// Whether that is for the better or the worse.
    pub(super) trend: Style,
    /// Its value, as people read it.
    pub(super) value: Piece,
    pub(super) claim: Option<Piece>,
    /// The end of that: whether it is kept.
    mark: Option<Piece>,
}

pub(super) fn figure(canvas: &Canvas, scenario: Scenario, measure: PanelMeasure) -> PanelFigure {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let outcome = canvas.outcome(scenario);
    let (value, (change, trend), negative) = match measure {
        PanelMeasure::Metric(metric) => (
            canvas.metric(scenario, metric),
            change(canvas, scenario, metric),
            outcome.metrics[metric].is_some_and(|value| value < 0.0),
        ),
        PanelMeasure::Driver(driver) => {
            let value = session.value(Input::Driver(driver), scenario);
            let shown = format::setting(canvas.shown(driver.spec().unit), value);
            (shown, (String::new(), theme.change), false)
        }
    };
    let style = if negative { theme.figure.patch(theme.negative) } else { theme.figure };
    let (claim, mark) = verdict(canvas, scenario, measure).unzip();
    PanelFigure { change, trend, value: piece(value, style), claim, mark }
}

/// By how much a metric differs from the reference, `▲0.3` in the figure's unit, and whether that
/// is for the better; `was 11.3 y` where a value went, or was in another currency.
fn change(canvas: &Canvas, scenario: Scenario, metric: Metric) -> (String, Style) {
    let look = canvas.look;
    let none = (String::new(), look.theme.change);
    let Some(reference) = canvas.session.reference() else { return none };
    let unit = canvas.session.reference_currency().of(metric.spec().unit);
    let better = metric.spec().better;
    let before = reference.scenarios[scenario].outcome.metrics[metric];
    // No payback is the latest of all.
    let trend = |by: f64| if metric.absent_is_latest() { look.trend(better, by) } else { none.1 };
    match (before, canvas.outcome(scenario).metrics[metric]) {
        (Some(before), Some(_)) if !unit.is_same_in(canvas.money()) => {
            (format!("was {}", format::figure(unit, before)), none.1)
        }
        (Some(before), Some(now)) if !format::reads_same(unit, before, now) => {
            let by = now - before;
            (look.arrowed(&format::bare_change(unit, by)), look.trend(better, by))
        }
        (Some(before), None) => {
            (format!("was {}", format::figure(unit, before)), trend(f64::INFINITY))
        }
        (None, Some(_)) => ("was none".to_owned(), trend(f64::NEG_INFINITY)),
        (Some(_), Some(_)) | (None, None) => none,
    }
}

/// A claim's bound and whether the figure lies in it, `2.5–3.0 ✓`; and the latter alone.
fn verdict(canvas: &Canvas, scenario: Scenario, measure: PanelMeasure) -> Option<(Piece, Piece)> {
    let session = canvas.session;
    let is_on_it = |claim: &&Claim| {
        claim.scenario == scenario && PanelMeasure::of(claim.measure) == Some(measure)
    };
    let claim = session.preset.claims.iter().find(is_on_it)?;
    let value = match measure {
        PanelMeasure::Metric(metric) => canvas.outcome(scenario).metrics[metric],
        PanelMeasure::Driver(driver) => Some(session.value(Input::Driver(driver), scenario)),
    };
    let mark = verdict_mark(canvas, claim, value);
    let bound = bound(claim.bound, claim.measure.unit());
    Some((piece(format!("{bound} {}", mark.0), mark.1), mark))
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
        left.push(piece(format!(" {}", margin.change), margin.trend));
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
        add(&npv.change, npv.trend);
    }
    if let Some(((words, style), (mark, _))) = npv.claim.zip(npv.mark) {
        // Where the bound has no room, whether it is kept has.
        let _ = add(&words, style) || add(&mark, style);
    }
    if !irr.change.is_empty() && taken + columns(&irr.change) + 3 <= room {
        right.insert(1, piece(format!("{} ", irr.change), irr.trend));
    }
    canvas.both(area, &left, &right);
}

/// Peak draw and idle capital, with their changes where they fit.
pub(super) fn draw_draw_and_idle(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let theme = &canvas.look.theme;
    let part = |name: &str, metric: Metric, unit: &str| {
        let value = format!("{}{unit}", bare(canvas, scenario, metric, "$"));
        let value = canvas.money().words(value);
        let figure = figure(canvas, scenario, PanelMeasure::Metric(metric));
        let change = (figure.change, figure.trend);
        (change, vec![piece(format!("{name} "), theme.text), piece(value, theme.figure)])
    };
    let (draw_change, mut left) = part("Draw", Metric::PeakDraw, "");
    let (idle_change, mut right) = part("idle", Metric::PeakIdleCapital, " bn");
    let mut room = usize::from(area.width).saturating_sub(width(&left) + width(&right) + 2);
    for ((change, trend), pieces) in [(draw_change, &mut left), (idle_change, &mut right)] {
        if !change.is_empty() && columns(&change) < room {
            room -= columns(&change) + 1;
            pieces.insert(1, piece(format!("{change} "), trend));
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
