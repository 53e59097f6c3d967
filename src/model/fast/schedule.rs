//! The curves of which every scenario is a sum, at each delay where one of them has a knot.

use super::columns::Months;
use super::stress::Parts;
use crate::model::plan::Plan;
use crate::model::simulation::{Workspace, capital_schedule};

/// Delays nearer to each other than this, in months, are one.
const SAME_DELAY: f64 = 1e-10;

/// Shares of a curve's highest value below this are rounding.
const DUST: f64 = 1e-12;

/// The power delays between which every curve is a straight line in the delay, ends included: each
/// at which some site's capital is built or powered after a whole number of months, and each at
/// which a site that has power early begins to wait.
pub(super) fn knots(plan: &Plan, low: f64, high: f64) -> Vec<f64> {
    let mut knots = vec![low, high];
    let build = plan.programme.build_months;
    for group in &plan.groups {
        let extra = group.extra_delay;
        knots.push(-extra);
        let (least, most) = ((low + extra).max(0.0), (high + extra).max(0.0));
        // Deferred servers are paid for when power comes, without the months of building.
        for offset in [build, 0.0] {
            let mut months = (least + offset).ceil();
            while months <= most + offset {
                knots.push(months - offset - extra);
                months += 1.0;
            }
            if plan.programme.server_deferral == 0.0 {
                break;
            }
        }
    }
    knots.retain(|knot| (low..=high).contains(knot));
    knots.sort_by(f64::total_cmp);
    knots.dedup_by(|next, kept| *next - *kept < SAME_DELAY);
    // The ends stay what they are, so that no draw lies beyond them by rounding.
    if let Some(last) = knots.last_mut() {
        *last = high;
    }
    knots
}

/// The curves at one delay, in the parts that the stresses scale.
#[derive(Debug, Clone)]
pub(super) struct Schedule {
    /// Per unit of compute volume's rate: ramped capital.
    pub ramped: Parts<Vec<f64>>,
    /// Per unit of fixed cost: energised capital.
    pub energised: Parts<Vec<f64>>,
    /// What neither load nor price nor margin changes.
    pub rest: Parts<Months>,
}

impl Schedule {
    /// Lays the programme out by the model's own simulation: without stressed spend, with all of
    /// it kept but unshipped, and with servers shipped alone. The differences are the parts.
    pub(super) fn new(plan: &Plan, delay: f64, workspace: &mut Workspace) -> Self {
        let mut laid = |kept: f64, shipped: f64| {
            capital_schedule(plan, kept, shipped, delay, workspace);
            let timeline = &mut workspace.timeline;
            for series in [
                &mut timeline.ramped,
                &mut timeline.energised,
                &mut timeline.depreciation,
                &mut timeline.refresh,
            ] {
                clean(series);
            }
            let timeline = &workspace.timeline;
            (timeline.ramped.clone(), timeline.energised.clone(), rest(plan, workspace))
        };
        let (plain, shipped, kept) = (laid(0.0, 0.0), laid(0.0, 1.0), laid(1.0, 0.0));
        Self {
            ramped: parts(&plain.0, &shipped.0, &kept.0),
            energised: parts(&plain.1, &shipped.1, &kept.1),
            rest: Parts {
                shipped: less(&shipped.2, &plain.2),
                kept: less(&kept.2, &plain.2),
                plain: plain.2,
            },
        }
    }
}

/// The series that follow from the schedule alone: idle cost and depreciation are borne, spend and
/// renewals paid, whatever is sold.
fn rest(plan: &Plan, workspace: &Workspace) -> Months {
    let (programme, timeline) = (&plan.programme, &workspace.timeline);
    let mut months = Months::new(plan.months);
    for t in 0..plan.months {
        let depreciation = timeline.depreciation[t];
        let income = -programme.idle_cost_rate / 12.0 * timeline.idle_capital[t] - depreciation;
        let invested = timeline.spend[t] + timeline.refresh[t] - depreciation;
        months.income[t] = income;
        months.depreciation[t] = depreciation;
        months.spend[t] = timeline.spend[t];
        months.invested[t] = invested;
        months.idle[t] = timeline.idle_capital[t];
        months.flows[t] = (1.0 - programme.tax_rate) * income - invested;
    }
    months
}

/// Rids a curve of dust: a knot is a whole number of months after spending but for rounding, which
/// would leave a trace of capital in the month before it is there.
fn clean(series: &mut [f64]) {
    let least = DUST * series.iter().copied().fold(0.0, |most: f64, value| most.max(value.abs()));
    for value in series {
        if value.abs() < least {
            *value = 0.0;
        }
    }
}

fn difference(of: &[f64], from: &[f64]) -> Vec<f64> {
    of.iter().zip(from).map(|(a, b)| a - b).collect()
}

fn parts(plain: &[f64], shipped: &[f64], kept: &[f64]) -> Parts<Vec<f64>> {
    Parts {
        plain: plain.to_vec(),
        shipped: difference(shipped, plain),
        kept: difference(kept, plain),
    }
}

fn less(of: &Months, from: &Months) -> Months {
    Months::from_fn(|series| difference(series(of), series(from)))
}
