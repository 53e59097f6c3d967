//! `payback check`: the claims of presets against the model.

use super::asked::answer;
use super::{CommandResult, DEFAULT_PRESET, Format, complain, file_text};
use crate::preset::Library;
use crate::report::claims::{self, CheckedPreset};
use clap::Args;
use std::process::ExitCode;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback check
  payback check apec-40b apec-40b-reconciled
  payback check my-case.ron --format json

Exit status 0 when every claim holds, 1 when one doesn't, 2 when a preset can't be read.";

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Bundled or saved presets' names, or files.
    #[arg(value_name = "PRESET", default_value = DEFAULT_PRESET, value_parser = file_text())]
    presets: Vec<String>,
    /// What to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &CheckArguments, library: &Library) -> CommandResult {
    let mut presets = Vec::new();
    let mut unreadable = false;
    // Every preset that can be read is checked, whatever is wrong with another one.
    for name in &arguments.presets {
        match library.find(name) {
            Ok((preset, _)) => presets.push(preset),
            Err(error) => {
                unreadable = true;
                complain(&error.to_string());
            }
        }
    }
    let checked: Vec<CheckedPreset> = presets.iter().map(CheckedPreset::new).collect();
    answer(
        arguments.format,
        false,
        || claims::text(&checked),
        || claims::json(&checked),
        || vec![claims::table(&checked)],
    )?;
    let all_hold = checked.iter().all(CheckedPreset::all_hold);
    Ok(ExitCode::from(match (unreadable, all_hold) {
        (true, _) => 2,
        (false, false) => 1,
        (false, true) => 0,
    }))
}
