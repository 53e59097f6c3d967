//! Preset files: what is read, refused and written back.

#![allow(missing_docs)]

mod errors;
mod mutations;
mod properties;
mod sources;
