//! Risk settings, claims and sources as a file holds them.

use crate::analysis::{Bound, Claim, ClaimKind, RiskSettings, Shape};
use crate::model::Scenario;
use crate::preset::{Source, SourceValues};
use ron::value::RawValue;
use serde::{Deserialize, Serialize, Serializer};

/// How the drivers vary.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Risk", default, deny_unknown_fields)]
pub struct RiskFile {
    #[serde(with = "ShapeFile")]
    pub shape: Shape,
    pub comovement: f64,
    pub correlations: Vec<CorrelationFile>,
}

/// Two drivers by their ids, and how they move together.
#[derive(Serialize, Deserialize)]
pub struct CorrelationFile(pub String, pub String, pub f64);

impl Default for RiskFile {
    fn default() -> Self {
        Self::from(&RiskSettings::default())
    }
}

impl From<&RiskSettings> for RiskFile {
    fn from(risk: &RiskSettings) -> Self {
        let correlations = risk
            .correlations
            .iter()
            .map(|(one, other, value)| CorrelationFile(one.id().into(), other.id().into(), *value))
            .collect();
        Self { shape: risk.shape, comovement: risk.comovement, correlations }
    }
}

/// A claim, with the figure's name as it is written and each bound where it is given.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Claim", deny_unknown_fields)]
pub struct ClaimFile {
    pub id: String,
    pub says: String,
    #[serde(with = "KindFile")]
    pub kind: ClaimKind,
    #[serde(with = "ScenarioName")]
    pub scenario: Scenario,
    pub measure: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<(f64, f64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    #[serde(default)]
    pub source: String,
}

impl ClaimFile {
    /// Every bound that is given; a sound claim has one.
    pub fn bounds(&self) -> Vec<Bound> {
        [
            self.within.map(|(low, high)| Bound::Within(low, high)),
            self.at_least.map(Bound::AtLeast),
            self.at_most.map(Bound::AtMost),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl From<&Claim> for ClaimFile {
    fn from(claim: &Claim) -> Self {
        let (within, at_least, at_most) = match claim.bound {
            Bound::Within(low, high) => (Some((low, high)), None, None),
            Bound::AtLeast(low) => (None, Some(low), None),
            Bound::AtMost(high) => (None, None, Some(high)),
        };
        Self {
            id: claim.id.clone(),
            says: claim.says.clone(),
            kind: claim.kind,
            scenario: claim.scenario,
            measure: claim.measure.id().to_owned(),
            within,
            at_least,
            at_most,
            source: claim.source.clone(),
        }
    }
}

/// Where a number comes from.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Source", deny_unknown_fields)]
pub struct SourceFile {
    pub note: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cite: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub as_of: String,
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "on_one_line")]
    pub of: Option<Vec<f64>>,
}

impl SourceFile {
    /// A source that is written with these values.
    pub fn new(source: &Source, of: Option<Vec<f64>>) -> Self {
        let Source { note, cite, as_of, .. } = source.clone();
        Self { note, cite, as_of, of }
    }

    /// The source; where the file has no values for it, it speaks of the present ones. As many are
    /// given as there are present ones.
    pub fn source(self, present: Vec<Option<f64>>) -> Source {
        let is_given = self.of.is_some();
        let values = match self.of {
            Some(given) => {
                let mut given = given.into_iter();
                present.into_iter().map(|value| value.and_then(|_| given.next())).collect()
            }
            None => present,
        };
        let of = SourceValues { values, is_given };
        Source { note: self.note, cite: self.cite, as_of: self.as_of, of }
    }
}

/// Written files have one field a line.
#[expect(clippy::ref_option, reason = "serde passes the field as it is")]
fn on_one_line<S: Serializer>(values: &Option<Vec<f64>>, serializer: S) -> Result<S::Ok, S::Error> {
    let list = format!("{:?}", values.as_deref().unwrap_or_default());
    RawValue::from_ron(&list).map_err(serde::ser::Error::custom)?.serialize(serializer)
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Shape")]
enum ShapeFile {
    Percentiles,
    Pert,
    Triangular,
    Uniform,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ClaimKind")]
enum KindFile {
    Calibrated,
    Tested,
    Plausibility,
    Input,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Scenario", rename_all = "lowercase")]
enum ScenarioName {
    Bear,
    Base,
    Bull,
}
