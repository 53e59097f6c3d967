//! What a person copies out of the explorer: a figure, the screen's table, the screen.
//!
//! A table comes in two forms: with tabs for spreadsheets, its figures in full and in the unit
//! that a column names, and in Markdown for people, its figures rounded and with their units.

mod tables;

use super::table::delimited::{self, CsvForm};
use super::table::{Table, markdown};
use crate::preset::Origin;
use crate::preset::library::{self, suggested_name};
use crate::session::{Copied, Session};
use crate::view::{self, Look, format};
use crate::widgets::text::harmless;

/// The text of what is copied, of a session that is drawn so on a screen of so many columns and
/// rows.
pub fn text(session: &Session, look: &Look, what: Copied, (columns, rows): (u16, u16)) -> String {
    text_of(session, what).unwrap_or_else(|| match what {
        Copied::Screen => {
            let (buffer, _) = view::frame(session, &look.for_plain_text(), columns, rows);
            super::picture::text(&buffer)
        }
        Copied::Figure | Copied::Table | Copied::Markdown => String::new(),
    })
}

/// The same as a file has it: the table as the command line's CSV.
pub fn file_text(
    session: &Session,
    look: &Look,
    what: Copied,
    (columns, rows): (u16, u16),
) -> String {
    if what != Copied::Table {
        return text(session, look, what, (columns, rows));
    }
    let of = [("preset", session.preset.name.as_str())];
    let tables: Vec<Table> = tables::of(session).1.into_iter().map(|table| table.of(&of)).collect();
    delimited::csv(&tables, CsvForm::default()).unwrap_or_default()
}

/// What the name of a file begins with that a copy goes to: the preset and the screen.
pub fn file_stem(session: &Session) -> String {
    let preset = match &session.file.origin {
        Origin::File(path) => library::text_of(path.file_stem().unwrap_or_default()),
        origin => origin.id(),
    };
    let screen = session.screen.label().to_lowercase();
    let plain = |name: &str| suggested_name(name).replace(' ', "-");
    format!("{}-{}", plain(&preset), plain(&screen))
}

/// The text that would be copied; none of the screen, which is in sight.
pub fn preview(session: &Session, what: Copied) -> String {
    text_of(session, what).unwrap_or_default()
}

/// The text of what isn't drawn.
fn text_of(session: &Session, what: Copied) -> Option<String> {
    match what {
        Copied::Figure => Some(figure(session)),
        Copied::Table => delimited::tabbed(&tables::of(session).1).ok(),
        Copied::Markdown => {
            let (title, tables) = tables::of(session);
            Some(format!("{}: {title}\n\n{}", whose(session), markdown::markdown(&tables)))
        }
        Copied::Screen => None,
    }
}

/// The figure with its unit, whose it is, and of which preset.
fn figure(session: &Session) -> String {
    let outcome = &session.results.scenarios[session.scenario].outcome;
    let currency = session.preset.money();
    let value = format::metric(currency, outcome, session.metric, session.horizon_year());
    let (label, scenario) = (session.metric.spec().label, session.scenario.id());
    format!("{label} of {scenario}: {value} ({})\n", whose(session))
}

/// The preset that figures are of.
fn whose(session: &Session) -> String {
    let state = if session.is_unsaved() { ", with unsaved changes" } else { "" };
    format!("{}{state}", harmless(&session.preset.name))
}
