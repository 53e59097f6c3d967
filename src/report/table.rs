//! The one table behind every form of a report: columns, and rows of typed cells. Its forms are a
//! file each: text, delimited (CSV and tabs), Markdown, HTML.

pub mod delimited;
pub mod html;
pub mod markdown;
pub mod text;

use crate::model::{Flags, Input, Metric, Unit};
use crate::preset::{Currency, ShownUnit};
use crate::view::format;
use crate::view::words::input_label;

/// What stands where a column and a row meet.
#[derive(Debug, Clone)]
pub enum Cell {
    /// Nothing: the column is none of the row's.
    Blank,
    Text(String),
    /// What programs know by an id and people by a label.
    Named {
        id: String,
        label: String,
    },
    /// A quantity, and how people are shown it.
    Figure {
        value: f64,
        unit: ShownUnit,
        shown: fn(ShownUnit, f64) -> String,
    },
    /// A number that counts or ranks, and how people are shown it.
    Number {
        value: f64,
        shown: fn(f64) -> String,
    },
    /// A figure whose words depend on what it stands beside.
    Worded {
        value: f64,
        words: String,
    },
    /// A figure that there isn't, and the words that say so.
    Absent(String),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn named(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self::Named { id: id.into(), label: label.into() }
    }

    pub fn input(currency: Currency, input: Input) -> Self {
        Self::named(input.to_string(), input_label(currency, input))
    }

    pub fn metric(metric: Metric) -> Self {
        Self::named(metric.id(), metric.spec().label)
    }

    pub fn unit(shown: ShownUnit) -> Self {
        Self::named(shown.unit.id(), shown.name())
    }

    /// A result, rounded for people.
    pub const fn figure(unit: ShownUnit, value: f64) -> Self {
        Self::Figure { value, unit, shown: format::figure }
    }

    /// An input, which people are shown in full.
    pub const fn setting(unit: ShownUnit, value: f64) -> Self {
        Self::Figure { value, unit, shown: format::setting }
    }

    /// A share of something, which no currency is part of.
    pub const fn share(value: f64, shown: fn(ShownUnit, f64) -> String) -> Self {
        Self::Figure { value, unit: Currency::DOLLAR.of(Unit::Share), shown }
    }

    /// A share of draws.
    pub const fn odds(share: f64) -> Self {
        Self::share(share, |_, share| format::odds(share))
    }

    /// A year or a count.
    pub const fn count(value: f64) -> Self {
        Self::Number { value, shown: |value| value.to_string() }
    }

    /// A metric's value; where there is none, the words that the screens have for that.
    pub fn value(
        currency: Currency,
        metric: Metric,
        value: Option<f64>,
        flags: Flags,
        horizon_year: i32,
    ) -> Self {
        value.map_or_else(
            || Self::Absent(format::absent(metric, flags, horizon_year)),
            |value| Self::figure(currency.of(metric.spec().unit), value),
        )
    }

    /// The cell of something that may lack; `n/a` where it does.
    pub fn or_absent<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or_else(|| Self::Absent("n/a".to_owned()), cell)
    }

    /// The cell of something that need not be there.
    pub fn or_blank<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Blank, cell)
    }

    /// What people read.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::Named { label: text, .. } | Self::Absent(text) => text.clone(),
            Self::Figure { value, unit, shown } => shown(*unit, *value),
            Self::Number { value, shown } => shown(*value),
            Self::Worded { words, .. } => words.clone(),
        }
    }

    const fn is_numeric(&self) -> bool {
        matches!(
            self,
            Self::Figure { .. } | Self::Number { .. } | Self::Worded { .. } | Self::Absent(_)
        )
    }
}

/// Who a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    All,
    /// CSV and tabs.
    Programs,
    /// CSV alone.
    Csv,
    /// Text, Markdown and HTML.
    People,
}

/// A column's names for programs and for people.
#[derive(Debug, Clone)]
pub struct Column {
    id: String,
    head: String,
    readers: Readers,
    /// The value that it is the column of, in a matrix.
    value: Option<f64>,
}

impl Column {
    pub fn new(id: impl Into<String>, head: impl Into<String>) -> Self {
        Self { id: id.into(), head: head.into(), readers: Readers::All, value: None }
    }

    /// A column of a matrix, for one value of what goes across.
    pub fn of_value(value: f64) -> Self {
        Self { value: Some(value), ..Self::new(value.to_string(), value.to_string()) }
    }

    /// A column of an input's values.
    pub fn input(currency: Currency, input: Input) -> Self {
        Self::new(input.to_string(), input_label(currency, input))
    }
}

/// A column whose words are its id: `at_low` is read as 'at low'. People are shown each figure with
/// its unit, and so no column of units.
impl From<&str> for Column {
    fn from(id: &str) -> Self {
        let readers = if id.ends_with("unit") { Readers::Programs } else { Readers::All };
        Self { readers, ..Self::new(id, id.replace('_', " ")) }
    }
}

impl From<Metric> for Column {
    fn from(metric: Metric) -> Self {
        Self::new(metric.id(), metric.spec().label)
    }
}

/// A title, columns and rows with a cell for each column.
#[derive(Debug, Clone)]
pub struct Table {
    title: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows; an empty title is none.
    pub fn new(
        title: impl Into<String>,
        columns: impl IntoIterator<Item = impl Into<Column>>,
    ) -> Self {
        let columns = columns.into_iter().map(Into::into).collect();
        Self { title: title.into(), columns, rows: Vec::new() }
    }

    /// The table with other words for some columns.
    #[must_use]
    pub fn called(mut self, heads: &[(&str, &str)]) -> Self {
        for column in &mut self.columns {
            if let Some((_, head)) = heads.iter().find(|(id, _)| *id == column.id) {
                (*head).clone_into(&mut column.head);
            }
        }
        self
    }

    /// The table with columns that only some are shown.
    #[must_use]
    pub fn read_by(mut self, readers: Readers, ids: &[&str]) -> Self {
        let columns = self.columns.iter_mut().filter(|column| ids.contains(&&*column.id));
        columns.for_each(|column| column.readers = readers);
        self
    }

    /// The table with these rows too.
    #[must_use]
    pub fn with_rows<R>(mut self, rows: impl IntoIterator<Item = R>) -> Self
    where
        R: IntoIterator<Item = Cell>,
    {
        self.rows.extend(rows.into_iter().map(Vec::from_iter));
        let width = self.columns.len();
        debug_assert!(self.rows.iter().all(|row| row.len() == width), "a cell for each column");
        self
    }

    /// The table behind columns that say what all of its rows are of, in CSV alone: their ids, and
    /// the one text that is in each.
    #[must_use]
    pub fn of<'a>(mut self, labels: &[(&'a str, &'a str)]) -> Self {
        let column = |(id, _): &(&str, &str)| Column { readers: Readers::Csv, ..Column::from(*id) };
        self.columns.splice(..0, labels.iter().map(column));
        for row in &mut self.rows {
            row.splice(..0, labels.iter().map(|(_, text)| Cell::text(*text)));
        }
        self
    }

    /// The table without a column.
    #[must_use]
    pub fn without(mut self, id: &str) -> Self {
        if let Some(at) = self.columns.iter().position(|column| column.id == id) {
            self.columns.remove(at);
            for row in &mut self.rows {
                row.remove(at);
            }
        }
        self
    }

    /// Whether a column is one of figures: its first cell that isn't blank says so.
    fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self.rows.iter().map(|row| &row[column]);
        cells.find(|cell| !matches!(cell, Cell::Blank)).is_some_and(Cell::is_numeric)
    }

    /// Whether it has no rows.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The places of the columns that people are shown.
    fn shown(&self) -> Vec<usize> {
        let is_shown =
            |index: &usize| matches!(self.columns[*index].readers, Readers::All | Readers::People);
        (0..self.columns.len()).filter(is_shown).collect()
    }
}
