//! What leaves the program: JSON, CSV, text reports, charts and memos for documents, and pictures drawn
//! from a frame.
//!
//! Uses the model, the analyses, presets and the view. Nothing here writes anywhere: every
//! report is a value or a text.

pub mod annotations;
mod answer;
pub mod attribution;
pub mod backtest;
pub mod calibration;
pub mod chart;
pub mod claims;
pub mod command;
pub mod comparison;
pub mod copy;
pub mod difference;
mod escapers;
pub mod evaluation;
pub mod explanation;
pub mod grid;
pub mod json;
pub mod league;
pub mod memo;
pub mod paybacks;
pub mod picture;
#[cfg(feature = "png")]
pub mod png;
mod response;
pub mod risk;
pub mod solve;
pub(crate) mod table;
pub mod tornado;
mod xml;
