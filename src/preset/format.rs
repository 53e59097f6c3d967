//! The RON file of a preset, format 1: serde's mirror of the model's types.
//!
//! The mirrors declare names, order and defaults of the fields. What a field may hold is the
//! tables' of the model, and is judged after reading (`meaning`).

mod claim;
pub mod migration;
mod programme;
mod scenario;

pub use claim::{ClaimFile, RiskFile, SourceFile};
pub use programme::ProgrammeFile;
pub use scenario::ScenariosFile;

use ron::Options;
use ron::extensions::Extensions;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// The format that this program writes, and the newest one that it reads.
pub const FORMAT: u32 = 1;

/// The whole file.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Preset", deny_unknown_fields)]
pub struct PresetFile {
    #[serde(with = "whole")]
    pub format: u32,
    pub name: String,
    #[serde(default)]
    pub summary: String,
    #[serde(default)]
    pub programme: ProgrammeFile,
    pub scenarios: ScenariosFile,
    #[serde(default)]
    pub risk: RiskFile,
    #[serde(default)]
    pub claims: Vec<ClaimFile>,
    #[serde(default)]
    pub sources: BTreeMap<String, SourceFile>,
}

/// The dialect of RON: `Some` may be left out.
pub fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Whole numbers, which people also write as `2029.0`.
mod whole {
    use super::{Deserialize, Deserializer, Serializer};
    use serde::de::Error;

    pub fn serialize<T, S>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
    where
        T: Copy + TryInto<i64>,
        S: Serializer,
    {
        let value =
            (*value).try_into().map_err(|_| serde::ser::Error::custom("not a whole number"))?;
        serializer.serialize_i64(value)
    }

    #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and within i32")]
    pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
    where
        T: TryFrom<i64>,
        D: Deserializer<'de>,
    {
        let value = f64::deserialize(deserializer)?;
        let whole = value.fract() == 0.0 && value.abs() <= f64::from(i32::MAX);
        whole
            .then(|| T::try_from(value as i64).ok())
            .flatten()
            .ok_or_else(|| D::Error::custom("a whole number is needed here"))
    }
}
