//! The diff of a preset's file as git asks an external command for it.
//!
//! git stops at a command that fails, so that whatever is wrong with a file is part of the answer.

use crate::analysis::compare;
use crate::cli::{CommandError, CommandResult, print};
use crate::preset::library::text_of;
use crate::preset::{Diagnostics, Library, Preset, differences, read_file};
use crate::report::{comparison, difference};
use crate::text::{escaped, harmless};
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::ExitCode;

/// Where git finds a state in which there is no file.
const NOWHERE: &str = "/dev/null";

/// One state of the file.
struct State {
    /// What it is called in the answer: `a/mine.ron`.
    name: String,
    mode: String,
    /// The preset in it; `None` where there is no file.
    preset: Option<Result<Preset, Diagnostics>>,
}

impl State {
    fn of(side: &str, path: &OsStr, file: &OsStr, mode: &OsStr) -> Self {
        Self {
            name: format!("{side}/{}", escaped(&text_of(path))),
            mode: text_of(mode),
            preset: (file != NOWHERE).then(|| read_file(Path::new(file))),
        }
    }
}

pub(super) fn run(given: &[OsString], library: &Library) -> CommandResult {
    if library.is_restricted() {
        return Err(CommandError(
            "--git reads files, and here are presets alone: leave it out".to_owned(),
        ));
    }
    let text = match given {
        [path] => format!("{} isn't merged yet\n", escaped(&text_of(path))),
        [path, old, _, old_mode, new, _, new_mode, rest @ ..] => {
            let new_path = rest.first().unwrap_or(path);
            let states =
                [State::of("a", path, old, old_mode), State::of("b", new_path, new, new_mode)];
            let moved =
                rest.get(1).map_or_else(String::new, |words| lines_of(&words.to_string_lossy()));
            text(&states, &moved)
        }
        _ => {
            let message = format!(
                "--git takes what git gives an external diff, 1, 7 or 9 arguments, not {}. Set it \
                 with: git config diff.payback.command 'payback compare --git'",
                given.len()
            );
            return Err(CommandError(message));
        }
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// What git says of a file that was renamed, line by line.
fn lines_of(words: &str) -> String {
    words.lines().fold(String::new(), |out, line| out + &harmless(line) + "\n")
}

fn text([old, new]: &[State; 2], moved: &str) -> String {
    let mut out = format!("diff --payback {} {}\n{moved}", old.name, new.name);
    if old.preset.is_some() && new.preset.is_some() && old.mode != new.mode {
        out += &format!("old mode {}\nnew mode {}\n", old.mode, new.mode);
    }
    match (&old.preset, &new.preset) {
        (Some(Ok(a)), Some(Ok(b))) => out += &both(&old.name, &new.name, a, b),
        (None, Some(Ok(preset))) => out += &format!("new preset: {}\n", named(preset)),
        (Some(Ok(preset)), None) => out += &format!("deleted preset: {}\n", named(preset)),
        (a, b) => {
            for (name, state) in [(&old.name, a), (&new.name, b)] {
                out += &match state {
                    None => format!("{name}: there is no file\n"),
                    Some(Ok(preset)) => format!("{name}: {}\n", named(preset)),
                    Some(Err(error)) => {
                        format!("{name} can't be read as a preset. {}\n", error.first_line())
                    }
                };
            }
            out += "git diff --no-ext-diff shows the lines.\n";
        }
    }
    out
}

/// A preset's name, with its summary below it.
fn named(preset: &Preset) -> String {
    let summary = match preset.summary.as_str() {
        "" => String::new(),
        summary => format!("\n{}", harmless(summary)),
    };
    format!("{}{summary}", harmless(&preset.name))
}

/// Everything that differs, then the figures that move with it.
fn both(a_name: &str, b_name: &str, a: &Preset, b: &Preset) -> String {
    let found = differences(a, b);
    let currencies = [a, b].map(Preset::money);
    let out = difference::text(a_name, b_name, &found, currencies);
    if found.is_empty() {
        return out + "Comments, spacing or spelling do, which the model doesn't read.\n";
    }
    let moved =
        comparison::figures_text(&compare(&a.inputs, &b.inputs), [a, b].map(comparison::Side::of));
    if moved.is_empty() { out + "\nNo figure moves in the digits shown.\n" } else { out + &moved }
}
