//! The one way in for every edit of the open preset: checked, noted for undo, worked out anew.

use super::Session;
use super::field::Field;
use super::history::{Edit, State};
use super::message::Message;
use super::results::{Scales, Snapshot};
use super::rows::RiskSetting;
use crate::analysis::Claim;
use crate::model::{Input, Scenario};
use crate::preset::{Preset, refusals};
use std::rc::Rc;
use std::time::Duration;

/// What the last edit is compared with, and whether it goes on.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// What the model made of the inputs before, until its change is shown no longer.
    pub(super) from: Option<Rc<Snapshot>>,
    /// What a further step would continue.
    pub(super) going: Option<Move>,
}

/// An edit that a further one of the same thing may continue.
#[derive(Debug)]
pub(super) struct Move {
    /// What the preset was when it began.
    before: State,
    /// When it last went on.
    at: Duration,
    /// What made it.
    by: By,
    /// Whether a further step belongs to the same change: not once the handle was let go, or
    /// after the value came back to where it began.
    pub(super) open: bool,
}

/// What is moved step by step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Moved {
    /// An input of a scenario; others may move along.
    Input(Input, Scenario),
    /// A setting of how the drivers vary.
    Risk(RiskSetting),
    /// A date, or another field that no analysis varies.
    Field(Field),
}

/// What makes an edit, which decides whether it can continue the last one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum By {
    /// A key that may be held: steps of the same thing that follow soon are one.
    Step(Moved),
    /// The mouse, holding a handle: one step until it lets go.
    Mouse(Moved),
    /// Anything that is a step of its own: typed, applied, reset.
    Once,
}

impl By {
    const fn moved(self) -> Option<Moved> {
        match self {
            Self::Step(moved) | Self::Mouse(moved) => Some(moved),
            Self::Once => None,
        }
    }
}

/// What became of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edited {
    /// It was made.
    Changed,
    /// Everything is as it was.
    Same,
    /// It would contradict something else; the foot of the screen says what.
    Refused,
}

/// Steps that follow each other within this time are one step to undo: a held key repeats many
/// times a second, a person presses a few times.
const ONE_STEP: Duration = Duration::from_millis(600);

/// Why a preset can't be the open one: what a file that holds it would be refused for.
pub(super) fn why_refused(preset: &Preset) -> Option<String> {
    let contradiction = preset.inputs.violations().into_iter().next();
    contradiction.map(|error| error.to_string()).or_else(|| {
        let refusal = refusals(preset).into_iter().next()?;
        Some(match refusal.field.as_str() {
            "" => refusal.reason,
            field => format!("{field}: {}", refusal.reason),
        })
    })
}

impl Move {
    fn goes_on(&self, by: By, now: Duration) -> bool {
        let soon = now.saturating_sub(self.at) <= ONE_STEP;
        self.open && self.by == by && (matches!(by, By::Mouse(_)) || soon)
    }
}

impl Session {
    /// Makes an edit of the open preset.
    ///
    /// Steps of the same thing that follow soon are one edit, which goes from the first one's
    /// value to the last one's, and is none once it is back where it began.
    pub(super) fn edit(&mut self, by: By, edit: impl FnOnce(&mut Preset)) -> Edited {
        let moved = by.moved();
        if moved.is_none() {
            self.settle();
        }
        let before = self.history.state(&self.preset);
        edit(&mut self.preset);
        let after = State::of(&self.preset, Some(&before));
        if after.is(&before) {
            // Zero may have lost its sign.
            self.preset = before.preset();
            return Edited::Same;
        }
        let inputs_changed = !after.has_inputs_of(&before);
        // Values that are valid by themselves may contradict each other: no pledge at all is none.
        if inputs_changed && let Some(error) = self.preset.inputs.violations().into_iter().next() {
            self.preset = before.preset();
            self.refuse(error.to_string());
            return Edited::Refused;
        }
        let last = self.moves.going.take().filter(|last| last.by.moved() == moved);
        if last.is_none() {
            self.begin_move();
        }
        let goes_on = last.as_ref().is_some_and(|last| last.goes_on(by, self.now.since_start));
        let first = last.map_or_else(|| before.clone(), |last| last.before);
        let open = if goes_on {
            self.history.extend(&after)
        } else {
            self.history.record(Edit { before, after: after.clone() }, self.now.clock);
            true
        };
        self.message = Some(Message::Changed(Edit { before: first.clone(), after }));
        if moved.is_some() {
            self.moves.going = Some(Move { before: first, at: self.now.since_start, by, open });
        }
        if inputs_changed {
            self.recompute(moved.is_some());
        }
        Edited::Changed
    }

    /// Undoes the last change.
    pub(super) fn undo(&mut self) {
        self.settle();
        match self.history.undo(&mut self.preset).cloned() {
            Some(edit) => self.shifted(&edit, Message::Undone(edit.clone())),
            None => self.say("nothing to undo"),
        }
    }

    /// Redoes what was undone last.
    pub(super) fn redo(&mut self) {
        self.settle();
        match self.history.redo(&mut self.preset).cloned() {
            Some(edit) => self.shifted(&edit, Message::Redone(edit.clone())),
            None => self.say("nothing to redo"),
        }
    }

    fn shifted(&mut self, edit: &Edit, said: Message) {
        // To the claim in question, where it is there.
        let changed = edit.claims().concat();
        let is_changed = |claim: &Claim| changed.iter().any(|changed| changed.id == claim.id);
        if let Some(place) = self.preset.claims.iter().position(is_changed) {
            self.screens.claims.selected = place;
        }
        self.follow_history();
        self.message = Some(said);
    }

    /// Works out what follows once history has taken the preset elsewhere.
    pub(super) fn follow_history(&mut self) {
        let claim = &mut self.screens.claims.selected;
        *claim = (*claim).min(self.preset.claims.len().saturating_sub(1));
        self.begin_move();
        self.recompute(false);
    }

    /// Remembers what stands now as what the coming move is compared with.
    fn begin_move(&mut self) {
        self.settle();
        self.moves.from = Some(Rc::new(self.results.snapshot()));
    }

    /// Ends the move that is going on: scales fit again. What it changed is still shown.
    pub(super) fn settle(&mut self) {
        if self.moves.going.take().is_some() {
            self.scales = self.fitting_scales();
        }
    }

    /// Hides the last change.
    pub(super) fn clear_change(&mut self) {
        self.moves.going = None;
        self.moves.from = None;
        self.message = None;
        self.scales = self.fitting_scales();
    }

    /// Works everything out anew for changed inputs.
    fn recompute(&mut self, during_move: bool) {
        self.follow_sites();
        self.results.update(&self.preset.inputs);
        // Axes hold still under the eye; a bar beyond them ends in a mark until the move is over.
        if !during_move {
            self.scales = self.fitting_scales();
        }
        self.refresh_strip();
    }

    /// Scales that fit what stands now and what it is compared with.
    pub(super) fn fitting_scales(&self) -> Scales {
        let scales = Scales::of(&self.results.scenarios);
        match self.reference() {
            Some(reference) => scales.with(&reference.scenarios),
            None => scales,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Shape;
    use crate::model::Driver;
    use crate::preset::{Library, Source};
    use crate::session::{HistoryStep, Moment};

    fn session() -> Session {
        let (preset, origin) = Library::bundled_only().find("apec-40b").expect("bundled");
        Session::new(preset, origin)
    }

    fn at(milliseconds: u64) -> Moment {
        Moment { since_start: Duration::from_millis(milliseconds), clock: (9, 41) }
    }

    fn edit_at(session: &mut Session, milliseconds: u64, by: By, edit: impl FnOnce(&mut Preset)) {
        session.now = at(milliseconds);
        assert_eq!(session.edit(by, edit), Edited::Changed);
    }

    fn comove(session: &mut Session, to: f64, milliseconds: u64) {
        let by = By::Step(Moved::Risk(RiskSetting::Comovement));
        edit_at(session, milliseconds, by, |preset| preset.risk.comovement = to);
    }

    #[test]
    fn risk_settings_are_undone_and_a_held_key_is_one_step() {
        let mut session = session();
        let opened = session.preset.clone();
        let first = opened.risk.comovement;
        for (milliseconds, to) in [(0, 0.35), (30, 0.4), (60, 0.45), (2000, 0.5)] {
            comove(&mut session, to, milliseconds);
        }
        let step = |step: &HistoryStep| {
            let [from, to] = [&step.edit.before, &step.edit.after].map(|is| is.risk.comovement);
            (from, to, step.moves)
        };
        let steps: Vec<_> = session.history.steps().iter().map(step).collect();
        assert_eq!(steps, [(first, 0.45, 3), (0.45, 0.5, 1)]);
        let (one, other) = (Driver::Utilization, Driver::Attach);
        let pair = By::Step(Moved::Risk(RiskSetting::Pair(one, other)));
        edit_at(&mut session, 2030, pair, |preset| {
            preset.risk.correlations.push((one, other, -0.3));
        });
        let shape = By::Step(Moved::Risk(RiskSetting::Shape));
        edit_at(&mut session, 2060, shape, |preset| preset.risk.shape = Shape::Pert);
        let edited = session.preset.clone();
        for _ in 0..4 {
            assert!(session.is_unsaved());
            session.undo();
        }
        assert!(session.preset == opened);
        for _ in 0..4 {
            session.redo();
        }
        assert!(session.preset == edited);
    }

    #[test]
    fn a_move_that_comes_back_to_where_it_began_is_no_step() {
        let mut session = session();
        let first = session.preset.risk.comovement;
        comove(&mut session, 0.4, 0);
        comove(&mut session, first, 30);
        assert_eq!(session.history.place(), 0);
        comove(&mut session, 0.4, 60);
        assert_eq!(session.history.place(), 1);
    }

    #[test]
    fn every_part_of_a_preset_is_undone_together_with_the_rest() {
        let mut session = session();
        let opened = session.preset.clone();
        edit_at(&mut session, 0, By::Once, |preset| {
            preset.name.push('!');
            preset.summary.clear();
            preset.inputs.programme.sites[0].pledge = 30.0;
            preset.inputs.scenarios.0[0].weight = 0.3;
            preset.risk.shape = Shape::Uniform;
            preset.claims.remove(1);
            preset.claims[3].says.clear();
            preset.sources.remove("utilization");
            preset.sources.insert("bull.attach".to_owned(), Source::default());
        });
        let edited = session.preset.clone();
        session.undo();
        assert!(session.preset == opened);
        session.redo();
        assert!(session.preset == edited);
    }
}
