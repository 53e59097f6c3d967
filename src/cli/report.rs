//! `payback report`: a memo as HTML or Markdown, of a preset or of a deck.

mod views;

use super::asked::{ActualsArgument, ChangedPreset, interruption};
use super::document::{check_may_write, written_file};
use super::{CommandError, CommandResult, print};
use crate::model::Metric;
use crate::preset::library::{DeckView, OpenedDeck};
use crate::preset::{Library, Stamp};
use crate::report::memo::{
    ChartForm, DeckQuestion, HtmlGround, Memo, MemoChart, MemoOrigin, MemoQuestion, deck_memo,
    html, markdown, memo, state_of,
};
use crate::text::{quoted, shell_word, shortened_path};
use crate::view::theme::Background;
use chrono::{DateTime, Local};
use clap::{Args, ValueEnum};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::SystemTime;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback report apec-40b -o memo.html
  payback report apec-40b --set base.utilization=0.7 --risk -o memo.html
  payback report mine --views --theme dark -o memo.html
  payback report six-findings -o findings.html     a deck: a section for each slide
  payback report aws-backtest --actuals reported.csv -o memo.md
  payback report apec-40b --format md             without charts, to standard output

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
    /// What to print where there is no file; charts are left out of Markdown [default: html].
    #[arg(long, value_enum, conflicts_with = "output")]
    format: Option<Form>,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One page that needs nothing else.
    Html,
    /// For whatever reads text.
    #[value(name = "md")]
    Markdown,
}

pub(super) fn run(arguments: &ReportArguments, library: &Library) -> CommandResult {
    if arguments.output.is_some() {
        check_may_write(library, "leave it out, and HTML goes to standard output")?;
    }
    let document = document(arguments, library, &*interruption()?)?;
    match &arguments.output {
        None => print(&document.text)?,
        Some(path) => write_together(library, path, &document, arguments.force)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A report as it is written: its text, and the charts in the folder beside it.
pub(super) struct Document {
    pub(super) text: String,
    pub(super) charts: Vec<MemoChart>,
}

/// Makes a report in the form that its file's name ends in; where there is no file, in the one that
/// is asked for.
pub(super) fn document(
    arguments: &ReportArguments,
    library: &Library,
    interrupted: &AtomicBool,
) -> CommandResult<Document> {
    let path = arguments.output.as_deref();
    let form = path.map_or(Ok(arguments.format.unwrap_or(Form::Html)), form_of)?;
    let paper = arguments.theme.map_or(Background::Light, Background::from);
    let charts = match form {
        Form::Html => ChartForm::Page,
        Form::Markdown => ChartForm::Files(paper),
    };
    let made = match library.open_deck(arguments.preset.name())? {
        Some(deck) => of_deck(arguments, &deck, library, charts, interrupted)?,
        None => of_preset(arguments, library, charts, interrupted)?,
    };
    let ground = arguments.theme.map_or(HtmlGround::Readers, |_| HtmlGround::Fixed(paper));
    Ok(match form {
        Form::Html => Document { text: html(&made, ground), charts: Vec::new() },
        Form::Markdown => {
            let folder = path.map(chart_folder);
            let name = folder.as_ref().and_then(|folder| folder.file_name());
            let name = name.map(|name| name.to_string_lossy());
            let (text, charts) = markdown(&made, name.as_deref());
            Document { text, charts }
        }
    })
}

fn of_preset(
    arguments: &ReportArguments,
    library: &Library,
    charts: ChartForm,
    interrupted: &AtomicBool,
) -> CommandResult<Memo> {
    let (opened, preset) = arguments.preset.open(library)?;
    let actuals = arguments.actuals.read(library, &preset)?;
    let views = if arguments.views {
        views::of_preset((&preset, &opened.origin.id()), library, interrupted)?
    } else {
        Vec::new()
    };
    let headline = (Metric::PaybackYears, &[][..]);
    let risk =
        if arguments.risk { Some(views::drawn(&preset, headline, interrupted)?) } else { None };
    Ok(memo(&MemoQuestion {
        preset: &preset,
        saved: &opened.preset,
        origin: MemoOrigin {
            name: &opened.origin.id(),
            state: state_of(&opened.origin),
            digest: Some(&Stamp::of(&opened.bytes).sha256()),
            command: Some(&command(arguments)),
            date: &today(),
        },
        risk: risk.as_ref(),
        actuals: &actuals,
        views: &views,
        charts,
    })?)
}

fn of_deck(
    arguments: &ReportArguments,
    deck: &OpenedDeck,
    library: &Library,
    charts: ChartForm,
    interrupted: &AtomicBool,
) -> CommandResult<Memo> {
    let options = [
        ("--set", arguments.preset.is_changed()),
        ("--risk", arguments.risk),
        ("--views", arguments.views),
        ("--actuals", arguments.actuals.table().is_some()),
    ];
    if let Some((option, _)) = options.into_iter().find(|(_, is_given)| *is_given) {
        let message = format!(
            "{option} is for a preset, and {} is a deck, whose slides say what they set and show: \
             leave it out",
            quoted(&deck.name)
        );
        return Err(CommandError(message));
    }
    let mut presets: Vec<[String; 2]> = Vec::new();
    for DeckView { origin, .. } in &deck.views {
        let digest = Stamp::of(&library.bytes(origin)?).sha256();
        let preset = [origin.id(), digest];
        if !presets.contains(&preset) {
            presets.push(preset);
        }
    }
    let file = Path::new(&deck.name).file_name().unwrap_or_default().to_string_lossy();
    Ok(deck_memo(&DeckQuestion {
        title: file.strip_suffix(".ron").unwrap_or(&file),
        origin: MemoOrigin {
            name: &deck.name,
            state: if deck.is_bundled { "as bundled" } else { "as saved" },
            digest: Some(&Stamp::of(&deck.bytes).sha256()),
            command: Some(&command(arguments)),
            date: &today(),
        },
        presets: &presets,
        views: &views::of_deck(&deck.views, library, interrupted)?,
        charts,
    })?)
}

/// The day here, `YYYY-MM-DD`.
fn today() -> String {
    DateTime::<Local>::from(SystemTime::now()).date_naive().to_string()
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
pub(super) fn chart_folder(path: &Path) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push("-charts");
    path.with_file_name(name)
}

/// Writes a report's files: none of them where one is there already and isn't to be replaced.
fn write_together(
    library: &Library,
    path: &Path,
    document: &Document,
    force: bool,
) -> CommandResult<()> {
    let Document { text, charts } = document;
    if charts.is_empty() {
        return written_file(library, path, text, force);
    }
    let folder = chart_folder(path);
    let files = charts.iter().map(|chart| (folder.join(&chart.file), &chart.svg));
    let files: Vec<(PathBuf, &String)> = files.chain([(path.to_owned(), text)]).collect();
    let there = files.iter().find(|(path, _)| !force && path.symlink_metadata().is_ok());
    if let Some((path, text)) = there {
        return written_file(library, path, text, force);
    }
    let made = match fs::create_dir(&folder) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    };
    made.map_err(|error| {
        CommandError(format!(
            "the folder {} can't be made: {}. Choose another place.",
            shortened_path(&folder),
            crate::text::os_message(&error)
        ))
    })?;
    files.iter().try_for_each(|(path, text)| written_file(library, path, text, force))
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
    let format = arguments.format.map(|form| match form {
        Form::Html => ["--format", "html"],
        Form::Markdown => ["--format", "md"],
    });
    let format = format.into_iter().flatten().map(str::to_owned);
    let words = words.chain(arguments.actuals.given()).chain(theme).chain(format).chain(output);
    words.map(|word| shell_word(&word)).collect::<Vec<_>>().join(" ")
}
