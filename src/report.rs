//! What leaves the program: JSON, CSV, text reports, and pictures drawn from a frame.
//!
//! Uses the model, the analyses, presets and the view. Nothing here writes anywhere: every
//! report is a value or a text.

pub mod claims;
pub mod documents;
pub mod evaluation;
pub mod json;
pub mod picture;
mod table;

pub use picture::PictureFormat;
