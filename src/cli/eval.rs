//! `payback eval`: a preset's figures as a report, JSON or CSV.

use super::CommandResult;
use super::asked::{ChangedPreset, FormArguments, Wanted};
use crate::model::Scenario;
use crate::preset::Library;
use crate::report::evaluation::Evaluation;
use clap::{Args, ValueEnum};

pub(super) const EXAMPLES: &str = "\
Examples:
  payback eval
  payback eval apec-40b --set utilization=0.7
  payback eval apec-40b --set base.power_delay=12 --format json --monthly
  payback eval apec-40b --set programme.growth_share=0.55 --format csv --rows metrics

KEY is a driver for all three scenarios (utilization), for one (bull.attach), an indicator of
power (base.ppa_coverage), or a number or date of the programme (programme.ramp_months,
programme.sites.0.pledge, programme.headline_year).";

#[derive(Debug, Args)]
pub(super) struct EvalArguments {
    #[command(flatten)]
    preset: ChangedPreset,
    #[command(flatten)]
    form: FormArguments,
    /// Print quarters beside years in JSON, in place of them in CSV.
    #[arg(long)]
    quarterly: bool,
    /// Print months beside years in JSON, in place of them in CSV.
    #[arg(long)]
    monthly: bool,
    /// What the rows of a CSV table are [default: years].
    #[arg(long, value_enum)]
    rows: Option<CsvRows>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CsvRows {
    /// A row for each scenario and year.
    Years,
    /// A row for each scenario and metric.
    Metrics,
}

pub(super) fn run(arguments: &EvalArguments, library: &Library) -> CommandResult {
    let form = arguments.form.read(&[("--rows", arguments.rows.is_some())])?;
    answered(arguments, library, form)
}

/// The same for whoever wants the answer.
pub(super) fn answered<W: Wanted>(
    arguments: &EvalArguments,
    library: &Library,
    wanted: W,
) -> CommandResult<W::Made> {
    let preset = arguments.preset.read(library)?;
    let evaluation = Evaluation::new(&preset);
    let tables = || match arguments.rows.unwrap_or(CsvRows::Years) {
        CsvRows::Metrics => evaluation.metrics(),
        CsvRows::Years if arguments.monthly => evaluation.months(),
        CsvRows::Years if arguments.quarterly => evaluation.quarters(),
        CsvRows::Years => evaluation.years(&Scenario::ALL),
    };
    wanted.answer(
        false,
        || evaluation.text(),
        || evaluation.json(arguments.quarterly, arguments.monthly),
        || vec![tables().of(&[("preset", &*preset.name)])],
    )
}
