//! The keys of `sources`: the names of everything that a preset puts into the model.

use super::Reading;
use crate::model::{Driver, Indicator, ProgrammeNumber, Scenario, SiteNumber};
use crate::preset::format::SourceFile;
use crate::preset::nearest::{nearest, quoted};
use std::collections::BTreeMap;

/// The programme's dates, which are inputs without being numbers.
const DATES: [&str; 5] = ["start", "horizon", "headline_year", "stress_from", "gdp.by"];

/// Every key that `sources` may hold for a programme with that many sites: drivers, indicators
/// and `weight`, for all scenarios or for one (`bear.margin`), the risk settings, and the
/// programme's dates and numbers (`programme.sites.0.pledge`).
pub fn source_keys(sites: usize) -> Vec<String> {
    let assumptions: Vec<&str> = Driver::ALL
        .map(Driver::id)
        .into_iter()
        .chain(Indicator::ALL.map(Indicator::id))
        .chain(["weight"])
        .collect();
    let mut keys: Vec<String> = assumptions.iter().map(|&id| id.to_owned()).collect();
    for scenario in Scenario::ALL {
        keys.extend(assumptions.iter().map(|id| format!("{}.{id}", scenario.id())));
    }
    let numbers = ProgrammeNumber::ALL.iter().map(|number| number.id());
    keys.extend(DATES.into_iter().chain(numbers).map(|id| format!("programme.{id}")));
    for site in 0..sites {
        let fields = ["first"].into_iter().chain(SiteNumber::ALL.map(SiteNumber::id));
        keys.extend(fields.map(|field| format!("programme.sites.{site}.{field}")));
    }
    keys.extend(["risk.comovement", "risk.correlations"].map(str::to_owned));
    keys
}

impl Reading<'_, '_> {
    /// Notes sources of nothing, and dates that aren't.
    pub(super) fn sources(&mut self, sources: &BTreeMap<String, SourceFile>, sites: usize) {
        let valid = source_keys(sites);
        let node = self.outline.find("sources");
        if self.outline.key(node) != "sources" {
            return;
        }
        let entries: Vec<_> = self.outline.children(node).cloned().collect();
        for entry in entries {
            let Some(place) = entry.key.filter(|_| self.found.has_room()) else { continue };
            let key = ron::from_str::<String>(self.outline.text(place)).unwrap_or_default();
            if !valid.contains(&key) {
                let reason =
                    format!("There is no input {} for a source to speak of.", quoted(&key));
                self.found.add(place, reason, Some(help(&key, &valid, sites)));
            }
            let as_of = sources.get(&key).map_or("", |source| source.as_of.as_str());
            if !as_of.is_empty() && !is_date(as_of) {
                let span = self.outline.child(&entry, "as_of").map_or(place, |value| value.span);
                let reason = format!("{} is not a date.", quoted(as_of));
                self.found.add(
                    span,
                    reason,
                    Some("write YYYY-MM-DD, such as 2025-10-29, or leave it out".to_owned()),
                );
            }
        }
    }
}

fn help(key: &str, valid: &[String], sites: usize) -> String {
    if key.starts_with("programme.sites.") && sites > 0 {
        let last = sites - 1;
        let valid = if last == 0 { String::new() } else { format!(" to programme.sites.{last}") };
        return format!(
            "valid: programme.sites.0{valid} with .pledge, .first, .months or .extra_delay"
        );
    }
    let forms = "valid: a driver or indicator, alone or as bear.…, base.…, bull.…; or programme.…";
    // A programme's number is most often named without its prefix.
    let prefixed = format!("programme.{key}");
    let meant = valid
        .iter()
        .find(|id| **id == prefixed)
        .map(String::as_str)
        .or_else(|| nearest(key, valid.iter().map(String::as_str)));
    match meant {
        Some(meant) => format!("did you mean ‘{meant}’?\n{forms}"),
        None => forms.to_owned(),
    }
}

/// Whether a text is a day of the calendar, `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let part =
        |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let (true, Some(year), Some(month), Some(day)) = (shaped, part(0, 4), part(5, 7), part(8, 10))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_of_the_calendar() {
        for text in ["2025-10-29", "2024-02-29", "2000-02-29"] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "2025-02-29",
            "1900-02-29",
            "2025-13-01",
            "2025-00-10",
            "2025-04-31",
            "2025-1-1",
            "29.10.2025",
            "２025-1-1",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn keys_reach_drivers_scenarios_programme_and_sites() {
        let keys = source_keys(2);
        for key in [
            "utilization",
            "bull.attach",
            "grid",
            "base.queue_months",
            "programme.gdp.by",
            "programme.sites.1.first",
            "base.weight",
        ] {
            assert_eq!(keys.iter().any(|known| known == key), key != "grid", "{key}");
        }
        assert!(!keys.contains(&"programme.sites.2.pledge".to_owned()));
    }
}
