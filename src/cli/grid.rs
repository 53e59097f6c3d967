//! `payback grid`: a metric at every pair of two inputs' values.

use super::asked::{
    ChangedPreset, FormArguments, MetricArgument, ScenarioArgument, Wanted, interruption, option,
};
use super::{CommandError, CommandResult, names, number};
use crate::analysis::{AnalysisError, Axis, Grid, MOST_CELLS, Question, counted_grid};
use crate::preset::{Library, Preset};
use crate::report::grid as report;
use crate::report::table::Table;
use crate::terminal::end_by;
use crate::text::quoted;
use crate::view::format::decimal;
use clap::{Args, ValueEnum};
use signal_hook::consts::SIGINT;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

pub(super) const EXAMPLES: &str = "\
Examples:
  payback grid apec-40b --x utilization=0.4..0.9/51 --y power_delay=0..36/37 --metric payback_years --target 10
  payback grid apec-40b --x programme.growth_share=50%..100%/26 --y utilization=0.5..0.9/21 \\
      --metric npv --target 0 --format csv

An axis is INPUT=FROM..TO/POINTS, the ends included; at most 1,000,000 cells in all.";

#[derive(Debug, Args)]
pub(super) struct GridArguments {
    #[command(flatten)]
    preset: ChangedPreset,
    /// The input that varies across, with its range and how many points.
    #[arg(long, value_name = "INPUT=A..B/N")]
    x: String,
    /// The input that varies upwards.
    #[arg(long, value_name = "INPUT=A..B/N")]
    y: String,
    #[command(flatten)]
    metric: MetricArgument,
    #[command(flatten)]
    scenario: ScenarioArgument,
    /// Also the line on which the metric has this value, in its own unit, and the cliffs where it
    /// leaps over it.
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    target: Option<String>,
    /// What the rows of a CSV table are [default: cells].
    #[arg(long, value_enum)]
    rows: Option<CsvRows>,
    /// CSV as a matrix of the metric alone: y downwards, x across.
    #[arg(long, conflicts_with = "rows")]
    wide: bool,
    #[command(flatten)]
    form: FormArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CsvRows {
    /// A row for each cell.
    Cells,
    /// A row for each point of the contours and cliffs of --target.
    Lines,
}

pub(super) fn run(arguments: &GridArguments, library: &Library) -> CommandResult {
    let form =
        arguments.form.read(&[("--rows", arguments.rows.is_some()), ("--wide", arguments.wide)])?;
    let progress = Progress { interrupted: &*interruption()?, done: AtomicUsize::new(0) };
    match answered(arguments, library, &progress, form)? {
        Ok(status) => Ok(status),
        Err(Stopped { of }) => Ok(stopped(progress.done.into_inner(), of)),
    }
}

/// How far a map is, and whether it is to be stopped.
pub(super) struct Progress<'a> {
    pub(super) interrupted: &'a AtomicBool,
    pub(super) done: AtomicUsize,
}

/// A map was stopped before its last cell.
pub(super) struct Stopped {
    of: usize,
}

/// The same for whoever wants the answer.
pub(super) fn answered<W: Wanted>(
    arguments: &GridArguments,
    library: &Library,
    progress: &Progress,
    wanted: W,
) -> CommandResult<Result<W::Made, Stopped>> {
    let preset = arguments.preset.read(library)?;
    let (metric, scenario) = (arguments.metric.read()?, arguments.scenario.read()?);
    let read = |name: &str, text: &str| option(&format!("{name} {text}"), axis(text, &preset));
    let (x, y) = (read("--x", &arguments.x)?, read("--y", &arguments.y)?);
    let target = match &arguments.target {
        Some(text) => {
            let target = number::finite(text, preset.shown(metric.spec().unit));
            Some(option(&format!("--target {text}"), target)?)
        }
        None => None,
    };
    if arguments.rows == Some(CsvRows::Lines) && target.is_none() {
        let message = "--rows lines are those of a target: add --target T, such as --target 10";
        return Err(CommandError(message.to_owned()));
    }
    let question = Question::new(&preset.inputs, scenario, metric);
    let given = format!("--x {} --y {}", arguments.x, arguments.y);
    let cells = x.count.saturating_mul(y.count);
    let grid = counted_grid(question, x, y, target, progress.interrupted, &progress.done);
    // What follows has no end to come to sooner.
    progress.interrupted.store(true, Ordering::SeqCst);
    let grid = match grid {
        Err(AnalysisError::Cancelled) => return Ok(Err(Stopped { of: cells })),
        grid => option(&given, grid)?,
    };
    let answer = wanted.answer(
        grid.margin_capped,
        || report::text(&preset, &grid),
        || report::json(&grid),
        || vec![table(arguments, &preset, &grid)],
    );
    answer.map(Ok)
}

fn table(arguments: &GridArguments, preset: &Preset, grid: &Grid) -> Table {
    if arguments.wide {
        return report::matrix(preset, grid);
    }
    let of =
        [("preset", &*preset.name), ("scenario", grid.scenario.id()), ("metric", grid.metric.id())];
    match arguments.rows.unwrap_or(CsvRows::Cells) {
        CsvRows::Cells => report::table(preset, grid).of(&of[..2]),
        CsvRows::Lines => report::lines(preset, grid).of(&of),
    }
}

/// Says how far it came, and ends as Ctrl-C does elsewhere.
fn stopped(done: usize, of: usize) -> ExitCode {
    let [done, of] = [done, of].map(|cells| decimal(cells as f64, 0));
    let said = format!("payback: stopped after {done} of {of} cells; nothing is printed");
    let _ = writeln!(io::stderr(), "{said}");
    ExitCode::from(end_by(SIGINT))
}

/// An axis, `INPUT=A..B/N`.
pub(super) fn axis(text: &str, preset: &Preset) -> Result<Axis, String> {
    let (name, range) = text.split_once('=').ok_or_else(|| {
        format!("{} is no axis; write INPUT=A..B/N, such as utilization=0.4..0.9/51", quoted(text))
    })?;
    let input = names::input(name.trim(), &preset.inputs)?;
    let (range, count) = range.rsplit_once('/').ok_or_else(|| {
        format!("how many points? Write {}/51, for example", text.trim_end_matches('/'))
    })?;
    let (from, to) = number::range(range, preset.shown(input.spec().unit))?;
    let count = count.trim().parse().map_err(|_| {
        let most = decimal(MOST_CELLS as f64, 0);
        format!("{} is no number of points; valid: 2 or more, at most {most} cells", quoted(count))
    })?;
    Ok(Axis { input, from, to, count })
}
