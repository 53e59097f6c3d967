//! The open preset's file edited by another program, in the ways in which editors save.

use crate::program::Program;
use payback::preset::library::BUNDLED;
use std::fs;
use std::path::Path;

/// The bundled default with another utilization of the base.
fn with(utilization: &str) -> String {
    let text = BUNDLED[0].1;
    let base = text.find("base: (").expect("the base");
    let at = base + text[base..].find("utilization: 0.65").expect("its utilization");
    text[..at].to_owned() + &format!("utilization: {utilization}") + &text[at + 17..]
}

fn in_place(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

/// Another file takes its place, as vim and most editors save.
fn renamed(path: &Path, text: &str) {
    let beside = path.with_extension("swp");
    fs::write(&beside, text).unwrap();
    fs::rename(&beside, path).unwrap();
}

/// The old file goes out of the way first, and a new one is written.
fn backed_up(path: &Path, text: &str) {
    fs::rename(path, path.with_extension("bak")).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn what_another_program_saves_is_read_again_however_it_saves() {
    let ways: [fn(&Path, &str); 3] = [in_place, renamed, backed_up];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.ron");
    fs::write(&path, with("0.65")).unwrap();
    let mut program = Program::start(&[path.to_str().unwrap()], &[]);
    program.wait_for("65 %");
    for (save, percent) in ways.into_iter().zip([71, 72, 73]) {
        save(&path, &with(&format!("0.{percent}")));
        program.wait_for(&format!("{percent} %"));
        program.wait_for("was changed by another program and read again");
    }
    // Nothing is unsaved, and what was read can be undone.
    assert!(!program.screen().contains("unsaved"));
    program.type_in("u");
    program.wait_for("72 %");
    program.wait_for("unsaved");
    // Now it asks.
    in_place(&path, &with("0.81"));
    program.wait_for("Read it again?");
    program.wait_for_quiet();
    program.type_in("k");
    program.wait_until("closed", |program| !program.screen().contains("Read it again?"));
    program.wait_for("72 %");
    in_place(&path, &with("0.82"));
    program.wait_for("Read it again?");
    program.wait_for_quiet();
    program.type_in("r");
    program.wait_for("82 %");
    // Its own saves are no news, and what can't be read is said.
    program.type_in("\x1b[C");
    program.wait_for("83 %");
    program.type_in("s");
    program.wait_for("saved in");
    program.wait_for_quiet();
    assert!(!program.screen().contains("another program"));
    in_place(&path, "(format: 1");
    program.wait_for("what is open is intact");
    in_place(&path, &with("0.65"));
    program.wait_for("65 %");
    program.type_in("q");
    assert_eq!(program.wait_for_end(), 0);
}

/// What is open is nowhere else then.
#[test]
fn what_is_gone_elsewhere_is_unsaved_here() {
    let ways: [fn(&Path); 3] = [
        |path| fs::remove_file(path).unwrap(),
        |path| fs::rename(path, path.parent().unwrap().with_extension("moved")).unwrap(),
        |path| fs::write(path, "").unwrap(),
    ];
    for lose in ways {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.ron");
        fs::write(&path, with("0.66")).unwrap();
        let mut program = Program::start(&[path.to_str().unwrap()], &[]);
        program.wait_for("66 %");
        program.wait_for("? help");
        program.wait_for_quiet();
        lose(&path);
        program.wait_for("what is open is intact");
        program.wait_for("unsaved");
        // Back again as it was, nothing is.
        fs::write(&path, with("0.67")).unwrap();
        program.wait_for("67 %");
        program.wait_until("taken up", |program| !program.screen().contains("unsaved"));
        lose(&path);
        program.wait_for("what is open is intact");
        program.type_in("s");
        program.wait_for("on disk");
        program.wait_for_quiet();
        program.type_in("r");
        program.wait_for("saved in");
        assert!(fs::read_to_string(&path).unwrap().contains("0.67"));
    }
}

/// Saved presets are followed while the league table shows them, at first without a folder of theirs.
#[test]
fn saved_presets_that_another_program_touches_change_the_league() {
    let mut program = Program::start(&[], &[]);
    program.resize(120, 40);
    program.wait_for("? help");
    program.type_in("9");
    program.wait_for("is first of 13");
    let folder = program.presets();
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("mine.ron"), with("0.65")).unwrap();
    program.wait_for("is first of 14");
    program.wait_for(" mine ");
    renamed(&folder.join("mine.ron"), "(format: 1");
    program.wait_for("can't be read");
    fs::rename(folder.join("mine.ron"), folder.join("yours.ron")).unwrap();
    program.wait_for(" yours ");
    fs::remove_file(folder.join("yours.ron")).unwrap();
    program.wait_until("gone", |program| !program.screen().contains(" yours "));
    program.type_in("q");
    assert_eq!(program.wait_for_end(), 0);
}
