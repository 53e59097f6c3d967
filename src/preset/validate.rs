//! What is wrong with a RON file, all of it in one pass, each problem with its place.
//!
//! Lives here: which fields there must be and what kind of value each holds (`structure`), and
//! what a preset's values must be like (`values`, `claims`, `sources`).

mod claims;
mod sources;
mod structure;
mod values;
mod views;

pub use structure::structure;
pub use values::{values, view};
