//! Programme's rows in the order of the file, in sections with headings, from the tables of fields.

use super::field::Field;
use super::rows::Row;
use crate::model::{Access, Input, Programme, ProgrammeNumber, Site, SiteNumber};

/// Rows under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub title: String,
    pub rows: Vec<Row>,
}

/// The programme's sections: the field that each begins with, and its heading. The sites stand
/// where the file has them.
const HEADINGS: [(&str, &str); 11] = [
    ("start", "Dates"),
    ("growth_share", "What the money buys"),
    ("revenue_yield", "What it earns"),
    ("fixed_opex_share", "What it costs"),
    ("calibration.server_life", "Calibration: where the reference margin was read off"),
    ("mw_per_bn", "Power"),
    ("contracts.share", "Contracts"),
    ("debt.share", "Debt"),
    ("tax_rate", "Money over time"),
    ("gdp.hardware_share", "GDP"),
    ("group_revenue", "The group"),
];

const fn slider_or_field<R>(access: &Access<R>, slider: Option<Input>, field: Field) -> Row {
    match (access, slider) {
        (Access::Number(..), Some(input)) => Row::Slider(input),
        _ => Row::Field(field),
    }
}

fn site_section(site: usize, name: &str) -> Section {
    let rows = Site::FIELDS.iter().map(|field| {
        let number = SiteNumber::from_id(field.id).map(|number| Input::Site(site, number));
        slider_or_field(&field.access, number, Field::Site(site, field.id))
    });
    Section { title: format!("Site {}: {name}", site + 1), rows: rows.collect() }
}

/// Every section of a programme.
pub fn sections(programme: &Programme) -> Vec<Section> {
    let texts = [Field::Name, Field::Summary, Field::Currency].map(Row::Field);
    let mut sections = vec![Section { title: "Texts".to_owned(), rows: texts.to_vec() }];
    for field in Programme::FIELDS {
        if matches!(field.access, Access::Sites) {
            let named = programme.sites.iter().enumerate();
            sections.extend(named.map(|(place, site)| site_section(place, &site.name)));
            continue;
        }
        if let Some((_, title)) = HEADINGS.iter().find(|(first, _)| *first == field.id) {
            sections.push(Section { title: (*title).to_owned(), rows: Vec::new() });
        }
        let number = ProgrammeNumber::from_id(field.id).map(Input::Programme);
        let row = slider_or_field(&field.access, number, Field::Programme(field.id));
        sections.last_mut().expect("texts come first").rows.push(row);
    }
    let weight = vec![Row::Slider(Input::Weight)];
    sections.push(Section { title: "Weights of the scenarios".to_owned(), rows: weight });
    sections
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::Library;
    use crate::preset::schema::schema;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_of_the_file_that_is_no_list_has_a_row() {
        let (preset, _) = Library::bundled_only().find("apec-plus-korea").expect("bundled");
        let sections = sections(&preset.inputs.programme);
        let keys = sections.iter().flat_map(|section| &section.rows).map(|row| match row {
            Row::Slider(Input::Weight) => "scenarios.base.weight".to_owned(),
            Row::Slider(input) => input.to_string(),
            Row::Field(field) => field.key(),
            Row::Stresses => unreachable!("no row of the programme"),
        });
        let keys: BTreeSet<String> = keys.map(|key| key.replace("sites.1.", "sites.0.")).collect();
        let paths: Vec<String> = schema().into_iter().map(|field| field.path).collect();
        let is_group = |path: &str| {
            let within = |behind| format!("{path}{behind}");
            paths
                .iter()
                .any(|other| other.starts_with(&within('.')) || other.starts_with(&within('[')))
        };
        let is_row = |path: &&String| {
            path.starts_with("programme.") || ["name", "summary", "currency"].contains(&&***path)
        };
        let wanted = paths.iter().filter(is_row).filter(|path| !is_group(path));
        let wanted = wanted.map(|path| path.replace("sites[]", "sites.0"));
        let wanted: BTreeSet<String> = wanted.chain(["scenarios.base.weight".to_owned()]).collect();
        assert_eq!(keys, wanted);
        let is_there = |(first, _): &(&str, &str)| Programme::field(first).is_some();
        assert!(HEADINGS.iter().all(is_there));
    }
}
