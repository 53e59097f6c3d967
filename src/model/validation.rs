//! What is valid: each number within its range, and all of them together without contradiction.

use super::drivers::Driver;
use super::inputs::{Assumptions, Input, Inputs, WEIGHT};
use super::power::Indicator;
use super::programme::{HORIZON_MONTHS, Programme, SITES};
use super::record::Access;
use super::scenario::Scenario;
use super::site::SiteNumber;
use super::spec::{Plain, Range};

/// Why a value can't be put in.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InputError {
    /// The value is not valid for the field.
    #[error("{field} is {}, which is not valid: {valid}", Plain(*.value))]
    OutOfRange {
        /// The field's full name.
        field: String,
        /// The refused value.
        value: f64,
        /// What is valid.
        valid: Range,
    },
    /// The value contradicts another one.
    #[error("{field}: {reason}")]
    Contradiction {
        /// The field's full name.
        field: String,
        /// What it contradicts and what would be valid.
        reason: String,
    },
}

impl InputError {
    /// The field that it is about.
    pub fn field(&self) -> &str {
        match self {
            Self::OutOfRange { field, .. } | Self::Contradiction { field, .. } => field,
        }
    }
}

impl Inputs {
    /// Everything that is not valid, in the order of the file; empty when all is well.
    pub fn violations(&self) -> Vec<InputError> {
        let mut found = programme_violations(&self.programme);
        for (scenario, assumptions) in self.scenarios.iter() {
            found.extend(assumption_violations(scenario, assumptions));
        }
        let total: f64 = self.scenarios.0.iter().map(|assumptions| assumptions.weight).sum();
        if total <= 0.0 {
            found.push(contradiction(
                "base.weight",
                "the three weights are all 0; at least one must be above 0",
            ));
        }
        found
    }
}

fn assumption_violations(scenario: Scenario, assumptions: &Assumptions) -> Vec<InputError> {
    let name = |id: &str| format!("{}.{id}", scenario.id());
    let mut found = Vec::new();
    found.extend(check(&WEIGHT, name("weight"), assumptions.weight).err());
    for driver in Driver::ALL {
        // With valid indicators the delay that follows from them is valid too.
        if let (Driver::PowerDelay, Some(indicators)) = (driver, assumptions.indicators()) {
            for indicator in Indicator::ALL {
                let value = indicators.get(indicator);
                found.extend(check(&indicator.spec().valid, name(indicator.id()), value).err());
            }
        } else {
            let value = assumptions.drivers()[driver];
            found.extend(check(&driver.spec().valid, name(driver.id()), value).err());
        }
    }
    found
}

fn programme_violations(programme: &Programme) -> Vec<InputError> {
    let mut found = date_violations(programme);
    if !SITES.contains(&programme.sites.len()) {
        found.push(contradiction(
            "programme.sites",
            format!("{} sites; a programme has 1 to {}", programme.sites.len(), SITES.end()),
        ));
    }
    for (index, site) in programme.sites.iter().enumerate() {
        for number in SiteNumber::ALL {
            let field = Input::Site(index, number).to_string();
            found.extend(check(&number.spec().valid, field, number.get(site)).err());
        }
        if site.first < programme.start {
            found.push(contradiction(
                &format!("programme.sites.{index}.first"),
                format!(
                    "{} is before the programme's start, {}; let it begin then or later, or the \
                     programme by {0}",
                    site.first, programme.start
                ),
            ));
        }
    }
    if !programme.sites.is_empty()
        && programme.sites.iter().map(|site| site.pledge).sum::<f64>() <= 0.0
    {
        found.push(contradiction(
            "programme.sites",
            "the pledges add up to 0; at least one must be above 0",
        ));
    }
    for field in Programme::FIELDS {
        if let Access::Number(spec, lens) | Access::Setting(spec, lens) = &field.access {
            let name = format!("programme.{}", field.id);
            found.extend(check(&spec.valid, name, (lens.get)(programme)).err());
        }
    }
    found
}

fn date_violations(programme: &Programme) -> Vec<InputError> {
    let mut found = Vec::new();
    let months = programme.horizon.since(programme.start) + 1;
    if !HORIZON_MONTHS.contains(&months) {
        let (least, most) = (HORIZON_MONTHS.start(), HORIZON_MONTHS.end());
        found.push(contradiction(
            "programme.horizon",
            format!(
                "{} to {} is {months} months; valid is {least} to {most}, which is {} to {}",
                programme.start,
                programme.horizon,
                programme.start.plus(least - 1),
                programme.start.plus(most - 1)
            )
            .replace(" -", " −"),
        ));
    }
    let year = programme.headline_year;
    if !programme.has_whole(year) {
        let first = programme.year_of(programme.start.plus(11));
        let last = programme.year_of(programme.horizon.plus(-11));
        let valid = match first.cmp(&last) {
            std::cmp::Ordering::Less => format!("valid is {first} to {last}"),
            std::cmp::Ordering::Equal => format!("valid is {first}"),
            std::cmp::Ordering::Greater => "no year lies wholly inside it".to_owned(),
        };
        found.push(contradiction(
            "programme.headline_year",
            format!(
                "{year} is not wholly inside the horizon, {} to {}; {valid}",
                programme.start, programme.horizon
            ),
        ));
    }
    found
}

fn check(valid: &Range, field: String, value: f64) -> Result<(), InputError> {
    if valid.contains(value) {
        Ok(())
    } else {
        Err(InputError::OutOfRange { field, value, valid: *valid })
    }
}

fn contradiction(field: &str, reason: impl Into<String>) -> InputError {
    InputError::Contradiction { field: field.to_owned(), reason: reason.into() }
}
