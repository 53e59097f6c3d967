//! `payback [PRESET]`: the explorer, or with `--render` a picture of it.

use super::appearance::{Appearance, AppearanceArguments};
use super::asked::{ActualsArgument, option};
use super::document::not_written;
use super::set::SetArguments;
use super::{CommandError, CommandResult, DEFAULT_PRESET, file_text, names, print};
use crate::app::{self, Copies, Leftovers};
use crate::key::parse_keys;
use crate::model::Scenario;
use crate::preset::{Library, Opened, refusals};
use crate::report::picture;
use crate::session::{Action, Message, Moment, Opening, Session};
use crate::settings::{Folders, OctantChoice, Settings};
use crate::terminal::{self, Capabilities, Clipboard, Recording, end_by};
use crate::text::os_message;
use crate::view;
use crate::view::theme::Background;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Debug, Default, Args)]
pub(super) struct ExploreArguments {
    /// A bundled or saved preset's name, or a file [default: the settings', else apec-40b].
    #[arg(value_name = "PRESET", value_parser = file_text())]
    preset: Option<String>,
    /// Start without offering unsaved changes from earlier runs; the next start offers them.
    #[arg(long, conflicts_with = "render")]
    fresh: bool,
    /// Print one screen of this size, such as 120x40, and end.
    #[arg(long, value_name = "COLUMNSxROWS")]
    render: Option<String>,
    /// Keys to press before the screen is printed: 'Right*5 Tab text:0.72 Enter'.
    #[arg(
        long,
        value_name = "KEYS",
        requires = "render",
        default_value = "",
        hide_default_value = true
    )]
    keys: String,
    /// What the printed screen is made of.
    #[arg(long, value_enum, requires = "render", default_value = "ansi")]
    format: Picture,
    /// Show one of the preset's views; what is given besides stands over it.
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
    #[command(flatten)]
    set: SetArguments,
    /// The figure that the screens speak of, by its name in JSON, such as npv.
    #[arg(long, value_name = "M")]
    metric: Option<String>,
    /// The chosen scenario: bear, base or bull.
    #[arg(long, value_name = "S")]
    scenario: Option<String>,
    /// The screen: Explore, Drivers, Grid, Risk, Cash, Claims, Programme, Backtest, League,
    /// Compare, Paybacks, Solve or Explain.
    #[arg(long, value_name = "NAME")]
    screen: Option<String>,
    /// Present it, large enough for the back of a room.
    #[arg(long)]
    present: bool,
    /// Record what is sent to the terminal in a new file, to be played by asciinema.
    #[arg(long, value_name = "FILE.cast", conflicts_with = "render")]
    record: Option<PathBuf>,
    #[command(flatten)]
    actuals: ActualsArgument,
    #[command(flatten)]
    appearance: AppearanceArguments,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Picture {
    /// Text with colours.
    #[default]
    Ansi,
    /// Text alone.
    Txt,
    /// A scalable drawing.
    Svg,
}

impl ExploreArguments {
    /// Those of a presentation of a deck.
    pub(super) fn for_deck(appearance: AppearanceArguments, record: Option<PathBuf>) -> Self {
        Self { appearance, record, fresh: true, ..Self::default() }
    }

    /// What shows all that is asked for of the preset that is open.
    fn opening(&self, session: &Session) -> CommandResult<Option<Action>> {
        let mut opening = Opening::default();
        let mut edited = session.preset.clone();
        if let Some(name) = &self.view {
            let given = format!("--view {name}");
            let place = option(&given, session.view_named(name))?;
            let view = &session.preset.views[place];
            edited.inputs = option(&given, session.inputs_of_view(view))?;
            opening.view = Some(place);
        }
        if self.set.is_given() {
            self.set.put_into(&mut edited)?;
            if let Some(refusal) = refusals(&edited).into_iter().next() {
                return Err(CommandError(format!("--set: {}", refusal.reason)));
            }
            opening.edited = Some(edited);
        }
        if let Some(name) = &self.metric {
            opening.metric = Some(option(&format!("--metric {name}"), names::metric(name))?);
        }
        if let Some(name) = &self.scenario {
            opening.scenario = Some(option(&format!("--scenario {name}"), names::scenario(name))?);
        }
        if let Some(name) = &self.screen {
            opening.screen = Some(option(&format!("--screen {name}"), names::screen(name))?);
        }
        opening.presents = self.present;
        Ok((opening != Opening::default()).then(|| Action::Begin(Box::new(opening))))
    }
}

pub(super) fn run(arguments: &ExploreArguments, library: Library) -> CommandResult {
    let folders = Folders::of(&library);
    let capabilities = Capabilities::from_environment();
    if let Some(size) = &arguments.render {
        let name = arguments.preset.as_deref().unwrap_or(DEFAULT_PRESET);
        let (preset, origin) = library.find(name)?;
        // A drawing has its ground with it.
        let light = (arguments.format == Picture::Svg).then_some(false);
        let appearance =
            Appearance::of_picture(&arguments.appearance, &folders, &capabilities, light)?;
        let actuals = arguments.actuals.read(&library, &preset)?;
        let mut session = Session::new(preset, origin);
        session.screens.backtest.reported = actuals;
        session.screens.backtest.table = arguments.actuals.table();
        print(&render(session, &appearance, size, arguments)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    open(arguments, library, arguments.preset.as_deref(), |_| ())
}

/// The recording that is asked for, in a new file.
fn recording(
    arguments: &ExploreArguments,
    library: &Library,
    title: &str,
) -> CommandResult<Option<Arc<Recording>>> {
    let Some(path) = &arguments.record else { return Ok(None) };
    if library.is_restricted() {
        let message = "--record writes a file, and here are presets alone: leave it out";
        return Err(CommandError(message.to_owned()));
    }
    let begun = Recording::begin(path, terminal::size(), title);
    let otherwise = "choose another name for the recording";
    let begun = begun.map_err(|error| not_written(path, &error, otherwise))?;
    Ok(Some(Arc::new(begun)))
}

/// Explores a preset, or the one of the settings, after something was done to the session.
pub(super) fn open(
    arguments: &ExploreArguments,
    library: Library,
    preset: Option<&str>,
    prepare: impl FnOnce(&mut Session),
) -> CommandResult {
    open_with(arguments, library, preset, prepare, None)
}

/// The same, with something that is done before the first frame, in place of what the arguments ask
/// for.
pub(super) fn open_with(
    arguments: &ExploreArguments,
    library: Library,
    preset: Option<&str>,
    prepare: impl FnOnce(&mut Session),
    first: Option<Action>,
) -> CommandResult {
    let folders = Folders::of(&library);
    let capabilities = Capabilities::from_environment();
    let settings = Settings::of_person(&library, &folders);
    let appearance =
        Appearance::of_terminal(&arguments.appearance, &settings, &folders, &capabilities)?;
    let (opened, complaint) = start(preset, &library, &settings)?;
    let mut session = Session::new(opened.preset.clone(), opened.origin.clone());
    session.screens.backtest.reported = arguments.actuals.read(&library, &opened.preset)?;
    session.screens.backtest.table = arguments.actuals.table();
    session.apply(Action::ChooseFigure(Scenario::Base, settings.metric()), Moment::default());
    let complaints =
        [settings.complaint(library.is_restricted()), appearance.complaint.clone(), complaint];
    // The first has most likely brought the others about.
    session.message = complaints.into_iter().flatten().next().map(Message::Error);
    prepare(&mut session);
    let first = match first {
        Some(first) => Some(first),
        None => arguments.opening(&session)?,
    };
    let recording = recording(arguments, &library, &session.preset.name)?;
    let setup = app::Setup {
        first,
        look: appearance.look(),
        themes: appearance.themes(folders.clone()),
        colors: appearance.colors.value,
        asks_octants: appearance.octants == OctantChoice::Auto,
        adapts: appearance.colors.because == capabilities.palette_because,
        mouse: settings.mouse(),
        title: settings.title(),
        copies: Copies {
            clipboard: Clipboard::from_environment(&capabilities, None),
            choice: settings.copy(),
            folder: settings.copies(&folders),
            library: library.clone(),
        },
        leftovers: if arguments.fresh { Leftovers::PutOff } else { Leftovers::Offered },
        recording: recording.clone(),
        speaks: !library.is_restricted(),
        frames_per_second: settings.frames_per_second(capabilities.remote),
    };
    let ending = app::run(session, opened, library, setup, &capabilities)?;
    if let Some(recording) = recording {
        recording.end().map_err(|error| {
            CommandError(format!("not all was recorded: {}", os_message(&error)))
        })?;
    }
    Ok(match ending {
        app::Ending::Quit => ExitCode::SUCCESS,
        app::Ending::Signal(signal) => ExitCode::from(end_by(signal)),
    })
}

/// The preset that is open at the start, and what the settings asked for and couldn't have.
fn start(
    asked: Option<&str>,
    library: &Library,
    settings: &Settings,
) -> CommandResult<(Opened, Option<String>)> {
    if let Some(name) = asked {
        return Ok((library.open(name)?, None));
    }
    match library.open(&settings.preset()) {
        Ok(opened) => Ok((opened, None)),
        Err(error) => {
            let error = error.to_string();
            let first = error.lines().next().unwrap_or_default();
            let opened = library.open(DEFAULT_PRESET)?;
            Ok((opened, Some(format!("settings, preset: {first}"))))
        }
    }
}

/// The largest screen that is printed, in columns or rows.
const LARGEST: u16 = 1000;

fn render(
    mut session: Session,
    appearance: &Appearance,
    size: &str,
    arguments: &ExploreArguments,
) -> CommandResult<String> {
    let wrong = || {
        CommandError(format!(
            "--render {size}: write columns and rows from 1 to {LARGEST}, such as 120x40"
        ))
    };
    let (columns, rows) = size.split_once('x').ok_or_else(wrong)?;
    let side = |text: &str| {
        text.parse::<u16>().ok().filter(|side| (1..=LARGEST).contains(side)).ok_or_else(wrong)
    };
    let (columns, rows) = (side(columns)?, side(rows)?);
    // Pictures are the same at any time of any day.
    let now = Moment { clock: (9, 41), ..Moment::default() };
    app::press(&mut session, view::room(columns, rows), now);
    if let Some(action) = arguments.opening(&session)? {
        app::press(&mut session, action, now);
    }
    for key in parse_keys(&arguments.keys)? {
        let action = session.action_of(key);
        app::press(&mut session, action, now);
        let help_end = view::help_end(&session, columns, rows);
        if let Some(end) = help_end {
            app::press(&mut session, end, now);
        }
    }
    let mut look = appearance.look();
    if arguments.format == Picture::Txt {
        look = look.for_plain_text();
    }
    let (mut buffer, _) = view::frame(&session, &look, columns, rows);
    for cell in &mut buffer.content {
        let depth = appearance.colors.value;
        (cell.fg, cell.bg) = (depth.reduce(cell.fg), depth.reduce(cell.bg));
    }
    Ok(match arguments.format {
        Picture::Ansi => picture::ansi(&buffer),
        Picture::Txt => picture::text(&buffer),
        Picture::Svg => {
            let background = look.theme.background.unwrap_or(Background::Dark);
            picture::svg(&buffer, background)
        }
    })
}

#[cfg(test)]
mod tests;
