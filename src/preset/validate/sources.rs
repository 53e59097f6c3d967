//! The sources of numbers: keys of something that a preset puts into the model, dates, and as many
//! values as a key speaks of.

use super::values::Values;
use crate::model::Site;
use crate::preset::Preset;
use crate::preset::outline::SyntaxKind;
use crate::preset::sources::{input_keys, is_date, is_of_every_site, source_keys};
use crate::text::{nearest, quoted, shortened};

impl Values<'_, '_> {
    /// Notes sources of nothing, and dates that aren't.
    pub(super) fn sources(&mut self, preset: &Preset) {
        let sites = preset.inputs.programme.sites.len();
        let valid = source_keys(sites);
        for entry in self.at("sources").entries() {
            let Some(place) = entry.node().and_then(|node| node.key) else { continue };
            if !self.found.has_room() {
                return;
            }
            let key = entry.key();
            if !valid.contains(&key) {
                let reason =
                    format!("There is no input {} for a source to speak of.", quoted(&key));
                self.found.add(place, reason, Some(help(&key, &valid, sites)));
            }
            let as_of = entry.at("as_of");
            if let (Some(node), Some(date)) = (as_of.node(), as_of.text())
                && !date.is_empty()
                && !is_date(&date)
            {
                let help = "write YYYY-MM-DD, such as 2025-10-29, or leave it out".to_owned();
                self.found.add(node.span, format!("{} is not a date.", quoted(&date)), Some(help));
            }
        }
    }

    /// Notes sources that don't speak of as many values as their keys have, or of none that is
    /// finite.
    pub(super) fn source_values(&mut self, preset: &Preset) {
        for entry in self.at("sources").entries() {
            let of = entry.at("of");
            let Some(list) = of.node().filter(|_| of.is(SyntaxKind::List)) else { continue };
            let key = entry.key();
            let present = preset.present_values(&key).iter().flatten().count();
            let places = if is_of_every_site(&key) { 1 } else { present };
            let given = of.entries().count();
            if given != places && given != present {
                let reason = count_reason(&key, given, places);
                self.found.add(list.beginning(), reason, Some(count_help(places)));
                continue;
            }
            for value in of.entries() {
                let (Some(node), Some(number)) = (value.node(), value.number()) else { continue };
                if !number.is_finite() {
                    let written = shortened(self.outline.text(node.span));
                    let reason = format!("of holds {written}, which is not a finite number.");
                    self.found.add(node.span, reason, Some("valid: any finite number".to_owned()));
                }
            }
        }
    }
}

fn count_reason(key: &str, given: usize, places: usize) -> String {
    let key = quoted(key);
    if places == 0 {
        return format!("{key} has no value for a source to speak of.");
    }
    let values = if given == 1 { "value" } else { "values" };
    format!("‘of’ lists {given} {values}, and {key} has {places}.")
}

fn count_help(places: usize) -> String {
    match places {
        0 => "leave ‘of’ out: dates and indicators that no scenario uses have none",
        1 => "write one value, such as [40.0]",
        3 => "write three values: bear, base, bull",
        _ => "write one value for each scenario that uses the indicator",
    }
    .to_owned()
}

fn help(key: &str, valid: &[String], sites: usize) -> String {
    if key.starts_with("programme.sites.") && sites > 0 {
        let last = sites - 1;
        let valid = if last == 0 { String::new() } else { format!(" to programme.sites.{last}") };
        return format!(
            "valid: programme.sites.0{valid}, or programme.sites.* for all of them, with {}",
            site_fields()
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

/// The fields of a site that a source can speak of.
fn site_fields() -> String {
    let fields: Vec<String> = input_keys(Site::FIELDS).map(|id| format!(".{id}")).collect();
    match fields.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => fields.concat(),
    }
}
