//! `payback presets edit`: a preset's file in a person's own editor, and what came of it.

use crate::cli::written::shown;
use crate::cli::{CommandError, CommandResult, complain};
use crate::preset::{Library, LibraryError, Origin, differences, refusals};
use crate::report::difference;
use crate::text::{harmless, os_message};
use std::env;
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
    library.bytes(&origin)?;
    let opened = library.open_at(&origin);
    let editor =
        ["VISUAL", "EDITOR"].into_iter().filter_map(env::var_os).find(|name| !name.is_empty());
    let Some(editor) = editor else {
        let message = "no editor is named: set VISUAL or EDITOR, such as EDITOR=nano";
        return Err(CommandError(message.to_owned()));
    };
    // It may be given with options, as other programs take it.
    let mut command = editor.clone();
    command.push(" \"$@\"");
    let ran = Command::new("sh").arg("-c").arg(command).arg(&editor).arg(path).status();
    let named = harmless(&editor.to_string_lossy()).into_owned();
    match ran {
        Ok(status) if status.success() => {}
        Ok(status) => return Err(CommandError(format!("the editor {named} failed: {status}"))),
        Err(error) => {
            let why = os_message(&error);
            return Err(CommandError(format!("the editor {named} can't be run: {why}")));
        }
    }
    let now = match library.open_at(&origin) {
        Ok(now) => now,
        Err(error) => {
            complain(&what_is_left(library, &origin, path, &error));
            return Ok((String::new(), ExitCode::FAILURE));
        }
    };
    if let Some(refusal) = refusals(&now.preset).into_iter().next() {
        complain(&refusal.reason);
        return Ok((String::new(), ExitCode::FAILURE));
    }
    let Ok(before) = opened else {
        return Ok((format!("{} can be read now\n", shown(path)), ExitCode::SUCCESS));
    };
    let found = differences(&before.preset, &now.preset);
    let currencies = [before.preset.money(), now.preset.money()];
    let text = difference::text("before", "now", &found, currencies);
    Ok((text, ExitCode::SUCCESS))
}

/// Why the file can't be read after it was edited, and what to do about it.
fn what_is_left(library: &Library, origin: &Origin, path: &Path, error: &LibraryError) -> String {
    let file = shown(path);
    if matches!(library.stamp(origin), Ok(None)) {
        return format!(
            "{file} is gone: it was deleted or renamed while you edited it. Edit it under its new \
             name, or save your text there again"
        );
    }
    // What isn't a file holds nothing that was saved.
    if path.is_file() {
        format!("{error}\n{file} is as you saved it; edit it again")
    } else {
        error.to_string()
    }
}
