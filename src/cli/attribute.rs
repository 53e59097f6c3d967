//! `payback attribute`: how much of the difference between two scenarios each driver makes.

use super::asked::{ChangedPreset, FormArguments, MetricArgument, Wanted, option};
use super::{CommandError, CommandResult, names};
use crate::analysis::{AnalysisError, attribute};
use crate::preset::Library;
use crate::report::attribution as report;
use clap::Args;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback attribute apec-40b --metric operating_income --from base --to bull
  payback attribute article-bull --metric npv --from bear --to base --format json

Each driver's effect is its exact Shapley value; together they make the difference.";

#[derive(Debug, Args)]
pub(super) struct AttributeArguments {
    #[command(flatten)]
    preset: ChangedPreset,
    #[command(flatten)]
    metric: MetricArgument,
    /// The scenario from which drivers move.
    #[arg(long, value_name = "S")]
    from: String,
    /// The scenario to which they move.
    #[arg(long, value_name = "S")]
    to: String,
    #[command(flatten)]
    form: FormArguments,
}

pub(super) fn run(arguments: &AttributeArguments, library: &Library) -> CommandResult {
    let form = arguments.form.read(&[])?;
    let preset = arguments.preset.read(library)?;
    let metric = arguments.metric.read()?;
    let (from, to) = (&arguments.from, &arguments.to);
    let from = option(&format!("--from {from}"), names::scenario(from))?;
    let to = option(&format!("--to {to}"), names::scenario(to))?;
    if from == to {
        return Err(CommandError(format!(
            "--from and --to are both {}: there is no difference to attribute; valid: two \
             different ones of bear, base, bull",
            from.id()
        )));
    }
    let attribution = attribute(&preset.inputs, metric, from, to).map_err(|error| match error {
        AnalysisError::NoValue { .. } => CommandError(format!(
            "{error}.\nChoose a metric that always has a value, such as npv, \
                 operating_income or horizon_cash"
        )),
        other => other.into(),
    })?;
    let of = [("preset", &*preset.name), ("metric", metric.id())];
    form.answer(
        attribution.margin_capped,
        || report::text(&preset, &attribution),
        || report::json(&attribution),
        || vec![report::table(&preset, [&attribution], true).of(&of)],
    )
}
