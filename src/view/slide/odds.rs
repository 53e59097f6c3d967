//! The odds in large digits, and the draws behind them as a histogram.

use super::figures::Figures;
use super::large::{Large, Message};
use crate::analysis::risk::{MetricRisk, RiskAnswer};
use crate::model::{Better, Scenario, Unit};
use crate::view::canvas::{Canvas, below, piece, row, width};
use crate::view::format;
use crate::view::risk::charts::{Stretches, shares};
use crate::view::vocabulary::{in_sentence, names};
use crate::widgets::{Axes, Chart, ChartSeries, Marker};
use ratatui::layout::Rect;

/// What is known of the headline figure's odds.
fn known<'a>(canvas: &Canvas<'a>) -> Option<(&'a RiskAnswer, &'a MetricRisk)> {
    let session = canvas.session;
    let answer = session.answers.risk.as_deref().filter(|risk| risk.metric == session.metric)?;
    Some((answer, answer.result.metric(answer.metric)?))
}

/// How likely a payback is; of any other figure, what half of all draws come to.
pub(super) fn headline(canvas: &Canvas) -> Option<Message> {
    let (_, risk) = known(canvas)?;
    let theme = &canvas.look.theme;
    let unit = canvas.shown(risk.metric.spec().unit);
    let [low, _, _, half, _, _, high] =
        risk.percentiles.map(|value| value.map(|value| format::figure(unit, value)));
    if risk.metric.absent_is_latest() {
        let figure =
            Large::of(&format::odds(risk.defined), Unit::Share, theme.figure).then("of draws");
        let words = if risk.metric.spec().has_moving_denominator {
            format!("{} comes about at all in", in_sentence(names(risk.metric).long))
        } else {
            format!(
                "{} comes by {} in",
                in_sentence(names(risk.metric).long),
                canvas.session.horizon_year()
            )
        };
        // Under a title of its own the slide has no sentence that ends in the figure.
        let has_title =
            canvas.session.presentation.as_ref().is_some_and(|shown| !shown.title.is_empty());
        let by = |half: String| {
            if has_title {
                format!("by {}; half by {half}", canvas.session.horizon_year())
            } else {
                format!("half of them all by {half}")
            }
        };
        let half = half.map(|half| vec![piece(by(half), theme.text)]);
        return Some((words, figure, half.into_iter().collect()));
    }
    let side = match risk.metric.spec().better {
        Better::Lower => "or less",
        Better::Higher | Better::Neither => "or more",
    };
    let figure = Large::of(&half?, risk.metric.spec().unit, theme.figure).then(side);
    let words = format!("half of all draws give {} of", in_sentence(names(risk.metric).long));
    let range = low.zip(high);
    let range = range.map(|(low, high)| format!("nine in ten lie between {low} and {high}"));
    Some((words, figure, range.into_iter().map(|words| vec![piece(words, theme.text)]).collect()))
}

pub(super) fn draw(canvas: &mut Canvas, figures: &mut Figures, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let theme = &look.theme;
    let (Some((answer, risk)), Some([_, axis])) = (known(canvas), session.screens.risk.axes) else {
        return canvas.centred(area, "simulating…", theme.text);
    };
    let unit = canvas.shown(answer.metric.spec().unit);
    let name = in_sentence(names(answer.metric).long);
    let caption = format!("{name}, {}: how often", format::axis_unit(unit));
    let mut heading = vec![piece(caption, theme.text)];
    let marks = Scenario::ALL.map(|of| piece(format!("   {}", look.name(of)), canvas.style_of(of)));
    if width(&heading) + width(&marks) <= usize::from(area.width) {
        heading.extend(marks);
    }
    canvas.left(row(area, 0), &heading);
    let area = below(area, 1);
    let stretches = usize::from(area.width.saturating_sub(2)).max(1);
    let Stretches { low, high, ticks } = Stretches::of(axis, stretches);
    let values = shares(&risk.histogram, (low, high), stretches);
    let place = |value: f64| {
        let share = (value - low) / (high - low);
        (low..=high).contains(&value).then_some(share * stretches as f64)
    };
    let ends: Vec<(f64, String)> = [ticks.first(), ticks.last()]
        .into_iter()
        .flatten()
        .filter_map(|tick| Some((place(*tick)? + 1e-6, format::on_axis(unit, *tick, 2))))
        .collect();
    let is_allowed = figures.allow_all(ends.iter().map(|(_, words)| words.as_str()));
    let ends: Vec<(f64, &str)> =
        ends.iter().filter(|_| is_allowed).map(|(cell, words)| (*cell, words.as_str())).collect();
    let markers: Vec<Marker> = Scenario::ALL
        .into_iter()
        .filter_map(|of| {
            let own = canvas.outcome(of).metrics[answer.metric]?;
            Some(Marker { place: place(own)?, label: look.mark(of), style: canvas.style_of(of) })
        })
        .collect();
    let most = values.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let chart = Chart {
        series: &[ChartSeries { values: &values, style: theme.bar, ..ChartSeries::default() }],
        axes: Axes {
            // A row is left above the bars for the markers' labels.
            scale: (0.0, most * 1.15),
            x_labels: &ends,
            y_labels: &[(0.0, "")],
            markers: &markers,
            ..Axes::default()
        },
        paint: look.paint(),
        ..Chart::default()
    };
    canvas.render(chart, area);
}
