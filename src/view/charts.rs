//! Bars by year, on scales that the three scenarios share, with payback marked and what stood
//! before as a ghost: on Explore's panels and on Cash.

use super::canvas::Canvas;
use crate::model::{Metric, Scenario, Series};
use crate::session::{Scale, Scales, Session};
use crate::widgets::{Axes, Chart, ChartSeries, Drawing, Marker, Plot, Sparkline};
use ratatui::layout::Rect;

/// What a chart shows.
#[derive(Clone, Copy)]
pub(super) struct Charted {
    pub(super) caption: &'static str,
    series: Series,
    scale: fn(&Scales) -> Scale,
    /// Whether payback is marked and the years stand below.
    is_cash: bool,
}

pub(super) const INCOME: Charted = Charted {
    caption: "operating income by year, $bn",
    series: Series::OperatingIncome,
    scale: |scales| scales.income,
    is_cash: false,
};

pub(super) const CASH: Charted = Charted {
    caption: "cumulative cash by year, $bn",
    series: Series::CumulativeFcf,
    scale: |scales| scales.cash,
    is_cash: true,
};

impl Charted {
    fn scale(self, session: &Session) -> (f64, f64) {
        let scale = (self.scale)(&session.scales);
        (scale.min, scale.max)
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
        scale: charted.scale(canvas.session),
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
    let years = if charted.is_cash { year_labels(canvas.session) } else { Vec::new() };
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
            scale: charted.scale(canvas.session),
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
