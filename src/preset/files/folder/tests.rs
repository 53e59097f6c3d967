//! What takes a file's place between two steps, and moves to another file system.

use super::*;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

const SECRET: &str = "the secret outside";

/// A folder in which no link is followed, and a secret beside it.
fn confined() -> (TempDir, PathBuf, Folder) {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("dir");
    fs::create_dir(&dir).unwrap();
    fs::write(place.path().join("secret.ron"), SECRET).unwrap();
    let folder = Folder::open_confined(&dir).unwrap();
    (place, dir, folder)
}

#[test]
fn what_takes_a_files_place_before_it_is_opened_is_not_read() {
    type Swap = fn(&Path);
    let swaps: [(&str, Swap); 4] = [
        ("a link", |path| symlink("../secret.ron", path).unwrap()),
        ("a link to a device", |path| symlink("/dev/zero", path).unwrap()),
        ("a folder", |path| fs::create_dir(path).unwrap()),
        ("a pipe", |path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success())),
    ];
    for (what, swap) in swaps {
        let (_place, dir, folder) = confined();
        let path = dir.join("a.ron");
        fs::write(&path, "inside").unwrap();
        let opened = folder.opened(OsStr::new("a.ron"), OFlags::RDONLY, || {
            fs::remove_file(&path).unwrap();
            swap(&path);
        });
        assert!(opened.is_err(), "{what} was opened");
        assert!(folder.read(OsStr::new("a.ron"), 100).is_err(), "{what} was read");
    }
}

#[test]
fn a_folder_inside_that_gives_way_to_a_link_is_not_entered() {
    let (place, dir, folder) = confined();
    drop(folder.inside("own").unwrap());
    fs::remove_dir(dir.join("own")).unwrap();
    symlink(place.path(), dir.join("own")).unwrap();
    assert!(folder.inside("own").is_err() && folder.existing_inside("own").is_err());
}

/// Two folders on different file systems; `None` where there is only one.
fn two_file_systems() -> Option<(TempDir, TempDir)> {
    let here = tempfile::tempdir().unwrap();
    let there = tempfile::tempdir_in("/dev/shm").ok()?;
    let device = |folder: &TempDir| fs::metadata(folder.path()).unwrap().dev();
    (device(&here) != device(&there)).then_some((here, there))
}

#[test]
fn a_file_is_moved_to_another_file_system_whole_and_replaces_nothing() {
    let Some((here, there)) = two_file_systems() else {
        use io::Write;
        let _ = writeln!(io::stderr(), "skipped: /dev/shm is no other file system than the tests'");
        return;
    };
    let (from, to) = (Folder::open(here.path()).unwrap(), Folder::open(there.path()).unwrap());
    let (a, b) = (OsStr::new("a.ron"), OsStr::new("b.ron"));
    let text = "x".repeat(300_000);
    fs::write(here.path().join(a), &text).unwrap();
    fs::set_permissions(here.path().join(a), fs::Permissions::from_mode(0o640)).unwrap();

    fs::write(there.path().join(b), "somebody's").unwrap();
    let error = from.move_new(a, &to, b).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read_to_string(there.path().join(b)).unwrap(), "somebody's");
    assert!(from.has(a), "what wasn't moved is where it was");

    fs::remove_file(there.path().join(b)).unwrap();
    from.move_new(a, &to, b).unwrap();
    assert_eq!(fs::read_to_string(there.path().join(b)).unwrap(), text);
    let mode = fs::metadata(there.path().join(b)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert!(!from.has(a), "what was moved is there no more");

    // A folder can't be copied: it stays, and nothing is begun.
    fs::create_dir(here.path().join("c.ron")).unwrap();
    assert!(from.move_new(OsStr::new("c.ron"), &to, OsStr::new("c.ron")).is_err());
    assert!(from.has(OsStr::new("c.ron")) && !to.has(OsStr::new("c.ron")));
}

#[test]
fn a_folder_that_another_program_holds_is_refused_in_words() {
    let (_place, dir, folder) = confined();
    let _held = Folder::open(&dir).unwrap().hold().unwrap();
    let refused = folder.hold().unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::WouldBlock);
    assert_eq!(refused.to_string(), "another program keeps it locked");
}
