//! Sessions of one account share turns at refining, by the real program.

use crate::program::Program;
use std::fs::{self, File};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(120);

/// How many turns this machine has.
fn turns() -> usize {
    (thread::available_parallelism().map_or(1, usize::from) / 2).clamp(1, 64)
}

/// All turns, held by somebody else.
fn all_turns(runtime: &Path) -> Vec<File> {
    let folder = runtime.join("payback");
    fs::create_dir_all(&folder).unwrap();
    let hold = |turn: usize| {
        let file = File::create(folder.join(format!("refining-{turn}.lock"))).unwrap();
        file.try_lock().expect("free");
        file
    };
    (0..turns()).map(hold).collect()
}

/// How nice each thread is that refines now.
fn refining(program: &Program) -> Vec<i32> {
    let pid = program.child.process_id().unwrap();
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let nice = |thread: fs::DirEntry| {
        let stat = fs::read_to_string(thread.path().join("stat")).ok()?;
        let (name, rest) = stat.split_once(") ")?;
        name.ends_with("(refining").then(|| rest.split(' ').nth(16)?.parse().ok())?
    };
    threads.filter_map(nice).collect()
}

#[test]
fn sessions_answer_at_once_and_refine_in_turns_at_low_priority() {
    let runtime = tempfile::tempdir().unwrap();
    let environment = [("XDG_RUNTIME_DIR", runtime.path().to_str().unwrap())];
    let held = all_turns(runtime.path());
    let mut programs = [(), ()].map(|()| Program::start(&[], &environment));
    for program in &mut programs {
        program.wait_for("Explore");
        program.type_in("4");
        // Nobody waits for the first answer.
        program.wait_for("8,192 draws, refining");
    }
    thread::sleep(Duration::from_millis(500));
    for program in &mut programs {
        assert!(refining(program).is_empty(), "it has no turn");
        program.type_in("]");
        program.wait_for("8,192 draws, refining");
    }
    drop(held);
    let start = Instant::now();
    let mut had_turns = [false; 2];
    while had_turns != [true; 2] {
        assert!(start.elapsed() < PATIENCE, "{had_turns:?}\n{}", programs[0].screen());
        let now: Vec<Vec<i32>> = programs.iter().map(refining).collect();
        let together = now.iter().flatten().count();
        assert!(together <= turns(), "{together} at once, of {} turns", turns());
        for (program, had) in programs.iter_mut().zip(&mut had_turns) {
            // A thread is as nice as others for a moment at its start.
            if !*had && refining(program).contains(&10) {
                *had = true;
                // Whoever no longer looks gives the turn back.
                program.type_in("1");
            }
        }
        thread::sleep(Duration::from_millis(1));
    }
    for program in &mut programs {
        program.type_in("q");
    }
}
