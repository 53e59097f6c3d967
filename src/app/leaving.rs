//! Before the terminal is given back: nothing that it sent may be left for its next reader.

use super::Ending;
use super::event::Event;
use super::event_loop::{App, ending};
use crate::terminal::{Identity, TerminalEvent};
use std::io;
use std::time::{Duration, Instant};

/// How long the reason is waited for why the terminal could not be written to.
const REASON: Duration = Duration::from_millis(250);

impl App {
    /// Has the terminal report nothing more, and waits until all that it sent has come in, at most
    /// so long. What is typed or reported meanwhile is dropped: else the shell would have it. Says
    /// whether the program goes on: not if the system has asked for its end.
    pub(super) fn hush(&mut self, at_most: Duration) -> bool {
        let now = Instant::now();
        let innermost = self.identity.and_then(Identity::multiplexer);
        if self.pacing.is_heard(now) && self.guard.hush(innermost).is_ok() {
            self.pacing.asked(now);
        }
        let end = now + at_most;
        while let Some(until) = self.pacing.reply_expected(Instant::now()) {
            let until = until.min(end);
            match self.events.wait(Some(until)) {
                Ok(Some(Event::Input(TerminalEvent::Reply))) => self.pacing.replied(Instant::now()),
                Ok(Some(Event::Input(
                    TerminalEvent::Key(_) | TerminalEvent::Mouse(_) | TerminalEvent::Paste(_),
                ))) => {}
                Ok(Some(event)) => {
                    let ends = matches!(&event, Event::Input(input) if ending(input).is_some());
                    self.put_off.push_back(event);
                    if ends {
                        return false;
                    }
                }
                Ok(None) | Err(_) => break,
            }
        }
        true
    }

    /// Why the terminal could not be written to, if the system has asked for the end meanwhile.
    pub(super) fn reason_of(&mut self, error: io::Error) -> io::Result<Ending> {
        let end = Instant::now() + REASON;
        while let Ok(Some(event)) = self.wait_until(Some(end)) {
            if let Event::Input(input) = event
                && let Some(ending) = ending(&input)
            {
                return Ok(ending);
            }
        }
        Err(error)
    }
}
