//! `payback explain`: how a metric comes about, down to the inputs and their sources.

use super::asked::{AnswerForm, ChangedPreset, ScenarioArgument, Wanted, option};
use super::{CommandResult, TextOrJson, names};
use crate::analysis::{Question, explain_year};
use crate::preset::Library;
use crate::report::explanation::{self as report, Origins};
use clap::Args;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback explain apec-40b --metric operating_income --depth 3
  payback explain apec-40b --metric payback_years --scenario bull
  payback explain apec-40b --metric revenue@2031
  payback explain apec-40b --metric cash_multiple_years --format json";

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    #[command(flatten)]
    preset: ChangedPreset,
    /// The figure, perhaps as of a year.
    #[arg(
        long,
        value_name = "M[@YEAR]",
        help = "The figure, by its name in JSON; as of another year than the headline year, where \
                it depends on that: operating_income@2031"
    )]
    metric: String,
    #[command(flatten)]
    scenario: ScenarioArgument,
    /// How many levels to print; all of them where left out.
    #[arg(long, value_name = "LEVELS")]
    depth: Option<usize>,
    /// What to print.
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

pub(super) fn run(arguments: &ExplainArguments, library: &Library) -> CommandResult {
    answered(arguments, library, AnswerForm::from(arguments.format))
}

/// The same for whoever wants the answer.
pub(super) fn answered<W: Wanted>(
    arguments: &ExplainArguments,
    library: &Library,
    wanted: W,
) -> CommandResult<W::Made> {
    let (preset, saved) = arguments.preset.read_with_saved(library)?;
    let scenario = arguments.scenario.read()?;
    let asked = names::metric_of_year(&arguments.metric, &preset.inputs.programme);
    let (metric, year) = option(&format!("--metric {}", arguments.metric), asked)?;
    let explanation = explain_year(Question::new(&preset.inputs, scenario, metric), year);
    let origins = Origins { preset: &preset, saved: &saved };
    let depth = arguments.depth.unwrap_or(usize::MAX);
    wanted.answer(
        false,
        || report::text(&origins, &explanation, depth),
        || report::json(&origins, &explanation),
        Vec::new,
    )
}
