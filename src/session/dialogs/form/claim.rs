//! The form of a claim.

use super::{Dialog, Fate, FormDialog, FormSubject};
use crate::analysis::{Bound, Claim, ClaimKind, Measure};
use crate::model::{Scenario, Unit};
use crate::preset::{Currency, ShownUnit};
use crate::session::edit::By;
use crate::session::entry::{Typed, parse_entry, typed};
use crate::session::{Session, round_ends};

// The fields' places in the form.
const ID: usize = 0;
const SAYS: usize = 1;
const KIND: usize = 2;
const SCENARIO: usize = 3;
const MEASURE: usize = 4;
const YEAR: usize = 5;
const BOUND: usize = 6;
const LOW: usize = 7;
const HIGH: usize = 8;
const SOURCE: usize = 9;

/// The forms of a bound, in the order of its options.
const BOUNDS: [&str; 3] = ["within", "at least", "at most"];

/// Everything that a claim can speak of, its year left open: a figure of the headline year stands
/// for that of every year.
fn measures() -> impl Iterator<Item = Measure> {
    let of_years = Measure::of_year(0).filter(|measure| measure.as_of(None).is_none());
    Measure::without_year().chain(of_years)
}

impl Session {
    /// Opens the chosen claim's form.
    pub(in crate::session) fn edit_claim(&mut self) {
        match self.preset.claims.get(self.screens.claims.selected) {
            Some(claim) => {
                self.dialog =
                    Some(Dialog::Form(form_of(claim, Some(self.screens.claims.selected))));
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
            id: free_id(
                &self.preset.claims,
                &format!("{}-{}", scenario.id(), metric.id().replace('_', "-")),
            ),
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
            form.fields[LOW].give("");
        }
        self.dialog = Some(Dialog::Form(FormDialog { chosen: SAYS, ..form }));
    }

    /// Copies the marked claims, or the chosen one, each to the next scenario, as one edit.
    pub(in crate::session) fn copy_claims(&mut self) {
        let taken = self.taken_claims();
        let Some(last) = taken.last().copied() else { return self.say_no_claim() };
        let mut claims = self.preset.claims.clone();
        // From the end, so that the places of those before stay.
        for place in taken.iter().rev() {
            let claim = &claims[*place];
            let from = claim.scenario;
            let scenario = Scenario::ALL[round_ends(from as usize, false, Scenario::ALL.len())];
            let name = claim.id.strip_prefix(from.id()).map_or(claim.id.as_str(), |name| name);
            let wanted = format!("{}-{}", scenario.id(), name.trim_start_matches('-'));
            let copy = Claim { id: free_id(&claims, &wanted), scenario, ..claim.clone() };
            claims.insert(place + 1, copy);
        }
        self.edit(By::Once, |preset| preset.claims = claims);
        self.screens.claims.choose(last + taken.len());
        self.screens.claims.marked.clear();
    }

    /// Deletes the marked claims, or the chosen one, as one edit.
    pub(in crate::session) fn delete_claims(&mut self) {
        let taken = self.taken_claims();
        let Some(first) = taken.first().copied() else { return self.say_no_claim() };
        self.edit(By::Once, |preset| {
            for place in taken.iter().rev() {
                preset.claims.remove(*place);
            }
        });
        self.screens.claims.choose(first.min(self.preset.claims.len().saturating_sub(1)));
        self.screens.claims.marked.clear();
    }

    /// Takes a claim: in place of the one of that index, or behind all others.
    pub(super) fn take_claim(&mut self, form: &mut FormDialog, index: Option<usize>) -> Fate {
        let place = index.unwrap_or(self.preset.claims.len());
        let Some(claim) = claim_of(form, self.preset.money(), self.preset.claims.get(place)) else {
            return Fate::Stays;
        };
        if let Err(error) = claim.measure.check_year(&self.preset.inputs.programme) {
            let (first, last) = (error.valid.start(), error.valid.end());
            return form.refuse(YEAR, format!("{error}; valid: {first} to {last}"));
        }
        let fate = self.fill_in(form, |preset| match preset.claims.get_mut(place) {
            Some(before) => *before = claim,
            None => preset.claims.push(claim),
        });
        if index.is_none() && fate == Fate::Closes {
            self.screens.claims.selected = place;
        }
        fate
    }
}

/// A claim's id that none of these has, from one that is to be had.
fn free_id(claims: &[Claim], wanted: &str) -> String {
    let taken = |id: &str| claims.iter().any(|claim| claim.id == id);
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    let mut ids = std::iter::once(wanted.to_owned()).chain(numbered);
    ids.find(|id| !taken(id)).unwrap_or_default()
}

fn form_of(claim: &Claim, index: Option<usize>) -> FormDialog {
    let unit = claim.measure.unit();
    let (bound, low, high) = match claim.bound {
        Bound::Within(low, high) => (0, typed(unit, low), typed(unit, high)),
        Bound::AtLeast(low) => (1, typed(unit, low), String::new()),
        Bound::AtMost(high) => (2, String::new(), typed(unit, high)),
    };
    let kinds = ClaimKind::ALL.map(|kind| format!("{}: {}", kind.id(), kind.meaning()));
    let kind = ClaimKind::ALL.iter().position(|kind| *kind == claim.kind).unwrap_or(0);
    let year = claim.measure.year();
    let is_it = |measure: Measure| measure.as_of(year) == Some(claim.measure);
    let measure = measures().position(is_it).unwrap_or(0);
    let year = year.map_or_else(String::new, |year| year.to_string());
    let mut form = FormDialog::new(FormSubject::Claim(index))
        .with_text("id", &claim.id, "a short name that no other claim has")
        .with_text("says", &claim.says, "the claim in words")
        .with_choice("kind", kinds, kind, "what it means if the claim holds")
        .with_choice(
            "scenario",
            Scenario::ALL.map(Scenario::id),
            claim.scenario as usize,
            "the scenario it is about",
        )
        .with_choice(
            "figure",
            measures().map(Measure::label_without_year),
            measure,
            "a letter goes to the next one that begins with it",
        )
        .with_text("year", &year, "as of which year; empty: the headline year")
        .with_choice("bound", BOUNDS, bound, "the range it gives for the figure")
        .with_text("from", &low, "")
        .with_text("to", &high, "")
        .with_text("source", &claim.source, "who said so, and where");
    form.follow_bound();
    form
}

/// The claim that a form holds; where a number isn't one, the form says so.
fn claim_of(form: &mut FormDialog, currency: Currency, before: Option<&Claim>) -> Option<Claim> {
    let measure = measure_of(form)?;
    let unit = measure.unit();
    let shown = currency.of(unit);
    let same_unit = before.filter(|before| before.measure.unit() == unit);
    let (low, high) = same_unit.map_or((f64::NAN, f64::NAN), |before| before.bound.ends());
    let bound = match form.choice(BOUND) {
        0 => {
            let ends = (end_of(form, LOW, shown, low), end_of(form, HIGH, shown, high));
            Bound::Within(ends.0?, ends.1?)
        }
        1 => Bound::AtLeast(end_of(form, LOW, shown, low)?),
        _ => Bound::AtMost(end_of(form, HIGH, shown, high)?),
    };
    Some(Claim {
        id: form.text(ID).trim().to_owned(),
        says: form.text(SAYS).to_owned(),
        kind: *ClaimKind::ALL.get(form.choice(KIND))?,
        scenario: *Scenario::ALL.get(form.choice(SCENARIO))?,
        measure,
        bound,
        source: form.text(SOURCE).to_owned(),
    })
}

/// What a form's claim speaks of; where the year isn't one, the form says so.
fn measure_of(form: &mut FormDialog) -> Option<Measure> {
    let measure = measures().nth(form.choice(MEASURE))?;
    let typed =
        if form.fields[YEAR].used { form.text(YEAR).trim().to_owned() } else { String::new() };
    let named = if typed.is_empty() {
        measure.as_of(None).ok_or_else(|| "a series is claimed as of a year: type one".to_owned())
    } else {
        let name = format!("{}@{typed}", measure.name());
        Measure::parse(&name).map_err(|error| error.to_string())
    };
    named.map_err(|error| form.refuse(YEAR, error)).ok()
}

/// An end of the bound as it is typed; where nothing was typed it is the one that it was, to the
/// last digit.
fn end_of(form: &mut FormDialog, index: usize, shown: ShownUnit, before: f64) -> Option<f64> {
    let unit = shown.unit;
    if before.is_finite() && form.text(index) == typed(unit, before) {
        return Some(before);
    }
    let error = match parse_entry(form.text(index), shown) {
        Ok(Typed::Value(value)) => return Some(value),
        Ok(Typed::Either { fraction, percentage }) => {
            let [fraction, percentage] = [fraction, percentage].map(|value| typed(unit, value));
            format!("write {fraction} or {percentage}: it may mean either")
        }
        Err(error) => error,
    };
    form.refuse(index, error);
    None
}

/// A value with two decimals of what is shown, not above it.
fn rounded_down(unit: Unit, value: f64) -> f64 {
    let scale = if matches!(unit, Unit::Share | Unit::PerYear) { 10_000.0 } else { 100.0 };
    (value * scale).floor() / scale
}

impl FormDialog {
    /// Whether a claim's figure has a year, which ends its bound has, and what they count.
    pub(super) fn follow_bound(&mut self) {
        let bound = self.choice(BOUND);
        let measure = measures().nth(self.choice(MEASURE));
        let unit = measure.map(Measure::unit);
        let year = &mut self.fields[YEAR];
        year.used = measure.is_some_and(|measure| measure.as_of(Some(0)).is_some());
        if !year.used {
            year.error = None;
        }
        let example = match unit {
            Some(Unit::Share | Unit::PerYear) => "in %, such as 39.5%",
            Some(Unit::Billions | Unit::BillionsPerYear) => "in $bn, such as 2.5",
            Some(Unit::Years) => "in years, such as 7",
            Some(Unit::Months) => "in months, such as 18",
            _ => "a number, such as 1.5",
        };
        for (field, used) in [(LOW, bound != 2), (HIGH, bound != 1)] {
            let field = &mut self.fields[field];
            field.used = used;
            example.clone_into(&mut field.hint);
            if !used {
                field.error = None;
            }
        }
    }
}
