//! The thread that looks at files while the person goes on: what earlier runs left unsaved, and what
//! the lines of a list hold.

use super::effects::{list_kept, preview, ranked, title};
use super::event::Event;
use crate::preset::recovery::{Leftover, Recovery};
use crate::preset::{Library, Origin};
use crate::session::{LeagueReading, PreviewSubject};
use crate::terminal::EventSender;
use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// So many leftovers are read at a time: more than the dialog shows at once.
const BATCH: usize = 8;

/// So many presets of the league table are told of together.
const RANKED: usize = 16;

/// What the thread is asked for.
pub(super) enum Job {
    /// More of what earlier runs left.
    MoreLeftovers,
    /// What the chosen line holds; older ones that aren't answered yet are chosen no more.
    Preview(PreviewSubject),
    /// What was discarded or deleted.
    ListKept,
    /// What these presets call themselves; older ones belong to a list that isn't there any more.
    ReadTitles(Vec<Origin>),
    /// These presets of the league table; older ones belong to one that isn't there any more.
    ReadLeague(Vec<Origin>),
}

/// The thread's near end. It ends with the program.
pub(super) struct Browser {
    jobs: Sender<Job>,
}

impl Browser {
    /// Starts the thread; it begins with the newest leftovers, where these are offered. What it finds
    /// comes through `events`.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub(super) fn start(
        library: Library,
        offers: bool,
        events: EventSender<Event>,
    ) -> io::Result<Self> {
        let (jobs, waiting) = mpsc::channel();
        thread::Builder::new().name("browser".into()).spawn(move || {
            let mut leftovers = Recovery::of(&library).leftovers();
            let mut more = move || {
                let found: Vec<Leftover> = leftovers.by_ref().take(BATCH).collect();
                (found, leftovers.unread())
            };
            let (found, unread) = if offers { more() } else { (Vec::new(), 0) };
            if !found.is_empty() && events.send(Event::Leftovers(found, unread)).is_err() {
                return;
            }
            let mut backlog = Backlog::default();
            while backlog.receive(&waiting) {
                let Some(found) = backlog.next(&library, &mut more) else { continue };
                if events.send(found).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { jobs })
    }

    pub(super) fn ask(&self, job: Job) {
        // The thread can only be gone if it panicked, which has been reported.
        let _ = self.jobs.send(job);
    }
}

/// What is still to be done: what the person waits for comes first, and what was made void never.
#[derive(Default)]
struct Backlog {
    preview: Option<PreviewSubject>,
    /// Whether what was discarded or deleted is to be listed.
    kept: bool,
    /// How many times more leftovers are to be read.
    leftovers: usize,
    titles: VecDeque<Origin>,
    /// The titles that are read of those that were asked for together.
    titled: Vec<(Origin, Option<String>)>,
    league: VecDeque<Origin>,
    /// The presets of the league table that are read and not told of yet.
    ranked: Vec<LeagueReading>,
}

impl Backlog {
    /// Takes in what is asked for by now, and waits for it where nothing else is to be done; `false`
    /// once nobody asks any more.
    fn receive(&mut self, jobs: &Receiver<Job>) -> bool {
        let is_idle = self.preview.is_none() && !self.kept;
        let is_idle = is_idle && self.titles.is_empty() && self.league.is_empty();
        if is_idle && self.leftovers == 0 {
            let Ok(job) = jobs.recv() else { return false };
            self.add(job);
        }
        for job in jobs.try_iter() {
            self.add(job);
        }
        true
    }

    fn add(&mut self, job: Job) {
        match job {
            Job::MoreLeftovers => self.leftovers += 1,
            Job::Preview(subject) => self.preview = Some(subject),
            Job::ListKept => self.kept = true,
            Job::ReadTitles(origins) => {
                self.titles = origins.into();
                self.titled.clear();
            }
            Job::ReadLeague(origins) => {
                self.league = origins.into();
                self.ranked.clear();
            }
        }
    }

    /// Does one thing, and gives what is to be told, if that completes an answer.
    fn next(
        &mut self,
        library: &Library,
        more_leftovers: impl FnOnce() -> (Vec<Leftover>, usize),
    ) -> Option<Event> {
        if let Some(subject) = self.preview.take() {
            return Some(Event::Previewed(Box::new(preview(library, subject))));
        }
        if std::mem::take(&mut self.kept) {
            return Some(Event::KeptListed(list_kept(library)));
        }
        if self.leftovers > 0 {
            self.leftovers -= 1;
            let (found, unread) = more_leftovers();
            return Some(Event::Leftovers(found, unread));
        }
        if let Some(origin) = self.league.pop_front() {
            self.ranked.push(ranked(library, origin));
            let is_told = self.ranked.len() >= RANKED || self.league.is_empty();
            return is_told.then(|| Event::LeagueRead(std::mem::take(&mut self.ranked)));
        }
        let origin = self.titles.pop_front()?;
        let title = title(library, &origin);
        self.titled.push((origin, title));
        self.titles.is_empty().then(|| Event::Titled(std::mem::take(&mut self.titled)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::library::{BUNDLED, DEFAULT};
    use crate::session::PresetRef;
    use crate::terminal::channel;
    use std::time::Duration;

    fn bundled(id: &'static str) -> PreviewSubject {
        PreviewSubject::Preset(PresetRef::At(Origin::Bundled(id)))
    }

    #[test]
    fn nothing_is_told_unasked_and_whatever_is_asked_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, events, _rings) = channel().unwrap();
        let browser = Browser::start(Library::at(folder.path()), true, sender).unwrap();
        let answer = || events.recv_timeout(Duration::from_secs(60)).expect("an answer");
        for _ in 0..2 {
            browser.ask(Job::MoreLeftovers);
            assert!(matches!(answer(), Event::Leftovers(found, 0) if found.is_empty()));
        }
        browser.ask(Job::Preview(bundled(DEFAULT)));
        assert!(matches!(answer(), Event::Previewed(found) if found.subject == bundled(DEFAULT)));
        browser.ask(Job::ListKept);
        assert!(matches!(answer(), Event::KeptListed(kept) if kept.is_empty()));
        browser.ask(Job::ReadTitles(vec![Origin::Bundled(DEFAULT)]));
        assert!(matches!(answer(), Event::Titled(titles) if titles.len() == 1));
        assert!(events.try_recv().is_err());
    }

    #[test]
    fn the_newest_preview_goes_before_everything_and_the_older_ones_are_dropped() {
        let library = Library::bundled_only();
        let (jobs, waiting) = mpsc::channel();
        let ids = BUNDLED.iter().map(|(id, _)| *id);
        let origins = |ids: &[&'static str]| ids.iter().map(|id| Origin::Bundled(id)).collect();
        let all: Vec<&'static str> = ids.collect();
        let mut backlog = Backlog::default();
        let next = |backlog: &mut Backlog| {
            assert!(backlog.receive(&waiting));
            backlog.next(&library, || (Vec::new(), 7))
        };
        jobs.send(Job::ReadTitles(origins(&all[..2]))).unwrap();
        assert!(next(&mut backlog).is_none(), "one of two titles is read");
        for id in &all[..3] {
            jobs.send(Job::Preview(bundled(id))).unwrap();
        }
        jobs.send(Job::MoreLeftovers).unwrap();
        let Some(Event::Previewed(found)) = next(&mut backlog) else { panic!("no preview") };
        assert_eq!(found.subject, bundled(all[2]));
        assert!(matches!(next(&mut backlog), Some(Event::Leftovers(_, 7))));
        let Some(Event::Titled(titles)) = next(&mut backlog) else { panic!("no titles") };
        assert_eq!(titles.iter().map(|(at, _)| at.id()).collect::<Vec<_>>(), all[..2]);
        // A list that was opened anew asks anew.
        jobs.send(Job::ReadTitles(origins(&all[..2]))).unwrap();
        assert!(next(&mut backlog).is_none());
        jobs.send(Job::ReadTitles(origins(&all[2..3]))).unwrap();
        let Some(Event::Titled(titles)) = next(&mut backlog) else { panic!("no titles") };
        assert_eq!(titles.len(), 1);
        // The league table is told of in parts, before titles; one that is asked for anew begins anew.
        jobs.send(Job::ReadTitles(origins(&all[..1]))).unwrap();
        jobs.send(Job::ReadLeague(origins(&all[..2]))).unwrap();
        assert!(next(&mut backlog).is_none());
        let many = all.iter().cycle().take(RANKED + 1).copied().collect::<Vec<_>>();
        jobs.send(Job::ReadLeague(origins(&many))).unwrap();
        let told: Vec<usize> = (0..=RANKED)
            .filter_map(|_| match next(&mut backlog) {
                Some(Event::LeagueRead(read)) => Some(read.len()),
                _ => None,
            })
            .collect();
        assert_eq!(told, [RANKED, 1]);
        assert!(matches!(next(&mut backlog), Some(Event::Titled(titles)) if titles.len() == 1));
        drop(jobs);
        assert!(!backlog.receive(&waiting));
    }
}
