//! The real binary at work without a terminal.

#![allow(missing_docs)]

mod analyses;
mod claims;
mod comparison;
mod evaluation;
mod presets;
mod restricted;
mod risk;
mod saving;
