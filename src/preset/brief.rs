//! A programme begun from the little that is known of it at first: a handful of texts becomes a
//! preset with claims and sources, and the text of its file.

mod begun;
mod commented;
mod said;
mod values;

pub use begun::BegunProgramme;

use super::assignment::number;
use super::currency::Currency;
use super::library::suggested_name;
use super::{DOLLAR, Refusal};
use crate::model::month::MonthError;
use crate::model::{Driver, InputError, InputSpec, Month, ProgrammeNumber, SiteNumber, Unit};
use crate::text::quoted;
use values::{Forecast, Values};

/// Something that is asked about a new programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BriefField {
    /// Its name in messages and, with hyphens, on the command line.
    pub id: &'static str,
    /// What stands before it in a form.
    pub label: &'static str,
    /// What it is, and how it is written.
    pub meaning: &'static str,
    /// What its number counts, where that is no sign behind it.
    pub unit: &'static str,
    /// Whether a programme can't begin without it.
    pub is_required: bool,
}

/// Declares the fields once: the enum, its list, and what is said of each.
macro_rules! brief_fields {
    ($($name:ident $id:literal $label:literal $required:literal $unit:literal $meaning:literal,)+) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum Asked { $($name),+ }

        impl Asked {
            const ALL: [Self; [$($id),+].len()] = [$(Self::$name),+];
        }

        /// What is asked about a new programme, in the order of forms.
        pub const BRIEF_FIELDS: [BriefField; [$($id),+].len()] = [
            $(BriefField {
                id: $id,
                label: $label,
                meaning: $meaning,
                unit: $unit,
                is_required: $required,
            }),+
        ];
    };
}

brief_fields! {
    Title "title" "title" true ""
        "what people call it, such as Oracle's contract for OpenAI",
    Name "name" "save as" false ""
        "the preset's name or a file's path",
    Pledge "pledge" "pledge" true "$bn"
        "the money to be spent, in $bn, such as 300",
    First "first" "first month" true ""
        "the first month of spending, YYYY-MM",
    Months "months" "months of spend" false "months"
        "months over which the pledge is spent evenly, 1 to 240",
    Horizon "horizon" "horizon" false ""
        "the last month that is modelled, YYYY-MM",
    HeadlineYear "headline_year" "headline year" false ""
        "the year of the headline figures and of the expected revenue",
    Revenue "revenue" "revenue" true "$bn"
        "the revenue expected in the headline year, in $bn: 55 or a range, 50..60",
    Margin "margin" "operating margin" true ""
        "the operating margin expected once all of it runs: 31% or a range, 30%..32%",
    Utilization "utilization" "utilization" false ""
        "the share of the running capacity that is sold in the base, such as 65%",
    PowerDelay "power_delay" "power delay" false "months"
        "months between built and energised in the base, such as 3",
    Spread "spread" "spread" false ""
        "by how much bear and bull are below and above the base in utilization, and in a margin given as one number",
    DelaySpread "delay_spread" "delay spread" false "months"
        "months by which power comes later in the bear and earlier in the bull",
    Currency "currency" "currency" false ""
        "the sign of the money, 1 to 3 characters",
    GroupRevenue "group_revenue" "group revenue" false "$bn/yr"
        "the whole group's revenue, in $bn a year",
    GroupCapex "group_capex" "group capex" false "$bn/yr"
        "the whole group's capital spending, in $bn a year",
    Source "source" "source" false ""
        "who said so, where and when",
}

/// What is known of a programme, a text for each of [`BRIEF_FIELDS`]; an empty one stands for the
/// default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brief([String; BRIEF_FIELDS.len()]);

/// What is wrong, each with its field.
type Refused = Vec<Refusal>;

fn refusal(asked: Asked, reason: impl Into<String>) -> Refusal {
    Refusal { field: BRIEF_FIELDS[asked as usize].id.to_owned(), reason: reason.into() }
}

/// A value, or what is wrong with it among what else is.
fn taken<T>(found: Result<T, Refusal>, refused: &mut Refused) -> Option<T> {
    found.map_err(|refusal| refused.push(refusal)).ok()
}

impl Brief {
    /// Sets the text of a field, by its place among [`BRIEF_FIELDS`].
    pub fn set(&mut self, field: usize, text: &str) {
        text.trim().clone_into(&mut self.0[field]);
    }

    /// The text of a field, by its place among [`BRIEF_FIELDS`].
    pub fn text(&self, field: usize) -> &str {
        &self.0[field]
    }

    /// The fields that a programme can't begin without and that are empty.
    pub fn missing(&self) -> Vec<BriefField> {
        let is_missing =
            |place: usize| self.0[place].is_empty() && self.default_of(place).is_empty();
        let fields = BRIEF_FIELDS.iter().enumerate();
        let missing = fields.filter(|(place, field)| field.is_required && is_missing(*place));
        missing.map(|(_, field)| *field).collect()
    }

    /// What counts where a field is empty, as far as the others tell; empty where nothing does.
    pub fn default_of(&self, field: usize) -> String {
        let begins = || self.0[Asked::First as usize].parse::<Month>().ok();
        let number = |number: ProgrammeNumber| {
            number.spec().default.map_or_else(String::new, |value| value.to_string())
        };
        match Asked::ALL[field] {
            // Either is made of the other.
            Asked::Title => title_of(&self.0[Asked::Name as usize]),
            Asked::Name => suggested_name(&self.0[Asked::Title as usize]),
            Asked::Months => "36".to_owned(),
            // Fifteen years, to the end of the last one, and five behind the headline year.
            Asked::Horizon => begins().map_or_else(String::new, |first| {
                let headline = self.given(Asked::HeadlineYear).parse::<i32>().unwrap_or_default();
                // Of a year that can't be one, nothing follows.
                let after = if headline < first.year() + 45 { headline + 5 } else { 0 };
                format!("{:04}-12", after.max(first.year() + 15))
            }),
            // The first year after the last of the money that is whole with power and ramp behind it.
            Asked::HeadlineYear => {
                let months = self.given(Asked::Months).parse::<i32>().unwrap_or_default();
                let year = |first: Month| first.plus(months.clamp(1, 240) + 17).year().to_string();
                begins().map_or_else(String::new, year)
            }
            Asked::Utilization => "65%".to_owned(),
            Asked::PowerDelay => "3".to_owned(),
            Asked::Spread => "20%".to_owned(),
            Asked::DelaySpread => "6".to_owned(),
            Asked::Currency => DOLLAR.to_owned(),
            Asked::GroupRevenue => number(ProgrammeNumber::GroupRevenue),
            Asked::GroupCapex => number(ProgrammeNumber::GroupCapex),
            Asked::Source => ASSUMPTION.to_owned(),
            Asked::Pledge | Asked::First | Asked::Revenue | Asked::Margin => String::new(),
        }
    }

    /// A field's text, or its default.
    fn given(&self, asked: Asked) -> String {
        match &self.0[asked as usize] {
            text if text.is_empty() => self.default_of(asked as usize),
            text => text.clone(),
        }
    }

    fn money(&self) -> Currency {
        Currency::new(&self.given(Asked::Currency))
    }

    fn number(&self, asked: Asked, spec: &InputSpec) -> Result<f64, Refusal> {
        self.value(asked, &self.given(asked), spec)
    }

    fn value(&self, asked: Asked, text: &str, spec: &InputSpec) -> Result<f64, Refusal> {
        let value = number(text, self.money().of(spec.unit)).map_err(|why| refusal(asked, why))?;
        if spec.valid.contains(value) {
            return Ok(value);
        }
        let field = BRIEF_FIELDS[asked as usize].label.to_owned();
        let error = InputError::OutOfRange { field, value, valid: spec.valid };
        // Whoever types 30 means 30 %.
        let hint = if spec.unit == Unit::Share && (1.0..=100.0).contains(&value.abs()) {
            format!("; for {value} % write {value}%")
        } else {
            String::new()
        };
        Err(refusal(asked, format!("{error}{hint}")))
    }

    fn month(&self, asked: Asked) -> Result<Month, Refusal> {
        self.given(asked).parse().map_err(|why: MonthError| refusal(asked, why.to_string()))
    }

    fn year(&self) -> Result<i32, Refusal> {
        let text = self.given(Asked::HeadlineYear);
        let why = || format!("{} is not a year, such as 2031", quoted(&text));
        text.parse().map_err(|_| refusal(Asked::HeadlineYear, why()))
    }

    /// A number or a range, `50..60`.
    fn expected(
        &self,
        asked: Asked,
        value: impl Fn(&str) -> Result<f64, Refusal>,
    ) -> Result<Forecast, Refusal> {
        let text = self.given(asked);
        let ends = ["..", "–", " to "].into_iter().find_map(|between| text.split_once(between));
        let Some((low, high)) = ends else {
            let value = value(&text)?;
            return Ok(Forecast { low: value, high: value, is_range: false });
        };
        // In 25–35% the sign is meant for both.
        let is_percent = high.trim_end().ends_with('%') && !low.trim_end().ends_with('%');
        let low = if is_percent { format!("{}%", low.trim()) } else { low.trim().to_owned() };
        let (low, high) = (value(&low)?, value(high.trim())?);
        if low < high {
            return Ok(Forecast { low, high, is_range: true });
        }
        let why = "the lower end of the range comes first and is below the upper one";
        Err(refusal(asked, why))
    }

    /// What is wrong in the order of the fields, without what follows from it: each field once, and none that is empty and whose
    /// default can't be told because of another one.
    fn without_echoes(&self, refused: Refused) -> Refused {
        let mut kept: Refused = Vec::new();
        for refusal in refused {
            let place = BRIEF_FIELDS.iter().position(|field| field.id == refusal.field);
            let is_echo = place.is_some_and(|place| {
                let is_open = self.0[place].is_empty() && self.default_of(place).is_empty();
                is_open && !BRIEF_FIELDS[place].is_required
            });
            if !is_echo && kept.iter().all(|other| other.field != refusal.field) {
                kept.push(refusal);
            }
        }
        kept.sort_by_key(|refusal| BRIEF_FIELDS.iter().position(|field| field.id == refusal.field));
        kept
    }

    /// Every value, where each text is one.
    fn values(&self, refused: &mut Refused) -> Option<Values> {
        let billions = |text: &str| {
            let why = |why: String| refusal(Asked::Revenue, why);
            let value = number(text, self.money().of(Unit::Billions)).map_err(why)?;
            let is_valid = value.is_finite() && value > 0.0;
            if is_valid { Ok(value) } else { Err(why("it must be above 0".to_owned())) }
        };
        let site = |asked, number: SiteNumber| self.number(asked, number.spec());
        let driver = |asked, driver: Driver| self.number(asked, driver.spec());
        let programme = |asked, number: ProgrammeNumber| self.number(asked, number.spec());
        let margin = |text: &str| self.value(Asked::Margin, text, Driver::Margin.spec());
        // All are looked at, so that all that is wrong is said at once.
        let pledge = taken(site(Asked::Pledge, SiteNumber::Pledge), refused);
        let first = taken(self.month(Asked::First), refused);
        let months = taken(site(Asked::Months, SiteNumber::Months), refused);
        let horizon = taken(self.month(Asked::Horizon), refused);
        let headline_year = taken(self.year(), refused);
        let revenue = taken(self.expected(Asked::Revenue, billions), refused);
        let margin = taken(self.expected(Asked::Margin, margin), refused);
        let reference = ProgrammeNumber::ReferenceUtilization;
        let utilization = taken(programme(Asked::Utilization, reference), refused);
        let power_delay = taken(driver(Asked::PowerDelay, Driver::PowerDelay), refused);
        // A spread is a share, as utilization is one.
        let spread = taken(driver(Asked::Spread, Driver::Utilization), refused);
        let delay_spread = taken(driver(Asked::DelaySpread, Driver::PowerDelay), refused);
        let group_revenue =
            taken(programme(Asked::GroupRevenue, ProgrammeNumber::GroupRevenue), refused);
        let group_capex = taken(programme(Asked::GroupCapex, ProgrammeNumber::GroupCapex), refused);
        Some(Values {
            pledge: pledge?,
            first: first?,
            months: months?,
            horizon: horizon?,
            headline_year: headline_year?,
            revenue: revenue?,
            margin: margin?,
            utilization: utilization?,
            power_delay: power_delay?,
            spread: spread?,
            delay_spread: delay_spread?,
            group_revenue: group_revenue?,
            group_capex: group_capex?,
        })
    }
}

/// What a preset calls itself that is saved under a name or in a file.
fn title_of(name: &str) -> String {
    let stem = std::path::Path::new(name).file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// The source of what nobody said.
const ASSUMPTION: &str = "assumption";

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "what is given comes out to the last digit")]
mod tests;
