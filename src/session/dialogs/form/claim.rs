//! The form of a claim.

use super::super::{Dialog, Fate};
use super::{Form, Subject, fate};
use crate::analysis::{Bound, Claim, ClaimKind, Measure};
use crate::model::{Driver, Metric, Scenario, Unit};
use crate::session::edit::{By, Edited};
use crate::session::entry::{Typed, parse_entry, typed};
use crate::session::{Moment, Session};

/// The fields, in the order in which they stand.
#[derive(Clone, Copy)]
enum Field {
    Id,
    Says,
    Kind,
    Scenario,
    Measure,
    Bound,
    Low,
    High,
    Source,
}

/// The forms of a bound, in the order of its options.
const BOUNDS: [&str; 3] = ["within", "at least", "at most"];

/// Everything that a claim can speak of.
fn measures() -> impl Iterator<Item = Measure> {
    Metric::ALL.into_iter().map(Measure::Metric).chain(Driver::ALL.into_iter().map(Measure::Driver))
}

/// Where a file's field stands in the form.
fn field_of(name: &str, bound: usize) -> Option<usize> {
    Some(match name {
        "id" => Field::Id,
        "says" => Field::Says,
        "kind" => Field::Kind,
        "scenario" => Field::Scenario,
        "measure" => Field::Measure,
        "within" | "at_least" => Field::Low,
        "at_most" if bound == 2 => Field::High,
        "source" => Field::Source,
        _ => return None,
    } as usize)
}

impl Session {
    /// Opens the chosen claim's form.
    pub(in crate::session) fn edit_claim(&mut self) {
        match self.preset.claims.get(self.screens.claims.selected) {
            Some(claim) => {
                let form = form_of(claim, Some(self.screens.claims.selected));
                self.dialog = Some(Dialog::Form(form));
            }
            None => self.say_no_claim(),
        }
    }

    fn say_no_claim(&mut self) {
        self.say("there is no claim yet: n makes one");
    }

    /// Opens the form of a new claim: of the present figure, that it is at least what it is.
    pub(in crate::session) fn new_claim(&mut self) {
        let (scenario, metric) = (self.scenario, self.metric);
        let measure = Measure::Metric(metric);
        let value = self.results.scenarios[scenario].outcome.metrics[metric];
        let claim = Claim {
            id: self.free_id(&format!("{}-{}", scenario.id(), metric.id().replace('_', "-"))),
            says: String::new(),
            kind: ClaimKind::Tested,
            scenario,
            measure,
            // Rounded down, so that the claim holds.
            bound: Bound::AtLeast(value.map_or(0.0, |value| rounded_down(measure.unit(), value))),
            source: String::new(),
        };
        let mut form = form_of(&claim, None);
        if value.is_none() {
            form.give(Field::Low as usize, "");
        }
        self.dialog = Some(Dialog::Form(Form { chosen: Field::Says as usize, ..form }));
    }

    /// A claim's id that no other has, from one that is to be had.
    fn free_id(&self, wanted: &str) -> String {
        let taken = |id: &str| self.preset.claims.iter().any(|claim| claim.id == id);
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let mut ids = std::iter::once(wanted.to_owned()).chain(numbered);
        ids.find(|id| !taken(id)).unwrap_or_default()
    }

    /// Deletes the chosen claim.
    pub(in crate::session) fn delete_claim(&mut self, now: Moment) {
        let index = self.screens.claims.selected;
        if index >= self.preset.claims.len() {
            return self.say_no_claim();
        }
        self.edit(By::Once, now, |preset| {
            preset.claims.remove(index);
        });
        self.screens.claims.selected = index.min(self.preset.claims.len().saturating_sub(1));
    }

    /// Takes a claim: in place of the one of that index, or behind all others.
    pub(super) fn take_claim(
        &mut self,
        form: &mut Form,
        index: Option<usize>,
        now: Moment,
    ) -> Fate {
        let before = index.and_then(|index| self.preset.claims.get(index)).cloned();
        let Some(claim) = claim_of(form, before.as_ref()) else { return Fate::Stays };
        let bound = form.choice(Field::Bound as usize);
        let field_of = |name: &str| field_of(name, bound);
        let filled = self.fill_in(form, now, field_of, |preset| {
            match index.and_then(|index| preset.claims.get_mut(index)) {
                Some(place) => *place = claim,
                None => preset.claims.push(claim),
            }
        });
        if filled == Some(Edited::Changed) && index.is_none() {
            self.screens.claims.selected = self.preset.claims.len().saturating_sub(1);
        }
        fate(filled)
    }
}

/// A claim's form.
fn form_of(claim: &Claim, index: Option<usize>) -> Form {
    let unit = claim.measure.unit();
    let (bound, low, high) = match claim.bound {
        Bound::Within(low, high) => (0, typed(unit, low), typed(unit, high)),
        Bound::AtLeast(low) => (1, typed(unit, low), String::new()),
        Bound::AtMost(high) => (2, String::new(), typed(unit, high)),
    };
    let kinds = ClaimKind::ALL.map(|kind| format!("{}: {}", kind.id(), kind.meaning()));
    let kind = ClaimKind::ALL.iter().position(|kind| *kind == claim.kind).unwrap_or(0);
    let scenarios = Scenario::ALL.map(|scenario| scenario.id().to_owned());
    let measures: Vec<Measure> = measures().collect();
    let measure = measures.iter().position(|measure| *measure == claim.measure).unwrap_or(0);
    let labels = measures.iter().map(|measure| measure.label().to_owned()).collect();
    let mut form = Form::new(Subject::Claim(index))
        .with_text("id", &claim.id, "a short name that no other claim has")
        .with_text("says", &claim.says, "the claim in words")
        .with_choice("kind", kinds.to_vec(), kind, "what its holding means")
        .with_choice("scenario", scenarios.to_vec(), claim.scenario as usize, "of which it speaks")
        .with_choice("figure", labels, measure, "a letter goes to the next one that begins with it")
        .with_choice(
            "bound",
            BOUNDS.map(str::to_owned).to_vec(),
            bound,
            "where it says that the figure lies",
        )
        .with_text("from", &low, "")
        .with_text("to", &high, "")
        .with_text("source", &claim.source, "who said so, and where");
    form.follow_bound();
    form
}

/// The claim that a form holds; where a number isn't one, the form says so.
fn claim_of(form: &mut Form, before: Option<&Claim>) -> Option<Claim> {
    let measure = measures().nth(form.choice(Field::Measure as usize))?;
    let bound = form.choice(Field::Bound as usize);
    let same_unit = before.filter(|before| before.measure.unit() == measure.unit());
    let (low, high) = same_unit.map_or((f64::NAN, f64::NAN), |before| before.bound.ends());
    let low = if bound == 2 { Some(0.0) } else { end_of(form, Field::Low, measure.unit(), low) };
    let high = if bound == 1 { Some(0.0) } else { end_of(form, Field::High, measure.unit(), high) };
    let (low, high) = low.zip(high)?;
    Some(Claim {
        id: form.text(Field::Id as usize).trim().to_owned(),
        says: form.text(Field::Says as usize).to_owned(),
        kind: *ClaimKind::ALL.get(form.choice(Field::Kind as usize))?,
        scenario: *Scenario::ALL.get(form.choice(Field::Scenario as usize))?,
        measure,
        bound: match bound {
            0 => Bound::Within(low, high),
            1 => Bound::AtLeast(low),
            _ => Bound::AtMost(high),
        },
        source: form.text(Field::Source as usize).to_owned(),
    })
}

/// An end of the bound as it is typed; where nothing was typed it is the one that it was, to the
/// last digit.
fn end_of(form: &mut Form, field: Field, unit: Unit, before: f64) -> Option<f64> {
    let index = field as usize;
    if before.is_finite() && form.text(index) == typed(unit, before) {
        return Some(before);
    }
    let error = match parse_entry(form.text(index), unit) {
        Ok(Typed::Value(value)) => return Some(value),
        Ok(Typed::Either { fraction, percentage }) => {
            format!(
                "write {} or {}: it may mean either",
                typed(unit, fraction),
                typed(unit, percentage)
            )
        }
        Err(error) => error.to_string(),
    };
    if form.fields.iter().all(|field| field.error.is_none()) {
        form.chosen = index;
    }
    form.fields[index].error = Some(error);
    None
}

/// A value with two decimals of what is shown, not above it.
fn rounded_down(unit: Unit, value: f64) -> f64 {
    let scale = if matches!(unit, Unit::Share | Unit::PerYear) { 10_000.0 } else { 100.0 };
    (value * scale).floor() / scale
}

impl Form {
    /// Which ends a claim's bound has, and what they count.
    pub(super) fn follow_bound(&mut self) {
        let bound = self.choice(Field::Bound as usize);
        let unit = measures().nth(self.choice(Field::Measure as usize)).map(Measure::unit);
        let example = match unit {
            Some(Unit::Share | Unit::PerYear) => "in %, such as 39.5%",
            Some(Unit::Billions | Unit::BillionsPerYear) => "in $bn, such as 2.5",
            Some(Unit::Years) => "in years, such as 7",
            Some(Unit::Months) => "in months, such as 18",
            _ => "a number, such as 1.5",
        };
        for (field, used) in [(Field::Low, bound != 2), (Field::High, bound != 1)] {
            let field = &mut self.fields[field as usize];
            field.used = used;
            example.clone_into(&mut field.hint);
            if !used {
                field.error = None;
            }
        }
    }
}
