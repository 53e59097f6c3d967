//! Writing a preset: as the text of a new file, or into the text of one that is there.

use super::edit::edited;
use super::encode::encode;
use super::outline::Outline;
use super::value::RonLayout;
use super::{Preset, read};
use crate::text::with_newlines;

/// The preset as the text of a file, one field a line. Reading it gives the same preset, to the
/// last bit of every number, as long as that is valid.
pub fn to_ron(preset: &Preset) -> String {
    let layout = RonLayout { newline: "\n", indent: "    " };
    layout.write(&encode(preset, |_| false), "", false) + "\n"
}

/// The text of a file with the values of a preset: only those that differ are changed. The
/// preset's own text where the file isn't one of a preset.
pub fn rewritten(file: &[u8], preset: &Preset) -> String {
    rewritten_text(file, preset).unwrap_or_else(|| to_ron(preset))
}

fn rewritten_text(file: &[u8], preset: &Preset) -> Option<String> {
    let whole = std::str::from_utf8(file).ok()?;
    let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    let mark = &whole[..whole.len() - text.len()];
    let lines = with_newlines(text);
    let outline = Outline::of(&lines).ok()?;
    let is_given = |path: &str| outline.start().at(path).number().is_some();
    let (old, new) = (encode(&read(file, "").ok()?, is_given), encode(preset, is_given));
    let edited = edited(text, &outline, &old, &new);
    let rewritten = format!("{mark}{edited}");
    // Whatever a text looks like: what is saved is what is open.
    let saved = read(rewritten.as_bytes(), "").ok()?;
    (encode(&saved, is_given) == new).then_some(rewritten)
}
