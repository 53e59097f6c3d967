//! `payback paybacks`: the ways to count the years, side by side.

use super::asked::{ChangedPreset, answer};
use super::{CommandResult, Format};
use crate::preset::Library;
use crate::report::paybacks::SideBySide;
use clap::Args;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback paybacks apec-40b
  payback paybacks apec-40b --set programme.growth_share=0.55 --format csv";

#[derive(Debug, Args)]
pub(super) struct PaybacksArguments {
    #[command(flatten)]
    preset: ChangedPreset,
    /// What to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &PaybacksArguments, library: &Library) -> CommandResult {
    let preset = arguments.preset.read(library)?;
    let paybacks = SideBySide::new(&preset);
    answer(
        arguments.format,
        paybacks.margin_capped(),
        || paybacks.text(),
        || paybacks.json(),
        || vec![paybacks.table()],
    )
}
