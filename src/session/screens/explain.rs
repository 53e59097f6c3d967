//! Explain: how the figure comes about.

use crate::analysis::{Explanation, Node, Question, explain_year};
use crate::session::Session;
use std::collections::BTreeSet;

/// A node of a derivation as a line on the screen.
#[derive(Debug, Clone, Copy)]
pub struct ExplainLine<'a> {
    pub node: &'a Node,
    /// How deep it lies.
    pub depth: usize,
    /// Whether its parts are shown.
    pub open: bool,
}

/// What the Explain screen remembers.
#[derive(Debug, Clone, Default)]
pub struct ExplainState {
    /// The derivation.
    pub explanation: Option<Explanation>,
    /// The year as of which a claim has the figure explained.
    year: Option<i32>,
    /// The opened nodes, by their places among their parents' parts; none where they are still
    /// those that a new figure has open.
    open: Option<BTreeSet<Vec<usize>>>,
    /// Whether every node is open, to be looked through.
    all_open: bool,
    /// The chosen line.
    pub selected: usize,
}

impl ExplainState {
    /// The lines in sight, from the top.
    pub fn lines(&self) -> Vec<ExplainLine<'_>> {
        self.places().into_iter().map(|(line, _)| line).collect()
    }

    /// The lines with the places of their nodes.
    fn places(&self) -> Vec<(ExplainLine<'_>, Vec<usize>)> {
        let mut lines = Vec::new();
        if let Some(explanation) = &self.explanation {
            self.visit(&explanation.root, &mut Vec::new(), &self.opened(), &mut lines);
        }
        lines
    }

    /// The opened nodes.
    fn opened(&self) -> BTreeSet<Vec<usize>> {
        let telling = || self.explanation.as_ref().map(|of| telling(&of.root)).unwrap_or_default();
        self.open.clone().unwrap_or_else(telling)
    }

    fn visit<'a>(
        &self,
        node: &'a Node,
        place: &mut Vec<usize>,
        opened: &BTreeSet<Vec<usize>>,
        lines: &mut Vec<(ExplainLine<'a>, Vec<usize>)>,
    ) {
        // The figure itself is always open: a derivation of one line explains nothing.
        let open =
            !node.parts.is_empty() && (place.is_empty() || self.all_open || opened.contains(place));
        lines.push((ExplainLine { node, depth: place.len(), open }, place.clone()));
        if open {
            for (index, part) in node.parts.iter().enumerate() {
                place.push(index);
                self.visit(part, place, opened, lines);
                place.pop();
            }
        }
    }

    /// Opens every node, or only those that were and what leads to the chosen one, which stays chosen.
    fn open_all(&mut self, all: bool) {
        let chosen = self.places().into_iter().nth(self.selected).map(|(_, place)| place);
        let Some(chosen) = chosen.filter(|_| all != self.all_open) else { return };
        if !all {
            let mut open = self.opened();
            open.extend((1..chosen.len()).map(|depth| chosen[..depth].to_vec()));
            self.open = Some(open);
        }
        self.all_open = all;
        let mut places = self.places().into_iter();
        self.selected = places.position(|(_, place)| place == chosen).unwrap_or(0);
    }

    pub(super) fn close_all(&mut self) {
        self.open = None;
        self.selected = 0;
    }
}

impl Session {
    /// Chooses the first line; of the chosen claim's figure, where it is opened from a screen of
    /// claims, and of the chosen payback.
    pub(super) fn explain_chosen(&mut self) {
        let claimed = self.claimed();
        self.screens.explain.year = claimed.and_then(|(.., year)| year);
        let claimed = claimed.map(|(scenario, metric, _)| (scenario, metric));
        if let Some((scenario, metric)) = claimed.or_else(|| self.payback_to_explain()) {
            self.choose_scenario(scenario);
            self.lend_metric(metric);
        }
        self.screens.explain.selected = 0;
    }

    pub(super) fn refresh_explanation(&mut self) {
        let question = Question::new(&self.preset.inputs, self.scenario, self.metric);
        let state = &mut self.screens.explain;
        state.open_all(self.filters.screen.is_on());
        // Another figure may not depend on the year.
        state.year = state.year.filter(|_| self.metric.spec().is_of_headline_year);
        state.explanation = Some(explain_year(question, state.year));
        state.selected = state.selected.min(state.lines().len().saturating_sub(1));
    }

    /// Opens or closes the chosen figure; from an input, goes to its slider.
    pub(in crate::session) fn open_or_show(&mut self) {
        let state = &self.screens.explain;
        let line = state.lines().get(state.selected).map(|line| (line.node.input, line.open));
        match line {
            Some((Some(input), _)) => self.show_slider(input),
            Some((None, open)) => self.open_part(!open),
            None => {}
        }
    }

    /// Opens or closes the chosen figure's parts.
    pub(in crate::session) fn open_part(&mut self, open: bool) {
        let state = &mut self.screens.explain;
        let places: Vec<_> = state.places().into_iter().map(|(_, place)| place).collect();
        let Some(place) = places.get(state.selected) else { return };
        let mut opened = state.opened();
        if open {
            opened.insert(place.clone());
        } else if !opened.remove(place) {
            // Nothing to close here: to the figure that this is a part of.
            let parent = &place[..place.len().saturating_sub(1)];
            state.selected = places.iter().position(|place| place == parent).unwrap_or(0);
        }
        state.open = Some(opened);
    }
}

/// The most lines that are open of a new figure, where it need not be more.
const OPENED: usize = 24;

/// The most figures of which some are opened and others aren't.
const FEW: usize = 3;

/// What is open of a new figure: its first level that says more than a figure in another way, and
/// the one below, or that of a few figures, where that is soon read.
fn telling(root: &Node) -> BTreeSet<Vec<usize>> {
    let opened = |levels: usize| {
        let mut found = Opened { places: BTreeSet::new(), lines: 1 };
        found.open(root, &[], levels);
        found
    };
    let two = opened(2);
    if two.lines <= OPENED {
        return two.places;
    }
    let mut telling = opened(1);
    let closed = telling.closed(root, &[]);
    if closed.len() <= FEW {
        for (place, node) in closed {
            if telling.lines + node.parts.len() <= OPENED {
                telling.open(node, &place, 1);
            }
        }
    }
    telling.places
}

/// The nodes that are open, by their places, and the lines that makes.
struct Opened {
    places: BTreeSet<Vec<usize>>,
    lines: usize,
}

impl Opened {
    /// Opens so many levels of a node; what only says another figure in another way is none.
    fn open(&mut self, node: &Node, place: &[usize], levels: usize) {
        if levels == 0 || node.parts.is_empty() {
            return;
        }
        self.places.insert(place.to_vec());
        self.lines += node.parts.len();
        let below = if node.is_conversion() { levels } else { levels - 1 };
        for (at, part) in node.parts.iter().enumerate() {
            self.open(part, &[place, &[at]].concat(), below);
        }
    }

    /// The nodes in sight that could be opened, with their places.
    fn closed<'a>(&self, node: &'a Node, place: &[usize]) -> Vec<(Vec<usize>, &'a Node)> {
        if node.parts.is_empty() {
            return Vec::new();
        }
        if !self.places.contains(place) {
            return vec![(place.to_vec(), node)];
        }
        let parts = node.parts.iter().enumerate();
        parts.flat_map(|(at, part)| self.closed(part, &[place, &[at]].concat())).collect()
    }
}
