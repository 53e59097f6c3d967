//! The nearest valid name for a misspelt one, and how foreign text is quoted in a message.

/// Longest name that is compared; nobody misspells a name of ours at greater length.
const LONGEST: usize = 40;

/// Columns of a list of names on one line.
const LINE: usize = 72;

/// Most characters of a file's own text that a message repeats.
const QUOTED: usize = 60;

/// How many of them are a long path's beginning; the rest is its end.
const HEAD: usize = 15;

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

/// Whether a character can change how the text around it is shown, or isn't shown itself.
pub fn is_disruptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Foreign text at its full length, with disruptive characters written as escapes.
pub fn escaped(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if is_disruptive(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Foreign text in quotation marks: shortened, and with disruptive characters written as escapes.
pub fn quoted(text: &str) -> String {
    format!("‘{}’", harmless(text))
}

/// Foreign text shortened, and with disruptive characters written as escapes.
pub fn harmless(text: &str) -> String {
    let mut shown = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == QUOTED {
            shown.push('…');
            break;
        }
        if is_disruptive(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// A file's name or path, safe to show. A long one is cut in its middle: files of one deep folder
/// differ at their ends.
pub fn harmless_path(text: &str) -> String {
    let length = text.chars().count();
    if length <= QUOTED {
        return escaped(text);
    }
    let head: String = text.chars().take(HEAD).collect();
    let tail: String = text.chars().skip(length - (QUOTED - HEAD - 1)).collect();
    format!("{}…{}", escaped(&head), escaped(&tail))
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

    #[test]
    fn quoting_disarms_and_shortens() {
        assert_eq!(quoted("a\u{202e}b\u{1b}"), "‘a\\u{202e}b\\u{1b}’");
        assert_eq!(quoted(&"x".repeat(100)).chars().count(), 63);
    }

    #[test]
    fn a_long_path_keeps_its_beginning_and_its_end() {
        let path = format!("/home/somebody/{}/north.ron", "deep/".repeat(30));
        let shown = harmless_path(&path);
        assert_eq!(shown.chars().count(), QUOTED);
        assert!(shown.starts_with("/home/somebody/…") && shown.ends_with("/deep//north.ron"));
        assert_eq!(harmless_path("a\u{1b}.ron"), "a\\u{1b}.ron");
        let exact = "é".repeat(QUOTED);
        assert_eq!(harmless_path(&exact), exact);
    }
}
