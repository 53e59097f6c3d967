//! `payback presets edit`: a preset's file in a person's own editor, and what came of it.

use crate::cli::written::shown;
use crate::cli::{CommandError, CommandResult, complain};
use crate::preset::{Library, LibraryError, Opened, Origin, differences, refusals};
use crate::report::difference;
use crate::text::{harmless, os_message};
use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Opens the file, waits for the editor to end, and prints what differs; exit status 1 when the file
/// can't be read as a preset then. It stays as it was saved.
pub(super) fn edit(library: &Library, name: &str) -> CommandResult<(String, ExitCode)> {
    if library.is_restricted() {
        let message = "an editor reaches every file, and here are presets alone: change fields by \
                       ‘presets set’";
        return Err(CommandError(message.to_owned()));
    }
    let origin = library.locate(name)?;
    let path = match &origin {
        Origin::Bundled(id) => return Err(LibraryError::Bundled { id }.into()),
        Origin::Saved { path, .. } | Origin::File(path) => path,
    };
    // One that has something wrong with it is to be mended; one that isn't there can't be.
    let bytes = library.bytes(&origin)?;
    let before = Opened::of(&origin, bytes.clone());
    let is_blank = |name: &OsString| name.to_string_lossy().trim().is_empty();
    let editor =
        ["VISUAL", "EDITOR"].into_iter().filter_map(env::var_os).find(|name| !is_blank(name));
    let Some(editor) = editor else {
        let message = "no editor is named: set VISUAL or EDITOR, such as EDITOR=nano";
        return Err(CommandError(message.to_owned()));
    };
    // It may be given with options, as other programs take it.
    let mut command = editor.clone();
    command.push(" \"$@\"");
    let ran = Command::new("sh").arg("-c").arg(command).arg(&editor).arg(path).status();
    let named = harmless(&editor.to_string_lossy()).into_owned();
    let left = library.bytes(&origin);
    let is_unchanged = left.as_ref().is_ok_and(|left| *left == bytes);
    let done = match ran {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(status) if is_unchanged => {
            let why = format!("the editor {named} failed: {status}; the file is as it was");
            return Err(CommandError(why));
        }
        Ok(status) => {
            complain(&format!("the editor {named} failed: {status}; what it left is this:"));
            ExitCode::from(2)
        }
        Err(error) => {
            let why = os_message(&error);
            return Err(CommandError(format!("the editor {named} can't be run: {why}")));
        }
    };
    let now = match left.and_then(|left| Opened::of(&origin, left)) {
        Ok(now) => now,
        Err(error) => {
            complain(&what_is_left(library, &origin, path, (&error, is_unchanged)));
            return Ok((String::new(), ExitCode::FAILURE));
        }
    };
    if let Some(refusal) = refusals(&now.preset).into_iter().next() {
        complain(&refusal.reason);
        return Ok((String::new(), ExitCode::FAILURE));
    }
    let Ok(before) = before else {
        return Ok((format!("{} can be read now\n", shown(path)), done));
    };
    let found = differences(&before.preset, &now.preset);
    if found.is_empty() {
        return Ok((format!("{}: no value has changed\n", shown(path)), done));
    }
    let currencies = [before.preset.money(), now.preset.money()];
    Ok((difference::text("before", "now", &found, currencies), done))
}

/// Why the file can't be read after it was edited, and what to do about it.
fn what_is_left(
    library: &Library,
    origin: &Origin,
    path: &Path,
    (error, is_unchanged): (&LibraryError, bool),
) -> String {
    let file = shown(path);
    if matches!(library.stamp(origin), Ok(None)) {
        return format!(
            "{file} is gone: it was deleted or renamed while you edited it. Edit it under its new \
             name, or save your text there again"
        );
    }
    // What isn't a file holds nothing that was saved.
    if path.is_file() {
        let left = if is_unchanged { "it was" } else { "you saved it" };
        format!("{error}\n{file} is as {left}; edit it again")
    } else {
        error.to_string()
    }
}
