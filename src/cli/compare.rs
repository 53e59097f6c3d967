//! `payback compare`: two presets side by side, only where they differ; more as a league table; also as
//! git's own diff of a preset's file.

mod git;
mod league;

use super::asked::{FormArguments, Wanted};
use super::set::set_all;
use super::{CommandResult, Format, complain, file_text};
use crate::analysis::compare;
use crate::preset::Library;
use crate::report::comparison as report;
use clap::Args;
use league::LeagueArguments;
use std::ffi::OsString;
use std::process::ExitCode;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback compare apec-40b apec-40b-reconciled
  payback compare apec-40b my-case.ron --format json
  payback compare apec-40b apec-40b --set utilization=0.7
  payback compare apec-40b price-war grid-freeze --sort npv_per_capital
  payback compare --all --scenario base --metrics npv_per_capital,irr --sort irr --format csv

Two presets are compared input by input. Three or more, and all of --all, are put in a table of
figures, as two are where --metrics, --scenario or --sort is given.

Of two, --set changes B alone, so that a preset can be compared with itself changed. In a table it
changes every preset alike.

As git's diff of presets, once for all repositories and once in each:
  git config --global diff.payback.command 'payback compare --git'
  echo '*.ron diff=payback' >>.gitattributes
Then git diff says what differs and which figures move; git show and git log -p do with --ext-diff.";

#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    /// A bundled or saved preset's name, or a file.
    #[arg(value_name = "A", value_parser = file_text(), required_unless_present_any = ["git", "all"])]
    a: Option<String>,
    /// Another one.
    #[arg(value_name = "B", value_parser = file_text(), required_unless_present_any = ["git", "all"])]
    b: Option<String>,
    /// More of them.
    #[arg(value_name = "C", value_parser = file_text())]
    others: Vec<String>,
    #[command(flatten)]
    league: LeagueArguments,
    /// Change a field before comparing, of B alone or in a table of all; can be given many times.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
    /// Compare a file's two states: what git gives an external diff, PATH OLD-FILE OLD-HEX OLD-MODE
    /// NEW-FILE NEW-HEX NEW-MODE.
    #[arg(
        long,
        value_name = "PATH",
        num_args = 1..=9,
        allow_hyphen_values = true,
        conflicts_with_all = ["a", "b", "others", "all", "metrics", "scenario", "sort", "settings", "format", "digits", "bom"]
    )]
    git: Vec<OsString>,
    #[command(flatten)]
    form: FormArguments,
}

pub(super) fn run(arguments: &CompareArguments, library: &Library) -> CommandResult {
    let form = arguments.form.read(&[])?;
    if !arguments.git.is_empty() {
        return git::run(&arguments.git, library);
    }
    let (status, problems) = answered(arguments, library, form.format, form)?;
    for problem in &problems {
        complain(problem);
    }
    Ok(if problems.is_empty() { status } else { ExitCode::from(2) })
}

/// The same for whoever wants the answer, in a format; and what is missing from it, and why.
pub(super) fn answered<W: Wanted>(
    arguments: &CompareArguments,
    library: &Library,
    format: Format,
    wanted: W,
) -> CommandResult<(W::Made, Vec<String>)> {
    let CompareArguments { a, b, others, settings, league, .. } = arguments;
    let given: Vec<&str> = a.iter().chain(b).chain(others).map(String::as_str).collect();
    match given[..] {
        [a, b] if !league.is_given() => Ok((between(a, b, settings, library, wanted)?, Vec::new())),
        _ => league::answered(league, (&given, settings), library, format, wanted),
    }
}

/// Two presets, the second with fields set.
fn between<W: Wanted>(
    a: &str,
    b: &str,
    settings: &[String],
    library: &Library,
    wanted: W,
) -> CommandResult<W::Made> {
    let ((a, _), (mut b, _)) = (library.find(a)?, library.find(b)?);
    set_all(&mut b, settings, Some("--set"))?;
    let comparison = compare(&a.inputs, &b.inputs);
    wanted.answer(
        comparison.margin_capped,
        || report::text(&a, &b, &comparison),
        || report::json(&comparison),
        || report::tables(&comparison, [&a, &b].map(report::Side::of)),
    )
}
