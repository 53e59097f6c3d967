//! What a person copies out of the explorer: a figure, the screen's table, the screen.
//!
//! A table comes in two forms: with tabs for spreadsheets, its figures in full and in the unit
//! that a column names, and in Markdown for people, its figures rounded and with their units.

mod tables;

use super::table::{delimited, markdown};
use crate::session::{Copied, Session};
use crate::view::{self, Look, format};
use crate::widgets::text::harmless;

/// The text of what is copied, of a session that is drawn so on a screen of so many columns and
/// rows.
pub fn text(session: &Session, look: &Look, what: Copied, (columns, rows): (u16, u16)) -> String {
    match what {
        Copied::Figure => figure(session),
        Copied::Table => delimited::tabbed(&tables::of(session).1).unwrap_or_default(),
        Copied::Markdown => {
            let (title, tables) = tables::of(session);
            format!("{}: {title}\n\n{}", whose(session), markdown::markdown(&tables))
        }
        Copied::Screen => {
            let (buffer, _) = view::frame(session, &look.for_plain_text(), columns, rows);
            super::picture::text(&buffer)
        }
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
