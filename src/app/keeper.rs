//! Keeping what is unsaved: when the journal is written, and by whom.
//!
//! A change is written within a second, after the frame that shows it was drawn, by a thread of
//! its own: forcing a file to disk may take long, and must not hold up the drawing. Before the
//! program ends or is stopped it is written at once.

use super::event::Event;
use crate::preset::recovery::{Journal, JournalError, Recovery, Unsaved};
use crate::session::{Action, Session};
use crate::terminal::EventSender;
use std::io;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// From a change to its writing; what changes meanwhile is written with it. Half of the second
/// that may be lost, so that a slow disk has the other half.
const DELAY: Duration = Duration::from_millis(500);

/// What the journal is to hold; `None` where nothing is unsaved.
type Contents = Option<Unsaved>;

/// The journal, and the number of what was written to it last.
struct WrittenJournal {
    journal: Journal,
    number: u64,
}

impl WrittenJournal {
    /// Has the journal hold this, unless it holds something newer.
    fn put(&mut self, number: u64, contents: &Contents) -> Result<(), JournalError> {
        if number <= self.number {
            return Ok(());
        }
        self.number = number;
        let Some(unsaved) = contents else {
            self.journal.clear();
            return Ok(());
        };
        self.journal.write(unsaved)
    }
}

/// Sees to it that the journal holds what is unsaved.
pub(super) struct Keeper {
    recovery: Recovery,
    /// Whether what is unsaved was given up, and is kept elsewhere.
    is_set_aside: bool,
    written: Arc<Mutex<WrittenJournal>>,
    jobs: Sender<(u64, Contents)>,
    /// What was handed over last, and how many times that was done.
    kept: Contents,
    number: u64,
    /// When what has changed since must be handed over ([`Keeper::hand_over`]); `None` while all is
    /// written.
    pub(super) due: Option<Instant>,
}

impl Keeper {
    /// Starts the thread that writes; that it can't comes through `events`, once until it can
    /// again.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub(super) fn start(recovery: &Recovery, events: EventSender<Event>) -> io::Result<Self> {
        let written =
            Arc::new(Mutex::new(WrittenJournal { journal: recovery.journal(), number: 0 }));
        let (jobs, waiting) = mpsc::channel::<(u64, Contents)>();
        let shared = Arc::clone(&written);
        let mut failing = false;
        thread::Builder::new().name("journal".into()).spawn(move || {
            while let Ok(first) = waiting.recv() {
                // Of several that wait only the newest is still worth writing.
                let (number, contents) = waiting.try_iter().last().unwrap_or(first);
                let result = lock(&shared).put(number, &contents);
                let begins = result.is_err() && !failing;
                failing = result.is_err();
                if let (true, Err(error)) = (begins, result)
                    && events.send(Event::JournalFailed(error.to_string())).is_err()
                {
                    return;
                }
            }
        })?;
        let recovery = recovery.clone();
        Ok(Self { recovery, is_set_aside: false, written, jobs, kept: None, number: 0, due: None })
    }

    /// Notes what a session has unsaved now.
    pub(super) fn note(&mut self, session: &Session) {
        self.is_set_aside = false;
        if self.holds(session) {
            self.due = None;
        } else {
            self.due.get_or_insert_with(|| Instant::now() + DELAY);
        }
    }

    /// Hands what is unsaved over to the thread.
    pub(super) fn hand_over(&mut self, session: &Session) {
        self.take(session);
        // The thread can only be gone if it panicked, which has been reported.
        let _ = self.jobs.send((self.number, self.kept.clone()));
    }

    /// Writes what is unsaved before it returns.
    pub(super) fn write_now(&mut self, session: &Session) -> Result<(), JournalError> {
        self.take(session);
        lock(&self.written).put(self.number, &self.kept)
    }

    /// Keeps what is unsaved among what was discarded; the journal need not hold it any more. Where
    /// that fails it does, so that the next start offers it.
    pub(super) fn set_aside(&mut self, session: &Session) -> Option<Action> {
        let unsaved = unsaved(session)?;
        Some(Action::SetAside(match self.recovery.keep_discarded(&unsaved) {
            Ok(()) => {
                self.is_set_aside = true;
                Ok(())
            }
            Err(error) => Err(error.to_string()),
        }))
    }

    /// Before the program ends on purpose: the journal is taken away, unless it alone holds what
    /// is unsaved.
    pub(super) fn close(&mut self, session: &Session) {
        if session.is_unsaved() && !self.is_set_aside {
            // Nobody could be told.
            let _ = self.write_now(session);
        } else {
            self.number += 1;
            let _ = lock(&self.written).put(self.number, &None);
        }
    }

    fn take(&mut self, session: &Session) {
        self.kept = unsaved(session);
        self.number += 1;
        self.due = None;
    }

    /// Whether what was handed over last is what a session has unsaved.
    fn holds(&self, session: &Session) -> bool {
        match &self.kept {
            None => !session.is_unsaved(),
            Some(kept) => {
                session.is_unsaved()
                    && kept.open == session.preset
                    && kept.saved == session.file.saved
                    && kept.origin == session.file.origin
            }
        }
    }
}

fn unsaved(session: &Session) -> Contents {
    session.is_unsaved().then(|| Unsaved {
        origin: session.file.origin.clone(),
        saved: session.file.saved.clone(),
        open: session.preset.clone(),
        at: SystemTime::now().into(),
    })
}

/// A thread that panicked while it wrote leaves a whole file all the same.
fn lock(written: &Mutex<WrittenJournal>) -> std::sync::MutexGuard<'_, WrittenJournal> {
    written.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::parse_keys;
    use crate::preset::{Library, Origin};
    use crate::session::Moment;
    use crate::terminal::channel;

    fn press(session: &mut Session, keys: &str) {
        for key in parse_keys(keys).unwrap() {
            let action = session.action_of(key);
            session.apply(action, Moment::default());
        }
    }

    #[test]
    fn a_change_is_due_after_half_a_second_whatever_follows_it() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::at(folder.path());
        let (events, _received, _rings) = channel().unwrap();
        let mut keeper = Keeper::start(&Recovery::of(&library), events).unwrap();
        let (preset, _) = library.find("apec-40b").unwrap();
        let mut session = Session::new(preset, Origin::Bundled("apec-40b"));
        keeper.note(&session);
        assert_eq!(keeper.due, None, "nothing is unsaved");

        press(&mut session, "Right");
        let before = Instant::now();
        keeper.note(&session);
        let (due, after) = (keeper.due.unwrap(), Instant::now());
        let half = Duration::from_millis(500);
        assert!((before + half..=after + half).contains(&due), "{:?}", due - before);
        // A key that is held puts nothing off.
        press(&mut session, "Right*5");
        keeper.note(&session);
        assert_eq!(keeper.due, Some(due));

        keeper.write_now(&session).unwrap();
        assert_eq!(keeper.due, None);
        keeper.note(&session);
        assert_eq!(keeper.due, None, "all is written");
        // Undone before it was due: there is nothing to write any more.
        press(&mut session, "u*6");
        keeper.note(&session);
        keeper.hand_over(&session);
        press(&mut session, "Right");
        keeper.note(&session);
        assert!(keeper.due.is_some());
        press(&mut session, "u");
        keeper.note(&session);
        assert_eq!(keeper.due, None);
    }
}
