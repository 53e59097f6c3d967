//! Reading the metrics off a scenario: the one place that says what each of them is, for a
//! scenario that was simulated month by month as for one among many (`fast`).

use super::drivers::Drivers;
use super::finance::{self, Paybacks};
use super::metrics::Metric;
use super::plan::Plan;
use super::programme::Programme;
use super::simulation::Workspace;
use super::timeline::Timeline;
use std::ops::Range;

/// A denominator up to this is none to divide by.
const LEAST_DENOMINATOR: f64 = 1e-9;

/// A multiple beyond this many years is one of next to nothing, and says nothing.
const MOST_MULTIPLE_YEARS: f64 = 100.0;

/// A monthly series that figures are sums of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FlowSeries {
    Revenue,
    Income,
    Depreciation,
    Spend,
}

/// A figure that is a flow's sum, $bn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Total {
    /// Of the headline year.
    Revenue,
    Income,
    Depreciation,
    /// Of its last three months, times four.
    RunRateRevenue,
    RunRateIncome,
    RunRateDepreciation,
    /// All spend without renewals.
    Capital,
    /// As far as the claim on gross domestic product counts.
    CountedSpend,
    CountedRevenue,
}

impl Total {
    pub(super) const ALL: [Self; 9] = [
        Self::Revenue,
        Self::Income,
        Self::Depreciation,
        Self::RunRateRevenue,
        Self::RunRateIncome,
        Self::RunRateDepreciation,
        Self::Capital,
        Self::CountedSpend,
        Self::CountedRevenue,
    ];

    /// The flow that is summed, over which months, and what the sum is multiplied with.
    pub(super) fn terms(self, plan: &Plan) -> (FlowSeries, Range<usize>, f64) {
        let year = plan.headline.clone();
        let quarter = year.end - 3..year.end;
        let counted = 0..plan.gdp_months;
        match self {
            Self::Revenue => (FlowSeries::Revenue, year, 1.0),
            Self::Income => (FlowSeries::Income, year, 1.0),
            Self::Depreciation => (FlowSeries::Depreciation, year, 1.0),
            Self::RunRateRevenue => (FlowSeries::Revenue, quarter, 4.0),
            Self::RunRateIncome => (FlowSeries::Income, quarter, 4.0),
            Self::RunRateDepreciation => (FlowSeries::Depreciation, quarter, 4.0),
            Self::Capital => (FlowSeries::Spend, 0..plan.months, 1.0),
            Self::CountedSpend => (FlowSeries::Spend, counted, 1.0),
            Self::CountedRevenue => (FlowSeries::Revenue, counted, 1.0),
        }
    }
}

/// Any other figure that metrics are made of, $bn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// The part of [`Total::CountedSpend`] that buys facilities.
    CountedFacilities,
    /// The mean net book value of the headline year's months.
    Book,
    Npv,
    /// The lowest cumulative free cash flow, 0 at most.
    LowestCash,
    /// The last cumulative free cash flow.
    LastCash,
    /// The highest month's idle capital.
    PeakIdle,
    /// The lowest year's free cash flow.
    LowestYear,
    /// The highest year's spend without renewals.
    HighestSpend,
}

impl Figure {
    pub(super) const ALL: [Self; 8] = [
        Self::CountedFacilities,
        Self::Book,
        Self::Npv,
        Self::LowestCash,
        Self::LastCash,
        Self::PeakIdle,
        Self::LowestYear,
        Self::HighestSpend,
    ];
}

/// Which return of cumulative cash to zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Return {
    First,
    /// The last, if cash isn't below zero after it.
    Lasting,
    /// The first of discounted cash.
    Discounted,
}

/// A scenario that metrics are read off.
pub(super) trait Scene {
    fn total(&self, total: Total) -> f64;

    fn figure(&self, figure: Figure) -> f64;

    /// Months until cash returns to zero; `None` for never.
    fn months_until(&self, which: Return) -> Option<f64>;

    /// The first month with energised capital.
    fn service(&self) -> Option<usize>;

    /// A denominator that the drivers move is nothing but rounding up to this, $bn.
    fn rounding(&self) -> f64;
}

/// A quotient, where there is one.
#[inline]
fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    Some(numerator / denominator)
        .filter(|ratio| denominator > LEAST_DENOMINATOR && ratio.is_finite())
}

/// Reads a metric. The internal rate of return isn't read off figures: it is absent here.
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
#[inline(always)]
pub(super) fn read(metric: Metric, programme: &Programme, scene: &impl Scene) -> Option<f64> {
    let total = |total| scene.total(total);
    let figure = |figure| scene.figure(figure);
    let quotient = |of: f64, over: f64| ratio(of, over).filter(|_| over > scene.rounding());
    let multiple =
        |of: f64| quotient(total(Total::Capital), of).filter(|years| *years <= MOST_MULTIPLE_YEARS);
    let years_until = |which| scene.months_until(which).map(|months| months / 12.0);
    let kept_of_tax = 1.0 - programme.tax_rate;
    match metric {
        Metric::Revenue => Some(total(Total::Revenue)),
        Metric::OperatingIncome => Some(total(Total::Income)),
        Metric::OperatingMargin => quotient(total(Total::Income), total(Total::Revenue)),
        Metric::EbitdaMargin => {
            let ebitda = total(Total::Income) + total(Total::Depreciation);
            quotient(ebitda, total(Total::Revenue))
        }
        Metric::RunRateRevenue => Some(total(Total::RunRateRevenue)),
        Metric::RunRateOperatingIncome => Some(total(Total::RunRateIncome)),
        Metric::RunRateMargin => {
            quotient(total(Total::RunRateIncome), total(Total::RunRateRevenue))
        }
        Metric::PaybackYears => years_until(Return::First),
        Metric::LastingPaybackYears => years_until(Return::Lasting),
        Metric::DiscountedPaybackYears => years_until(Return::Discounted),
        Metric::PaybackFromServiceYears => {
            let (payback, service) = (scene.months_until(Return::First)?, scene.service()?);
            Some((payback - service as f64).max(0.0) / 12.0)
        }
        Metric::IncomeMultipleYears => multiple(total(Total::RunRateIncome)),
        Metric::EbitdaMultipleYears => {
            multiple(total(Total::RunRateIncome) + total(Total::RunRateDepreciation))
        }
        Metric::CashMultipleYears => {
            multiple(total(Total::RunRateIncome) * kept_of_tax + total(Total::RunRateDepreciation))
        }
        Metric::Capital => Some(total(Total::Capital)),
        Metric::NpvPerCapital => quotient(figure(Figure::Npv), total(Total::Capital)),
        Metric::Npv => Some(figure(Figure::Npv)),
        Metric::Irr => None,
        Metric::Roic => quotient(total(Total::Income) * kept_of_tax, figure(Figure::Book)),
        Metric::PeakDraw => Some(-figure(Figure::LowestCash)),
        Metric::PeakIdleCapital => Some(figure(Figure::PeakIdle)),
        Metric::MinAnnualFcf => Some(figure(Figure::LowestYear)),
        Metric::HorizonCash => Some(figure(Figure::LastCash)),
        Metric::GdpContribution => {
            let spend = total(Total::CountedSpend);
            let hardware =
                programme.gdp_hardware_share * (spend - figure(Figure::CountedFacilities));
            let services = programme.gdp_service_share * total(Total::CountedRevenue);
            let work = programme.gdp_domestic_share * spend;
            Some(programme.gdp_multiplier * (hardware + services + work))
        }
        Metric::RevenueVsGroup => ratio(total(Total::RunRateRevenue), programme.group_revenue),
        Metric::SpendVsGroupCapex => ratio(figure(Figure::HighestSpend), programme.group_capex),
    }
}

/// A scenario that was simulated.
pub(super) struct Simulated {
    totals: [f64; Total::ALL.len()],
    figures: [f64; Figure::ALL.len()],
    paybacks: Paybacks,
    discounted: Paybacks,
    service: Option<usize>,
}

impl Simulated {
    /// Takes what metrics are made of from what a simulation left.
    pub(super) fn new(plan: &Plan, drivers: &Drivers, workspace: &Workspace) -> Self {
        let timeline = &workspace.timeline;
        let discounted = timeline.fcf.iter().zip(&plan.discount);
        let discounted = discounted.map(|(flow, factor)| flow * factor);
        Self {
            totals: Total::ALL.map(|total| simulated_total(total, plan, timeline)),
            figures: Figure::ALL.map(|figure| simulated(figure, plan, drivers, workspace)),
            paybacks: finance::paybacks(0.0, timeline.fcf.iter().copied()),
            discounted: finance::paybacks(0.0, discounted),
            service: timeline.energised.iter().position(|energised| *energised > 0.0),
        }
    }
}

impl Scene for Simulated {
    fn total(&self, total: Total) -> f64 {
        self.totals[total as usize]
    }

    fn figure(&self, figure: Figure) -> f64 {
        self.figures[figure as usize]
    }

    fn months_until(&self, which: Return) -> Option<f64> {
        match which {
            Return::First => self.paybacks.first,
            Return::Lasting => self.paybacks.lasting,
            Return::Discounted => self.discounted.first,
        }
        .periods()
    }

    fn service(&self) -> Option<usize> {
        self.service
    }

    fn rounding(&self) -> f64 {
        0.0
    }
}

fn simulated_total(total: Total, plan: &Plan, timeline: &Timeline) -> f64 {
    let (flow, months, times) = total.terms(plan);
    let series = match flow {
        FlowSeries::Revenue => &timeline.revenue,
        FlowSeries::Income => &timeline.operating_income,
        FlowSeries::Depreciation => &timeline.depreciation,
        FlowSeries::Spend => &timeline.spend,
    };
    times * sum(&series[months])
}

fn simulated(figure: Figure, plan: &Plan, drivers: &Drivers, workspace: &Workspace) -> f64 {
    let timeline = &workspace.timeline;
    let yearly = |series: &[f64], better: fn(f64, f64) -> f64| {
        let years = plan.years.iter().map(|year| sum(&series[year.months.clone()]));
        years.reduce(better).unwrap_or_default()
    };
    match figure {
        Figure::CountedFacilities => {
            let (kept, _) = drivers.kept_and_shipped();
            (1.0 - plan.programme.server_share)
                * (sum(&plan.unstressed_flow[..plan.gdp_months])
                    + kept * sum(&plan.stressed_flow[..plan.gdp_months]))
        }
        Figure::Book => {
            let year = plan.headline.clone();
            sum(&timeline.net_book_value[year.clone()]) / year.len() as f64
        }
        Figure::Npv => workspace
            .valued_flows
            .iter()
            .zip(&plan.discount)
            .map(|(flow, factor)| flow * factor)
            .sum(),
        Figure::LowestCash => timeline.cumulative_fcf.iter().copied().fold(0.0, f64::min),
        Figure::LastCash => timeline.cumulative_fcf.last().copied().unwrap_or_default(),
        Figure::PeakIdle => timeline.idle_capital.iter().copied().fold(0.0, f64::max),
        Figure::LowestYear => yearly(&timeline.fcf, f64::min),
        Figure::HighestSpend => yearly(&timeline.spend, f64::max),
    }
}

fn sum(months: &[f64]) -> f64 {
    months.iter().sum()
}
