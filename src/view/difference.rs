//! What two presets differ in, in words: a row for each difference.

use super::format;
use super::words::bound_words;
use super::words::sources::values_words;
use crate::analysis::{Bound, InputValue};
use crate::model::spec::Plain;
use crate::preset::Currency;
use crate::preset::difference::{Difference, Held, PresetPart};

/// A difference in words. Texts of a person's own in it are made harmless by whoever shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferenceRow {
    /// The part of the preset, for a heading over the rows of one part.
    pub part: &'static str,
    pub label: String,
    /// What the first holds; `–` where it holds nothing.
    pub a: String,
    /// What the second holds; `–` likewise.
    pub b: String,
    /// Whether these are texts that may be long, and need lines of their own.
    pub is_text: bool,
}

/// A row for each difference, in their order.
pub fn difference_rows(
    differences: &[Difference],
    currencies: [Currency; 2],
) -> Vec<DifferenceRow> {
    differences.iter().map(|difference| row(difference, currencies)).collect()
}

/// The currencies of two presets that differ so, of which one is known.
pub fn currencies(differences: &[Difference], known: Currency) -> [Currency; 2] {
    let found = differences.iter().find(|difference| difference.path == "currency");
    let of = |held: &Option<Held>| match held {
        Some(Held::Text(sign)) => Currency::new(sign),
        _ => known,
    };
    found.map_or([known; 2], |found| [of(&found.a), of(&found.b)])
}

fn row(difference: &Difference, [of_a, of_b]: [Currency; 2]) -> DifferenceRow {
    let sides = [&difference.a, &difference.b];
    let held = [(&difference.a, of_a), (&difference.b, of_b)];
    let [mut a, mut b] = held.map(|(held, currency)| words(held.as_ref(), currency, Digits::Shown));
    if a == b {
        // They differ in digits that nobody would show otherwise.
        [a, b] = held.map(|(held, currency)| words(held.as_ref(), currency, Digits::All));
    }
    let is_text = sides.iter().any(|held| matches!(held, Some(Held::Text(_) | Held::Names(_))));
    let label = format::label(of_b, &label(difference)).into_owned();
    DifferenceRow { part: part_words(difference.part), label, a, b, is_text }
}

const fn part_words(part: PresetPart) -> &'static str {
    match part {
        PresetPart::Texts => "Texts",
        PresetPart::Inputs => "Inputs",
        PresetPart::Risk => "Risk",
        PresetPart::Views => "Views",
        PresetPart::Claims => "Claims",
        PresetPart::Sources => "Sources",
    }
}

fn label(difference: &Difference) -> String {
    if let Some(input) = &difference.input {
        return input.clone();
    }
    let path = difference.path.as_str();
    match path {
        "programme.sites" => "Order of the sites".to_owned(),
        "risk.correlations" => "Order of the correlations".to_owned(),
        "claims" => "Order of the claims".to_owned(),
        "risk.shape" => "Shape".to_owned(),
        "risk.comovement" => "Comovement".to_owned(),
        "name" => "Name".to_owned(),
        "summary" => "Summary".to_owned(),
        _ => match path.split_once('.') {
            Some(("risk", rest)) => {
                let pair = rest.trim_start_matches("correlations.").replace('–', " and ");
                format!("Correlation of {pair}")
            }
            Some((_, rest)) => rest.to_owned(),
            None => path.to_owned(),
        },
    }
}

/// How many digits of a number are written.
#[derive(Clone, Copy)]
enum Digits {
    /// As everywhere else on screen.
    Shown,
    /// All that it has, as in the file.
    All,
}

fn words(held: Option<&Held>, currency: Currency, digits: Digits) -> String {
    match held {
        None => "–".to_owned(),
        Some(Held::Setting(InputValue::Number(value, unit))) => match digits {
            Digits::Shown => format::setting(currency.of(*unit), *value),
            Digits::All => Plain(*value).to_string(),
        },
        Some(Held::Setting(InputValue::Month(month))) => month.name(),
        Some(Held::Setting(InputValue::Year(year))) => year.to_string(),
        Some(Held::Number(value)) => Plain(*value).to_string(),
        Some(Held::Bound(bound, unit)) => match (digits, *bound) {
            (Digits::Shown, bound) => bound_words(bound, currency.of(*unit)),
            (_, Bound::Within(low, high)) => format!("within {}..{}", Plain(low), Plain(high)),
            (_, Bound::AtLeast(low)) => format!("at least {}", Plain(low)),
            (_, Bound::AtMost(high)) => format!("at most {}", Plain(high)),
        },
        Some(Held::Word(word)) => (*word).to_owned(),
        Some(Held::Text(text)) => text.clone(),
        Some(Held::Names(names)) => names.join(", "),
        Some(Held::Values(values, unit)) => match digits {
            Digits::Shown => values_words(unit.map(|unit| currency.of(unit)), values),
            Digits::All => {
                values.iter().map(|value| Plain(*value).to_string()).collect::<Vec<_>>().join(", ")
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::{Library, differences};

    #[test]
    fn differences_read_as_on_screen_and_the_smallest_still_shows() {
        let library = Library::bundled_only();
        let a = library.find("apec-40b").unwrap().0;
        let mut b = a.clone();
        b.inputs.programme.sites[0].pledge = 41.5;
        b.inputs.programme.tax_rate = f64::from_bits(a.inputs.programme.tax_rate.to_bits() + 1);
        b.claims[0].bound = Bound::AtMost(2.0);
        b.summary.clear();
        let rows: Vec<String> = difference_rows(&differences(&a, &b), [Currency::DOLLAR; 2])
            .into_iter()
            .map(|row| format!("{} | {} | {:.9} | {}", row.part, row.label, row.a, row.b))
            .collect();
        insta::assert_snapshot!(rows.join("\n"));
    }
}
