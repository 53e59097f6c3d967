//! `payback chart`: a chart as a drawing for documents.

use super::asked::{ChangedPreset, interruption, option};
use super::document::{check_may_write, written_file};
use super::grid::axis;
use super::{CommandError, CommandResult, names, number, print, ranked};
use crate::analysis::risk::{RiskQuestion, Sampling, Simulation};
use crate::analysis::{Axis, LeagueOrder, Question, Spread, backtest, grid, spider, tornado};
use crate::model::{Driver, Input, Metric, Scenario, Series};
use crate::preset::{Library, Preset};
use crate::report::chart::{CHART_SIDES, ChartLook, Subject, own_axis, svg};
use crate::text::quoted;
use crate::view::theme::Background;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::thread::available_parallelism;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback chart cash apec-40b -o cash.svg
  payback chart tornado apec-40b --metric npv --scenario bull -o npv.svg
  payback chart grid apec-40b --target 10 --theme dark --size 1200x675 -o map.svg
  payback chart histogram oracle-oci --metric payback_years -o odds.svg
  payback chart league --metric npv_per_capital -o league.svg

What is drawn is what the screens show: the same figures, round values and hues. A file that is there is
not replaced unless --force says so; without -o the drawing goes to standard output.";

/// The draws of a fan and of a histogram.
const DRAWS: usize = 100_000;

/// Points of a map, across and upwards.
const CELLS: (usize, usize) = (61, 41);

#[derive(Debug, Args)]
pub(super) struct ChartArguments {
    /// What to draw.
    #[arg(value_name = "CHART", value_enum)]
    kind: ChartKind,
    #[command(flatten)]
    preset: ChangedPreset,
    /// The figure of a tornado, a spider, a map or a histogram.
    #[arg(long, value_name = "M", default_value = "payback_years")]
    metric: String,
    /// Whose assumptions hold: bear, base or bull.
    #[arg(long, value_name = "S", default_value = "base")]
    scenario: String,
    /// What varies across a map, INPUT=A..B/N [default: utilization over its slider].
    #[arg(long, value_name = "INPUT=A..B/N")]
    x: Option<String>,
    /// What varies upwards on it [default: the power delay over its slider].
    #[arg(long, value_name = "INPUT=A..B/N")]
    y: Option<String>,
    /// The value whose line is drawn on a map.
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    target: Option<String>,
    /// Width and height.
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "800x450")]
    size: String,
    /// What the chart is to be read on.
    #[arg(long, value_enum, default_value = "light")]
    theme: Paper,
    /// The file; one that ends in .png is a picture of dots, where the program was built with the
    /// feature png.
    #[arg(short, long, value_name = "FILE.svg")]
    output: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ChartKind {
    /// Cumulative cash of the three scenarios.
    Cash,
    /// Operating income of the three scenarios.
    Income,
    /// What moves a figure.
    Tornado,
    /// A figure along each driver's way.
    Spider,
    /// A figure over two inputs.
    Grid,
    /// Cumulative cash of many draws.
    Fan,
    /// A figure of many draws.
    Histogram,
    /// Every way to count payback.
    Paybacks,
    /// Modelled and reported by year.
    Backtest,
    /// Every preset, ranked by a figure.
    League,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Paper {
    Light,
    Dark,
}

pub(super) fn run(arguments: &ChartArguments, library: &Library) -> CommandResult {
    let look = ChartLook {
        size: size(&arguments.size)?,
        background: match arguments.theme {
            Paper::Light => Background::Light,
            Paper::Dark => Background::Dark,
        },
    };
    if arguments.output.is_some() {
        check_may_write(library, "leave it out")?;
    }
    let (opened, preset) = arguments.preset.open(library)?;
    let drawn = drawn(arguments, (&preset, &opened.origin.id()), library, look)?;
    match &arguments.output {
        None => print(&drawn)?,
        Some(path) if is_png(path) => {
            written_file(library, path, in_dots(&drawn)?, arguments.force)?;
        }
        Some(path) => written_file(library, path, &drawn, arguments.force)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn is_png(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("png"))
}

/// The drawing as a picture of dots.
#[cfg(feature = "png")]
fn in_dots(svg: &str) -> CommandResult<Vec<u8>> {
    crate::report::png::png(svg)
        .map_err(|why| CommandError(format!("the PNG can't be made: {why}")))
}

#[cfg(not(feature = "png"))]
fn in_dots(_: &str) -> CommandResult<Vec<u8>> {
    let message = "this payback was built without PNG: build it with ‘cargo build --release \
                   --features png’, or write an SVG: -o chart.svg";
    Err(CommandError(message.to_owned()))
}

fn drawn(
    arguments: &ChartArguments,
    (preset, own): (&Preset, &str),
    library: &Library,
    look: ChartLook,
) -> CommandResult<String> {
    let scenario = option(
        &format!("--scenario {}", arguments.scenario),
        names::scenario(&arguments.scenario),
    )?;
    let given = format!("--metric {}", arguments.metric);
    let metric = option(&given, names::metric(&arguments.metric))?;
    let question = Question::new(&preset.inputs, scenario, metric);
    let failed = |why: String| CommandError(why);
    Ok(match arguments.kind {
        ChartKind::Cash => svg(preset, Subject::Years(Series::CumulativeFcf), look),
        ChartKind::Income => svg(preset, Subject::Years(Series::OperatingIncome), look),
        ChartKind::Tornado => {
            let found = tornado(question, Spread::Scenarios);
            svg(preset, Subject::Tornado(&found.map_err(|why| failed(why.to_string()))?), look)
        }
        ChartKind::Spider => {
            let found = spider(question, Spread::Scenarios);
            svg(preset, Subject::Spider(&found.map_err(|why| failed(why.to_string()))?), look)
        }
        ChartKind::Grid => {
            let (x, y) = axes(arguments, preset, scenario)?;
            let target = match &arguments.target {
                Some(text) => {
                    let target = number::finite(text, preset.shown(metric.spec().unit));
                    Some(option(&format!("--target {text}"), target)?)
                }
                None => None,
            };
            let found = grid(question, x, y, target, &AtomicBool::new(false));
            svg(preset, Subject::Grid(&found.map_err(|why| failed(why.to_string()))?), look)
        }
        ChartKind::Fan => simulated(preset, metric, |risk| svg(preset, Subject::Fan(risk), look))?,
        ChartKind::Histogram => {
            simulated(preset, metric, |risk| svg(preset, Subject::Histogram(risk), look))?
        }
        ChartKind::Paybacks => svg(preset, Subject::Paybacks, look),
        ChartKind::Backtest => {
            let found = backtest(&preset.inputs, &preset.claims, &[], scenario);
            if found.lines.is_empty() {
                return Err(CommandError(format!(
                    "{} holds no record to draw: none of its claims is as of a year",
                    quoted(&preset.name)
                )));
            }
            svg(preset, Subject::Backtest(&found), look)
        }
        ChartKind::League => {
            let entries = ranked::beside(&ranked::listed(library), (own, preset));
            let entries: Vec<_> = entries.iter().collect();
            let order = LeagueOrder::best_first(metric, scenario);
            svg(preset, Subject::League { entries: &entries, order, own }, look)
        }
    })
}

fn simulated(
    preset: &Preset,
    metric: Metric,
    draw: impl FnOnce(&crate::analysis::risk::RiskResult) -> String,
) -> CommandResult<String> {
    let metrics = [metric];
    let question = RiskQuestion {
        inputs: &preset.inputs,
        settings: &preset.risk,
        metrics: &metrics,
        targets: &[],
        seed: 1,
        sampling: Sampling::Sobol,
    };
    let mut simulation = Simulation::new(&question).map_err(|why| CommandError(why.to_string()))?;
    let threads = available_parallelism().map_or(1, std::num::NonZero::get);
    let interrupted = interruption()?;
    if !simulation.advance(DRAWS, threads, &interrupted) {
        return Err(CommandError("stopped; nothing is drawn".to_owned()));
    }
    Ok(draw(&simulation.result(threads)))
}

/// The axes of a map: those given, else utilization and power delay over their sliders, as far as
/// the scenarios' own values lie.
fn axes(
    arguments: &ChartArguments,
    preset: &Preset,
    scenario: Scenario,
) -> CommandResult<(Axis, Axis)> {
    let read = |name: &str, text: &Option<String>, driver: Driver, count: usize| match text {
        Some(text) => option(&format!("{name} {text}"), axis(text, preset)),
        None => Ok(own_axis(preset, scenario, Input::Driver(driver), count)),
    };
    Ok((
        read("--x", &arguments.x, Driver::Utilization, CELLS.0)?,
        read("--y", &arguments.y, Driver::PowerDelay, CELLS.1)?,
    ))
}

/// Width and height, `800x450`.
fn size(text: &str) -> CommandResult<(u16, u16)> {
    let side = |text: &str| text.parse::<u16>().ok().filter(|side| CHART_SIDES.contains(side));
    let sides =
        text.split_once('x').and_then(|(width, height)| Some((side(width)?, side(height)?)));
    sides.ok_or_else(|| {
        let (least, most) = (CHART_SIDES.start(), CHART_SIDES.end());
        CommandError(format!(
            "--size {}: write width and height from {least} to {most}, such as 800x450",
            crate::text::shortened(text)
        ))
    })
}
