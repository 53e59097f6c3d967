//! Reading a preset, with every problem of a file named by its place.

use super::decode::decode;
use super::diagnostics::{Diagnostics, Findings};
use super::fields::{FORMAT, PRESET};
use super::files::LARGEST;
use super::form::ValueForm;
use super::outline::{Extent, Outline};
use super::{Preset, validate};
use crate::model::spec::Plain;
use crate::text::{os_message, shortened_path, with_newlines};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Reads a preset from the bytes of a file; the file's name is only repeated in messages.
///
/// # Errors
/// Everything that is wrong with the file, each problem with its line and column.
pub fn read(bytes: &[u8], name_of_file: &str) -> Result<Preset, Diagnostics> {
    read_text(&contents_of(bytes, name_of_file)?, name_of_file)
}

/// A file's text, if it is one.
pub(super) fn contents_of<'b>(
    bytes: &'b [u8],
    name_of_file: &str,
) -> Result<Cow<'b, str>, Diagnostics> {
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(name_of_file));
    }
    if let Some(nul) = utf16_without_mark(bytes) {
        return Err(not_utf8(bytes, nul, name_of_file));
    }
    decoded(bytes, name_of_file)
}

/// A file's text, without its byte-order mark, its lines ended by newlines.
pub(super) fn decoded<'b>(bytes: &'b [u8], name: &str) -> Result<Cow<'b, str>, Diagnostics> {
    let text =
        std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to(), name))?;
    Ok(with_newlines(text.strip_prefix('\u{feff}').unwrap_or(text)))
}

/// Reads a text whose lines end in newlines.
fn read_text(text: &str, name_of_file: &str) -> Result<Preset, Diagnostics> {
    let mut found = Findings::new(name_of_file, text);
    let Some((outline, left_out)) = begun(text, "preset", PRESET, &mut found) else {
        return Err(found.into_diagnostics());
    };
    let preset = decode(outline.start());
    validate::values(&outline, &preset, &left_out, &mut found);
    if found.is_empty() { Ok(preset) } else { Err(found.into_diagnostics()) }
}

/// The outline of a text, of a format that can be read, and what of it deviates from its form so far
/// that its values can't be used; `None` where what was found is all that can be said. `what` it is,
/// such as `preset`, goes into messages.
pub(super) fn begun<'t>(
    text: &'t str,
    what: &str,
    form: ValueForm,
    found: &mut Findings<'t>,
) -> Option<(Outline<'t>, Vec<Extent>)> {
    let outline = Outline::of(text);
    // The format is looked at first: what else is wrong in a file of a newer one says nothing.
    let format = match &outline {
        Ok(outline) => format_of(outline),
        Err(_) => first_format(text),
    };
    if let Some((format, span)) = format
        && format > f64::from(FORMAT)
    {
        let reason =
            format!("The file has format {format}; this program reads formats up to {FORMAT}.");
        let help = "a newer version of payback wrote the file and can read it";
        found.add(span, reason, Some(help.to_owned()));
        return None;
    }
    let outline = match outline {
        Ok(outline) => outline,
        Err(error) => {
            // The scanner speaks of what is read most often.
            let named = |words: &str| words.replace("preset", what);
            found.add(error.span, named(&error.reason), error.help.as_deref().map(named));
            return None;
        }
    };
    if let Some((format, span)) = format
        && format < f64::from(FORMAT)
    {
        let reason = format!("There is no format {}; the first one is {FORMAT}.", Plain(format));
        found.add(span, reason, Some(format!("write format: {FORMAT}")));
        return None;
    }
    let left_out = validate::structure(&outline, form, found);
    // A flood has one cause; its values would only add to it.
    found.has_room().then_some((outline, left_out))
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
    found.add(Extent::default(), reason, Some("is it the right file?".to_owned()));
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

/// Whether a file's first bytes look like text in UTF-16, as spreadsheets and Windows' editors may
/// write it.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || utf16_without_mark(bytes).is_some()
}

fn not_utf8(bytes: &[u8], valid: usize, name: &str) -> Diagnostics {
    let text = String::from_utf8_lossy(bytes);
    let mut found = Findings::new(name, &text);
    let byte = bytes.get(valid).copied().unwrap_or_default();
    let reason = format!("The file is not UTF-8 text: the byte 0x{byte:02x} can't stand here.");
    let help = if is_utf16(bytes) {
        "it looks like UTF-16; save it as UTF-8"
    } else {
        "save the file as UTF-8"
    };
    found.add(Extent { start: valid, end: valid + 1 }, reason, Some(help.to_owned()));
    found.into_diagnostics()
}

/// The format that a file says it has, where that is a whole number.
fn format_of(outline: &Outline<'_>) -> Option<(f64, Extent)> {
    let at = outline.start().at("format");
    let format = at.number().filter(|format| format.fract() == 0.0)?;
    Some((format, at.node()?.span))
}

/// The format that a text says it has in its first field, as written files do, where the rest of
/// it has no outline.
fn first_format(text: &str) -> Option<(f64, Extent)> {
    let end = text.find(',')?;
    let first = format!("{})", &text[..end]);
    let (format, span) = format_of(&Outline::of(&first).ok()?)?;
    (span.end <= end).then_some((format, span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_format_is_refused_before_anything_else_is_looked_at() {
        let newer = "(format: 2, name: <<a new kind of text>>, scenarios: {1 => 2})";
        for text in
            [newer, "// c\nPreset(\n    format: 7,\n    wave: ~~~\n)", "(name: 3, format: 2)"]
        {
            let error = read(text.as_bytes(), "new.ron").unwrap_err();
            assert_eq!(error.problems().len(), 1, "{error}");
            assert!(error.to_string().contains("; this program reads formats up to 1."), "{error}");
        }
    }
}
