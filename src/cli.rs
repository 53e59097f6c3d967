//! The command line: arguments, and a file for each subcommand.
//!
//! Uses every room. Results go to standard output, errors to standard error; the exit status is
//! 0 for done, 1 for 'no' and 2 for 'can't'.

mod appearance;
mod asked;
mod attribute;
mod backtest;
mod batch;
mod calibrate;
mod chart;
mod check;
mod compare;
mod completions;
mod config;
mod crash;
mod doctor;
mod document;
mod eval;
mod explain;
mod explore;
mod grid;
mod man;
mod mcp;
mod names;
mod new;
mod number;
mod paybacks;
mod present;
mod presets;
mod ranked;
mod report;
mod risk;
mod set;
mod solve;
mod tornado;
mod written;

pub use crash::install as install_reports;

use crate::preset::library::{Person, VALID_PERSON, text_of};
use crate::preset::{Library, is_working_folder_deleted};
use crate::report::json::versioned;
use crate::terminal::Capabilities;
use crate::widgets::ascii::ascii_text;
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use signal_hook::consts::SIGXFSZ;
use std::borrow::Cow;
use std::error::Error;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// The preset that opens by default.
pub const DEFAULT_PRESET: &str = "apec-40b";

const EXAMPLES: &str = "\
Examples:
  payback                                    explore the default preset
  payback grid-freeze                        explore another one
  payback my-case.ron                        explore a file
  payback --set base.utilization=0.7         explore with an input changed
  payback eval apec-40b                      a report
  payback eval apec-40b --set bull.attach=0.9 --format json
  payback check apec-40b                     what was said, against the model
  payback paybacks apec-40b                  how many years, by what is counted
  payback tornado apec-40b --metric npv      which input moves it most
  payback solve apec-40b --metric npv --target 0
  payback explain apec-40b --metric operating_income
  payback compare --all --sort npv_per_capital --scenario base
  payback risk apec-40b --target 'payback_years<=10'
  payback report apec-40b -o memo.html       a memo for those who weren't there
  payback presets list                       what there is to open
  payback --render 120x40 --keys 'Right*5'   print a screen
  payback --restricted /srv/presets          presets of that folder, and nothing else
  payback --restricted /srv/presets --as anna    the same; unsaved work is Anna's own

A model, not investment advice.";

/// What-if questions about large infrastructure investments, explored in a terminal.
#[derive(Debug, Parser)]
#[command(name = "payback", version, after_help = EXAMPLES)]
struct Arguments {
    /// Use nothing but the presets of this folder, by name: for a login that may do nothing else.
    #[arg(long, value_name = "DIR", global = true)]
    restricted: Option<PathBuf>,
    /// Who uses the program, where several people share an account: unsaved and discarded work,
    /// recent presets and copies are kept for each of them. Without it a person is told by the key
    /// that sshd names, else by the account.
    #[arg(long = "as", value_name = "NAME", global = true, value_parser = person)]
    person: Option<Person>,
    #[command(subcommand)]
    command: Option<Subcommands>,
    #[command(flatten)]
    explore: explore::ExploreArguments,
}

#[derive(Debug, Subcommand)]
enum Subcommands {
    /// Begin a programme of your own: a preset from what is first known of it.
    #[command(after_help = new::EXAMPLES)]
    New(Box<new::NewArguments>),
    /// Evaluate a preset: drivers, every metric, year by year.
    #[command(after_help = eval::EXAMPLES)]
    Eval(eval::EvalArguments),
    /// Draw a chart for a document.
    #[command(after_help = chart::EXAMPLES)]
    Chart(chart::ChartArguments),
    /// Write a memo: figures, charts, claims, sources, in HTML or Markdown.
    #[command(after_help = report::EXAMPLES)]
    Report(report::ReportArguments),
    /// Put the claims of presets against the model; exit status 1 when one doesn't hold.
    #[command(after_help = check::EXAMPLES)]
    Check(check::CheckArguments),
    /// Move inputs so that the claims that the model is fitted to hold; exit status 1 when one
    /// doesn't.
    #[command(after_help = calibrate::EXAMPLES)]
    Calibrate(calibrate::CalibrateArguments),
    /// Hold the model against what was reported, year by year.
    #[command(after_help = backtest::EXAMPLES)]
    Backtest(backtest::BacktestArguments),
    /// Work many cases out: a row of fields in, a row of figures out.
    #[command(after_help = batch::EXAMPLES)]
    Batch(batch::BatchArguments),
    /// Show how far each input on its own moves a metric.
    #[command(after_help = tornado::EXAMPLES)]
    Tornado(tornado::TornadoArguments),
    /// Map a metric over two inputs, with the line on which it meets a target.
    #[command(after_help = grid::EXAMPLES)]
    Grid(grid::GridArguments),
    /// Find what has to change for a metric to meet a target.
    #[command(after_help = solve::EXAMPLES)]
    Solve(solve::SolveArguments),
    /// Share the difference between two scenarios among the drivers.
    #[command(after_help = attribute::EXAMPLES)]
    Attribute(attribute::AttributeArguments),
    /// Derive a metric from the inputs, every number put in.
    #[command(after_help = explain::EXAMPLES)]
    Explain(explain::ExplainArguments),
    /// Compare presets: two by their inputs and every metric, more in a table of figures.
    #[command(after_help = compare::EXAMPLES)]
    Compare(compare::CompareArguments),
    /// Put the ways to count the years of payback side by side.
    #[command(after_help = paybacks::EXAMPLES)]
    Paybacks(paybacks::PaybacksArguments),
    /// Present a deck or a preset's views, slide by slide.
    #[command(after_help = present::EXAMPLES)]
    Present(present::PresentArguments),
    /// Simulate how likely the figures are when the drivers vary together.
    #[command(after_help = risk::EXAMPLES)]
    Risk(risk::RiskArguments),
    /// Show what can be set and what is, or write a settings file with every default.
    #[command(after_help = config::EXAMPLES)]
    Config(config::ConfigArguments),
    /// Tell what was found out about this terminal and what follows, for bug reports.
    #[command(after_help = doctor::EXAMPLES)]
    Doctor(doctor::DoctorArguments),
    /// List, show, copy, rename, delete and compare presets, and say what their files may hold.
    #[command(after_help = presets::EXAMPLES)]
    Presets(presets::PresetsArguments),
    /// Serve assistants over the Model Context Protocol, on standard input and output.
    #[command(after_help = mcp::EXAMPLES)]
    Mcp(mcp::McpArguments),
    /// Print the manual page of the program or of a subcommand, or write all of them.
    #[command(after_help = man::EXAMPLES)]
    Man(man::ManArguments),
    /// Print what a shell needs to complete this command line.
    #[command(after_help = completions::EXAMPLES)]
    Completions(completions::CompletionsArguments),
}

/// A preset, by name or file.
#[derive(Debug, Args)]
struct PresetArgument {
    /// A bundled or saved preset's name, or a file.
    #[arg(value_name = "PRESET", default_value = DEFAULT_PRESET, value_parser = file_text())]
    preset: String,
}

/// A name or a path as it is given; one that isn't UTF-8 as the text that stands for it.
fn file_text() -> impl TypedValueParser<Value = String> {
    let text = |given: OsString| given.into_string().unwrap_or_else(|given| text_of(&given));
    OsStringValueParser::new().map(text)
}

/// A person's name as it is given.
fn person(name: &str) -> Result<Person, String> {
    Person::named(name).ok_or_else(|| format!("valid: {VALID_PERSON}"))
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

/// What a result that is no table is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TextOrJson {
    /// For reading.
    Text,
    /// For programs.
    Json,
}

impl TextOrJson {
    /// Prints a result in this form; the other isn't made.
    fn print(
        self,
        text: impl FnOnce() -> String,
        json: impl FnOnce() -> serde_json::Value,
    ) -> CommandResult<()> {
        match self {
            Self::Text => print(&text()),
            Self::Json => print_json(json()),
        }
    }
}

/// Why a command could not be carried out: one clear sentence or more, for standard error.
#[derive(Debug)]
struct CommandError(String);

impl<E: Error> From<E> for CommandError {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

type CommandResult<T = ExitCode> = Result<T, CommandError>;

/// Runs the program on the process's arguments.
///
/// # Errors
/// When writing fails in a way that nobody expects; what a person can mend is reported on
/// standard error and in the exit status.
pub fn run() -> color_eyre::Result<ExitCode> {
    outlive_size_limits()?;
    let arguments = match parsed() {
        Ok(arguments) => arguments,
        Err(error) => return Ok(told(&error)),
    };
    let library = match &arguments.restricted {
        Some(folder) => Library::restricted_to(folder),
        None => Ok(Library::of_user()),
    };
    let library = match library {
        Ok(library) => library,
        Err(error) => return Ok(refused(&error.into())),
    };
    let person = arguments.person.clone().unwrap_or_else(Person::of_login);
    let library = library.for_person(person);
    crash::install(library.clone())?;
    Ok(carried_out(&arguments, library).unwrap_or_else(|error| refused(&error)))
}

/// Prints what clap has to say: help and version go to standard output and are no error.
fn told(error: &clap::Error) -> ExitCode {
    if error.use_stderr() || io::stdout().is_terminal() {
        let _ = error.print();
    } else if let Err(error) = print(&error.render().to_string()) {
        return refused(&error);
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Says on standard error why a command could not be carried out.
fn refused(CommandError(message): &CommandError) -> ExitCode {
    complain(message);
    ExitCode::from(2)
}

/// Says on standard error what went wrong.
fn complain(message: &str) {
    let mut out = io::stderr();
    let _ = writeln!(out, "payback: {}", message.trim_end());
    if is_working_folder_deleted() {
        // Whatever was named by a relative path could not be found there.
        let _ = writeln!(out, "The folder you are in was deleted. Change to another one.");
    }
}

/// The process's arguments. What the explorer takes makes no sense before a subcommand; what
/// holds for everything may stand there.
fn parsed() -> Result<Arguments, clap::Error> {
    let mut command = Arguments::command();
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    // One after the subcommand would take the place of the one before it, and so lead out of its
    // folder, or to another person's work.
    for (option, shown) in [("--restricted", "--restricted <DIR>"), ("--as", "--as <NAME>")] {
        let given = std::env::args_os().skip(1).filter(|argument| is_option(argument, option));
        if given.count() > 1 {
            let message = format!("the argument '{shown}' cannot be used multiple times");
            return Err(command.error(ErrorKind::ArgumentConflict, message));
        }
    }
    let explorers = explore::ExploreArguments::augment_args(Command::new("explore"));
    if let Some(name) = matches.subcommand_name() {
        let given = explorers
            .get_arguments()
            .find(|argument| {
                matches.value_source(argument.get_id().as_str()) == Some(ValueSource::CommandLine)
            })
            .map(|argument| {
                argument.get_long().map_or("PRESET".to_owned(), |long| format!("--{long}"))
            });
        if let Some(given) = given {
            let message = format!("{given} can't stand before the subcommand '{name}'");
            return Err(command.error(ErrorKind::ArgumentConflict, message));
        }
    }
    Arguments::from_arg_matches(&matches)
}

/// Whether an argument reads as an option, wherever it stands.
fn is_option(argument: &OsStr, option: &str) -> bool {
    let rest = argument.as_encoded_bytes().strip_prefix(option.as_bytes());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"="))
}

/// A write beyond the size that a file may have fails then, as one to a full disk does. By default
/// the system ends the program amid the save, with the terminal not given back.
fn outlive_size_limits() -> io::Result<()> {
    signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).map(drop)
}

/// Carries out what the arguments ask for, on the one library that everything goes through.
fn carried_out(arguments: &Arguments, library: Library) -> CommandResult {
    match &arguments.command {
        Some(Subcommands::New(arguments)) => new::run(arguments, library),
        Some(Subcommands::Eval(arguments)) => eval::run(arguments, &library),
        Some(Subcommands::Chart(arguments)) => chart::run(arguments, &library),
        Some(Subcommands::Report(arguments)) => report::run(arguments, &library),
        Some(Subcommands::Check(arguments)) => check::run(arguments, &library),
        Some(Subcommands::Calibrate(arguments)) => calibrate::run(arguments, &library),
        Some(Subcommands::Backtest(arguments)) => backtest::run(arguments, &library),
        Some(Subcommands::Batch(arguments)) => batch::run(arguments, &library),
        Some(Subcommands::Tornado(arguments)) => tornado::run(arguments, &library),
        Some(Subcommands::Grid(arguments)) => grid::run(arguments, &library),
        Some(Subcommands::Solve(arguments)) => solve::run(arguments, &library),
        Some(Subcommands::Attribute(arguments)) => attribute::run(arguments, &library),
        Some(Subcommands::Explain(arguments)) => explain::run(arguments, &library),
        Some(Subcommands::Compare(arguments)) => compare::run(arguments, &library),
        Some(Subcommands::Paybacks(arguments)) => paybacks::run(arguments, &library),
        Some(Subcommands::Present(arguments)) => present::run(arguments, library),
        Some(Subcommands::Risk(arguments)) => risk::run(arguments, &library),
        Some(Subcommands::Config(_)) if library.is_restricted() => Err(CommandError(
            "settings are no presets: leave out --restricted, or the subcommand 'config'"
                .to_owned(),
        )),
        Some(Subcommands::Config(arguments)) => config::run(arguments, &library),
        Some(Subcommands::Doctor(arguments)) => doctor::run(arguments, &library),
        Some(Subcommands::Presets(arguments)) => presets::run(arguments, &library),
        Some(Subcommands::Mcp(arguments)) => mcp::run(arguments, &library),
        Some(Subcommands::Man(arguments)) => man::run(arguments, &library),
        Some(Subcommands::Completions(arguments)) => completions::run(arguments),
        None => explore::run(&arguments.explore, library),
    }
}

/// Writes a result to standard output, in ASCII where that is a terminal that shows nothing else. A
/// reader that went away early, such as `head`, is no error.
fn print(text: &str) -> CommandResult<()> {
    let ascii = io::stdout().is_terminal() && !Capabilities::from_environment().unicode;
    let text = &*if ascii { ascii_text(text).into() } else { Cow::Borrowed(text) };
    print_bytes(text.as_bytes())
}

fn print_bytes(bytes: &[u8]) -> CommandResult<()> {
    match write_all(bytes) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(CommandError(format!("writing to standard output failed: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes to standard output through a descriptor of our own: the library's says nothing where
/// nothing can be written to it.
fn write_all(bytes: &[u8]) -> io::Result<()> {
    File::from(io::stdout().as_fd().try_clone_to_owned()?).write_all(bytes)
}

/// JSON as it is printed: with its version, indented, with a newline at its end.
fn print_json(value: serde_json::Value) -> CommandResult<()> {
    print(&format!("{:#}\n", versioned(value)))
}
