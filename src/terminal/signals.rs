//! Signals as something to poll.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH, SIGXCPU};
use signal_hook::low_level::{pipe, unregister};
use signal_hook::{SigId, flag};

/// A group of signals that becomes readable when one of them arrives.
#[derive(Debug)]
pub(super) struct Bell {
    /// What is polled.
    pub ends: UnixStream,
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

    /// Whether a signal has arrived since this was last asked.
    pub(super) fn rang(&mut self) -> bool {
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
    /// SIGTERM, SIGHUP, SIGINT, SIGQUIT, and SIGXCPU, after which a limit on the processor time
    /// ends the process a little later.
    pub terminate: Bell,
    /// SIGWINCH.
    pub resize: Bell,
    /// SIGCONT.
    pub resume: Bell,
    /// The last signal of `terminate`.
    ending: Arc<AtomicUsize>,
    /// The same ones once more, for who only wants to know whether one has arrived.
    _endings: Bell,
    /// Whether those of `terminate` but SIGHUP end the process on the spot.
    at_once: Arc<AtomicBool>,
}

const ENDINGS: [i32; 5] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGXCPU];

impl Signals {
    /// The signals, and what is readable for good once the system has asked the process to end.
    pub fn new() -> io::Result<(Self, UnixStream)> {
        let at_once = Arc::new(AtomicBool::new(false));
        for signal in [SIGTERM, SIGINT, SIGQUIT, SIGXCPU] {
            flag::register_conditional_default(signal, Arc::clone(&at_once))?;
        }
        let ending = Arc::new(AtomicUsize::new(0));
        for signal in ENDINGS {
            let number = usize::try_from(signal).unwrap_or(0);
            flag::register_usize(signal, Arc::clone(&ending), number)?;
        }
        let heard = Bell::new(&ENDINGS)?;
        let endings = heard.ends.try_clone()?;
        let signals = Self {
            terminate: Bell::new(&ENDINGS)?,
            resize: Bell::new(&[SIGWINCH])?,
            resume: Bell::new(&[SIGCONT])?,
            ending,
            _endings: heard,
            at_once,
        };
        Ok((signals, endings))
    }

    /// The last of the signals that ask the process to end.
    pub(super) fn ending(&self) -> i32 {
        self.ending.load(Ordering::SeqCst).try_into().unwrap_or(SIGTERM)
    }

    /// From now on SIGTERM, SIGINT, SIGQUIT and SIGXCPU end the process on the spot,
    /// since nobody listens to a polite request.
    pub(super) fn end_at_once(&self) {
        self.at_once.store(true, Ordering::SeqCst);
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.end_at_once();
    }
}

/// Ends the process as the signal of that number does by default, so that who
/// waits for it sees why it ended; the terminal must have been given back.
/// Gives back the exit status that shells show for it where that can't be.
pub fn end_by(signal: i32) -> u8 {
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    u8::try_from(signal).map_or(1, |signal| signal.saturating_add(128))
}
