//! Watching files: whoever else writes to the open preset's, or to those of the library while they
//! are on screen, is noticed within two seconds, without waking an idle program where the system tells
//! of changes (inotify), else by looking every second.

use super::event::Event;
use crate::preset::library::name_of;
use crate::terminal::EventSender;
use std::ffi::OsString;
use std::fs::{Metadata, metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

#[cfg(target_os = "linux")]
use rustix::event::{PollFd, PollFlags, Timespec, poll};
#[cfg(target_os = "linux")]
use rustix::fs::{inotify, statfs};
#[cfg(target_os = "linux")]
use std::os::fd::AsFd;
#[cfg(target_os = "linux")]
use std::os::unix::net::UnixStream;
#[cfg(target_os = "linux")]
use std::time::Instant;

/// Between two looks where the system tells nothing; and the longest that a change waits for its end.
const LOOK: Duration = Duration::from_secs(1);

/// How long a write may go on until the file is looked at: editors write in several steps.
#[cfg(target_os = "linux")]
const CALM: Duration = Duration::from_millis(100);

/// File systems that are shared with other hosts, of whose writes inotify doesn't tell: NFS, SMB,
/// CIFS, FUSE, 9P.
#[cfg(target_os = "linux")]
const SHARED: [u64; 5] = [0x6969, 0xfe53_4d42, 0xff53_4d42, 0x6573_5546, 0x0102_1997];

/// What is watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Watched {
    /// The open preset's file.
    File(PathBuf),
    /// The folder of saved presets, which may not be there yet.
    Library(PathBuf),
}

/// What tells that a file was written to, or may be read by others than before: when its text and
/// when anything of it changed, how long it is, and which one it is.
type FileState = Option<(SystemTime, (i64, i64), u64, u64)>;

impl Watched {
    /// What is told when it may have changed.
    fn event(&self) -> Event {
        match self {
            Self::File(_) => Event::FileTouched { begins: false },
            Self::Library(_) => Event::LibraryTouched,
        }
    }

    fn folder(&self) -> &Path {
        let folder = match self {
            Self::File(path) => path.parent().unwrap_or(path),
            Self::Library(folder) => folder,
        };
        if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
    }

    /// The files that are watched, as far as they are there.
    fn files(&self) -> Vec<PathBuf> {
        match self {
            Self::File(path) => vec![path.clone()],
            Self::Library(folder) => {
                let entries = folder.read_dir().into_iter().flatten().flatten();
                let presets = entries.filter(|entry| name_of(&entry.file_name()).is_some());
                let mut paths: Vec<PathBuf> = presets.map(|entry| entry.path()).collect();
                paths.sort();
                paths
            }
        }
    }

    fn state(&self) -> Vec<(OsString, FileState)> {
        let state = |found: Metadata| {
            let changed = (found.ctime(), found.ctime_nsec());
            Some((found.modified().ok()?, changed, found.len(), found.ino()))
        };
        let of = |path: PathBuf| {
            let found = metadata(&path).ok().and_then(state);
            (path.into_os_string(), found)
        };
        self.files().into_iter().map(of).collect()
    }
}

/// What watches until it is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    watched: Watched,
    /// Its end is seen by the thread.
    #[cfg(target_os = "linux")]
    _alive: UnixStream,
    #[cfg(not(target_os = "linux"))]
    _alive: std::sync::Arc<()>,
}

impl Watch {
    /// Begins to watch, and says through `events` what may have changed from now on. A file may also
    /// have changed between its being read and now: that is said at once.
    ///
    /// # Errors
    /// When the system refuses a descriptor or a thread.
    pub(super) fn start(watched: Watched, events: EventSender<Event>) -> io::Result<Self> {
        let own = watched.clone();
        #[cfg(target_os = "linux")]
        {
            let (alive, ends) = UnixStream::pair()?;
            let told = told_of(&watched);
            let last = watched.state();
            let run = move || watch(&own, (told, last), &ends, &events);
            thread::Builder::new().name("watch".into()).spawn(run)?;
            Ok(Self { watched, _alive: alive })
        }
        #[cfg(not(target_os = "linux"))]
        {
            let alive = std::sync::Arc::new(());
            let ends = std::sync::Arc::downgrade(&alive);
            let mut last = watched.state();
            thread::Builder::new().name("watch".into()).spawn(move || {
                if begin(&own, &events).is_none() {
                    return;
                }
                while ends.upgrade().is_some() {
                    thread::sleep(LOOK);
                    let now = own.state();
                    if std::mem::replace(&mut last, now) != last
                        && events.send(own.event()).is_err()
                    {
                        return;
                    }
                }
            })?;
            Ok(Self { watched, _alive: alive })
        }
    }

    /// Whether it is this that is watched.
    pub(super) fn is_of(&self, watched: &Watched) -> bool {
        self.watched == *watched
    }
}

/// Says that what was read before it is watched may be another by now; `None` where nobody listens.
fn begin(watched: &Watched, events: &EventSender<Event>) -> Option<()> {
    match watched {
        Watched::File(_) => events.send(Event::FileTouched { begins: true }).ok(),
        // It is listed once it is watched.
        Watched::Library(_) => Some(()),
    }
}

#[cfg(target_os = "linux")]
fn watch(
    watched: &Watched,
    (mut told, mut last): (Option<rustix::fd::OwnedFd>, Vec<(OsString, FileState)>),
    ends: &UnixStream,
    events: &EventSender<Event>,
) {
    if begin(watched, events).is_none() {
        return;
    }
    loop {
        let looks = told.is_none().then_some(LOOK);
        let Some(is_told) = wait(told.as_ref(), ends, looks) else { return };
        if is_told {
            // What belongs to the same save is one change; what never ends isn't waited for.
            let begun = Instant::now();
            drain(told.as_ref());
            while begun.elapsed() < LOOK && wait(told.as_ref(), ends, Some(CALM)) == Some(true) {
                drain(told.as_ref());
            }
        }
        // The folder itself may have been made, moved or replaced, and a link set.
        if is_told || told.is_none() {
            told = told_of(watched);
        }
        let now = watched.state();
        if now != last {
            last = now;
            if events.send(watched.event()).is_err() {
                return;
            }
        }
    }
}

/// What tells of the folder, since a save may put another file in a file's place; where it isn't
/// there, of the nearest one that it would be in. `None` where nothing can be trusted to tell.
#[cfg(target_os = "linux")]
fn told_of(watched: &Watched) -> Option<rustix::fd::OwnedFd> {
    let wanted = watched.folder();
    let folder = wanted.ancestors().find(|folder| folder.is_dir())?;
    let kind = u64::try_from(statfs(folder).ok()?.f_type).ok()? & 0xffff_ffff;
    if SHARED.contains(&kind) {
        return None;
    }
    let flags = inotify::CreateFlags::CLOEXEC | inotify::CreateFlags::NONBLOCK;
    let told = inotify::init(flags).ok()?;
    let folders = inotify::WatchFlags::CREATE
        | inotify::WatchFlags::MOVED_TO
        | inotify::WatchFlags::DELETE_SELF
        | inotify::WatchFlags::MOVE_SELF;
    let of = folders
        | inotify::WatchFlags::CLOSE_WRITE
        | inotify::WatchFlags::MODIFY
        | inotify::WatchFlags::MOVED_FROM
        | inotify::WatchFlags::ATTRIB
        | inotify::WatchFlags::DELETE;
    // What is written to files beside the missing folder is nothing to be woken for.
    let here = if folder == wanted { of } else { folders };
    inotify::add_watch(&told, folder, here).ok()?;
    // A file that is a link to one elsewhere is written to there, and may be missing for a while.
    for path in watched.files() {
        for folder in linked_folders(path).iter().filter(|folder| *folder != wanted) {
            let there = folder.ancestors().find(|folder| folder.is_dir())?;
            inotify::add_watch(&told, there, of).ok()?;
        }
    }
    Some(told)
}

/// Links that are followed from one to the next.
#[cfg(target_os = "linux")]
const LINKS: usize = 8;

/// The folders that a file's links lead to, whether anything is there or not.
#[cfg(target_os = "linux")]
fn linked_folders(mut path: PathBuf) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    while let Ok(target) = path.read_link()
        && folders.len() < LINKS
    {
        path = path.parent().map_or_else(|| target.clone(), |folder| folder.join(&target));
        folders.extend(path.parent().map(Path::to_owned));
    }
    folders
}

/// Waits until something is told, or for so long; whether something was. `None` once nothing
/// is to be watched any more.
#[cfg(target_os = "linux")]
fn wait(
    told: Option<&rustix::fd::OwnedFd>,
    ends: &UnixStream,
    most: Option<Duration>,
) -> Option<bool> {
    let most = most.and_then(|most| Timespec::try_from(most).ok());
    let mut fds = vec![PollFd::new(ends, PollFlags::IN)];
    if let Some(told) = told {
        fds.push(PollFd::from_borrowed_fd(told.as_fd(), PollFlags::IN));
    }
    let _ = poll(&mut fds, most.as_ref());
    if !fds[0].revents().is_empty() {
        return None;
    }
    Some(fds.get(1).is_some_and(|told| !told.revents().is_empty()))
}

#[cfg(target_os = "linux")]
fn drain(told: Option<&rustix::fd::OwnedFd>) {
    let mut bytes = [0; 4096];
    while told.is_some_and(|told| rustix::io::read(told, &mut bytes).is_ok_and(|read| read > 0)) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::channel;
    use std::fs;
    use std::sync::mpsc;

    const PATIENCE: Duration = Duration::from_secs(20);

    #[test]
    fn every_way_to_write_a_file_is_noticed_and_nothing_else_is() {
        let folder = tempfile::tempdir().unwrap();
        let within = folder.path().join("presets");
        fs::create_dir(&within).unwrap();
        let path = within.join("mine.ron");
        fs::write(&path, "one").unwrap();
        let (sender, events, _rings) = channel().unwrap();
        let watched = Watched::File(path.clone());
        let watch = Watch::start(watched.clone(), sender).unwrap();
        assert!(watch.is_of(&watched));
        assert!(events.recv_timeout(PATIENCE).is_ok(), "what was written before");
        let ways: [(&str, &dyn Fn()); 8] = [
            ("written in place", &|| fs::write(&path, "longer than one").unwrap()),
            ("renamed over", &|| {
                fs::write(within.join("other"), "three").unwrap();
                fs::rename(within.join("other"), &path).unwrap();
            }),
            ("removed", &|| fs::remove_file(&path).unwrap()),
            ("made anew", &|| fs::write(&path, "four").unwrap()),
            ("moved elsewhere", &|| fs::rename(&path, folder.path().join("moved")).unwrap()),
            ("moved back", &|| fs::rename(folder.path().join("moved"), &path).unwrap()),
            ("its folder replaced", &|| {
                fs::rename(&within, folder.path().join("before")).unwrap();
                fs::create_dir(&within).unwrap();
                fs::write(&path, "in another folder").unwrap();
            }),
            ("written in the new folder", &|| fs::write(&path, "once more").unwrap()),
        ];
        for (how, write) in ways {
            thread::sleep(Duration::from_millis(300));
            while events.try_recv().is_ok() {}
            fs::write(within.join("beside"), how).unwrap();
            assert!(events.recv_timeout(Duration::from_millis(400)).is_err(), "before {how}");
            write();
            assert!(events.recv_timeout(PATIENCE).is_ok(), "{how}");
        }
        drop(watch);
        // The thread ends with it, and so does the channel.
        assert!(events.recv_timeout(PATIENCE).is_err());
    }

    #[test]
    fn whatever_happens_to_saved_presets_is_told_and_nothing_else_is() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("payback/presets");
        let own = |name: &str| folder.join(name);
        let (sender, events, _rings) = channel().unwrap();
        let watch = Watch::start(Watched::Library(folder.clone()), sender).unwrap();
        let elsewhere = home.path().join("elsewhere.ron");
        fs::write(&elsewhere, "one").unwrap();
        let ways: [(&str, &dyn Fn()); 6] = [
            ("the folder is made with one in it", &|| {
                fs::create_dir_all(&folder).unwrap();
                fs::write(own("mine.ron"), "one").unwrap();
            }),
            ("one is added", &|| fs::write(own("other.ron"), "one").unwrap()),
            ("one is written to", &|| fs::write(own("mine.ron"), "other").unwrap()),
            ("one is renamed", &|| fs::rename(own("other.ron"), own("third.ron")).unwrap()),
            ("one is deleted", &|| fs::remove_file(own("third.ron")).unwrap()),
            ("one is a link", &|| {
                std::os::unix::fs::symlink(&elsewhere, own("link.ron")).unwrap();
            }),
        ];
        let is_quiet = || events.recv_timeout(Duration::from_millis(400)).is_err();
        for (how, write) in ways {
            while !is_quiet() {}
            if folder.exists() {
                fs::write(own("notes.txt"), how).unwrap();
                fs::write(own(".draft.ron.swp"), how).unwrap();
            }
            assert!(is_quiet(), "before {how}");
            write();
            assert!(events.recv_timeout(PATIENCE).is_ok(), "{how}");
        }
        while !is_quiet() {}
        fs::write(&elsewhere, "what the link leads to").unwrap();
        assert!(events.recv_timeout(PATIENCE).is_ok(), "what a link leads to is written to");
        drop(watch);
        while events.recv_timeout(PATIENCE).is_ok() {}
    }

    #[test]
    fn what_a_link_leads_to_may_be_missing_for_a_while_and_change_its_permissions() {
        let home = tempfile::tempdir().unwrap();
        let [folder, elsewhere] = ["presets", "elsewhere"].map(|name| home.path().join(name));
        fs::create_dir(&folder).unwrap();
        fs::create_dir(&elsewhere).unwrap();
        let (link, real) = (folder.join("mine.ron"), elsewhere.join("real.ron"));
        fs::write(&real, "one").unwrap();
        std::os::unix::fs::symlink("../elsewhere/real.ron", &link).unwrap();
        for watched in [Watched::File(link), Watched::Library(folder)] {
            let (sender, events, _rings) = channel().unwrap();
            let _watch = Watch::start(watched, sender).unwrap();
            let ways: [(&str, &dyn Fn()); 5] = [
                ("removed", &|| fs::remove_file(&real).unwrap()),
                ("made anew", &|| fs::write(&real, "two").unwrap()),
                ("moved away", &|| fs::rename(&real, elsewhere.join("real.ron~")).unwrap()),
                ("written after that", &|| fs::write(&real, "three").unwrap()),
                ("made unreadable", &|| {
                    let mut permissions = fs::metadata(&real).unwrap().permissions();
                    permissions.set_readonly(!permissions.readonly());
                    fs::set_permissions(&real, permissions).unwrap();
                }),
            ];
            for (how, change) in ways {
                thread::sleep(Duration::from_millis(300));
                while events.try_recv().is_ok() {}
                change();
                assert!(events.recv_timeout(PATIENCE).is_ok(), "{how}");
            }
        }
    }

    /// A neighbour that never rests doesn't put the news off.
    #[test]
    fn a_change_is_told_in_time_in_a_restless_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.ron");
        fs::write(&path, "one").unwrap();
        let (sender, events, _rings) = channel().unwrap();
        let _watch = Watch::start(Watched::File(path.clone()), sender).unwrap();
        events.recv_timeout(PATIENCE).unwrap();
        thread::scope(|scope| {
            let (end, ended) = mpsc::channel::<()>();
            let beside = folder.path().join("log");
            scope.spawn(move || {
                let pause = Duration::from_millis(20);
                while ended.recv_timeout(pause) == Err(mpsc::RecvTimeoutError::Timeout) {
                    fs::write(&beside, "on and on").unwrap();
                }
            });
            fs::write(&path, "another one").unwrap();
            assert!(events.recv_timeout(PATIENCE).is_ok());
            drop(end);
        });
    }
}
