//! League: every preset that has a name and what is open, ranked by the figure that the screens speak of.

use crate::analysis::{LEAGUE_METRICS, LeagueEntry, LeagueOrder, is_ranked_apart, standings};
use crate::model::{Metric, Scenario, Workspace};
use crate::preset::{Currency, Origin};
use crate::session::action::Effect;
use crate::session::dialogs::unsaved::Leave;
use crate::session::exchange::LeagueReading;
use crate::session::{Screen, Session};
use std::rc::Rc;

/// A preset's figures, or why it can't be read.
pub type LeagueFound = Result<Rc<LeagueEntry<Currency>>, String>;

/// What the League screen remembers.
#[derive(Debug, Clone)]
pub struct LeagueState {
    /// The figures that it shows, from the left.
    pub metrics: Vec<Metric>,
    /// Whether the three scenarios stand side by side.
    pub side_by_side: bool,
    /// The chosen line.
    pub selected: usize,
    /// Its lines, from the top.
    pub lines: Vec<LeagueLine>,
    /// Why saved presets are missing, if they are.
    pub problem: Option<String>,
    /// The figure by which the worst come first.
    reversed: Option<Metric>,
    /// The presets that have a name, with what is known of each so far.
    presets: Vec<(Origin, Option<LeagueFound>)>,
}

/// A line of the league table.
#[derive(Debug, Clone, PartialEq)]
pub struct LeagueLine {
    /// Where the preset can be opened.
    pub origin: Origin,
    /// How many are better, and one; `None` where it has no figure.
    pub rank: Option<usize>,
    /// Whether it is open: then its figures are those of the inputs as they are now.
    pub is_open: bool,
    /// What the model makes of it; `None` as long as it isn't read.
    pub found: Option<LeagueFound>,
}

impl LeagueLine {
    /// Its figures, as far as they are known.
    pub fn entry(&self) -> Option<&LeagueEntry<Currency>> {
        self.found.as_ref()?.as_ref().ok().map(|entry| &**entry)
    }

    /// What it is found by.
    fn text(&self) -> String {
        let name = self.entry().map_or("", |entry| &*entry.name);
        format!("{} {name}", self.origin.id())
    }
}

impl Default for LeagueState {
    fn default() -> Self {
        Self {
            metrics: LEAGUE_METRICS.to_vec(),
            side_by_side: false,
            selected: 0,
            lines: Vec::new(),
            problem: None,
            reversed: None,
            presets: Vec::new(),
        }
    }
}

impl LeagueState {
    /// The chosen line.
    pub fn chosen(&self) -> Option<&LeagueLine> {
        self.lines.get(self.selected)
    }

    /// The presets whose figures are known, in their order.
    pub fn entries(&self) -> Vec<&LeagueEntry<Currency>> {
        self.lines.iter().filter_map(LeagueLine::entry).collect()
    }

    /// The line of what is open.
    pub fn open(&self) -> Option<&LeagueLine> {
        self.lines.iter().find(|line| line.is_open)
    }

    pub(super) fn texts(&self) -> Vec<String> {
        self.lines.iter().map(LeagueLine::text).collect()
    }
}

impl Session {
    /// What presets are put in the order of.
    pub fn league_order(&self) -> LeagueOrder {
        let order = LeagueOrder::best_first(self.metric, self.scenario);
        let is_reversed = self.screens.league.reversed == Some(self.metric);
        if is_reversed { order.reversed() } else { order }
    }

    /// Whether presets are ranked apart, because money of different currencies can't be.
    pub fn is_league_apart(&self) -> bool {
        is_ranked_apart(&self.screens.league.entries(), self.metric)
    }

    /// How many presets have a rank among which a preset's own counts, that one included.
    pub fn ranked_with(&self, line: &LeagueLine) -> usize {
        let is_apart = self.is_league_apart();
        let money = |line: &LeagueLine| line.entry().map(|entry| entry.money);
        let is_peer = |other: &&LeagueLine| {
            other.rank.is_some() && (!is_apart || money(other) == money(line))
        };
        self.screens.league.lines.iter().filter(is_peer).count()
    }

    /// Whose figures are shown.
    pub fn league_scenarios(&self) -> Vec<Scenario> {
        if self.screens.league.side_by_side { Scenario::ALL.to_vec() } else { vec![self.scenario] }
    }

    /// Begins with what is open chosen.
    pub(super) fn enter_league(&mut self) {
        self.screens.league.selected = 0;
        self.screens.league.lines.clear();
    }

    /// Has every preset read where they are on screen: when the screen is shown, and after a preset
    /// was saved, renamed or deleted, here or by another program.
    pub(in crate::session) fn reread_league(&mut self) {
        if self.screen == Screen::League {
            self.effects.push(Effect::ListLeague);
        }
    }

    /// The presets that have a name are known; what was known of each stays until it is read again.
    pub(in crate::session) fn league_listed(
        &mut self,
        origins: Vec<Origin>,
        problem: Option<String>,
    ) {
        let league = &mut self.screens.league;
        let mut known = std::mem::take(&mut league.presets);
        let found = |origin: Origin| {
            let known = known.iter_mut().find(|(of, _)| *of == origin);
            let found = known.and_then(|(_, found)| found.take());
            (origin, found)
        };
        league.presets = origins.into_iter().map(found).collect();
        league.problem = problem;
        // Those of which nothing is shown yet come first: the next change makes a new list.
        let (known, unknown): (Vec<_>, Vec<_>) =
            league.presets.iter().partition(|(_, found)| found.is_some());
        let wanted = unknown.into_iter().chain(known).map(|(origin, _)| origin.clone());
        let wanted = wanted.collect();
        self.effects.push(Effect::ReadLeague(wanted));
    }

    /// Some of them were read.
    pub(in crate::session) fn league_read(&mut self, read: Vec<LeagueReading>) {
        let mut workspace = Workspace::new();
        for (origin, found) in read {
            let Some(found) = found else {
                self.screens.league.presets.retain(|(of, _)| *of != origin);
                continue;
            };
            let found = found.map(|preset| {
                let (money, names) = (preset.money(), (origin.id(), &preset.name));
                Rc::new(LeagueEntry::new(&mut workspace, names, money, &preset.inputs))
            });
            let mut presets = self.screens.league.presets.iter_mut();
            if let Some((_, known)) = presets.find(|(of, _)| *of == origin) {
                *known = Some(found);
            }
        }
    }

    /// Puts the lines in order; the chosen preset stays chosen, at first what is open.
    pub(super) fn refresh_league(&mut self) {
        let own = LeagueEntry {
            id: self.file.origin.id(),
            name: self.preset.name.clone(),
            money: self.preset.money(),
            horizon_year: self.horizon_year(),
            outcomes: self.outcomes(),
        };
        let line = |(origin, found): &(Origin, Option<LeagueFound>)| LeagueLine {
            origin: origin.clone(),
            rank: None,
            is_open: false,
            found: found.clone(),
        };
        let mut lines: Vec<LeagueLine> = self.screens.league.presets.iter().map(line).collect();
        let own = LeagueLine {
            origin: self.file.origin.clone(),
            rank: None,
            is_open: true,
            found: Some(Ok(Rc::new(own))),
        };
        match lines.iter_mut().find(|line| line.origin == own.origin) {
            Some(line) => *line = own,
            None => lines.push(own),
        }
        let (known, mut unknown): (Vec<_>, Vec<_>) =
            lines.into_iter().partition(|line| line.entry().is_some());
        // What can't be read stands before what isn't read yet, which may still move up.
        unknown.sort_by_key(|line| line.found.is_none());
        let entries: Vec<_> = known.iter().filter_map(LeagueLine::entry).collect();
        let ranked = standings(&entries, self.league_order()).into_iter();
        let ranked = ranked.map(|of| LeagueLine { rank: of.rank, ..known[of.entry].clone() });
        let lines: Vec<LeagueLine> = ranked.chain(unknown).collect();
        let league = &mut self.screens.league;
        let chosen = league.chosen().map(|line| line.origin.clone());
        let is_chosen = |line: &LeagueLine| match &chosen {
            Some(chosen) => line.origin == *chosen,
            None => line.is_open,
        };
        // What is there no more gives way to what follows it.
        let next = league.selected.min(lines.len().saturating_sub(1));
        league.selected = lines.iter().position(is_chosen).unwrap_or(next);
        league.lines = lines;
        // What presets are ranked by is among the figures that are shown.
        if !league.metrics.contains(&self.metric) {
            league.metrics.insert(0, self.metric);
        }
    }

    /// The place of the column that presets are ranked by.
    fn ranked_column(&self) -> usize {
        let metrics = &self.screens.league.metrics;
        metrics.iter().position(|metric| *metric == self.metric).unwrap_or(0)
    }

    /// Ranks by a column beside the present one.
    pub(in crate::session) fn choose_column(&mut self, by: isize) {
        let metrics = &self.screens.league.metrics;
        let place = self.ranked_column().saturating_add_signed(by);
        if let Some(metric) = metrics.get(place).copied() {
            self.message = None;
            self.set_metric(metric);
        }
    }

    /// A click on a column's head: ranks by it; where that is so already, the other way round.
    pub(in crate::session) fn click_heading(&mut self, scenario: Scenario, metric: Metric) {
        if (self.scenario, self.metric) == (scenario, metric) {
            return self.reverse_league();
        }
        self.choose_scenario(scenario);
        self.set_metric(metric);
    }

    /// The best first, or the worst.
    pub(in crate::session) fn reverse_league(&mut self) {
        let (league, metric) = (&mut self.screens.league, self.metric);
        league.reversed = if league.reversed == Some(metric) { None } else { Some(metric) };
        self.message = None;
    }

    /// Moves the column that presets are ranked by.
    pub(in crate::session) fn move_column(&mut self, by: isize) {
        let from = self.ranked_column();
        let metrics = &mut self.screens.league.metrics;
        let to = from.saturating_add_signed(by);
        if to < metrics.len() {
            metrics.swap(from, to);
        }
    }

    /// Removes the column that presets are ranked by, and ranks them by the next one.
    pub(in crate::session) fn remove_column(&mut self) {
        let place = self.ranked_column();
        let metrics = &mut self.screens.league.metrics;
        if metrics.len() < 2 {
            return self.say("the last column stays; m adds another one");
        }
        let removed = metrics.remove(place);
        let next = metrics[place.min(metrics.len() - 1)];
        self.set_metric(next);
        self.say(format!("removed {}; m adds a column", removed.spec().label));
    }

    pub(super) const fn toggle_league_scenarios(&mut self) {
        let league = &mut self.screens.league;
        league.side_by_side = !league.side_by_side;
    }

    /// Opens the chosen preset; what is unsaved is asked about.
    pub(in crate::session) fn open_ranked(&mut self) {
        match self.ranked_to_read() {
            Some(line) if line.is_open => self.say("it is open already"),
            Some(line) => self.leave(Leave::Open(line.origin)),
            None => {}
        }
    }

    /// Goes to what differs between the chosen preset and what is open.
    pub(in crate::session) fn compare_ranked(&mut self) {
        match self.ranked_to_read() {
            Some(line) if line.is_open => self.say("it is what is open: choose another one"),
            Some(line) => {
                self.effects.push(Effect::LoadToCompare(line.origin));
                self.go(Screen::Compare);
            }
            None => {}
        }
    }

    /// The chosen line, where its preset can be read; else why it can't be is said.
    fn ranked_to_read(&mut self) -> Option<LeagueLine> {
        let line = self.screens.league.chosen()?.clone();
        match &line.found {
            Some(Ok(_)) => return Some(line),
            Some(Err(why)) => self.refuse(format!("{} can't be read: {why}", line.origin.name())),
            None => self.say("it is still being read"),
        }
        None
    }
}
