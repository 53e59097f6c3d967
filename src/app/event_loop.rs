//! The loop: what wakes it, what it holds, and when it draws.

use super::keeper::Keeper;
use super::worker::Worker;
use super::{Copies, Ending, Files, translate};
use crate::preset::recovery::Recovery;
use crate::report::copy;
use crate::session::{Action, Answer, Copied, Effect, Moment, Session};
use crate::terminal::{self, Guard, Input, Pacing, QUESTION, Screen};
use crate::view::{self, Look, Regions};
use chrono::Timelike;
use ratatui::Frame;
use ratatui::layout::Size;
use signal_hook::consts::SIGHUP;
use std::collections::VecDeque;
use std::io;
use std::panic;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// What wakes the loop.
pub(super) enum Event {
    /// Something came in from the terminal or the system.
    Input(Input),
    /// An answer from the background, with its question's generation.
    Answer(u64, Box<Answer>),
    /// Unsaved changes can't be kept in the journal; the sentence says why.
    Unkept(String),
    /// A thread panicked; that has been reported, on the terminal given back for it.
    Panicked,
}

/// Whether the loop goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    On,
    End(Ending),
}

/// How long replies are waited for before the terminal is given back, and when the system has
/// asked for the end.
pub(super) const REPLIES: Duration = Duration::from_secs(1);
pub(super) const LAST_REPLIES: Duration = Duration::from_millis(250);

/// How long the reason is waited for why the terminal could not be written to.
const REASON: Duration = Duration::from_millis(250);

/// Everything the loop holds.
pub(super) struct App {
    pub(super) session: Session,
    pub(super) files: Files,
    pub(super) keeper: Keeper,
    pub(super) worker: Worker,
    pub(super) look: Look,
    pub(super) copies: Copies,
    pub(super) guard: Guard,
    pub(super) screen: Screen<terminal::Output>,
    pub(super) pacing: Pacing,
    pub(super) regions: Regions,
    pub(super) start: Instant,
    pub(super) events: mpsc::Receiver<Event>,
    /// What came in while a reply was waited for.
    pub(super) put_off: VecDeque<Event>,
}

impl App {
    /// Draws, and then takes everything in that is waiting and draws once when it is time to;
    /// sleeps while nothing is.
    pub(super) fn until_end(&mut self, recovery: &Recovery) -> io::Result<Ending> {
        self.fit(terminal::size());
        self.offer(recovery);
        self.draw()?;
        loop {
            // The earliest of what has a time; nothing wakes the loop where nothing has.
            let due = [self.pacing.due(Instant::now()), self.keeper.due()];
            let mut next = self.wait_until(due.into_iter().flatten().min())?;
            let any = next.is_some();
            while let Some(event) = next {
                if let Flow::End(ending) = self.handle(event)? {
                    return Ok(ending);
                }
                next = self.put_off.pop_front().or_else(|| self.events.try_recv().ok());
            }
            let now = Instant::now();
            if self.pacing.due(now).is_some_and(|due| due <= now) {
                self.draw()?;
            }
            if any {
                self.keeper.note(&self.session);
            }
            if self.keeper.due().is_some_and(|due| due <= now) {
                self.keeper.hand_over(&self.session);
            }
        }
    }

    /// The next event; `None` when none has come in until then.
    fn wait_until(&mut self, due: Option<Instant>) -> io::Result<Option<Event>> {
        if let Some(event) = self.put_off.pop_front() {
            return Ok(Some(event));
        }
        let Some(due) = due else {
            return self.events.recv().map(Some).map_err(|_| nothing_comes());
        };
        match self.events.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(event) => Ok(Some(event)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(nothing_comes()),
        }
    }

    fn handle(&mut self, event: Event) -> io::Result<Flow> {
        match event {
            Event::Input(Input::Reply) => {
                self.pacing.replied(Instant::now());
                Ok(Flow::On)
            }
            Event::Input(input) => {
                self.pacing.owe();
                self.take(input)
            }
            Event::Answer(generation, answer) => {
                self.pacing.owe();
                Ok(self.apply(Action::Answered(generation, *answer)))
            }
            Event::Unkept(why) => {
                self.pacing.owe();
                Ok(self.apply(Action::Unkept(why)))
            }
            Event::Panicked => panic::resume_unwind(Box::new("a thread panicked")),
        }
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

    /// Waits for replies of the terminal that its next reader would take for keys, but not long.
    pub(super) fn settle(&mut self, at_most: Duration) {
        let end = Instant::now() + at_most;
        while let Some(until) = self.pacing.reply_expected(Instant::now()) {
            let until = until.min(end);
            match self.events.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Event::Input(Input::Reply)) => self.pacing.replied(Instant::now()),
                Ok(event) => {
                    let ends = matches!(&event, Event::Input(input) if ending(input).is_some());
                    self.put_off.push_back(event);
                    if ends {
                        return;
                    }
                }
                Err(_) => return,
            }
        }
    }

    fn now(&self) -> Moment {
        let time = chrono::Local::now();
        let part = |value: u32| u8::try_from(value).unwrap_or(0);
        Moment {
            since_start: self.start.elapsed(),
            clock: (part(time.hour()), part(time.minute())),
        }
    }

    fn take(&mut self, input: Input) -> io::Result<Flow> {
        if let Some(ending) = ending(&input) {
            return Ok(Flow::End(ending));
        }
        let action = match input {
            Input::Key(key) if translate::is_suspend(&key) => {
                // Nobody knows whether it will be continued.
                self.keep();
                self.settle(REPLIES);
                self.guard.suspend()?;
                self.fit(terminal::size());
                None
            }
            Input::Key(key) => translate::key(&key).and_then(|key| self.session.action_of(key)),
            Input::Mouse(mouse) => translate::pointer(mouse)
                .and_then(|pointer| pointer.action(&self.regions, &self.session)),
            Input::Paste(text) => Some(Action::Paste(text)),
            Input::Resize(size) => {
                self.fit(size);
                None
            }
            Input::Continued => {
                if self.guard.resume()? {
                    self.screen.invalidate();
                }
                None
            }
            Input::Terminate(_) | Input::Hangup | Input::Reply => None,
        };
        Ok(action.map_or(Flow::On, |action| self.apply(action)))
    }

    /// Applies an action, and whatever its effects answer.
    fn apply(&mut self, action: Action) -> Flow {
        let mut waiting = vec![action];
        while let Some(action) = waiting.pop() {
            let now = self.now();
            for effect in self.session.apply(action, now) {
                match effect {
                    Effect::Inquire(generation, inquiry) => self.worker.ask(generation, inquiry),
                    Effect::Copy { what, to_file } => waiting.push(self.copy(what, to_file)),
                    Effect::ToggleMouse => waiting.push(self.toggle_mouse()),
                    Effect::Quit => {
                        // What is unsaved was given up on purpose.
                        self.keeper.clear();
                        return Flow::End(Ending::Quit);
                    }
                    // An earlier run's journal goes once this one's holds the same.
                    Effect::Resumed(_) if self.keeper.write_now(&self.session).is_err() => {}
                    effect => waiting.extend(self.files.carry_out(effect)),
                }
            }
        }
        Flow::On
    }

    /// Draws at another size from now on, and tells the session what there is room for.
    fn fit(&mut self, size: Size) {
        self.screen.resize(size);
        self.apply(view::room(size.width, size.height));
    }

    fn copy(&self, what: Copied, to_file: bool) -> Action {
        let size = terminal::size();
        let text = copy::text(&self.session, &self.look, what, (size.width, size.height));
        self.copies.carry_out(what, &text, to_file, &mut self.guard.output())
    }

    fn toggle_mouse(&mut self) -> Action {
        let on = !self.guard.mouse();
        // A terminal that is gone is told by what reads from it.
        let _ = self.guard.set_mouse(on);
        Action::MouseSet(on)
    }

    /// Offers what earlier runs left unsaved.
    fn offer(&mut self, recovery: &Recovery) {
        self.files.note(&self.session.origin);
        if let Some(offer) = self.files.offer(recovery.leftovers()) {
            self.apply(offer);
        }
    }

    /// Keeps what is unsaved before nobody can be asked any more. What can't be kept then can't
    /// be said to anybody either.
    pub(super) fn keep(&mut self) {
        let _ = self.keeper.write_now(&self.session);
    }

    fn draw(&mut self) -> io::Result<()> {
        let now = Instant::now();
        let asks = self.pacing.asks(now);
        let (session, look, regions) = (&self.session, &self.look, &mut self.regions);
        let draw = |frame: &mut Frame| *regions = view::draw(session, look, frame);
        let sent = self.screen.draw_before(draw, if asks { QUESTION } else { &[] })?;
        self.pacing.drawn(now, sent > 0, asks);
        Ok(())
    }
}

/// Has a panic in any thread end the loop, which would wait on a terminal that is given back.
pub(super) fn end_on_panic(events: mpsc::Sender<Event>) {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        report(panic);
        let _ = events.send(Event::Panicked);
    }));
}

/// The end that an input asks for.
const fn ending(input: &Input) -> Option<Ending> {
    match input {
        Input::Terminate(signal) => Some(Ending::Signal(*signal)),
        Input::Hangup => Some(Ending::Signal(SIGHUP)),
        _ => None,
    }
}

/// Both the reader and the worker are gone.
fn nothing_comes() -> io::Error {
    io::Error::new(io::ErrorKind::BrokenPipe, "nothing is read from it any more")
}
