//! Turns at refining: the sessions of one account on a host share half of its cores, and what they
//! refine gives way to whatever else there is to do.
//!
//! A turn is a lock on one of a few files in a folder that belongs to the account, and it ends with
//! whoever holds it.

use super::runtime;
use crate::analysis::risk::Turn;
use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// Most threads of one session, each of which takes memory.
const MOST_THREADS: usize = 4;

/// Most turns that there are at a time, however many cores a host has.
const MOST_TURNS: usize = 64;

/// How long somebody who waits sleeps before looking again.
const PAUSE: Duration = Duration::from_millis(25);

/// How nice refining is, of 19.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// The turns of this account on this host.
pub(super) struct HostTurns {
    folder: Option<PathBuf>,
    count: usize,
}

impl HostTurns {
    pub(super) fn new() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self { folder: runtime::folder(), count: (cores / 2).clamp(1, MOST_TURNS) }
    }

    /// Waits for turns, and holds as many as are free: their files, and how many threads may
    /// refine; `None` as soon as it is cancelled. Nobody waits where there is no folder, or its
    /// file system has no locks: nothing is worth keeping a person waiting for ever.
    fn wait(&self, cancelled: &AtomicBool) -> Option<(Vec<File>, usize)> {
        let files: Vec<File> = (0..self.count).filter_map(|turn| self.file(turn)).collect();
        while !cancelled.load(Ordering::Relaxed) {
            let free = files.iter().filter(|file| is_free(&file.try_lock()));
            let held = free.take(MOST_THREADS).count();
            if held > 0 || files.is_empty() {
                return Some((files, held.max(1)));
            }
            thread::sleep(PAUSE);
        }
        None
    }

    fn file(&self, turn: usize) -> Option<File> {
        let path = self.folder.as_ref()?.join(format!("refining-{turn}.lock"));
        File::options().write(true).create(true).truncate(false).open(path).ok()
    }
}

impl Turn for HostTurns {
    fn take(&self, cancelled: &AtomicBool, work: &mut (dyn FnMut(usize) + Send)) {
        let Some((_held, threads)) = self.wait(cancelled) else { return };
        // A thread that has been nice stays so, hence one for each turn; those that it starts are
        // as nice.
        let started = thread::scope(|scope| {
            let refine = || {
                be_nice();
                work(threads);
            };
            thread::Builder::new().name("refining".into()).spawn_scoped(scope, refine).is_ok()
        });
        if !started {
            work(1);
        }
    }
}

/// Whether nobody else is known to have a turn that was asked for.
const fn is_free(locked: &Result<(), TryLockError>) -> bool {
    !matches!(locked, Err(TryLockError::WouldBlock))
}

/// Lets everybody else go first. On other systems than Linux it would concern the whole program.
fn be_nice() {
    #[cfg(target_os = "linux")]
    // Who is nicer already stays so, and is refused.
    let _ = rustix::process::setpriority_process(None, NICE);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn only_a_turn_that_somebody_holds_is_waited_for() {
        let unsupported = io::Error::from(io::ErrorKind::Unsupported);
        assert!(is_free(&Err(TryLockError::Error(unsupported))));
        let folder = tempfile::tempdir().unwrap();
        let turns = |count| HostTurns { folder: Some(folder.path().to_owned()), count };
        let (goes_on, cancelled) = (AtomicBool::new(false), AtomicBool::new(true));
        let (held, threads) = turns(3).wait(&goes_on).unwrap();
        assert_eq!((held.len(), threads), (3, 3));
        // The fourth and the fifth are free.
        let (_others, threads) = turns(5).wait(&goes_on).unwrap();
        assert_eq!(threads, 2);
        assert!(turns(5).wait(&cancelled).is_none());
        drop(held);
        let (_held, threads) = turns(5).wait(&goes_on).unwrap();
        assert_eq!(threads, 3);
        let nowhere = HostTurns { folder: None, count: 3 };
        assert_eq!(nowhere.wait(&goes_on).unwrap().1, 1);
        let folder = tempfile::tempdir().unwrap();
        let many = HostTurns { folder: Some(folder.path().to_owned()), count: MOST_TURNS };
        assert_eq!(many.wait(&goes_on).unwrap().1, MOST_THREADS);
        let (_held, threads) = many.wait(&goes_on).unwrap();
        assert_eq!(threads, MOST_THREADS, "who holds some leaves the others");
    }
}
