//! `payback [PRESET]`: the explorer, or with `--render` a picture of it.

use super::{CommandError, DEFAULT_PRESET, print};
use crate::app;
use crate::preset::Library;
use crate::report::picture::{PictureFormat, picture};
use crate::session::{Moment, Session, parse_keys};
use crate::terminal::{Capabilities, ColorDepth, end_by};
use crate::view::{self, Look};
use clap::{Args, ValueEnum};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct ExploreArguments {
    /// A bundled or saved preset's name, or a file.
    #[arg(value_name = "PRESET", default_value = DEFAULT_PRESET)]
    preset: String,
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
    /// Draw with ASCII characters only.
    #[arg(long)]
    ascii: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Picture {
    /// Text with colours.
    Ansi,
    /// Text alone.
    Txt,
    /// A scalable drawing.
    Svg,
}

pub(super) fn run(arguments: &ExploreArguments) -> Result<ExitCode, CommandError> {
    let library = Library::of_user();
    let (preset, origin) = library.find(&arguments.preset).map_err(CommandError::new)?;
    let capabilities = Capabilities::from_environment();
    let mut look = Look::new(
        capabilities.colors != ColorDepth::None,
        capabilities.unicode && !arguments.ascii,
    );
    let session = Session::new(preset, origin);
    let Some(size) = &arguments.render else {
        let ending = app::run(session, library, look, &capabilities).map_err(CommandError::new)?;
        return Ok(match ending {
            app::Ending::Quit => ExitCode::SUCCESS,
            app::Ending::Signal(signal) => ExitCode::from(end_by(signal)),
        });
    };
    // A picture is for documents and scripts: it doesn't depend on the terminal that made it,
    // but for what a person asks for.
    look = Look::new(
        std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        !arguments.ascii,
    );
    if arguments.format == Picture::Txt {
        look = look.for_plain_text();
    }
    print(&render(session, look, size, arguments)?)?;
    Ok(ExitCode::SUCCESS)
}

/// The largest screen that is printed, in columns or rows.
const LARGEST: u16 = 1000;

fn render(
    mut session: Session,
    look: Look,
    size: &str,
    arguments: &ExploreArguments,
) -> Result<String, CommandError> {
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
    for key in parse_keys(&arguments.keys).map_err(CommandError::new)? {
        if let Some(action) = session.action_of(key) {
            app::press(&mut session, action, now);
        }
    }
    let (buffer, _) = view::frame(&session, &look, columns, rows);
    Ok(picture(
        &buffer,
        match arguments.format {
            Picture::Ansi => PictureFormat::Ansi,
            Picture::Txt => PictureFormat::Text,
            Picture::Svg => PictureFormat::Svg,
        },
    ))
}
