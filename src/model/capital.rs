//! Capital from spending to renewal: what is spent, built, energised, idle and ramped up in each
//! month, what is bought again, and how all of it is written off.

use super::curve;
use super::generations::{self, Cohort, first_life};
use super::plan::{Plan, Uses};
use super::timeline::Timeline;

/// Capital of a programme from spending to selling, and memory for working it out.
#[derive(Debug, Clone, Default)]
pub(super) struct Capital {
    /// Energised capital by knot, 0..=H, and the same times yield factors.
    pub energised: Vec<f64>,
    pub weighted: Vec<f64>,
    /// The sites of each delay, where they live differently long.
    pub cohorts: Vec<Cohort>,
    /// Scratch by knot.
    pub cumulative: Vec<f64>,
    pub scratch: Vec<f64>,
    /// What earns and costs, month by month, where it isn't just what is ramped up or energised.
    pub in_service: Vec<f64>,
    pub in_use: Vec<f64>,
    pub sellable: Vec<f64>,
    pub aged: Vec<f64>,
    pub free: Vec<f64>,
    pub contracted: Vec<f64>,
    /// What is contracted after the headline year of capacity energised by its end.
    pub backlog: Vec<f64>,
    /// Ramped and retired capital, times yield factors.
    pub ramped_weighted: Vec<f64>,
    pub retired_weighted: Vec<f64>,
    /// Scratch by month.
    pub weights: Vec<f64>,
}

/// What earns and costs, as one looks at it.
#[derive(Debug, Clone, Copy)]
pub struct EarningCapital<'a> {
    /// Energised and not retired: bears the fixed cost.
    pub in_service: &'a [f64],
    /// Ramped up and not retired.
    pub in_use: &'a [f64],
    /// The same times yield factors.
    pub sellable: &'a [f64],
    /// The same as it has aged.
    pub aged: &'a [f64],
    /// What of that isn't contracted.
    pub free: &'a [f64],
    /// What is under contract.
    pub contracted: &'a [f64],
}

impl Capital {
    /// Makes room for so many months, all at 0.
    pub(super) fn clear(&mut self, months: usize) {
        for series in [
            &mut self.in_service,
            &mut self.in_use,
            &mut self.sellable,
            &mut self.aged,
            &mut self.free,
            &mut self.contracted,
            &mut self.backlog,
            &mut self.ramped_weighted,
            &mut self.retired_weighted,
            &mut self.weights,
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

    /// What earns and costs, of a programme that makes use of so much.
    #[inline]
    pub(super) fn earning<'a>(
        &'a self,
        uses: Uses,
        ramped: &'a [f64],
        energised: &'a [f64],
    ) -> EarningCapital<'a> {
        let or = |is_own: bool, own: &'a [f64], other: &'a [f64]| if is_own { own } else { other };
        let in_use = or(uses.retirement, &self.in_use, ramped);
        let sellable = or(uses.yields, &self.sellable, in_use);
        let aged = or(uses.fading, &self.aged, sellable);
        EarningCapital {
            in_service: or(uses.retirement, &self.in_service, energised),
            in_use,
            sellable,
            aged,
            free: or(uses.contracts, &self.free, aged),
            contracted: &self.contracted,
        }
    }
}

/// A site's delay: the scenario's and its own, never negative.
pub(super) fn site_delay(power_delay: f64, extra_delay: f64) -> f64 {
    (power_delay + extra_delay).max(0.0)
}

/// Energised capital: spend that has been built and has waited for power.
pub(super) fn energise(
    plan: &Plan,
    shipped: f64,
    power_delay: f64,
    (capital, timeline): (&mut Capital, &mut Timeline),
) {
    let Capital { energised, weighted, cohorts, scratch, .. } = capital;
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
pub(super) struct Alike<'a> {
    pub life: f64,
    pub energised: &'a [f64],
    pub weighted: &'a [f64],
    pub average: &'a [f64],
}

/// The sites of each delay where they live differently long, else all sites together.
pub(super) fn alike<'a>(
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
pub(super) fn together<'a>(
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
pub(super) fn spend(
    plan: &Plan,
    kept: f64,
    shipped: f64,
    power_delay: f64,
    (capital, timeline): (&mut Capital, &mut Timeline),
) {
    let Capital { scratch, cumulative, .. } = capital;
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
pub(super) fn idle(
    plan: &Plan,
    kept: f64,
    shipped: f64,
    (capital, timeline): (&mut Capital, &mut Timeline),
) {
    let Capital { energised, scratch, .. } = capital;
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
pub(super) fn ramp(plan: &Plan, (capital, timeline): (&mut Capital, &mut Timeline)) {
    let Capital { energised, weighted, cumulative, scratch, ramped_weighted, weights, .. } =
        capital;
    let months = plan.programme.ramp_months;
    let Timeline { ramped, energised: average, .. } = timeline;
    curve::ramp(ramped, (energised, average), months, (cumulative, scratch));
    if plan.uses.yields {
        curve::average(weights, weighted);
        curve::ramp(ramped_weighted, (weighted, weights), months, (cumulative, scratch));
    }
}

/// Renewals and depreciation: what is bought again when it has lived its life, and how all of it
/// is written off. Facilities follow each other without a gap, so their charge goes on.
pub(super) fn renew(plan: &Plan, (capital, timeline): (&mut Capital, &mut Timeline)) {
    let Capital { energised, weighted, cohorts, cumulative, .. } = capital;
    let Timeline { energised: average, refresh, depreciation, .. } = timeline;
    let programme = &plan.programme;
    let facilities = (1.0 - programme.server_share) / (12.0 * programme.facility_life);
    let all = together(plan, energised, weighted, average);
    let servers =
        if cohorts.is_empty() { generations::first_charge(programme, all.life) } else { 0.0 };
    for (charge, energised) in depreciation.iter_mut().zip(&*average) {
        *charge = (facilities + servers) * energised;
    }
    for cohort in &*cohorts {
        let servers = generations::first_charge(programme, cohort.life);
        for (charge, energised) in depreciation.iter_mut().zip(&cohort.average) {
            *charge += servers * energised;
        }
    }
    cumulative.fill(0.0);
    generations::add_facility_renewals(cumulative, programme, energised);
    for servers in alike(plan, all, cohorts) {
        generations::add_renewals(cumulative, programme, servers.life, servers.energised);
        generations::add_later_charges(depreciation, programme, servers.life, servers.average);
    }
    for ((refresh, left), right) in refresh.iter_mut().zip(&*cumulative).zip(&cumulative[1..]) {
        *refresh = right - left;
    }
}
