//! A figure of a scenario, how it changed, and the claim on it; lines of a panel that hold two.

use crate::analysis::Measure;
use crate::model::{Driver, Input, Metric, Scenario};
use crate::view::canvas::{Canvas, Piece, piece, width};
use crate::view::change::{Change, change};
use crate::view::claim_mark::claim_mark;
use crate::view::format;
use crate::view::words::bound_with_unit;
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
    /// By how much it changed.
    pub(super) change: Option<Change>,
    /// Its value, as people read it.
    pub(super) value: Piece,
    pub(super) claim: Option<PanelVerdict>,
}

pub(super) fn figure(canvas: &Canvas, scenario: Scenario, measure: PanelMeasure) -> PanelFigure {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let outcome = canvas.outcome(scenario);
    let (value, change, negative) = match measure {
        PanelMeasure::Metric(metric) => (
            canvas.figure(scenario, metric),
            change(canvas, scenario, metric),
            outcome.metrics[metric].is_some_and(|value| value < 0.0),
        ),
        PanelMeasure::Driver(driver) => {
            let value = session.value(Input::Driver(driver), scenario);
            (format::setting(canvas.shown(driver.spec().unit), value), None, false)
        }
    };
    let style = if negative { theme.figure.patch(theme.negative) } else { theme.figure };
    PanelFigure { change, value: piece(value, style), claim: verdict(canvas, scenario, measure) }
}

/// Whether the figure lies within a claim's bound, as fully as there is room: `$2.5–3.0 bn ✓`.
pub(super) struct PanelVerdict {
    bound: String,
    mark: Piece,
}

impl PanelVerdict {
    /// The columns that it takes at least, with a gap.
    pub(super) fn least(&self) -> usize {
        columns(&self.mark.0) + 1
    }

    /// With its bound where that has room, else alone.
    pub(super) fn piece(&self, room: usize) -> Option<Piece> {
        let (mark, style) = &self.mark;
        let whole = format!("{} {mark}", self.bound);
        // Without its side where there is no room for that.
        let sign = mark.split(' ').next().unwrap_or_default().to_owned();
        [whole, mark.clone(), sign]
            .into_iter()
            .find(|words| columns(words) <= room)
            .map(|words| piece(words, *style))
    }
}

fn verdict(canvas: &Canvas, scenario: Scenario, measure: PanelMeasure) -> Option<PanelVerdict> {
    let session = canvas.session;
    let (claimed, value) = match measure {
        PanelMeasure::Metric(metric) => {
            (Measure::Metric(metric), canvas.outcome(scenario).metrics[metric])
        }
        PanelMeasure::Driver(driver) => {
            (Measure::Driver(driver), Some(session.value(Input::Driver(driver), scenario)))
        }
    };
    let claim = canvas.claim_on(scenario, claimed)?;
    let bound = bound_with_unit(claim.bound, canvas.shown(claim.measure.unit()));
    Some(PanelVerdict { bound, mark: claim_mark(canvas, claim, value) })
}

/// Capital as a multiple of income and of ebitda.
pub(super) fn draw_multiples(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let text = canvas.look.theme.text;
    let multiple = |metric| figure(canvas, scenario, PanelMeasure::Metric(metric)).value;
    let left = [piece("multiple: income ", text), multiple(Metric::IncomeMultipleYears)];
    let right = [piece("ebitda ", text), multiple(Metric::EbitdaMultipleYears)];
    canvas.both(area, &left, &right);
}

/// NPV and IRR, with their changes and the claim on NPV where they fit.
pub(super) fn draw_value_and_return(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let theme = &canvas.look.theme;
    let npv = figure(canvas, scenario, PanelMeasure::Metric(Metric::Npv));
    let irr = figure(canvas, scenario, PanelMeasure::Metric(Metric::Irr));
    let room =
        usize::from(area.width).saturating_sub("NPV  IRR ".len() + widest(canvas, Metric::Irr));
    let mut left = vec![
        piece("NPV ", theme.text),
        piece(fitting(canvas, scenario, Metric::Npv, room), npv.value.1),
    ];
    let mut right = vec![piece("IRR ", theme.text), irr.value];
    let mut spare = usize::from(area.width).saturating_sub(width(&left) + width(&right) + 1);
    if let Some(change) = npv.change.map(|change| change.piece(canvas)) {
        add(&mut left, change, &mut spare);
    }
    if let Some(verdict) = npv.claim.and_then(|claim| claim.piece(spare.saturating_sub(1))) {
        add(&mut left, verdict, &mut spare);
    }
    if let Some(change) = irr.change.map(|change| change.piece(canvas)) {
        add(&mut right, change, &mut spare);
    }
    canvas.both(area, &left, &right);
}

/// Adds a piece where it has room.
fn add(pieces: &mut Vec<Piece>, added: Piece, spare: &mut usize) {
    let taken = columns(&added.0) + 1;
    if taken <= *spare {
        *spare -= taken;
        pieces.extend([piece(" ", Style::new()), added]);
    }
}

/// Peak draw and idle capital, with their changes where they fit.
pub(super) fn draw_draw_and_idle(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let theme = &canvas.look.theme;
    let room = usize::from(area.width).saturating_sub("Draw  idle ".len()) / 2;
    let part = |name: &str, metric: Metric| {
        let value = fitting(canvas, scenario, metric, room);
        let figure = figure(canvas, scenario, PanelMeasure::Metric(metric));
        (figure.change, vec![piece(format!("{name} "), theme.text), piece(value, theme.figure)])
    };
    let (draw_change, mut left) = part("Draw", Metric::PeakDraw);
    let (idle_change, mut right) = part("idle", Metric::PeakIdleCapital);
    if width(&left) + 1 + width(&right) > usize::from(area.width) {
        right.clear();
    }
    let mut spare = usize::from(area.width).saturating_sub(width(&left) + width(&right) + 1);
    for (change, pieces) in [(draw_change, &mut left), (idle_change, &mut right)] {
        if let Some(change) = change {
            add(pieces, change.piece(canvas), &mut spare);
        }
    }
    canvas.both(area, &left, &right);
}

/// The columns that a metric's figures take in all scenarios.
fn widest(canvas: &Canvas, metric: Metric) -> usize {
    let figures = Scenario::ALL.map(|scenario| columns(&canvas.figure(scenario, metric)));
    figures.into_iter().fold(0, usize::max)
}

/// A figure with its unit; in whole numbers in every scenario where one of them has no room else.
fn fitting(canvas: &Canvas, scenario: Scenario, metric: Metric, room: usize) -> String {
    match canvas.outcome(scenario).metrics[metric] {
        Some(value) if widest(canvas, metric) > room => {
            format::figure_to(canvas.shown(metric.spec().unit), value, 0)
        }
        Some(_) | None => canvas.figure(scenario, metric),
    }
}
