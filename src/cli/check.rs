//! `payback check`: the claims of presets against the model.

use super::asked::{AnswerForm, CsvArguments, Wanted};
use super::{CommandResult, DEFAULT_PRESET, Format, complain, file_text, print};
use crate::preset::entry_lines::EntryLines;
use crate::preset::{Library, LibraryError, Opened, Origin};
use crate::report::annotations::{self, Annotated, Outcome};
use crate::report::claims::{self, CheckedPreset};
use clap::{Args, ValueEnum};
use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback check
  payback check apec-40b apec-40b-reconciled
  payback check my-case.ron --format json
  payback check presets/*.ron --format github

Exit status 0 when every claim holds, 1 when one doesn't, 2 when a preset can't be read.";

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Bundled or saved presets' names, or files.
    #[arg(value_name = "PRESET", default_value = DEFAULT_PRESET, value_parser = file_text())]
    presets: Vec<String>,
    /// What to print.
    #[arg(long, value_enum, default_value = "text")]
    format: CheckFormat,
    #[command(flatten)]
    csv: CsvArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// A report for reading.
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
    /// Annotations of the files' lines in GitHub Actions.
    Github,
}

impl CheckFormat {
    /// The form of an answer; none of annotations.
    fn form(self, csv: CsvArguments) -> CommandResult<Option<AnswerForm>> {
        let form = |format| csv.read(format, &[]).map(Some);
        match self {
            Self::Text => form(Format::Text),
            Self::Json => form(Format::Json),
            Self::Csv => form(Format::Csv),
            Self::Github => csv.read(Format::Text, &[]).map(|_| None),
        }
    }
}

pub(super) fn run(arguments: &CheckArguments, library: &Library) -> CommandResult {
    let form = arguments.format.form(arguments.csv)?;
    let opened = arguments.open(library);
    for problem in problems(&opened) {
        complain(&problem);
    }
    let checked = checked(&opened);
    let all_hold = checked.iter().all(CheckedPreset::all_hold);
    let is_complete = checked.len() == opened.len();
    if let Some(form) = form {
        answered(&checked, form)?;
    } else {
        let annotated = opened.iter().map(|(name, result)| annotated(library, name, result));
        print(&annotations::text(&annotated.collect::<Vec<_>>()))?;
    }
    Ok(ExitCode::from(match (is_complete, all_hold) {
        (false, _) => 2,
        (true, false) => 1,
        (true, true) => 0,
    }))
}

impl CheckArguments {
    /// Every preset that is named, or why it can't be read.
    pub(super) fn open(&self, library: &Library) -> Vec<Named<'_>> {
        self.presets.iter().map(|name| (name.as_str(), library.open(name))).collect()
    }
}

/// What was found under a name.
type Named<'a> = (&'a str, Result<Opened, LibraryError>);

/// Why some of the presets can't be read.
pub(super) fn problems(opened: &[Named]) -> Vec<String> {
    opened.iter().filter_map(|(_, result)| result.as_ref().err()).map(ToString::to_string).collect()
}

/// Every preset that can be read, whatever is wrong with another one.
pub(super) fn checked<'a>(opened: &'a [Named]) -> Vec<CheckedPreset<'a>> {
    let found = opened.iter().filter_map(|(_, result)| result.as_ref().ok());
    found.map(|opened| CheckedPreset::new(&opened.preset)).collect()
}

/// The claims of presets, for whoever wants the answer.
pub(super) fn answered<W: Wanted>(checked: &[CheckedPreset], wanted: W) -> CommandResult<W::Made> {
    wanted.answer(
        false,
        || claims::text(checked),
        || claims::json(checked),
        || vec![claims::table(checked)],
    )
}

fn annotated<'a>(
    library: &Library,
    name: &str,
    result: &'a Result<Opened, LibraryError>,
) -> Annotated<'a> {
    let file = library.locate(name).ok().and_then(|origin| checked_out(&origin));
    let (lines, outcome) = match result {
        Ok(opened) => {
            (EntryLines::of(&opened.bytes), Outcome::Checked(CheckedPreset::new(&opened.preset)))
        }
        Err(LibraryError::Unreadable(found)) => {
            (EntryLines::default(), Outcome::Faulty(found.clone()))
        }
        Err(error) => (EntryLines::default(), Outcome::Missing(error.to_string())),
    };
    Annotated { file, lines, outcome }
}

/// A preset's file as GitHub names it: from the root of what it checked out.
fn checked_out(origin: &Origin) -> Option<String> {
    let path = match origin {
        Origin::Bundled(_) => return None,
        Origin::Saved { path, .. } | Origin::File(path) => path,
    };
    let here = env::current_dir().unwrap_or_default();
    let root = env::var_os("GITHUB_WORKSPACE").map_or_else(|| here.clone(), PathBuf::from);
    let whole = here.join(path);
    let shown = whole.strip_prefix(&root).unwrap_or(path);
    Some(shown.to_string_lossy().into_owned())
}
