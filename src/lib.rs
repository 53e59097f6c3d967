//! `payback`: an interactive terminal explorer for what-if questions about large
//! infrastructure investments.
//!
//! The rooms, from the ground up; each uses only those before it:
//!
//! | room | holds |
//! |---|---|
//! | [`model`] | the programme model: drivers, curves, simulation, metrics, finance |
//! | [`analysis`] | questions put to the model: claims, risk |
//! | [`preset`] | the preset file: reading, diagnostics, writing, the library |
//! | [`widgets`] | drawing parts that know nothing of finance |
//! | [`terminal`] | the real terminal: output, input, life cycle |

pub mod analysis;
pub mod model;
pub mod preset;
pub mod terminal;
pub mod widgets;
