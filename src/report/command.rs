//! The command that shows what is open: the shortest line that comes to the same preset, bit for bit,
//! with the screen, the figure and the scenario that are chosen.

mod settings;

use crate::model::{Metric, Scenario};
use crate::preset::library::text_of;
use crate::preset::{Origin, to_ron};
use crate::session::{Screen, Session};
use crate::text::{is_disruptive, shell_word};
use std::path::Path;

/// A line that is longer than this is read and pasted by nobody.
const LONGEST: usize = 2000;

/// What the command line takes for a subcommand, where a preset of that name has to stand behind `--`.
pub const SUBCOMMANDS: &[&str] = &[
    "new",
    "eval",
    "chart",
    "report",
    "check",
    "calibrate",
    "backtest",
    "batch",
    "tornado",
    "grid",
    "solve",
    "attribute",
    "explain",
    "compare",
    "paybacks",
    "present",
    "risk",
    "config",
    "doctor",
    "presets",
    "mcp",
    "man",
    "completions",
    "help",
];

/// What shows the same to somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SharedCommand {
    Line(String),
    /// What differs from the saved preset can't be said in a line: a file holds it.
    OfFile(FileCommand),
}

/// A preset for a file, and the options of the command that opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCommand {
    /// The file's text.
    pub preset: String,
    subcommand: Option<&'static str>,
    options: Vec<String>,
}

impl FileCommand {
    /// The command, for the file there.
    pub fn line(&self, file: &Path) -> String {
        line(self.subcommand, &text_of(file.as_os_str()), &self.options)
    }
}

/// The command that shows what is open.
pub fn of(session: &Session) -> SharedCommand {
    on_what_is_open(session, None, [shown(session), reported(session)].concat())
}

/// The command that makes the report on what is open, with many draws or without.
pub fn of_report(session: &Session, has_risk: bool) -> SharedCommand {
    let risk = has_risk.then(|| "--risk".to_owned()).into_iter().collect();
    let output = ["-o", "report.html"].map(str::to_owned).to_vec();
    on_what_is_open(session, Some("report"), [risk, reported(session), output].concat())
}

/// A command on what is open, with options.
fn on_what_is_open(
    session: &Session,
    subcommand: Option<&'static str>,
    options: Vec<String>,
) -> SharedCommand {
    let file = &session.file;
    let name = match &file.origin {
        Origin::File(path) => text_of(path.as_os_str()),
        origin @ (Origin::Bundled(_) | Origin::Saved { .. }) => origin.id(),
    };
    let said = if file.is_gone() { None } else { settings::between(&file.saved, &session.preset) };
    let said = said.map(|settings| {
        let settings = settings.into_iter().flat_map(|setting| ["--set".to_owned(), setting]);
        line(subcommand, &name, &settings.chain(options.iter().cloned()).collect::<Vec<_>>())
    });
    match said.filter(|line| line.len() <= LONGEST && !line.chars().any(is_disruptive)) {
        Some(line) => SharedCommand::Line(line),
        None => SharedCommand::OfFile(FileCommand {
            preset: to_ron(&session.preset),
            subcommand,
            options,
        }),
    }
}

/// The options for what is chosen, as far as it is something else than at a start.
fn shown(session: &Session) -> Vec<String> {
    let metric = (session.metric != Metric::PaybackYears).then(|| session.metric.id());
    let scenario = (session.scenario != Scenario::Base).then(|| session.scenario.id());
    let screen = (session.screen != Screen::Explore).then(|| session.screen.id());
    [("--metric", metric), ("--scenario", scenario), ("--screen", screen)]
        .into_iter()
        .filter_map(|(option, value)| Some([option, value?].map(str::to_owned)))
        .flatten()
        .collect()
}

/// The option for what was reported besides the claims.
fn reported(session: &Session) -> Vec<String> {
    let table = session.screens.backtest.table.iter();
    table.flat_map(|table| ["--actuals".to_owned(), table.clone()]).collect()
}

/// The command on a preset, with options.
fn line(subcommand: Option<&str>, preset: &str, options: &[String]) -> String {
    let preset = preset.to_owned();
    let begun: Vec<String> = ["payback"].into_iter().chain(subcommand).map(str::to_owned).collect();
    let is_taken = subcommand.is_none() && SUBCOMMANDS.contains(&preset.as_str());
    let words = if preset.starts_with('-') || is_taken {
        [&begun[..], options, &["--".to_owned(), preset]].concat()
    } else {
        [&begun[..], &[preset], options].concat()
    };
    let words: Vec<String> = words.iter().map(|word| shell_word(word)).collect();
    words.join(" ")
}
