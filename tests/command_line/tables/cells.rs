//! Tables as they are printed and copied, cell by cell against figures.

use serde_json::Value;

/// What a cell must hold.
#[derive(Debug, Clone)]
pub enum Cell {
    /// Nothing: there is no figure.
    Empty,
    Text(String),
    /// A figure, which people are shown rounded.
    Figure(f64),
    /// An input, which people are shown in full.
    Setting(f64),
}

pub type Row = Vec<Cell>;

/// A head and the rows under it.
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Row>,
}

impl Table {
    pub fn new<'a>(head: impl IntoIterator<Item = &'a str>, rows: Vec<Row>) -> Self {
        let table = Self { head: head.into_iter().map(str::to_owned).collect(), rows };
        assert!(!table.rows.is_empty(), "{:?}: nothing to compare with", table.head);
        table
    }
}

impl From<&Value> for Cell {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Empty,
            Value::Number(number) => Self::Figure(number.as_f64().expect("a number")),
            Value::String(text) => Self::Text(text.clone()),
            Value::Bool(flag) => Self::Text(flag.to_string()),
            Value::Array(_) | Value::Object(_) => panic!("no cell: {value}"),
        }
    }
}

pub fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// An input's value.
pub fn setting(value: &Value) -> Cell {
    value.as_f64().map_or(Cell::Empty, Cell::Setting)
}

/// A printed or a tabbed table is this one, every number in full.
#[track_caller]
pub fn assert_delimited(what: &str, printed: &str, delimiter: u8, table: &Table) {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter)
        .quoting(delimiter == b',')
        .from_reader(printed.as_bytes());
    let read: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_cells(what, &read, table, |found, wanted| match wanted {
        Cell::Empty => found.is_empty(),
        // What a spreadsheet would take for a formula has an apostrophe before it.
        Cell::Text(text) => found.strip_prefix('\'').unwrap_or(found) == text,
        Cell::Figure(value) | Cell::Setting(value) => {
            found.parse::<f64>().is_ok_and(|found| (found - value).abs() <= 1e-12 * value.abs())
        }
    });
}

/// A table in Markdown is this one, its numbers rounded: bare ones to so many digits after the
/// point, those with a unit to what is shown of them.
#[track_caller]
pub fn assert_markdown(what: &str, copied: &str, bare: usize, table: &Table) {
    let cells = |line: &str| -> Vec<String> {
        let inner = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |"));
        let inner = inner.unwrap_or_else(|| panic!("{what}: no row: {line}")).replace("\\|", "\0");
        inner.split(" | ").map(|cell| cell.replace('\0', "|")).collect()
    };
    let mut read: Vec<Vec<String>> = copied.lines().map(cells).collect();
    let rule = read.remove(1);
    assert!(rule.iter().all(|cell| matches!(cell.as_str(), "---" | "--:")), "{what}: {rule:?}");
    for (index, (rule, cell)) in rule.iter().zip(&table.rows[0]).enumerate() {
        let is_number = matches!(cell, Cell::Figure(_) | Cell::Setting(_));
        assert_eq!(rule == "--:", is_number, "{what}: how column {index} is aligned");
    }
    assert_cells(what, &read, table, |found, wanted| match wanted {
        Cell::Empty => found.is_empty(),
        Cell::Text(text) => found == text,
        Cell::Figure(value) => reads_as(found, *value, bare, false),
        Cell::Setting(value) => reads_as(found, *value, bare, true),
    });
}

#[track_caller]
fn assert_cells(what: &str, read: &[Vec<String>], table: &Table, is: impl Fn(&str, &Cell) -> bool) {
    assert_eq!(read[0], table.head, "{what}: the head");
    assert_eq!(read.len() - 1, table.rows.len(), "{what}: the number of rows");
    for (row, (found, wanted)) in read[1..].iter().zip(&table.rows).enumerate() {
        assert_eq!(found.len(), wanted.len(), "{what}, row {row}: {found:?}");
        for ((found, wanted), column) in found.iter().zip(wanted).zip(&table.head) {
            assert!(is(found, wanted), "{what}, row {row}, {column}: {found:?} is not {wanted:?}");
        }
    }
}

/// Whether a number that was written for people is that one, rounded.
fn reads_as(shown: &str, value: f64, bare: usize, in_full: bool) -> bool {
    let plain = shown.replace('−', "-").replace([',', '$'], "");
    let end =
        plain.find(|c: char| !matches!(c, '-' | '.' | 'e' | '0'..='9')).unwrap_or(plain.len());
    let (digits, unit) = plain.split_at(end);
    let Ok(number) = digits.parse::<f64>() else { return false };
    let value = if unit.contains('%') { value * 100.0 } else { value };
    let decimals = match (in_full, unit.is_empty()) {
        (true, _) => 6,
        (false, true) => bare,
        (false, false) => digits.split_once('.').map_or(0, |(_, decimals)| decimals.len()),
    };
    let half = 0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap());
    (number - value).abs() <= half + 1e-9 * value.abs()
}

#[test]
fn a_rounded_number_is_told_from_a_wrong_one() {
    for (shown, value) in
        [("−$1.1 bn", -1.058), ("8.0 %", 0.0801), ("2.712", 2.7118), ("1,234.5", 1234.5)]
    {
        assert!(reads_as(shown, value, 3, false), "{shown}");
        for wrong in [-value, value * 12.0, value / 12.0, value * 1.1] {
            assert!(!reads_as(shown, wrong, 3, false), "{shown} for {wrong}");
        }
    }
    assert!(reads_as("65 %", 0.65, 3, true) && !reads_as("65 %", 0.652, 3, true));
}
