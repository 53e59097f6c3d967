//! Tables as programs take them: CSV, and tabs for spreadsheets. Figures are in full and bare;
//! what is lacking is an empty cell.

use super::{Cell, Column, Readers, Table};
use crate::widgets::text::harmless;
use csv::{QuoteStyle, WriterBuilder};
use std::borrow::Cow;

/// Tables as CSV, by their ids: one under the other, the columns of all of them side by side.
///
/// # Errors
/// Never for tables of ours; the writer's errors are passed on.
pub fn csv(tables: &[Table]) -> Result<String, csv::Error> {
    let cell = |cell: &Cell| match cell {
        Cell::Named { id, .. } => id.clone(),
        Cell::Text(text) => text.clone(),
        cell => number(cell),
    };
    written(&WriterBuilder::new(), tables, |column| column.id.clone(), cell)
}

/// Tables with tabs between cells, in the words that people know; a head names the unit that all
/// of its figures have.
///
/// # Errors
/// Never for tables of ours; the writer's errors are passed on.
pub fn tabbed(tables: &[Table]) -> Result<String, csv::Error> {
    let cell = |cell: &Cell| match cell {
        Cell::Named { label: text, .. } | Cell::Text(text) => no_formula(text),
        cell => number(cell),
    };
    let head = |column: &Column| {
        let head = no_formula(&column.head);
        unit(tables, column).map_or_else(|| head.clone(), |unit| format!("{head}, {unit}"))
    };
    let mut writer = WriterBuilder::new();
    written(writer.delimiter(b'\t').quote_style(QuoteStyle::Never), tables, head, cell)
}

fn written(
    writer: &WriterBuilder,
    tables: &[Table],
    head: impl Fn(&Column) -> String,
    cell: impl Fn(&Cell) -> String,
) -> Result<String, csv::Error> {
    let columns = columns(tables);
    let mut writer = writer.from_writer(Vec::new());
    writer.write_record(columns.iter().map(|column| head(column)))?;
    for table in tables {
        let places: Vec<_> = columns.iter().map(|column| place(table, column)).collect();
        for row in &table.rows {
            // What is none of the table's columns is blank.
            let cells = places.iter().map(|place| place.map_or(&Cell::Blank, |at| &row[at]));
            writer.write_record(cells.map(&cell))?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The columns of all tables, each once, in the order in which they first stand.
fn columns(tables: &[Table]) -> Vec<&Column> {
    let mut columns: Vec<&Column> = Vec::new();
    for column in tables.iter().flat_map(|table| &table.columns) {
        if column.readers != Readers::People && columns.iter().all(|known| known.id != column.id) {
            columns.push(column);
        }
    }
    columns
}

fn place(table: &Table, column: &Column) -> Option<usize> {
    table.columns.iter().position(|own| own.id == column.id)
}

/// The unit that all figures of a column have, if it is one.
fn unit(tables: &[Table], column: &Column) -> Option<Cow<'static, str>> {
    let mut cells = tables.iter().flat_map(|table| {
        let place = place(table, column);
        table.rows.iter().filter_map(move |row| Some(&row[place?]))
    });
    let unit = |cell: &Cell| match cell {
        Cell::Figure { unit, .. } => Some(*unit),
        _ => None,
    };
    let first = cells.find_map(unit)?;
    cells.filter_map(unit).all(|unit| unit == first).then(|| first.name())
}

/// A number in full; of anything else, nothing.
fn number(cell: &Cell) -> String {
    match cell {
        Cell::Figure { value, .. } | Cell::Number { value, .. } => value.to_string(),
        Cell::Blank | Cell::Absent(_) | Cell::Text(_) | Cell::Named { .. } => String::new(),
    }
}

/// A text that a spreadsheet takes for a text, whatever it begins with.
fn no_formula(text: &str) -> String {
    let text = harmless(text);
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Metric, Unit};
    use crate::preset::Currency;

    fn tables() -> [Table; 2] {
        let years_of_life = Currency::DOLLAR.of(Unit::Years);
        let years = Table::new("Years", ["name", "unit", "p5"]).with_rows([
            [
                Cell::metric(Metric::PaybackYears),
                Cell::unit(years_of_life),
                Cell::figure(years_of_life, 9.25),
            ],
            [Cell::metric(Metric::Irr), Cell::Blank, Cell::Absent("n/a".to_owned())],
        ]);
        let shares = Table::new("Shares", ["name", "words", "year", "share"])
            .read_by(Readers::People, &["words"]);
        let shares = shares.with_rows([[
            Cell::text("=cmd|' /C \"calc\"'\t\n!, so"),
            Cell::text("unseen"),
            Cell::count(2031.0),
            Cell::odds(0.125),
        ]]);
        [years, shares]
    }

    #[test]
    fn spreadsheets_get_words_bare_numbers_units_in_heads_and_no_formula() {
        assert_eq!(
            tabbed(&tables()).unwrap(),
            "name\tunit\tp5, years\tyear\tshare, share\nPayback\tyears\t9.25\t\t\nIRR\t\t\t\t\n\
             '=cmd|' /C \"calc\"'  !, so\t\t\t2031\t0.125\n"
        );
    }
}
