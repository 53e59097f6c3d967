//! The terminal itself: its modes, its size, and writing to it.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::Errno;
use rustix::termios::{
    OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcgetpgrp, tcgetwinsize,
    tcsetattr, ttyname,
};

use super::identity::Multiplexer;
use super::modes::{Modes, hush, set_mouse};
use super::recording::Recording;

/// How long a terminal that takes nothing is waited for once the process has
/// been asked to end.
const LAST_CHANCE: Duration = Duration::from_millis(400);

/// The terminal at standard input and output, held or not.
///
/// Every write goes through one lock, so that a panic in another thread gives
/// the terminal back between two writes, never within one, and nothing is
/// written after that.
#[derive(Debug)]
pub(super) struct Tty {
    input: OwnedFd,
    /// Opened anew without blocking, so that a terminal that takes nothing
    /// doesn't keep the process from ending, nor change how others write.
    output: File,
    /// Readable once the process has been asked to end: ends the wait for a terminal that takes
    /// nothing.
    endings: OnceLock<UnixStream>,
    /// When a wait was ended so for the first time.
    ended: OnceLock<Instant>,
    /// What everything that is sent is recorded in.
    recording: Option<Arc<Recording>>,
    state: Mutex<TtyState>,
}

#[derive(Debug)]
struct TtyState {
    /// How it is taken.
    modes: Modes,
    /// The line discipline's settings from before, while it is held.
    before: Option<Termios>,
}

impl Tty {
    pub fn new(modes: Modes, recording: Option<Arc<Recording>>) -> io::Result<Self> {
        Ok(Self {
            input: io::stdin().as_fd().try_clone_to_owned()?,
            output: File::from(match reopened() {
                Some(output) => output,
                None => io::stdout().as_fd().try_clone_to_owned()?,
            }),
            endings: OnceLock::new(),
            ended: OnceLock::new(),
            recording,
            state: Mutex::new(TtyState { modes, before: None }),
        })
    }

    /// Waits for a terminal that takes nothing only until the process is
    /// asked to end.
    pub fn heed(&self, endings: UnixStream) {
        // The first ones tell as much as any others.
        let _ = self.endings.set(endings);
    }

    /// Takes the terminal: raw mode and its modes. Where it is held, others may have used it since;
    /// in the end it is given back as it was when it was first taken.
    pub fn take(&self) -> io::Result<()> {
        let mut state = self.lock();
        let found = tcgetattr(&self.input)?;
        let mut raw = found.clone();
        raw.make_raw();
        tcsetattr(&self.input, OptionalActions::Now, &raw)?;
        state.before.get_or_insert(found);
        let entered = self.write_all(state.modes.enter().as_bytes());
        if entered.is_err() {
            // The first error says more than one from undoing it.
            let _ = self.give_back_locked(&mut state);
        }
        entered
    }

    /// Gives the terminal back as it was. Does nothing if it isn't held.
    pub fn give_back(&self) -> io::Result<()> {
        self.give_back_locked(&mut self.lock())
    }

    fn give_back_locked(&self, state: &mut TtyState) -> io::Result<()> {
        let Some(before) = state.before.take() else {
            return Ok(());
        };
        let written = self.write_all(state.modes.leave().as_bytes());
        let flushed = if state.modes.mouse {
            // Reports of a drag that is under way would be typed into the
            // shell.
            tcflush(&self.input, QueueSelector::IFlush)
        } else {
            Ok(())
        };
        let set = tcsetattr(&self.input, OptionalActions::Now, &before);
        written?;
        flushed?;
        Ok(set?)
    }

    /// Writes as much of `bytes` as the terminal takes at once.
    pub fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        let state = self.lock();
        if state.before.is_none() {
            let given_back = "the terminal has been given back";
            return Err(io::Error::new(io::ErrorKind::NotConnected, given_back));
        }
        self.write_some(bytes)
    }

    /// Whether the mouse is reported while it is held.
    pub fn mouse(&self) -> bool {
        self.lock().modes.mouse
    }

    pub fn set_mouse(&self, on: bool) -> io::Result<()> {
        let mut state = self.lock();
        let differs = std::mem::replace(&mut state.modes.mouse, on) != on;
        if differs && state.before.is_some() {
            self.write_all(set_mouse(on).as_bytes())?;
        }
        Ok(())
    }

    /// Has the terminal send nothing more but a reply. Does nothing if it isn't held.
    pub fn hush(&self, innermost: Option<Multiplexer>) -> io::Result<()> {
        match self.lock().before {
            Some(_) => self.write_all(hush(innermost).as_bytes()),
            None => Ok(()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, TtyState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_some(&self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match (&self.output).write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.wait()?,
                written => {
                    if let (Some(recording), Ok(written)) = (&self.recording, &written) {
                        recording.sent(&bytes[..*written]);
                    }
                    return written;
                }
            }
        }
    }

    fn write_all(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            match self.write_some(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => bytes = &bytes[written..],
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Waits until the terminal may take more.
    fn wait(&self) -> io::Result<()> {
        let writable = PollFd::new(&self.output, PollFlags::OUT);
        let (ready, ended) = match self.endings.get() {
            Some(endings) => {
                let mut either = [writable, PollFd::new(endings, PollFlags::IN)];
                let ready = poll(&mut either, None);
                (ready, !either[1].revents().is_empty() && either[0].revents().is_empty())
            }
            None => (poll(&mut [writable], None), false),
        };
        let ready = if ended { self.wait_once_more() } else { ready };
        match ready {
            Ok(0) => Err(io::Error::new(
                io::ErrorKind::TimedOut,
                "the terminal took nothing any more when the program was asked to end",
            )),
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The same once the process has been asked to end, for [`LAST_CHANCE`] in all.
    fn wait_once_more(&self) -> Result<usize, Errno> {
        let ended = self.ended.get_or_init(Instant::now);
        let left = LAST_CHANCE.saturating_sub(ended.elapsed());
        let left = Timespec::try_from(left).unwrap_or_default();
        poll(&mut [PollFd::new(&self.output, PollFlags::OUT)], Some(&left))
    }
}

/// The terminal at standard output, opened anew for writing without blocking;
/// `None` where it can't be, as after a change of user.
fn reopened() -> Option<OwnedFd> {
    let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let stdout = io::stdout();
    let by_name = ttyname(&stdout, Vec::new()).and_then(|name| open(&name, flags, Mode::empty()));
    by_name
        .or_else(|error| {
            // Its name may belong to somebody else, but it may be the session's own terminal: only of
            // that one is the group in front told, or that it lies outside the PID namespace.
            match tcgetpgrp(&stdout) {
                Ok(_) | Err(Errno::OPNOTSUPP) => open("/dev/tty", flags, Mode::empty()),
                Err(_) => Err(error),
            }
        })
        .ok()
}

/// Writes to the terminal without a buffer: one write, one system call.
///
/// Once the terminal has been given back, by its [`Guard`](super::Guard) or
/// by a panic in any thread, writing fails with
/// [`NotConnected`](io::ErrorKind::NotConnected).
#[derive(Debug, Clone)]
pub struct TtyWriter(pub(super) Arc<Tty>);

impl Write for TtyWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a terminal that doesn't know its size, such as a serial line, is
/// taken to have.
const ASSUMED: Size = Size::new(80, 24);

/// More columns and rows than any screen shows, and what is taken of a screen that has more cells
/// than [`MOST_CELLS`]. A terminal may claim 65,535 columns and rows, and each frame costs what its
/// cells do; what lies beyond stays blank.
const LARGEST: Size = Size::new(2000, 1000);
const LARGE: Size = Size::new(500, 200);

const MOST_CELLS: u32 = 100_000;

/// The size of the terminal at standard output, from the system rather than
/// from the terminal; 80×24 if that isn't known, and at most 100,000 cells.
pub fn size() -> Size {
    match tcgetwinsize(io::stdout()) {
        Ok(known) => believable(known.ws_col, known.ws_row),
        Err(_) => ASSUMED,
    }
}

fn believable(columns: u16, rows: u16) -> Size {
    if columns == 0 || rows == 0 {
        return ASSUMED;
    }
    let (columns, rows) = (columns.min(LARGEST.width), rows.min(LARGEST.height));
    if u32::from(columns) * u32::from(rows) > MOST_CELLS {
        return Size::new(columns.min(LARGE.width), rows.min(LARGE.height));
    }
    Size::new(columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_one_that_there_is_memory_for() {
        for (claimed, believed) in [
            ((120, 40), (120, 40)),
            ((0, 40), (80, 24)),
            ((120, 0), (80, 24)),
            ((1, 1), (1, 1)),
            ((640, 150), (640, 150)),
            ((u16::MAX, u16::MAX), (500, 200)),
            ((2000, 51), (500, 51)),
            ((u16::MAX, 40), (2000, 40)),
            ((80, u16::MAX), (80, 1000)),
        ] {
            assert_eq!(believable(claimed.0, claimed.1), Size::from(believed));
        }
    }
}
