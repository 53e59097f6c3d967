//! Watching the open preset's file: whoever else writes to it is noticed within two seconds, without
//! waking an idle program where the system tells of changes (inotify), else by looking every second.

use super::event::Event;
use std::io;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

#[cfg(target_os = "linux")]
use rustix::event::{PollFd, PollFlags, Timespec, poll};
#[cfg(target_os = "linux")]
use rustix::fs::{inotify, statfs};
#[cfg(target_os = "linux")]
use std::os::unix::net::UnixStream;

/// Between two looks where the system tells nothing.
const LOOK: Duration = Duration::from_secs(1);

/// How long a write may go on until the file is looked at: editors write in several steps.
const CALM: Duration = Duration::from_millis(100);

/// File systems that are shared with other hosts, of whose writes inotify doesn't tell: NFS, SMB,
/// CIFS, FUSE, 9P.
#[cfg(target_os = "linux")]
const SHARED: [u64; 5] = [0x6969, 0xfe53_4d42, 0xff53_4d42, 0x6573_5546, 0x0102_1997];

/// What watches one file until it is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    path: PathBuf,
    /// Its end is seen by the thread.
    #[cfg(target_os = "linux")]
    _alive: UnixStream,
    #[cfg(not(target_os = "linux"))]
    _alive: std::sync::Arc<()>,
}

impl Watch {
    /// Watches a file, and says through `events` that it may have changed.
    ///
    /// # Errors
    /// When the system refuses a descriptor or a thread.
    pub(super) fn start(path: &Path, events: Sender<Event>) -> io::Result<Self> {
        let (own, path) = (path.to_owned(), path.to_owned());
        #[cfg(target_os = "linux")]
        {
            let (alive, watched) = UnixStream::pair()?;
            let run = move || watch(&own, &watched, &events);
            thread::Builder::new().name("watch".into()).spawn(run)?;
            Ok(Self { path, _alive: alive })
        }
        #[cfg(not(target_os = "linux"))]
        {
            let alive = std::sync::Arc::new(());
            let watched = std::sync::Arc::downgrade(&alive);
            thread::Builder::new().name("watch".into()).spawn(move || {
                let mut last = state(&own);
                // It may have changed between its being read and now.
                if events.send(Event::FileTouched { begins: true }).is_err() {
                    return;
                }
                while watched.upgrade().is_some() {
                    thread::sleep(LOOK);
                    let now = state(&own);
                    if std::mem::replace(&mut last, now) != now
                        && events.send(Event::FileTouched { begins: false }).is_err()
                    {
                        return;
                    }
                }
            })?;
            Ok(Self { path, _alive: alive })
        }
    }

    /// Whether it is this file that is watched.
    pub(super) fn is_of(&self, path: &Path) -> bool {
        self.path == path
    }
}

/// What tells that a file was written to: when, how long it is, and which one it is.
fn state(path: &Path) -> Option<(std::time::SystemTime, u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let found = std::fs::metadata(path).ok()?;
    Some((found.modified().ok()?, found.len(), found.ino()))
}

#[cfg(target_os = "linux")]
fn watch(path: &Path, watched: &UnixStream, events: &Sender<Event>) {
    let mut told = told_of(path);
    // It may have changed between its being read and now.
    let mut last = state(path);
    if events.send(Event::FileTouched { begins: true }).is_err() {
        return;
    }
    loop {
        let looks = told.is_none().then_some(LOOK);
        let Some(is_told) = wait(told.as_ref(), watched, looks) else { return };
        if is_told {
            // What belongs to the same save is one change.
            while wait(told.as_ref(), watched, Some(CALM)) == Some(true) {
                drain(told.as_ref());
            }
            drain(told.as_ref());
        }
        // The folder itself may have been moved, or replaced.
        if is_told || told.is_none() {
            told = told_of(path);
        }
        let now = state(path);
        if std::mem::replace(&mut last, now) != now
            && events.send(Event::FileTouched { begins: false }).is_err()
        {
            return;
        }
    }
}

/// What tells of a file's folder, since a save may put another file in its place; `None` where nothing
/// can be trusted to.
#[cfg(target_os = "linux")]
fn told_of(path: &Path) -> Option<rustix::fd::OwnedFd> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    let kind = u64::try_from(statfs(folder).ok()?.f_type).ok()? & 0xffff_ffff;
    if SHARED.contains(&kind) {
        return None;
    }
    let flags = inotify::CreateFlags::CLOEXEC | inotify::CreateFlags::NONBLOCK;
    let told = inotify::init(flags).ok()?;
    let of = inotify::WatchFlags::CLOSE_WRITE
        | inotify::WatchFlags::MODIFY
        | inotify::WatchFlags::MOVED_TO
        | inotify::WatchFlags::MOVED_FROM
        | inotify::WatchFlags::CREATE
        | inotify::WatchFlags::DELETE
        | inotify::WatchFlags::DELETE_SELF
        | inotify::WatchFlags::MOVE_SELF;
    inotify::add_watch(&told, folder, of).ok()?;
    // A file that is a link to one elsewhere is written to there.
    if let Ok(real) = path.canonicalize()
        && real.parent() != Some(folder)
        && let Some(folder) = real.parent()
    {
        inotify::add_watch(&told, folder, of).ok()?;
    }
    Some(told)
}

/// Waits until something is told, or for so long; whether something was. `None` once the file is
/// watched no longer.
#[cfg(target_os = "linux")]
fn wait(
    told: Option<&rustix::fd::OwnedFd>,
    watched: &UnixStream,
    most: Option<Duration>,
) -> Option<bool> {
    let most = most.and_then(|most| Timespec::try_from(most).ok());
    let mut fds = vec![PollFd::new(watched, PollFlags::IN)];
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
        let (sender, events) = mpsc::channel();
        let watch = Watch::start(&path, sender).unwrap();
        assert!(watch.is_of(&path));
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
}
