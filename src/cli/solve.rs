//! `payback solve`: what has to change for a metric to meet a target.

use super::asked::{
    ChangedPreset, FormArguments, MetricArgument, ScenarioArgument, Wanted, option,
};
use super::{CommandResult, names, number};
use crate::analysis::{Question, solve, solve_drivers};
use crate::preset::Library;
use crate::report::solve::{self as report, text};
use clap::Args;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback solve apec-40b --metric operating_income --target 5
  payback solve apec-40b --metric npv --target 0 --vary utilization
  payback solve apec-40b --metric payback_years --target 7 --vary programme.revenue_yield
  payback solve apec-40b --metric irr --target 12% --vary margin --between 0.2..0.5

Without --vary: every driver alone, and the smallest joint move of the four main drivers.
T is in the metric's own unit: $bn, years, or for a share a fraction or a percentage.";

#[derive(Debug, Args)]
pub(super) struct SolveArguments {
    #[command(flatten)]
    preset: ChangedPreset,
    #[command(flatten)]
    metric: MetricArgument,
    /// What the metric is to be, in its own unit.
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    target: String,
    /// The one input that may move: a driver, an indicator, a number of the programme.
    #[arg(long, value_name = "INPUT")]
    vary: Option<String>,
    /// Between which values it may move; else over its slider, or all that is valid.
    #[arg(long, value_name = "A..B", requires = "vary", allow_hyphen_values = true)]
    between: Option<String>,
    #[command(flatten)]
    scenario: ScenarioArgument,
    #[command(flatten)]
    form: FormArguments,
}

pub(super) fn run(arguments: &SolveArguments, library: &Library) -> CommandResult {
    answered(arguments, library, arguments.form.read(&[])?)
}

/// The same for whoever wants the answer.
pub(super) fn answered<W: Wanted>(
    arguments: &SolveArguments,
    library: &Library,
    wanted: W,
) -> CommandResult<W::Made> {
    let preset = arguments.preset.read(library)?;
    let (metric, scenario) = (arguments.metric.read()?, arguments.scenario.read()?);
    let question = Question::new(&preset.inputs, scenario, metric);
    let unit = metric.spec().unit.id();
    let of = [
        ("preset", &*preset.name),
        ("scenario", scenario.id()),
        ("metric", metric.id()),
        ("metric_unit", unit),
    ];
    let given = format!("--target {}", arguments.target);
    let target =
        option(&given, number::finite(&arguments.target, preset.shown(metric.spec().unit)))?;
    let Some(name) = &arguments.vary else {
        let solutions = option(&given, solve_drivers(question, target))?;
        return wanted.answer(
            solutions.margin_capped,
            || text::of_drivers(&preset, question, &solutions),
            || report::drivers_json(&solutions),
            || {
                let joint = solutions.joint.as_ref();
                vec![report::table(&preset, question, &solutions.alone, joint).of(&of)]
            },
        );
    };
    let mut given = format!("--vary {name}");
    let input = option(&given, names::input(name, &preset.inputs))?;
    let between = match &arguments.between {
        Some(text) => {
            given = format!("--between {text}");
            Some(option(&given, number::range(text, preset.shown(input.spec().unit)))?)
        }
        None => None,
    };
    let solution = option(&given, solve(question, target, input, between))?;
    wanted.answer(
        solution.margin_capped,
        || text::of_input(&preset, question, target, &solution),
        || report::json(&solution),
        || vec![report::table(&preset, question, [&solution], None).of(&of)],
    )
}
