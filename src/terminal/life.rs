//! Taking and giving back the terminal, whatever happens.

use std::fs;
use std::io::{self, IsTerminal};
use std::os::unix::net::UnixStream;
use std::panic;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Signal, kill_current_process_group};
use thiserror::Error;

use super::identity::Multiplexer;
use super::modes::Modes;
use super::recording::Recording;
use super::tty::{Tty, TtyWriter};
use crate::text::ProcessStatus;

/// Longer than a signal to the own process takes to stop it.
const BEFORE_STOPPED: Duration = Duration::from_millis(100);

/// Most wrappers of one job that are looked through for its shell.
const MOST_PARENTS: usize = 32;

/// Longer than the SIGCONT that ended a stop takes to come in as an event.
const ON_ITS_WAY: Duration = Duration::from_secs(1);

/// Why the terminal could not be taken.
#[derive(Debug, Error)]
pub enum EnterError {
    /// A stream is a file, a pipe or closed.
    #[error(
        "an interactive screen needs a terminal, but {0} is not one: \
         it is redirected, or there is no terminal at all"
    )]
    NotATerminal(&'static str),
    /// The terminal refused.
    #[error("the terminal could not be taken: {0}")]
    Io(#[from] io::Error),
}

/// Holds the terminal: raw mode, the alternate screen, no wrapping, no
/// cursor, bracketed paste and, if wanted, the mouse and a title.
///
/// It is given back by [`leave`](Self::leave), by dropping, and by a panic in
/// any thread before that is reported; each time just as it was.
#[derive(Debug)]
pub struct Guard {
    tty: Arc<Tty>,
    /// When our own [`suspend`](Self::suspend) ended: a SIGCONT may be on its way that ended it.
    suspended: Option<Instant>,
}

impl Guard {
    /// Takes the terminal, records what is sent to it where that is wanted, and has panics give it back before they are
    /// reported by the panic hook that is set now. That must not panic where
    /// standard error is gone, as `eprintln!` does.
    ///
    /// # Errors
    ///
    /// [`EnterError::NotATerminal`] if standard input or output isn't one, in
    /// which case nothing has been written; [`EnterError::Io`] if it refuses.
    pub fn enter(modes: Modes, recording: Option<Arc<Recording>>) -> Result<Self, EnterError> {
        if !io::stdin().is_terminal() {
            return Err(EnterError::NotATerminal("standard input"));
        }
        if !io::stdout().is_terminal() {
            return Err(EnterError::NotATerminal("standard output"));
        }
        let tty = Arc::new(Tty::new(modes, recording)?);
        give_back_on_panic(&tty);
        tty.take()?;
        Ok(Self { tty, suspended: None })
    }

    /// A writer to the terminal, for a [`Display`](super::Display).
    pub fn output(&self) -> TtyWriter {
        TtyWriter(Arc::clone(&self.tty))
    }

    /// Waits for a terminal that takes nothing only until the process is
    /// asked to end; writing then fails with
    /// [`TimedOut`](io::ErrorKind::TimedOut).
    pub fn heed(&self, endings: UnixStream) {
        self.tty.heed(endings);
    }

    /// Whether the mouse is reported.
    pub fn mouse(&self) -> bool {
        self.tty.mouse()
    }

    /// Has the mouse reported or not.
    ///
    /// # Errors
    ///
    /// When the terminal can't be written to.
    pub fn set_mouse(&self, on: bool) -> io::Result<()> {
        self.tty.set_mouse(on)
    }

    /// Stops the process as Ctrl-Z does elsewhere: gives the terminal back,
    /// stops every process of the job, and takes the terminal again once the
    /// shell continues it. The screen must then be
    /// [invalidated](super::Display::invalidate), its size looked up and drawn.
    ///
    /// Where no shell could continue it ([`is_job`]), the system doesn't stop it.
    ///
    /// # Errors
    ///
    /// When the terminal can't be given back or taken again.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.tty.give_back()?;
        // To the whole job, as the terminal driver does: else a wrapper that
        // waits for this process keeps the shell waiting.
        kill_current_process_group(Signal::TSTP)?;
        // Another thread may take the signal a little later, and then all of
        // them stop: in this pause, which ends after the shell has continued
        // the job.
        thread::sleep(BEFORE_STOPPED);
        self.suspended = Some(Instant::now());
        self.tty.take()
    }

    /// Takes the terminal again after a SIGCONT
    /// ([`TerminalEvent::Continued`](super::TerminalEvent::Continued)) that came from outside,
    /// when the terminal may have been used by others. Returns whether the
    /// screen must be invalidated and drawn: not right after [`suspend`](Self::suspend),
    /// which has seen to it.
    ///
    /// # Errors
    ///
    /// When the terminal can't be taken again.
    pub fn resume(&mut self) -> io::Result<bool> {
        if self.suspended.take().is_some_and(|ended| ended.elapsed() < ON_ITS_WAY) {
            return Ok(false);
        }
        self.tty.take().map(|()| true)
    }

    /// Has the terminal report no more of the mouse, and say when it has got so far: with the reply
    /// ([`TerminalEvent::Reply`](super::TerminalEvent::Reply)) everything has come in that the terminal's next
    /// reader would take for typing. To be waited for before [`leave`](Self::leave) and
    /// [`suspend`](Self::suspend).
    ///
    /// # Errors
    ///
    /// When the terminal can't be written to.
    pub fn hush(&self, innermost: Option<Multiplexer>) -> io::Result<()> {
        self.tty.hush(innermost)
    }

    /// Gives the terminal back; does nothing the second time.
    ///
    /// # Errors
    ///
    /// When the terminal can't be written to, as when it is gone.
    pub fn leave(&mut self) -> io::Result<()> {
        self.tty.give_back()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // A terminal that is gone needs nothing back.
        let _ = self.leave();
    }
}

/// Whether a shell could continue the process after it was stopped: whether its group has a parent
/// elsewhere in its session. None has it where sshd runs it in place of a shell, for one.
///
/// Where the system doesn't tell, it is asked to stop the process: it looks for such a parent too,
/// and stops none that has none.
pub fn is_job() -> bool {
    let Some(own) = status_of("self") else { return true };
    let mut parent = own.parent;
    for _ in 0..MOST_PARENTS {
        // The first process of all, or one whose parent lies outside the PID namespace.
        if parent == 0 {
            return false;
        }
        let Some(process) = status_of(&parent.to_string()) else { return true };
        if process.session != own.session {
            return false;
        }
        if process.group != own.group {
            return true;
        }
        // A wrapper of the same job, which has a parent in turn.
        parent = process.parent;
    }
    false
}

/// Read from a file, since `getsid` and `getpgid` can't say that a session or a group lies outside
/// the PID namespace.
fn status_of(process: &str) -> Option<ProcessStatus> {
    ProcessStatus::parse(&fs::read(format!("/proc/{process}/stat")).ok()?)
}

fn give_back_on_panic(tty: &Arc<Tty>) {
    let tty = Arc::downgrade(tty);
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        // A terminal that is gone needs nothing back.
        let _ = tty.upgrade().map(|tty| tty.give_back());
        report(panic);
    }));
}
