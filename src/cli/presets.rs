//! `payback presets`: what there is to open, files of one's own, and what may stand in them.

mod edit;
mod files;
mod list;
mod schema;
mod set;

use super::{CommandResult, PresetArgument, TextOrJson, file_text, print, print_bytes};
#[cfg(feature = "mcp")]
use crate::preset::LibraryError;
use crate::preset::library::{CopyScope, text_of};
use crate::preset::{Library, Origin, differences};
use crate::report::difference;
use crate::text::{harmless, shortened};
use clap::{Args, Subcommand};
use std::io::{self, IsTerminal};
use std::os::unix::ffi::OsStrExt;
use std::process::ExitCode;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback presets list                          what there is to open
  payback presets show apec-40b                 its file
  payback presets copy apec-40b mine            a preset of your own
  payback presets copy mine ./for-anna.ron      a file to hand on
  payback presets set mine margin=0.3           the value, and nothing else of the file
  payback presets set mine programme.sites.+=Tokyo programme.sites.1.pledge=10
  payback presets edit mine                     in your editor, checked afterwards
  payback presets path mine                     where its file is
  payback presets diff apec-40b mine            everything that differs
  payback presets schema                        what a file may hold
  payback presets rename mine \"mine 2\"
  payback presets delete mine                   to the trash
  payback presets list --deleted                what is in the trash, who deleted it and when
  payback presets restore mine                  and back

A bundled preset is never changed, and nothing is written over unless you say so.";

#[derive(Debug, Args)]
pub(super) struct PresetsArguments {
    #[command(subcommand)]
    command: Option<PresetsCommand>,
}

#[derive(Debug, Subcommand)]
enum PresetsCommand {
    /// List the bundled presets and those saved in the data folder.
    List {
        /// What to print.
        #[arg(long, value_enum, default_value = "text")]
        format: TextOrJson,
        /// The same as --format json.
        #[arg(long, hide = true)]
        json: bool,
        /// List what was deleted instead, by whom and when.
        #[arg(long)]
        deleted: bool,
    },
    /// Print a preset's file as it is, comments included.
    Show {
        #[command(flatten)]
        preset: PresetArgument,
        /// Print it as the program would write a new file instead, without comments.
        #[arg(long)]
        tidy: bool,
    },
    /// Copy a preset's file, comments included.
    Copy {
        /// A bundled or saved preset's name, or a file.
        #[arg(value_name = "FROM", value_parser = file_text())]
        from: String,
        /// A name of your own, or a file: what holds a slash or ends in .ron.
        #[arg(value_name = "TO", value_parser = file_text())]
        to: String,
        /// Leave the claims behind.
        #[arg(long)]
        without_claims: bool,
        /// Leave the sources behind.
        #[arg(long)]
        without_sources: bool,
        /// Replace what is there.
        #[arg(long)]
        force: bool,
    },
    /// Change values in a preset's file; comments, order and spacing stay as they are.
    Set {
        /// A saved preset's name, or a file.
        #[arg(value_name = "FILE", value_parser = file_text())]
        name: String,
        /// Any fields: utilization=0.7, bull.attach=50%, programme.sites.0.name=Tokyo,
        /// claims.ID.within=2.5..3, sources.margin.note=TEXT; none removes what can be absent.
        #[arg(value_name = "KEY=VALUE", required = true)]
        settings: Vec<String>,
    },
    /// Open a preset's file in your editor (VISUAL or EDITOR), then check it and print what differs;
    /// exit status 1 when it can't be read any more.
    Edit {
        /// A saved preset's name, or a file.
        #[arg(value_name = "FILE", value_parser = file_text())]
        name: String,
    },
    /// Print where a saved preset's file is, or the folder of all of them.
    Path {
        /// A saved preset's name.
        #[arg(value_name = "NAME", value_parser = file_text())]
        name: Option<String>,
    },
    /// Print everything that two presets differ in; exit status 1 when something does.
    Diff {
        /// A bundled or saved preset's name, or a file.
        #[arg(value_name = "A", value_parser = file_text())]
        a: String,
        /// Another one.
        #[arg(value_name = "B", value_parser = file_text())]
        b: String,
        /// What to print.
        #[arg(long, value_enum, default_value = "text")]
        format: TextOrJson,
    },
    /// Print every field of a preset's file: its unit, what is valid, its default, its meaning.
    Schema {
        /// What to print.
        #[arg(long, value_enum, default_value = "text")]
        format: TextOrJson,
    },
    /// Give a saved preset another name.
    Rename {
        /// Its name.
        #[arg(value_name = "FROM", value_parser = file_text())]
        from: String,
        /// The new one.
        #[arg(value_name = "TO", value_parser = file_text())]
        to: String,
    },
    /// Move a saved preset to the trash.
    Delete {
        #[arg(value_name = "NAME", value_parser = file_text())]
        name: String,
    },
    /// Bring a preset back from the trash; without a name, list what is there.
    Restore {
        /// The name that it had.
        #[arg(value_name = "NAME", value_parser = file_text())]
        name: Option<String>,
        /// Another name for it, where something has that one now.
        #[arg(value_name = "TO", value_parser = file_text())]
        to: Option<String>,
    },
}

pub(super) fn run(arguments: &PresetsArguments, library: &Library) -> CommandResult {
    use PresetsCommand::{
        Copy, Delete, Diff, Edit, List, Path, Rename, Restore, Schema, Set, Show,
    };
    match &arguments.command {
        None => list(library, TextOrJson::Text)?,
        Some(List { deleted: true, json, format }) => {
            let format = if *json { TextOrJson::Json } else { *format };
            let deleted = library.trashed();
            format.print(|| list::deleted(library, &deleted), || list::deleted_json(&deleted))?;
        }
        Some(List { json: true, .. }) => list(library, TextOrJson::Json)?,
        Some(List { format, .. }) => list(library, *format)?,
        Some(Show { preset, tidy }) => show(library, &preset.preset, *tidy)?,
        Some(Copy { from, to, without_claims, without_sources, force }) => {
            let scope = CopyScope::of(!without_claims, !without_sources);
            print(&files::copy(library, (from, to), scope, *force)?)?;
        }
        Some(Set { name, settings }) => print(&set::set(library, name, settings)?)?,
        Some(Edit { name }) => {
            let (said, status) = edit::edit(library, name)?;
            print(&said)?;
            return Ok(status);
        }
        Some(Path { name }) => print_path(&files::path(library, name.as_deref())?)?,
        Some(Diff { a, b, format }) => return diff(library, a, b, *format),
        Some(Schema { format }) => format.print(schema::text, schema::json)?,
        Some(Rename { from, to }) => print(&files::rename(library, from, to)?)?,
        Some(Delete { name }) => print(&files::delete(library, name)?)?,
        Some(Restore { name, to }) => {
            print(&files::restore(library, name.as_deref(), to.as_deref())?)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what there is to open; then fails if that isn't all.
fn list(library: &Library, format: TextOrJson) -> CommandResult<()> {
    let found = library.list();
    format.print(|| list::text(library, &found), || list::json(&found.entries))?;
    found.problem.map_or(Ok(()), |problem| Err(problem.into()))
}

/// What there is to open as JSON, and why that isn't all, if it isn't.
#[cfg(feature = "mcp")]
pub(super) fn listing(library: &Library) -> (serde_json::Value, Option<LibraryError>) {
    let found = library.list();
    (super::versioned(list::json(&found.entries)), found.problem)
}

/// Prints a preset's file. A terminal gets it without anything that it would obey; a file or a
/// pipe gets it byte by byte.
fn show(library: &Library, name: &str, tidy: bool) -> CommandResult<()> {
    let opened = library.open(name)?;
    let text = if tidy {
        crate::preset::to_ron(&opened.preset)
    } else {
        String::from_utf8_lossy(&opened.bytes).into_owned()
    };
    if !io::stdout().is_terminal() {
        return print(&text);
    }
    let lines = text.lines().map(|line| format!("{}\n", harmless(line)));
    print(&lines.collect::<String>())
}

/// Prints a path. A terminal gets it as a text that it won't obey, everything else byte by byte.
fn print_path(path: &std::path::Path) -> CommandResult<()> {
    if io::stdout().is_terminal() {
        return print(&format!("{}\n", text_of(path.as_os_str())));
    }
    print_bytes(&[path.as_os_str().as_bytes(), b"\n"].concat())
}

fn diff(library: &Library, a: &str, b: &str, format: TextOrJson) -> CommandResult {
    let (one, other) = (library.open(a)?, library.open(b)?);
    let found = differences(&one.preset, &other.preset);
    let currencies = [one.preset.money(), other.preset.money()];
    format.print(
        || difference::text(&shortened(a), &shortened(b), &found, currencies),
        || difference::json(&found),
    )?;
    Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// What kind of place a preset is in.
fn place(origin: &Origin) -> &'static str {
    match origin {
        Origin::Bundled(_) => "bundled",
        Origin::Saved { .. } => "saved",
        Origin::File(_) => "file",
    }
}
