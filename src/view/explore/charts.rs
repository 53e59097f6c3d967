//! The two charts of a panel: operating income and cumulative cash by year, signed, on scales
//! that the three panels share, with payback marked and what stood before as a ghost.

use crate::model::{Metric, Month, Scenario, Series};
use crate::session::{Scale, Session};
use crate::view::format;
use crate::view::look::Look;
use crate::widgets::chart::Series as Line;
use crate::widgets::text::pad_left;
use crate::widgets::{Axes, AxisStyles, Chart, Drawing, Marker, Sparkline, SparklineStyles};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charted {
    /// Operating income by year.
    Income,
    /// Cumulative free cash flow at each year's end.
    Cash,
}

impl Charted {
    const fn series(self) -> Series {
        match self {
            Self::Income => Series::OperatingIncome,
            Self::Cash => Series::CumulativeFcf,
        }
    }

    pub(super) const fn caption(self) -> &'static str {
        match self {
            Self::Income => "operating income by year, $bn",
            Self::Cash => "cumulative cash by year, $bn",
        }
    }

    const fn scale(self, session: &Session) -> Scale {
        match self {
            Self::Income => session.scales.income,
            Self::Cash => session.scales.cash,
        }
    }
}

/// The month in which a number of years since the start has passed.
fn month_of(session: &Session, years: f64) -> Month {
    #[expect(clippy::cast_possible_truncation, reason = "held within the horizon's 600 months")]
    let months = (years * 12.0).clamp(0.0, 600.0).floor() as i32;
    session.preset.inputs.programme.start.plus(months)
}

/// The calendar year in which a number of years since the start has passed.
pub(super) fn year_of(session: &Session, years: f64) -> i32 {
    month_of(session, years).year()
}

/// Payback's place among the calendar years: 2.5 is the middle of the third one.
pub(in crate::view) fn payback_place(session: &Session, scenario: Scenario) -> Option<f64> {
    let payback = session.results.scenarios[scenario].outcome.metrics[Metric::PaybackYears]?;
    let start = session.preset.inputs.programme.start;
    Some((f64::from(start.month() - 1) + payback * 12.0) / 12.0)
}

/// A chart's values and, during a move or under a pin, the values before.
fn values(session: &Session, scenario: Scenario, charted: Charted) -> (&[f64], &[f64]) {
    let series = charted.series();
    let now = session.results.scenarios[scenario].annual.years(series);
    let before = session
        .reference()
        .map_or(&[][..], |reference| reference.scenarios[scenario].annual.years(series));
    // A programme of another length has no ghost that would lie beside it.
    let ghost = if before.len() == now.len() && before != now { before } else { &[] };
    (now, ghost)
}

/// The style of bars above zero: the accent for the chosen scenario.
fn bar_style(session: &Session, look: &Look, scenario: Scenario) -> Style {
    if scenario == session.scenario {
        // A bar needs no weight.
        Style { add_modifier: look.theme.bar.add_modifier, ..look.theme.accent }
    } else {
        look.theme.bar
    }
}

/// Yearly values spread over so many cells of time: the years take up the whole width.
fn spread(values: &[f64], width: u16) -> Vec<f64> {
    let cells = usize::from(width);
    (0..cells)
        .filter_map(|cell| values.get((2 * cell + 1) * values.len() / (2 * cells)).copied())
        .collect()
}

/// Draws a chart without axes in a few rows.
pub(super) fn draw_sparkline(
    session: &Session,
    look: &Look,
    scenario: Scenario,
    charted: Charted,
    area: Rect,
    buffer: &mut Buffer,
) {
    let (now, ghost) = values(session, scenario, charted);
    let scale = charted.scale(session);
    let theme = &look.theme;
    let marker = match charted {
        Charted::Cash => payback_place(session, scenario)
            .map(|place| place * f64::from(area.width) / now.len().max(1) as f64),
        Charted::Income => None,
    };
    Sparkline {
        values: &spread(now, area.width),
        ghost: &spread(ghost, area.width),
        scale: (scale.min, scale.max),
        marker,
        styles: SparklineStyles {
            positive: bar_style(session, look, scenario),
            negative: theme.negative,
            ghost: theme.ghost,
            marker: theme.accent,
            baseline: theme.dim,
        },
        glyphs: look.glyphs,
    }
    .render(area, buffer);
}

/// Draws a chart with axes.
pub(super) fn draw_chart(
    session: &Session,
    look: &Look,
    scenario: Scenario,
    charted: Charted,
    area: Rect,
    buffer: &mut Buffer,
) {
    let (now, ghost) = values(session, scenario, charted);
    let scale = charted.scale(session);
    let theme = &look.theme;
    let years: Vec<String> = session.results.years().map(|year| year.to_string()).collect();
    // Both charts share their years, which stand under the lower one.
    let labelled = match charted {
        Charted::Cash => &years[..],
        Charted::Income => &[],
    };
    let x_labels: Vec<(usize, &str)> =
        labelled.iter().enumerate().map(|(index, year)| (index, year.as_str())).collect();
    let payback = match charted {
        Charted::Cash => payback_place(session, scenario),
        Charted::Income => None,
    };
    let markers: Vec<Marker> = payback
        .into_iter()
        .map(|place| Marker { place, label: "payback", style: theme.accent })
        .collect();
    Chart {
        series: &[Line {
            name: "",
            values: now,
            ghost,
            mark: scenario as usize,
            style: bar_style(session, look, scenario),
            negative: Some(theme.negative),
            ghost_style: theme.ghost,
            ..Line::default()
        }],
        drawing: Drawing::Bars,
        axes: Axes {
            scale: Some((scale.min, scale.max)),
            x_labels: &x_labels,
            y_labels: &[],
            // As wide in both charts of a panel, so that a year stands in the same column.
            format: |value| pad_left(&format::trimmed(value, 1), 3),
            markers: &markers,
            styles: AxisStyles { line: theme.dim, label: theme.dim, zero: theme.dim },
        },
        legend: false,
        glyphs: look.glyphs,
    }
    .render(area, buffer);
}
