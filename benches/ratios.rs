//! The guard of the engine's speed, as a table: each row is the ratio of two things that this run
//! measured in turns, so that it says much the same on a busy machine as on a quiet one.
//!
//! `cargo bench --bench ratios` measures all; with the start of a row's name after `--`, only these
//! rows. Where `python3`, or what `PYTHON` names, has numba, `risk.py` is measured too: all its runs
//! before ours.
#![allow(missing_docs)]

#[path = "support/announced.rs"]
mod announced;
#[path = "support/draws.rs"]
mod draws;
#[path = "support/peak.rs"]
mod peak;
#[allow(dead_code, reason = "the terminal's table uses the rest of it")]
#[path = "terminal/probe.rs"]
mod probe;
#[path = "terminal/stock.rs"]
mod stock;

use announced::announced;
use draws::{BATCH, ENDS, draws};
use payback::analysis::risk::{DEFAULT_METRICS, RiskQuestion, RiskSettings, Sampling, Simulation};
use payback::analysis::{
    Axis, LEAGUE_METRICS, LeagueEntry, LeagueOrder, Question, grid, outcomes, standings,
};
use payback::model::{
    Batch, Driver, Drivers, Input, Metric, Plan, Programme, Request, Scenario, Scratch, Workspace,
    evaluate, evaluate_without_irr,
};
use payback::preset::{Library, Preset};
use payback::report::evaluation::Evaluation;
use payback::report::league::League;
use probe::{Program, Which, there_and_back};
use std::fmt::Write;
use std::fs;
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// How often two things are measured in turns; the median of their ratios counts.
const TURNS: usize = 15;

const DRAWS: usize = 100_000;

/// What is measured, how (NaN where it can't be), and the most that the ratio may be.
type Row = (&'static str, fn() -> f64, f64);

const ROWS: [Row; 11] = [
    ("a draw / its products and sums in registers", draw_over_peak, 4.0),
    ("a scenario with IRR / one without", irr, 1.5),
    ("a draw side by side / a scenario alone", side_by_side, 0.2),
    ("a draw of risk, all summed up / its evaluation", summing_up, 2.8),
    ("risk with IRR / without", risk_with_irr, 2.5),
    ("a cell of a grid of drivers / a scenario alone", cell, 0.15),
    ("a preset of a league of 100 / evaluated alone", league, 1.0),
    ("a preset of a league of 100, file to text / eval, file to JSON", league_of_files, 1.0),
    ("payback batch / payback risk, from and to CSV", batch_over_risk, 3.0),
    ("risk / the same in numba, two threads each", over_numba, 1.0 / 3.0),
    ("key to frame, p50 / stock ratatui's", over_stock, 1.0),
];

fn main() {
    if std::env::args().any(|argument| argument == stock::ARGUMENT) {
        stock::run().expect("a terminal");
        return;
    }
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    println!("| what | ratio | at most | |\n|---|---:|---:|---|");
    for (name, measure, most) in ROWS {
        if !wanted.is_empty() && !wanted.iter().any(|word| name.starts_with(word.as_str())) {
            continue;
        }
        let ratio = measure();
        if ratio.is_nan() {
            println!("| {name} | – | {most:.3} | can't be measured here |");
        } else {
            let met = if ratio <= most { "met" } else { "not met" };
            println!("| {name} | {ratio:.3} | {most:.3} | {met} |");
        }
    }
}

fn timed(work: &mut dyn FnMut()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

/// The median of the ratios of two times, measured in turns.
fn ratio(mut one: impl FnMut(), mut other: impl FnMut()) -> f64 {
    one();
    other();
    median((0..TURNS).map(|_| timed(&mut one).as_secs_f64() / timed(&mut other).as_secs_f64()))
}

fn median(ratios: impl Iterator<Item = f64>) -> f64 {
    let mut ratios: Vec<f64> = ratios.collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

fn plan() -> Plan {
    Plan::new(&Programme::default())
}

fn batch(metrics: &[Metric], by_year: bool) -> Batch {
    Batch::new(&plan(), ENDS, Request { metrics: metrics.to_vec(), by_year })
}

/// Evaluates as many draws as there are in a batch.
fn evaluating(batch: &Batch) -> impl FnMut() {
    let (draws, mut scratch) = (draws(), Scratch::default());
    let mut out = vec![0.0; batch.outputs() * BATCH];
    move || {
        batch.evaluate(black_box(&draws), &mut scratch, &mut out);
        black_box(&out);
    }
}

/// Evaluates as many scenarios one by one.
fn one_by_one() -> impl FnMut() {
    let (plan, draws, mut workspace) = (plan(), draws(), Workspace::new());
    move || {
        for drivers in black_box(&draws) {
            black_box(evaluate_without_irr(&plan, drivers, &mut workspace));
        }
    }
}

fn draw_over_peak() -> f64 {
    let batch = batch(&DEFAULT_METRICS, true);
    let count = BATCH * batch.multiply_adds();
    ratio(evaluating(&batch), || {
        black_box(peak::peak(black_box(count)));
    })
}

fn irr() -> f64 {
    let (plan, draws, mut workspace) = (plan(), draws(), Workspace::new());
    let with = || {
        for drivers in black_box(&draws) {
            black_box(evaluate(&plan, drivers, &mut workspace));
        }
    };
    ratio(with, one_by_one())
}

fn side_by_side() -> f64 {
    let batch = batch(&DEFAULT_METRICS, true);
    ratio(evaluating(&batch), one_by_one())
}

/// A simulation on one thread.
fn simulating(metrics: &[Metric]) -> impl FnMut() {
    let (inputs, metrics) = (announced(), metrics.to_vec());
    let settings = RiskSettings { comovement: 0.3, ..RiskSettings::default() };
    let never = AtomicBool::new(false);
    move || {
        let question = RiskQuestion {
            inputs: &inputs,
            settings: &settings,
            metrics: &metrics,
            targets: &[],
            seed: 1,
            sampling: Sampling::Sobol,
        };
        let mut simulation = Simulation::new(&question).expect("settings that fit");
        simulation.advance(DRAWS, 1, &never);
        black_box(simulation.result(1));
    }
}

fn summing_up() -> f64 {
    let batch = batch(&DEFAULT_METRICS, true);
    let mut evaluate = evaluating(&batch);
    ratio(simulating(&DEFAULT_METRICS), move || {
        (0..DRAWS / BATCH).for_each(|_| evaluate());
    })
}

fn risk_with_irr() -> f64 {
    let mut metrics = DEFAULT_METRICS.to_vec();
    metrics.push(Metric::Irr);
    ratio(simulating(&metrics), simulating(&DEFAULT_METRICS))
}

fn cell() -> f64 {
    const SIDE: usize = 200;
    let inputs = announced();
    let axis = |driver, from, to| Axis { input: Input::Driver(driver), from, to, count: SIDE };
    let never = AtomicBool::new(false);
    let cells = || {
        let question = Question::new(&inputs, Scenario::Base, Metric::Npv);
        let x = axis(Driver::Utilization, 0.4, 0.9);
        let y = axis(Driver::PowerDelay, 0.0, 36.0);
        black_box(grid(question, x, y, None, &never).expect("a grid"));
    };
    let mut alone = one_by_one();
    ratio(cells, move || (0..SIDE * SIDE / BATCH).for_each(|_| alone()))
}

/// So many presets are in a league table.
const PRESETS: usize = 100;

const LEAGUE: LeagueOrder =
    LeagueOrder { metric: Metric::NpvPerCapital, scenario: Scenario::Base, descending: true };

fn entry(workspace: &mut Workspace, id: &str, preset: &Preset) -> LeagueEntry<()> {
    LeagueEntry::new(workspace, (id, &preset.name), (), &preset.inputs)
}

/// Evaluated and ranked.
fn league() -> f64 {
    let (bundled, _) = Library::bundled_only().find("apec-40b").expect("bundled");
    let presets: Vec<Preset> = (0..PRESETS)
        .map(|number| {
            let mut preset = bundled.clone();
            preset.inputs.programme.growth_share = 0.5 + number as f64 / 400.0;
            preset
        })
        .collect();
    let ranked = || {
        let mut workspace = Workspace::new();
        let presets = black_box(&presets).iter();
        let entries: Vec<_> = presets.map(|of| entry(&mut workspace, "", of)).collect();
        black_box(standings(&entries.iter().collect::<Vec<_>>(), LEAGUE));
    };
    let alone = || {
        for preset in black_box(&presets) {
            black_box(outcomes(&preset.inputs));
        }
    };
    ratio(ranked, alone)
}

/// From files to the table of all three scenarios, each against a report of its own.
fn league_of_files() -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    let library = Library::at(folder.path());
    let (preset, _) = library.find("apec-40b").expect("bundled");
    let names: Vec<String> = (0..PRESETS).map(|number| format!("case {number}")).collect();
    for name in &names {
        library.save_as(name, &preset).expect("saved");
    }
    let table = || {
        let mut workspace = Workspace::new();
        let mut read = |name: &String| {
            let (preset, _) = library.find(name).expect("saved");
            let names = (name.as_str(), &preset.name);
            LeagueEntry::new(&mut workspace, names, preset.money(), &preset.inputs)
        };
        let entries: Vec<_> = names.iter().map(&mut read).collect();
        let league = League {
            entries: &entries.iter().collect::<Vec<_>>(),
            unread: &[],
            metrics: &LEAGUE_METRICS,
            scenarios: &Scenario::ALL,
            order: Some(LEAGUE),
        };
        black_box(league.text(true));
    };
    let reports = || {
        for name in &names {
            let (preset, _) = library.find(name).expect("saved");
            black_box(Evaluation::new(&preset).json(false, false).to_string());
        }
    };
    ratio(table, reports)
}

/// The program itself, with its output thrown away.
fn payback(arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_payback"));
    let status = command.args(arguments).stdout(Stdio::null()).status().expect("the program");
    assert!(status.success(), "{arguments:?}");
}

fn batch_over_risk() -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    let (cases, figures) = (folder.path().join("cases.csv"), folder.path().join("figures.csv"));
    let mut rows = String::from("utilization,margin,power_delay,attach,capex_cut\n");
    for Drivers([utilization, margin, delay, attach, cut, ..]) in
        draws().iter().cycle().take(2 * DRAWS)
    {
        let _ = writeln!(rows, "{utilization},{margin},{delay},{attach},{cut}");
    }
    fs::write(&cases, rows).expect("a file");
    let [cases, figures] = [&cases, &figures].map(|path| path.to_str().expect("a plain name"));
    let arguments = ["batch", "apec-40b", "--inputs", cases, "-o", figures, "--force"];
    let draws = (2 * DRAWS).to_string();
    let simulating = ["risk", "apec-40b", "--draws", &draws, "--format", "csv"];
    ratio(|| payback(&arguments), || payback(&simulating))
}

fn over_numba() -> f64 {
    numba().unwrap_or(f64::NAN)
}

/// `None` without Python or numba.
fn numba() -> Option<f64> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/risk.py");
    let mut probe = Command::new(&python);
    let probe = probe.args(["-c", "import numba"]).stderr(Stdio::null());
    if !probe.status().is_ok_and(|status| status.success()) {
        return None;
    }
    let mut command = Command::new(python);
    command.args([script, &DRAWS.to_string(), "5"]).env("NUMBA_NUM_THREADS", "2");
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let numbers: Vec<f64> = text.lines().filter_map(|line| line.parse().ok()).collect();
    let (npv, times) = numbers.split_first()?;
    let inputs = announced();
    let settings = RiskSettings { comovement: 0.3, ..RiskSettings::default() };
    let question = RiskQuestion {
        inputs: &inputs,
        settings: &settings,
        metrics: &DEFAULT_METRICS,
        targets: &[],
        seed: 1,
        sampling: Sampling::Sobol,
    };
    let never = AtomicBool::new(false);
    let mut found = None;
    let ours: Vec<f64> = (0..5)
        .map(|_| {
            let begun = Instant::now();
            let mut simulation = Simulation::new(&question).expect("settings that fit");
            simulation.advance(DRAWS, 2, &never);
            found = Some(simulation.result(2));
            begun.elapsed().as_secs_f64()
        })
        .collect();
    let median_npv = found?.metrics.iter().find(|of| of.metric == Metric::Npv)?.percentiles[3]?;
    assert!((median_npv - npv).abs() < 0.2, "the same model: {median_npv}, {npv}");
    Some(median(ours.into_iter()) / median(times.iter().copied()))
}

fn over_stock() -> f64 {
    let mut programs = [Which::Ours, Which::Stock].map(|which| {
        let mut program = Program::start(which, 120, 40);
        program.settle();
        program
    });
    let mut times = [Vec::new(), Vec::new()];
    for step in 0..400 {
        for (program, times) in programs.iter_mut().zip(&mut times) {
            times.push(program.key(there_and_back(step)).as_secs_f64());
        }
    }
    let [ours, stock] = times.map(|times| median(times.into_iter()));
    ours / stock
}
