//! What an assistant is told before it asks: what the figures are, and how to speak of them.

use crate::model::{Driver, Input, InputSpec, Metric};
use crate::preset::library::DEFAULT;

/// The whole of it; whether files may be written decides on a sentence.
pub(super) fn instructions(may_write: bool) -> String {
    let writes = if may_write {
        "Nothing but new reports is ever written, into one folder, where ‘report’ is given a ‘file’."
    } else {
        "Nothing is ever written."
    };
    format!(
        "payback answers what-if questions about large investments in data centres: when they pay \
         back, what drives that, how likely it is. A preset is one investment programme with three \
         scenarios (bear, base, bull); ‘list’ names them, the first is {DEFAULT}. ‘set’ changes \
         inputs for one question and leaves the preset as it is. {writes}\n\
         \n\
         Speaking of figures\n\
         - Every answer holds the command that makes it. Quote it beside a figure, so that the figure \
         can be checked.\n\
         - Money is in billions of US dollars ($bn) unless the preset names another currency. Shares \
         and rates are fractions: 0.65 is 65 %. Years of payback count from the programme's first \
         month.\n\
         - null means that there is no such figure: for a number of years that it never happens before \
         the programme's horizon, which is worse than any number; else that it isn't defined.\n\
         - Figures are what the model gives for the preset's assumptions, not forecasts and not \
         investment advice. Say whose assumptions they are; ‘explain’ gives their sources, ‘check’ \
         says which public claims hold.\n\
         - The shares of draws in ‘risk’ are odds within the preset's ranges, not of the world.\n\
         \n\
         Keys of ‘set’: a driver for all scenarios (utilization) or one (bull.attach), an indicator \
         of power (base.ppa_coverage), a number or date of the programme \
         (programme.ramp_months, programme.horizon).\n\
         \n\
         Metrics\n{}\n\
         Drivers\n{}\n\
         Other inputs (those of sites are counted from 0)\n{}\n",
        metrics(),
        drivers(),
        others(),
    )
}

fn metrics() -> String {
    let line = |metric: Metric| {
        let spec = metric.spec();
        format!("- {} ({}): {}\n", spec.id, spec.unit.id(), spec.meaning)
    };
    Metric::ALL.into_iter().map(line).collect()
}

fn drivers() -> String {
    let line = |driver: Driver| {
        let InputSpec { id, unit, valid, meaning, .. } = driver.spec();
        format!("- {id} ({}, {valid}): {meaning}\n", unit.id())
    };
    Driver::ALL.into_iter().map(line).collect()
}

/// The names alone: ‘payback presets schema’ says the rest.
fn others() -> String {
    let others = Input::all(1).filter(|input| !matches!(input, Input::Driver(_)));
    others.map(|input| input.to_string()).collect::<Vec<_>>().join(", ")
}
