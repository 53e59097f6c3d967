//! Tables as they are printed and copied, cell by cell against figures.

use payback::analysis::Measure;
use payback::model::{Input, Series};
use payback::preset::Currency;
use payback::view::words::input_label;
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

impl Cell {
    /// The number in it, where it has one.
    pub const fn number(&self) -> Option<f64> {
        match self {
            Self::Figure(value) | Self::Setting(value) => Some(*value),
            Self::Empty | Self::Text(_) => None,
        }
    }
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

    /// The table with one text in every row of a new column.
    pub fn with(mut self, at: usize, head: &str, cell: &str) -> Self {
        self.head.insert(at, head.to_owned());
        self.rows.iter_mut().for_each(|row| row.insert(at, text(cell)));
        self
    }

    /// The table behind columns that say what its rows are of.
    pub fn of(self, labels: &[(&str, &str)]) -> Self {
        labels.iter().rev().fold(self, |table, (head, cell)| table.with(0, head, cell))
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

/// A printed table is this one, every number in full.
#[track_caller]
pub fn assert_csv(what: &str, printed: &str, table: &Table) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(printed.as_bytes());
    let read: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(read[0], table.head, "{what}: the head");
    assert_rows(what, &read[1..], table, |found, wanted| match wanted {
        Cell::Text(text) => found == text,
        wanted => is_in_full(found, wanted),
    });
}

/// A table with tabs is this one in people's words, every number in full; its head may name units.
#[track_caller]
pub fn assert_tabbed(what: &str, copied: &str, table: &Table) {
    let mut read: Vec<Vec<String>> =
        copied.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    let head = read.remove(0);
    assert_eq!(head.len(), table.head.len(), "{what}: {head:?}");
    for (found, wanted) in head.iter().zip(&table.head) {
        let bare = found.split_once(", ").map_or(found.as_str(), |(head, _)| head);
        assert_eq!(spoken(bare), spoken(wanted), "{what}: the head");
    }
    assert_rows(what, &read, table, |found, wanted| match wanted {
        // What a spreadsheet would take for a formula has an apostrophe before it.
        Cell::Text(text) => spoken(found.strip_prefix('\'').unwrap_or(found)) == spoken(text),
        wanted => is_in_full(found, wanted),
    });
}

/// Tables in Markdown are, one under the other, this one in people's words, its figures rounded and
/// what is lacking said. Columns that only one form has are not looked at.
#[track_caller]
pub fn assert_markdown(what: &str, copied: &str, table: &Table) {
    let mut rows = table.rows.iter();
    let mut looked_at = 0;
    for block in copied.split("\n\n").filter(|block| block.starts_with("| ")) {
        let mut read: Vec<Vec<String>> = block.lines().map(cells_of_line).collect();
        let (head, _) = (read.remove(0), read.remove(0));
        let columns: Vec<Option<usize>> = head
            .iter()
            .map(|found| table.head.iter().position(|wanted| spoken(wanted) == spoken(found)))
            .collect();
        for found in read {
            let wanted = rows.next().unwrap_or_else(|| panic!("{what}: too many rows: {found:?}"));
            assert_eq!(found.len(), head.len(), "{what}: {found:?}");
            for ((found, column), head) in found.iter().zip(&columns).zip(&head) {
                let Some(wanted) = column.map(|column| &wanted[column]) else { continue };
                let is = match wanted {
                    Cell::Empty => {
                        ["", "n/a", "–"].contains(&found.as_str()) || found.starts_with("never by ")
                    }
                    Cell::Text(text) => spoken(found) == spoken(text),
                    Cell::Figure(value) => reads_as(found, *value, false),
                    Cell::Setting(value) => reads_as(found, *value, true),
                };
                assert!(is, "{what}, {head}: {found:?} is not {wanted:?}");
                looked_at += 1;
            }
        }
    }
    assert_eq!(rows.count(), 0, "{what}: rows are missing in\n{copied}");
    assert!(looked_at >= 2 * table.rows.len(), "{what}: only {looked_at} cells");
}

fn cells_of_line(line: &str) -> Vec<String> {
    let inner = line.trim_matches('|').replace("\\|", "\0");
    inner.split('|').map(|cell| cell.trim().replace('\0', "|")).collect()
}

/// A word of programs as people know it.
pub fn spoken(id: &str) -> String {
    let input = || Input::from_id(id).map(|input| input_label(Currency::DOLLAR, input));
    let series = || Series::ALL.into_iter().find(|series| series.id() == id);
    let known = Measure::parse(id)
        .ok()
        .map(|measure| measure.label().into_owned())
        .or_else(input)
        .or_else(|| series().map(|series| series.label().to_owned()));
    known.unwrap_or_else(|| match id {
        "" | "target" => "name".to_owned(),
        "probability" => "odds".to_owned(),
        "defined" => "has a value".to_owned(),
        "true" => "yes".to_owned(),
        "false" => "no".to_owned(),
        "A" | "B" | "Input" => id.to_lowercase(),
        _ if id.strip_prefix('P').is_some_and(|rest| rest.parse::<u8>().is_ok()) => {
            id.to_lowercase()
        }
        _ => id.replace('_', " "),
    })
}

fn is_in_full(found: &str, wanted: &Cell) -> bool {
    match wanted {
        Cell::Figure(value) | Cell::Setting(value) => {
            found.parse::<f64>().is_ok_and(|found| (found - value).abs() <= 1e-12 * value.abs())
        }
        Cell::Empty | Cell::Text(_) => found.is_empty(),
    }
}

#[track_caller]
fn assert_rows(what: &str, read: &[Vec<String>], table: &Table, is: impl Fn(&str, &Cell) -> bool) {
    assert_eq!(read.len(), table.rows.len(), "{what}: the number of rows");
    for (row, (found, wanted)) in read.iter().zip(&table.rows).enumerate() {
        assert_eq!(found.len(), wanted.len(), "{what}, row {row}: {found:?}");
        for ((found, wanted), column) in found.iter().zip(wanted).zip(&table.head) {
            assert!(is(found, wanted), "{what}, row {row}, {column}: {found:?} is not {wanted:?}");
        }
    }
}

/// Whether a number that was written for people is that one, rounded: `P8`, `−$1.1 bn`, `<0.1 %`.
fn reads_as(shown: &str, value: f64, in_full: bool) -> bool {
    let plain =
        shown.trim_start_matches("month ").replace('−', "-").replace([',', '$', '±', '+', 'P'], "");
    let beyond = plain.chars().next().filter(|sign| matches!(sign, '<' | '>'));
    let plain = plain.trim_start_matches(['<', '>']);
    let end =
        plain.find(|c: char| !matches!(c, '-' | '.' | 'e' | '0'..='9')).unwrap_or(plain.len());
    let (digits, unit) = plain.split_at(end);
    let Ok(number) = digits.parse::<f64>() else { return false };
    let value = if unit.contains('%') || unit.ends_with("pp") { value * 100.0 } else { value };
    let decimals =
        if in_full { 6 } else { digits.split_once('.').map_or(0, |(_, behind)| behind.len()) };
    let half = 0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap());
    match beyond {
        Some('<') => value < number,
        Some(_) => value > number,
        None => (number - value).abs() <= half + 1e-9 * value.abs(),
    }
}

#[test]
fn a_rounded_number_is_told_from_a_wrong_one() {
    for (shown, value) in [
        ("−$1.1 bn", -1.058),
        ("8.0 %", 0.0801),
        ("2.712", 2.7118),
        ("1,234.5", 1234.5),
        ("+15 pp", 0.1512),
        ("P8", 8.3),
    ] {
        assert!(reads_as(shown, value, false), "{shown}");
        for wrong in [-value, value * 12.0, value / 12.0, value * 1.1] {
            assert!(!reads_as(shown, wrong, false), "{shown} for {wrong}");
        }
    }
    assert!(reads_as("65 %", 0.65, true) && !reads_as("65 %", 0.652, true));
}
