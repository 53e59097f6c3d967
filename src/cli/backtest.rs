//! `payback backtest`: modelled against reported, year by year.

use super::asked::ActualsArgument;
use super::asked::{ChangedPreset, FormArguments, ScenarioArgument, Wanted};
use super::{CommandError, CommandResult};
use crate::analysis::backtest;
use crate::preset::Library;
use crate::report::backtest as report;
use crate::text::harmless;
use clap::Args;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback backtest aws-backtest
  payback backtest aws-backtest --actuals reported.csv
  payback backtest aws-backtest --set programme.revenue_yield=1.5 --format csv

A preset's claims as of a year, such as revenue@2022, hold what was reported. A file of --actuals adds
to it, or says it anew: its lines are year,series,value, such as 2025,revenue,128.7, with heads or
without. A series is one of the yearly ones, or a metric that depends on the headline year.";

#[derive(Debug, Args)]
pub(super) struct BacktestArguments {
    #[command(flatten)]
    preset: ChangedPreset,
    #[command(flatten)]
    actuals: ActualsArgument,
    #[command(flatten)]
    scenario: ScenarioArgument,
    #[command(flatten)]
    form: FormArguments,
}

pub(super) fn run(arguments: &BacktestArguments, library: &Library) -> CommandResult {
    let form = arguments.form.read(&[])?;
    let preset = arguments.preset.read(library)?;
    let scenario = arguments.scenario.read()?;
    let actuals = arguments.actuals.read(library, &preset)?;
    let backtest = backtest(&preset.inputs, &preset.claims, &actuals, scenario);
    if backtest.lines.is_empty() {
        return Err(CommandError(format!(
            "{}: none of its claims is as of a year, so there is no record to hold the model \
             against. Claims such as measure: \"revenue@2029\" are, or give --actuals FILE.csv with \
             lines of year,series,value",
            harmless(&preset.name)
        )));
    }
    form.answer(
        backtest.margin_capped,
        || report::text(&preset, &backtest),
        || report::json(&preset, &backtest),
        || vec![report::table(&preset, &backtest).of(&[("preset", &*preset.name)])],
    )
}
