//! Who holds a journal, as its lock tells: where the file system has no locks, that is all there is.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::time::{Duration, SystemTime};

use crate::text::ProcessStatus;

/// For so long a program on another machine is taken to run that hasn't written its journal.
const ELSEWHERE: Duration = Duration::from_secs(24 * 3600);

/// Longest text of a lock.
const LONGEST: u64 = 1024;

/// A process, told from every other one that there is or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Holder {
    /// The machine.
    host: String,
    /// Its present run, where the system tells.
    boot: String,
    process: i32,
    /// When it started, in the system's own count, where it tells.
    started: String,
}

/// Takes a lock for as long as it is open: `false` where another program has it.
pub(super) fn take(lock: &mut File) -> bool {
    let is_free = match lock.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => return false,
        // Who holds it can only be told by what stands in it. Where nothing does, it is free: work
        // that is offered twice is better than work that is lost.
        Err(TryLockError::Error(_)) => Holder::of(lock).is_none_or(|holder| !holder.runs(lock)),
    };
    if is_free {
        let _ = Holder::present().write(lock);
    }
    is_free
}

/// Whether another program has a lock; it is held for a moment to find out, which keeps off nobody
/// else who asks.
pub(super) fn is_held(lock: &mut File) -> bool {
    match lock.try_lock_shared() {
        Ok(()) => lock.unlock().is_err(),
        Err(TryLockError::WouldBlock) => true,
        Err(TryLockError::Error(_)) => Holder::of(lock).is_some_and(|holder| holder.runs(lock)),
    }
}

/// Tells the others that it is held still.
pub(super) fn refresh(lock: &File) {
    let _ = lock.set_modified(SystemTime::now());
}

impl Holder {
    /// This process.
    fn present() -> Self {
        let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
        let process = rustix::process::getpid().as_raw_nonzero().get();
        Self { host, boot: boot(), process, started: started(process).unwrap_or_default() }
    }

    fn of(lock: &mut File) -> Option<Self> {
        let mut text = String::new();
        lock.rewind().ok()?;
        lock.take(LONGEST).read_to_string(&mut text).ok()?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let mut line = || lines.next();
        Some(Self {
            host: line()?.to_owned(),
            boot: line()?.to_owned(),
            process: line()?.parse().ok()?,
            started: line()?.to_owned(),
        })
    }

    fn write(&self, lock: &mut File) -> std::io::Result<()> {
        let Self { host, boot, process, started } = self;
        lock.rewind()?;
        lock.set_len(0)?;
        lock.write_all(format!("{host}\n{boot}\n{process}\n{started}\n").as_bytes())
    }

    /// Whether it is running, as far as can be told.
    fn runs(&self, lock: &File) -> bool {
        let present = Self::present();
        if self.host != present.host {
            let modified = lock.metadata().and_then(|metadata| metadata.modified());
            let age = modified.map(|at| SystemTime::now().duration_since(at).unwrap_or_default());
            return age.is_ok_and(|age| age < ELSEWHERE);
        }
        if self.boot != present.boot {
            return false;
        }
        if self.started.is_empty() {
            let process = rustix::process::Pid::from_raw(self.process);
            return process.is_some_and(|process| {
                rustix::process::test_kill_process(process) != Err(rustix::io::Errno::SRCH)
            });
        }
        started(self.process).is_some_and(|started| started == self.started)
    }
}

/// The machine's present run.
fn boot() -> String {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    boot.trim().to_owned()
}

/// When a process started, where the system tells.
fn started(process: i32) -> Option<String> {
    let status = std::fs::read(format!("/proc/{process}/stat")).ok()?;
    ProcessStatus::parse(&status).map(|status| status.started.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_told_from_one_that_has_ended_and_from_one_elsewhere() {
        let mut lock = tempfile::tempfile().unwrap();
        let present = Holder::present();
        present.write(&mut lock).unwrap();
        let read = Holder::of(&mut lock).unwrap();
        assert_eq!(read, present);
        assert!(read.runs(&lock));
        let other = |change: fn(&mut Holder)| {
            let mut holder = present.clone();
            change(&mut holder);
            holder
        };
        // Its number was given to another process since; there is none; the machine was started
        // again.
        if !present.started.is_empty() {
            assert!(!other(|holder| holder.started.push('0')).runs(&lock));
        }
        assert!(!other(|holder| holder.process = i32::MAX).runs(&lock));
        assert!(!other(|holder| holder.boot.push('x')).runs(&lock));
        let elsewhere = other(|holder| holder.host.push('x'));
        assert!(elsewhere.runs(&lock));
        lock.set_modified(SystemTime::now() - 2 * ELSEWHERE).unwrap();
        assert!(!elsewhere.runs(&lock));
        refresh(&lock);
        assert!(elsewhere.runs(&lock));
        for broken in ["", "host\nboot\nnone\n0\n", "host\nboot\n"] {
            assert_eq!(Holder::parse(broken), None);
        }
    }
}
