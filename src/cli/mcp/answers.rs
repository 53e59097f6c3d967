//! What a tool answers: its words are read as the command line's own, and what they ask is worked out
//! by the subcommand.

use super::folder::ReportFolder;
use super::tools::Tool;
use super::words::Words;
use crate::cli::asked::AsJson;
use crate::cli::{
    CommandError, CommandResult, Format, check, compare, eval, explain, grid, presets, report,
    risk, solve, tornado,
};
use crate::preset::Library;
use crate::view::format::decimal;
use clap::{Args, Command, FromArgMatches};
use serde_json::{Map, Value, json};
use std::sync::atomic::{AtomicBool, AtomicUsize};

/// Longest answer, in bytes of JSON: more than any assistant reads.
const LONGEST: usize = 1_000_000;

/// Whoever answers.
pub(super) struct Answers {
    pub(super) library: Library,
    pub(super) folder: Option<ReportFolder>,
}

/// An answer, and the command that makes it.
pub(super) struct Answer {
    pub(super) command: String,
    /// The command line's JSON; of a report its text, or where it was written.
    pub(super) made: Value,
    /// What is missing from it, and why.
    pub(super) problems: Vec<String>,
}

impl Answers {
    /// Whether reports can be written.
    pub(super) const fn may_write(&self) -> bool {
        self.folder.is_some()
    }

    /// Answers what a tool is asked; `stop` ends what takes long.
    pub(super) fn answer(
        &self,
        tool: Tool,
        given: &Map<String, Value>,
        stop: &AtomicBool,
    ) -> CommandResult<Answer> {
        let words = Words::of(tool, given, self.may_write()).map_err(CommandError)?;
        let file = given.get("file").and_then(Value::as_str);
        let file = self.folder.as_ref().zip(file).filter(|_| tool == Tool::Report);
        let words = match file {
            Some((folder, file)) => words.with("-o", &folder.path_of(file)?),
            None => words.with("--format", if tool == Tool::Report { "md" } else { "json" }),
        };
        let command = words.command();
        let (made, problems) = self.worked_out(tool, &words, file, stop)?;
        let length = made.to_string().len();
        if length > LONGEST {
            let [length, longest] = [length, LONGEST].map(|bytes| decimal(bytes as f64, 0));
            return Err(CommandError(format!(
                "the answer has {length} bytes, and the longest that is given has {longest}: ask for \
                 less, or run the command: {command}"
            )));
        }
        Ok(Answer { command, made, problems })
    }

    fn worked_out(
        &self,
        tool: Tool,
        words: &Words,
        file: Option<(&ReportFolder, &str)>,
        stop: &AtomicBool,
    ) -> CommandResult<(Value, Vec<String>)> {
        let library = &self.library;
        let answer = match tool {
            Tool::List => {
                let (entries, problem) = presets::listing(library);
                return Ok((entries, problem.map(|why| why.to_string()).into_iter().collect()));
            }
            Tool::Check => {
                let arguments: check::CheckArguments = read(tool, words)?;
                let opened = arguments.open(library);
                let (checked, problems) = (check::checked(&opened), check::problems(&opened));
                if checked.is_empty() {
                    return Err(CommandError(problems.join("\n")));
                }
                return Ok((check::answered(&checked, AsJson)?, problems));
            }
            Tool::Evaluate => eval::answered(&read(tool, words)?, library, AsJson),
            Tool::Solve => solve::answered(&read(tool, words)?, library, AsJson),
            Tool::Tornado => tornado::answered(&read(tool, words)?, library, AsJson),
            Tool::Explain => explain::answered(&read(tool, words)?, library, AsJson),
            Tool::Compare => {
                return compare::answered(&read(tool, words)?, library, Format::Json, AsJson);
            }
            Tool::Grid => {
                let progress = grid::Progress { interrupted: stop, done: AtomicUsize::new(0) };
                grid::answered(&read(tool, words)?, library, &progress, AsJson)?
                    .map_err(|_| CommandError("stopped".to_owned()))
            }
            Tool::Risk => {
                let course = risk::Course { interrupted: stop, tells_progress: false };
                risk::answered(&read(tool, words)?, library, &course, AsJson)
            }
            Tool::Report => {
                let document = report::document(&read(tool, words)?, library, stop)?;
                match file {
                    Some((folder, file)) => folder.write(file, &document).map(Value::from),
                    None => Ok(json!(document.text)),
                }
            }
        };
        answer.map(|answer| (answer, Vec::new()))
    }
}

/// A subcommand's arguments, read from its words. The options of the whole program are none of them.
fn read<A: Args + FromArgMatches>(tool: Tool, words: &Words) -> CommandResult<A> {
    let command = A::augment_args(Command::new(tool.spec().words[0]).no_binary_name(true));
    let matches = command.try_get_matches_from(words.arguments(tool));
    let read = matches.and_then(|matches| A::from_arg_matches(&matches));
    read.map_err(|error| {
        let said = error.render().to_string();
        let said = said.split("\n\nUsage").next().unwrap_or_default();
        CommandError(said.trim_start_matches("error: ").trim().to_owned())
    })
}
