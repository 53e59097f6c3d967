//! `payback`: an interactive terminal explorer for what-if questions about large
//! infrastructure investments.
//!
//! The rooms, from the ground up; each uses only those before it:
//!
//! | room | holds |
//! |---|---|
//! | [`text`] | text from outside made safe and findable: control characters, nearest names, line ends |
//! | [`key`] | keys as this program names them |
//! | [`model`] | the programme model: drivers, curves, simulation, metrics, finance |
//! | [`analysis`] | questions put to the model: tornado, grid, solve, attribution, explain, compare, claims |
//! | [`preset`] | the preset file: reading, diagnostics, writing, the library |
//! | [`settings`] | a person's settings: their table, the file, the folders |
//! | [`session`] | one person's exploration as plain state, its actions and keys |
//! | [`widgets`] | drawing parts that know nothing of finance |
//! | [`view`] | a session drawn onto a frame |
//! | [`terminal`] | the real terminal: output, input, life cycle |
//! | [`report`] | what leaves the program: JSON, CSV, text, pictures |
//! | [`app`] | the loop that ties session, view and terminal together |
//! | [`cli`] | the command line |

pub mod analysis;
pub mod app;
pub mod cli;
pub mod key;
pub mod model;
pub mod preset;
pub mod report;
pub mod session;
pub mod settings;
pub mod terminal;
pub mod text;
pub mod view;
pub mod widgets;
