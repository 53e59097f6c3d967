//! `payback tornado`: how far each input on its own moves a metric.

use super::asked::{
    ChangedPreset, FormArguments, MetricArgument, ScenarioArgument, Wanted, option,
};
use super::{CommandResult, number};
use crate::analysis::{Question, Spread, spider, tornado};
use crate::model::Unit;
use crate::preset::Library;
use crate::report::tornado as report;
use clap::Args;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback tornado apec-40b --metric payback_years
  payback tornado apec-40b --metric npv --scenario bull --spider
  payback tornado apec-40b --metric operating_income --pm 10% --format csv

Each driver goes from the lowest to the highest of its three scenario values; with --pm every
input, numbers of the programme included, goes to plus and minus that share of its value.";

#[derive(Debug, Args)]
pub(super) struct TornadoArguments {
    #[command(flatten)]
    preset: ChangedPreset,
    #[command(flatten)]
    metric: MetricArgument,
    #[command(flatten)]
    scenario: ScenarioArgument,
    /// Vary every input by plus and minus this share of its value, such as 10%.
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    pm: Option<String>,
    /// Add the whole way between the ends: 21 points for each input.
    #[arg(long)]
    spider: bool,
    #[command(flatten)]
    form: FormArguments,
}

pub(super) fn run(arguments: &TornadoArguments, library: &Library) -> CommandResult {
    answered(arguments, library, arguments.form.read(&[])?)
}

/// The same for whoever wants the answer.
pub(super) fn answered<W: Wanted>(
    arguments: &TornadoArguments,
    library: &Library,
    wanted: W,
) -> CommandResult<W::Made> {
    let preset = arguments.preset.read(library)?;
    let (metric, scenario) = (arguments.metric.read()?, arguments.scenario.read()?);
    let given = format!("--pm {}", arguments.pm.as_deref().unwrap_or_default());
    let spread = match &arguments.pm {
        Some(share) => {
            Spread::PlusMinus(option(&given, number::number(share, preset.shown(Unit::Share)))?)
        }
        None => Spread::Scenarios,
    };
    let question = Question::new(&preset.inputs, scenario, metric);
    let made = if arguments.spider { spider } else { tornado };
    let tornado = option(&given, made(question, spread))?;
    let of = [("preset", &*preset.name), ("scenario", scenario.id())];
    wanted.answer(
        tornado.margin_capped,
        || report::text(&preset, &tornado),
        || report::json(&tornado),
        || vec![report::table(&preset, &tornado).of(&of)],
    )
}
