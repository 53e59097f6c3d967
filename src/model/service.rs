//! Capital in service: what is retired and what is left, what of that can be sold and what is let
//! under contracts.

use super::capital::{Capital, alike, together};
use super::curve;
use super::generations::{self, Fading};
use super::plan::Plan;
use super::timeline::Timeline;

/// Servers that aren't bought again, and what is left in service and in use.
pub(super) fn retire(plan: &Plan, (capital, timeline): (&mut Capital, &mut Timeline)) {
    let Capital {
        energised, weighted, cohorts, scratch, in_service, in_use, retired_weighted, ..
    } = capital;
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
        curve::average(retired_weighted, scratch);
    }
    for t in 0..plan.months {
        in_service[t] = average[t] - retired[t];
        in_use[t] = (ramped[t] - retired[t]).max(0.0);
    }
}

/// What can be sold: ramped capital times what it earns, as new and as it has aged.
pub(super) fn sell(plan: &Plan, (capital, timeline): (&mut Capital, &mut Timeline)) {
    let Capital {
        energised,
        weighted,
        cohorts,
        sellable,
        aged,
        ramped_weighted,
        retired_weighted,
        weights,
        ..
    } = capital;
    if plan.uses.yields {
        for t in 0..plan.months {
            let retired = if plan.uses.retirement { retired_weighted[t] } else { 0.0 };
            sellable[t] = (ramped_weighted[t] - retired).max(0.0);
        }
    }
    if !plan.uses.fading {
        return;
    }
    aged.fill(0.0);
    for servers in alike(plan, together(plan, energised, weighted, &timeline.energised), cohorts) {
        if plan.uses.ageing {
            plan.fading.set_weights(weights, &plan.programme, servers.life);
            Fading::add_earning(aged, servers.weighted, weights);
        } else {
            Fading::add_earning(aged, servers.weighted, &plan.fading.weights);
        }
    }
    for aged in aged {
        *aged = aged.max(0.0);
    }
}

/// What is under contract, what of it is still to come after the headline year, and what is left
/// for the market.
pub(super) fn contract(plan: &Plan, (capital, timeline): (&mut Capital, &mut Timeline)) {
    let Timeline { ramped, retired, .. } = timeline;
    let programme = &plan.programme;
    let Capital {
        energised,
        weighted,
        cohorts,
        cumulative,
        scratch,
        in_use,
        sellable,
        aged,
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
    let aged: &[f64] = if plan.uses.fading { aged } else { sellable };
    for t in 0..plan.months {
        let share = if sellable[t] > 0.0 { aged[t] / sellable[t] } else { 0.0 };
        free[t] = aged[t] - contracted[t] * share;
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
