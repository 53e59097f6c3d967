//! One person's exploration as plain state: what is open, what is chosen, what was changed.
//!
//! [`Session::apply`] takes an action to a new state and to effects, which the app carries out;
//! their results come back as actions. No files, no clock, no terminal: everything here can be
//! tested by calling it. Uses the model, the analyses and presets.

mod action;
mod apply;
mod cell;
mod choosing;
mod copying;
mod dialog;
mod edit;
mod editing;
mod entering;
mod entry;
mod filling;
mod form;
mod fullwidth;
mod history;
mod inquiry;
mod jump;
mod keymap;
mod managing;
mod message;
mod navigate;
mod opening;
mod overwriting;
mod pins;
mod question;
mod recovering;
mod results;
mod revert;
mod risk;
mod rows;
mod saving;
mod screen;
mod screens;
mod solutions;
mod strip;
mod target;
mod text_field;

pub use action::{
    Action, Command, Effect, Entry, May, Moment, Phase, SaveResult, SaveTarget, There,
};
pub use copying::{Copied, CopyResult};
pub use dialog::{Dialog, ExactEntry, Exacted, Leave, PickList};
pub use entry::{EntryError, Typed, parse_entry};
pub use form::{Content, Field, Form, Subject};
pub use fullwidth::in_ascii_forms;
pub use history::{History, Step};
pub use inquiry::Answers;
pub use keymap::{BINDINGS, Binding, Context, lookup};
pub use managing::{Asking, Manage, Managed};
pub use message::{Change, Message};
pub use opening::{Line, OpenList, Preview, Previewed, Wanted};
pub use overwriting::{Overwrite, Why};
pub use pins::{Pin, PinList};
pub use question::Question;
pub use recovering::{RecoverList, Recoverable};
pub use results::{Annual, Results, Scale, Scales, ScenarioResult, Snapshot};
pub use risk::{OddsLine, RiskEntry, RiskSetting, RiskState, RiskView};
pub use rows::{Drawer, Row};
pub use saving::{Place, SaveAs};
pub use screen::Screen;
pub use screens::{
    Against, CashState, CompareState, DriversState, DriversView, ExplainLine, ExplainState,
    GridState, SolveState,
};
pub use solutions::{WayThere, gets_there};
pub use strip::Strip;
pub use text_field::TextField;

use crate::model::{Input, Metric, Scenario, Scenarios};
use crate::preset::{Origin, Preset};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What is chosen at the start.
const FIRST_ROW: Row = Row::Driver(crate::model::Driver::Utilization);

/// One person's exploration.
#[derive(Debug)]
pub struct Session {
    /// What is open, with every change made to it.
    pub preset: Preset,
    /// What it was when it was opened or last saved.
    pub saved: Preset,
    /// Where it came from.
    pub origin: Origin,
    /// The chosen scenario.
    pub scenario: Scenario,
    /// The chosen row.
    pub row: Row,
    /// Which rows' details are open.
    pub drawer: Option<Drawer>,
    /// Whether the three scenarios move together.
    pub linked: bool,
    pub screen: Screen,
    /// The figure that the screens speak of.
    pub metric: Metric,
    /// What the Drivers screen remembers.
    pub drivers: DriversState,
    /// What the Grid screen remembers.
    pub grid: GridState,
    /// What the Risk screen remembers.
    pub risk: RiskState,
    /// What the Cash screen remembers.
    pub cash: CashState,
    /// The chosen claim.
    pub claim: usize,
    /// What the Solve screen remembers.
    pub solve: SolveState,
    /// What the Compare screen remembers.
    pub compare: CompareState,
    /// What the Explain screen remembers.
    pub explain: ExplainState,
    /// What was worked out in the background.
    pub answers: Answers,
    /// The response strip of the chosen row.
    pub strip: Strip,
    /// What the model makes of the inputs.
    pub results: Results,
    /// The scales that the three panels share.
    pub scales: Scales,
    /// What figures are compared with, and since when.
    pub pin: Option<Rc<Pin>>,
    /// Every pin, in the order in which they were set.
    pub pins: Vec<Rc<Pin>>,
    /// What the model made of the inputs before the last edit, until its change is shown no longer.
    pub moved_from: Option<Rc<Snapshot>>,
    /// The dialog that is open over the screen.
    pub dialog: Option<Dialog>,
    /// What is said at the foot of the screen.
    pub message: Option<Message>,
    /// Every edit, to be undone and redone.
    pub history: History,
    /// Where each scenario's value would be without the ends of its track, by input: what linked
    /// scenarios remember of their distances.
    links: BTreeMap<Input, Scenarios<f64>>,
    /// What the mouse holds.
    grabbed: Option<(Row, Scenario)>,
    /// What a further step would continue.
    moving: Option<editing::Move>,
    /// The screens that the present one was opened from, the main one first.
    before: Vec<Screen>,
    /// The list that the wheel scrolled last, until something else is done.
    scrolling: Option<choosing::Scrolling>,
    /// The row that the list of Numbers stays at while rows are chosen with the mouse.
    anchor: Option<Row>,
    /// The rows chosen on Explore and on Numbers.
    explore_row: Row,
    number_row: Option<Row>,
    /// Whether the list of presets that is asked for is to compare with.
    listing_to_compare: bool,
    /// How far help can be scrolled on the screen.
    help_end: usize,
    /// Whether the file of the open preset was deleted here: nothing but this holds it.
    unfiled: bool,
    /// What to do once what is unsaved is saved or given up.
    after_save: Option<dialog::Leave>,
}

impl Session {
    /// Opens a preset.
    pub fn new(preset: Preset, origin: Origin) -> Self {
        let results = Results::new(&preset.inputs);
        let scales = Scales::of(&results.scenarios);
        let mut session = Self {
            saved: preset.clone(),
            history: History::new(),
            preset,
            origin,
            scenario: Scenario::Base,
            row: FIRST_ROW,
            drawer: None,
            links: BTreeMap::new(),
            linked: false,
            screen: Screen::Explore,
            metric: Metric::PaybackYears,
            drivers: DriversState::default(),
            grid: GridState::default(),
            risk: RiskState::default(),
            cash: CashState::default(),
            claim: 0,
            solve: SolveState::default(),
            compare: CompareState::default(),
            explain: ExplainState::default(),
            answers: Answers::default(),
            strip: Strip::default(),
            results,
            scales,
            pin: None,
            pins: Vec::new(),
            moved_from: None,
            dialog: None,
            message: None,
            grabbed: None,
            moving: None,
            before: Vec::new(),
            scrolling: None,
            anchor: None,
            explore_row: FIRST_ROW,
            number_row: None,
            listing_to_compare: false,
            help_end: usize::MAX,
            unfiled: false,
            after_save: None,
        };
        session.refresh_strip();
        session
    }

    /// Whether something would be lost by leaving now.
    pub fn is_unsaved(&self) -> bool {
        self.preset != self.saved || self.unfiled
    }

    /// What figures are compared with: the pin, or what was before the last edit.
    pub fn reference(&self) -> Option<&Snapshot> {
        self.pin.as_ref().map(|pin| &*pin.snapshot).or(self.moved_from.as_deref())
    }

    /// The outcomes of the three scenarios.
    pub fn outcomes(&self) -> Scenarios<crate::model::Outcome> {
        self.results.scenarios.map(|result| result.outcome)
    }

    /// The keys that act now: a dialog's while one is open, else the screen's.
    pub fn context(&self) -> Context {
        self.dialog.as_ref().map_or(Context::of(self.screen), Dialog::context)
    }

    /// The year in which the modelled time ends.
    pub fn horizon_year(&self) -> i32 {
        self.preset.inputs.programme.horizon.year()
    }
}
