//! The names of presets: those that new ones may have, and those that files have already.
//!
//! A new name is held to rules, so that it can be typed, read and carried to any system. A file
//! that is there keeps whatever name it has: as a text, what isn't UTF-8 in it stands as `\xE4`,
//! and what would change how the text around it is shown as `\u{202e}`.

use super::BUNDLED;
use crate::text::{escaped, is_disruptive};
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest name of a saved preset, in characters.
const LONGEST_NAME: usize = 64;

/// Longest name of a saved preset in bytes: file systems take 255 with the extension.
const LONGEST_NAME_BYTES: usize = 240;

/// How a preset's file ends.
const EXTENSION: &str = ".ron";

/// Whether a preset can be saved under a new name: 1 to 64 letters with their marks, digits, `-`,
/// `_`, `.` and spaces (240 bytes at most), no dot, space or mark first, no space last, no `.ron`,
/// and not a bundled preset's id.
///
/// # Errors
/// What is wrong with the name.
pub fn check_name(name: &str) -> Result<(), &'static str> {
    let bundled = BUNDLED.iter().any(|(id, _)| id.eq_ignore_ascii_case(name));
    if name.trim().is_empty() {
        Err("it is empty")
    } else if !name.chars().all(is_allowed) {
        Err("letters, digits, spaces and - _ . may be used")
    } else if name.starts_with(['.', ' ']) || name.ends_with(' ') {
        Err("it may not begin with a dot or a space, nor end with a space")
    } else if name.starts_with(is_combining_mark) {
        Err("it may not begin with a mark that belongs to a letter")
    } else if name.chars().count() > LONGEST_NAME {
        Err("it is longer than 64 characters")
    } else if name.len() > LONGEST_NAME_BYTES {
        Err("it takes more than 240 bytes; use fewer characters of rare scripts")
    } else if split(OsStr::new(name)).is_some() {
        Err("leave out .ron, which is added")
    } else if bundled {
        Err("a bundled preset has it; choose another")
    } else {
        Ok(())
    }
}

fn is_allowed(c: char) -> bool {
    let is_letter = c.is_alphanumeric() || is_combining_mark(c);
    (is_letter && !is_disruptive(c)) || matches!(c, '-' | '_' | '.' | ' ')
}

/// A name that [`check_name`] allows, as near to this one as can be: for a suggestion.
pub fn suggested_name(name: &str) -> String {
    let allowed: String = name.chars().map(|c| if is_allowed(c) { c } else { '-' }).collect();
    let begun = allowed.trim_start_matches(|c| matches!(c, '.' | ' ') || is_combining_mark(c));
    begun.chars().take(LONGEST_NAME).collect::<String>().trim_end().to_owned()
}

/// Why a restricted library takes no path.
pub(super) const NO_PATHS: &str =
    "only presets of one folder can be used here, by their names, without a path";

/// Whether a restricted library takes a name: one that [`check_name`] allows, of ASCII letters,
/// digits, spaces, `-`, `_` and `.` only, that doesn't consist of hyphens.
///
/// # Errors
/// What is wrong with the name.
pub(super) fn check_plain_name(name: &str) -> Result<(), &'static str> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    if name.contains(std::path::is_separator) || name.starts_with('~') {
        Err(NO_PATHS)
    } else if !name.chars().all(allowed) {
        Err("the letters a to z, digits, spaces and - _ . may be used")
    } else if name.chars().all(|c| c == '-') {
        Err("it needs a letter or a digit")
    } else {
        check_name(name)
    }
}

/// The file of a new name.
pub fn file_of(name: &str) -> OsString {
    let name: String = name.nfc().collect();
    (name + EXTENSION).into()
}

/// The name that a file has among the saved presets: without `.ron`, with any other spelling of
/// that. `None` for one that is no preset or is hidden.
pub fn name_of(file: &OsStr) -> Option<String> {
    let (stem, extension) = split(file)?;
    let is_usual = extension == EXTENSION.as_bytes();
    let name = if is_usual { OsStr::from_bytes(stem) } else { file };
    (!stem.starts_with(b".")).then(|| text_of(name))
}

/// What a file's name is made of: something, and the extension in whatever case.
pub(super) fn split(file: &OsStr) -> Option<(&[u8], &[u8])> {
    let bytes = file.as_bytes();
    let (stem, extension) = bytes.split_at_checked(bytes.len().checked_sub(EXTENSION.len())?)?;
    (!stem.is_empty() && extension.eq_ignore_ascii_case(EXTENSION.as_bytes()))
        .then_some((stem, extension))
}

/// Whether two texts are one name: the same but for how their letters are composed.
pub fn is_same_name(one: &str, other: &str) -> bool {
    one == other || one.nfc().eq(other.nfc())
}

/// A file's name or path as a text that can be shown and typed.
pub fn text_of(file: &OsStr) -> String {
    let mut text = String::new();
    for chunk in file.as_bytes().utf8_chunks() {
        text += &escaped(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
    }
    text
}

/// What [`text_of`] was made from.
pub(super) fn file_of_text(text: &str) -> OsString {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend(&rest.as_bytes()[..at]);
        rest = &rest[at..];
        let (meant, length) = escape(rest).unwrap_or((b"\\".to_vec(), 1));
        bytes.extend(meant);
        rest = &rest[length..];
    }
    bytes.extend(rest.as_bytes());
    OsString::from_vec(bytes)
}

/// The escape that a text begins with: what it stands for, and its length.
fn escape(text: &str) -> Option<(Vec<u8>, usize)> {
    if let Some(hex) = text.strip_prefix("\\x") {
        let byte = u8::from_str_radix(hex.get(..2)?, 16).ok().filter(|byte| *byte >= 0x80)?;
        return Some((vec![byte], 4));
    }
    let (hex, _) = text.strip_prefix("\\u{")?.split_once('}')?;
    let c = char::from_u32(u32::from_str_radix(hex, 16).ok()?).filter(|c| is_disruptive(*c))?;
    Some((c.to_string().into_bytes(), hex.len() + 4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::library::{DEFAULT, Library};

    #[test]
    fn new_names_are_letters_with_their_marks() {
        for name in [
            "",
            " ",
            "a/b",
            "..",
            ".hidden",
            "a\\b",
            "a\u{202e}b",
            "x.ron",
            "x.RON",
            "apec-40b",
            " a",
            "a ",
            "\u{308}a",
            "a\u{fe0f}",
            "plan (1)",
            "Quarter's",
            "a\u{200d}b",
        ] {
            assert!(check_name(name).is_err(), "{name:?}");
            if !name.trim().is_empty() && !matches!(name, ".." | "x.ron" | "x.RON" | "apec-40b") {
                assert_eq!(check_name(&suggested_name(name)), Ok(()), "{name:?}");
            }
        }
        assert!(check_name(&"x".repeat(65)).is_err());
        // Letters of four bytes each: 64 of them are more than a file's name can hold.
        let rare = |count| "\u{10400}".repeat(count);
        assert!(check_name(&rare(61)).is_err_and(|why| why.contains("240 bytes")));
        let folder = tempfile::tempdir().unwrap();
        let library = Library::at(folder.path());
        let preset = library.find(DEFAULT).unwrap().0;
        library.save_as(&rare(60), &preset).unwrap();
        library.trash(&rare(60)).unwrap();
        for name in ["mine", "Näher_dran 2.1", "-x", "Pra\u{308}misse", "แผนที่", "हिन्दी", "计划"]
        {
            assert_eq!(check_name(name), Ok(()), "{name:?}");
            assert_eq!(suggested_name(name), name);
        }
    }

    #[test]
    fn what_a_file_is_called_can_be_typed_and_leads_back_to_it() {
        for (file, name) in [
            (&b"plan (1).ron"[..], Some("plan (1)")),
            (b"plan.RON", Some("plan.RON")),
            (b"Pr\xe4misse.ron", Some("Pr\\xE4misse")),
            (b"a\x1b\xff.ron", Some("a\\u{1b}\\xFF")),
            ("a\u{202e}b.ron".as_bytes(), Some("a\\u{202e}b")),
            (b"back\\slash\\x41.ron", Some("back\\slash\\x41")),
            (b".hidden.ron", None),
            (b".ron", None),
            (b"plan.txt", None),
        ] {
            let file = OsStr::from_bytes(file);
            assert_eq!(name_of(file).as_deref(), name);
            assert_eq!(file_of_text(&text_of(file)), file);
        }
        assert!(is_same_name("Pr\u{e4}misse", "Pra\u{308}misse") && !is_same_name("a", "b"));
    }
}
