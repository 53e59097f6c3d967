//! The attribution: what each driver has of the difference between two scenarios.

use crate::analysis::{AnalysisError, Attribution, AttributionResult};
use crate::model::Scenario;
use crate::view::canvas::{Canvas, below, row};
use crate::view::format;
use crate::view::regions::ClickTarget;
use crate::widgets::{Waterfall, WaterfallStep};
use ratatui::layout::{Constraint, Layout, Rect};

/// Draws the ways from base to bull and from bear to base.
pub(super) fn draw(canvas: &mut Canvas, ways: &[AttributionResult; 2], area: Rect) {
    let halves = Layout::vertical([Constraint::Fill(1), Constraint::Fill(1)]).areas::<2>(area);
    let ends = [(Scenario::Base, Scenario::Bull), (Scenario::Bear, Scenario::Base)];
    for ((way, (from, to)), area) in ways.iter().zip(ends).zip(halves) {
        let look = canvas.look;
        let title = format!("from {} to {}", look.name(from), look.name(to));
        canvas.text(row(area, 0), title, look.theme.title);
        match way {
            Ok(attribution) => draw_waterfall(canvas, attribution, below(area, 1)),
            Err(error) => {
                canvas.wrapped(below(area, 1), &without_value(error), look.theme.dim);
            }
        }
    }
}

/// Why a difference can't be told, in the screen's words.
fn without_value(error: &AnalysisError) -> String {
    let AnalysisError::NoValue { metric, from, to, moved } = error else {
        return error.to_string();
    };
    let label = metric.spec().label;
    let at = if moved.is_empty() {
        format!("{} has none", from.id())
    } else {
        let moved: Vec<String> =
            moved.iter().map(|driver| driver.spec().label.to_lowercase()).collect();
        format!("{} with {} of {} has none", from.id(), moved.join(", "), to.id())
    };
    format!(
        "{label} can't be attributed: {at}. Press m for another figure: operating income and \
         NPV always have a value."
    )
}

fn draw_waterfall(canvas: &mut Canvas, attribution: &Attribution, area: Rect) {
    let session = canvas.session;
    let unit = canvas.shown(attribution.metric.spec().unit);
    let total = |scenario: Scenario, value| WaterfallStep {
        label: scenario.id().into(),
        value,
        total: true,
        text: format::figure(unit, value).into(),
        style: canvas.look.theme.scenario(scenario),
    };
    // Drivers that are alike in both scenarios have no part in it.
    let changes =
        attribution.rows.iter().filter(|row| row.effect != 0.0).map(|row| WaterfallStep {
            label: row.driver.spec().label.into(),
            value: row.effect,
            total: false,
            text: format::change(unit, row.effect).into(),
            style: canvas.look.trend(attribution.metric.spec().better, row.effect),
        });
    let steps: Vec<WaterfallStep> = std::iter::once(total(attribution.from, attribution.at_from))
        .chain(changes)
        .chain([total(attribution.to, attribution.at_to)])
        .collect();
    let drivers = session.attributed_drivers();
    let place = |label: &str| drivers.iter().position(|driver| driver.spec().label == label);
    for (line, step) in (0..area.height).zip(&steps) {
        if let Some(index) = place(&step.label).filter(|_| !step.total) {
            canvas.on_click(row(area, line), ClickTarget::Line(index));
        }
    }
    let selected =
        steps.iter().position(|step| place(&step.label) == Some(session.screens.drivers.selected));
    let waterfall = Waterfall { steps: &steps, scale: None, selected, paint: canvas.look.paint() };
    canvas.render(waterfall, area);
}
