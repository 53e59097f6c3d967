//! The simulation: one scenario of a programme, month by month.
//!
//! Everything is a pass over plain arrays with no branch that depends on the month, so that the
//! compiler can work on several months at once; nothing is allocated after the first call with
//! the same [`Workspace`], but for contracts. What a programme makes no use of isn't worked out.

use super::calibration::{Calibration, Rates};
use super::capital::{Capital, EarningCapital, energise, idle, ramp, renew, spend};
use super::debt::DebtFlows;
use super::drivers::{Driver, Drivers};
use super::plan::{Plan, Uses};
use super::service::{contract, retire, sell};
use super::timeline::Timeline;

/// Memory for a simulation, to be used again and again.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// What the last simulation left.
    pub timeline: Timeline,
    pub(super) capital: Capital,
    /// Price of a unit of compute in each month, 1 in the first.
    price: Vec<f64>,
    /// Revenue per month and dollar under contract.
    pub(super) contract_rate: f64,
    /// Free cash flow, discounted and summed from the first month.
    pub(super) discounted_cash: Vec<f64>,
    /// The flows that NPV and IRR discount, the residual in the last.
    pub(super) valued_flows: Vec<f64>,
    /// The same of equity, where anything is borrowed.
    pub(super) valued_equity_flows: Vec<f64>,
    /// What the last plan made use of.
    uses: Option<Uses>,
}

impl Workspace {
    /// Empty; it takes its size from the first plan simulated in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes room for a plan, with 0 in every series that it makes no use of.
    pub(super) fn fit(&mut self, plan: &Plan) {
        let months = plan.months;
        if self.price.len() == months && self.uses == Some(plan.uses) {
            return;
        }
        self.uses = Some(plan.uses);
        self.timeline.clear(months);
        self.timeline.is_levered = plan.uses.debt;
        self.capital.clear(months);
        let Self { price, discounted_cash, valued_flows, valued_equity_flows, .. } = self;
        for series in [price, discounted_cash, valued_flows, valued_equity_flows] {
            series.clear();
            series.resize(months, 0.0);
        }
    }

    /// What is contracted in each month after the headline year of capacity energised by its end,
    /// $bn.
    pub fn contracted_to_come(&self) -> &[f64] {
        &self.capital.backlog
    }

    /// The capital that the last simulation left, of the same plan.
    pub fn earning_capital(&self, plan: &Plan) -> EarningCapital<'_> {
        self.capital.earning(plan.uses, &self.timeline.ramped, &self.timeline.energised)
    }
}

/// Simulates a scenario; says whether its margin is capped.
pub(super) fn simulate(plan: &Plan, drivers: &Drivers, workspace: &mut Workspace) -> bool {
    let rates = Calibration::new(&plan.programme).rates(&plan.programme, drivers);
    let (kept, shipped) = drivers.kept_and_shipped();
    capital_schedule(plan, kept, shipped, drivers[Driver::PowerDelay], workspace);
    set_prices(drivers[Driver::PriceErosion], &mut workspace.price);
    workspace.contract_rate = rates.contracted;
    earn(plan, &rates, workspace);
    settle(plan, workspace);
    borrow(plan, workspace);
    rates.capped
}

/// Capital from spend to renewal: every series that no price, load or margin changes. As long as
/// nothing is held at 0, each one is linear in the shares of stressed spend that are `kept` and
/// `shipped`.
pub(super) fn capital_schedule(
    plan: &Plan,
    kept: f64,
    shipped: f64,
    power_delay: f64,
    workspace: &mut Workspace,
) {
    workspace.fit(plan);
    energise(plan, shipped, power_delay, (&mut workspace.capital, &mut workspace.timeline));
    schedule_energised(plan, kept, shipped, power_delay, workspace);
}

/// The same of what is energised already.
pub(super) fn schedule_energised(
    plan: &Plan,
    kept: f64,
    shipped: f64,
    power_delay: f64,
    workspace: &mut Workspace,
) {
    let Workspace { capital, timeline, .. } = workspace;
    spend(plan, kept, shipped, power_delay, (capital, timeline));
    idle(plan, kept, shipped, (capital, timeline));
    ramp(plan, (capital, timeline));
    renew(plan, (capital, timeline));
    if plan.uses.retirement {
        retire(plan, (capital, timeline));
    }
    sell(plan, (capital, timeline));
    if plan.uses.contracts {
        contract(plan, (capital, timeline));
    }
}

/// Price of a unit of compute: `(1 − price_erosion)^((t+½)/12)`.
pub(super) fn set_prices(erosion: f64, price: &mut [f64]) {
    if erosion == 0.0 {
        price.fill(1.0);
        return;
    }
    let monthly = (1.0 - erosion).powf(1.0 / 12.0);
    let mut level = monthly.sqrt();
    for price in price {
        *price = level;
        level *= monthly;
    }
}

/// Revenue, cash costs and operating income.
fn earn(plan: &Plan, rates: &Rates, workspace: &mut Workspace) {
    let Uses { contracts, retirement, inflation, .. } = plan.uses;
    if contracts {
        let contracted = &workspace.capital.contracted;
        for (revenue, contracted) in workspace.timeline.contract_revenue.iter_mut().zip(contracted)
        {
            *revenue = rates.contracted * contracted;
        }
    }
    // What a programme makes no use of takes no time, so it is compiled with and without.
    if contracts || retirement || inflation {
        earn_by_month::<true>(plan, rates, workspace);
    } else {
        earn_by_month::<false>(plan, rates, workspace);
    }
}

/// The same month by month, `ADJUSTED` for contracts, retired servers' halls and inflation.
fn earn_by_month<const ADJUSTED: bool>(plan: &Plan, rates: &Rates, workspace: &mut Workspace) {
    let months = plan.months;
    let Workspace { timeline, capital, price, .. } = workspace;
    let empty_halls = 1.0 - plan.programme.server_share;
    let idle_rate = plan.programme.idle_cost_rate / 12.0;
    let EarningCapital { in_service, in_use, sellable, aged, free, .. } =
        capital.earning(plan.uses, &timeline.ramped, &timeline.energised);
    // Slices of one known length let the compiler drop its bounds checks and vectorise.
    let (in_service, in_use) = (&in_service[..months], &in_use[..months]);
    let (sellable, aged, free) = (&sellable[..months], &aged[..months], &free[..months]);
    let idle_capital = &timeline.idle_capital[..months];
    let retired = &timeline.retired[..months];
    let depreciation = &timeline.depreciation[..months];
    let contract_revenue = &timeline.contract_revenue[..months];
    let (price, inflation) = (&price[..months], &plan.inflation[..months]);
    let compute_revenue = &mut timeline.compute_revenue[..months];
    let attach_revenue = &mut timeline.attach_revenue[..months];
    let revenue = &mut timeline.revenue[..months];
    let cash_cost = &mut timeline.cash_cost[..months];
    let idle_cost = &mut timeline.idle_cost[..months];
    let operating_income = &mut timeline.operating_income[..months];
    for t in 0..months {
        let (contracted, halls, inflation) = if ADJUSTED {
            (contract_revenue[t], empty_halls * retired[t], inflation[t])
        } else {
            (0.0, 0.0, 1.0)
        };
        compute_revenue[t] = free[t] * rates.free * price[t] + contracted;
        attach_revenue[t] = aged[t] * rates.aged * price[t];
        revenue[t] = compute_revenue[t] + attach_revenue[t];
        let fixed = rates.in_service * in_service[t];
        let running = rates.in_use * in_use[t] + rates.sellable * sellable[t];
        cash_cost[t] = inflation * (fixed + running);
        idle_cost[t] = inflation * idle_rate * (idle_capital[t] + halls) + 0.0;
        operating_income[t] = revenue[t] - cash_cost[t] - idle_cost[t] - depreciation[t];
    }
}

/// Tax, free cash flow, and what they add up to.
fn settle(plan: &Plan, workspace: &mut Workspace) {
    let months = plan.months;
    let timeline = &mut workspace.timeline;
    let tax_rate = plan.programme.tax_rate;
    let operating_income = &timeline.operating_income[..months];
    let depreciation = &timeline.depreciation[..months];
    let spend = &timeline.spend[..months];
    let refresh = &timeline.refresh[..months];
    let tax = &mut timeline.tax[..months];
    let fcf = &mut timeline.fcf[..months];
    let cumulative_fcf = &mut timeline.cumulative_fcf[..months];
    let net_book_value = &mut timeline.net_book_value[..months];
    for t in 0..months {
        // Without the sum, no tax on a loss would be a zero below zero.
        tax[t] = tax_rate * operating_income[t] + 0.0;
        net_book_value[t] = spend[t] + refresh[t] - depreciation[t];
        fcf[t] = operating_income[t] - tax[t] - net_book_value[t];
    }
    let discounted_cash = &mut workspace.discounted_cash[..months];
    let discount = &plan.discount[..months];
    let (mut cash, mut discounted, mut book) = (0.0, 0.0, 0.0);
    for t in 0..months {
        cash += fcf[t];
        cumulative_fcf[t] = cash;
        discounted += fcf[t] * discount[t];
        discounted_cash[t] = discounted;
        book += net_book_value[t];
        net_book_value[t] = book;
    }
    let valued = &mut workspace.valued_flows;
    valued.copy_from_slice(fcf);
    valued[months - 1] += plan.programme.residual_share * book;
}

/// What is borrowed, and what that leaves for the owners.
fn borrow(plan: &Plan, workspace: &mut Workspace) {
    if !plan.uses.debt {
        return;
    }
    let Workspace { timeline, capital, valued_equity_flows, .. } = workspace;
    let Timeline {
        spend,
        refresh,
        fcf,
        net_book_value,
        debt_draw,
        repayment,
        interest,
        debt_balance,
        equity_fcf,
        cumulative_equity_fcf,
        ..
    } = timeline;
    let spent = spend.iter().zip(&*refresh).map(|(spend, refresh)| spend + refresh);
    DebtFlows { draw: debt_draw, repayment, interest, balance: debt_balance }.fill(
        &plan.programme,
        spent,
        &mut capital.cumulative,
    );
    let kept_of_tax = 1.0 - plan.programme.tax_rate;
    let mut cash = 0.0;
    for t in 0..plan.months {
        equity_fcf[t] = fcf[t] + debt_draw[t] - repayment[t] - kept_of_tax * interest[t];
        cash += equity_fcf[t];
        cumulative_equity_fcf[t] = cash;
    }
    valued_equity_flows.copy_from_slice(equity_fcf);
    let last = plan.months - 1;
    valued_equity_flows[last] +=
        plan.programme.residual_share * net_book_value[last] - debt_balance[last];
}
