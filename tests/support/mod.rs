//! What the tests of behaviour share: presets by name, and a session at work without a terminal.

#![allow(dead_code, missing_docs, reason = "each test file uses its own part of it")]

use payback::analysis::{Inquiry, InquiryAnswer};
use payback::app::{Files, preview_copy};
use payback::key::{Key, parse_keys};
use payback::model::{
    Driver, Input, Metric, Outcome, Plan, Scenario, Scenarios, Workspace, evaluate,
};
use payback::preset::recovery::{Leftover, Leftovers};
use payback::preset::{Library, Origin, Preset, read, to_ron};
use payback::report::copy::{self, CopyScene};
use payback::report::picture;
use payback::session::{Action, Copied, Effect, Message, Moment, Row, Session};
use payback::view::{self, ClickTarget, Look, Pointer, PointerKind, Regions};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Says that a test, or a part of it, isn't run, and why: on the real standard error, past the
/// harness, which shows what is printed only where a test fails.
pub fn skipped(what: &str, why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {what}: {}", why.trim_end());
}

/// A bundled preset.
pub fn preset(id: &str) -> Preset {
    let found = Library::bundled_only().find(id);
    found.unwrap_or_else(|error| panic!("{id}: {error}")).0
}

/// A bundled preset with its money in another currency, and none of its texts in dollars.
pub fn preset_in(currency: &str, id: &str) -> Preset {
    let text = to_ron(&preset(id)).replace('$', "¢");
    let mut preset = read(text.as_bytes(), id).unwrap_or_else(|error| panic!("{id}: {error}"));
    currency.clone_into(&mut preset.currency);
    preset
}

/// The three scenarios' outcomes, evaluated from nothing.
pub fn outcomes(preset: &Preset) -> Scenarios<Outcome> {
    let plan = Plan::new(&preset.inputs.programme);
    let evaluated = |scenario: Scenario| {
        evaluate(&plan, preset.inputs.scenarios[scenario].drivers(), &mut Workspace::new())
    };
    Scenarios::from_fn(evaluated)
}

/// A metric that must have a value.
pub fn metric(preset: &Preset, scenario: Scenario, metric: Metric) -> f64 {
    let value = outcomes(preset)[scenario].metrics[metric];
    value.unwrap_or_else(|| panic!("{}: {} has no {}", preset.name, scenario.id(), metric.id()))
}

/// The row of a driver.
pub const UTILIZATION: Row = Row::Slider(Input::Driver(Driver::Utilization));
pub const MARGIN: Row = Row::Slider(Input::Driver(Driver::Margin));
pub const POWER_DELAY: Row = Row::Slider(Input::Driver(Driver::PowerDelay));
pub const ATTACH: Row = Row::Slider(Input::Driver(Driver::Attach));

/// Somebody at work: a session, the screen that it is drawn on, a clock and a data folder.
pub struct Desk {
    pub session: Session,
    pub look: Look,
    pub size: (u16, u16),
    clock: Duration,
    pub files: Files,
    /// Whether the program has ended.
    pub ended: bool,
    /// Whether questions are answered at once; the program itself answers them from a thread.
    pub answering: bool,
}

/// What was asked and answered: many tests ask the same, and most of their time goes into that.
static ANSWERED: Mutex<Vec<(Inquiry, InquiryAnswer)>> = Mutex::new(Vec::new());

/// The answer to a question, worked out once for all tests: it depends on nothing but the question.
fn answer(inquiry: &Inquiry) -> InquiryAnswer {
    let answered = || ANSWERED.lock().unwrap_or_else(PoisonError::into_inner);
    let known =
        answered().iter().find(|(asked, _)| asked == inquiry).map(|(_, known)| known.clone());
    known.unwrap_or_else(|| {
        let answer = inquiry.answer(&AtomicBool::new(false)).expect("nobody cancels it");
        let mut answered = answered();
        if answered.len() < MOST_ANSWERED {
            answered.push((inquiry.clone(), answer.clone()));
        }
        answer
    })
}

/// So many answers are kept: the monkeys never ask twice.
const MOST_ANSWERED: usize = 2000;

/// How far apart the keys of one call are: a held key's pace.
const HELD: Duration = Duration::from_millis(30);

impl Desk {
    /// At a bundled preset on 80×24, where nothing can be saved.
    pub fn at(id: &str) -> Self {
        Self::with(preset(id), Origin::Bundled(bundled(id)), Library::bundled_only())
    }

    /// At a bundled preset, saving into a folder.
    pub fn saving_in(folder: &Path, id: &str) -> Self {
        Self::with(preset(id), Origin::Bundled(bundled(id)), Library::at(folder))
    }

    /// At a preset of the test's own, in a file that can't be: nothing is left where tests run.
    pub fn on(preset: Preset) -> Self {
        Self::with(preset, Origin::File("/dev/null/own.ron".into()), Library::bundled_only())
    }

    pub fn with(preset: Preset, origin: Origin, library: Library) -> Self {
        let opened = library.open_at(&origin).ok();
        Self {
            files: Files::new(library, opened),
            session: Session::new(preset, origin),
            look: Look::new(true, true),
            size: (80, 24),
            clock: Duration::ZERO,
            ended: false,
            answering: true,
        }
    }

    #[must_use]
    pub fn sized(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    #[must_use]
    #[allow(clippy::large_types_passed_by_value, reason = "it is kept")]
    pub fn looking(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    pub fn now(&self) -> Moment {
        Moment { since_start: self.clock, clock: (9, 41) }
    }

    /// Lets time pass: what follows is a change of its own.
    pub fn pause(&mut self) -> &mut Self {
        self.clock += Duration::from_secs(2);
        self
    }

    /// Presses keys as fast as a held key repeats, written as for `--keys`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in parse_keys(keys).unwrap() {
            self.key(key);
        }
        self
    }

    pub fn key(&mut self, key: Key) {
        self.clock += HELD;
        let action = self.session.action_of(key);
        self.apply(action);
    }

    /// Applies an action and whatever its effects answer, as the app does.
    pub fn apply(&mut self, action: Action) {
        let mut waiting = vec![action];
        while let Some(action) = waiting.pop() {
            let now = self.now();
            for effect in self.session.apply(action, now) {
                self.ended |= matches!(effect, Effect::Quit);
                waiting.extend(match effect {
                    Effect::Inquire(..) if !self.answering => None,
                    Effect::PreviewCopy(what) => Some(preview_copy(&self.session, what)),
                    Effect::Inquire(generation, inquiry) => {
                        Some(Action::Answered(generation, answer(&inquiry)))
                    }
                    effect => self.files.carry_out(effect),
                });
            }
        }
    }

    /// Offers what earlier runs left, as the app does at its start.
    pub fn offer(&mut self, leftovers: Leftovers) {
        let found: Vec<Leftover> = leftovers.collect();
        if !found.is_empty() {
            let offer = self.files.offer(found, 0);
            self.apply(offer);
        }
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.apply(Action::Paste(text.to_owned()));
        self
    }

    /// What the app copies.
    pub fn copied(&self, what: Copied) -> Result<String, String> {
        let scene = CopyScene {
            look: &self.look,
            size: self.size,
            digest: self.files.digest(&self.session.file.origin),
            date: "2026-11-28".to_owned(),
            file: None,
        };
        copy::text(&self.session, &scene, what)
    }

    /// Draws, as the app does after each batch of input.
    pub fn frame(&mut self) -> (Buffer, Regions) {
        let now = self.now();
        payback::app::press(&mut self.session, payback::view::room(self.size.0, self.size.1), now);
        let help_end = view::help_end(&self.session, self.size.0, self.size.1);
        if let Some(end) = help_end {
            payback::app::press(&mut self.session, end, now);
        }
        view::frame(&self.session, &self.look, self.size.0, self.size.1)
    }

    /// The screen as text.
    pub fn screen(&mut self) -> String {
        picture::text(&self.frame().0)
    }

    /// What lies in front as text: the dialog if one is open, else the screen.
    pub fn front(&mut self) -> String {
        let (buffer, regions) = self.frame();
        let mut front = Buffer::empty(regions.dialog().unwrap_or(buffer.area));
        for place in front.area.positions() {
            front[place] = buffer[place].clone();
        }
        picture::text(&front)
    }

    /// The screen's line that holds a text.
    pub fn line(&mut self, part: &str) -> String {
        let screen = self.screen();
        let line = screen.lines().find(|line| line.contains(part));
        line.unwrap_or_else(|| panic!("no ‘{part}’ on\n{screen}")).to_owned()
    }

    #[track_caller]
    pub fn assert_shows(&mut self, part: &str) {
        let screen = self.screen();
        assert!(screen.contains(part), "no ‘{part}’ on\n{screen}");
    }

    /// The dialog says something, on however many lines: how a path is broken depends on where
    /// the tests have their files.
    #[track_caller]
    pub fn assert_says(&mut self, part: &str) {
        let screen = self.screen();
        let inner = |line: &str| Some(line.split_once('│')?.1.rsplit_once('│')?.0.to_owned());
        let dense = |text: &str| text.split_whitespace().collect::<String>();
        let said: String = screen.lines().filter_map(inner).map(|line| dense(&line)).collect();
        assert!(said.contains(&dense(part)), "no ‘{part}’ on\n{screen}");
    }

    #[track_caller]
    pub fn assert_lacks(&mut self, part: &str) {
        let screen = self.screen();
        assert!(!screen.contains(part), "‘{part}’ on\n{screen}");
    }

    /// The mouse at a cell, with the regions of what is on the screen now.
    pub fn mouse(&mut self, kind: PointerKind, column: u16, row: u16) -> &mut Self {
        self.clock += HELD;
        let (_, regions) = self.frame();
        if let Some(action) = (Pointer { column, row, kind }).action(&regions, &self.session) {
            self.apply(action);
        }
        self
    }

    /// Presses and lets go.
    pub fn click(&mut self, column: u16, row: u16) -> &mut Self {
        self.mouse(PointerKind::Down, column, row).mouse(PointerKind::Up, column, row)
    }

    /// Where a row's track is.
    pub fn track(&mut self, row: Row) -> Rect {
        self.frame().1.track(row).unwrap_or_else(|| panic!("{row:?} has no track"))
    }

    /// A cell of the screen that means something to the mouse.
    pub fn cell_of(&mut self, target: ClickTarget) -> (u16, u16) {
        let (buffer, regions) = self.frame();
        let hit = |column, row| regions.at(column, row).is_some_and(|(_, at)| at == target);
        let area = buffer.area;
        (0..area.height)
            .flat_map(|row| (0..area.width).map(move |column| (column, row)))
            .find(|(column, row)| hit(*column, *row))
            .unwrap_or_else(|| panic!("{target:?} is nowhere"))
    }

    pub fn value(&self, driver: Driver, scenario: Scenario) -> f64 {
        self.session.value(Input::Driver(driver), scenario)
    }

    /// A driver's values in bear, base and bull.
    pub fn values(&self, driver: Driver) -> [f64; 3] {
        Scenario::ALL.map(|scenario| self.value(driver, scenario))
    }

    /// A metric of the chosen scenario as the session has it.
    pub fn figure(&self, metric: Metric) -> Option<f64> {
        self.session.results.scenarios[self.session.scenario].outcome.metrics[metric]
    }

    /// Undoes everything, and says how many changes that were.
    pub fn undo_all(&mut self) -> usize {
        let nothing = Some(Message::Note("nothing to undo".to_owned()));
        let undone = (0..100_000).find(|_| {
            self.keys("u");
            self.session.message == nothing
        });
        undone.expect("an end of undoing")
    }

    #[track_caller]
    pub fn assert_open(&self, id: &str) {
        assert!(self.session.preset == preset(id), "it is not {id} as bundled");
    }
}

fn bundled(id: &str) -> &'static str {
    let found = payback::preset::library::BUNDLED.iter().find(|(bundled, _)| *bundled == id);
    found.unwrap_or_else(|| panic!("{id} isn't bundled")).0
}
