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
            let mut is_asked = false;
            loop {
                let found: Vec<Leftover> = leftovers.by_ref().take(BATCH).collect();
                // Who asks is told of nothing, too.
                let tells = is_asked || !found.is_empty();
                if tells && events.send(Event::Leftovers(found, leftovers.unread())).is_err()
                    || waiting.recv().is_err()
                {
                    return;
                }
                is_asked = true;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::Library;
    use std::time::Duration;

    #[test]
    fn nothing_is_told_unasked_and_whatever_is_asked_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        let recovery = Recovery::of(&Library::at(folder.path().to_owned()));
        let (sender, events) = mpsc::channel();
        let browser = Browser::start(recovery, sender).unwrap();
        for _ in 0..2 {
            browser.more_leftovers();
            let answer = events.recv_timeout(Duration::from_secs(60)).expect("an answer");
            assert!(matches!(answer, Event::Leftovers(found, 0) if found.is_empty()));
        }
        assert!(events.try_recv().is_err());
    }
}
