//! When the next frame may be drawn: not more often than it is of use, and
//! not faster than the terminal takes it.
//!
//! On a slow link the network's buffers hide that frames pile up, so that the
//! screen still moves long after a held key was let go. A frame may therefore
//! end with a question ([`QUESTION`]) whose reply says that the terminal has
//! got so far. While replies are quick there are few questions and nobody
//! waits for them; once one is slow, every frame carries one, and at most
//! [`UNANSWERED`] frames are on their way. Time is passed in, so nothing here
//! waits.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Asks the terminal whether it is well (`DSR 5`): among the questions that
/// everything answers the one with the shortest reply, `CSI 0 n`.
pub const QUESTION: &[u8] = b"\x1b[5n";

/// The same, and before it what the terminal is: for the end of the first
/// frame.
pub const FIRST_QUESTIONS: &[u8] = b"\x1b[>c\x1b[5n";

/// The same, and before them what colour the terminal's background has.
pub const FIRST_QUESTIONS_AND_BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\\x1b[>c\x1b[5n";

/// Frames that may be on their way at once when replies are slow.
const UNANSWERED: usize = 2;

/// A reply that takes longer is slow.
const SLOW: Duration = Duration::from_millis(100);

/// So many replies in a row, each within this, end slowness.
const QUICK: Duration = Duration::from_millis(50);
const QUICK_REPLIES: u32 = 8;

/// Frames that follow one another within this are a movement, in which a
/// question is asked as often.
const MOVEMENT: Duration = Duration::from_millis(250);

/// How long a reply is waited for.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long a reply may still be on its way.
const FORGOTTEN: Duration = Duration::from_secs(5);

/// Questions in a row without a reply after which no more are asked.
const SILENCE: u32 = 2;

/// What a frame is owed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owed {
    /// An answer from the background.
    Answer,
    /// What a person did, or anything else.
    Input,
}

/// A question on its way.
#[derive(Debug)]
struct OpenQuestion {
    /// How many were asked before.
    number: u64,
    asked: Instant,
    /// Nobody waits for its reply any more.
    given_up: bool,
}

/// Decides when frames are drawn and when the terminal is asked how far it
/// has got.
#[derive(Debug, Default)]
pub struct Pacing {
    interval: Duration,
    /// Why what is shown may no longer be what there is to show.
    owed: Option<Owed>,
    /// When a frame was sent last, and when one that was owed for input.
    sent: Option<Instant>,
    sent_for_input: Option<Instant>,
    /// When the frames that were sent have had their time, an interval each.
    spent: Option<Instant>,
    /// When the terminal was asked last.
    asked: Option<Instant>,
    /// What has not been replied to, the oldest first.
    questions: VecDeque<OpenQuestion>,
    /// How many there were.
    count: u64,
    /// Questions given up since the last reply.
    unheard: u32,
    has_replied: bool,
    slow: bool,
    quick_replies: u32,
}

impl Pacing {
    /// For at most so many frames in a second.
    pub fn new(frames_per_second: u16) -> Self {
        let interval = 1_000_000_u64.div_ceil(frames_per_second.max(1).into());
        Self { interval: Duration::from_micros(interval), ..Self::default() }
    }

    /// There may be something new to show.
    pub fn owe(&mut self) {
        self.owed = Some(Owed::Input);
    }

    /// There may be an answer from the background to show. A held key doesn't wait for its frame.
    pub fn owe_answer(&mut self) {
        self.owed = self.owed.max(Some(Owed::Answer));
    }

    /// When the frame that is owed may be drawn, at `now` or later; `None`
    /// when none is owed. A reply may bring it forward.
    pub fn due(&mut self, now: Instant) -> Option<Instant> {
        self.lose_patience(now);
        // Input may have its frame one interval early, an answer then waits as much longer.
        let rested = match self.owed? {
            Owed::Answer => self.spent,
            Owed::Input => {
                let early = self.spent.and_then(|spent| spent.checked_sub(self.interval));
                early.max(self.sent_for_input.map(|sent| sent + self.interval))
            }
        };
        let rested = rested.map_or(now, |rested| rested.max(now));
        // The question whose reply, or whose time, leaves room for another.
        let surplus = self.on_their_way().count().checked_sub(UNANSWERED).filter(|_| self.slow);
        let awaited = surplus.and_then(|surplus| self.on_their_way().nth(surplus));
        Some(awaited.map_or(rested, |question| rested.max(question.asked + PATIENCE)))
    }

    /// Whether a frame drawn at `now` ends with [`QUESTION`].
    pub fn asks(&mut self, now: Instant) -> bool {
        self.lose_patience(now);
        let within = |since: Option<Instant>| {
            since.is_some_and(|since| now.saturating_duration_since(since) < MOVEMENT)
        };
        let is_due = self.asked.is_none() || within(self.sent) && !within(self.asked);
        self.unheard < SILENCE && (self.slow || is_due && self.on_their_way().next().is_none())
    }

    /// What there is to show was drawn at `now`: whether that sent anything,
    /// and with [`QUESTION`] at its end. Returns the question's number.
    pub fn drawn(&mut self, now: Instant, sent: bool, asked: bool) -> Option<u64> {
        let owed = self.owed.take();
        if sent {
            self.sent = Some(now);
            self.spent = Some(self.spent.map_or(now, |spent| spent.max(now)) + self.interval);
            if owed != Some(Owed::Answer) {
                self.sent_for_input = Some(now);
            }
        }
        (sent && asked).then(|| self.asked(now))
    }

    /// The terminal was asked at `now`. Returns the question's number.
    pub fn asked(&mut self, now: Instant) -> u64 {
        self.asked = Some(now);
        self.questions.push_back(OpenQuestion { number: self.count, asked: now, given_up: false });
        self.count += 1;
        self.count - 1
    }

    /// Whether a reply may be hoped for.
    pub fn is_heard(&mut self, now: Instant) -> bool {
        self.lose_patience(now);
        self.unheard < SILENCE
    }

    /// Whether a question of that number is waited for no more: its reply came, or the time ran out.
    pub fn is_settled(&mut self, number: u64, now: Instant) -> bool {
        self.lose_patience(now);
        self.on_their_way().all(|question| question.number != number)
    }

    /// A reply came in at `now`.
    pub fn replied(&mut self, now: Instant) {
        let Some(question) = self.questions.pop_front() else {
            return;
        };
        self.has_replied = true;
        self.unheard = 0;
        let took = now.saturating_duration_since(question.asked);
        self.quick_replies = if took < QUICK { self.quick_replies + 1 } else { 0 };
        if took > SLOW {
            self.slow = true;
        } else if self.quick_replies >= QUICK_REPLIES {
            self.slow = false;
        }
    }

    /// Until when a reply may come in that somebody else would take for keys;
    /// `None` when none is expected.
    pub fn reply_expected(&mut self, now: Instant) -> Option<Instant> {
        self.lose_patience(now);
        let last = self.questions.back().filter(|question| !question.given_up);
        last.map(|question| question.asked + PATIENCE)
    }

    /// The questions whose replies are waited for.
    fn on_their_way(&self) -> impl Iterator<Item = &OpenQuestion> {
        self.questions.iter().filter(|question| !question.given_up)
    }

    fn lose_patience(&mut self, now: Instant) {
        let age = |question: &OpenQuestion| now.saturating_duration_since(question.asked);
        for question in self.questions.iter_mut().filter(|question| !question.given_up) {
            if age(question) >= PATIENCE {
                question.given_up = true;
                self.unheard += 1;
            }
        }
        self.questions.retain(|question| age(question) < FORGOTTEN);
        // A terminal that never replies isn't waited for.
        let oldest = self.questions.front();
        if self.has_replied && oldest.is_some_and(|oldest| age(oldest) > SLOW) {
            self.slow = true;
            self.quick_replies = 0;
        }
    }
}

#[cfg(test)]
mod tests;
