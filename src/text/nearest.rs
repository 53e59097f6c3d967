//! The nearest valid name for a misspelt one.

/// Longest name that is compared; nobody misspells a name of ours at greater length.
const LONGEST: usize = 40;

/// Columns of a list of names on one line.
const LINE: usize = 72;

/// The candidate that `name` was most likely meant to be; `None` where nothing is close.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.is_empty() || name.chars().count() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    let shares_a_start = |candidate: &str| {
        let candidate = candidate.to_lowercase();
        name.len() >= 4 && (candidate.starts_with(&name) || name.starts_with(&candidate))
    };
    candidates
        .into_iter()
        .map(|candidate| {
            let likeness = strsim::jaro_winkler(&name, &candidate.to_lowercase());
            let edits = strsim::damerau_levenshtein(&name, &candidate.to_lowercase());
            (candidate, likeness, edits)
        })
        .filter(|(candidate, likeness, edits)| {
            *edits * 5 <= name.chars().count().max(3) * 2
                || *likeness > 0.9
                || shares_a_start(candidate)
        })
        .min_by(|a, b| a.2.cmp(&b.2).then(b.1.total_cmp(&a.1)))
        .map(|(candidate, ..)| candidate)
}

/// The help under a misspelt name: what was probably meant, and what is valid.
pub fn did_you_mean(name: &str, candidates: &[&str]) -> String {
    let valid = format!("valid: {}", lines_of(candidates));
    match nearest(name, candidates.iter().copied()) {
        Some(meant) if valid.contains('\n') => format!("did you mean ‘{meant}’?\n{valid}"),
        Some(meant) => format!("did you mean ‘{meant}’? {valid}"),
        None => valid,
    }
}

/// The same for a name in a file, which a newer version of the program may know.
pub fn did_you_mean_in_file(name: &str, candidates: &[&str]) -> String {
    let help = did_you_mean(name, candidates);
    match nearest(name, candidates.iter().copied()) {
        Some(_) => help,
        None => {
            format!("{help}\nif a newer version of payback wrote it, open the file with that one")
        }
    }
}

/// Names with commas between them, on as many lines as they need.
fn lines_of(names: &[&str]) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for (index, name) in names.iter().enumerate() {
        let length = name.chars().count() + 2;
        if width + length > LINE {
            lines.push_str(",\n");
            width = 0;
        } else if index > 0 {
            lines.push_str(", ");
        }
        lines.push_str(name);
        width += length;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant_and_nothing_far_fetched() {
        let fields = ["utilization", "margin", "power_delay", "attach"];
        assert_eq!(nearest("utilisation", fields), Some("utilization"));
        assert_eq!(nearest("Margin", fields), Some("margin"));
        assert_eq!(nearest("power_dleay", fields), Some("power_delay"));
        assert_eq!(nearest("attach_rate", fields), Some("attach"));
        assert_eq!(nearest("weather", fields), None);
        assert_eq!(nearest("", fields), None);
        assert_eq!(nearest(&"m".repeat(1_000_000), fields), None);
    }
}
