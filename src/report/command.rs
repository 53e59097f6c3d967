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
    options: Vec<String>,
}

impl FileCommand {
    /// The command, for the file there.
    pub fn line(&self, file: &Path) -> String {
        line(&text_of(file.as_os_str()), &self.options)
    }
}

/// The command that shows what is open.
pub fn of(session: &Session) -> SharedCommand {
    let shown = shown(session);
    let file = &session.file;
    let name = match &file.origin {
        Origin::File(path) => text_of(path.as_os_str()),
        origin @ (Origin::Bundled(_) | Origin::Saved { .. }) => origin.id(),
    };
    let said = if file.is_gone() { None } else { settings::between(&file.saved, &session.preset) };
    let said = said.map(|settings| {
        let settings = settings.into_iter().flat_map(|setting| ["--set".to_owned(), setting]);
        line(&name, &settings.chain(shown.iter().cloned()).collect::<Vec<_>>())
    });
    match said.filter(|line| line.len() <= LONGEST && !line.chars().any(is_disruptive)) {
        Some(line) => SharedCommand::Line(line),
        None => {
            SharedCommand::OfFile(FileCommand { preset: to_ron(&session.preset), options: shown })
        }
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

/// The command on a preset, with options.
fn line(preset: &str, options: &[String]) -> String {
    let preset = preset.to_owned();
    let program = "payback".to_owned();
    let is_option = preset.starts_with('-');
    let words = if is_option || SUBCOMMANDS.contains(&preset.as_str()) {
        [&[program], options, &["--".to_owned(), preset]].concat()
    } else {
        [&[program, preset], options].concat()
    };
    let words: Vec<String> = words.iter().map(|word| shell_word(word)).collect();
    words.join(" ")
}
