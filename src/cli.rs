//! The command line: arguments, and a file for each subcommand.
//!
//! Uses every room. Results go to standard output, errors to standard error; the exit status is
//! 0 for done, 1 for 'no' and 2 for 'can't'.

mod check;
mod eval;
mod explore;
mod presets;
mod set;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::{self, Write};
use std::process::ExitCode;

/// The preset that opens by default.
pub const DEFAULT_PRESET: &str = "apec-40b";

const EXAMPLES: &str = "\
Examples:
  payback                                    explore the default preset
  payback grid-freeze                        explore another one
  payback my-case.ron                        explore a file
  payback eval apec-40b                      a report
  payback eval apec-40b --set bull.attach=0.9 --format json
  payback check apec-40b                     what was said, against the model
  payback presets list                       what there is to open
  payback --render 120x40 --keys 'Right*5'   print a screen

A model, not investment advice.";

/// What-if questions about large infrastructure investments, explored in a terminal.
#[derive(Debug, Parser)]
#[command(name = "payback", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Subcommands>,
    #[command(flatten)]
    explore: explore::ExploreArguments,
}

#[derive(Debug, Subcommand)]
enum Subcommands {
    /// Evaluate a preset: drivers, every metric, year by year.
    #[command(after_help = eval::EXAMPLES)]
    Eval(eval::EvalArguments),
    /// Put the claims of presets against the model; exit status 1 when one doesn't hold.
    #[command(after_help = check::EXAMPLES)]
    Check(check::CheckArguments),
    /// List presets, or show one as the file that it is.
    #[command(after_help = presets::EXAMPLES)]
    Presets(presets::PresetsArguments),
}

/// A preset, by name or file.
#[derive(Debug, Args)]
struct PresetArgument {
    /// A bundled or saved preset's name, or a file.
    #[arg(value_name = "PRESET", default_value = DEFAULT_PRESET)]
    preset: String,
}

/// What a result is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A report for reading.
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// Why a command could not be carried out: one clear sentence or more, for standard error.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct CommandError(String);

impl CommandError {
    #[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
    fn new(error: impl ToString) -> Self {
        Self(error.to_string())
    }
}

/// Runs the program on the process's arguments.
///
/// # Errors
/// When writing fails in a way that nobody expects; what a person can mend is reported on
/// standard error and in the exit status.
pub fn run() -> color_eyre::Result<ExitCode> {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to standard output and are no error.
            let _ = error.print();
            return Ok(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)));
        }
    };
    let result = match &arguments.command {
        Some(Subcommands::Eval(arguments)) => eval::run(arguments),
        Some(Subcommands::Check(arguments)) => check::run(arguments),
        Some(Subcommands::Presets(arguments)) => presets::run(arguments),
        None => explore::run(&arguments.explore),
    };
    match result {
        Ok(code) => Ok(code),
        Err(CommandError(message)) => {
            let _ = writeln!(io::stderr(), "payback: {}", message.trim_end());
            Ok(ExitCode::from(2))
        }
    }
}

/// Writes a result to standard output. A reader that went away early, such as `head`, is no error.
fn print(text: &str) -> Result<(), CommandError> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(CommandError(format!("writing to standard output failed: {error}")))
        }
        _ => Ok(()),
    }
}

/// JSON as it is printed: indented, with a newline at its end.
fn print_json(value: &serde_json::Value) -> Result<(), CommandError> {
    print(&format!("{value:#}\n"))
}
