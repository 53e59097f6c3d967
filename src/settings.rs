//! A person's settings: one table of what can be set, the file that sets it, and the folders of
//! this program.
//!
//! Lives here: the `table` of settings with what is valid, the default and the meaning of each;
//! reading the settings file and writing one with every default (`file`); the `folders` in which
//! a system keeps what belongs to a person; and what they chose in the program itself, where that is
//! kept for them (`chosen`). The command line's options, `payback config`, the
//! messages and the documents come from the table. What is set on the command line or in the
//! environment goes before the file.
//!
//! Uses the model for the names of metrics, and presets for reading RON. It knows no terminal:
//! what a choice means to one is the business of those who draw on it.

mod choice;
mod chosen;
mod file;
mod folders;
mod table;

pub use choice::{AsciiChoice, ColorChoice, CopyChoice, OctantChoice};
pub use file::{FileState, InitError, Settings, initial_text};
pub use folders::Folders;
pub use table::{SETTINGS, Setting, THEME_BY_BACKGROUND, Value};
