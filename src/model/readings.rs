//! Reading the metrics off a scenario: the one place that says what each of them is, for a
//! scenario that was simulated month by month as for one among many (`fast`).

use super::drivers::{Driver, Drivers};
use super::finance::{self, Payback, Paybacks};
use super::metrics::Metric;
use super::plan::Plan;
use super::programme::Programme;
use super::series::{highest, lowest, sum, sum_of_products};
use super::simulation::Workspace;
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
    /// Energised capital that isn't retired: a stock, whose sums give means.
    InService,
    /// Contract revenue after the headline year of what is energised by its end.
    Backlog,
    /// Cash before debt service, of a levered programme.
    Cover,
    /// Interest and repayment.
    DebtService,
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
    /// Capital in service in the headline year's last month, and on average in its last three.
    InService,
    RunRateInService,
    Backlog,
}

impl Total {
    pub(super) const ALL: [Self; 12] = [
        Self::Revenue,
        Self::Income,
        Self::Depreciation,
        Self::RunRateRevenue,
        Self::RunRateIncome,
        Self::RunRateDepreciation,
        Self::Capital,
        Self::CountedSpend,
        Self::CountedRevenue,
        Self::InService,
        Self::RunRateInService,
        Self::Backlog,
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
            Self::InService => (FlowSeries::InService, quarter.end - 1..quarter.end, 1.0),
            Self::RunRateInService => (FlowSeries::InService, quarter, 1.0 / 3.0),
            Self::Backlog => (FlowSeries::Backlog, 0..plan.months, 1.0),
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
    /// Revenue, discounted as flows are.
    DiscountedRevenue,
    /// The lowest cumulative free cash flow, 0 at most.
    LowestCash,
    /// The same of equity.
    LowestEquity,
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
    pub(super) const ALL: [Self; 10] = [
        Self::CountedFacilities,
        Self::Book,
        Self::Npv,
        Self::DiscountedRevenue,
        Self::LowestCash,
        Self::LowestEquity,
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
    /// The first of equity cash.
    Equity,
}

/// A scenario that metrics are read off.
pub(super) trait Scene {
    fn total(&self, total: Total) -> f64;

    fn figure(&self, figure: Figure) -> f64;

    /// Months until cash returns to zero; `None` for never.
    fn months_until(&self, which: Return) -> Option<f64>;

    /// The first month with energised capital.
    fn service(&self) -> Option<usize>;

    /// The lowest cover of debt service among the whole years after the last spending; `None`
    /// where none has any debt service.
    fn lowest_cover(&self) -> Option<f64>;

    /// The driver of that name.
    fn capacity_cost(&self) -> f64;

    /// A denominator that the drivers move is nothing but rounding up to this, $bn.
    fn rounding(&self) -> f64;
}

/// A quotient, where there is one.
#[inline]
fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    Some(numerator / denominator)
        .filter(|ratio| denominator > LEAST_DENOMINATOR && ratio.is_finite())
}

/// The lowest cover of debt service: for each whole year that begins after the last month with
/// spend, the cash before debt service over interest and repayment, where there are any.
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
#[inline(always)]
pub(super) fn lowest_cover(
    plan: &Plan,
    spend: &[f64],
    of_year: impl Fn(usize) -> (f64, f64),
) -> Option<f64> {
    let spent = spend.iter().rposition(|spend| *spend > LEAST_DENOMINATOR);
    let first = spent.map_or(0, |month| month + 1);
    let whole = |months: &Range<usize>| months.start >= first && months.len() == 12;
    let years = plan.years.iter().enumerate().filter(|(_, year)| whole(&year.months));
    years
        .filter_map(|(index, _)| {
            let (cover, service) = of_year(index);
            ratio(cover, service)
        })
        .reduce(f64::min)
}

/// A quotient whose denominator the drivers move.
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
#[inline(always)]
fn quotient(scene: &impl Scene, of: f64, over: f64) -> Option<f64> {
    ratio(of, over).filter(|_| over > scene.rounding())
}

/// Capital over what a year earns.
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
#[inline(always)]
fn multiple(scene: &impl Scene, earned: f64) -> Option<f64> {
    quotient(scene, scene.total(Total::Capital), earned)
        .filter(|years| *years <= MOST_MULTIPLE_YEARS)
}

#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
#[inline(always)]
fn years_until(scene: &impl Scene, which: Return) -> Option<f64> {
    scene.months_until(which).map(|months| months / 12.0)
}

/// Reads a metric. Internal rates of return aren't read off figures: they are absent here.
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
#[inline(always)]
pub(super) fn read(metric: Metric, programme: &Programme, scene: &impl Scene) -> Option<f64> {
    let kept_of_tax = 1.0 - programme.tax_rate;
    match metric {
        Metric::Revenue => Some(scene.total(Total::Revenue)),
        Metric::OperatingIncome => Some(scene.total(Total::Income)),
        Metric::OperatingMargin => {
            quotient(scene, scene.total(Total::Income), scene.total(Total::Revenue))
        }
        Metric::EbitdaMargin => {
            let ebitda = scene.total(Total::Income) + scene.total(Total::Depreciation);
            quotient(scene, ebitda, scene.total(Total::Revenue))
        }
        Metric::RunRateRevenue => Some(scene.total(Total::RunRateRevenue)),
        Metric::RunRateOperatingIncome => Some(scene.total(Total::RunRateIncome)),
        Metric::RunRateMargin => {
            quotient(scene, scene.total(Total::RunRateIncome), scene.total(Total::RunRateRevenue))
        }
        Metric::PaybackYears => years_until(scene, Return::First),
        Metric::LastingPaybackYears => years_until(scene, Return::Lasting),
        Metric::DiscountedPaybackYears => years_until(scene, Return::Discounted),
        Metric::PaybackFromServiceYears => {
            let (payback, service) = (scene.months_until(Return::First)?, scene.service()?);
            Some((payback - service as f64).max(0.0) / 12.0)
        }
        Metric::IncomeMultipleYears => multiple(scene, scene.total(Total::RunRateIncome)),
        Metric::EbitdaMultipleYears => multiple(
            scene,
            scene.total(Total::RunRateIncome) + scene.total(Total::RunRateDepreciation),
        ),
        Metric::CashMultipleYears => multiple(
            scene,
            scene.total(Total::RunRateIncome) * kept_of_tax
                + scene.total(Total::RunRateDepreciation),
        ),
        Metric::Capital => Some(scene.total(Total::Capital)),
        Metric::NpvPerCapital => {
            quotient(scene, scene.figure(Figure::Npv), scene.total(Total::Capital))
        }
        Metric::Npv => Some(scene.figure(Figure::Npv)),
        Metric::BreakevenRevenueRatio => {
            let revenue = kept_of_tax * scene.figure(Figure::DiscountedRevenue);
            quotient(scene, scene.figure(Figure::Npv), revenue).map(|ratio| 1.0 - ratio)
        }
        Metric::Irr | Metric::EquityIrr => None,
        Metric::Roic => {
            quotient(scene, scene.total(Total::Income) * kept_of_tax, scene.figure(Figure::Book))
        }
        Metric::PeakDraw => Some(-scene.figure(Figure::LowestCash)),
        Metric::PeakIdleCapital => Some(scene.figure(Figure::PeakIdle)),
        Metric::MinAnnualFcf => Some(scene.figure(Figure::LowestYear)),
        Metric::HorizonCash => Some(scene.figure(Figure::LastCash)),
        Metric::GdpContribution => {
            let spend = scene.total(Total::CountedSpend);
            let hardware =
                programme.gdp_hardware_share * (spend - scene.figure(Figure::CountedFacilities));
            let services = programme.gdp_service_share * scene.total(Total::CountedRevenue);
            let work = programme.gdp_domestic_share * spend;
            Some(programme.gdp_multiplier * (hardware + services + work))
        }
        Metric::RevenueVsGroup => {
            ratio(scene.total(Total::RunRateRevenue), programme.group_revenue)
        }
        Metric::SpendVsGroupCapex => {
            ratio(scene.figure(Figure::HighestSpend), programme.group_capex)
        }
        Metric::EquityPaybackYears => years_until(scene, Return::Equity),
        Metric::PeakEquity => Some(-scene.figure(Figure::LowestEquity)),
        Metric::MinDscr => scene.lowest_cover(),
        Metric::BacklogInService => Some(scene.total(Total::Backlog)),
        Metric::ItMwInService => {
            Some(scene.total(Total::InService) * programme.mw_per_bn / scene.capacity_cost())
        }
        Metric::RevenuePerMw => {
            let power =
                scene.total(Total::RunRateInService) * programme.mw_per_bn / scene.capacity_cost();
            quotient(scene, scene.total(Total::RunRateRevenue) * 1000.0, power)
        }
    }
}

/// A scenario that was simulated.
pub(super) struct Simulated {
    totals: [f64; Total::ALL.len()],
    figures: [f64; Figure::ALL.len()],
    paybacks: Paybacks,
    discounted: Paybacks,
    equity: Paybacks,
    service: Option<usize>,
    cover: Option<f64>,
    capacity_cost: f64,
    is_levered: bool,
}

impl Simulated {
    /// Takes what metrics are made of from what a simulation left.
    pub(super) fn new(plan: &Plan, drivers: &Drivers, workspace: &Workspace) -> Self {
        let timeline = &workspace.timeline;
        let paybacks = finance::paybacks(&timeline.cumulative_fcf);
        let present = present_values(plan, workspace);
        let equity = if plan.uses.debt {
            finance::paybacks(&timeline.cumulative_equity_fcf)
        } else {
            paybacks
        };
        let cover = plan.uses.debt.then(|| {
            lowest_cover(plan, &timeline.spend, |year| {
                let months = plan.years[year].months.clone();
                let of = |flow| sum_of(flow, months.clone(), plan, workspace);
                (of(FlowSeries::Cover), of(FlowSeries::DebtService))
            })
        });
        Self {
            totals: Total::ALL.map(|total| {
                let (flow, months, times) = total.terms(plan);
                times * sum_of(flow, months, plan, workspace)
            }),
            figures: Figure::ALL.map(|figure| simulated(figure, plan, drivers, workspace, present)),
            paybacks,
            discounted: finance::paybacks(&workspace.discounted_cash),
            equity,
            service: timeline.energised.iter().position(|energised| *energised > 0.0),
            cover: cover.flatten(),
            capacity_cost: drivers[Driver::CapacityCost],
            is_levered: plan.uses.debt,
        }
    }
}

impl Simulated {
    /// The month in which cumulative equity cash first comes back to zero, of a levered programme.
    pub(super) const fn equity_payback_month(&self) -> Option<usize> {
        match self.equity.first {
            Payback::At(crossing) if self.is_levered => Some(crossing.period),
            _ => None,
        }
    }
}

impl Scene for Simulated {
    fn total(&self, total: Total) -> f64 {
        self.totals[total as usize]
    }

    fn figure(&self, figure: Figure) -> f64 {
        let is_cash = figure == Figure::LowestEquity && !self.is_levered;
        self.figures[if is_cash { Figure::LowestCash } else { figure } as usize]
    }

    fn months_until(&self, which: Return) -> Option<f64> {
        match which {
            Return::First => self.paybacks.first,
            Return::Lasting => self.paybacks.lasting,
            Return::Discounted => self.discounted.first,
            Return::Equity => self.equity.first,
        }
        .periods()
    }

    fn service(&self) -> Option<usize> {
        self.service
    }

    fn lowest_cover(&self) -> Option<f64> {
        self.cover
    }

    fn capacity_cost(&self) -> f64 {
        self.capacity_cost
    }

    fn rounding(&self) -> f64 {
        0.0
    }
}

/// A flow's sum over some months.
fn sum_of(flow: FlowSeries, months: Range<usize>, plan: &Plan, workspace: &Workspace) -> f64 {
    let timeline = &workspace.timeline;
    match flow {
        FlowSeries::Revenue => sum(&timeline.revenue[months]),
        FlowSeries::Income => sum(&timeline.operating_income[months]),
        FlowSeries::Depreciation => sum(&timeline.depreciation[months]),
        FlowSeries::Spend => sum(&timeline.spend[months]),
        FlowSeries::InService => sum(&workspace.earning_capital(plan).in_service[months]),
        FlowSeries::Backlog if plan.uses.contracts => {
            workspace.contract_rate * sum(&workspace.capital.backlog[months])
        }
        FlowSeries::Backlog => 0.0,
        FlowSeries::Cover => {
            let (tax, share) = (plan.programme.tax_rate, plan.programme.debt_share);
            (1.0 - tax) * sum(&timeline.operating_income[months.clone()])
                + tax * sum(&timeline.interest[months.clone()])
                + sum(&timeline.depreciation[months.clone()])
                - (1.0 - share) * sum(&timeline.refresh[months])
        }
        FlowSeries::DebtService => {
            sum(&timeline.interest[months.clone()]) + sum(&timeline.repayment[months])
        }
    }
}

/// Net present value, and revenue discounted likewise.
fn present_values(plan: &Plan, workspace: &Workspace) -> (f64, f64) {
    let of = |flows: &[f64]| sum_of_products(flows, &plan.discount);
    (of(&workspace.valued_flows), of(&workspace.timeline.revenue))
}

fn simulated(
    figure: Figure,
    plan: &Plan,
    drivers: &Drivers,
    workspace: &Workspace,
    (npv, discounted_revenue): (f64, f64),
) -> f64 {
    let timeline = &workspace.timeline;
    let yearly = |series: &[f64], better: fn(f64, f64) -> f64| {
        let years = plan.years.iter().map(|year| sum(&series[year.months.clone()]));
        years.reduce(better).unwrap_or_default()
    };
    match figure {
        Figure::CountedFacilities => {
            let (kept, _) = drivers.kept_and_shipped();
            (1.0 - plan.programme.server_share)
                * (sum(&plan.flow.unstressed[..plan.gdp_months])
                    + kept * sum(&plan.flow.stressed[..plan.gdp_months]))
        }
        Figure::Book => {
            let year = plan.headline.clone();
            sum(&timeline.net_book_value[year.clone()]) / year.len() as f64
        }
        Figure::Npv => npv,
        Figure::DiscountedRevenue => discounted_revenue,
        Figure::LowestCash => lowest(&timeline.cumulative_fcf),
        // Without debt it is the lowest cash.
        Figure::LowestEquity if !plan.uses.debt => 0.0,
        Figure::LowestEquity => lowest(&timeline.cumulative_equity_fcf),
        Figure::LastCash => timeline.cumulative_fcf.last().copied().unwrap_or_default(),
        Figure::PeakIdle => highest(&timeline.idle_capital),
        Figure::LowestYear => yearly(&timeline.fcf, f64::min),
        Figure::HighestSpend => yearly(&timeline.spend, f64::max),
    }
}
