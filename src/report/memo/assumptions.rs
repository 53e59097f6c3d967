//! Every assumption with its source; a source that speaks of another value is marked and says so.

use super::sections::{Part, Section};
use crate::model::{Driver, Indicator, Input, Scenario};
use crate::preset::Preset;
use crate::report::answer::scenario_heads;
use crate::report::table::{Cell, Column, Table};
use crate::session::{Field, FieldValue, Row, sections};
use crate::view::vocabulary::input_names;
use crate::view::words::sources::{Provenance, provenance};
use crate::view::words::{source_line, value_words};

pub(super) fn section(preset: &Preset, saved: &Preset) -> Section {
    let found = Assumptions { preset, saved };
    let programme = sections(&preset.inputs.programme).into_iter().map(|section| {
        let rows = section.rows.into_iter().filter_map(|row| found.shared(row));
        Table::new(section.title, ["", "value", "source"]).with_rows(rows)
    });
    let tables = [found.by_scenario()].into_iter().chain(programme);
    let tables = tables.filter(|table| !table.is_empty());
    let said = "Where each number comes from. A source that speaks of another value than the \
                present one is marked ‘stale’ and says of which.";
    let parts = [Part::words(said)].into_iter().chain(tables.map(Part::Table));
    Section::new("assumptions", "Assumptions and sources", parts.collect())
}

struct Assumptions<'a> {
    preset: &'a Preset,
    saved: &'a Preset,
}

impl Assumptions<'_> {
    /// Drivers, the indicators that are used and weights, with a column for each scenario.
    fn by_scenario(&self) -> Table {
        let inputs = &self.preset.inputs;
        let is_used = |input: &Input| {
            Scenario::ALL.into_iter().any(|scenario| inputs.get(*input, scenario).is_some())
        };
        let drivers = Driver::ALL.map(Input::Driver).into_iter();
        let indicators = Indicator::ALL.map(Input::Indicator).into_iter().filter(is_used);
        let all = drivers.chain(indicators).chain([Input::Weight]);
        let rows = all.map(|input| {
            let unit = self.preset.shown(input.spec().unit);
            let cell = |scenario| {
                Cell::or_absent(inputs.get(input, scenario), |value| Cell::setting(unit, value))
            };
            let [label, ..] = input_names(input, &inputs.programme, self.preset.money());
            let sources = Scenario::ALL.map(|scenario| self.source(input, scenario));
            let source = match &sources {
                [bear, base, bull] if bear == base && base == bull => base.clone(),
                _ => of_each(sources),
            };
            let values = Scenario::ALL.map(cell);
            [Cell::Text(label)].into_iter().chain(values).chain([Cell::Text(source)])
        });
        let heads = scenario_heads().map(|head| Column::new("", head)).into_iter();
        let heads = heads.chain([Column::from("source")]);
        Table::new("By scenario", heads).with_rows(rows)
    }

    /// Where a value comes from; nothing where that is unknown.
    fn source(&self, input: Input, scenario: Scenario) -> String {
        let saved = self.saved.inputs.get(input, scenario);
        match provenance(self.preset, saved, input, scenario) {
            Some(Provenance::Cited(source)) => source_line(source),
            Some(Provenance::Moved(words)) => {
                let is_stale = self.preset.moved_value(input, scenario).is_some();
                if is_stale { format!("stale: {words}") } else { words }
            }
            None => String::new(),
        }
    }

    /// A field of the programme, which all scenarios share; `None` for what is said elsewhere.
    fn shared(&self, row: Row) -> Option<[Cell; 3]> {
        match row {
            Row::Stresses
            | Row::Slider(Input::Weight)
            | Row::Field(Field::Name | Field::Summary) => None,
            Row::Slider(input) => {
                let unit = self.preset.shown(input.spec().unit);
                let value = self.preset.inputs.get(input, Scenario::Base)?;
                let source = self.source(input, Scenario::Base);
                Some([self.label(input), Cell::setting(unit, value), Cell::Text(source)])
            }
            Row::Field(field) => {
                let value = match field.value(self.preset)? {
                    FieldValue::Number(spec, value) => {
                        Cell::setting(self.preset.shown(spec.unit), value)
                    }
                    FieldValue::Year(year) => Cell::count(year.into()),
                    value @ (FieldValue::Text(_) | FieldValue::Month(_)) => {
                        Cell::Text(value_words(self.preset.money(), &value))
                    }
                };
                Some([Cell::text(field.label()), value, Cell::Text(self.field_source(field))])
            }
        }
    }

    /// Where a date, a text or a setting comes from, unless it was changed since.
    fn field_source(&self, field: Field) -> String {
        let money = self.saved.money();
        match field.value(self.saved) {
            Some(saved) if field.value(self.preset).as_ref() != Some(&saved) => {
                format!("changed from {}", value_words(money, &saved))
            }
            _ => {
                let mut keys = [Some(field.key()), field.key_of_every_site()].into_iter().flatten();
                let source = keys.find_map(|key| self.preset.sources.get(&key));
                source.map(source_line).unwrap_or_default()
            }
        }
    }

    /// A number's name under its section's heading.
    fn label(&self, input: Input) -> Cell {
        if let Input::Site(_, number) = input {
            return Cell::text(number.spec().label);
        }
        let programme = &self.preset.inputs.programme;
        let [label, ..] = input_names(input, programme, self.preset.money());
        Cell::Text(label)
    }
}

/// Sources that differ by scenario, in one text.
fn of_each(sources: [String; 3]) -> String {
    let of = Scenario::ALL.into_iter().zip(sources).filter(|(_, source)| !source.is_empty());
    let of = of.map(|(scenario, source)| format!("{}: {source}", scenario.id()));
    of.collect::<Vec<_>>().join("; ")
}
