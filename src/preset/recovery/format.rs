//! A journal's text: RON that holds two presets as they would be saved, word for word, so that a
//! person can take them out with an editor.

use super::Unsaved;
use crate::preset::files::{Folder, LARGEST};
use crate::preset::library::{BUNDLED, DEFAULT, name_of};
use crate::preset::outline::literal::{quote, quote_raw};
use crate::preset::outline::{At, Outline};
use crate::preset::{Origin, read, to_ron};
use chrono::{DateTime, SecondsFormat, Utc};
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

/// The format of a journal. The presets in it have one of their own.
const JOURNAL_FORMAT: i32 = 1;

/// Largest file that is read: two presets, and a little around them.
const LARGEST_JOURNAL: u64 = 2 * LARGEST + 64 * 1024;

/// Why a journal's text holds nothing to offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unusable {
    /// A newer program wrote it.
    Newer,
    /// It is broken.
    Broken,
}

/// The text of a journal.
pub(super) fn journal_text(unsaved: &Unsaved) -> String {
    let at = unsaved.at.to_rfc3339_opts(SecondsFormat::Millis, true);
    format!(
        "(\n    format: {JOURNAL_FORMAT},\n    program: {},\n    at: {},\n    origin: {},\n    \
         saved: {},\n    open: {},\n)\n",
        quote(env!("CARGO_PKG_VERSION")),
        quote(&at),
        origin_text(&unsaved.origin),
        quote_raw(&to_ron(&unsaved.saved)),
        quote_raw(&to_ron(&unsaved.open)),
    )
}

fn origin_text(origin: &Origin) -> String {
    match origin {
        Origin::Bundled(id) => format!("Bundled({})", quote(id)),
        Origin::Saved { name, path } => {
            format!("Saved(name: {}, path: {})", quote(name), path_text(path))
        }
        Origin::File(path) => format!("File({})", path_text(path)),
    }
}

/// A path, which on some systems is any bytes. The next start may be in another folder.
fn path_text(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match path.into_os_string().into_string() {
        Ok(text) => format!("Text({})", quote(&text)),
        Err(other) => format!("Bytes({:?})", other.into_encoded_bytes()),
    }
}

/// The bytes of a file that may be a journal.
pub(super) fn read_whole(folder: &Folder, file: &OsStr) -> io::Result<Vec<u8>> {
    let bytes = folder.read(file, LARGEST_JOURNAL)?;
    if bytes.len() as u64 > LARGEST_JOURNAL {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// What a journal's text holds.
pub(super) fn parse_journal(bytes: &[u8]) -> Result<Unsaved, Unusable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unusable::Broken)?;
    let outline = Outline::of(text).map_err(|_| Unusable::Broken)?;
    let journal = outline.start();
    // What is looked at first, whatever else there is.
    match journal.at("format").whole() {
        Some(format) if format > JOURNAL_FORMAT => Err(Unusable::Newer),
        Some(_) => parse_present(journal).ok_or_else(|| match journal.at("program").text() {
            // Its presets may have fields that this one doesn't know.
            Some(program) if is_newer(&program) => Unusable::Newer,
            _ => Unusable::Broken,
        }),
        None => Err(Unusable::Broken),
    }
}

/// Whether a version of the program is newer than this one.
fn is_newer(program: &str) -> bool {
    let numbers = |version: &str| -> Option<Vec<u64>> {
        let release = version.split(['-', '+']).next()?;
        release.split('.').map(|number| number.parse().ok()).collect()
    };
    numbers(program) > numbers(env!("CARGO_PKG_VERSION"))
}

fn parse_present(journal: At<'_, '_>) -> Option<Unsaved> {
    let preset = |field| read(journal.at(field).text()?.as_bytes(), "journal").ok();
    Some(Unsaved {
        origin: origin(journal.at("origin"))?,
        saved: preset("saved")?,
        open: preset("open")?,
        at: DateTime::parse_from_rfc3339(&journal.at("at").text()?).ok()?.with_timezone(&Utc),
    })
}

/// The origin; a bundled preset that this program has no longer becomes the default one, whose
/// changes are saved under a new name as well.
fn origin(at: At<'_, '_>) -> Option<Origin> {
    Some(match at.word()? {
        "Bundled" => {
            let id = at.at("0").text()?;
            let found = BUNDLED.iter().find(|(bundled, _)| *bundled == id);
            Origin::Bundled(found.map_or(DEFAULT, |(id, _)| id))
        }
        "Saved" => {
            let (name, path) = (at.at("name").text()?, path(at.at("path"))?);
            // Somebody else may have written into the journal.
            name_of(path.file_name()?).filter(|called| *called == name)?;
            Origin::Saved { name, path }
        }
        "File" => Origin::File(path(at.at("0"))?),
        _ => return None,
    })
}

fn path(at: At<'_, '_>) -> Option<PathBuf> {
    match at.word()? {
        "Text" => Some(at.at("0").text()?.into()),
        "Bytes" => {
            let byte = |at: At<'_, '_>| u8::try_from(at.whole()?).ok();
            let bytes: Option<Vec<u8>> = at.at("0").entries().map(byte).collect();
            Some(OsString::from_vec(bytes?).into())
        }
        _ => None,
    }
}
