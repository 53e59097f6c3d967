//! Signals as something to poll.

use std::{
    io::{self, Read},
    os::unix::net::UnixStream,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use signal_hook::{
    SigId,
    consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH},
    flag,
    low_level::{pipe, unregister},
};

/// A group of signals that becomes readable when one of them arrives.
#[derive(Debug)]
pub(super) struct Bell {
    ends: UnixStream,
    ids: Vec<SigId>,
}

impl Bell {
    fn new(signals: &[i32]) -> io::Result<Self> {
        let (ends, rings) = UnixStream::pair()?;
        ends.set_nonblocking(true)?;
        let mut bell = Self { ends, ids: Vec::new() };
        for &signal in signals {
            bell.ids.push(pipe::register(signal, rings.try_clone()?)?);
        }
        Ok(bell)
    }

    /// What is polled.
    pub fn end(&self) -> &UnixStream {
        &self.ends
    }

    /// Whether a signal has arrived since this was last asked.
    pub fn rang(&mut self) -> bool {
        let mut bytes = [0; 64];
        matches!(self.ends.read(&mut bytes), Ok(count) if count > 0)
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        for id in self.ids.drain(..) {
            unregister(id);
        }
    }
}

/// The signals that matter to a program that holds a terminal.
#[derive(Debug)]
pub(super) struct Signals {
    /// SIGTERM, SIGHUP, SIGINT.
    pub terminate: Bell,
    /// SIGWINCH.
    pub resize: Bell,
    /// SIGCONT.
    pub resume: Bell,
    /// Whether SIGTERM and SIGINT end the process on the spot.
    at_once: Arc<AtomicBool>,
}

impl Signals {
    pub fn new() -> io::Result<Self> {
        let at_once = Arc::new(AtomicBool::new(false));
        for signal in [SIGTERM, SIGINT] {
            flag::register_conditional_default(signal, Arc::clone(&at_once))?;
        }
        Ok(Self {
            terminate: Bell::new(&[SIGTERM, SIGHUP, SIGINT])?,
            resize: Bell::new(&[SIGWINCH])?,
            resume: Bell::new(&[SIGCONT])?,
            at_once,
        })
    }

    /// From now on SIGTERM and SIGINT end the process on the spot, since
    /// nobody listens to a polite request.
    pub fn end_at_once(&self) {
        self.at_once.store(true, Ordering::SeqCst);
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.end_at_once();
    }
}
