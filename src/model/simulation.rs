//! The simulation: one scenario of a programme, month by month.
//!
//! Everything is a pass over plain arrays with no branch that depends on the month, so that the
//! compiler can work on several months at once; nothing is allocated after the first call with
//! the same [`Workspace`].

use super::curve;
use super::drivers::{Driver, Drivers};
use super::plan::Plan;
use super::programme::Programme;
use super::timeline::Timeline;

/// Memory for a simulation, to be used again and again.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// What the last simulation left.
    pub timeline: Timeline,
    /// Curves by knot, 0..=H.
    energised: Vec<f64>,
    cumulative: Vec<f64>,
    scratch: Vec<f64>,
    /// Price of a unit of compute in each month, 1 in the first.
    price: Vec<f64>,
    /// The flows that NPV and IRR discount, the residual in the last.
    pub(super) valued_flows: Vec<f64>,
}

impl Workspace {
    /// Empty; it takes its size from the first plan simulated in it.
    pub fn new() -> Self {
        Self::default()
    }

    fn resize(&mut self, months: usize) {
        if self.price.len() == months {
            return;
        }
        self.timeline.resize(months);
        self.price.resize(months, 0.0);
        self.valued_flows.resize(months, 0.0);
        for knots in [&mut self.energised, &mut self.cumulative, &mut self.scratch] {
            knots.resize(months + 1, 0.0);
        }
    }
}

/// The lowest reference margin at which depreciation and platform costs take more than it leaves
/// (`margin_capped`): `remainder = (1 − margin)(yc + yp) − D − (1 − attach_margin)·yp` is 0 there.
pub fn margin_cap(programme: &Programme) -> f64 {
    let calibration = Calibration::new(programme);
    calibration.uncapped(0.0) / calibration.reference_revenue
}

/// What the cash costs follow from, yearly and per dollar of energised capital.
#[derive(Debug, Clone)]
pub(super) struct Calibration {
    /// `yc`, compute revenue at reference load.
    compute: f64,
    /// `yc + yp`, with platform revenue.
    reference_revenue: f64,
    /// `D`.
    depreciation: f64,
    /// What platform services cost at reference load.
    platform_cost: f64,
    fixed_share: f64,
}

/// The rates at which a scenario earns and pays, per month.
pub(super) struct Rates {
    /// Compute revenue per dollar ramped up, at a price of 1.
    pub compute: f64,
    /// Platform revenue per dollar of compute revenue.
    pub platform: f64,
    /// Cash cost per dollar of compute revenue at a price of 1.
    pub volume_cost: f64,
    /// Cash cost per dollar energised.
    pub fixed_cost: f64,
    /// Whether `remainder` had to be held at 0.
    pub capped: bool,
}

impl Calibration {
    pub(super) fn new(programme: &Programme) -> Self {
        let compute = programme.revenue_yield * programme.reference_utilization;
        let platform = compute * programme.reference_attach * programme.attach_uplift;
        Self {
            compute,
            reference_revenue: compute + platform,
            depreciation: programme.server_share / programme.server_life
                + (1.0 - programme.server_share) / programme.facility_life,
            platform_cost: (1.0 - programme.attach_margin) * platform,
            fixed_share: programme.fixed_opex_share,
        }
    }

    /// `remainder` before it is held at 0.
    fn uncapped(&self, margin: f64) -> f64 {
        (1.0 - margin) * self.reference_revenue - self.depreciation - self.platform_cost
    }

    /// The rates of a scenario of the same programme.
    #[inline]
    pub(super) fn rates(&self, programme: &Programme, drivers: &Drivers) -> Rates {
        let uncapped = self.uncapped(drivers[Driver::Margin]);
        let remainder = uncapped.max(0.0);
        let platform = drivers[Driver::Attach] * programme.attach_uplift;
        let variable = (1.0 - self.fixed_share) * remainder / self.compute;
        Rates {
            compute: drivers[Driver::Utilization] * programme.revenue_yield / 12.0,
            platform,
            volume_cost: variable + (1.0 - programme.attach_margin) * platform,
            fixed_cost: self.fixed_share * remainder / 12.0,
            capped: uncapped < 0.0,
        }
    }
}

/// Simulates a scenario; says whether its margin is capped.
pub(super) fn simulate(plan: &Plan, drivers: &Drivers, workspace: &mut Workspace) -> bool {
    let rates = Calibration::new(&plan.programme).rates(&plan.programme, drivers);
    let (kept, shipped) = drivers.kept_and_shipped();
    capital_schedule(plan, kept, shipped, drivers[Driver::PowerDelay], workspace);
    set_prices(drivers[Driver::PriceErosion], &mut workspace.price);
    earn(plan, &rates, workspace);
    settle(plan, workspace);
    rates.capped
}

/// Capital from spend to renewal: every series that no price, load or margin changes. Each one is
/// linear in the shares of stressed spend that are `kept` and `shipped`.
pub(super) fn capital_schedule(
    plan: &Plan,
    kept: f64,
    shipped: f64,
    power_delay: f64,
    workspace: &mut Workspace,
) {
    workspace.resize(plan.months);
    energise(plan, shipped, power_delay, workspace);
    spend(plan, kept, shipped, power_delay, workspace);
    idle(plan, kept, shipped, workspace);
    ramp(plan, workspace);
    depreciate(plan, workspace);
    renew(plan, workspace);
}

/// A site's delay: the scenario's and its own, never negative.
fn site_delay(power_delay: f64, extra_delay: f64) -> f64 {
    (power_delay + extra_delay).max(0.0)
}

/// Energised capital: spend that has been built and has waited for power.
fn energise(plan: &Plan, shipped: f64, power_delay: f64, workspace: &mut Workspace) {
    let Workspace { energised, scratch, timeline, .. } = workspace;
    energised.fill(0.0);
    for group in &plan.groups {
        blend(scratch, &group.unstressed, &group.stressed, shipped);
        let delay = plan.programme.build_months + site_delay(power_delay, group.extra_delay);
        curve::add_delayed(energised, scratch, delay, 1.0);
    }
    curve::average(&mut timeline.energised, energised);
}

/// `out = unstressed + kept·stressed`: planned spend as a scenario's stresses leave it.
fn blend(out: &mut [f64], unstressed: &[f64], stressed: &[f64], kept: f64) {
    for ((value, before), after) in out.iter_mut().zip(unstressed).zip(stressed) {
        *value = before + kept * after;
    }
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
    for ((spend, before), after) in
        timeline.spend.iter_mut().zip(&plan.unstressed_flow).zip(&plan.stressed_flow)
    {
        *spend = unstressed * before + stressed * after;
    }
    if deferred == 0.0 {
        return;
    }
    cumulative.fill(0.0);
    for group in &plan.groups {
        blend(scratch, &group.unstressed, &group.stressed, shipped);
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
    blend(scratch, &plan.unstressed_built, &plan.stressed_built, shipped);
    curve::average(&mut timeline.built, scratch);
    let servers = plan.programme.server_share;
    let waiting = 1.0 - plan.programme.server_deferral * servers;
    let unequipped = (1.0 - servers) * (kept - shipped);
    for ((built, energised), stressed) in
        scratch.iter_mut().zip(&*energised).zip(&plan.stressed_built)
    {
        *built = waiting * (*built - energised) + unequipped * stressed;
    }
    curve::average(&mut timeline.idle_capital, scratch);
}

/// Ramped capital: energised capital, averaged over the ramp behind it.
fn ramp(plan: &Plan, workspace: &mut Workspace) {
    let Workspace { energised, cumulative, scratch, timeline, .. } = workspace;
    let months = plan.programme.ramp_months;
    if months == 0.0 {
        curve::average(&mut timeline.ramped, energised);
        return;
    }
    curve::accumulate(cumulative, &timeline.energised);
    let rate = 1.0 / months;
    for (ramped, total) in scratch.iter_mut().zip(&*cumulative) {
        *ramped = rate * total;
    }
    curve::add_delayed(scratch, cumulative, months, -rate);
    curve::average(&mut timeline.ramped, scratch);
}

/// Straight-line depreciation. Generations of servers follow each other without a gap, so their
/// sum `Σ_g cost_g·(m(t−gL) − m(t−(g+1)L))` folds into `m(t) + (refresh_cost − 1)·m(t−L)`.
fn depreciate(plan: &Plan, workspace: &mut Workspace) {
    let programme = &plan.programme;
    let Timeline { energised, depreciation, .. } = &mut workspace.timeline;
    let servers = programme.server_share / (12.0 * programme.server_life);
    let facilities = (1.0 - programme.server_share) / (12.0 * programme.facility_life);
    for (charge, energised) in depreciation.iter_mut().zip(&*energised) {
        *charge = (servers + facilities) * energised;
    }
    let renewed = servers * (programme.refresh_cost - 1.0);
    if renewed != 0.0 {
        curve::add_delayed(depreciation, energised, 12.0 * programme.server_life, renewed);
    }
    curve::add_delayed(depreciation, energised, 12.0 * programme.facility_life, -facilities);
}

/// Renewals: every server generation is bought again when the one before has lived its life.
fn renew(plan: &Plan, workspace: &mut Workspace) {
    let Workspace { energised, cumulative, timeline, .. } = workspace;
    let life = 12.0 * plan.programme.server_life;
    let cost = plan.programme.refresh_cost * plan.programme.server_share;
    cumulative.fill(0.0);
    let mut age = life;
    while age < energised.len() as f64 {
        curve::add_delayed(cumulative, energised, age, cost);
        age += life;
    }
    for ((refresh, left), right) in
        timeline.refresh.iter_mut().zip(&*cumulative).zip(&cumulative[1..])
    {
        *refresh = right - left;
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
    let Rates { compute, platform, volume_cost, fixed_cost, .. } = *rates;
    let idle_rate = plan.programme.idle_cost_rate / 12.0;
    let months = plan.months;
    let timeline = &mut workspace.timeline;
    // Slices of one known length let the compiler drop its bounds checks and vectorise.
    let ramped = &timeline.ramped[..months];
    let energised = &timeline.energised[..months];
    let idle_capital = &timeline.idle_capital[..months];
    let depreciation = &timeline.depreciation[..months];
    let price = &workspace.price[..months];
    let compute_revenue = &mut timeline.compute_revenue[..months];
    let attach_revenue = &mut timeline.attach_revenue[..months];
    let revenue = &mut timeline.revenue[..months];
    let cash_cost = &mut timeline.cash_cost[..months];
    let idle_cost = &mut timeline.idle_cost[..months];
    let operating_income = &mut timeline.operating_income[..months];
    for t in 0..months {
        let volume = ramped[t] * compute;
        compute_revenue[t] = volume * price[t];
        attach_revenue[t] = compute_revenue[t] * platform;
        revenue[t] = compute_revenue[t] + attach_revenue[t];
        cash_cost[t] = fixed_cost * energised[t] + volume_cost * volume;
        idle_cost[t] = idle_rate * idle_capital[t] + 0.0;
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
