//! Calibrating: the inputs that may move are marked, where they would go is worked out in the
//! background, and accepting that is one edit.

use super::{Acts, Dialog, Fate};
use crate::analysis::{ClaimKind, Fit, Query, VariedInput};
use crate::model::Input;
use crate::session::edit::{By, Edited};
use crate::session::filter::input_text;
use crate::session::{Context, Session};
use std::sync::Arc;

/// The inputs to choose from, and what comes of those that are marked.
#[derive(Debug, Clone, PartialEq)]
pub struct CalibrateDialog {
    /// Every input that can move by itself, those that are usually varied first.
    pub inputs: Vec<VariedInput>,
    /// Whether each of them may move.
    pub marked: Vec<bool>,
    /// The chosen line: an input, or a claim of what was found.
    pub selected: usize,
    pub stage: CalibrateStage,
    /// Why nothing was worked out.
    pub refused: Option<String>,
}

/// How far calibrating has come.
#[derive(Debug, Clone, PartialEq)]
pub enum CalibrateStage {
    /// Inputs are being marked.
    Choosing,
    /// It is being worked out.
    Working,
    /// Where the inputs would go.
    Found(Arc<Fit>),
}

impl CalibrateDialog {
    /// The inputs that may move.
    pub fn varied(&self) -> Vec<VariedInput> {
        let all = self.inputs.iter().zip(&self.marked);
        all.filter(|(_, marked)| **marked).map(|(input, _)| *input).collect()
    }

    fn choose_again(&mut self, refused: Option<String>) {
        self.stage = CalibrateStage::Choosing;
        self.selected = 0;
        self.refused = refused;
    }
}

impl Acts for CalibrateDialog {
    fn context(&self) -> Context {
        match self.stage {
            CalibrateStage::Choosing | CalibrateStage::Working => Context::Calibrate,
            CalibrateStage::Found(_) => Context::Calibrated,
        }
    }

    fn list(&mut self, _: &Session) -> Option<(&mut usize, usize)> {
        let lines = match &self.stage {
            CalibrateStage::Choosing | CalibrateStage::Working => self.inputs.len(),
            CalibrateStage::Found(fit) => fit.claims.len(),
        };
        Some((&mut self.selected, lines))
    }

    fn texts(&self, _: &Session) -> Option<Vec<String>> {
        match self.stage {
            CalibrateStage::Choosing | CalibrateStage::Working => {
                let text = |each: &VariedInput| format!("{each} {}", input_text(each.input));
                Some(self.inputs.iter().map(text).collect())
            }
            CalibrateStage::Found(_) => None,
        }
    }

    /// Lets the chosen input move, or no longer; what was being worked out is void.
    fn mark(&mut self) {
        if matches!(self.stage, CalibrateStage::Found(_)) {
            return;
        }
        if let Some(marked) = self.marked.get_mut(self.selected) {
            *marked = !*marked;
        }
        self.stage = CalibrateStage::Choosing;
        self.refused = None;
    }

    /// A click marks an input; of what was found it chooses a claim.
    fn click(&mut self, session: &mut Session, line: usize) -> Fate {
        if let Some((chosen, lines)) = self.list(session) {
            *chosen = line.min(lines.saturating_sub(1));
        }
        self.mark();
        Fate::Stays
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        match &self.stage {
            CalibrateStage::Working => Fate::Stays,
            CalibrateStage::Choosing if self.varied().is_empty() => {
                self.refused = Some("mark at least one input with Space".to_owned());
                Fate::Stays
            }
            CalibrateStage::Choosing => {
                session.answers.ask_anew();
                self.refused = None;
                self.stage = CalibrateStage::Working;
                Fate::Stays
            }
            CalibrateStage::Found(fit) => {
                let fit = Arc::clone(fit);
                match session.edit(By::Once, |preset| preset.inputs = fit.inputs.clone()) {
                    Edited::Changed => session.say(done(&fit)),
                    Edited::Same => session.say("these inputs stay; nothing was changed"),
                    Edited::Refused => {}
                }
                Fate::Closes
            }
        }
    }

    fn cancel(&mut self, _: &mut Session) -> Fate {
        match self.stage {
            CalibrateStage::Choosing | CalibrateStage::Working => Fate::Closes,
            CalibrateStage::Found(_) => {
                self.choose_again(None);
                Fate::Stays
            }
        }
    }
}

/// What has been done.
fn done(fit: &Fit) -> String {
    let moved = fit.moves.iter().filter(|moved| moved.is_moved()).count();
    let inputs = if moved == 1 { "1 input".to_owned() } else { format!("{moved} inputs") };
    let hold = fit.fitted().filter(|each| each.holds).count();
    format!("calibrated: {inputs} moved, {hold} of {} fitted claims hold", fit.fitted().count())
}

impl Session {
    /// Asks which inputs may move for the fitted claims.
    pub(in crate::session) fn ask_calibration(&mut self) {
        let claims = &self.preset.claims;
        if !claims.iter().any(|claim| claim.kind == ClaimKind::Calibrated) {
            return self.say("no claim is fitted: e gives a claim the kind Calibrated");
        }
        let usual = VariedInput::usual(claims);
        let mut marked = vec![true; usual.len()];
        let mut inputs = usual;
        let all = Input::all(self.preset.inputs.programme.sites.len());
        for each in all.flat_map(VariedInput::of_every_scenario) {
            // An indicator has no effect where the delay is given in months.
            if !inputs.contains(&each) && each.get(&self.preset.inputs).is_some() {
                inputs.push(each);
            }
        }
        marked.resize(inputs.len(), false);
        let stage = CalibrateStage::Choosing;
        let dialog = CalibrateDialog { inputs, marked, selected: 0, stage, refused: None };
        self.dialog = Some(Dialog::Calibrate(dialog));
    }

    /// What has to be worked out for the open dialog.
    pub(in crate::session) fn calibration_query(&self) -> Option<Query> {
        let Some(Dialog::Calibrate(dialog)) = &self.dialog else { return None };
        (dialog.stage == CalibrateStage::Working).then(|| Query::Calibrate {
            claims: self.preset.claims.clone(),
            varied: dialog.varied(),
        })
    }

    /// The dialog that waits for where the inputs would go.
    fn awaited_calibration(&mut self) -> Option<&mut CalibrateDialog> {
        match &mut self.dialog {
            Some(Dialog::Calibrate(dialog)) if dialog.stage == CalibrateStage::Working => {
                Some(dialog)
            }
            _ => None,
        }
    }

    /// Where the inputs would go is known.
    pub(in crate::session) fn calibrated(&mut self, fit: Arc<Fit>) {
        if let Some(dialog) = self.awaited_calibration() {
            dialog.selected = fit.claims.iter().position(|each| !each.holds).unwrap_or(0);
            dialog.stage = CalibrateStage::Found(fit);
        }
    }

    /// Says in the dialog why that can't be told; gives the reason back where none waits for it.
    pub(in crate::session) fn calibration_refused(&mut self, why: String) -> Option<String> {
        match self.awaited_calibration() {
            Some(dialog) => {
                dialog.choose_again(Some(why));
                None
            }
            None => Some(why),
        }
    }
}
