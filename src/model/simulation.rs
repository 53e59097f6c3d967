//! The simulation: one scenario of a programme, month by month.
//!
//! Everything is a pass over plain arrays with no branch that depends on the month, so that the
//! compiler can work on several months at once; nothing is allocated after the first call with
//! the same [`Workspace`]. What a programme makes no use of isn't worked out.

use super::calibration::{Calibration, Rates};
use super::curve;
use super::debt::DebtFlows;
use super::drivers::{Driver, Drivers};
use super::generations::{self, Cohort, Fading, first_life};
use super::plan::{Plan, Uses};
use super::timeline::Timeline;

/// Memory for a simulation, to be used again and again.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// What the last simulation left.
    pub timeline: Timeline,
    pub(super) capital: Capital,
    /// Energised capital by knot, 0..=H, and the same times yield factors.
    energised: Vec<f64>,
    weighted: Vec<f64>,
    /// The sites of each delay, where they live differently long.
    cohorts: Vec<Cohort>,
    cumulative: Vec<f64>,
    scratch: Vec<f64>,
    /// Price of a unit of compute in each month, 1 in the first.
    price: Vec<f64>,
    /// Revenue per month and dollar under contract.
    pub(super) contract_rate: f64,
    /// The flows that NPV and IRR discount, the residual in the last.
    pub(super) valued_flows: Vec<f64>,
    /// The same of equity, where anything is borrowed.
    pub(super) valued_equity_flows: Vec<f64>,
    /// What the last plan made use of.
    uses: Option<Uses>,
}

/// Capital that earns and costs, month by month, where it isn't just what is ramped up or
/// energised.
#[derive(Debug, Clone, Default)]
pub(super) struct Capital {
    in_service: Vec<f64>,
    in_use: Vec<f64>,
    sellable: Vec<f64>,
    graded: Vec<f64>,
    free: Vec<f64>,
    contracted: Vec<f64>,
    /// What is contracted after the headline year of capacity energised by its end.
    pub backlog: Vec<f64>,
    /// Ramped and retired capital, times yield factors.
    ramped_weighted: Vec<f64>,
    retired_weighted: Vec<f64>,
    weights: Vec<f64>,
}

/// The same as one looks at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct EarningCapital<'a> {
    /// Energised and not retired: bears the fixed cost.
    pub in_service: &'a [f64],
    /// Ramped up and not retired.
    pub in_use: &'a [f64],
    /// The same times yield factors.
    pub sellable: &'a [f64],
    /// The same as it has aged.
    pub graded: &'a [f64],
    /// What of that isn't contracted.
    pub free: &'a [f64],
    /// What is under contract.
    pub contracted: &'a [f64],
}

impl Workspace {
    /// Empty; it takes its size from the first plan simulated in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes room for a plan, with 0 in every series that it makes no use of.
    fn fit(&mut self, plan: &Plan) {
        let months = plan.months;
        if self.price.len() == months && self.uses == Some(plan.uses) {
            return;
        }
        self.uses = Some(plan.uses);
        self.timeline.clear(months);
        self.timeline.is_levered = plan.uses.debt;
        let Capital {
            in_service,
            in_use,
            sellable,
            graded,
            free,
            contracted,
            backlog,
            ramped_weighted,
            retired_weighted,
            weights,
        } = &mut self.capital;
        for series in [
            in_service,
            in_use,
            sellable,
            graded,
            free,
            contracted,
            backlog,
            ramped_weighted,
            retired_weighted,
            weights,
            &mut self.price,
            &mut self.valued_flows,
            &mut self.valued_equity_flows,
        ] {
            series.clear();
            series.resize(months, 0.0);
        }
        for knots in
            [&mut self.energised, &mut self.weighted, &mut self.cumulative, &mut self.scratch]
        {
            knots.resize(months + 1, 0.0);
        }
    }

    /// What is contracted after the headline year of capacity energised by its end: capital summed
    /// over the months, $bn, and the revenue of a dollar of it in a month.
    pub fn contracted_to_come(&self) -> (f64, f64) {
        (self.capital.backlog.iter().sum(), self.contract_rate)
    }

    /// The capital that the last simulation left.
    pub(super) fn earning_capital(&self, uses: Uses) -> EarningCapital<'_> {
        self.capital.earning(uses, &self.timeline.ramped, &self.timeline.energised)
    }
}

impl Capital {
    #[inline]
    fn earning<'a>(
        &'a self,
        uses: Uses,
        ramped: &'a [f64],
        energised: &'a [f64],
    ) -> EarningCapital<'a> {
        let or = |is_own: bool, own: &'a [f64], other: &'a [f64]| if is_own { own } else { other };
        let in_use = or(uses.retirement, &self.in_use, ramped);
        let sellable = or(uses.yields, &self.sellable, in_use);
        let graded = or(uses.fading, &self.graded, sellable);
        EarningCapital {
            in_service: or(uses.retirement, &self.in_service, energised),
            in_use,
            sellable,
            graded,
            free: or(uses.contracts, &self.free, graded),
            contracted: &self.contracted,
        }
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
    energise(plan, shipped, power_delay, workspace);
    spend(plan, kept, shipped, power_delay, workspace);
    idle(plan, kept, shipped, workspace);
    ramp(plan, workspace);
    renew(plan, workspace);
    if plan.uses.retirement {
        retire(plan, workspace);
    }
    sell(plan, workspace);
    if plan.uses.contracts {
        contract(plan, workspace);
    }
}

/// A site's delay: the scenario's and its own, never negative.
fn site_delay(power_delay: f64, extra_delay: f64) -> f64 {
    (power_delay + extra_delay).max(0.0)
}

/// Energised capital: spend that has been built and has waited for power.
fn energise(plan: &Plan, shipped: f64, power_delay: f64, workspace: &mut Workspace) {
    let Workspace { energised, weighted, cohorts, scratch, timeline, .. } = workspace;
    energised.fill(0.0);
    if plan.uses.ageing {
        cohorts.resize_with(plan.groups.len(), Cohort::default);
    } else {
        cohorts.clear();
    }
    if plan.uses.yields {
        weighted.fill(0.0);
    }
    for (index, group) in plan.groups.iter().enumerate() {
        let wait = site_delay(power_delay, group.extra_delay);
        let delay = plan.programme.build_months + wait;
        group.planned.blend(scratch, shipped);
        curve::add_delayed(energised, scratch, delay, 1.0);
        if let Some(cohort) = cohorts.get_mut(index) {
            cohort.resize(plan.months);
            cohort.life = first_life(&plan.programme, wait);
            cohort.energised.fill(0.0);
            curve::add_delayed(&mut cohort.energised, scratch, delay, 1.0);
            curve::average(&mut cohort.average, &cohort.energised);
        }
        if plan.uses.yields {
            group.weighted.blend(scratch, shipped);
            curve::add_delayed(weighted, scratch, delay, 1.0);
            if let Some(cohort) = cohorts.get_mut(index) {
                cohort.weighted.fill(0.0);
                curve::add_delayed(&mut cohort.weighted, scratch, delay, 1.0);
            }
        }
    }
    curve::average(&mut timeline.energised, energised);
}

/// Servers whose first generation lives equally long.
#[derive(Clone, Copy)]
struct Alike<'a> {
    life: f64,
    energised: &'a [f64],
    weighted: &'a [f64],
    average: &'a [f64],
}

/// The sites of each delay where they live differently long, else all sites together.
fn alike<'a>(
    plan: &Plan,
    all: Alike<'a>,
    cohorts: &'a [Cohort],
) -> impl Iterator<Item = Alike<'a>> + use<'a> {
    let yields = plan.uses.yields;
    let each = cohorts.iter().map(move |cohort| Alike {
        life: cohort.life,
        energised: &cohort.energised,
        weighted: if yields { &cohort.weighted } else { &cohort.energised },
        average: &cohort.average,
    });
    each.chain(cohorts.is_empty().then_some(all))
}

/// All sites, as long as no servers age while they wait.
fn together<'a>(
    plan: &Plan,
    energised: &'a [f64],
    weighted: &'a [f64],
    average: &'a [f64],
) -> Alike<'a> {
    let weighted = if plan.uses.yields { weighted } else { energised };
    Alike { life: first_life(&plan.programme, 0.0), energised, weighted, average }
}

/// Capital spent in each month: facilities as planned, servers as shipped, the deferred share of
/// them when power comes.
fn spend(plan: &Plan, kept: f64, shipped: f64, power_delay: f64, workspace: &mut Workspace) {
    let Workspace { scratch, cumulative, timeline, .. } = workspace;
    let servers = plan.programme.server_share;
    let deferred = plan.programme.server_deferral * servers;
    let at_once = servers - deferred;
    // (1−σ)·cut + (1−φ)·σ·cap, with the factors of the stressed part taken together.
    let stressed = (1.0 - servers) * kept + at_once * shipped;
    let unstressed = 1.0 - servers + at_once;
    let planned = &plan.flow;
    for ((spend, before), after) in
        timeline.spend.iter_mut().zip(&planned.unstressed).zip(&planned.stressed)
    {
        *spend = unstressed * before + stressed * after;
    }
    if deferred == 0.0 {
        return;
    }
    cumulative.fill(0.0);
    for group in &plan.groups {
        group.planned.blend(scratch, shipped);
        let delay = site_delay(power_delay, group.extra_delay);
        curve::add_delayed(cumulative, scratch, delay, deferred);
    }
    for ((spend, left), right) in timeline.spend.iter_mut().zip(&*cumulative).zip(&cumulative[1..])
    {
        *spend += right - left;
    }
}

/// Built capital, and the part of it that waits for power or for servers.
fn idle(plan: &Plan, kept: f64, shipped: f64, workspace: &mut Workspace) {
    let Workspace { energised, scratch, timeline, .. } = workspace;
    plan.built.blend(scratch, shipped);
    curve::average(&mut timeline.built, scratch);
    let servers = plan.programme.server_share;
    let waiting = 1.0 - plan.programme.server_deferral * servers;
    let unequipped = (1.0 - servers) * (kept - shipped);
    for ((built, energised), stressed) in
        scratch.iter_mut().zip(&*energised).zip(&plan.built.stressed)
    {
        *built = waiting * (*built - energised) + unequipped * stressed;
    }
    curve::average(&mut timeline.idle_capital, scratch);
}

/// Ramped capital: energised capital, averaged over the ramp behind it.
fn ramp(plan: &Plan, workspace: &mut Workspace) {
    let Workspace { energised, weighted, cumulative, scratch, timeline, capital, .. } = workspace;
    let months = plan.programme.ramp_months;
    let Timeline { ramped, energised: average, .. } = timeline;
    curve::ramp(ramped, (energised, average), months, (cumulative, scratch));
    if plan.uses.yields {
        let Capital { ramped_weighted, weights: average, .. } = capital;
        curve::average(average, weighted);
        curve::ramp(ramped_weighted, (weighted, average), months, (cumulative, scratch));
    }
}

/// Renewals and depreciation: what is bought again when it has lived its life, and how all of it
/// is written off. Facilities follow each other without a gap, so their charge goes on.
fn renew(plan: &Plan, workspace: &mut Workspace) {
    let Workspace { energised, weighted, cohorts, cumulative, timeline, .. } = workspace;
    let Timeline { energised: average, refresh, depreciation, .. } = timeline;
    let programme = &plan.programme;
    let facilities = (1.0 - programme.server_share) / (12.0 * programme.facility_life);
    for (charge, energised) in depreciation.iter_mut().zip(&*average) {
        *charge = facilities * energised;
    }
    cumulative.fill(0.0);
    generations::add_facility_renewals(cumulative, programme, energised);
    for servers in alike(plan, together(plan, energised, weighted, average), cohorts) {
        generations::add_renewals(cumulative, programme, servers.life, servers.energised);
        generations::add_depreciation(depreciation, programme, servers.life, servers.average);
    }
    for ((refresh, left), right) in refresh.iter_mut().zip(&*cumulative).zip(&cumulative[1..]) {
        *refresh = right - left;
    }
}

/// Servers that aren't bought again, and what is left in service and in use.
fn retire(plan: &Plan, workspace: &mut Workspace) {
    let Workspace { energised, weighted, cohorts, scratch, timeline, capital, .. } = workspace;
    let Timeline { energised: average, ramped, retired, .. } = timeline;
    let all = together(plan, energised, weighted, average);
    scratch.fill(0.0);
    for servers in alike(plan, all, cohorts) {
        generations::add_retired(scratch, &plan.programme, servers.life, servers.energised);
    }
    curve::average(retired, scratch);
    if plan.uses.yields {
        scratch.fill(0.0);
        for servers in alike(plan, all, cohorts) {
            generations::add_retired(scratch, &plan.programme, servers.life, servers.weighted);
        }
        curve::average(&mut capital.retired_weighted, scratch);
    }
    for t in 0..plan.months {
        capital.in_service[t] = average[t] - retired[t];
        capital.in_use[t] = (ramped[t] - retired[t]).max(0.0);
    }
}

/// What can be sold: ramped capital times what it earns, as new and as it has aged.
fn sell(plan: &Plan, workspace: &mut Workspace) {
    let Workspace { energised, weighted, cohorts, timeline, capital, .. } = workspace;
    if plan.uses.yields {
        for t in 0..plan.months {
            let retired = if plan.uses.retirement { capital.retired_weighted[t] } else { 0.0 };
            capital.sellable[t] = (capital.ramped_weighted[t] - retired).max(0.0);
        }
    }
    if !plan.uses.fading {
        return;
    }
    let Capital { graded, weights, .. } = capital;
    graded.fill(0.0);
    for servers in alike(plan, together(plan, energised, weighted, &timeline.energised), cohorts) {
        if plan.uses.ageing {
            plan.fading.set_weights(weights, &plan.programme, servers.life);
            Fading::add_earning(graded, servers.weighted, weights);
        } else {
            Fading::add_earning(graded, servers.weighted, &plan.fading.weights);
        }
    }
    for graded in graded {
        *graded = graded.max(0.0);
    }
}

/// What is under contract, what of it is still to come after the headline year, and what is left
/// for the market.
fn contract(plan: &Plan, workspace: &mut Workspace) {
    let Workspace { energised, weighted, cohorts, cumulative, scratch, timeline, capital, .. } =
        workspace;
    let Timeline { ramped, retired, .. } = timeline;
    let programme = &plan.programme;
    let Capital {
        in_use,
        sellable,
        graded,
        free,
        contracted,
        backlog,
        weights,
        ramped_weighted,
        retired_weighted,
        ..
    } = capital;
    let (ramped, retired): (&[f64], &[f64]) =
        if plan.uses.yields { (ramped_weighted, retired_weighted) } else { (ramped, retired) };
    let none = if plan.uses.retirement { retired } else { &[] };
    let weighted = if plan.uses.yields { &*weighted } else { &*energised };
    curve::average(weights, weighted);
    set_contracted(contracted, plan, (ramped, none, weights));
    let sellable: &[f64] = if plan.uses.yields {
        sellable
    } else if plan.uses.retirement {
        in_use
    } else {
        ramped
    };
    let graded: &[f64] = if plan.uses.fading { graded } else { sellable };
    for t in 0..plan.months {
        let share = if sellable[t] > 0.0 { graded[t] / sellable[t] } else { 0.0 };
        free[t] = graded[t] - contracted[t] * share;
    }
    // The same of curves that stop rising when the headline year ends.
    let last = plan.headline.end;
    let stopped = |knots: &[f64]| -> Vec<f64> {
        knots
            .iter()
            .enumerate()
            .map(|(knot, value)| if knot > last { knots[last] } else { *value })
            .collect()
    };
    let knots = stopped(weighted);
    let mut average = vec![0.0; plan.months];
    curve::average(&mut average, &knots);
    let mut ramped = vec![0.0; plan.months];
    curve::ramp(&mut ramped, (&knots, &average), programme.ramp_months, (cumulative, scratch));
    let mut retired = Vec::new();
    if plan.uses.retirement {
        scratch.fill(0.0);
        for servers in
            alike(plan, together(plan, energised, weighted, &timeline.energised), cohorts)
        {
            let knots = stopped(servers.weighted);
            generations::add_retired(scratch, programme, servers.life, &knots);
        }
        retired.resize(plan.months, 0.0);
        curve::average(&mut retired, scratch);
    }
    set_contracted(backlog, plan, (&ramped, &retired, &average));
    backlog[..last].fill(0.0);
}

/// `K = share·max(0, min(S, B̄ − v(t − 12·years)))`, from ramped, retired and energised capital, all
/// times yield factors; nothing is retired where there is no such series.
fn set_contracted(
    out: &mut [f64],
    plan: &Plan,
    (ramped, retired, energised): (&[f64], &[f64], &[f64]),
) {
    let programme = &plan.programme;
    out.fill(0.0);
    curve::add_delayed(out, energised, 12.0 * programme.contracts_years, 1.0);
    for (t, contracted) in out.iter_mut().enumerate() {
        let gone = retired.get(t).copied().unwrap_or_default();
        let let_out = (ramped[t] - *contracted).min((ramped[t] - gone).max(0.0));
        *contracted = programme.contracts_share * let_out.max(0.0);
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
    let months = plan.months;
    let Workspace { timeline, capital, price, .. } = workspace;
    let empty_halls = 1.0 - plan.programme.server_share;
    let idle_rate = plan.programme.idle_cost_rate / 12.0;
    let EarningCapital { in_service, in_use, sellable, graded, free, contracted } =
        capital.earning(plan.uses, &timeline.ramped, &timeline.energised);
    if plan.uses.contracts {
        for (revenue, contracted) in timeline.contract_revenue.iter_mut().zip(contracted) {
            *revenue = rates.contracted * contracted;
        }
    }
    // Slices of one known length let the compiler drop its bounds checks and vectorise.
    let (in_service, in_use) = (&in_service[..months], &in_use[..months]);
    let (sellable, graded, free) = (&sellable[..months], &graded[..months], &free[..months]);
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
        compute_revenue[t] = free[t] * rates.free * price[t] + contract_revenue[t];
        attach_revenue[t] = graded[t] * rates.graded * price[t];
        revenue[t] = compute_revenue[t] + attach_revenue[t];
        cash_cost[t] = inflation[t]
            * (rates.in_service * in_service[t]
                + rates.in_use * in_use[t]
                + rates.sellable * sellable[t]);
        idle_cost[t] =
            inflation[t] * idle_rate * (idle_capital[t] + empty_halls * retired[t]) + 0.0;
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
    let (mut cash, mut book) = (0.0, 0.0);
    for t in 0..months {
        cash += fcf[t];
        cumulative_fcf[t] = cash;
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
    let Workspace { timeline, cumulative, valued_equity_flows, .. } = workspace;
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
        cumulative,
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
