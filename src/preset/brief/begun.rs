//! From a brief to a preset and its file.

use super::values::{Values, significant};
use super::{Asked, BRIEF_FIELDS, Brief, Refused, commented, refusal};
use crate::analysis::{RiskSettings, outcomes};
use crate::model::{Inputs, Metric, ProgrammeNumber, Scenario};
use crate::preset::{Expected, Library, LibraryError, Origin, Preset, Refusal, read, refusals};

/// A programme that was begun.
#[derive(Debug, Clone, PartialEq)]
pub struct BegunProgramme {
    /// The name or the path to save under.
    pub name: String,
    /// What it came to, as its file is read.
    pub preset: Preset,
    /// The text of its file, with a comment for each block.
    pub text: String,
}

impl BegunProgramme {
    /// Saves it under its name, where nothing is yet; gives the place.
    ///
    /// # Errors
    /// When the name can't be one, something has it, or the file can't be written.
    pub fn save(&self, library: &Library) -> Result<Origin, LibraryError> {
        let origin = library.target(&self.name)?;
        library.save_text(&origin, &self.text, Expected::Nothing)?;
        Ok(origin)
    }
}

/// How much the drivers of a new programme move together.
const COMOVEMENT: f64 = 0.3;

impl Brief {
    /// The programme that was begun.
    ///
    /// # Errors
    /// Everything that is wrong, each with its field: a required one that is empty, a text that
    /// is no value of its field, values that contradict each other.
    pub fn begin(&self) -> Result<BegunProgramme, Refused> {
        let mut refused: Refused = self
            .missing()
            .into_iter()
            .map(|field| Refusal {
                field: field.id.to_owned(),
                reason: format!("it is missing: {}", self.money().words(field.meaning)),
            })
            .collect();
        let values = self.values(&mut refused);
        let Some(values) = values.filter(|_| refused.is_empty()) else {
            return Err(self.without_echoes(refused));
        };
        let (preset, text) = written(&self.fitted(&values)?)?;
        Ok(BegunProgramme { name: self.given(Asked::Name), preset, text })
    }

    /// The preset whose base earns the expected revenue. Revenue is proportional to the yield
    /// (model document, 'A month'), so that one evaluation tells it.
    fn fitted(&self, values: &Values) -> Result<Preset, Refused> {
        let with_yield = |revenue_yield| self.preset(values, revenue_yield);
        let (trial, _) = written(&with_yield(1.0))?;
        let base = &outcomes(&trial.inputs)[Scenario::Base];
        let year = values.headline_year;
        let earned = base.metrics[Metric::Revenue].filter(|revenue| *revenue > 0.0);
        let earned = earned.ok_or_else(|| {
            let why = format!("nothing is in service in {year} yet; choose a later year");
            vec![refusal(Asked::HeadlineYear, why)]
        })?;
        let needed = values.revenue.middle() / earned;
        let spec = ProgrammeNumber::RevenueYield.spec();
        if !spec.valid.contains(needed) {
            let money = self.money();
            let why = format!(
                "a dollar of capital would have to earn ${} a year, and {} is valid: expect less \
                 revenue, or a later headline year, or pledge more",
                significant(needed, 3.0),
                spec.valid
            );
            return Err(vec![refusal(Asked::Revenue, money.words(why))]);
        }
        Ok(with_yield(significant(needed, 4.0)))
    }

    fn preset(&self, values: &Values, revenue_yield: f64) -> Preset {
        let mut inputs = Inputs { programme: values.programme(), scenarios: values.scenarios() };
        let programme = &mut inputs.programme;
        programme.sites[0].name = self.given(Asked::Title);
        programme.revenue_yield = revenue_yield;
        programme.calibrate();
        Preset {
            name: self.given(Asked::Title),
            summary: self.summary(values),
            inputs,
            risk: RiskSettings { comovement: COMOVEMENT, ..RiskSettings::default() },
            claims: self.claims(values),
            currency: self.given(Asked::Currency),
            sources: self.sources(values),
            views: Vec::new(),
        }
    }
}

/// The preset of these values as its file is read, and the file's text.
fn written(preset: &Preset) -> Result<(Preset, String), Refused> {
    let text = commented::text(preset);
    let read = read(text.as_bytes(), "preset");
    read.map(|preset| (preset, text)).map_err(|_| refusals(preset).into_iter().map(asked).collect())
}

/// What a file would be refused for, at the field that brought it in.
fn asked(refusal: Refusal) -> Refusal {
    let field = match refusal.field.as_str() {
        "start" => "first",
        "name" => "title",
        "sites" => "pledge",
        field => BRIEF_FIELDS.iter().find(|asked| asked.id == field).map_or("", |asked| asked.id),
    };
    Refusal { field: field.to_owned(), ..refusal }
}
