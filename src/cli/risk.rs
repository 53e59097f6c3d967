//! `payback risk`: how likely the figures are when the drivers vary together.

use super::asked::{ChangedPreset, FormArguments, Wanted, interruption, metrics, option};
use super::{CommandError, CommandResult, names};
use crate::analysis::risk::{
    DEFAULT_METRICS, MOST_DRAWS, RiskError, RiskQuestion, Sampling, Simulation, Target,
    TargetError, spread,
};
use crate::preset::{Library, Preset};
use crate::report::risk::{self as report, Answered};
use crate::view::format;
use clap::{Args, ValueEnum};
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

pub(super) const EXAMPLES: &str = "\
Examples:
  payback risk apec-40b
  payback risk apec-40b --target 'payback_years<=10' --target 'npv>=0'
  payback risk apec-40b --metrics irr,npv --draws 20000 --format json
  payback risk apec-40b --set base.utilization=0.7 --draws 10000000

Each driver that differs between the scenarios is drawn from the shape that the preset names, by
default with the lowest and the highest of the three values as P10 and P90 and the base as median,
and correlated as the preset says. The same seed makes the same draws. Ctrl-C ends with what there
is.";

/// How long a run takes before it shows how far it is.
const SILENT: Duration = Duration::from_secs(1);

/// Draws between two looks at the clock.
const STRIDE: usize = 131_072;

/// Evaluations by which the spread is shared out for each draw, and at least and at most.
const SPREAD_EVALUATIONS: usize = 11;
const LEAST_EVALUATIONS: usize = 1 << 16;
const MOST_EVALUATIONS: usize = 1 << 23;

#[derive(Debug, Args)]
pub(super) struct RiskArguments {
    #[command(flatten)]
    preset: ChangedPreset,
    /// How many draws.
    #[arg(long, value_name = "N", default_value = "100000", allow_negative_numbers = true)]
    draws: String,
    /// The same seed makes the same draws.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The figures, by their names in JSON, separated by commas.
    #[arg(long, value_name = "M,...", value_delimiter = ',')]
    metrics: Vec<String>,
    /// A bound whose odds are wanted, such as '`payback_years`<=10'; can be given many times.
    #[arg(
        long = "target",
        value_name = "TARGET",
        help = "A bound whose odds are wanted, such as 'payback_years<=10'; can be given many times"
    )]
    targets: Vec<String>,
    /// Say which drivers the spread of each figure comes from: Sobol indices where they are
    /// independent, Shapley effects where they are correlated.
    #[arg(long)]
    spread: bool,
    /// Draw independent pseudo-random numbers in place of a scrambled Sobol sequence.
    #[arg(long)]
    plain: bool,
    /// How many threads; by default as many as there are cores.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// What the rows of a CSV table are [default: figures].
    #[arg(long, value_enum)]
    rows: Option<CsvRows>,
    #[command(flatten)]
    form: FormArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CsvRows {
    /// A row for each metric and target.
    Figures,
    /// A row for each year of operating income and cumulative cash.
    Bands,
    /// A row for each metric and driver, of --spread.
    Spread,
}

pub(super) fn run(arguments: &RiskArguments, library: &Library) -> CommandResult {
    let form = arguments.form.read(&[("--rows", arguments.rows.is_some())])?;
    if arguments.rows == Some(CsvRows::Spread) && !arguments.spread {
        let message = "--rows spread prints what --spread works out: add --spread";
        return Err(CommandError(message.to_owned()));
    }
    let interrupted = interruption()?;
    let tells_progress = io::stderr().is_terminal();
    answered(arguments, library, &Course { interrupted: &interrupted, tells_progress }, form)
}

/// What goes on while draws are made.
pub(super) struct Course<'a> {
    pub(super) interrupted: &'a AtomicBool,
    /// Whether standard error says how far it is, where that takes long.
    pub(super) tells_progress: bool,
}

/// The same for whoever wants the answer.
pub(super) fn answered<W: Wanted>(
    arguments: &RiskArguments,
    library: &Library,
    course: &Course,
    wanted: W,
) -> CommandResult<W::Made> {
    let preset = arguments.preset.read(library)?;
    let metrics = metrics(&arguments.metrics, &DEFAULT_METRICS)?;
    let targets = arguments
        .targets
        .iter()
        .map(|text| target(&preset, text))
        .collect::<Result<Vec<_>, _>>()?;
    let draws = draws(&arguments.draws)?;
    let threads = threads(arguments.threads)?;
    let question = RiskQuestion {
        inputs: &preset.inputs,
        settings: &preset.risk,
        metrics: &metrics,
        targets: &targets,
        seed: arguments.seed,
        sampling: if arguments.plain { Sampling::Plain } else { Sampling::Sobol },
    };
    let started = Instant::now();
    let fits = |error: RiskError| {
        let name = crate::text::shortened(&preset.name);
        CommandError(format!("the risk settings of ‘{name}’: {error}"))
    };
    let mut simulation = Simulation::new(&question).map_err(fits)?;
    let complete = simulate(&mut simulation, draws, threads, course);
    let result = simulation.result(threads);
    // Figures of no draw at all would be none.
    if result.draws == 0 && result.short_of_memory {
        return Err(fits(RiskError::NoMemory));
    }
    let spreads = if arguments.spread {
        let evaluations = draws.saturating_mul(SPREAD_EVALUATIONS);
        let evaluations = evaluations.clamp(LEAST_EVALUATIONS, MOST_EVALUATIONS);
        spread(&question, evaluations, threads, course.interrupted).map_err(fits)?
    } else {
        Some(Vec::new())
    };
    let answered = Answered {
        result: &result,
        asked: draws,
        complete: complete && spreads.is_some(),
        spreads: spreads.as_deref().unwrap_or_default(),
        elapsed: started.elapsed(),
    };
    wanted.answer(
        result.margin_capped,
        || report::text::text(&preset, &answered),
        || report::json(&answered),
        || {
            let tables = match arguments.rows.unwrap_or(CsvRows::Figures) {
                CsvRows::Figures => report::figures(&preset, &result),
                CsvRows::Bands => report::bands_of(&preset, &result),
                CsvRows::Spread => report::spread_of(&preset, answered.spreads),
            };
            tables.into_iter().map(|table| table.of(&[("preset", &*preset.name)])).collect()
        },
    )
}

/// Draws. Whether all draws were made.
fn simulate(simulation: &mut Simulation, draws: usize, threads: usize, course: &Course) -> bool {
    let Course { interrupted, tells_progress } = *course;
    let started = Instant::now();
    let mut shown = false;
    let mut complete = false;
    while !complete {
        let until = draws.min(simulation.draws() + STRIDE);
        if !simulation.advance(until, threads, interrupted) {
            // Where memory is short, there are as many as there can be.
            complete = simulation.is_at_its_end() && !interrupted.load(Ordering::Relaxed);
            break;
        }
        complete = until == draws;
        if tells_progress && started.elapsed() > SILENT {
            let [made, all] = [simulation.draws(), draws].map(|n| format::decimal(n as f64, 0));
            shown = write!(io::stderr(), "\r{made} of {all} draws, Ctrl-C to stop ").is_ok();
        }
    }
    if shown {
        // The line of progress makes room for what follows.
        let _ = write!(io::stderr(), "\r{:70}\r", "");
    }
    complete
}

fn target(preset: &Preset, text: &str) -> CommandResult<Target> {
    let read = text.parse::<Target>().map_err(|error| match error {
        TargetError::Metric(name) => names::metric(&name).err().unwrap_or_default(),
        error @ TargetError::Percentage(_) => preset.money().words(error.to_string()).into_owned(),
        error => error.to_string(),
    });
    option(&format!("--target {text}"), read)
}

/// A number of draws; people write `1_000_000`, 1,000,000 and 1e6.
fn draws(text: &str) -> CommandResult<usize> {
    let digits: String = text.chars().filter(|digit| !matches!(digit, '_' | ',' | ' ')).collect();
    let number = digits.parse::<f64>().ok().filter(|number| number.fract() == 0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the range")]
    let number = number
        .filter(|number| (1.0..=MOST_DRAWS as f64).contains(number))
        .map(|number| number as usize);
    let most = format::decimal(MOST_DRAWS as f64, 0);
    option(
        &format!("--draws {text}"),
        number.ok_or_else(|| format!("valid is a whole number from 1 to {most}")),
    )
}

fn threads(given: Option<usize>) -> CommandResult<usize> {
    match given {
        None => Ok(available_parallelism().map_or(1, usize::from)),
        Some(threads) if (1..=256).contains(&threads) => Ok(threads),
        Some(threads) => option(&format!("--threads {threads}"), Err("valid is 1..256")),
    }
}
