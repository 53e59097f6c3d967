//! What a file would be refused for if a preset were written to it as it stands: edits are judged
//! by the very reading that the file would go through.

use super::{Preset, read, to_ron};

/// A reason for which the written preset could not be read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The field of the file that it is about; empty where it is about the whole.
    pub field: String,
    /// What is wrong, in a sentence, with what is valid.
    pub reason: String,
}

/// Every reason for which the preset's file could not be read; empty for one that can.
pub fn refusals(preset: &Preset) -> Vec<Refusal> {
    let text = to_ron(preset);
    let Err(diagnostics) = read(text.as_bytes(), "preset") else { return Vec::new() };
    let refusal = |problem: &super::Problem| {
        // A written file has one field a line, its name first.
        let line = problem.line.checked_sub(1).and_then(|line| text.lines().nth(line));
        let field = line.and_then(|line| line.split_once(':')).map_or("", |(name, _)| name.trim());
        let reason = match &problem.help {
            // One sentence of the two: a help goes on from its reason.
            Some(help) => format!("{}: {help}", problem.reason.trim_end_matches('.')),
            None => problem.reason.clone(),
        };
        Refusal { field: field.to_owned(), reason }
    };
    diagnostics.problems().iter().map(refusal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Bound;
    use crate::preset::{Library, Source};

    #[test]
    fn what_a_file_may_not_hold_is_found_at_its_field() {
        let (preset, _) = Library::bundled_only().find("apec-40b").expect("bundled");
        assert_eq!(refusals(&preset), []);
        let fields = |edit: fn(&mut Preset)| {
            let mut edited = preset.clone();
            edit(&mut edited);
            let refusals = refusals(&edited);
            refusals.into_iter().map(|refusal| refusal.field).collect::<Vec<_>>()
        };
        assert_eq!(fields(|preset| preset.name.clear()), ["name"]);
        assert_eq!(fields(|preset| preset.claims[2].id.clear()), ["id"]);
        assert_eq!(fields(|preset| preset.claims[2].id = preset.claims[5].id.clone()), ["id"]);
        assert_eq!(fields(|preset| preset.claims[1].bound = Bound::Within(2.0, 1.0)), ["within"]);
        assert_eq!(fields(|preset| preset.claims[1].bound = Bound::AtMost(f64::NAN)), ["at_most"]);
        let dated = |preset: &mut Preset| {
            let source = Source { as_of: "2025-02-30".into(), ..Source::default() };
            preset.sources.insert("base.margin".into(), source);
        };
        assert_eq!(fields(dated), ["as_of"]);
    }
}
