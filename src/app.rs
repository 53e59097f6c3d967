//! The loop that ties session, view and terminal together, and carries out effects.
//!
//! Bytes become events, events become actions, the session takes them to a new state, and the
//! state is drawn when all that was waiting has been taken in. The loop sleeps until something
//! comes in: no tick, no polling.

mod browser;
mod copies;
mod copying;
mod effects;
mod event;
mod event_loop;
mod keeper;
mod leaving;
mod notes;
mod runtime;
mod slides;
mod speaker;
mod themes;
mod tmux;
mod turns;
mod watch;
mod worker;

pub use copies::{Copies, FiledCopy};
pub use effects::{Files, answer_without_files};
pub use notes::follow_notes;
pub use themes::{Surroundings, Themes, find_theme};

use crate::preset::recovery::Recovery;
use crate::preset::{Library, Opened};
use crate::report::copy;
use crate::session::{Action, Copied, Effect, Moment, Session};
use crate::terminal::{
    self, Capabilities, ColorDepth, Display, Events, Guard, Modes, Pacing, Recording,
};
use crate::view::{Look, Regions};
use browser::Browser;
use event::Event;
use event_loop::{App, LAST_REPLIES, REPLIES, Shown, end_on_panic};
use keeper::Keeper;
use slides::Slides;
use std::collections::VecDeque;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::time::Instant;
use worker::Worker;

/// How the explorer behaves, as the command line, the environment and the settings have it.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "choices that are independent of each other")]
pub struct Setup {
    /// What the screen is drawn with.
    pub look: Look,
    /// What the key that changes the theme goes round.
    pub themes: Themes,
    /// How many colours are sent.
    pub colors: ColorDepth,
    /// Whether that follows from what was found out about the terminal, which may say better.
    pub adapts: bool,
    /// Whether lines are drawn in octants where the terminal says it has them.
    pub asks_octants: bool,
    /// Whether the mouse acts at the start.
    pub mouse: bool,
    /// Whether the window's title is set.
    pub title: bool,
    /// What becomes of what earlier runs left unsaved.
    pub leftovers: Leftovers,
    /// Where copies go.
    pub copies: Copies,
    /// What is done before the first frame.
    pub first: Option<Action>,
    /// What everything that is sent to the terminal is recorded in.
    pub recording: Option<Arc<Recording>>,
    /// Whether a second terminal may follow a presentation.
    pub speaks: bool,
    /// Most frames that are drawn in a second.
    pub frames_per_second: u16,
}

/// What becomes at the start of what earlier runs left unsaved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leftovers {
    Offered,
    /// It is offered at a later start.
    PutOff,
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

/// How the explorer came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The person quit.
    Quit,
    /// The system asked for it by the signal of that number, or the terminal went away, which is
    /// what SIGHUP says.
    Signal(i32),
}

/// Applies an action and whatever its effects answer, on a session without terminal or files: for
/// pictures and tests.
pub fn press(session: &mut Session, action: Action, now: Moment) {
    let mut waiting = vec![action];
    while let Some(action) = waiting.pop() {
        for effect in session.apply(action, now) {
            waiting.extend(match effect {
                Effect::PreviewCopy(what) => Some(preview_copy(session, what)),
                effect => answer_without_files(effect),
            });
        }
    }
}

/// What would be copied, told to the session that asks for it.
pub fn preview_copy(session: &Session, what: Copied) -> Action {
    Action::CopyPreviewed(what, copy::preview(session, what))
}

/// Runs the explorer, with a session on a preset that was opened, until the person quits, the
/// system asks for its end or the terminal goes away. What is unsaved is kept in a journal
/// meanwhile; what an earlier run left in one is offered first.
///
/// # Errors
/// When there is no terminal to run on, or it fails; it is given back first.
pub fn run(
    session: Session,
    opened: Opened,
    library: Library,
    setup: Setup,
    capabilities: &Capabilities,
) -> Result<Ending, AppError> {
    if capabilities.dumb && io::IsTerminal::is_terminal(&io::stdout()) {
        return Err(AppError::Dumb);
    }
    let title = format!("payback: {}", session.preset.name);
    let title = setup.title.then_some(title);
    let guard = Guard::enter(Modes { mouse: setup.mouse, title }, setup.recording.clone())?;
    let display = Display::new(guard.output(), terminal::size(), setup.colors);
    let events = Events::start(Event::Input)?;
    guard.heed(events.endings()?);
    let sender = events.sender().clone();
    let recovery = Recovery::of(&library);
    let mut app = App {
        worker: Worker::start(sender.clone())?,
        keeper: Keeper::start(&recovery, sender.clone())?,
        browser: Browser::start(
            library.clone(),
            setup.leftovers == Leftovers::Offered,
            sender.clone(),
        )?,
        files: Files::new(library, Some(opened)),
        session,
        guard,
        display,
        pacing: Pacing::new(setup.frames_per_second),
        regions: Regions::default(),
        start: Instant::now(),
        capabilities: capabilities.clone(),
        identity: None,
        slides: Slides::default(),
        watch: None,
        library_watch: None,
        awaits_background: false,
        setup,
        shown: Shown::default(),
        is_first: true,
        suspends: false,
        events,
        put_off: VecDeque::new(),
    };
    end_on_panic(sender);
    let ending = match panic::catch_unwind(AssertUnwindSafe(|| app.until_end())) {
        Ok(Ok(ending)) => ending,
        // The terminal may have gone while something was being written to it.
        Ok(Err(error)) => app.reason_of(error).inspect_err(|_| app.keep())?,
        Err(panic) => {
            app.keep();
            panic::resume_unwind(panic);
        }
    };
    match ending {
        Ending::Quit => {
            app.hush(REPLIES);
            app.guard.leave()?;
        }
        Ending::Signal(_) => {
            app.keep();
            app.hush(LAST_REPLIES);
            // Who asked for the end is answered by it; the terminal may be gone.
            let _ = app.guard.leave();
        }
    }
    Ok(ending)
}
