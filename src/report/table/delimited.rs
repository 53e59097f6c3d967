//! Tables as programs take them: CSV, and tabs for spreadsheets. Figures are bare, and in full
//! unless digits are asked for; what is lacking is an empty cell. No text becomes a formula.

use super::{Cell, Column, Readers, Table};
use crate::widgets::text::harmless;
use csv::{QuoteStyle, WriterBuilder};
use std::borrow::Cow;

/// How CSV is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CsvForm {
    /// To how many significant digits figures are rounded; whole digits stay.
    pub digits: Option<u8>,
    /// Whether it begins with a byte-order mark, by which Excel knows UTF-8.
    pub bom: bool,
}

/// What a text begins with that a spreadsheet takes for a formula, or drops before one (OWASP).
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Tables as CSV, by their ids: one under the other, the columns of all of them side by side.
///
/// # Errors
/// Never for tables of ours; the writer's errors are passed on.
pub fn csv(tables: &[Table], form: CsvForm) -> Result<String, csv::Error> {
    let cell = |cell: &Cell| match cell {
        Cell::Named { id: text, .. } | Cell::Text(text) => no_formula(text),
        cell => number(cell, form.digits),
    };
    let head = |column: &Column| match column.value {
        Some(value) => rounded(value, form.digits),
        None => no_formula(&column.id),
    };
    let csv = written(&WriterBuilder::new(), tables, &[Readers::People], head, cell)?;
    Ok(if form.bom { format!("\u{feff}{csv}") } else { csv })
}

/// Tables with tabs between cells, in the words that people know; a head names the unit that all
/// of its figures have.
///
/// # Errors
/// Never for tables of ours; the writer's errors are passed on.
pub fn tabbed(tables: &[Table]) -> Result<String, csv::Error> {
    let cell = |cell: &Cell| match cell {
        Cell::Named { label: text, .. } | Cell::Text(text) => no_formula(&harmless(text)),
        cell => number(cell, None),
    };
    let head = |column: &Column| {
        let head = no_formula(&harmless(&column.head));
        unit(tables, column).map_or_else(|| head.clone(), |unit| format!("{head}, {unit}"))
    };
    let mut writer = WriterBuilder::new();
    let writer = writer.delimiter(b'\t').quote_style(QuoteStyle::Never);
    written(writer, tables, &[Readers::People, Readers::Csv], head, cell)
}

fn written(
    writer: &WriterBuilder,
    tables: &[Table],
    left_out: &[Readers],
    head: impl Fn(&Column) -> String,
    cell: impl Fn(&Cell) -> String,
) -> Result<String, csv::Error> {
    let columns = columns(tables, left_out);
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

/// The columns of all tables but those for some readers, each once, in the order in which they
/// first stand.
fn columns<'t>(tables: &'t [Table], left_out: &[Readers]) -> Vec<&'t Column> {
    let mut columns: Vec<&Column> = Vec::new();
    for column in tables.iter().flat_map(|table| &table.columns) {
        let is_new = columns.iter().all(|known| known.id != column.id);
        if is_new && !left_out.contains(&column.readers) {
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

/// A number; of anything else, nothing. A year or a count is whole, and never rounded.
fn number(cell: &Cell, digits: Option<u8>) -> String {
    match cell {
        Cell::Figure { value, .. } | Cell::Number { value, .. } | Cell::Worded { value, .. } => {
            rounded(*value, digits)
        }
        Cell::Blank | Cell::Absent(_) | Cell::Text(_) | Cell::Named { .. } => String::new(),
    }
}

/// A number to so many significant digits, but no coarser than a whole number; else in full.
fn rounded(value: f64, digits: Option<u8>) -> String {
    let Some(digits) = digits.filter(|_| value.fract() != 0.0) else { return value.to_string() };
    let written = format!("{:.*e}", usize::from(digits.max(1) - 1), value);
    let exponent = written.rsplit('e').next().and_then(|exponent| exponent.parse::<i32>().ok());
    let decimals = i32::from(digits) - 1 - exponent.unwrap_or(0);
    let decimals = usize::try_from(decimals).unwrap_or(0);
    let number: f64 = format!("{value:.decimals$}").parse().unwrap_or(value);
    // No −0.
    (number + 0.0).to_string()
}

/// A text that a spreadsheet takes for a text, whatever it begins with.
fn no_formula(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
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
    fn csv_has_ids_what_rows_are_of_and_no_formula() {
        let of = [("preset", "@SUM(1+1), a \"case\"")];
        let tables = tables().map(|table| table.of(&of));
        assert_eq!(
            csv(&tables, CsvForm::default()).unwrap(),
            "preset,name,unit,p5,year,share\n\
             \"'@SUM(1+1), a \"\"case\"\"\",payback_years,years,9.25,,\n\
             \"'@SUM(1+1), a \"\"case\"\"\",irr,,,,\n\
             \"'@SUM(1+1), a \"\"case\"\"\",\"'=cmd|' /C \"\"calc\"\"'\t\n!, so\",,,2031,0.125\n"
        );
        assert!(!tabbed(&tables).unwrap().contains("SUM"));
        for text in ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1"] {
            assert_eq!(no_formula(text), format!("'{text}"));
        }
        for text in ["", "a=1", "'=1", "−1", "1-2"] {
            assert_eq!(no_formula(text), text);
        }
    }

    #[test]
    fn figures_are_rounded_where_digits_are_asked_for_and_years_never() {
        for (value, digits, expected) in [
            (2.711_84, 3, "2.71"),
            (0.041_256, 3, "0.0413"),
            (-1234.56, 3, "-1235"),
            (9.999_6, 4, "10"),
            (0.999_96, 4, "1"),
            (-0.4, 1, "-0.4"),
            (2031.0, 2, "2031"),
            (0.0, 3, "0"),
            (0.1 + 0.2, 17, "0.30000000000000004"),
            (0.1 + 0.2, 15, "0.3"),
        ] {
            assert_eq!(rounded(value, Some(digits)), expected, "{value} to {digits}");
        }
        assert_eq!(rounded(2.711_84, None), "2.71184");
        let form = CsvForm { digits: Some(2), bom: true };
        let csv = csv(&tables(), form).unwrap();
        assert!(
            csv.starts_with("\u{feff}name,") && csv.contains(",9.2") && csv.contains("2031,0.12"),
            "{csv}"
        );
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
