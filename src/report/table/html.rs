//! Tables in HTML: figures rounded and with their units, each with its full value beside it for
//! programs.

use super::{Cell, Table};
use askama::Template;

#[derive(Template)]
#[template(path = "table.html", whitespace = "suppress")]
struct HtmlTable<'a> {
    title: &'a str,
    heads: Vec<Head<'a>>,
    rows: Vec<Vec<HtmlCell>>,
}

struct Head<'a> {
    words: &'a str,
    is_numeric: bool,
}

struct HtmlCell {
    words: String,
    /// The figure in full.
    value: Option<f64>,
    is_numeric: bool,
}

/// A table below its title.
pub fn html(table: &Table) -> String {
    let shown = table.shown();
    let heads = shown
        .iter()
        .map(|at| Head { words: &table.columns[*at].head, is_numeric: table.is_numeric(*at) });
    let cell = |cell: &Cell| HtmlCell {
        words: cell.words(),
        value: match cell {
            Cell::Figure { value, .. }
            | Cell::Number { value, .. }
            | Cell::Worded { value, .. } => Some(*value),
            Cell::Blank | Cell::Text(_) | Cell::Named { .. } | Cell::Absent(_) => None,
        },
        is_numeric: cell.is_numeric(),
    };
    let rows = table.rows.iter().map(|row| shown.iter().map(|at| cell(&row[*at])).collect());
    let page = HtmlTable { title: &table.title, heads: heads.collect(), rows: rows.collect() };
    // Writing to a text never fails.
    page.render().unwrap_or_default()
}
