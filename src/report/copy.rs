//! What a person copies out of the explorer: a figure, the screen's table, its chart, the screen, the
//! command that shows the same.
//!
//! A table comes in two forms: with tabs for spreadsheets, its figures in full and in the unit
//! that a column names, and in Markdown for people, its figures rounded and with their units.

mod drawing;
mod tables;

use super::command::{self, SharedCommand};
use super::picture;
use super::table::delimited::{self, CsvForm};
use super::table::{Table, markdown};
use crate::preset::Origin;
use crate::preset::library::{self, suggested_name};
use crate::session::{Copied, Session};
use crate::view::theme::Background;
use crate::view::{self, Look, format};
use crate::widgets::text::harmless;
use std::path::Path;

/// What is copied, of a session that is drawn so on a screen of so many columns and rows.
///
/// # Errors
/// When there is no such thing, with the reason.
pub fn text(
    session: &Session,
    look: &Look,
    what: Copied,
    (columns, rows): (u16, u16),
) -> Result<String, String> {
    let drawn = |look: &Look| view::frame(session, look, columns, rows).0;
    match what {
        Copied::Figure | Copied::Table | Copied::Markdown | Copied::Command => {
            Ok(preview(session, what))
        }
        Copied::Chart => drawing::chart(session),
        Copied::Fan => drawing::fan(session),
        Copied::Screen => Ok(picture::text(&drawn(&look.for_plain_text()))),
        Copied::Picture => {
            Ok(picture::svg(&drawn(look), look.theme.background.unwrap_or(Background::Dark)))
        }
    }
}

/// The same as a file has it: the table as the command line's CSV.
///
/// # Errors
/// As [`text`].
pub fn file_text(
    session: &Session,
    look: &Look,
    what: Copied,
    size: (u16, u16),
) -> Result<String, String> {
    match what {
        Copied::Table => {
            let of = [("preset", session.preset.name.as_str())];
            let tables = tables::of(session).1.into_iter().map(|table| table.of(&of));
            let tables: Vec<Table> = tables.collect();
            Ok(delimited::csv(&tables, CsvForm::default()).unwrap_or_default())
        }
        Copied::Command => Ok(preview(session, what) + "\n"),
        Copied::Figure
        | Copied::Markdown
        | Copied::Chart
        | Copied::Fan
        | Copied::Screen
        | Copied::Picture => text(session, look, what, size),
    }
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

/// The text that would be copied; none of a drawing or of the screen, which is in sight.
pub fn preview(session: &Session, what: Copied) -> String {
    match what {
        Copied::Figure => figure(session),
        Copied::Table => delimited::tabbed(&tables::of(session).1).unwrap_or_default(),
        Copied::Markdown => {
            let (title, tables) = tables::of(session);
            format!("{}: {title}\n\n{}", whose(session), markdown::markdown(&tables))
        }
        Copied::Command => match command::of(session) {
            SharedCommand::Line(line) => line,
            SharedCommand::OfFile(of) => of.line(Path::new("FILE.ron")),
        },
        Copied::Chart | Copied::Fan | Copied::Screen | Copied::Picture => String::new(),
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
