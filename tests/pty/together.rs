//! Several people at once on the same presets.

use crate::program::Program;
use payback::model::{Driver, Scenario};
use payback::preset::library::BUNDLED;
use payback::preset::read_file;
use portable_pty::CommandBuilder;
use std::fs;
use std::process::Command;
use std::sync::Barrier;
use std::thread;

/// The program at a preset, with a while between the last look at a file and what takes its place,
/// if programs can be traced here.
fn slowed(preset: &str) -> CommandBuilder {
    let program = env!("CARGO_BIN_EXE_payback");
    let traced = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output();
    if !traced.is_ok_and(|output| output.status.success()) {
        let mut command = CommandBuilder::new(program);
        command.arg(preset);
        return command;
    }
    let mut command = CommandBuilder::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat"]);
    command.args(["-e", "inject=renameat:delay_enter=20000", program, preset]);
    command
}

#[test]
fn of_two_who_save_in_the_same_instant_one_is_asked_and_nothing_is_lost() {
    let shared = tempfile::tempdir().unwrap();
    let data = shared.path().to_str().unwrap();
    let path = shared.path().join("payback/presets/mine.ron");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut firsts = 0;
    for round in 0..40 {
        fs::write(&path, BUNDLED[0].1).unwrap();
        let start = |keys: &str| {
            let mut program = Program::command(slowed("mine"), &[("XDG_DATA_HOME", data)]);
            program.wait_for("? help");
            program.type_in(keys);
            program.wait_for("unsaved");
            program
        };
        // One more of utilization, and one more of the slider below it.
        let mut both = [start("\x1b[C"), start("\x1b[B\x1b[C")];
        let instant = Barrier::new(2);
        thread::scope(|scope| {
            for program in &mut both {
                let instant = &instant;
                scope.spawn(move || {
                    instant.wait();
                    program.type_in("s");
                });
            }
        });
        let (saved, asked) = ("saved as mine", "changed on disk");
        let is_saved = both.each_mut().map(|program| {
            program.wait_until("answered", |program| {
                let screen = program.screen();
                screen.contains(saved) || screen.contains(asked)
            });
            program.screen().contains(saved)
        });
        assert_ne!(is_saved[0], is_saved[1], "round {round}: one is saved, the other asked");
        let utilization = read_file(&path).unwrap().inputs.scenarios[Scenario::Base].drivers()
            [Driver::Utilization];
        // What the file holds is what the one was told, and the other still has its change.
        assert_eq!((utilization - 0.66).abs() < 1e-9, is_saved[0], "round {round}");
        let other = &mut both[usize::from(is_saved[0])];
        other.wait_for("What saving would change: 2 differences");
        firsts += u32::from(is_saved[0]);
    }
    assert!((1..40).contains(&firsts), "the same one was always first");
}
