//! `payback paybacks`: the ways to count the years, side by side.

use super::CommandResult;
use super::asked::{ChangedPreset, FormArguments, Wanted};
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
    #[command(flatten)]
    form: FormArguments,
}

pub(super) fn run(arguments: &PaybacksArguments, library: &Library) -> CommandResult {
    let form = arguments.form.read(&[])?;
    let preset = arguments.preset.read(library)?;
    let paybacks = SideBySide::new(&preset);
    form.answer(
        paybacks.margin_capped(),
        || paybacks.text(),
        || paybacks.json(),
        || vec![paybacks.table().of(&[("preset", &*preset.name)])],
    )
}
