//! The thread that reads keys, mouse, signals and hang-up.
//!
//! It sleeps in one `poll` over all of these, without a timeout unless bytes
//! that may be the start of a key are waiting. So a hang-up is seen as such,
//! where reading on would return nothing for ever, and idling costs nothing.

use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
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

/// The thread that reads input; dropping this ends it.
///
/// A process can have one in its life: after it is dropped SIGTERM and SIGINT
/// end the process on the spot.
#[derive(Debug)]
pub struct Reader {
    endings: UnixStream,
    stop: UnixStream,
    thread: Option<JoinHandle<()>>,
}

impl Reader {
    /// Starts to read standard input and signals, and sends what comes in
    /// through `sender`, as `message` makes of it.
    ///
    /// # Errors
    ///
    /// When the system refuses a descriptor, a signal handler or a thread.
    pub fn start<T: Send + 'static>(
        sender: Sender<T>,
        message: impl Fn(TerminalEvent) -> T + Send + 'static,
    ) -> io::Result<Self> {
        let (stop, stopped) = UnixStream::pair()?;
        let (signals, endings) = Signals::new()?;
        let mut source = InputSource {
            terminal: io::stdin().as_fd().try_clone_to_owned()?.into(),
            signals,
            stopped,
            decoder: Decoder::default(),
            patience: None,
        };
        let read = move || {
            let mut open = true;
            while open {
                let more = source.wait(&mut |input| {
                    open &= sender.send(message(input)).is_ok();
                });
                open &= more;
            }
        };
        let thread = thread::Builder::new().name("input".into()).spawn(read)?;
        Ok(Self { endings, stop, thread: Some(thread) })
    }

    /// What is readable once the system has asked the process to end, for a
    /// [`Guard`](super::Guard) to heed.
    ///
    /// # Errors
    ///
    /// When the system refuses a descriptor.
    pub fn endings(&self) -> io::Result<UnixStream> {
        self.endings.try_clone()
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // The thread that is to hear this may have ended by itself.
        let _ = self.stop.write_all(b"X");
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct InputSource {
    terminal: std::fs::File,
    signals: Signals,
    stopped: UnixStream,
    decoder: Decoder,
    /// When [`PATIENCE`] with a request to end runs out.
    patience: Option<Instant>,
}

impl InputSource {
    /// Waits for input and emits it; `false` when there can be no more.
    fn wait(&mut self, emit: &mut impl FnMut(TerminalEvent)) -> bool {
        let [terminal, terminate, resize, resume, stopped] = match self.poll() {
            Ok(ready) => ready,
            Err(Errno::INTR) => return true,
            Err(_) => {
                emit(TerminalEvent::Hangup);
                return false;
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
        !stopped && (!terminal || self.read(now, emit))
    }

    /// Which of terminal, the three signals and the end have something.
    fn poll(&self) -> Result<[bool; 5], Errno> {
        let watched: [BorrowedFd; 5] = [
            self.terminal.as_fd(),
            self.signals.terminate.ends.as_fd(),
            self.signals.resize.ends.as_fd(),
            self.signals.resume.ends.as_fd(),
            self.stopped.as_fd(),
        ];
        let mut watched = watched.map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN));
        let next = self.decoder.deadline().into_iter().chain(self.patience);
        let timeout = next.min().and_then(|instant| {
            // A little more, so that the deadline has passed on waking.
            let left = instant.saturating_duration_since(Instant::now()) + Duration::from_millis(1);
            Timespec::try_from(left).ok()
        });
        poll(&mut watched, timeout.as_ref())?;
        Ok(watched.map(|fd| !fd.revents().is_empty()))
    }

    fn read(&mut self, now: Instant, emit: &mut impl FnMut(TerminalEvent)) -> bool {
        let mut bytes = [0; 4096];
        match self.terminal.read(&mut bytes) {
            Ok(count) if count > 0 => {
                self.decoder.feed(&bytes[..count], now, emit);
                true
            }
            Err(error)
                if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock) =>
            {
                true
            }
            // A terminal that has been hung up reads as its end, or fails.
            Ok(_) | Err(_) => {
                emit(TerminalEvent::Hangup);
                false
            }
        }
    }
}
