//! Saves that fail, or end, between any two of their steps.

use super::*;
use rustix::fs::{XattrFlags, getxattr, setxattr};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const OLD: &[u8] = b"the old contents, all of them";
const NEW: &[u8] = b"the new contents, which are longer than the old ones were";

/// The steps in their order.
const STEPS: [&str; 6] = [CREATE, WRITE, KEEP, SYNC, RENAME, SYNC_FOLDER];

/// The access control list among a file's extended attributes.
const ACCESS: &str = "system.posix_acl_access";

/// A folder with a file in it, and beside it a secret that a link may lead to.
struct Fixture {
    outer: TempDir,
    folder: Folder,
}

impl Fixture {
    fn new() -> Self {
        let outer = tempfile::tempdir().unwrap();
        let inner = outer.path().join("inner");
        fs::create_dir(&inner).unwrap();
        fs::write(inner.join("a.ron"), OLD).unwrap();
        fs::write(outer.path().join("secret"), "the secret").unwrap();
        Self { outer, folder: Folder::open_confined(&inner).unwrap() }
    }

    fn path(&self) -> PathBuf {
        self.outer.path().join("inner/a.ron")
    }

    fn holds(&self) -> Vec<u8> {
        fs::read(self.path()).unwrap_or_default()
    }

    fn mode(&self) -> u32 {
        fs::metadata(self.path()).unwrap().permissions().mode() & 0o777
    }

    fn set_mode(&self, mode: u32) {
        fs::set_permissions(self.path(), fs::Permissions::from_mode(mode)).unwrap();
    }

    /// What is being written, or was left.
    fn temporaries(&self) -> Vec<PathBuf> {
        let names = self.folder.names().unwrap().into_iter().filter(|name| is_temporary(name));
        names.map(|name| self.path().with_file_name(name)).collect()
    }

    fn save(&self, expected: Expected) -> Result<(), SaveErrorKind> {
        replace(&self.folder, OsStr::new("a.ron"), NEW, expected)
    }

    /// Saves, with something that happens before each step.
    fn save_while(
        &self,
        expected: Expected,
        mut before: impl FnMut(&'static str) -> io::Result<()>,
    ) -> Result<(), SaveErrorKind> {
        let name = OsStr::new("a.ron");
        replace_watched(&self.folder, name, NEW, expected, Folder::hold, &mut before)
    }

    /// Saves where steps are refused, by their numbers: the steps that were taken. A disk fills up,
    /// and a program is killed, in the middle of writing.
    fn save_refused(
        &self,
        is_refused: impl Fn(usize) -> bool,
    ) -> (Vec<&'static str>, Result<(), SaveErrorKind>) {
        let (mut taken, mut number) = (Vec::new(), 0);
        let result = self.save_while(Expected::Anything, |step| {
            number += 1;
            if !is_refused(number - 1) {
                taken.push(step);
                return Ok(());
            }
            if step == WRITE {
                fs::write(&self.temporaries()[0], &NEW[..NEW.len() / 2]).unwrap();
            }
            Err(io::ErrorKind::StorageFull.into())
        });
        (taken, result)
    }
}

/// An access control list: version 2, then tag, permissions and id of each entry. One other user
/// may do what the owner may.
fn access_list(owner: u16, group: u16) -> Vec<u8> {
    let entries: [(u16, u16, u32); 5] = [
        (1, owner, u32::MAX),
        (2, owner, 65_534),
        (4, group, u32::MAX),
        (16, owner, u32::MAX),
        (32, 0, u32::MAX),
    ];
    let bytes = entries.map(|(tag, permissions, id)| {
        [&tag.to_le_bytes()[..], &permissions.to_le_bytes(), &id.to_le_bytes()].concat()
    });
    [vec![2, 0, 0, 0], bytes.concat()].concat()
}

/// Sets an extended attribute; whether there are any here.
fn set_attribute(path: &Path, name: &str, value: &[u8]) -> bool {
    match setxattr(path, name, value, XattrFlags::empty()) {
        Err(Errno::NOTSUP) => {
            let _ = fs::write("/dev/stderr", format!("skipped: no {name} here\n"));
            false
        }
        set => set.is_ok(),
    }
}

#[test]
fn a_save_that_is_killed_between_any_two_steps_leaves_the_old_or_the_new_file_whole() {
    for existing in [true, false] {
        for killed_at in 0..=STEPS.len() {
            let fixture = Fixture::new();
            if !existing {
                fs::remove_file(fixture.path()).unwrap();
            }
            let (taken, _) = fixture.save_refused(|step| step >= killed_at);
            let is_renamed = taken.contains(&RENAME);
            let before = if existing { OLD } else { b"" };
            assert_eq!(fixture.holds(), if is_renamed { NEW } else { before }, "{taken:?}");
            assert_eq!(fixture.path().exists(), existing || is_renamed);
            let left = usize::from(taken.contains(&CREATE) && !is_renamed);
            assert_eq!(fixture.temporaries().len(), left, "{taken:?}");
            if existing {
                assert_eq!(taken, STEPS[..killed_at]);
            }
        }
    }
}

#[test]
fn a_full_disk_at_any_step_leaves_the_old_file_and_nothing_else() {
    for (full_at, step) in STEPS.into_iter().enumerate() {
        let fixture = Fixture::new();
        let (_, result) = fixture.save_refused(|step| step == full_at);
        if step == KEEP || step == SYNC_FOLDER {
            // Niceties, which no save is refused for.
            assert!(result.is_ok() && fixture.holds() == NEW, "{step}");
        } else {
            assert!(
                matches!(result, Err(SaveErrorKind::Full(_))) && fixture.holds() == OLD,
                "{step}"
            );
        }
        assert_eq!(fixture.temporaries().len(), 0, "{step}");
    }
}

#[test]
fn a_file_that_changed_or_went_away_is_not_replaced() {
    let fixture = Fixture::new();
    let known = Expected::Unchanged(Stamp::of(OLD));
    let write = |bytes: &[u8]| fs::write(fixture.path(), bytes).unwrap();
    assert!(matches!(fixture.save(Expected::Nothing), Err(SaveErrorKind::Exists)));
    write(b"somebody else's");
    assert!(matches!(fixture.save(known), Err(SaveErrorKind::Changed)));
    assert_eq!(fixture.holds(), b"somebody else's");
    fs::remove_file(fixture.path()).unwrap();
    assert!(
        matches!(fixture.save(known), Err(SaveErrorKind::Vanished)) && !fixture.path().exists()
    );
    // Touched, but not changed.
    write(OLD);
    fixture.save(known).unwrap();
    assert_eq!(fixture.holds(), NEW);
    fs::remove_file(fixture.path()).unwrap();
    fixture.save(Expected::Nothing).unwrap();
    assert_eq!((fixture.holds(), fixture.temporaries().len()), (NEW.to_vec(), 0));
}

#[test]
fn a_file_that_goes_away_between_two_looks_at_it_has_vanished() {
    let fixture = Fixture::new();
    let check = || check_contents(&fixture.folder, OsStr::new("a.ron"), Stamp::of(OLD));
    check().unwrap();
    fs::remove_file(fixture.path()).unwrap();
    assert!(matches!(check(), Err(SaveErrorKind::Vanished)));
}

#[test]
fn a_change_during_the_save_is_noticed() {
    for expected in [Expected::Unchanged(Stamp::of(OLD)), Expected::Nothing] {
        let fixture = Fixture::new();
        if expected == Expected::Nothing {
            fs::remove_file(fixture.path()).unwrap();
        }
        let result = fixture.save_while(expected, |step| match step {
            SYNC => fs::write(fixture.path(), "meddled with"),
            _ => Ok(()),
        });
        let noticed = matches!(result, Err(SaveErrorKind::Changed | SaveErrorKind::Exists));
        assert!(noticed && fixture.holds() == b"meddled with", "{result:?}");
        assert_eq!(fixture.temporaries().len(), 0);
    }
}

#[test]
fn of_two_that_replace_the_same_one_waits_and_finds_it_changed() {
    let fixture = Fixture::new();
    let known = Expected::Unchanged(Stamp::of(OLD));
    std::thread::scope(|scope| {
        let mut other = None;
        let save = || fixture.save_while(known, |_| Ok(()));
        let saved = fixture.save_while(known, |step| {
            // The file has been looked at, and isn't replaced yet.
            if step == RENAME {
                other = Some(scope.spawn(save));
                std::thread::sleep(Duration::from_millis(100));
            }
            Ok(())
        });
        assert!(saved.is_ok(), "{saved:?}");
        let other = other.unwrap().join().unwrap();
        assert!(matches!(other, Err(SaveErrorKind::Changed)), "{other:?}");
    });
}

#[test]
fn what_only_its_owner_may_read_stays_so_while_it_is_saved() {
    let fixture = Fixture::new();
    fixture.set_mode(0o600);
    let saved = fixture.save_while(Expected::Anything, |_| {
        for temporary in fixture.temporaries() {
            assert_eq!(fs::metadata(temporary)?.permissions().mode() & 0o777, 0o600);
        }
        Ok(())
    });
    assert!(saved.is_ok() && fixture.mode() == 0o600);
}

#[test]
fn modes_extended_attributes_and_access_lists_survive_a_save() {
    for (attribute, value) in
        [("user.origin", b"https://example.org".to_vec()), (ACCESS, access_list(6, 4))]
    {
        let fixture = Fixture::new();
        fixture.set_mode(0o640);
        let is_set = set_attribute(&fixture.path(), attribute, &value);
        let mode = fixture.mode();
        fixture.save(Expected::Anything).unwrap();
        assert_eq!((fixture.holds(), fixture.mode()), (NEW.to_vec(), mode));
        if is_set {
            let mut kept = [0; 256];
            let length = getxattr(fixture.path(), attribute, &mut kept[..]).unwrap();
            assert_eq!(kept[..length], value, "{attribute}");
        }
    }
}

#[test]
fn a_list_that_the_folder_gives_to_new_files_lets_nobody_into_an_old_one() {
    let fixture = Fixture::new();
    fixture.set_mode(0o640);
    let inner = fixture.outer.path().join("inner");
    if set_attribute(&inner, "system.posix_acl_default", &access_list(7, 5)) {
        fixture.save(Expected::Anything).unwrap();
        assert_eq!(getxattr(fixture.path(), ACCESS, &mut [0; 256][..]), Err(Errno::NODATA));
        assert_eq!(fixture.mode(), 0o640);
    }
}

#[test]
fn what_a_killed_program_left_is_cleared_away_and_nothing_else() {
    let fixture = Fixture::new();
    let old = SystemTime::now() - 2 * STALE;
    let make = |name: &str, modified: SystemTime| {
        let file = File::create(fixture.path().with_file_name(name)).unwrap();
        file.set_modified(modified).unwrap();
        file
    };
    make(".payback-0123456789abcdef.tmp", old);
    // Just made; being written by somebody; named otherwise.
    make(".payback-00000000000000aa.tmp", SystemTime::now());
    let held = make(".payback-00000000000000bb.tmp", old);
    flock(&held, FlockOperation::NonBlockingLockExclusive).unwrap();
    let others =
        [".payback-mine.tmp", ".payback-0123456789abcdef.tmp.ron", ".other-0123456789abcdef.tmp"];
    for name in others {
        make(name, old);
    }
    fixture.save(Expected::Anything).unwrap();
    let mut kept = fixture.folder.names().unwrap();
    kept.sort();
    let held = [".payback-00000000000000aa.tmp", ".payback-00000000000000bb.tmp", "a.ron"];
    let mut expected = [&others[..], &held].concat();
    expected.sort_unstable();
    assert_eq!(kept, expected);
}

#[test]
fn what_is_being_written_slowly_is_not_taken_for_litter() {
    let fixture = Fixture::new();
    fixture
        .save_while(Expected::Anything, |step| {
            if step == SYNC {
                // Somebody saves in the same folder, long after this save began.
                let temporary = File::options().write(true).open(&fixture.temporaries()[0])?;
                temporary.set_modified(SystemTime::now() - 2 * STALE)?;
                replace(&fixture.folder, OsStr::new("b.ron"), OLD, Expected::Anything).unwrap();
            }
            Ok(())
        })
        .unwrap();
    assert_eq!((fixture.holds(), fixture.temporaries().len()), (NEW.to_vec(), 0));
}

#[test]
fn a_link_that_is_swapped_in_at_any_step_leads_nowhere() {
    for at in [CREATE, WRITE, KEEP, SYNC, RENAME] {
        for temporary in [false, true] {
            let fixture = Fixture::new();
            // In the fixture of the file, or of what is being written.
            let _ = fixture.save_while(Expected::Anything, |step| {
                if step == at {
                    let written = fixture.temporaries().pop().filter(|_| temporary);
                    let path = written.unwrap_or_else(|| fixture.path());
                    let _ = fs::remove_file(&path);
                    symlink("../secret", &path)?;
                }
                Ok(())
            });
            let when = format!("at {at}, temporary {temporary}");
            let secret = fs::read_to_string(fixture.outer.path().join("secret")).unwrap();
            assert_eq!(secret, "the secret", "{when}");
            let read = fixture.folder.read(OsStr::new("a.ron"), 1000);
            assert!(
                read.is_err() || read.is_ok_and(|bytes| bytes == OLD || bytes == NEW),
                "{when}"
            );
        }
    }
}
