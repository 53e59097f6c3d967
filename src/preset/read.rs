//! Reading a preset, with every problem of a file named by its place.

use super::diagnostics::{Diagnostics, Findings};
use super::format::migration::{self, Migrated, MigrationError, Step};
use super::format::{FORMAT, PresetFile, options};
use super::locate::{Kind, Outline, Span};
use super::{Preset, meaning, structure, translate};
use crate::text::{os_message, shortened_path, with_newlines};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Largest file that is read, in bytes; a preset has a few thousand.
pub const LARGEST: u64 = 1024 * 1024;

/// Reads a preset from the bytes of a file; the file's name is only repeated in messages.
///
/// # Errors
/// Everything that is wrong with the file, each problem with its line and column.
pub fn read(bytes: &[u8], name_of_file: &str) -> Result<Preset, Diagnostics> {
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(name_of_file));
    }
    if let Some(nul) = utf16_without_mark(bytes) {
        return Err(not_utf8(bytes, nul, name_of_file));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| not_utf8(bytes, error.valid_up_to(), name_of_file))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    read_text(&with_newlines(text), name_of_file, migration::STEPS)
}

/// Reads a text, of an older format by way of these steps.
fn read_text(text: &str, name_of_file: &str, steps: &[Step]) -> Result<Preset, Diagnostics> {
    let mut found = Findings::new(name_of_file, text);
    let outline = Outline::of(text);
    // The format is looked at first: what else is wrong in a file of a newer one says nothing.
    let format = match &outline {
        Ok(outline) => format_of(outline),
        Err(_) => first_format(text),
    };
    if let Some((format, span)) = format.filter(|(format, _)| *format > FORMAT) {
        let reason =
            format!("The file has format {format}; this program reads formats up to {FORMAT}.");
        let help = "a newer version of payback wrote the file and can read it";
        found.add(span, reason, Some(help.to_owned()));
        return Err(found.into_diagnostics());
    }
    let outline = match outline {
        Ok(outline) => outline,
        Err(error) => {
            found.add(error.span, error.reason, error.help);
            return Err(found.into_diagnostics());
        }
    };
    match format {
        Some((format, span)) if format < FORMAT => match migration::migrated(text, format, steps) {
            Ok(migrated) => read_migrated(&migrated, format, found),
            Err(MigrationError::NoStep) => {
                let first = steps.iter().map(|step| step.from).min().unwrap_or(FORMAT);
                let reason = format!("There is no format {format}; the first one is {first}.");
                found.add(span, reason, Some(format!("write format: {FORMAT}")));
                Err(found.into_diagnostics())
            }
            Err(MigrationError::Torn(error)) => {
                found.add(span, read_as(format), Some(error.reason));
                Err(found.into_diagnostics())
            }
        },
        _ => read_present(text, &outline, &mut found).ok_or_else(|| found.into_diagnostics()),
    }
}

/// What is said of a file whose text was brought up to the present format.
fn read_as(format: u32) -> String {
    format!("The file has format {format}, and is read as format {FORMAT}.")
}

/// Reads a text that was brought up to the present format; what is wrong is shown where it stands
/// in the file itself.
fn read_migrated(
    migrated: &Migrated,
    format: u32,
    mut found: Findings<'_>,
) -> Result<Preset, Diagnostics> {
    let mut within = Findings::new("", &migrated.text);
    let preset = match Outline::of(&migrated.text) {
        Ok(outline) => read_present(&migrated.text, &outline, &mut within),
        Err(error) => {
            within.add(error.span, error.reason, error.help);
            None
        }
    };
    found.take(within, |span| migrated.original(span), &read_as(format));
    preset.ok_or_else(|| found.into_diagnostics())
}

/// Reads a preset from a file.
///
/// # Errors
/// Like [`read`]; also when there is no such file, it can't be opened, is not a regular file, or
/// is larger than [`LARGEST`].
pub fn read_file(path: &Path) -> Result<Preset, Diagnostics> {
    read(&bytes_of(path)?, &path.to_string_lossy())
}

/// The bytes of a preset's file.
///
/// # Errors
/// When there is no such file, it can't be opened, or is not a regular file.
pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, Diagnostics> {
    contents(path).map_err(|error| unreadable(path, &error))
}

/// The file's bytes; one more than [`LARGEST`] where there are too many.
pub(super) fn contents(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // Opening a pipe would wait for somebody to write to it.
    if !metadata.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    // The length that a file claims may change while it is read.
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The report on a file that can't be read, for this reason.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Diagnostics {
    let name = shortened_path(path);
    let (reason, help) = match error.kind() {
        io::ErrorKind::NotFound => (
            format!("There is no such file: {name}."),
            "Check the path; ‘payback presets list’ names the presets that are there.",
        ),
        io::ErrorKind::PermissionDenied => (
            format!("{name} may not be read: {}.", os_message(error)),
            "Ask its owner for permission, or name another file.",
        ),
        io::ErrorKind::IsADirectory => {
            (format!("{name} is a folder, not a preset."), "Name a file in it, such as my.ron.")
        }
        // Our own word for it, not the system's.
        io::ErrorKind::InvalidInput if error.raw_os_error().is_none() => {
            (format!("{name} is not a regular file."), "Save the preset to a file first.")
        }
        _ => (
            format!("{name} can't be read: {}.", os_message(error)),
            "Check the path and the disk.",
        ),
    };
    Diagnostics::of_whole_file(&path.to_string_lossy(), reason, help)
}

fn too_large(name: &str) -> Diagnostics {
    let mut found = Findings::new(name, "");
    let reason = "The file is larger than 1 MiB, which no preset needs.";
    found.add(Span::default(), reason, Some("is it the right file?".to_owned()));
    found.into_diagnostics()
}

/// The first zero byte of a text that has one in nearly every pair of bytes, as plain letters have
/// in UTF-16.
fn utf16_without_mark(bytes: &[u8]) -> Option<usize> {
    let start = &bytes[..bytes.len().min(512)];
    let pairs = start.chunks_exact(2);
    let of_letters = pairs.clone().filter(|pair| (pair[0] == 0) != (pair[1] == 0)).count();
    let is_utf16 = !start.starts_with(&[0xff, 0xfe])
        && !start.starts_with(&[0xfe, 0xff])
        && of_letters * 4 > pairs.len() * 3;
    start.iter().position(|byte| *byte == 0).filter(|_| is_utf16)
}

pub(super) fn not_utf8(bytes: &[u8], valid: usize, name: &str) -> Diagnostics {
    let text = String::from_utf8_lossy(bytes);
    let mut found = Findings::new(name, &text);
    let utf16 = bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || utf16_without_mark(bytes).is_some();
    let byte = bytes.get(valid).copied().unwrap_or_default();
    let reason = format!("The file is not UTF-8 text: the byte 0x{byte:02x} can't stand here.");
    let help =
        if utf16 { "it looks like UTF-16; save it as UTF-8" } else { "save the file as UTF-8" };
    found.add(Span { start: valid, end: valid + 1 }, reason, Some(help.to_owned()));
    found.into_diagnostics()
}

/// The format that a file says it has, where that is a whole number that can be one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked just before")]
fn format_of(outline: &Outline<'_>) -> Option<(u32, Span)> {
    let node = outline.child(outline.root(), "format").filter(|node| node.kind == Kind::Number)?;
    let value: f64 = outline.text(node.span).parse().ok()?;
    let is_format = value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value);
    is_format.then_some((value as u32, node.span))
}

/// The format that a text says it has in its first field, as written files do, where the rest of
/// it has no outline.
fn first_format(text: &str) -> Option<(u32, Span)> {
    let end = text.find(',')?;
    let first = format!("{})", &text[..end]);
    let (format, span) = format_of(&Outline::of(&first).ok()?)?;
    (span.end <= end).then_some((format, span))
}

/// Reads a text of the present format; `None` where something is wrong with it, which is noted.
fn read_present<'t>(
    text: &'t str,
    outline: &Outline<'t>,
    found: &mut Findings<'t>,
) -> Option<Preset> {
    structure::compare(outline, outline.root(), structure::PRESET, found);
    if !found.is_empty() {
        // A flood has one cause; its values would only add to it.
        if found.has_room() {
            let sound = structure::sound(outline, structure::PRESET);
            if let Ok(file) = options().from_str::<PresetFile>(&sound.text) {
                meaning::of_sound_parts(file, outline, found, &sound.left_out);
            }
        }
        return None;
    }
    let file = match options().from_str::<PresetFile>(text) {
        Ok(file) => file,
        Err(error) => {
            translate::add(&error, text, found);
            return None;
        }
    };
    let preset = meaning::preset(file, outline, found);
    found.is_empty().then_some(preset)
}

#[cfg(test)]
mod tests;
