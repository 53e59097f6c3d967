//! What the analyses' subcommands have in common: the preset with its changes, the metric, the
//! scenario, and how the answer is printed.

use super::set::SetArguments;
use super::{
    CommandError, CommandResult, Format, PresetArgument, TextOrJson, names, print, print_json,
};
use crate::analysis::Actual;
use crate::model::{Inputs, Metric, Scenario};
use crate::preset::actuals::actuals;
use crate::preset::sheet::text_of;
use crate::preset::{Library, Opened, Preset};
use crate::report::table::Table;
use crate::report::table::delimited::{CsvForm, csv};
use clap::Args;
use serde_json::Value;
use signal_hook::{consts::SIGINT, flag};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A preset with inputs changed.
#[derive(Debug, Args)]
pub(super) struct ChangedPreset {
    #[command(flatten)]
    preset: PresetArgument,
    #[command(flatten)]
    set: SetArguments,
}

impl ChangedPreset {
    /// Reads it and puts the changes in.
    pub(super) fn read(&self, library: &Library) -> CommandResult<Preset> {
        self.read_with_saved(library).map(|(preset, _)| preset)
    }

    /// The same, with the file as it is.
    pub(super) fn open(&self, library: &Library) -> CommandResult<(Opened, Preset)> {
        let opened = library.open(&self.preset.preset)?;
        let mut preset = opened.preset.clone();
        self.set.put_into(&mut preset)?;
        Ok((opened, preset))
    }

    /// Its name or file, as it was given.
    pub(super) fn name(&self) -> &str {
        &self.preset.preset
    }

    /// Whether changes are given.
    pub(super) fn is_changed(&self) -> bool {
        self.set.is_given()
    }

    /// What was given for it, as it stands in a command.
    pub(super) fn given(&self) -> Vec<String> {
        [self.preset.preset.clone()].into_iter().chain(self.set.given()).collect()
    }

    /// The same, with the inputs as they were before the changes.
    pub(super) fn read_with_saved(&self, library: &Library) -> CommandResult<(Preset, Inputs)> {
        let (mut preset, _) = library.find(&self.preset.preset)?;
        let saved = preset.inputs.clone();
        self.set.put_into(&mut preset)?;
        Ok((preset, saved))
    }
}

/// The figures of `--metrics`, each once; where none is given, the usual ones.
pub(super) fn metrics(given: &[String], usual: &[Metric]) -> CommandResult<Vec<Metric>> {
    if given.is_empty() {
        return Ok(usual.to_vec());
    }
    let shown = format!("--metrics {}", given.join(","));
    let mut metrics = Vec::new();
    for name in given {
        let metric = option(&shown, names::metric(name.trim()))?;
        if !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    Ok(metrics)
}

/// The figure that is asked about.
#[derive(Debug, Args)]
pub(super) struct MetricArgument {
    /// The figure, by its name in JSON, such as npv or `payback_years`.
    #[arg(
        long,
        value_name = "M",
        help = "The figure, by its name in JSON: operating_income, payback_years, npv"
    )]
    metric: String,
}

impl MetricArgument {
    /// The metric of that name.
    pub(super) fn read(&self) -> CommandResult<Metric> {
        option(&format!("--metric {}", self.metric), names::metric(&self.metric))
    }
}

/// The scenario at which everything else is held.
#[derive(Debug, Args)]
pub(super) struct ScenarioArgument {
    /// Whose assumptions hold: bear, base or bull.
    #[arg(long, value_name = "S", default_value = "base")]
    scenario: String,
}

impl ScenarioArgument {
    /// The scenario of that name.
    pub(super) fn read(&self) -> CommandResult<Scenario> {
        option(&format!("--scenario {}", self.scenario), names::scenario(&self.scenario))
    }
}

/// What was reported, to hold the model against it.
#[derive(Debug, Default, Args)]
pub(super) struct ActualsArgument {
    /// A table of what was reported: year, series, value.
    #[arg(long, value_name = "FILE.csv")]
    actuals: Option<PathBuf>,
}

impl ActualsArgument {
    /// What was given for it, as it stands in a command.
    pub(super) fn given(&self) -> Vec<String> {
        self.table().into_iter().flat_map(|path| ["--actuals".to_owned(), path]).collect()
    }

    /// The table as it is named.
    pub(super) fn table(&self) -> Option<String> {
        self.actuals.as_ref().map(|path| path.display().to_string())
    }

    /// Reads the table for the years of a preset's programme; nothing where none is named.
    pub(super) fn read(&self, library: &Library, preset: &Preset) -> CommandResult<Vec<Actual>> {
        let Some(path) = &self.actuals else { return Ok(Vec::new()) };
        if library.is_restricted() {
            return Err(CommandError(
                "--actuals reads a file, and here are presets alone: leave it out".to_owned(),
            ));
        }
        let text = text_of(path, "file of figures")?;
        let (name, programme) = (path.to_string_lossy(), &preset.inputs.programme);
        Ok(actuals(&text, &name, programme, preset.money())?)
    }
}

/// What was read from an option, or why it can't be, behind the option as it was given.
pub(super) fn option<T>(given: &str, read: Result<T, impl std::fmt::Display>) -> CommandResult<T> {
    let given = crate::text::shortened(given);
    read.map_err(|why| CommandError(format!("{given}: {why}")))
}

/// What an answer is printed as.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct FormArguments {
    /// What to print.
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: Format,
    #[command(flatten)]
    csv: CsvArguments,
}

/// How CSV is written.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct CsvArguments {
    /// In CSV, round figures to N significant digits, but no coarser than whole numbers.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=17))]
    digits: Option<u8>,
    /// Begin CSV with a byte-order mark, so that Excel reads it as UTF-8.
    #[arg(long)]
    bom: bool,
}

/// The form that was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct AnswerForm {
    pub(super) format: Format,
    csv: CsvForm,
}

impl FormArguments {
    /// The form, unless there are options for CSV and it is another one; those that a command has
    /// besides are named, with whether they are given.
    pub(super) fn read(self, others: &[(&str, bool)]) -> CommandResult<AnswerForm> {
        self.csv.read(self.format, others)
    }
}

impl CsvArguments {
    /// The same for a format that was read otherwise.
    pub(super) fn read(self, format: Format, others: &[(&str, bool)]) -> CommandResult<AnswerForm> {
        let own = [("--digits", self.digits.is_some()), ("--bom", self.bom)];
        let mut given = own.iter().chain(others).filter(|(_, is_given)| *is_given);
        match given.next() {
            Some((option, _)) if format != Format::Csv => Err(CommandError(format!(
                "{option} is for tables: add --format csv, or leave it out"
            ))),
            _ => Ok(AnswerForm { format, csv: CsvForm { digits: self.digits, bom: self.bom } }),
        }
    }
}

/// What becomes of an answer, of whose forms only the one that is wanted is made.
pub(super) trait Wanted {
    type Made;

    /// An answer, with whether `margin_capped` was met.
    fn answer(
        self,
        margin_capped: bool,
        text: impl FnOnce() -> String,
        json: impl FnOnce() -> Value,
        tables: impl FnOnce() -> Vec<Table>,
    ) -> CommandResult<Self::Made>;
}

/// The form is printed. A CSV table has no room to say that `margin_capped` was met, so that it is
/// said beside it.
impl Wanted for AnswerForm {
    type Made = ExitCode;

    fn answer(
        self,
        margin_capped: bool,
        text: impl FnOnce() -> String,
        json: impl FnOnce() -> Value,
        tables: impl FnOnce() -> Vec<Table>,
    ) -> CommandResult {
        match self.format {
            Format::Text => print(&text())?,
            Format::Json => print_json(json())?,
            Format::Csv => {
                if margin_capped {
                    let note = "note: in some of these cases the reference margin is capped";
                    // Without a standard error nobody would read it.
                    let _ = writeln!(std::io::stderr(), "{note}");
                }
                print(&csv(&tables(), self.csv)?)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The form of what is no table.
impl From<TextOrJson> for AnswerForm {
    fn from(form: TextOrJson) -> Self {
        let format = match form {
            TextOrJson::Text => Format::Text,
            TextOrJson::Json => Format::Json,
        };
        Self { format, csv: CsvForm { digits: None, bom: false } }
    }
}

/// The JSON as it would be printed, for what asks within the program.
#[cfg(feature = "mcp")]
pub(super) struct AsJson;

#[cfg(feature = "mcp")]
impl Wanted for AsJson {
    type Made = Value;

    fn answer(
        self,
        _: bool,
        _: impl FnOnce() -> String,
        json: impl FnOnce() -> Value,
        _: impl FnOnce() -> Vec<Table>,
    ) -> CommandResult<Value> {
        Ok(super::versioned(json()))
    }
}

/// A request to come to an end, which the first Ctrl-C sets; one that finds it set ends the process
/// on the spot.
pub(super) fn interruption() -> CommandResult<Arc<AtomicBool>> {
    let interrupted = Arc::<AtomicBool>::default();
    flag::register_conditional_default(SIGINT, Arc::clone(&interrupted))
        .and_then(|_| flag::register(SIGINT, Arc::clone(&interrupted)))
        .map_err(|error| CommandError(format!("Ctrl-C can't be watched for: {error}")))?;
    Ok(interrupted)
}
