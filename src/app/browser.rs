//! The thread that looks at files while the person goes on: what earlier runs left unsaved.

use super::event::Event;
use crate::preset::recovery::{Leftover, Recovery};
use std::io;
use std::sync::mpsc::{self, Sender};
use std::thread;

/// So many leftovers are read at a time: more than the dialog shows at once.
const BATCH: usize = 8;

/// The thread's near end. It ends with the program.
pub(super) struct Browser {
    jobs: Sender<()>,
}

impl Browser {
    /// Starts the thread; it begins with the newest leftovers. What it finds comes through
    /// `events`.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub(super) fn start(recovery: Recovery, events: Sender<Event>) -> io::Result<Self> {
        let (jobs, waiting) = mpsc::channel();
        thread::Builder::new().name("browser".into()).spawn(move || {
            let mut leftovers = recovery.leftovers();
            loop {
                let found: Vec<Leftover> = leftovers.by_ref().take(BATCH).collect();
                if !found.is_empty()
                    && events.send(Event::Leftovers(found, leftovers.unread())).is_err()
                    || waiting.recv().is_err()
                {
                    return;
                }
            }
        })?;
        Ok(Self { jobs })
    }

    /// Reads more of what earlier runs left.
    pub(super) fn more_leftovers(&self) {
        // The thread can only be gone if it panicked, which has been reported.
        let _ = self.jobs.send(());
    }
}
