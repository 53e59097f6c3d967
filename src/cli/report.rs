//! `payback report`: a memo as HTML or Markdown.

use super::asked::{ActualsArgument, ChangedPreset, interruption};
use super::document::{check_may_write, written_file};
use super::{CommandError, CommandResult, print};
use crate::analysis::Target;
use crate::analysis::risk::RiskResult;
use crate::model::Metric;
use crate::preset::{Library, Origin, Preset, Stamp};
use crate::report::memo::{
    ChartForm, HtmlGround, MemoOrigin, MemoQuestion, MemoView, html, markdown, memo, simulated,
};
use crate::text::{quoted, shell_word, shortened_path};
use crate::view::theme::Background;
use chrono::{DateTime, Local};
use clap::{Args, ValueEnum};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::thread::available_parallelism;
use std::time::SystemTime;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback report apec-40b -o memo.html
  payback report apec-40b --set base.utilization=0.7 --risk -o memo.html
  payback report mine --views --theme dark -o memo.html
  payback report aws-backtest --actuals reported.csv -o memo.md

HTML is one file that needs nothing else, for screens, phones and paper; Markdown comes with a folder of
charts, memo-charts beside memo.md. What is there is not replaced unless --force says so; without -o HTML
goes to standard output.";

#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    #[command(flatten)]
    preset: ChangedPreset,
    /// Simulate 100,000 draws, for the odds, a histogram and the fan of cash.
    #[arg(long)]
    risk: bool,
    /// Make a section for each view of the preset.
    #[arg(long)]
    views: bool,
    #[command(flatten)]
    actuals: ActualsArgument,
    /// What it is to be read on; by default HTML follows the reader's system, and charts of
    /// Markdown are light.
    #[arg(long, value_enum)]
    theme: Option<Ground>,
    /// The file; its ending says which of the two it is.
    #[arg(short, long, value_name = "FILE.html|FILE.md")]
    output: Option<PathBuf>,
    /// Replace files that are there.
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ground {
    Light,
    Dark,
}

impl From<Ground> for Background {
    fn from(ground: Ground) -> Self {
        match ground {
            Ground::Light => Self::Light,
            Ground::Dark => Self::Dark,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Html,
    Markdown,
}

pub(super) fn run(arguments: &ReportArguments, library: &Library) -> CommandResult {
    let form = match &arguments.output {
        Some(path) => {
            check_may_write(library, "leave it out, and HTML goes to standard output")?;
            form_of(path)?
        }
        None => Form::Html,
    };
    let (opened, preset) = arguments.preset.open(library)?;
    let actuals = arguments.actuals.read(library, &preset)?;
    let interrupted = interruption()?;
    let views = if arguments.views { views(&preset, library, &interrupted)? } else { Vec::new() };
    let headline = (Metric::PaybackYears, &[][..]);
    let risk = if arguments.risk { Some(drawn(&preset, headline, &interrupted)?) } else { None };
    let paper = arguments.theme.map_or(Background::Light, Background::from);
    let made = memo(&MemoQuestion {
        preset: &preset,
        saved: &opened.preset,
        origin: MemoOrigin {
            name: &opened.origin.id(),
            state: match &opened.origin {
                Origin::Bundled(_) => "as bundled",
                Origin::Saved { .. } | Origin::File(_) => "as saved",
            },
            digest: Some(&Stamp::of(&opened.bytes).sha256()),
            command: &command(arguments),
            date: &DateTime::<Local>::from(SystemTime::now()).date_naive().to_string(),
        },
        risk: risk.as_ref(),
        actuals: &actuals,
        views: &views,
        charts: match form {
            Form::Html => ChartForm::Page,
            Form::Markdown => ChartForm::Files(paper),
        },
    })?;
    let ground = arguments.theme.map_or(HtmlGround::Readers, |_| HtmlGround::Fixed(paper));
    match (&arguments.output, form) {
        (None, _) => print(&html(&made, ground))?,
        (Some(path), Form::Html) => {
            written_file(library, path, &html(&made, ground), arguments.force)?;
        }
        (Some(path), Form::Markdown) => {
            let folder = chart_folder(path);
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            let (text, charts) = markdown(&made, &name);
            let files = charts.iter().map(|chart| (folder.join(&chart.file), &chart.svg));
            let files: Vec<(PathBuf, &String)> = files.chain([(path.clone(), &text)]).collect();
            write_together(library, &folder, &files, arguments.force)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What a file is by its ending.
fn form_of(path: &Path) -> CommandResult<Form> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("html" | "htm") => Ok(Form::Html),
        Some("md" | "markdown") => Ok(Form::Markdown),
        _ => Err(CommandError(format!(
            "-o {}: a report is a file that ends in .html or .md",
            shortened_path(path)
        ))),
    }
}

/// The folder of charts beside a file: `memo-charts` beside `memo.md`.
fn chart_folder(path: &Path) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push("-charts");
    path.with_file_name(name)
}

/// Writes files that belong together: none of them where one is there already and isn't to be
/// replaced.
fn write_together(
    library: &Library,
    folder: &Path,
    files: &[(PathBuf, &String)],
    force: bool,
) -> CommandResult<()> {
    let there = files.iter().find(|(path, _)| !force && path.symlink_metadata().is_ok());
    if let Some((path, text)) = there {
        return written_file(library, path, text, force);
    }
    let made = match fs::create_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    };
    made.map_err(|error| {
        CommandError(format!(
            "the folder {} can't be made: {}. Choose another place.",
            shortened_path(folder),
            crate::text::os_message(&error)
        ))
    })?;
    files.iter().try_for_each(|(path, text)| written_file(library, path, text, force))
}

/// Every view of a preset on the preset that it stands on.
fn views<'a>(
    preset: &'a Preset,
    library: &Library,
    interrupted: &AtomicBool,
) -> CommandResult<Vec<MemoView<'a>>> {
    if preset.views.is_empty() {
        return Err(CommandError(format!(
            "--views: {} has no views; A in the explorer adds one",
            quoted(&preset.name)
        )));
    }
    let of = preset.views.iter().enumerate().map(|(place, view)| {
        let base = match &view.preset {
            Some(name) => (library.find(name)?.0, name.clone()),
            None => (preset.clone(), "before".to_owned()),
        };
        let mut of = MemoView::new(view, place + 1, base)
            .map_err(|why| CommandError(format!("view {}: {why}", quoted(&view.name))))?;
        if of.is_of_risk() {
            of.risk = Some(drawn(&of.preset, (of.metric(), &of.targets()), interrupted)?);
        }
        Ok(of)
    });
    of.collect()
}

fn drawn(
    preset: &Preset,
    asked: (Metric, &[Target]),
    interrupted: &AtomicBool,
) -> CommandResult<RiskResult> {
    let threads = available_parallelism().map_or(1, usize::from);
    simulated(preset, asked, threads, interrupted)?
        .ok_or_else(|| CommandError("stopped; nothing is written".to_owned()))
}

/// The command as it was given.
fn command(arguments: &ReportArguments) -> String {
    let flags = [("--risk", arguments.risk), ("--views", arguments.views)];
    let flags = flags.into_iter().filter(|(_, is_given)| *is_given);
    let flags = flags.map(|(flag, _)| flag.to_owned());
    let output = arguments.output.iter();
    let output = output.flat_map(|path| ["-o".to_owned(), path.display().to_string()]);
    let theme = arguments.theme.map(|ground| match ground {
        Ground::Light => ["--theme", "light"],
        Ground::Dark => ["--theme", "dark"],
    });
    let theme = theme.into_iter().flatten().map(str::to_owned);
    let words = ["payback", "report"].map(str::to_owned).into_iter();
    let words = words.chain(arguments.preset.given()).chain(flags);
    let words = words.chain(arguments.actuals.given()).chain(theme).chain(output);
    words.map(|word| shell_word(&word)).collect::<Vec<_>>().join(" ")
}
