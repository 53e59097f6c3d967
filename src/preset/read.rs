//! Reading a preset, with every problem of a file named by its place.

use super::diagnostics::{Diagnostics, Findings};
use super::format::{FORMAT, PresetFile, migrated, options};
use super::locate::{Kind, Outline, Span};
use super::save::harmless_path;
use super::{Preset, meaning, structure, translate};
use std::borrow::Cow;
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
    let text = &*with_newlines(text);
    let mut found = Findings::new(name_of_file, text);
    let outline = match Outline::of(text) {
        Ok(outline) => outline,
        Err(error) => {
            found.add(error.span, error.reason, error.help);
            return Err(found.into_diagnostics());
        }
    };
    let Some((format, span)) = format_of(&outline) else {
        return read_present(text, &outline, found);
    };
    match migrated(text, format) {
        Ok(Cow::Borrowed(text)) => read_present(text, &outline, found),
        // Places in a migrated text would mislead; what a step writes is sound unless the older
        // text was not.
        Ok(Cow::Owned(text)) => read(text.as_bytes(), name_of_file),
        Err(format) => {
            let (reason, help) = unknown_format(format);
            found.add(span, reason, Some(help.to_owned()));
            Err(found.into_diagnostics())
        }
    }
}

fn unknown_format(format: u32) -> (String, &'static str) {
    if format > FORMAT {
        let reason =
            format!("The file has format {format}; this program reads formats up to {FORMAT}.");
        (reason, "a newer version of payback wrote the file and can read it")
    } else {
        (format!("There is no format {format}; the first one is 1."), "write format: 1")
    }
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
fn contents(path: &Path) -> io::Result<Vec<u8>> {
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
    let name = harmless_path(path);
    let (reason, help) = match error.kind() {
        io::ErrorKind::NotFound => (
            format!("There is no such file: {name}."),
            "Check the path; ‘payback presets list’ names the presets that are there.",
        ),
        io::ErrorKind::PermissionDenied => (
            format!("{name} may not be read."),
            "Ask its owner for permission, or name another file.",
        ),
        io::ErrorKind::IsADirectory => {
            (format!("{name} is a folder, not a preset."), "Name a file in it, such as my.ron.")
        }
        io::ErrorKind::InvalidInput => {
            (format!("{name} is not a regular file."), "Save the preset to a file first.")
        }
        _ => (format!("{name} can't be read: {error}."), "Check the path and the disk."),
    };
    Diagnostics::of_whole_file(&path.to_string_lossy(), reason, help)
}

fn too_large(name: &str) -> Diagnostics {
    let mut found = Findings::new(name, "");
    let reason = "The file is larger than 1 MiB, which no preset needs.";
    found.add(Span::default(), reason, Some("is it the right file?".to_owned()));
    found.into_diagnostics()
}

/// The text with a newline for each carriage return that stands alone, as old systems end lines;
/// every place in it stays what it was.
fn with_newlines(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return text.into();
    }
    let mut rest = text.chars().peekable();
    let mut lines = String::with_capacity(text.len());
    while let Some(c) = rest.next() {
        lines.push(if c == '\r' && rest.peek() != Some(&'\n') { '\n' } else { c });
    }
    lines.into()
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

fn not_utf8(bytes: &[u8], valid: usize, name: &str) -> Diagnostics {
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

/// Reads a text of the present format.
fn read_present<'t>(
    text: &'t str,
    outline: &Outline<'t>,
    mut found: Findings<'t>,
) -> Result<Preset, Diagnostics> {
    structure::compare(outline, outline.root(), structure::PRESET, &mut found);
    if !found.is_empty() {
        // A flood has one cause; its values would only add to it.
        if found.has_room() {
            let sound = structure::sound(outline, structure::PRESET);
            if let Ok(file) = options().from_str::<PresetFile>(&sound.text) {
                meaning::of_sound_parts(file, outline, &mut found, &sound.left_out);
            }
        }
        return Err(found.into_diagnostics());
    }
    let file = match options().from_str::<PresetFile>(text) {
        Ok(file) => file,
        Err(error) => {
            translate::add(&error, text, &mut found);
            return Err(found.into_diagnostics());
        }
    };
    let preset = meaning::preset(file, outline, &mut found);
    if found.is_empty() { Ok(preset) } else { Err(found.into_diagnostics()) }
}
