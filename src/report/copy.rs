//! What a person copies out of the explorer: a figure, the screen's table, the screen.
//!
//! A table comes in two forms: with tabs for spreadsheets, its figures in full and in the unit
//! that a column names, and in Markdown for people, its figures rounded and with their units.

mod tables;

use crate::session::{Copied, Session};
use crate::view::{self, Look, format};
use crate::widgets::text::harmless;

/// A cell of a table.
enum Cell {
    Text(String),
    /// A number, and how people read it.
    Number(f64, String),
}

/// The text of what is copied, of a session that is drawn so on a screen of so many columns and
/// rows.
pub fn text(session: &Session, look: &Look, what: Copied, (columns, rows): (u16, u16)) -> String {
    match what {
        Copied::Figure => figure(session),
        Copied::Table => tabbed(&tables::of(session)),
        Copied::Markdown => markdown(&tables::of(session)),
        Copied::Screen => {
            let (buffer, _) = view::frame(session, &look.for_plain_text(), columns, rows);
            super::picture::text(&buffer)
        }
    }
}

/// The figure with its unit, whose it is, and of which preset.
fn figure(session: &Session) -> String {
    let outcome = &session.results.scenarios[session.scenario].outcome;
    let value = format::metric(outcome, session.metric, session.horizon_year());
    let state = if session.is_unsaved() { ", with unsaved changes" } else { "" };
    format!(
        "{} of {}: {value} ({}{state})\n",
        session.metric.spec().label,
        session.scenario.id(),
        harmless(&session.preset.name)
    )
}

/// A text that a spreadsheet takes for a text, whatever it begins with.
fn no_formula(text: &str) -> String {
    let text = harmless(text);
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.into_owned() }
}

fn tabbed(rows: &[Vec<Cell>]) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => no_formula(text),
        Cell::Number(number, _) => number.to_string(),
    };
    rows.iter().fold(String::new(), |out, row| {
        out + &row.iter().map(cell).collect::<Vec<_>>().join("\t") + "\n"
    })
}

fn markdown(rows: &[Vec<Cell>]) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => harmless(text).replace('|', "\\|"),
        Cell::Number(_, shown) => shown.clone(),
    };
    let mut out = String::new();
    for (index, row) in rows.iter().enumerate() {
        out += &format!("| {} |\n", row.iter().map(cell).collect::<Vec<_>>().join(" | "));
        if index == 0 {
            // A column of figures, known by its first one, is aligned at its right.
            let rule = (0..row.len()).map(|column| {
                let first = rows.get(1).and_then(|row| row.get(column));
                if matches!(first, Some(Cell::Number(..))) { "--:" } else { "---" }
            });
            out += &format!("| {} |\n", rule.collect::<Vec<_>>().join(" | "));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_no_formula_and_breaks_no_table() {
        let rows = vec![
            vec![Cell::Text("says".into()), Cell::Text("value".into())],
            vec![Cell::Text("=cmd|' /C calc'\t\n!".into()), Cell::Number(-0.5, "−50 %".into())],
        ];
        assert_eq!(tabbed(&rows), "says\tvalue\n'=cmd|' /C calc'  !\t-0.5\n");
        assert_eq!(
            markdown(&rows),
            "| says | value |\n| --- | --: |\n| =cmd\\|' /C calc'  ! | −50 % |\n"
        );
    }
}
