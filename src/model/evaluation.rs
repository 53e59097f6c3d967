//! One scenario evaluated: simulated, and every metric read off it.

use super::drivers::Drivers;
use super::finance::{self, Irr};
use super::metrics::{Flags, Metric, Metrics, Outcome};
use super::plan::Plan;
use super::readings::{Simulated, read};
use super::simulation::{Workspace, simulate};
use super::timeline::Series;

/// Simulates a scenario and reads every metric off it. The series stay in `workspace.timeline`.
///
/// ```
/// use payback::model::{Driver, Drivers, Metric, Plan, Programme, Workspace, evaluate};
///
/// let plan = Plan::new(&Programme::default());
/// let mut drivers = Drivers::default();
/// drivers[Driver::Utilization] = 0.65;
/// drivers[Driver::Margin] = 0.31;
/// drivers[Driver::PowerDelay] = 3.0;
/// drivers[Driver::Attach] = 0.3;
/// let outcome = evaluate(&plan, &drivers, &mut Workspace::new());
/// let years = outcome.metrics[Metric::PaybackYears].expect("it pays back");
/// assert!((10.0..11.5).contains(&years), "{years}");
/// ```
pub fn evaluate(plan: &Plan, drivers: &Drivers, workspace: &mut Workspace) -> Outcome {
    let mut outcome = evaluate_without_irr(plan, drivers, workspace);
    let found = |flows: &[f64]| match finance::irr(flows, 12.0, finance::IRR_RATES) {
        Irr::None => (None, false),
        Irr::One(rate) => (Some(rate + 0.0), false),
        Irr::Several => (None, true),
    };
    let project = found(&workspace.valued_flows);
    let equity = if plan.uses.debt { found(&workspace.valued_equity_flows) } else { project };
    (outcome.metrics[Metric::Irr], outcome.flags.irr_ambiguous) = project;
    (outcome.metrics[Metric::EquityIrr], outcome.flags.equity_irr_ambiguous) = equity;
    outcome
}

/// The same as far as these metrics are concerned: without internal rates of return where none is
/// among them.
pub fn evaluate_for(
    metrics: &[Metric],
    plan: &Plan,
    drivers: &Drivers,
    workspace: &mut Workspace,
) -> Outcome {
    let with_irr = metrics.iter().any(|metric| metric.is_rate_of_return());
    let evaluation = if with_irr { evaluate } else { evaluate_without_irr };
    evaluation(plan, drivers, workspace)
}

/// Simulates a scenario and reads every metric off it but the internal rates of return, which
/// cost as much as all the others and are left absent.
pub fn evaluate_without_irr(plan: &Plan, drivers: &Drivers, workspace: &mut Workspace) -> Outcome {
    let margin_capped = simulate(plan, drivers, workspace);
    let scene = Simulated::new(plan, drivers, workspace);
    let mut metrics = Metrics::default();
    for metric in Metric::ALL {
        metrics[metric] = read(metric, &plan.programme, &scene);
    }
    let flags = Flags { margin_capped, ..Flags::default() };
    let owed_at_equity_payback = scene
        .equity_payback_month()
        .map(|month| workspace.timeline.months(Series::DebtBalance)[month]);
    Outcome { metrics: metrics.without_negative_zero(), flags, owed_at_equity_payback }
}
