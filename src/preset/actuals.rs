//! A table of what was reported, as spreadsheets write it: year, series, value.

use super::assignment::number;
use super::currency::Currency;
use super::diagnostics::{Diagnostics, Findings};
use super::outline::Extent;
use crate::analysis::{Actual, Measure, MeasureError};
use crate::model::Programme;
use crate::text::{did_you_mean, quoted};
use csv::{Position, ReaderBuilder, StringRecord, Trim};

/// The columns that a table must have.
const COLUMNS: [&str; 3] = ["year", "series", "value"];

const HOW: &str = "columns: year, series, value, such as 2025,revenue,128.7";

/// A cell and its place.
type TableCell = (Extent, String);

/// Reads a table of figures of a programme's years: separated by commas, with a line of heads
/// (then in any order, and with other columns beside them) or without. A series goes by its name,
/// or by that of a metric that depends on the headline year.
///
/// # Errors
/// Everything that is wrong with it, each with its line and column.
pub fn actuals(
    text: &str,
    name_of_file: &str,
    programme: &Programme,
    currency: Currency,
) -> Result<Vec<Actual>, Diagnostics> {
    let mut found = Findings::new(name_of_file, text);
    let mut lines = lines(text).peekable();
    let mut places = Some([0, 1, 2]);
    if let Some(cells) = lines.next_if(|cells| is_head(cells)) {
        places = places_of(&cells, &mut found);
    }
    let mut actuals: Vec<Actual> = Vec::new();
    if let Some(places) = places {
        for cells in lines {
            let Some(actual) = figure(&cells, places, (programme, currency), &mut found) else {
                continue;
            };
            if actuals.iter().any(|other| other.measure == actual.measure) {
                let reason = format!("{} is given twice.", quoted(&actual.measure.to_string()));
                found.add(whole(&cells), reason, Some("keep one of them".to_owned()));
            }
            actuals.push(actual);
        }
        if actuals.is_empty() && found.is_empty() {
            found.add(Extent::default(), "There is no figure in it.", Some(HOW.to_owned()));
        }
    }
    if found.is_empty() { Ok(actuals) } else { Err(found.into_diagnostics()) }
}

/// The lines with something in them, as their cells.
fn lines(text: &str) -> impl Iterator<Item = Vec<TableCell>> {
    let mut reader = ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true).trim(Trim::All);
    let records = reader.from_reader(text.as_bytes()).into_records();
    // A text in memory can't fail to be read, and lines may be of any length.
    records
        .flatten()
        .map(|record| cells(text, &record))
        .filter(|cells| !matches!(&cells[..], [(_, only)] if only.is_empty()))
}

/// A line's cells, each found in the text behind the one before.
fn cells(text: &str, record: &StringRecord) -> Vec<TableCell> {
    let start = record.position().map_or(0, Position::byte);
    let mut at = usize::try_from(start).unwrap_or(text.len());
    let cell = |cell: &str| {
        // One with doubled quotation marks stands there in other letters: it has no length.
        let begin = text[at..].find(cell).map(|place| at + place);
        let place = begin.map_or(at..at, |begin| begin..begin + cell.len());
        at = place.end;
        (Extent { start: place.start, end: place.end }, cell.to_owned())
    };
    record.iter().map(cell).collect()
}

fn is_head(cells: &[TableCell]) -> bool {
    cells.iter().any(|(_, cell)| column(cell).is_some())
}

fn column(cell: &str) -> Option<usize> {
    COLUMNS.iter().position(|name| name.eq_ignore_ascii_case(cell.trim()))
}

/// Where the three columns stand.
fn places_of(heads: &[TableCell], found: &mut Findings) -> Option<[usize; 3]> {
    let places = [0, 1, 2].map(|of| heads.iter().position(|(_, head)| column(head) == Some(of)));
    if let Some(lacking) = places.iter().position(Option::is_none) {
        let reason = format!("There is no column ‘{}’.", COLUMNS[lacking]);
        found.add(whole(heads), reason, Some(HOW.to_owned()));
    }
    let [year, series, value] = places;
    Some([year?, series?, value?])
}

/// A line's figure; what is wrong with it is noted.
fn figure(
    cells: &[TableCell],
    [year, series, value]: [usize; 3],
    (programme, currency): (&Programme, Currency),
    found: &mut Findings,
) -> Option<Actual> {
    let (Some(year), Some(series), Some(value)) =
        (cells.get(year), cells.get(series), cells.get(value))
    else {
        let count = cells.len();
        let reason = format!("The line has {count} {}.", if count == 1 { "cell" } else { "cells" });
        found.add(whole(cells), reason, Some(HOW.to_owned()));
        return None;
    };
    let measure = match Measure::parse(&format!("{}@{}", series.1, year.1)) {
        Ok(measure) => measure,
        Err(MeasureError::NotAYear(text)) => {
            let help = Some("a year, such as 2025".to_owned());
            found.add(year.0, format!("{} is not a year.", quoted(&text)), help);
            return None;
        }
        Err(error) => {
            let names: Vec<&str> = Measure::of_year(0).map(Measure::name).collect();
            let reason = match error {
                MeasureError::SameInEveryYear(name) => format!("‘{name}’ has no value by year."),
                _ => format!("There is no metric or series {}.", quoted(&series.1)),
            };
            found.add(series.0, reason, Some(did_you_mean(&series.1, &names)));
            return None;
        }
    };
    if let Err(error) = measure.check_year(programme) {
        let valid = format!("valid: {} to {}", error.valid.start(), error.valid.end());
        found.add(year.0, format!("{error}."), Some(valid));
        return None;
    }
    let unit = currency.of(measure.unit());
    match number(&value.1, unit) {
        Ok(value) if value.is_finite() => Some(Actual { measure, value }),
        Ok(_) => {
            let help = Some("valid: any finite number".to_owned());
            found.add(value.0, format!("{} is not finite.", quoted(&value.1)), help);
            None
        }
        Err(why) => {
            let help = format!("a number in {}, with a decimal point", unit.name());
            found.add(value.0, format!("{why}."), Some(help));
            None
        }
    }
}

fn whole(cells: &[TableCell]) -> Extent {
    let start = cells.first().map_or(0, |(place, _)| place.start);
    Extent { start, end: cells.last().map_or(start, |(place, _)| place.end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(String, f64)>, String> {
        let read = actuals(text, "record.csv", &Programme::default(), Currency::DOLLAR);
        let named = |actual: Actual| (actual.measure.to_string(), actual.value);
        read.map(|read| read.into_iter().map(named).collect()).map_err(|error| error.to_string())
    }

    #[test]
    fn tables_are_read_with_heads_and_without() {
        let expected: Vec<(String, f64)> = vec![
            ("revenue@2027".to_owned(), 12.5),
            ("operating_margin@2028".to_owned(), 0.354),
            ("net_book_value@2025".to_owned(), -1.0),
        ];
        for text in [
            "2027,revenue,12.5\n2028,operating_margin,35.4%\n2025,net_book_value,-1\n",
            "year,series,value\n2027,revenue,12.5\n\n2028,operating_margin,0.354\n2025,net_book_value,−1",
            "Value,from, Year ,SERIES\r\n12.5,\"10-K, p. 3\",2027,revenue\r\n35.4 %,,2028,\"operating_margin\"\r\n-1.0,,2025,net_book_value\r\n",
        ] {
            assert_eq!(read(text), Ok(expected.clone()), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place_and_what_is_valid() {
        for (text, place, reason, help) in [
            ("", "1:1", "There is no figure in it.", "columns: year, series, value"),
            ("year,series\n2027,revenue\n", "1:1", "There is no column ‘value’.", "columns: year"),
            ("2027,revenue\n", "1:1", "The line has 2 cells.", "2025,revenue,128.7"),
            ("2027\n", "1:1", "The line has 1 cell.", "2025,revenue,128.7"),
            ("2027,revenue,9\nsoon,revenue,9\n", "2:1", "‘soon’ is not a year.", "such as 2025"),
            (
                "2027,revenu,9\n",
                "1:6",
                "There is no metric or series ‘revenu’.",
                "did you mean ‘revenue’?",
            ),
            ("2027,npv,9\n", "1:6", "‘npv’ has no value by year.", "valid: revenue,"),
            ("2027, revenue, much\n", "1:16", "‘much’ is not a number", "a number in $bn"),
            ("2027,revenue,NaN\n", "1:14", "‘NaN’ is not finite.", "any finite number"),
            ("2027,revenue,9%\n", "1:14", "‘9%’ is a percentage", "a number in $bn"),
            (
                "2025,revenue,9\n",
                "1:1",
                "2025 is not wholly inside the horizon.",
                "valid: 2026 to 2040",
            ),
            ("2041,fcf,9\n", "1:1", "2041 is not modelled.", "valid: 2025 to 2040"),
            (
                "2027,fcf,9\n2028,fcf,9\n2027,fcf,8\n",
                "3:1",
                "‘fcf@2027’ is given twice.",
                "keep one",
            ),
            ("\u{1b}[2J,revenue,9", "1:1", "is not a year.", "such as 2025"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(&format!("record.csv:{place}\n")), "{text}: {error}");
            assert!(error.contains(reason) && error.contains(help), "{text}: {error}");
            assert!(!error.contains('\u{1b}'), "{error:?}");
        }
        // Marks within marks, and letters of several bytes, are cut nowhere.
        for text in
            ["2027,\"a \"\"ü\"\" b\",x\n", "2027,\"ü", "\u{feff}2027,ü,9\n", "\"\"\"ü\",,\n2027,é,"]
        {
            assert!(read(text).is_err(), "{text}");
        }
        // One report says it all.
        let error = read("2027,revenue,x\n2028,npw,1\n").unwrap_err();
        assert!(error.contains("record.csv:1:14") && error.contains("record.csv:2:6"), "{error}");
    }
}
