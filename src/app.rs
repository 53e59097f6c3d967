//! The loop that ties session, view and terminal together, and carries out effects.
//!
//! Bytes become events, events become actions, the session takes them to a new state, and the
//! state is drawn when all that was waiting has been taken in. The loop sleeps until something
//! comes in: no tick, no polling.

mod copies;
mod effects;
mod keeper;
mod translate;
mod worker;

pub use copies::Copies;
pub use effects::{Files, answer_without_files};

use crate::preset::Library;
use crate::preset::recovery::Recovery;
use crate::report::copy;
use crate::session::{Action, Answer, Copied, Effect, Moment, Session};
use crate::terminal::{self, Capabilities, ColorDepth, Guard, Input, Modes, Reader, Screen};
use crate::view::{self, Look, Regions};
use chrono::Timelike;
use keeper::Keeper;
use ratatui::layout::Size;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Instant;
use worker::Worker;

/// How the explorer behaves, as the command line, the environment and the settings have it.
#[derive(Debug, Clone)]
pub struct Setup {
    /// What the screen is drawn with.
    pub look: Look,
    /// How many colours are sent.
    pub colors: ColorDepth,
    /// Whether the mouse acts at the start.
    pub mouse: bool,
    /// Whether the window's title is set.
    pub title: bool,
    /// Where copies go.
    pub copies: Copies,
    /// Most frames that are drawn in a second.
    pub frames_per_second: u16,
}

/// Why the explorer could not run.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Standard input or output is no terminal, or it refused.
    #[error(
        "{0}. Run payback in a terminal, or print a screen with ‘payback --render 120x40’ \
         or a report with ‘payback eval’."
    )]
    Enter(#[from] terminal::EnterError),
    /// The terminal can't move its cursor.
    #[error(
        "this terminal can't be drawn on (TERM is unset or dumb). Print a screen with \
         ‘payback --render 80x24 --format txt’ or a report with ‘payback eval’."
    )]
    Dumb,
    /// Reading or writing failed.
    #[error("the terminal failed: {0}")]
    Terminal(#[from] io::Error),
}

/// What wakes the loop.
enum Event {
    /// Something came in from the terminal or the system.
    Input(Input),
    /// An answer from the background, with its question's generation.
    Answer(u64, Box<Answer>),
    /// Unsaved changes were kept in the journal, or why they couldn't be.
    Kept(Result<(), String>),
}

/// Whether the loop goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    On,
    End,
}

/// Applies an action and whatever its effects answer, on a session without terminal or files: for
/// pictures and tests.
pub fn press(session: &mut Session, action: Action, now: Moment) {
    let mut waiting = vec![action];
    while let Some(action) = waiting.pop() {
        let effects = session.apply(action, now);
        waiting.extend(effects.iter().filter_map(answer_without_files));
    }
}

/// Everything the loop holds.
struct App {
    session: Session,
    files: Files,
    keeper: Keeper,
    worker: Worker,
    look: Look,
    copies: Copies,
    guard: Guard,
    screen: Screen<terminal::Output>,
    regions: Regions,
    start: Instant,
}

/// Runs the explorer until the person quits or the terminal goes away. What is unsaved is kept in a
/// journal meanwhile; what an earlier run left in one is offered first.
///
/// # Errors
/// When there is no terminal to run on, or it fails; it is given back first.
pub fn run(
    session: Session,
    library: Library,
    setup: Setup,
    capabilities: &Capabilities,
) -> Result<(), AppError> {
    if capabilities.dumb && io::IsTerminal::is_terminal(&io::stdout()) {
        return Err(AppError::Dumb);
    }
    let title = format!("payback: {}", session.preset.name);
    let title = setup.title.then_some(title);
    let guard = Guard::enter(Modes { mouse: setup.mouse, title })?;
    let screen = Screen::new(guard.output(), terminal::size(), setup.colors);
    let (sender, events) = mpsc::channel();
    let recovery = Recovery::of(&library);
    let mut app = App {
        worker: Worker::start(sender.clone())?,
        keeper: Keeper::start(&recovery, sender.clone())?,
        files: Files::new(library, &session.origin),
        session,
        look: setup.look,
        copies: setup.copies,
        guard,
        screen,
        regions: Regions::default(),
        start: Instant::now(),
    };
    app.fit(terminal::size());
    app.offer(&recovery);
    app.draw()?;
    let _reader = Reader::start(sender, Event::Input)?;
    match panic::catch_unwind(AssertUnwindSafe(|| app.until_end(&events))) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            // The terminal may have gone while something was being written to it.
            app.keep();
            return Err(error.into());
        }
        Err(panic) => {
            app.keep();
            panic::resume_unwind(panic);
        }
    }
    app.guard.leave()?;
    Ok(())
}

impl App {
    /// Takes everything in that is waiting, then draws once; sleeps while nothing is, but for
    /// the moment until what is unsaved must be written.
    fn until_end(&mut self, events: &mpsc::Receiver<Event>) -> io::Result<()> {
        while let Ok(first) = self.next(events) {
            if first.is_none() {
                self.keeper.hand_over(&self.session);
                continue;
            }
            for event in first.into_iter().chain(events.try_iter()) {
                let flow = match event {
                    Event::Input(input) => self.take(input)?,
                    Event::Answer(generation, answer) => {
                        self.apply(Action::Answered(generation, *answer))
                    }
                    Event::Kept(result) => self.apply(Action::Kept(result)),
                };
                if flow == Flow::End {
                    return Ok(());
                }
            }
            self.draw()?;
            self.keeper.note(&self.session);
        }
        Ok(())
    }

    /// The next thing that comes in; `None` when what is unsaved must be written before.
    fn next(&self, events: &mpsc::Receiver<Event>) -> Result<Option<Event>, mpsc::RecvError> {
        let Some(time) = self.keeper.time_left() else { return events.recv().map(Some) };
        // However much comes in.
        if time.is_zero() {
            return Ok(None);
        }
        match events.recv_timeout(time) {
            Ok(event) => Ok(Some(event)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(mpsc::RecvError),
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
        let action = match input {
            Input::Key(key) if translate::is_suspend(&key) => {
                // Nobody knows whether it will be continued.
                self.keep();
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
            Input::Terminate | Input::Hangup => {
                self.keep();
                return Ok(Flow::End);
            }
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
                        return Flow::End;
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
        if let Some(offer) = self.files.offer(recovery.leftovers()) {
            self.apply(offer);
        }
    }

    /// Keeps what is unsaved before nobody can be asked any more. What can't be kept then can't
    /// be said to anybody either.
    fn keep(&mut self) {
        let _ = self.keeper.write_now(&self.session);
    }

    fn draw(&mut self) -> io::Result<()> {
        let (session, look, regions) = (&self.session, &self.look, &mut self.regions);
        self.screen.draw(|frame| *regions = view::draw(session, look, frame))?;
        Ok(())
    }
}
