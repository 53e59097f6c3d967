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
        programme: (&preset.inputs.programme).into(),
        scenarios: (&preset.inputs.scenarios).into(),
        risk: (&preset.risk).into(),
        claims: preset.claims.iter().map(ClaimFile::from).collect(),
        sources: preset
            .sources
            .iter()
            .map(|(key, source)| (key.clone(), SourceFile::new(source, preset.written_values(key))))
            .collect(),
    };
    let pretty = PrettyConfig::new().indentor("    ").new_line("\n");
    // Plain data into a string: nothing in it can be refused.
    let text = options().to_string_pretty(&file, pretty).unwrap_or_default();
    as_people_write(&text) + "\n"
}

/// The writer escapes apostrophes within text, which need no escape there, and keeps the sign of a
/// zero, which nobody writes.
fn as_people_write(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut within_text = false;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, '\'')) => plain.push('\''),
                escaped => {
                    plain.push(c);
                    plain.extend(escaped.map(|(_, c)| c));
                }
            },
            '-' if !within_text && is_zero(&text[at + 1..]) => {}
            _ => {
                within_text ^= c == '"';
                plain.push(c);
            }
        }
    }
    plain
}

/// Whether a text begins with a number that is zero.
fn is_zero(text: &str) -> bool {
    text.strip_prefix("0.0").is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::{Library, read};

    #[test]
    fn numbers_are_written_as_a_person_does() {
        let mut preset = Library::bundled_only().find("apec-40b").unwrap().0;
        let programme = &mut preset.inputs.programme;
        programme.ramp_months = -0.0;
        programme.sites[0].extra_delay = -0.05;
        programme.group_revenue = 123_456_789.25;
        programme.idle_cost_rate = 0.0001;
        preset.summary = "it's -0.0 \"so\", \\'".to_owned();
        let text = to_ron(&preset);
        for line in [
            "    summary: \"it's -0.0 \\\"so\\\", \\\\'\",\n",
            "        ramp_months: 0.0,\n",
            "                extra_delay: -0.05,\n",
            "                pledge: 40.0,\n",
            "                months: 32,\n",
            "        group_revenue: 123456789.25,\n",
            "        idle_cost_rate: 0.0001,\n",
            "            power_delay: Months(18.0),\n",
        ] {
            assert!(text.contains(line), "no {line} in\n{text}");
        }
        assert_eq!(read(text.as_bytes(), "a.ron").unwrap(), preset);
    }
}
