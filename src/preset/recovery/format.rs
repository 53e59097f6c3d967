//! A journal's text: RON that holds two presets as they would be saved, word for word, so that a
//! person can take them out with an editor.

use super::Unsaved;
use crate::preset::format::options;
use crate::preset::library::{BUNDLED, DEFAULT, name_of};
use crate::preset::{Origin, read, to_ron};
use chrono::{DateTime, SecondsFormat, Utc};
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

/// The format of a journal. The presets in it have one of their own.
const JOURNAL_FORMAT: u32 = 1;

/// Why a journal's text holds nothing to offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unusable {
    /// A newer program wrote it.
    Newer,
    /// It is broken.
    Broken,
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "Journal")]
struct JournalFile {
    format: u32,
    /// The version of the program, for whoever reads the file.
    program: String,
    at: String,
    origin: OriginFile,
    saved: String,
    open: String,
}

/// What is read first, whatever else there is.
#[derive(Deserialize)]
#[serde(rename = "Journal")]
struct Head {
    format: u32,
}

#[derive(Serialize, Deserialize)]
enum OriginFile {
    Bundled(String),
    Saved { name: String, path: PathFile },
    File(PathFile),
}

/// A path, which on some systems is any bytes.
#[derive(Serialize, Deserialize)]
enum PathFile {
    Text(String),
    Bytes(Vec<u8>),
}

/// The text of a journal.
pub(super) fn journal_text(unsaved: &Unsaved) -> String {
    let file = JournalFile {
        format: JOURNAL_FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        at: unsaved.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        origin: OriginFile::from(&unsaved.origin),
        saved: to_ron(&unsaved.saved),
        open: to_ron(&unsaved.open),
    };
    let pretty = PrettyConfig::new().new_line("\n").escape_strings(false);
    // Plain data into a string: nothing in it can be refused.
    options().to_string_pretty(&file, pretty).unwrap_or_default() + "\n"
}

/// What a journal's text holds.
pub(super) fn parse_journal(bytes: &[u8]) -> Result<Unsaved, Unusable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unusable::Broken)?;
    let head: Head = options().from_str(text).map_err(|_| Unusable::Broken)?;
    if head.format > JOURNAL_FORMAT {
        return Err(Unusable::Newer);
    }
    parse_present(text).ok_or(Unusable::Broken)
}

fn parse_present(text: &str) -> Option<Unsaved> {
    let file: JournalFile = options().from_str(text).ok()?;
    Some(Unsaved {
        origin: file.origin.into_origin()?,
        saved: read(file.saved.as_bytes(), "journal").ok()?,
        open: read(file.open.as_bytes(), "journal").ok()?,
        at: DateTime::parse_from_rfc3339(&file.at).ok()?.with_timezone(&Utc),
    })
}

impl From<&Origin> for OriginFile {
    fn from(origin: &Origin) -> Self {
        match origin {
            Origin::Bundled(id) => Self::Bundled((*id).to_owned()),
            Origin::Saved { name, path } => {
                Self::Saved { name: name.clone(), path: PathFile::from(&**path) }
            }
            Origin::File(path) => Self::File(PathFile::from(&**path)),
        }
    }
}

impl OriginFile {
    /// The origin; a bundled preset that this program has no longer becomes the default one, whose
    /// changes are saved under a new name as well.
    fn into_origin(self) -> Option<Origin> {
        Some(match self {
            Self::Bundled(id) => {
                let found = BUNDLED.iter().find(|(bundled, _)| *bundled == id);
                Origin::Bundled(found.map_or(DEFAULT, |(id, _)| id))
            }
            Self::Saved { name, path } => {
                let path = path.into_path();
                // Somebody else may have written into the journal.
                name_of(path.file_name()?).filter(|called| *called == name)?;
                Origin::Saved { name, path }
            }
            Self::File(path) => Origin::File(path.into_path()),
        })
    }
}

impl From<&Path> for PathFile {
    /// The next start may be in another folder.
    fn from(path: &Path) -> Self {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        match path.into_os_string().into_string() {
            Ok(text) => Self::Text(text),
            Err(other) => Self::Bytes(other.into_encoded_bytes()),
        }
    }
}

impl PathFile {
    fn into_path(self) -> PathBuf {
        match self {
            Self::Text(text) => text.into(),
            Self::Bytes(bytes) => OsString::from_vec(bytes).into(),
        }
    }
}
