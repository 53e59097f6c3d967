//! One person's exploration as plain state: what is open, what is chosen, what was changed.
//!
//! [`Session::apply`] takes an action to a new state and to effects, which the app carries out;
//! their results come back as actions. No files, no clock, no terminal: everything here can be
//! tested by calling it. Uses the model, the analyses and presets.

mod action;
mod apply;
mod command;
mod copied;
mod copies;
mod dialogs;
mod edit;
mod entry;
mod exchange;
mod field;
mod file;
mod filter;
mod history;
mod inquiry;
mod keymap;
mod message;
mod opening;
mod pins;
mod presentation;
mod response;
mod results;
mod rows;
mod screen;
mod screens;
mod sections;
mod site_places;
mod strip;
mod text_field;
mod views;

pub use action::{Action, Effect, Moment, Phase};
pub use command::{Command, DialogCommand, TextEdit};
pub use copied::Copied;
pub use copies::ScreenChart;
pub use dialogs::Dialog;
pub use dialogs::calibrate::{CalibrateDialog, CalibrateStage};
pub use dialogs::exact::{ExactEntry, Exacted};
pub use dialogs::form::{Content, FormDialog, FormField, FormSubject};
pub use dialogs::help::{Help, HelpPage};
pub use dialogs::kept::KeptList;
pub use dialogs::list::{ListDialog, ListSubject};
pub use dialogs::open::{Asking, Headline, OpenLine, OpenList, Preview};
pub use dialogs::overwrite::Overwrite;
pub use dialogs::palette::{Palette, PaletteEntry};
pub use dialogs::pins::PinList;
pub use dialogs::recover::{Offer, RecoverList};
pub use dialogs::reread::Reread;
pub use dialogs::save_as::SaveAs;
pub use dialogs::unsaved::{EndPresentation, Leave, Pinned};
pub use dialogs::views::ViewList;
pub use exchange::{
    CopyResult, Kept, KeptPlace, LeagueReading, ListedPreset, Manage, ManageError, Managed,
    OfferError, Opening, PresetRef, PreviewSubject, Previewed, Recoverable, SaveLocation,
    SaveResult, Slide, There, Why,
};
pub use field::{Field, FieldValue};
pub use file::OpenFile;
pub use filter::{Filter, Filters, has_words};
pub use history::{Edit, History, HistoryStep, State};
pub use inquiry::Answers;
pub use keymap::{BINDINGS, Binding, Context, lookup};
pub use message::Message;
pub use pins::{Against, Pin, Pins};
pub use presentation::Presentation;
pub use response::Response;
pub use results::{Periodic, Results, Scale, Scales, ScenarioResult, Snapshot};
pub use rows::{Drawer, RiskSetting, Row};
pub use screen::Screen;
pub use screens::Screens;
pub use screens::backtest::BacktestState;
pub use screens::cash::CashState;
pub use screens::claims::{ClaimAnswer, ClaimsState};
pub use screens::compare::{CompareChoice, CompareLine, CompareState};
pub use screens::drivers::{DriversState, DriversView};
pub use screens::explain::{ExplainLine, ExplainState};
pub use screens::explore::ExploreState;
pub use screens::grid::GridState;
pub use screens::league::{LeagueFound, LeagueLine, LeagueState};
pub use screens::risk::{OddsLine, RiskState, RiskView};
pub use screens::sliders::value_in;
pub use screens::solve::{Consequences, SolveState, WayThere, gets_there};
pub use sections::{Section, sections};
pub use strip::Strip;
pub use text_field::TextField;
pub use views::set_between;

use crate::model::{Metric, Outcome, Scenario, Scenarios};
use crate::preset::{Currency, Origin, Preset};
use edit::Moves;
use rows::FIRST_ROW;
use std::rc::Rc;

/// One person's exploration.
#[derive(Debug)]
pub struct Session {
    /// What is open, with every change made to it.
    pub preset: Preset,
    pub file: OpenFile,
    /// Every edit, to be undone and redone.
    pub history: History,
    /// The chosen scenario.
    pub scenario: Scenario,
    /// The figure that the screens speak of.
    pub metric: Metric,
    /// The chosen row.
    pub row: Row,
    pub screen: Screen,
    /// What each screen remembers.
    pub screens: Screens,
    /// What the model makes of the inputs.
    pub results: Results,
    /// The scales that the three panels share.
    pub scales: Scales,
    /// The response strip of the chosen row.
    pub strip: Strip,
    /// What the lists are filtered by.
    filters: Filters,
    /// What was worked out in the background.
    pub answers: Answers,
    /// What figures can be compared with.
    pub pins: Pins,
    /// The last edit, as long as its change is shown.
    moves: Moves,
    /// The dialog that is open over the screen.
    pub dialog: Option<Dialog>,
    /// What earlier runs left, until it can be shown, or while one of it is taken up.
    offered: Option<RecoverList>,
    /// The same where it is so little that the foot of the screen tells of it.
    small_offer: Option<RecoverList>,
    /// What is presented, in place of the screens.
    pub presentation: Option<Presentation>,
    /// What is said at the foot of the screen.
    pub message: Option<Message>,
    /// How far help can be scrolled on the screen.
    help_end: usize,
    /// When the present action happened.
    now: Moment,
    /// What the present action asks of the app.
    effects: Vec<Effect>,
}

impl Session {
    /// Opens a preset.
    pub fn new(preset: Preset, origin: Origin) -> Self {
        let results = Results::new(&preset.inputs);
        let scales = Scales::of(&results.scenarios);
        let saved = preset.clone();
        let mut session = Self {
            preset,
            file: OpenFile { origin, saved, is_gone: false, elsewhere: None, then: None },
            history: History::new(),
            scenario: Scenario::Base,
            metric: Metric::PaybackYears,
            row: FIRST_ROW,
            screen: Screen::Explore,
            screens: Screens::default(),
            results,
            scales,
            strip: Strip::default(),
            filters: Filters::default(),
            answers: Answers::default(),
            pins: Pins::default(),
            moves: Moves::default(),
            dialog: None,
            offered: None,
            small_offer: None,
            presentation: None,
            message: None,
            help_end: usize::MAX,
            now: Moment::default(),
            effects: Vec::new(),
        };
        session.refresh_strip();
        session
    }

    /// What figures are compared with: the pin, or what was before the last edit.
    pub fn reference(&self) -> Option<&Snapshot> {
        let pin = self.pins.compared.as_ref();
        pin.map(|pin| &*pin.snapshot).or(self.moves.from.as_deref())
    }

    /// What the money of that is shown in.
    pub fn reference_currency(&self) -> Currency {
        self.pins.compared.as_ref().map_or_else(|| self.preset.money(), |pin| pin.currency)
    }

    /// What the model made of the inputs before the last edit, until its change is shown no longer.
    pub const fn moved_from(&self) -> Option<&Rc<Snapshot>> {
        self.moves.from.as_ref()
    }

    /// The outcomes of the three scenarios.
    pub fn outcomes(&self) -> Scenarios<Outcome> {
        self.results.scenarios.map(|result| result.outcome)
    }

    /// The keys that act now: a filter's while one is typed, a dialog's while one is open, else the
    /// screen's.
    pub fn context(&self) -> Context {
        if self.filter().is_typing {
            return Context::Filter;
        }
        let below = match &self.presentation {
            Some(_) => Context::Presentation,
            None => Context::of(self.screen),
        };
        self.dialog.as_ref().map_or(below, Dialog::context)
    }

    /// The year in which the modelled time ends.
    pub fn horizon_year(&self) -> i32 {
        self.preset.inputs.programme.horizon.year()
    }
}

/// The next place among so many, or the one before, round the ends.
const fn round_ends(place: usize, back: bool, count: usize) -> usize {
    (place + if back { count - 1 } else { 1 }) % count
}
