//! What comes in: keys, mouse, signals and hang-up.
//!
//! One `poll` waits for all of these, without a timeout unless bytes that may be the start of a key
//! are waiting. So a hang-up is seen as such, where reading on would return nothing for ever, and
//! idling costs nothing.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::escape::Decoder;
use super::event::TerminalEvent;
use super::signals::Signals;
use super::tty::size;

/// How long a request to end may go unheard before another one ends the
/// process on the spot. The terminal and its shell may both send a SIGHUP and
/// a SIGTERM at nearly the same time, and saving must not be cut short.
const PATIENCE: Duration = Duration::from_secs(5);

/// The terminal and the signals.
///
/// A process can have one in its life: after it is dropped SIGTERM and SIGINT end the process on the
/// spot.
#[derive(Debug)]
pub(super) struct InputSource {
    terminal: File,
    /// Whether the terminal is there to be read from.
    is_open: bool,
    signals: Signals,
    decoder: Decoder,
    /// When [`PATIENCE`] with a request to end runs out.
    patience: Option<Instant>,
}

impl InputSource {
    /// Takes a terminal and the signals; with what is readable for good once the system has asked
    /// the process to end.
    ///
    /// # Errors
    ///
    /// When the system refuses a descriptor or a signal handler.
    pub(super) fn new(terminal: File) -> io::Result<(Self, UnixStream)> {
        let (signals, endings) = Signals::new()?;
        let decoder = Decoder::default();
        Ok((Self { terminal, is_open: true, signals, decoder, patience: None }, endings))
    }

    /// Whether what came in last may be the start of something longer.
    pub(super) fn awaits_rest(&self) -> bool {
        self.decoder.deadline().is_some()
    }

    /// Waits for input and emits it, at most until then, or until `other` has something to read;
    /// says whether it has.
    pub(super) fn wait(
        &mut self,
        other: &UnixStream,
        until: Option<Instant>,
        emit: &mut impl FnMut(TerminalEvent),
    ) -> bool {
        let [other, terminate, resize, resume, terminal] = match self.poll(other, until) {
            Ok(ready) => ready,
            Err(Errno::INTR) => return false,
            Err(_) => {
                self.close(emit);
                return true;
            }
        };
        let now = Instant::now();
        if self.patience.is_some_and(|end| end <= now) {
            self.patience = None;
            self.signals.end_at_once();
        }
        if resume && self.signals.resume.rang() {
            emit(TerminalEvent::Continued);
        }
        if resize && self.signals.resize.rang() {
            emit(TerminalEvent::Resize(size()));
        }
        if terminate && self.signals.terminate.rang() {
            self.patience.get_or_insert(now + PATIENCE);
            emit(TerminalEvent::Terminate(self.signals.ending()));
        }
        self.decoder.expire(now, emit);
        if terminal {
            self.read(now, emit);
        }
        other
    }

    /// Which of the other one, the three signals and the terminal have something.
    fn poll(&self, other: &UnixStream, until: Option<Instant>) -> Result<[bool; 5], Errno> {
        let watched = [
            other.as_fd(),
            self.signals.terminate.ends.as_fd(),
            self.signals.resize.ends.as_fd(),
            self.signals.resume.ends.as_fd(),
            self.terminal.as_fd(),
        ];
        let mut watched = watched.map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN));
        let count = if self.is_open { watched.len() } else { watched.len() - 1 };
        // A little more, so that the deadline has passed on waking.
        let own = self.decoder.deadline().into_iter().chain(self.patience);
        let own = own.min().map(|deadline| deadline + Duration::from_millis(1));
        let timeout = own.into_iter().chain(until).min().and_then(|instant| {
            Timespec::try_from(instant.saturating_duration_since(Instant::now())).ok()
        });
        poll(&mut watched[..count], timeout.as_ref())?;
        Ok(watched.map(|fd| !fd.revents().is_empty()))
    }

    fn read(&mut self, now: Instant, emit: &mut impl FnMut(TerminalEvent)) {
        let mut bytes = [0; 4096];
        match self.terminal.read(&mut bytes) {
            Ok(count) if count > 0 => self.decoder.feed(&bytes[..count], now, emit),
            Err(error)
                if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock) => {}
            // A terminal that has been hung up reads as its end, or fails.
            Ok(_) | Err(_) => self.close(emit),
        }
    }

    fn close(&mut self, emit: &mut impl FnMut(TerminalEvent)) {
        if std::mem::take(&mut self.is_open) {
            emit(TerminalEvent::Hangup);
        }
    }
}
