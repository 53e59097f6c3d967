//! What a person copies out of the explorer: a figure, the screen's table, its chart, the screen, a
//! report, the command that shows the same.
//!
//! A table comes in two forms: with tabs for spreadsheets, its figures in full and in the unit
//! that a column names, and in Markdown for people, its figures rounded and with their units.

mod drawing;
mod page;
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
use std::path::{Path, PathBuf};

/// What a copy is made with, besides the session.
#[derive(Debug, Clone)]
pub struct CopyScene<'a> {
    /// How the session is drawn, on a screen of so many columns and rows.
    pub look: &'a Look,
    pub size: (u16, u16),
    /// The SHA-256 of the open preset's file, where it is known.
    pub digest: Option<String>,
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// The file that holds what is open, where a command can't say it in a line.
    pub file: Option<PathBuf>,
}

/// What is copied of a session.
///
/// # Errors
/// When there is no such thing, with the reason.
pub fn text(session: &Session, scene: &CopyScene<'_>, what: Copied) -> Result<String, String> {
    let (look, (columns, rows)) = (scene.look, scene.size);
    let drawn = |look: &Look| view::frame(session, look, columns, rows).0;
    match what {
        Copied::Figure | Copied::Table | Copied::Markdown => Ok(preview(session, what)),
        Copied::Command => Ok(line(command::of(session), scene.file.as_deref())),
        Copied::Chart => drawing::chart(session),
        Copied::Fan => drawing::fan(session),
        Copied::Screen => Ok(picture::text(&drawn(&look.for_plain_text()))),
        Copied::Picture => {
            Ok(picture::svg(&drawn(look), look.theme.background.unwrap_or(Background::Dark)))
        }
        Copied::Report => page::page(session, scene),
    }
}

/// The same text as a file has it: the table as the command line's CSV.
pub fn file_text(session: &Session, what: Copied, text: &str) -> String {
    match what {
        Copied::Table => {
            let of = [("preset", session.preset.name.as_str())];
            let tables = tables::of(session).1.into_iter().map(|table| table.of(&of));
            let tables: Vec<Table> = tables.collect();
            delimited::csv(&tables, CsvForm::default()).unwrap_or_default()
        }
        Copied::Command => format!("{text}\n"),
        Copied::Figure
        | Copied::Markdown
        | Copied::Chart
        | Copied::Fan
        | Copied::Screen
        | Copied::Picture
        | Copied::Report => text.to_owned(),
    }
}

/// The command that a copy is or holds.
pub fn command_of(session: &Session, what: Copied) -> Option<SharedCommand> {
    match what {
        Copied::Command => Some(command::of(session)),
        Copied::Report => Some(page::command(session)),
        Copied::Figure
        | Copied::Table
        | Copied::Markdown
        | Copied::Chart
        | Copied::Fan
        | Copied::Screen
        | Copied::Picture => None,
    }
}

/// The command's line; that of a file that isn't written yet has a name in its place.
fn line(command: SharedCommand, file: Option<&Path>) -> String {
    match command {
        SharedCommand::Line(line) => line,
        SharedCommand::OfFile(of) => of.line(file.unwrap_or(Path::new("FILE.ron"))),
    }
}

/// What the name of a file begins with that a copy goes to: the preset, and the screen or that it is
/// a report.
pub fn file_stem(session: &Session, what: Copied) -> String {
    let preset = match &session.file.origin {
        Origin::File(path) => library::text_of(path.file_stem().unwrap_or_default()),
        origin => origin.id(),
    };
    let of = if what == Copied::Report { "report" } else { session.screen.label() };
    let plain = |name: &str| suggested_name(name).replace(' ', "-");
    format!("{}-{}", plain(&preset), plain(&of.to_lowercase()))
}

/// The text that would be copied, or what a report will hold; none of a drawing or of the screen,
/// which is in sight.
pub fn preview(session: &Session, what: Copied) -> String {
    match what {
        Copied::Figure => figure(session),
        Copied::Table => delimited::tabbed(&tables::of(session).1).unwrap_or_default(),
        Copied::Markdown => {
            let (title, tables) = tables::of(session);
            format!("{}: {title}\n\n{}", whose(session), markdown::markdown(&tables))
        }
        Copied::Command => line(command::of(session), None),
        Copied::Report => page::preview(session),
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
