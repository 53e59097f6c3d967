//! Lines by year, on scales that the three scenarios share, with payback marked and what stood
//! before as a dotted line: on Explore, Cash and Explain.
//!
//! The axis is time: a label stands where its year begins, a flow in the middle of its year, and a
//! stock at its year's end, from nothing at the beginning of the first. So a payback in February
//! 2037 is marked just behind 2037.

use super::canvas::{Canvas, below, cut, piece, row};
use super::format;
use crate::model::{Metric, Scenario, Series, Tally, Unit};
use crate::session::{Scale, Scales, ScenarioResult, Session};
use crate::widgets::text::pad_left;
use crate::widgets::{Axes, Chart, ChartSeries, Drawing, Marker, Plot};
use ratatui::layout::Rect;

/// What a chart shows.
#[derive(Clone, Copy)]
pub(super) struct Charted {
    pub(super) caption: &'static str,
    series: Series,
    /// The scale that the three scenarios share and that holds still during a move; `None` where
    /// they share one of what they come to now.
    scale: Option<fn(&Scales) -> Scale>,
    /// Whether payback is marked.
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
    /// Another series by year.
    pub(super) const fn of(series: Series, caption: &'static str) -> Self {
        Self { caption, series, scale: None, is_cash: false }
    }

    /// The ends of its scale.
    pub(super) fn scale(self, canvas: &Canvas) -> (f64, f64) {
        if let Some(scale) = self.scale {
            let scale = scale(&canvas.session.scales);
            return (scale.min, scale.max);
        }
        fitting(Scenario::ALL.into_iter().flat_map(|of| canvas.years(of, self.series)).copied())
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

    /// Payback's place among the years, where it is marked: 2.5 is the middle of the third year.
    pub(super) fn payback(self, canvas: &Canvas, scenario: Scenario) -> Option<f64> {
        let payback = canvas.outcome(scenario).metrics[Metric::PaybackYears];
        let programme = &canvas.session.preset.inputs.programme;
        let (first, _) = programme.months_of(programme.year_of(programme.start));
        let before = f64::from(programme.start.since(first));
        let place = |years: f64| (before + years * 12.0) / 12.0;
        payback.filter(|_| self.is_cash).map(place)
    }

    /// A row of its values in time.
    pub(super) fn over_years(self, values: &[f64]) -> OverYears {
        OverYears::of(self.series, values)
    }

    /// The values and, during a move or under a pin, the values before.
    pub(super) fn values<'a>(
        self,
        canvas: &Canvas<'a>,
        scenario: Scenario,
    ) -> (&'a [f64], &'a [f64]) {
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

/// A yearly series in time: its values, and the place of the first, in years.
pub(super) struct OverYears {
    pub(super) values: Vec<f64>,
    pub(super) from: f64,
}

impl OverYears {
    pub(super) fn of(series: Series, values: &[f64]) -> Self {
        match series.tally() {
            _ if values.is_empty() => Self { values: Vec::new(), from: 0.0 },
            Tally::Sum => Self { values: values.to_vec(), from: 0.5 },
            Tally::Last => Self {
                values: [0.0].into_iter().chain(values.iter().copied()).collect(),
                from: 0.0,
            },
        }
    }
}

/// The scale on which values fit, and zero.
pub(super) fn fitting(values: impl Iterator<Item = f64>) -> (f64, f64) {
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
    let [was, is] = [before, now].map(|values| charted.over_years(values));
    let line = ChartSeries { bare: true, from: is.from, ..ChartSeries::default() };
    let series = [
        ChartSeries { name, values: &was.values, dotted: true, style: theme.ghost, ..line },
        ChartSeries { name: "now", values: &is.values, style: theme.scenario(of), ..line },
    ];
    let chart = Chart {
        series: &series,
        drawing: Drawing::Curves,
        axes: Axes {
            scale: fitting(before.iter().chain(now).copied()),
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

/// Where the years stand below a chart, or not: below that of cash, where one of income is above it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Years {
    Shown,
    Below,
}

/// The years that a figure is read off.
pub(super) const fn years_of(metric: Metric) -> Charted {
    match metric {
        Metric::PaybackYears
        | Metric::LastingPaybackYears
        | Metric::DiscountedPaybackYears
        | Metric::PaybackFromServiceYears
        | Metric::CashMultipleYears
        | Metric::Npv
        | Metric::NpvPerCapital
        | Metric::BreakevenRevenueRatio
        | Metric::Irr
        | Metric::PeakDraw
        | Metric::HorizonCash => CASH,
        Metric::MinAnnualFcf => Charted::of(Series::Fcf, "free cash flow by year, $bn"),
        Metric::EquityIrr | Metric::EquityPaybackYears | Metric::PeakEquity => {
            Charted::of(Series::CumulativeEquityFcf, "cumulative equity cash by year, $bn")
        }
        Metric::MinDscr => Charted::of(Series::DebtBalance, "debt by year, $bn"),
        Metric::Revenue
        | Metric::RunRateRevenue
        | Metric::BacklogInService
        | Metric::RevenueVsGroup
        | Metric::RevenuePerMw
        | Metric::GdpContribution => Charted::of(Series::Revenue, "revenue by year, $bn"),
        Metric::OperatingIncome
        | Metric::OperatingMargin
        | Metric::EbitdaMargin
        | Metric::RunRateOperatingIncome
        | Metric::RunRateMargin
        | Metric::IncomeMultipleYears
        | Metric::EbitdaMultipleYears
        | Metric::Roic => Charted::of(Series::OperatingIncome, INCOME.caption),
        Metric::Capital | Metric::SpendVsGroupCapex => {
            Charted::of(Series::Spend, "spend by year, $bn")
        }
        Metric::PeakIdleCapital => Charted::of(Series::IdleCapital, "idle capital by year, $bn"),
        Metric::ItMwInService => Charted::of(Series::Energised, "energised capital by year, $bn"),
    }
}

/// The same of a series, where it has a chart.
pub(super) const fn years_of_series(series: Series) -> Option<Charted> {
    Some(match series {
        Series::Spend => years_of(Metric::Capital),
        Series::Revenue => years_of(Metric::Revenue),
        Series::OperatingIncome => years_of(Metric::OperatingIncome),
        Series::Fcf => years_of(Metric::MinAnnualFcf),
        Series::CumulativeFcf => CASH,
        Series::Energised => years_of(Metric::ItMwInService),
        Series::IdleCapital => years_of(Metric::PeakIdleCapital),
        Series::DebtBalance => years_of(Metric::MinDscr),
        Series::CumulativeEquityFcf => years_of(Metric::PeakEquity),
        _ => return None,
    })
}

/// Columns from which on the month of payback is named.
const WITH_MONTH: u16 = 45;

/// The month in which a scenario pays back: `Feb 2037`.
fn payback_month(canvas: &Canvas, scenario: Scenario) -> Option<String> {
    let years = canvas.outcome(scenario).metrics[Metric::PaybackYears]?;
    Some(canvas.session.preset.inputs.programme.month_after(years).name())
}

/// What the mark on the cash line is called: where the headline is another payback, this isn't it.
pub(super) fn payback_name(headline: Metric) -> &'static str {
    let is_another = headline.spec().unit == Unit::Years && headline != Metric::PaybackYears;
    if is_another { "cash payback" } else { "payback" }
}

/// Draws scenarios' series by year as lines in axes, each with what it was before a change as a
/// dotted line; payback is marked where there is one scenario. Gives where they stand.
pub(super) fn draw_lines(
    canvas: &mut Canvas,
    of: &[Scenario],
    (charted, years): (Charted, Years),
    format: fn(f64) -> String,
    area: Rect,
) -> Plot {
    let labels = if years == Years::Shown { year_labels(canvas.session) } else { Vec::new() };
    let theme = &canvas.look.theme;
    let lines: Vec<_> = of
        .iter()
        .map(|of| {
            let (now, before) = charted.values(canvas, *of);
            (*of, charted.over_years(now), charted.over_years(before))
        })
        .collect();
    let series: Vec<ChartSeries> = lines
        .iter()
        .map(|(scenario, now, before)| ChartSeries {
            values: &now.values,
            from: now.from,
            ghost: &before.values,
            mark: *scenario as usize,
            bare: of.len() == 1,
            style: theme.scenario(*scenario),
            ..ChartSeries::default()
        })
        .collect();
    let alone = of.first().filter(|_| of.len() == 1);
    let payback = alone.and_then(|of| {
        let month = if area.width >= WITH_MONTH { payback_month(canvas, *of) } else { None };
        let name = payback_name(canvas.session.metric);
        let label = month.map_or_else(|| name.to_owned(), |month| format!("{name} {month}"));
        Some((charted.payback(canvas, *of)?, label))
    });
    let markers: Vec<Marker> = payback
        .iter()
        .map(|(place, label)| Marker { place: *place, label, style: theme.accent })
        .collect();
    let chart = Chart {
        series: &series,
        drawing: Drawing::Curves,
        axes: Axes {
            scale: charted.scale(canvas),
            x_labels: &under_points(&labels),
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

/// The fewest rows of a chart with its heading.
pub(super) const LEAST_ROWS: u16 = 8;

/// Draws one scenario's series by year, headed by whose and what it is.
pub(super) fn draw_headed(canvas: &mut Canvas, of: Scenario, charted: Charted, area: Rect) {
    let (look, caption) = (canvas.look, canvas.money().words(charted.caption));
    let heading = [
        piece(look.name(of), look.theme.scenario(of)),
        piece(format!(": {caption}"), look.theme.dim),
    ];
    canvas.left(row(area, 0), &heading);
    let ticks = |value| format::trimmed(value, 1);
    draw_lines(canvas, &[of], (charted, Years::Shown), ticks, below(area, 1));
}

/// Columns from which on both charts stand side by side, and rows from which on they don't.
const BESIDE: u16 = 74;
const BELOW: u16 = 16;
const GAP: u16 = 2;

/// Draws income and cash of the three scenarios, a chart each.
pub(super) fn draw_shared(canvas: &mut Canvas, area: Rect) {
    let places = if area.width >= BESIDE && area.height < BELOW {
        let width = area.width.saturating_sub(GAP) / 2;
        [cut(area, 0, width), cut(area, width + GAP, area.width)]
    } else {
        let height = area.height * 2 / 5;
        [Rect { height, ..area }, below(area, height)]
    };
    for (charted, place) in [INCOME, CASH].into_iter().zip(places) {
        canvas.text(row(place, 0), canvas.money().words(charted.caption), canvas.look.theme.dim);
        let label = |value| pad_left(&format::trimmed(value, 1), 3);
        draw_lines(canvas, &Scenario::ALL, (charted, Years::Shown), label, below(place, 1));
    }
}
