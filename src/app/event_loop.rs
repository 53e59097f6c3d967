//! The loop: what wakes it, what it holds, and when it draws.

use super::browser::{Browser, Job};
use super::copying::Copying;
use super::event::Event;
use super::keeper::Keeper;
use super::slides::Slides;
use super::watch::{Watch, Watched};
use super::worker::Worker;
use super::{Ending, Files, Setup, preview_copy};
use crate::session::{Action, Context, Copied, Effect, Moment, Screen, Session};
use crate::settings::{Settings, Value};
use crate::terminal::{
    self, Capabilities, Clipboard, ColorDepth, Display, EventSender, Events, FIRST_QUESTIONS,
    FIRST_QUESTIONS_AND_BACKGROUND, Guard, Identity, Pacing, QUESTION, Rgb, TerminalEvent,
};
use crate::text::os_message;
use crate::view::{self, Pointer, PointerKind, Regions, Theme};
use chrono::{DateTime, Local, Timelike};
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use signal_hook::consts::SIGHUP;
use std::collections::VecDeque;
use std::io;
use std::panic;
use std::time::{Duration, Instant, SystemTime};

/// How long replies are waited for before the terminal is given back, and when the system has
/// asked for the end.
pub(super) const REPLIES: Duration = Duration::from_secs(1);
pub(super) const LAST_REPLIES: Duration = Duration::from_millis(250);

/// The question that is on the screen.
#[derive(Debug, Default)]
pub(super) struct Shown {
    question: Option<(Context, usize)>,
    /// The number of the terminal's reply that says so, where it was asked for one.
    reply: Option<u64>,
}

/// Everything the loop holds.
pub(super) struct App {
    pub(super) session: Session,
    pub(super) files: Files,
    pub(super) keeper: Keeper,
    pub(super) browser: Browser,
    pub(super) worker: Worker,
    pub(super) setup: Setup,
    pub(super) guard: Guard,
    pub(super) display: Display<terminal::TtyWriter>,
    pub(super) pacing: Pacing,
    pub(super) regions: Regions,
    pub(super) start: Instant,
    pub(super) events: Events<Event>,
    pub(super) capabilities: Capabilities,
    /// What the terminal says it is, once it has.
    pub(super) identity: Option<Identity>,
    /// What watches the open preset's file, and the saved ones while they are on screen.
    pub(super) watch: Option<Watch>,
    pub(super) library_watch: Option<Watch>,
    /// What slides were told to.
    pub(super) slides: Slides,
    pub(super) shown: Shown,
    /// Whether it was asked for its background and has not answered.
    pub(super) awaits_background: bool,
    /// Whether no frame has been drawn.
    pub(super) is_first: bool,
    /// Whether the terminal is to be given back for a while.
    pub(super) suspends: bool,
    /// What came in while a reply was waited for.
    pub(super) put_off: VecDeque<Event>,
}

impl App {
    /// Draws, and then takes everything in that is waiting and draws once when it is time to;
    /// sleeps while nothing is.
    pub(super) fn until_end(&mut self) -> io::Result<Ending> {
        self.fit(terminal::size());
        if let Some(first) = self.setup.first.take() {
            self.apply(first);
        }
        self.draw()?;
        self.slides.tell(&self.session, &self.setup);
        self.files.note(&self.session.file.origin);
        self.watch_files();
        loop {
            // The earliest of what has a time; nothing wakes the loop where nothing has.
            let due = [self.pacing.due(Instant::now()), self.keeper.due];
            let mut next = self.wait_until(due.into_iter().flatten().min())?;
            let any = next.is_some();
            while let Some(event) = next {
                if let Some(ending) = self.handle(event)? {
                    return Ok(ending);
                }
                next = self.wait_until(Some(Instant::now()))?;
            }
            let now = Instant::now();
            if self.pacing.due(now).is_some_and(|due| due <= now) {
                self.draw()?;
                self.slides.tell(&self.session, &self.setup);
            }
            if any {
                self.keeper.note(&self.session);
                self.watch_files();
            }
            if self.keeper.due.is_some_and(|due| due <= now) {
                self.keeper.hand_over(&self.session);
            }
        }
    }

    /// Watches the file of the preset that is open, and all saved ones while they are on screen. A
    /// restricted library doesn't tell where they are.
    fn watch_files(&mut self) {
        let path = self.files.path().filter(|path| path.is_absolute());
        let open = path.map(|path| Watched::File(path.to_owned()));
        // Where it can't be watched a save still tells.
        watch(&mut self.watch, open, self.events.sender());
        self.watch_library();
    }

    fn watch_library(&mut self) {
        let folder = self.files.folder().filter(|_| self.session.screen == Screen::League);
        let library = folder.map(|folder| Watched::Library(folder.to_owned()));
        watch(&mut self.library_watch, library, self.events.sender());
    }

    /// The next event; `None` when none has come in until then.
    pub(super) fn wait_until(&mut self, due: Option<Instant>) -> io::Result<Option<Event>> {
        match self.put_off.pop_front() {
            None => self.events.wait(due),
            first => Ok(first),
        }
    }

    /// Takes an event in; the end that it brings, if it does.
    fn handle(&mut self, event: Event) -> io::Result<Option<Ending>> {
        match event {
            Event::Input(TerminalEvent::Reply) => {
                self.pacing.replied(Instant::now());
                Ok(None)
            }
            Event::Input(TerminalEvent::Identity(identity)) => {
                self.know(identity);
                Ok(None)
            }
            Event::Input(TerminalEvent::Background(color)) => {
                self.know_background(color);
                Ok(None)
            }
            Event::Input(input) => {
                self.pacing.owe();
                self.take(input)
            }
            Event::Answer(generation, answer) => {
                self.pacing.owe_answer();
                Ok(self.apply(Action::Answered(generation, *answer)))
            }
            Event::JournalFailed(why) => {
                self.pacing.owe();
                Ok(self.apply(Action::JournalFailed(why)))
            }
            Event::Leftovers(found, unread) => {
                self.pacing.owe();
                let offer = self.files.offer(found, unread);
                Ok(self.apply(offer))
            }
            Event::Previewed(previewed) => {
                self.pacing.owe();
                Ok(self.apply(Action::Previewed(previewed)))
            }
            Event::FileTouched { begins } => {
                let touched = self.files.touched(begins);
                if touched.is_some() {
                    self.pacing.owe();
                }
                Ok(touched.and_then(|action| self.apply(action)))
            }
            Event::LibraryTouched => {
                self.pacing.owe();
                Ok(self.apply(Action::LibraryTouched))
            }
            Event::KeptListed(entries) => {
                self.pacing.owe();
                Ok(self.apply(Action::KeptListed(entries)))
            }
            Event::LeagueRead(read) => {
                self.pacing.owe();
                Ok(self.apply(Action::LeagueRead(read)))
            }
            Event::Titled(titles) => {
                self.pacing.owe();
                Ok(self.apply(Action::Titled(titles)))
            }
            Event::Panicked => panic::resume_unwind(Box::new("a thread panicked")),
        }
    }

    fn now(&self) -> Moment {
        let time = DateTime::<Local>::from(SystemTime::now());
        let part = |value: u32| u8::try_from(value).unwrap_or(0);
        Moment {
            since_start: self.start.elapsed(),
            clock: (part(time.hour()), part(time.minute())),
        }
    }

    fn take(&mut self, input: TerminalEvent) -> io::Result<Option<Ending>> {
        if let Some(ending) = ending(&input) {
            return Ok(Some(ending));
        }
        let action = match input {
            TerminalEvent::Key(key) => Some(self.session.action_of(key)),
            TerminalEvent::Mouse(mouse) => {
                pointer(mouse).and_then(|pointer| pointer.action(&self.regions, &self.session))
            }
            TerminalEvent::Paste(text) => Some(Action::Paste(text)),
            TerminalEvent::Resize(size) => {
                self.fit(size);
                None
            }
            TerminalEvent::Continued => {
                if self.guard.resume()? {
                    self.display.invalidate();
                }
                None
            }
            TerminalEvent::Terminate(_)
            | TerminalEvent::Hangup
            | TerminalEvent::Reply
            | TerminalEvent::Identity(_)
            | TerminalEvent::Background(_) => None,
        };
        let Some(action) = action.filter(|action| !self.is_premature(action)) else {
            return Ok(None);
        };
        let answers = self.session.answers(&action);
        let ending = self.apply(action);
        self.forget_question(answers);
        if std::mem::take(&mut self.suspends) {
            self.suspend()?;
        }
        Ok(ending)
    }

    /// Gives the terminal back until the program is continued, where a shell can do that.
    fn suspend(&mut self) -> io::Result<()> {
        // Nobody knows whether it will be.
        self.keep();
        if terminal::is_job() && self.hush(REPLIES) {
            self.guard.suspend()?;
            self.fit(terminal::size());
        }
        Ok(())
    }

    /// Takes note of what the terminal says it is: where copies go, which colours it has, and whether
    /// it draws octants.
    fn know(&mut self, identity: Identity) {
        self.identity = Some(identity);
        self.setup.copies.clipboard =
            Clipboard::from_environment(&self.capabilities, self.identity);
        if self.setup.asks_octants && self.capabilities.draws_octants(identity) {
            self.setup.look = self.setup.look.with_octants();
            self.pacing.owe();
        }
        let colors = self.capabilities.palette_of(identity);
        let shown = &mut self.setup.colors;
        if self.setup.adapts && *shown != ColorDepth::None && colors != *shown {
            *shown = colors;
            self.display.set_color_depth(colors);
            let theme = self.setup.themes.on_colors(colors);
            self.dress(theme.as_ref());
            self.pacing.owe();
        }
    }

    /// Takes note of the background that the terminal says it has, if it was asked.
    fn know_background(&mut self, color: Rgb) {
        if std::mem::take(&mut self.awaits_background) {
            let theme = self.setup.themes.on_background(color.is_light());
            self.dress(theme.as_ref());
            self.pacing.owe();
        }
    }

    /// Applies an action, and whatever its effects answer; the end, where they ask for it.
    fn apply(&mut self, action: Action) -> Option<Ending> {
        let mut waiting = vec![action];
        while let Some(action) = waiting.pop() {
            let now = self.now();
            for effect in self.session.apply(action, now) {
                match effect {
                    Effect::Inquire(generation, inquiry) => self.worker.ask(generation, inquiry),
                    Effect::Rest => self.worker.rest(),
                    Effect::PreviewCopy(what) => waiting.push(preview_copy(&self.session, what)),
                    Effect::Copy { what, to_file } => waiting.push(self.copy(what, to_file)),
                    Effect::ToggleMouse => waiting.push(self.toggle_mouse()),
                    Effect::NextTheme => waiting.extend(self.next_theme()),
                    Effect::RememberMetric(metric) => {
                        let kept = self.keep_choice("metric", metric.id());
                        waiting.extend(kept.err().map(Action::NotRemembered));
                    }
                    Effect::Repaint => self.display.invalidate(),
                    Effect::Suspend => self.suspends = true,
                    Effect::MoreLeftovers => self.browser.ask(Job::MoreLeftovers),
                    Effect::Preview(subject) => self.browser.ask(Job::Preview(subject)),
                    Effect::ListKept => self.browser.ask(Job::ListKept),
                    Effect::ReadTitles(origins) => self.browser.ask(Job::ReadTitles(origins)),
                    Effect::ReadLeague(origins) => self.browser.ask(Job::ReadLeague(origins)),
                    Effect::SetAside => waiting.extend(self.keeper.set_aside(&self.session)),
                    Effect::Quit => {
                        self.keeper.close(&self.session);
                        return Some(Ending::Quit);
                    }
                    // An earlier run's journal goes once this one's holds the same.
                    Effect::ForgetResumed | Effect::ForgetTakenUp(_)
                        if self.keeper.write_now(&self.session).is_err() => {}
                    Effect::ListLeague => {
                        // What changes from now on is told.
                        self.watch_library();
                        waiting.extend(self.files.carry_out(Effect::ListLeague));
                    }
                    effect => waiting.extend(self.files.carry_out(effect)),
                }
            }
        }
        None
    }

    /// Draws at another size from now on, and tells the session what there is room for.
    fn fit(&mut self, size: Size) {
        self.display.resize(size);
        if let Some(recording) = &self.setup.recording {
            recording.resized(size);
        }
        self.apply(view::room(size.width, size.height));
    }

    fn copy(&mut self, what: Copied, to_file: bool) -> Action {
        let Size { width, height } = terminal::size();
        let copying = Copying {
            session: &self.session,
            look: &self.setup.look,
            size: (width, height),
            digest: self.files.digest(&self.session.file.origin),
            copies: &self.setup.copies,
        };
        let done = copying.carry_out(what, to_file, &mut self.guard.output());
        if self.setup.copies.clipboard.wraps() {
            // What passed through may have been shown in part.
            self.display.invalidate();
        }
        done
    }

    /// Draws with the next theme from now on.
    fn next_theme(&mut self) -> Option<Action> {
        let (name, theme) = self.setup.themes.next()?;
        self.dress(Some(&theme));
        Some(match self.keep_choice("theme", &name) {
            Ok(kept) => Action::ThemeSet { name, kept },
            Err(why) => Action::NotRemembered(why),
        })
    }

    /// Draws with a theme from now on; with the present one where none can be read.
    fn dress(&mut self, theme: Option<&Theme>) {
        let look = &mut self.setup.look;
        *look = theme.map_or(*look, |theme| look.dressed(*theme));
    }

    /// Keeps a choice for the next start, where that is done, and says whether it is; else gives
    /// why it can't be.
    fn keep_choice(&self, id: &'static str, chosen: &str) -> Result<bool, String> {
        let kept = Settings::keep(&self.setup.copies.library, id, Value::Text(chosen.to_owned()));
        kept.map_err(|error| format!("the {id} won't be remembered: {}", os_message(&error)))
    }

    fn toggle_mouse(&mut self) -> Action {
        let on = !self.guard.mouse();
        // A terminal that is gone is told by what reads from it.
        let _ = self.guard.set_mouse(on);
        Action::MouseSet(on)
    }

    /// Keeps what is unsaved before nobody can be asked any more. What can't be kept then can't
    /// be said to anybody either.
    pub(super) fn keep(&mut self) {
        let _ = self.keeper.write_now(&self.session);
    }

    fn draw(&mut self) -> io::Result<()> {
        let size = terminal::size();
        let help_end = view::help_end(&self.session, size.width, size.height);
        if let Some(end) = help_end {
            self.apply(end);
        }
        let now = Instant::now();
        let shows_question = self.shows_question();
        let asks = self.pacing.asks(now) || shows_question && self.pacing.is_heard(now);
        let is_start = self.is_first && self.capabilities.may_be_asked();
        self.awaits_background |= asks && is_start && self.setup.themes.asks_background();
        let questions = match (asks, is_start) {
            (true, true) if self.awaits_background => FIRST_QUESTIONS_AND_BACKGROUND,
            (true, true) => FIRST_QUESTIONS,
            (true, false) => QUESTION,
            (false, _) => &[],
        };
        let (session, look, regions) = (&self.session, &self.setup.look, &mut self.regions);
        let draw = |buffer: &mut Buffer| *regions = view::draw(session, look, buffer);
        let sent = self.display.draw(draw, questions)?;
        let number = self.pacing.drawn(now, sent > 0, asks);
        self.is_first = false;
        if shows_question {
            self.shown = Shown { question: self.session.question(), reply: number };
        }
        Ok(())
    }
}

/// Which question a person has seen: an answer counts only then. Text can come in faster than the
/// screen, such as a paste without brackets, and keys that were meant for something else.
impl App {
    /// Whether the frame that is about to be drawn is the first to show a question; the terminal is
    /// then asked whether it has got so far, unless it never replies.
    fn shows_question(&self) -> bool {
        let asked = self.session.question();
        asked.is_some() && asked != self.shown.question
    }

    /// Whether an action answers a question that nobody can have seen.
    fn is_premature(&mut self, action: &Action) -> bool {
        if !self.session.answers(action) {
            return false;
        }
        let is_shown = self.session.question() == self.shown.question;
        let reply = self.shown.reply;
        !is_shown || reply.is_some_and(|reply| !self.pacing.is_settled(reply, Instant::now()))
    }

    /// Forgets a question that was answered or is asked no more, so that the next one must be seen
    /// first, even if it is the same.
    fn forget_question(&mut self, was_answered: bool) {
        if was_answered || self.session.question() != self.shown.question {
            self.shown = Shown::default();
        }
    }
}

/// Has this watched and nothing else; nothing changes where it is already.
fn watch(by: &mut Option<Watch>, wanted: Option<Watched>, events: &EventSender<Event>) {
    let is_watched = match (&*by, &wanted) {
        (Some(watch), Some(wanted)) => watch.is_of(wanted),
        (None, None) => true,
        _ => false,
    };
    if !is_watched {
        *by = wanted.and_then(|wanted| Watch::start(wanted, events.clone()).ok());
    }
}

/// Has a panic in any thread end the loop, which would wait on a terminal that is given back.
pub(super) fn end_on_panic(events: EventSender<Event>) {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        report(panic);
        let _ = events.send(Event::Panicked);
    }));
}

/// The end that an input asks for.
pub(super) const fn ending(input: &TerminalEvent) -> Option<Ending> {
    match input {
        TerminalEvent::Terminate(signal) => Some(Ending::Signal(*signal)),
        TerminalEvent::Hangup => Some(Ending::Signal(SIGHUP)),
        _ => None,
    }
}

/// What the mouse did, if it is anything that acts here.
const fn pointer(event: MouseEvent) -> Option<Pointer> {
    let kind = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => PointerKind::Down,
        MouseEventKind::Drag(MouseButton::Left) => PointerKind::Drag,
        MouseEventKind::Up(MouseButton::Left) => PointerKind::Up,
        MouseEventKind::ScrollUp | MouseEventKind::ScrollRight => PointerKind::Wheel(1),
        MouseEventKind::ScrollDown | MouseEventKind::ScrollLeft => PointerKind::Wheel(-1),
        _ => return None,
    };
    Some(Pointer { column: event.column, row: event.row, kind })
}
