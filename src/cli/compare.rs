//! `payback compare`: two presets side by side, only where they differ.

use super::asked::answer;
use super::set::set_all;
use super::{CommandResult, Format, file_text};
use crate::analysis::compare;
use crate::preset::Library;
use crate::report::comparison as report;
use clap::Args;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback compare apec-40b apec-40b-reconciled
  payback compare apec-40b my-case.ron --format json
  payback compare apec-40b apec-40b --set utilization=0.7

--set changes B alone, so that a preset can be compared with itself changed.";

#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    /// A bundled or saved preset's name, or a file.
    #[arg(value_name = "A", value_parser = file_text())]
    a: String,
    /// Another one.
    #[arg(value_name = "B", value_parser = file_text())]
    b: String,
    /// Change a field of B before comparing; can be given many times.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
    /// What to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &CompareArguments, library: &Library) -> CommandResult {
    let ((a, _), (mut b, _)) = (library.find(&arguments.a)?, library.find(&arguments.b)?);
    set_all(&mut b, &arguments.settings, Some("--set"))?;
    let comparison = compare(&a.inputs, &b.inputs);
    answer(
        arguments.format,
        comparison.margin_capped,
        || report::text(&a, &b, &comparison),
        || report::json(&comparison),
        || report::tables(&comparison, [&a, &b].map(report::Side::of)),
    )
}
