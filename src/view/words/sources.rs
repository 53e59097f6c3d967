//! Where values come from, in words. What its source doesn't speak of is never said to come from it.

use crate::model::{Input, Scenario};
use crate::preset::{Preset, ShownUnit, Source};
use crate::view::format;

/// Where an input's value comes from.
pub enum Provenance<'a> {
    /// A source that speaks of it.
    Cited(&'a Source),
    /// No source that does: what the source's own value was, or the value before a change.
    Moved(String),
}

/// Where the value of an input in a scenario comes from; `saved` is its value before it was
/// changed. `None` where nothing is known of it.
pub fn provenance(
    preset: &Preset,
    saved: Option<f64>,
    input: Input,
    scenario: Scenario,
) -> Option<Provenance<'_>> {
    let unit = preset.shown(input.spec().unit);
    if let Some((of, now)) = preset.moved_value(input, scenario) {
        return Some(Provenance::Moved(stale_words(Some(unit), &[of], &[now])));
    }
    let is_changed = preset.inputs.get(input, scenario) != saved;
    if is_changed && preset.sourced_value(input, scenario).is_none() {
        let changed = match (saved, input) {
            (Some(saved), _) => format!("changed from {}", format::setting(unit, saved)),
            (None, Input::Site(..)) => "new site; no source given".to_owned(),
            (None, _) => "changed from a delay given in months".to_owned(),
        };
        return Some(Provenance::Moved(changed));
    }
    preset.source_of(input, scenario).map(|(_, source)| Provenance::Cited(source))
}

/// What is said of a source whose values have moved: `for $40 bn; now $180 bn`.
pub fn stale_words(unit: Option<ShownUnit>, of: &[f64], now: &[f64]) -> String {
    // As many digits as tell them apart.
    let pair = |decimals| [of, now].map(|values| values_to(unit, values, decimals));
    let pairs = [6, 9, 12, 15].map(pair);
    let told = pairs.iter().find(|[of, now]| of != now).unwrap_or(&pairs[0]);
    format!("for {}; now {}", told[0], told[1])
}

/// Values with their unit: `45 %, 65 %, 80 %`.
pub fn values_words(unit: Option<ShownUnit>, values: &[f64]) -> String {
    values_to(unit, values, 6)
}

fn values_to(unit: Option<ShownUnit>, values: &[f64], decimals: usize) -> String {
    let word = |value: &f64| match unit {
        Some(unit) => format::with_unit(unit, &format::on_axis(unit, *value, decimals)),
        None => format::trimmed(*value, decimals),
    };
    values.iter().map(word).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unit;
    use crate::preset::Currency;

    #[test]
    fn a_moved_value_reads_beside_the_one_that_its_source_speaks_of() {
        let shown = |unit| Some(Currency::DOLLAR.of(unit));
        let money = shown(Unit::Billions);
        assert_eq!(stale_words(money, &[40.0], &[180.0]), "for $40 bn; now $180 bn");
        assert_eq!(stale_words(money, &[40.0], &[40.000_000_2]), "for $40 bn; now $40.0000002 bn");
        assert_eq!(
            stale_words(shown(Unit::Share), &[0.45, 0.65, 0.8], &[0.45, 0.7, 0.8]),
            "for 45 %, 65 %, 80 %; now 45 %, 70 %, 80 %"
        );
        assert_eq!(stale_words(None, &[0.3], &[0.0]), "for 0.3; now 0");
    }
}
