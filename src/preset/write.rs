//! Writing a preset: always the same text for the same preset, one field a line.

use super::Preset;
use super::format::{ClaimFile, FORMAT, PresetFile, SourceFile, options};
use ron::ser::PrettyConfig;

/// The preset as the text of a file. Reading it gives the same preset, to the last bit of every
/// number, as long as that is valid.
pub fn to_ron(preset: &Preset) -> String {
    let file = PresetFile {
        format: FORMAT,
        name: preset.name.clone(),
        summary: preset.summary.clone(),
        programme: preset.inputs.programme.clone(),
        scenarios: (&preset.inputs.scenarios).into(),
        risk: (&preset.risk).into(),
        claims: preset.claims.iter().map(ClaimFile::from).collect(),
        sources: preset
            .sources
            .iter()
            .map(|(key, source)| (key.clone(), SourceFile::from(source)))
            .collect(),
    };
    let pretty = PrettyConfig::new().indentor("    ").new_line("\n");
    // Plain data into a string: nothing in it can be refused.
    let text = options().to_string_pretty(&file, pretty).unwrap_or_default();
    without_escaped_apostrophes(&text) + "\n"
}

/// The writer escapes apostrophes within text, which need no escape there. A backslash occurs
/// nowhere but within text, always with the character that it escapes behind it.
fn without_escaped_apostrophes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('\'')) => plain.push('\''),
            (c, escaped) => {
                plain.push(c);
                plain.extend(escaped);
            }
        }
    }
    plain
}
