//! What a league table of 100 presets costs, in times of what one of them does alone, all in one run:
//! evaluated and ranked against the evaluation of its three scenarios; from files to the text of the
//! table against `eval` from a file to its JSON.
//!
//! It fails where either is a hundred or more.
#![allow(missing_docs)]

use payback::analysis::{LEAGUE_METRICS, LeagueEntry, LeagueOrder, outcomes, standings};
use payback::model::{Metric, Scenario, Workspace};
use payback::preset::{Currency, Library, Preset};
use payback::report::evaluation::Evaluation;
use payback::report::league::League;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const PRESETS: usize = 100;

/// Each is measured so often, in turns, and the fastest counts: what else the machine does only adds.
const TURNS: usize = 200;

/// The announced programme with other numbers in each preset, saved in a folder.
fn saved(library: &Library) -> Vec<Preset> {
    let (announced, _) = library.find("apec-40b").expect("bundled");
    (0..PRESETS)
        .map(|number| {
            let mut preset = announced.clone();
            preset.name = format!("Case {number}");
            preset.inputs.programme.growth_share = 0.5 + number as f64 / 400.0;
            library.save_as(&format!("case {number:03}"), &preset).expect("saved");
            preset
        })
        .collect()
}

fn order() -> LeagueOrder {
    LeagueOrder::best_first(Metric::NpvPerCapital, Scenario::Base)
}

fn entry(workspace: &mut Workspace, id: &str, preset: &Preset) -> LeagueEntry<Currency> {
    LeagueEntry::new(workspace, (id, &preset.name), preset.money(), &preset.inputs)
}

fn ranked(presets: &[Preset]) -> usize {
    let mut workspace = Workspace::new();
    let entries: Vec<LeagueEntry<Currency>> =
        presets.iter().map(|preset| entry(&mut workspace, &preset.name, preset)).collect();
    let all: Vec<&LeagueEntry<Currency>> = entries.iter().collect();
    standings(&all, order()).len()
}

/// From files to the table's text.
fn compared(library: &Library) -> String {
    let listing = library.list();
    let own = listing.entries.iter().filter_map(|entry| {
        let preset = entry.preset.as_ref().ok()?;
        entry.origin.id().starts_with("case ").then(|| (entry.origin.id(), preset))
    });
    let own: Vec<(String, &Preset)> = own.collect();
    assert_eq!(own.len(), PRESETS);
    let mut workspace = Workspace::new();
    let entries: Vec<LeagueEntry<Currency>> =
        own.iter().map(|(id, preset)| entry(&mut workspace, id, preset)).collect();
    let league = League {
        entries: &entries.iter().collect::<Vec<_>>(),
        unread: &[],
        metrics: &LEAGUE_METRICS,
        scenarios: &Scenario::ALL,
        order: Some(order()),
    };
    league.text(true)
}

fn evaluated(library: &Library) -> String {
    let (preset, _) = library.find("case 050").expect("saved");
    Evaluation::new(&preset).json(false, false).to_string()
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// The fastest of many turns of two works; says how many times the one the other takes.
fn ratio<A, B>(what: &str, one: impl Fn() -> A, all: impl Fn() -> B) -> bool {
    let (mut least_one, mut least_all) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        // A single one is too short to be timed alone, and as many as the other warms up the same.
        let many = || {
            for _ in 0..PRESETS {
                black_box(one());
            }
        };
        least_one = least_one.min(timed(many));
        least_all = least_all.min(timed(&all));
    }
    let one = least_one / u32::try_from(PRESETS).unwrap_or(1);
    let times = least_all.as_secs_f64() / one.as_secs_f64();
    println!(
        "{what}: one {:.1} µs, {PRESETS} {:.2} ms: {times:.1} times",
        one.as_secs_f64() * 1e6,
        least_all.as_secs_f64() * 1e3
    );
    times < PRESETS as f64
}

fn main() -> ExitCode {
    let folder = tempfile::tempdir().expect("a folder");
    let library = Library::at(folder.path());
    let presets = saved(&library);
    let inputs = &presets[PRESETS / 2].inputs;
    let is_less = [
        ratio("evaluated and ranked", || outcomes(black_box(inputs)), || ranked(&presets)),
        ratio("from files to text", || evaluated(&library), || compared(&library)),
    ];
    ExitCode::from(u8::from(is_less.contains(&false)))
}
