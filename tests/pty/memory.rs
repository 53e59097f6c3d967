//! What a session takes of its host's memory, by the real program.

use crate::program::Program;
use portable_pty::CommandBuilder;
use std::fmt::Write;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

/// Longer than anything takes on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(180);

/// A preset of as many sites and months as are valid, everything in it varying.
fn largest() -> String {
    let site = |n: i32| {
        let (year, month) = (2025 + (10 + 4 * n) / 12, (10 + 4 * n) % 12 + 1);
        let delay = n % 13;
        format!(
            "(name: \"Site {n}\", pledge: {}.5, first: \"{year}-{month:02}\", months: {}, \
             extra_delay: {delay}.0),",
            n + 1,
            24 + n
        )
    };
    let scenario = |drivers: [f64; 7]| {
        let [load, margin, delay, attach, cut, block, erosion] = drivers;
        format!(
            "(utilization: {load:?}, margin: {margin:?}, power_delay: Months({delay:?}), \
             attach: {attach:?}, capex_cut: {cut:?}, export_block: {block:?}, \
             price_erosion: {erosion:?})"
        )
    };
    let mut text = "(format: 1, name: \"Largest\", programme: (start: \"2025-11\", \
         horizon: \"2075-10\", headline_year: 2029, stress_from: \"2028-01\", \
         build_months: 6.5, server_deferral: 0.3, sites: ["
        .to_owned();
    (0..64).for_each(|n| text += &site(n));
    write!(
        text,
        "]), scenarios: (bear: {}, base: {}, bull: {}))",
        scenario([0.45, 0.29, 36.0, 0.15, 0.25, 0.2, 0.05]),
        scenario([0.65, 0.31, 3.0, 0.30, 0.0, 0.1, 0.03]),
        scenario([0.80, 0.32, 0.0, 0.45, 0.0, 0.0, 0.01]),
    )
    .unwrap();
    text
}

/// The program on the largest preset, with so much address space, in kB, if it is limited.
fn start(limit: Option<u32>) -> (Program, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let preset = folder.path().join("largest.ron");
    fs::write(&preset, largest()).unwrap();
    let mut command = CommandBuilder::new("/bin/sh");
    let limit = limit.map_or_else(String::new, |limit| format!("ulimit -v {limit}; "));
    command.args(["-c", &format!("{limit}exec \"$0\" \"$1\"")]);
    command.args([env!("CARGO_BIN_EXE_payback").as_ref(), preset.as_os_str()]);
    (Program::command(command, &[]), folder)
}

/// Memory that is the program's own, in kB: what it has read of its own file depends on how it was
/// built.
fn own_memory(program: &Program) -> u32 {
    let pid = program.child.process_id().unwrap();
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// Waits for a text and a while longer, and says how much memory was taken at most, in kB.
#[track_caller]
fn most_until(program: &Program, text: &str) -> u32 {
    let start = Instant::now();
    let (mut most, mut seen) = (0, None);
    while seen.is_none_or(|seen: Instant| seen.elapsed() < Duration::from_secs(3)) {
        assert!(start.elapsed() < PATIENCE, "never ‘{text}’:\n{}", program.screen());
        most = most.max(own_memory(program));
        thread::sleep(Duration::from_millis(2));
        if program.screen().contains(text) {
            seen = seen.or_else(|| Some(Instant::now()));
        }
    }
    most
}

#[test]
fn the_odds_of_the_largest_preset_take_little_memory_and_give_it_back() {
    let (mut program, _folder) = start(None);
    program.wait_for("Largest");
    let before = own_memory(&program);
    program.type_in("4");
    let most = most_until(&program, "8,192 draws, refining");
    program.type_in("1");
    program.wait_for("Drivers");
    program.wait_until("memory given back", |program| own_memory(program) < 6_000);
    println!("{before} kB before, {most} kB at most, {} kB after", own_memory(&program));
    assert!(most < 32_000, "{most} kB");
    program.type_in("q");
    assert_eq!(program.wait_for_end(), 0);
}

#[test]
fn little_memory_means_fewer_draws_and_no_end() {
    let mut short = 0;
    for limit in [100_000, 80_000, 60_000, 40_000] {
        let (mut program, _folder) = start(Some(limit));
        program.wait_until("a screen, or an end", |program| {
            program.screen().contains("Largest") || program.child.try_wait().unwrap().is_some()
        });
        if program.child.try_wait().unwrap().is_some() {
            // There is less than the program itself takes.
            break;
        }
        program.type_in("4");
        let answered = ["memory", "draws"];
        let start = Instant::now();
        while !answered.iter().any(|text| program.screen().contains(text)) {
            let ended = program.child.try_wait().unwrap();
            assert!(ended.is_none(), "{limit} kB: {ended:?}\n{}", program.screen());
            assert!(start.elapsed() < PATIENCE, "{limit} kB:\n{}", program.screen());
            thread::sleep(Duration::from_millis(5));
        }
        short += usize::from(program.screen().contains("memory"));
        println!("{limit} kB: {}", program.screen().lines().take(3).collect::<String>());
        program.type_in("]1q");
        program.wait_until("asking, or at an end", |program| {
            program.screen().contains("unsaved") || program.child.try_wait().unwrap().is_some()
        });
    }
    assert!(short > 0, "memory was never short");
}
