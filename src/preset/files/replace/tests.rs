//! Saves that fail, or end, between any two of their steps.

use super::*;
use std::cell::{Cell, RefCell};
use std::fs;
use std::path::Path;

const OLD: &[u8] = b"the old contents, all of them";
const NEW: &[u8] = b"the new contents, which are longer than the old ones were";

/// A system that fails at a step, and perhaps at all later ones: then the program has been killed,
/// and clears nothing away either.
struct Failing {
    /// Steps that succeed.
    before: usize,
    killed: bool,
    error: fn() -> io::Error,
    taken: Cell<usize>,
    log: RefCell<Vec<&'static str>>,
}

impl Failing {
    fn at(before: usize, killed: bool, error: fn() -> io::Error) -> Self {
        Self { before, killed, error, taken: Cell::new(0), log: RefCell::default() }
    }

    fn step(&self, name: &'static str) -> io::Result<()> {
        let taken = self.taken.replace(self.taken.get() + 1);
        let fails = if self.killed { taken >= self.before } else { taken == self.before };
        if fails {
            return Err((self.error)());
        }
        self.log.borrow_mut().push(name);
        Ok(())
    }
}

impl Steps for Failing {
    fn create(&self, folder: &Folder, name: &OsStr, mode: u32) -> io::Result<File> {
        self.step("create")?;
        System.create(folder, name, mode)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        // A disk fills up, and a program is killed, in the middle of writing.
        for half in bytes.chunks(bytes.len() / 2 + 1) {
            self.step("write")?;
            System.write(file, half)?;
        }
        Ok(())
    }

    fn keep(&self, file: &File, existing: &Stat, old: Option<&File>) {
        if self.step("attributes").is_ok() {
            System.keep(file, existing, old);
        }
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.step("sync")?;
        System.sync(file)
    }

    fn rename(&self, folder: &Folder, from: &OsStr, to: &OsStr) -> io::Result<()> {
        self.step("rename")?;
        System.rename(folder, from, to)
    }

    fn rename_new(&self, folder: &Folder, from: &OsStr, to: &OsStr) -> io::Result<()> {
        self.step("rename")?;
        System.rename_new(folder, from, to)
    }

    fn sync_folder(&self, folder: &Folder) -> io::Result<()> {
        self.step("sync folder")?;
        System.sync_folder(folder)
    }

    fn remove(&self, folder: &Folder, name: &OsStr) -> io::Result<()> {
        self.step("remove")?;
        System.remove(folder, name)
    }
}

fn full() -> io::Error {
    io::ErrorKind::StorageFull.into()
}

const STEPS: [&str; 7] =
    ["create", "write", "write", "attributes", "sync", "rename", "sync folder"];

fn temporaries(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| is_temporary(path.file_name().unwrap())).collect()
}

#[test]
fn a_save_that_is_killed_between_any_two_steps_leaves_the_old_or_the_new_file_whole() {
    for existing in [true, false] {
        for before in 0..=STEPS.len() {
            let at = tempfile::tempdir().unwrap();
            let path = at.path().join("a.ron");
            if existing {
                fs::write(&path, OLD).unwrap();
            }
            let folder = Folder::open(at.path()).unwrap();
            let steps = Failing::at(before, true, full);
            let _ = replace_by(&steps, &folder, OsStr::new("a.ron"), NEW, Expected::Anything);
            let log = steps.log.borrow();
            let renamed = log.contains(&"rename");
            match fs::read(&path) {
                Ok(bytes) => assert_eq!(bytes, if renamed { NEW } else { OLD }, "{log:?}"),
                Err(_) => assert!(!existing && !renamed, "{log:?}"),
            }
            let left = usize::from(log.contains(&"create") && !renamed);
            assert_eq!(temporaries(at.path()).len(), left, "{log:?}");
            if existing {
                assert_eq!(**log, STEPS[..before], "the steps in their order");
            }
        }
    }
}

#[test]
fn a_full_disk_at_any_step_leaves_the_old_file_and_nothing_else() {
    // Behind the renaming the new file is there, whole.
    for (before, step) in STEPS[..STEPS.len() - 1].iter().enumerate() {
        let at = tempfile::tempdir().unwrap();
        let path = at.path().join("a.ron");
        fs::write(&path, OLD).unwrap();
        let folder = Folder::open(at.path()).unwrap();
        let steps = Failing::at(before, false, full);
        let result = replace_by(&steps, &folder, OsStr::new("a.ron"), NEW, Expected::Anything);
        if *step == "attributes" {
            // A nicety, which no save is refused for.
            assert!(result.is_ok() && fs::read(&path).unwrap() == NEW);
            continue;
        }
        let Err(Refusal::System(at_step, error)) = result else { panic!("{step}: {result:?}") };
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        assert_eq!(format!("{at_step:?}").to_lowercase(), *step);
        assert_eq!(fs::read(&path).unwrap(), OLD);
        assert_eq!(temporaries(at.path()).len(), 0, "{step}");
    }
}

#[test]
fn a_file_that_changed_or_went_away_is_not_replaced() {
    let at = tempfile::tempdir().unwrap();
    let path = at.path().join("a.ron");
    let folder = Folder::open(at.path()).unwrap();
    let name = OsStr::new("a.ron");
    let save = |expected| replace(&folder, name, NEW, expected);
    let known = Expected::Unchanged(Stamp::of(OLD));
    assert!(matches!(save(known), Err(Refusal::Vanished)) && !path.exists());
    fs::write(&path, OLD).unwrap();
    assert!(matches!(save(Expected::Nothing), Err(Refusal::Exists)));
    fs::write(&path, b"somebody else's").unwrap();
    assert!(matches!(save(known), Err(Refusal::Changed)));
    assert_eq!(fs::read(&path).unwrap(), b"somebody else's");
    // Touched, but not changed.
    fs::write(&path, OLD).unwrap();
    save(known).unwrap();
    assert_eq!(fs::read(&path).unwrap(), NEW);
    fs::remove_file(&path).unwrap();
    save(Expected::Nothing).unwrap();
    assert_eq!((fs::read(&path).unwrap(), temporaries(at.path()).len()), (NEW.to_vec(), 0));
}

/// Somebody who writes to the file while it is being saved.
struct Meddling<'a>(&'a Path);

impl Steps for Meddling<'_> {
    fn sync(&self, file: &File) -> io::Result<()> {
        fs::write(self.0, b"meddled with")?;
        System.sync(file)
    }
}

#[test]
fn a_change_during_the_save_is_noticed() {
    let at = tempfile::tempdir().unwrap();
    let path = at.path().join("a.ron");
    let folder = Folder::open(at.path()).unwrap();
    for (existing, expected) in
        [(true, Expected::Unchanged(Stamp::of(OLD))), (false, Expected::Nothing)]
    {
        let _ = fs::remove_file(&path);
        if existing {
            fs::write(&path, OLD).unwrap();
        }
        let result = replace_by(&Meddling(&path), &folder, OsStr::new("a.ron"), NEW, expected);
        assert!(matches!(result, Err(Refusal::Changed | Refusal::Exists)), "{result:?}");
        assert_eq!(fs::read(&path).unwrap(), b"meddled with");
        assert_eq!(temporaries(at.path()).len(), 0);
    }
}

/// A system that looks at the mode of what is being written, when it isn't finished yet.
#[derive(Default)]
struct Watching(Cell<u32>);

impl Steps for Watching {
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        self.0.set(rustix::fs::fstat(&*file)?.st_mode & 0o777);
        System.write(file, bytes)
    }
}

#[test]
fn what_only_its_owner_may_read_stays_so_while_it_is_saved() {
    use std::os::unix::fs::PermissionsExt;
    let at = tempfile::tempdir().unwrap();
    let path = at.path().join("a.ron");
    fs::write(&path, OLD).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let folder = Folder::open(at.path()).unwrap();
    let watching = Watching::default();
    replace_by(&watching, &folder, OsStr::new("a.ron"), NEW, Expected::Anything).unwrap();
    assert_eq!(watching.0.get(), 0o600);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn extended_attributes_and_access_lists_survive_a_save() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    // User 65534 may read and write; version 2, then tag, permissions and id of each entry.
    let mut list = vec![2, 0, 0, 0];
    for (tag, permissions, id) in
        [(1_u16, 6_u16, u32::MAX), (2, 6, 65_534), (4, 4, u32::MAX), (16, 6, u32::MAX)]
    {
        list.extend(tag.to_le_bytes().into_iter().chain(permissions.to_le_bytes()));
        list.extend(id.to_le_bytes());
    }
    list.extend([32, 0, 0, 0, 255, 255, 255, 255]);
    let at = tempfile::tempdir().unwrap();
    let path = at.path().join("a.ron");
    let folder = Folder::open(at.path()).unwrap();
    let mut tried = 0;
    for (attribute, value) in [("user.origin", b"https://example.org".to_vec()), (ACCESS, list)] {
        fs::write(&path, OLD).unwrap();
        let set = setxattr(&path, attribute, &value, XattrFlags::empty());
        if set == Err(Errno::NOTSUP) {
            continue;
        }
        set.unwrap();
        replace(&folder, OsStr::new("a.ron"), NEW, Expected::Anything).unwrap();
        assert_eq!(fs::read(&path).unwrap(), NEW);
        let mut kept = [0; 256];
        let length = getxattr(&path, attribute, &mut kept[..]).unwrap();
        assert_eq!(kept[..length], value, "{attribute}");
        fs::remove_file(&path).unwrap();
        tried += 1;
    }
    if tried < 2 {
        let _ = fs::write("/dev/stderr", "no extended attributes or access lists here\n");
    }
}

const ACCESS: &str = "system.posix_acl_access";

#[test]
fn a_list_that_the_folder_gives_to_new_files_lets_nobody_into_an_old_one() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    use std::os::unix::fs::PermissionsExt;
    let mut list = vec![2, 0, 0, 0];
    for (tag, permissions, id) in
        [(1_u16, 7_u16, u32::MAX), (2, 7, 65_534), (4, 5, u32::MAX), (16, 7, u32::MAX)]
    {
        list.extend(tag.to_le_bytes().into_iter().chain(permissions.to_le_bytes()));
        list.extend(id.to_le_bytes());
    }
    list.extend([32, 0, 0, 0, 255, 255, 255, 255]);
    let at = tempfile::tempdir().unwrap();
    let path = at.path().join("a.ron");
    fs::write(&path, OLD).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let given = setxattr(at.path(), "system.posix_acl_default", &list, XattrFlags::empty());
    if given == Err(Errno::NOTSUP) {
        let _ = fs::write("/dev/stderr", "no access lists here\n");
        return;
    }
    given.unwrap();
    let folder = Folder::open(at.path()).unwrap();
    replace(&folder, OsStr::new("a.ron"), NEW, Expected::Anything).unwrap();
    assert_eq!(getxattr(&path, ACCESS, &mut [0; 256][..]), Err(Errno::NODATA));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn what_a_killed_program_left_is_cleared_away_and_nothing_else() {
    let at = tempfile::tempdir().unwrap();
    let folder = Folder::open(at.path()).unwrap();
    let old = SystemTime::now() - 2 * STALE;
    let make = |name: &str, modified: Option<SystemTime>| {
        let file = File::create(at.path().join(name)).unwrap();
        if let Some(modified) = modified {
            file.set_modified(modified).unwrap();
        }
        file
    };
    make(".payback-0123456789abcdef.tmp", Some(old));
    let kept = [
        ".payback-00000000000000aa.tmp",
        ".payback-00000000000000bb.tmp",
        ".payback-mine.tmp",
        ".payback-0123456789abcdef.tmp.ron",
        ".other-0123456789abcdef.tmp",
        "a.ron",
    ];
    // Just made; being written by somebody; named otherwise.
    make(kept[0], None);
    let held = make(kept[1], Some(old));
    flock(&held, FlockOperation::NonBlockingLockExclusive).unwrap();
    for name in &kept[2..] {
        make(name, Some(old));
    }
    replace(&folder, OsStr::new("new.ron"), NEW, Expected::Anything).unwrap();
    let mut names: Vec<String> =
        folder.names().unwrap().into_iter().map(|name| name.into_string().unwrap()).collect();
    names.sort();
    let mut expected: Vec<&str> = kept.iter().copied().chain(["new.ron"]).collect();
    expected.sort_unstable();
    assert_eq!(names, expected);
}

/// Somebody who saves in the same folder, long after a save began that isn't finished yet.
struct Waiting<'a>(&'a Path);

impl Steps for Waiting<'_> {
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        System.write(file, bytes)?;
        file.set_modified(SystemTime::now() - 2 * STALE)?;
        let folder = Folder::open(self.0)?;
        replace(&folder, OsStr::new("b.ron"), OLD, Expected::Anything).unwrap();
        Ok(())
    }
}

#[test]
fn what_is_being_written_slowly_is_not_taken_for_litter() {
    let at = tempfile::tempdir().unwrap();
    let folder = Folder::open(at.path()).unwrap();
    let name = OsStr::new("a.ron");
    replace_by(&Waiting(at.path()), &folder, name, NEW, Expected::Anything).unwrap();
    assert_eq!(fs::read(at.path().join(name)).unwrap(), NEW);
    assert_eq!(temporaries(at.path()).len(), 0);
}

/// Somebody who puts a link to a secret in the place of the file, or of what is being written, at
/// one of the steps.
struct Swapping<'a> {
    dir: &'a Path,
    at: &'static str,
    temporary: bool,
}

impl Swapping<'_> {
    fn step(&self, name: &str) {
        if name != self.at {
            return;
        }
        let path = match temporaries(self.dir).pop() {
            Some(temporary) if self.temporary => temporary,
            _ => self.dir.join("a.ron"),
        };
        let _ = fs::remove_file(&path);
        std::os::unix::fs::symlink("../secret", &path).unwrap();
    }
}

impl Steps for Swapping<'_> {
    fn create(&self, folder: &Folder, name: &OsStr, mode: u32) -> io::Result<File> {
        self.step("create");
        System.create(folder, name, mode)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        self.step("write");
        System.write(file, bytes)
    }

    fn keep(&self, file: &File, existing: &Stat, old: Option<&File>) {
        self.step("attributes");
        System.keep(file, existing, old);
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.step("sync");
        System.sync(file)
    }

    fn rename(&self, folder: &Folder, from: &OsStr, to: &OsStr) -> io::Result<()> {
        self.step("rename");
        System.rename(folder, from, to)
    }
}

#[test]
fn a_link_that_is_swapped_in_at_any_step_leads_nowhere() {
    for at in ["create", "write", "attributes", "sync", "rename"] {
        for temporary in [false, true] {
            let place = tempfile::tempdir().unwrap();
            let dir = place.path().join("dir");
            fs::create_dir(&dir).unwrap();
            fs::write(place.path().join("secret"), "the secret").unwrap();
            fs::write(dir.join("a.ron"), OLD).unwrap();
            let folder = Folder::open_confined(&dir).unwrap();
            let swapping = Swapping { dir: &dir, at, temporary };
            let name = OsStr::new("a.ron");
            let _ = replace_by(&swapping, &folder, name, NEW, Expected::Anything);
            let when = format!("at {at}, temporary {temporary}");
            let secret = fs::read_to_string(place.path().join("secret")).unwrap();
            assert_eq!(secret, "the secret", "{when}");
            let read = folder.read(name, 1000);
            assert!(
                read.is_err() || read.is_ok_and(|bytes| bytes == OLD || bytes == NEW),
                "{when}"
            );
        }
    }
}
