//! `payback man`: manual pages, from the arguments that the program reads.

use super::document::{check_may_write, written_file};
use super::{Arguments, CommandError, CommandResult, print_bytes};
use crate::preset::Library;
use crate::text::{did_you_mean, quoted};
use clap::builder::Resettable;
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::path::PathBuf;
use std::process::ExitCode;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback man | man -l -                 the page of the program
  payback man risk | man -l -            of a subcommand
  payback man presets copy | man -l -
  payback man -o ~/.local/share/man/man1 every page, as files that man finds

A page that is there is not replaced unless --force says so.";

/// The day of this version, as the changelog has it: pages carry a date.
const RELEASED: &str = "2026-11-28";

/// What the exit status means.
const EXIT_STATUS: [(&str, &str); 3] = [
    ("0", "Done; where something was asked, the answer is yes."),
    ("1", "The answer is no: a claim fails or can't be met, presets differ, a case was left out."),
    ("2", "The command failed; standard error says why."),
];

/// Where files are.
const FILES: [(&str, &str); 4] = [
    ("$XDG_DATA_HOME/payback/presets", "Your presets; else ~/.local/share/payback/presets."),
    (
        "$XDG_STATE_HOME/payback",
        "Unsaved and discarded work, recent presets, copies; else ~/.local/state/payback.",
    ),
    (
        "$XDG_CONFIG_HOME/payback/settings.ron",
        "Settings, beside the folder of themes; else ~/.config/payback/settings.ron.",
    ),
    ("DIR/.payback", "What is kept besides presets with --restricted DIR."),
];

#[derive(Debug, Args)]
pub(super) struct ManArguments {
    /// The subcommand whose page is meant; without it, the program's own.
    #[arg(value_name = "SUBCOMMAND")]
    subcommand: Vec<String>,
    /// Write every page into this folder, payback.1 and one for each subcommand.
    #[arg(short, long, value_name = "DIR", conflicts_with = "subcommand")]
    output: Option<PathBuf>,
    /// Replace pages that are there.
    #[arg(long, requires = "output")]
    force: bool,
}

pub(super) fn run(arguments: &ManArguments, library: &Library) -> CommandResult {
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    match &arguments.output {
        None => print_bytes(&Page::of(&program, &arguments.subcommand)?.text()?)?,
        Some(folder) => {
            check_may_write(library, "leave it out")?;
            for page in Page::with_all_below(Page { command: &program, above: None }) {
                written_file(library, &folder.join(page.file()), page.text()?, arguments.force)?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The page of a command.
struct Page<'a> {
    command: &'a Command,
    /// The command that it belongs to.
    above: Option<&'a Command>,
}

impl<'a> Page<'a> {
    /// The page of the subcommand that words lead to.
    fn of(program: &'a Command, path: &[String]) -> CommandResult<Self> {
        path.iter().try_fold(Self { command: program, above: None }, |page, word| {
            let command = page.command.find_subcommand(word).ok_or_else(|| {
                let names: Vec<_> = page.command.get_subcommands().map(Command::get_name).collect();
                let command = title(page.command).replace('-', " ");
                let valid = if names.is_empty() {
                    "it has none".to_owned()
                } else {
                    did_you_mean(word, &names)
                };
                CommandError(format!("{command} has no subcommand {}; {valid}", quoted(word)))
            })?;
            Ok(Self { command, above: Some(page.command) })
        })
    }

    fn with_all_below(self) -> Vec<Self> {
        let below = self.command.get_subcommands();
        let below = below
            .flat_map(|one| Self::with_all_below(Self { command: one, above: Some(self.command) }));
        let below: Vec<_> = below.collect();
        [self].into_iter().chain(below).collect()
    }

    fn file(&self) -> String {
        format!("{}.1", title(self.command))
    }

    fn text(&self) -> CommandResult<Vec<u8>> {
        let mut text = Vec::new();
        let command = self.command.clone().after_help(Resettable::Reset);
        Man::new(command)
            .date(RELEASED)
            .source(concat!("payback ", env!("CARGO_PKG_VERSION")))
            .manual("User Commands")
            .render(&mut text)?;
        let mut rest = Roff::new();
        if self.above.is_none() {
            list(&mut rest, "EXIT STATUS", &EXIT_STATUS);
            list(&mut rest, "FILES", &FILES);
        }
        if let Some(help) = self.command.get_after_help() {
            examples(&mut rest, &help.to_string());
        }
        if let Some(above) = self.above {
            rest.control("SH", ["SEE ALSO"]);
            rest.text([bold(title(above)), roman("(1)")]);
        }
        rest.to_writer(&mut text)?;
        Ok(text)
    }
}

/// The command's name with those of the commands above it, `payback-presets-copy`.
fn title(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

fn list(roff: &mut Roff, heading: &str, rows: &[(&str, &str)]) {
    roff.control("SH", [heading]);
    for (name, meaning) in rows {
        roff.control("TP", []).text([bold(*name)]).text([roman(*meaning)]);
    }
}

/// What stands below the options in help: commands as they are, each on its line, and sentences
/// filled to the width of the page.
fn examples(roff: &mut Roff, help: &str) {
    roff.control("SH", ["EXAMPLES"]);
    let text = help.strip_prefix("Examples:\n").unwrap_or(help);
    for (number, paragraph) in text.split("\n\n").enumerate() {
        if number > 0 {
            roff.control("PP", []);
        }
        let is_typed = |line: &str| line.starts_with("  ");
        let lines: Vec<&str> = paragraph.lines().collect();
        for run in lines.chunk_by(|one, next| is_typed(one) == is_typed(next)) {
            let as_typed = run.iter().all(|line| is_typed(line));
            if as_typed {
                roff.control("nf", []);
            }
            for line in run {
                roff.text([roman(*line)]);
            }
            if as_typed {
                roff.control("fi", []);
            }
        }
    }
}
