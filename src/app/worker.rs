//! The background: one thread that works answers out, always to the newest question.

use super::event::Event;
use super::turns::HostTurns;
use crate::analysis::Inquiry;
use crate::analysis::risk::{Reused, Staging};
use crate::terminal::EventSender;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;

/// A question, its generation, and whether it is void.
struct Job {
    generation: u64,
    inquiry: Box<Inquiry>,
    cancelled: Arc<AtomicBool>,
}

/// The thread's near end. It ends with the program; nothing that it does needs finishing.
pub(super) struct Worker {
    jobs: Sender<Job>,
    present: Arc<AtomicBool>,
}

impl Worker {
    /// Starts the thread; answers come through `events`.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub(super) fn start(events: EventSender<Event>) -> io::Result<Self> {
        let (jobs, waiting) = mpsc::channel::<Job>();
        thread::Builder::new().name("analysis".into()).spawn(move || {
            let turns = HostTurns::new();
            let reused = Reused::default();
            let staging = Staging::refined(&turns, &reused);
            while let Ok(first) = waiting.recv() {
                // Of several that wait only the newest is still asked.
                let job = waiting.try_iter().last().unwrap_or(first);
                // What goes nowhere any more needs no finishing.
                let mut send = |answer| {
                    if events.send(Event::Answer(job.generation, Box::new(answer))).is_err() {
                        job.cancelled.store(true, Ordering::Relaxed);
                    }
                };
                let answer = job.inquiry.answer_in_parts(staging, &job.cancelled, &mut send);
                answer.into_iter().for_each(send);
            }
        })?;
        Ok(Self { jobs, present: Arc::default() })
    }

    /// What was asked before is void.
    pub(super) fn rest(&self) {
        self.present.store(true, Ordering::Relaxed);
    }

    /// Asks; what was asked before is void.
    pub(super) fn ask(&mut self, generation: u64, inquiry: Box<Inquiry>) {
        self.rest();
        self.present = Arc::default();
        let job = Job { generation, inquiry, cancelled: Arc::clone(&self.present) };
        // The thread can only be gone if it panicked, which has been reported.
        let _ = self.jobs.send(job);
    }
}
