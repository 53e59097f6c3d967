//! The terminal itself: its modes, and writing to it.

use std::{
    fs::File,
    io::{self, Write},
    os::fd::{AsFd, OwnedFd},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rustix::{
    event::{PollFd, PollFlags, poll},
    termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr},
};

use super::modes::{Modes, set_mouse, set_title};

/// The terminal at standard input and output, held or not.
///
/// Every write goes through one lock, so that a panic in another thread gives
/// the terminal back between two writes, never within one, and nothing is
/// written after that.
#[derive(Debug)]
pub(super) struct Tty {
    input: OwnedFd,
    output: File,
    held: Mutex<Option<Held>>,
}

#[derive(Debug)]
struct Held {
    /// The line discipline's settings from before.
    before: Termios,
    modes: Modes,
}

impl Tty {
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            input: io::stdin().as_fd().try_clone_to_owned()?,
            output: File::from(io::stdout().as_fd().try_clone_to_owned()?),
            held: Mutex::new(None),
        })
    }

    /// Takes the terminal: raw mode and `modes`. Does nothing if it is held.
    pub fn take(&self, modes: Modes) -> io::Result<()> {
        let mut held = self.lock();
        if held.is_some() {
            return Ok(());
        }
        let before = tcgetattr(&self.input)?;
        let mut raw = before.clone();
        raw.make_raw();
        tcsetattr(&self.input, OptionalActions::Now, &raw)?;
        let entered = write_all(&self.output, modes.enter().as_bytes());
        *held = Some(Held { before, modes });
        if entered.is_err() {
            // The first error says more than one from undoing it.
            let _ = self.give_back_locked(&mut held);
        }
        entered
    }

    /// Takes the terminal again, which others may have used since. Gives it
    /// back in the end as it was when it was first taken.
    pub fn retake(&self, modes: &Modes) -> io::Result<()> {
        let held = self.lock();
        if held.is_none() {
            drop(held);
            return self.take(modes.clone());
        }
        let mut raw = tcgetattr(&self.input)?;
        raw.make_raw();
        tcsetattr(&self.input, OptionalActions::Now, &raw)?;
        write_all(&self.output, modes.enter().as_bytes())
    }

    /// Gives the terminal back as it was. Does nothing if it isn't held.
    pub fn give_back(&self) -> io::Result<()> {
        self.give_back_locked(&mut self.lock())
    }

    fn give_back_locked(&self, held: &mut Option<Held>) -> io::Result<()> {
        let Some(Held { before, modes }) = held.take() else {
            return Ok(());
        };
        let written = write_all(&self.output, modes.leave().as_bytes());
        let flushed = if modes.mouse {
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
        let held = self.lock();
        if held.is_none() {
            return Err(io::Error::new(
                io::ErrorKind::NotConnected,
                "the terminal has been given back",
            ));
        }
        write(&self.output, bytes)
    }

    pub fn set_mouse(&self, on: bool) -> io::Result<()> {
        match self.lock().as_mut() {
            Some(held) if held.modes.mouse != on => {
                held.modes.mouse = on;
                write_all(&self.output, set_mouse(on).as_bytes())
            }
            _ => Ok(()),
        }
    }

    /// Changes the title, if there was one at first: another would not be
    /// taken back.
    pub fn set_title(&self, title: &str) -> io::Result<()> {
        match self.lock().as_mut() {
            Some(held) if held.modes.title.as_deref().is_some_and(|old| old != title) => {
                held.modes.title = Some(title.to_owned());
                write_all(&self.output, set_title(title).as_bytes())
            }
            _ => Ok(()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn write(mut output: &File, bytes: &[u8]) -> io::Result<usize> {
    loop {
        match output.write(bytes) {
            // Another program on this terminal has made it non-blocking.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                let writable = PollFd::new(output, PollFlags::OUT);
                match poll(&mut [writable], None) {
                    Ok(_) | Err(rustix::io::Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            written => return written,
        }
    }
}

fn write_all(output: &File, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match write(output, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
