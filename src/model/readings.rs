//! Reading the metrics off a simulated timeline.

use super::drivers::{Driver, Drivers};
use super::finance::{self, Irr};
use super::metrics::{Metric, Metrics, Outcome};
use super::plan::Plan;
use super::simulation::Workspace;

/// A denominator up to this is none to divide by.
pub(super) const LEAST_DENOMINATOR: f64 = 1e-9;

/// A multiple beyond this many years is one of next to nothing, and says nothing.
pub(super) const MOST_MULTIPLE_YEARS: f64 = 100.0;

/// A quotient, where there is one.
#[inline]
pub(super) fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    Some(numerator / denominator)
        .filter(|ratio| denominator > LEAST_DENOMINATOR && ratio.is_finite())
}

/// Every metric but the internal rate of return.
pub(super) fn read(plan: &Plan, drivers: &Drivers, workspace: &Workspace) -> Metrics {
    let mut metrics = Metrics::default();
    read_headline(plan, workspace, &mut metrics);
    read_paybacks(plan, workspace, &mut metrics);
    read_cash(plan, workspace, &mut metrics);
    read_size(plan, drivers, workspace, &mut metrics);
    metrics.without_negative_zero()
}

/// The headline year and its run rate; what the capital is a multiple of.
fn read_headline(plan: &Plan, workspace: &Workspace, metrics: &mut Metrics) {
    let timeline = &workspace.timeline;
    let year = plan.headline.clone();
    let quarter = year.end - 3..year.end;
    let in_year = |series: &[f64]| series[year.clone()].iter().sum::<f64>();
    let run_rate = |series: &[f64]| 4.0 * series[quarter.clone()].iter().sum::<f64>();

    let revenue = in_year(&timeline.revenue);
    let income = in_year(&timeline.operating_income);
    let depreciation = in_year(&timeline.depreciation);
    metrics[Metric::Revenue] = Some(revenue);
    metrics[Metric::OperatingIncome] = Some(income);
    metrics[Metric::OperatingMargin] = ratio(income, revenue);
    metrics[Metric::EbitdaMargin] = ratio(income + depreciation, revenue);

    let run_revenue = run_rate(&timeline.revenue);
    let run_income = run_rate(&timeline.operating_income);
    let run_depreciation = run_rate(&timeline.depreciation);
    metrics[Metric::RunRateRevenue] = Some(run_revenue);
    metrics[Metric::RunRateOperatingIncome] = Some(run_income);
    metrics[Metric::RunRateMargin] = ratio(run_income, run_revenue);
    metrics[Metric::RevenueVsGroup] = ratio(run_revenue, plan.programme.group_revenue);

    let tax_rate = plan.programme.tax_rate;
    let capital = timeline.spend.iter().sum::<f64>();
    let multiple = |of: f64| ratio(capital, of).filter(|years| *years <= MOST_MULTIPLE_YEARS);
    metrics[Metric::Capital] = Some(capital);
    metrics[Metric::IncomeMultipleYears] = multiple(run_income);
    metrics[Metric::EbitdaMultipleYears] = multiple(run_income + run_depreciation);
    metrics[Metric::CashMultipleYears] = multiple(run_income * (1.0 - tax_rate) + run_depreciation);

    let book = in_year(&timeline.net_book_value) / year.len() as f64;
    metrics[Metric::Roic] = ratio(income * (1.0 - tax_rate), book);
}

/// The paybacks counted in time.
fn read_paybacks(plan: &Plan, workspace: &Workspace, metrics: &mut Metrics) {
    let timeline = &workspace.timeline;
    let paybacks = finance::paybacks(0.0, timeline.fcf.iter().copied());
    let years = |months: f64| months / 12.0;
    metrics[Metric::PaybackYears] = paybacks.first.periods().map(years);
    metrics[Metric::LastingPaybackYears] = paybacks.lasting.periods().map(years);

    let discounted = timeline.fcf.iter().zip(&plan.discount).map(|(flow, factor)| flow * factor);
    metrics[Metric::DiscountedPaybackYears] =
        finance::paybacks(0.0, discounted).first.periods().map(years);

    let service = timeline.energised.iter().position(|energised| *energised > 0.0);
    metrics[Metric::PaybackFromServiceYears] = paybacks
        .first
        .periods()
        .zip(service)
        .map(|(payback, service)| years((payback - service as f64).max(0.0)));
}

/// Value, and the depth and end of the cash curve.
fn read_cash(plan: &Plan, workspace: &Workspace, metrics: &mut Metrics) {
    let timeline = &workspace.timeline;
    let npv = workspace.valued_flows.iter().zip(&plan.discount).map(|(flow, factor)| flow * factor);
    let npv = npv.sum();
    metrics[Metric::Npv] = Some(npv);
    metrics[Metric::NpvPerCapital] =
        metrics[Metric::Capital].and_then(|capital| ratio(npv, capital));
    let lowest = timeline.cumulative_fcf.iter().copied().fold(0.0, f64::min);
    metrics[Metric::PeakDraw] = Some(-lowest);
    metrics[Metric::HorizonCash] = timeline.cumulative_fcf.last().copied();
    metrics[Metric::PeakIdleCapital] =
        Some(timeline.idle_capital.iter().copied().fold(0.0, f64::max));
    metrics[Metric::MinAnnualFcf] = yearly(plan, &timeline.fcf).reduce(f64::min);
}

/// Materiality for the group and for the economy.
fn read_size(plan: &Plan, drivers: &Drivers, workspace: &Workspace, metrics: &mut Metrics) {
    let timeline = &workspace.timeline;
    let programme = &plan.programme;
    metrics[Metric::SpendVsGroupCapex] = yearly(plan, &timeline.spend)
        .reduce(f64::max)
        .and_then(|spend| ratio(spend, programme.group_capex));

    let counted = ..plan.gdp_months;
    let sum = |series: &[f64]| series[counted].iter().sum::<f64>();
    let spend = sum(&timeline.spend);
    let kept = 1.0 - drivers[Driver::CapexCut];
    let facilities = (1.0 - programme.server_share)
        * (sum(&plan.unstressed_flow) + kept * sum(&plan.stressed_flow));
    metrics[Metric::GdpContribution] = Some(
        programme.gdp_multiplier
            * (programme.gdp_hardware_share * (spend - facilities)
                + programme.gdp_service_share * sum(&timeline.revenue)
                + programme.gdp_domestic_share * spend),
    );
}

fn yearly(plan: &Plan, series: &[f64]) -> impl Iterator<Item = f64> {
    plan.years.iter().map(|year| series[year.months.clone()].iter().sum())
}

/// The internal rate of return, read off the flows that NPV discounts.
pub(super) fn add_irr(outcome: &mut Outcome, valued_flows: &[f64]) {
    match finance::irr(valued_flows, 12.0, finance::IRR_RATES) {
        Irr::None => {}
        Irr::One(rate) => outcome.metrics[Metric::Irr] = Some(rate),
        Irr::Several => outcome.flags.irr_ambiguous = true,
    }
}
