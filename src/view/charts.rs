//! Bars by year, on scales that the three scenarios share, with payback marked and what stood
//! before as a ghost: on Explore's panels and on Cash.

use super::canvas::Canvas;
use super::format;
use crate::model::{Metric, Scenario, Series, Unit};
use crate::session::{Scale, Scales, ScenarioResult, Session};
use crate::widgets::{Axes, Chart, ChartSeries, Drawing, Marker, Plot, Sparkline};
use ratatui::layout::Rect;

/// What a chart shows.
#[derive(Clone, Copy)]
pub(super) struct Charted {
    pub(super) caption: &'static str,
    series: Series,
    /// The scale that the three scenarios share and that holds still during a move; `None` where
    /// they share one of what they come to now.
    scale: Option<fn(&Scales) -> Scale>,
    /// Whether payback is marked and the years stand below.
    is_cash: bool,
}

pub(super) const INCOME: Charted = Charted {
    caption: "operating income by year, $bn",
    series: Series::OperatingIncome,
    scale: Some(|scales| scales.income),
    is_cash: false,
};

pub(super) const CASH: Charted = Charted {
    caption: "cumulative cash by year, $bn",
    series: Series::CumulativeFcf,
    scale: Some(|scales| scales.cash),
    is_cash: true,
};

impl Charted {
    /// Another series by year, whose years stand below it.
    pub(super) const fn of(series: Series, caption: &'static str) -> Self {
        Self { caption, series, scale: None, is_cash: false }
    }

    fn scale(self, canvas: &Canvas) -> (f64, f64) {
        if let Some(scale) = self.scale {
            let scale = scale(&canvas.session.scales);
            return (scale.min, scale.max);
        }
        fitting(Scenario::ALL.into_iter().flat_map(|of| canvas.years(of, self.series)))
    }

    /// Whether there is anything to see of it.
    pub(super) fn is_there(self, canvas: &Canvas, scenario: Scenario) -> bool {
        canvas.years(scenario, self.series).iter().any(|value| *value != 0.0)
    }

    /// Whether a scenario's other figures are of as many years as the present ones.
    pub(super) fn lies_beside(self, canvas: &Canvas, other: &ScenarioResult) -> bool {
        let years = canvas.session.results.years().len();
        other.annual.of(self.series).len() == years
    }

    /// Payback's place among the years, where it is marked: 2.5 is the middle of the third.
    fn payback(self, canvas: &Canvas, scenario: Scenario) -> Option<f64> {
        let payback = canvas.outcome(scenario).metrics[Metric::PaybackYears];
        let programme = &canvas.session.preset.inputs.programme;
        let (first, _) = programme.months_of(programme.year_of(programme.start));
        let before = f64::from(programme.start.since(first));
        payback.filter(|_| self.is_cash).map(|years| (before + years * 12.0) / 12.0)
    }

    /// The values and, during a move or under a pin, the values before.
    fn values<'a>(self, canvas: &Canvas<'a>, scenario: Scenario) -> (&'a [f64], &'a [f64]) {
        let now = canvas.years(scenario, self.series);
        let before = canvas
            .session
            .reference()
            .filter(|_| canvas.session.reference_currency() == canvas.money())
            .map_or(&[][..], |reference| reference.scenarios[scenario].annual.of(self.series));
        // A programme of another length or currency has no ghost that would lie beside it.
        (now, if before.len() == now.len() && before != now { before } else { &[] })
    }
}

/// The scale on which values fit, and zero.
fn fitting<'a>(values: impl Iterator<Item = &'a f64>) -> (f64, f64) {
    values.fold((0.0, 0.0), |(min, max), value| (value.min(min), value.max(max)))
}

/// Draws a scenario's series as it was before, dotted, and as it is now, in axes of their own.
pub(super) fn draw_both(
    canvas: &mut Canvas,
    of: Scenario,
    charted: Charted,
    (before, name): (&ScenarioResult, &str),
    area: Rect,
) {
    let (theme, years) = (&canvas.look.theme, year_labels(canvas.session));
    let [before, now] = [before.annual.of(charted.series), canvas.years(of, charted.series)];
    let line = ChartSeries { bare: true, ..ChartSeries::default() };
    let series = [
        ChartSeries { name, values: before, dotted: true, style: theme.ghost, ..line },
        ChartSeries { name: "now", values: now, style: theme.scenario(of), ..line },
    ];
    let chart = Chart {
        series: &series,
        drawing: Drawing::Curves,
        axes: Axes {
            scale: fitting(before.iter().chain(now)),
            x_labels: &under_points(&years),
            format: |value| format::trimmed(value, 1),
            ..Axes::default()
        },
        paint: canvas.look.paint(),
        ..Chart::default()
    };
    canvas.render(chart, area);
}

/// The words for a round value of a figure, whose unit stands in the heading.
pub(super) fn axis_format(unit: Unit) -> fn(f64) -> String {
    if format::is_percent(unit) {
        |value| format::trimmed(value * 100.0, 1)
    } else {
        |value| format::trimmed(value, 2)
    }
}

/// Years as labels.
pub(super) fn year_labels(session: &Session) -> Vec<String> {
    session.results.years().map(|year| year.to_string()).collect()
}

/// Labels under a chart's points.
pub(super) fn under_points(labels: &[String]) -> Vec<(f64, &str)> {
    labels.iter().enumerate().map(|(index, label)| (index as f64, label.as_str())).collect()
}

/// Yearly values spread over so many cells of time: the years take up the whole width.
fn spread(values: &[f64], width: u16) -> Vec<f64> {
    let cells = usize::from(width);
    (0..cells)
        .filter_map(|cell| values.get((2 * cell + 1) * values.len() / (2 * cells)).copied())
        .collect()
}

/// Draws bars without axes in a few rows.
pub(super) fn draw_sparkline(canvas: &mut Canvas, of: Scenario, charted: Charted, area: Rect) {
    let (now, ghost) = charted.values(canvas, of);
    let cells = f64::from(area.width) / now.len().max(1) as f64;
    let sparkline = Sparkline {
        values: &spread(now, area.width),
        ghost: &spread(ghost, area.width),
        scale: charted.scale(canvas),
        marker: charted.payback(canvas, of).map(|place| place * cells),
        style: canvas.look.theme.scenario(of),
        paint: canvas.look.paint(),
    };
    canvas.render(sparkline, area);
}

/// Draws bars in axes; gives where they stand.
pub(super) fn draw_bars(
    canvas: &mut Canvas,
    of: Scenario,
    charted: Charted,
    format: fn(f64) -> String,
    area: Rect,
) -> Plot {
    let (now, ghost) = charted.values(canvas, of);
    // Operating income's years stand under the chart of cash below it.
    let has_years = charted.is_cash || charted.scale.is_none();
    let years = if has_years { year_labels(canvas.session) } else { Vec::new() };
    let markers: Vec<Marker> = charted
        .payback(canvas, of)
        .into_iter()
        .map(|place| Marker { place, label: "payback", style: canvas.look.theme.accent })
        .collect();
    let style = canvas.look.theme.scenario(of);
    let chart = Chart {
        series: &[ChartSeries {
            values: now,
            ghost,
            mark: of as usize,
            style,
            ..ChartSeries::default()
        }],
        drawing: Drawing::Bars,
        axes: Axes {
            scale: charted.scale(canvas),
            x_labels: &under_points(&years),
            format,
            markers: &markers,
            ..Axes::default()
        },
        paint: canvas.look.paint(),
        ..Chart::default()
    };
    canvas.render(chart, area);
    chart.plot(area)
}
