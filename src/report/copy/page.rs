//! A report on what is open, saved or not, as one HTML file.

use super::CopyScene;
use crate::model::Metric;
use crate::report::command::{self, SharedCommand};
use crate::report::memo::{
    ChartForm, HtmlGround, MemoOrigin, MemoQuestion, html, memo, simulated, state_of,
};
use crate::session::{Screen, Session};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::thread::available_parallelism;

/// The report.
///
/// # Errors
/// When one of its analyses can't be carried out.
pub(super) fn page(session: &Session, scene: &CopyScene<'_>) -> Result<String, String> {
    let (preset, file) = (&session.preset, &session.file);
    let threads = available_parallelism().map_or(1, usize::from);
    let headline = (Metric::PaybackYears, &[][..]);
    let risk = has_risk(session)
        .then(|| simulated(preset, headline, threads, &AtomicBool::new(false)))
        .transpose()
        .map_err(|why| why.to_string())?;
    // Where the report is opened, its preset is beside it, wherever that is.
    let beside = scene.file.as_deref().and_then(Path::file_name).map(Path::new);
    let command = match command(session) {
        SharedCommand::Line(line) => Some(line),
        SharedCommand::OfFile(of) => beside.map(|file| of.line(file)),
    };
    let made = memo(&MemoQuestion {
        preset,
        saved: &file.saved,
        origin: MemoOrigin {
            name: &file.origin.id(),
            state: state_of(&file.origin),
            digest: scene.digest.as_deref().filter(|_| !file.is_gone()),
            command: command.as_deref(),
            date: &scene.date,
        },
        risk: risk.flatten().as_ref(),
        actuals: &session.screens.backtest.reported,
        views: &[],
        charts: ChartForm::Page,
    });
    Ok(html(&made.map_err(|why| why.to_string())?, HtmlGround::Readers))
}

/// The command that makes it again.
pub(super) fn command(session: &Session) -> SharedCommand {
    command::of_report(session, has_risk(session))
}

/// What it will hold.
pub(super) fn preview(session: &Session) -> String {
    let changes = match (session.is_unsaved(), session.file.origin.id()) {
        (true, name) => format!("what differs from {name} {}", state_of(&session.file.origin)),
        (false, name) => format!("that nothing differs from {name}"),
    };
    let odds = if has_risk(session) {
        "the odds of 100,000 draws"
    } else {
        "no odds: on Risk it has them as well"
    };
    [
        "a page for people who aren't at this terminal, as a file:",
        "  verdict, scenarios, ways to count payback, years, drivers and a map, with charts",
        "  claims, every assumption with its source, the back-test where there is a record",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain([format!("  {changes}"), format!("  {odds}"), "  how to make it again".to_owned()])
    .collect::<Vec<_>>()
    .join("\n")
}

/// Whether it has odds: where they are on screen.
fn has_risk(session: &Session) -> bool {
    session.screen == Screen::Risk
}
