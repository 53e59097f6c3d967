//! What the doctor finds, by what, and what follows from it.

use crate::cli::appearance::Appearance;
use crate::cli::config::file_words;
use crate::settings::{
    CopyChoice, FileState, Folders, OctantChoice, Settings, THEME_BY_BACKGROUND,
};
use crate::terminal::{Capabilities, Clipboard, ColorDepth, Multiplexer, Reply};
use crate::text::escaped;
use crate::view::{SMALLEST, fits};
use ratatui::layout::Size;
use std::path::Path;

/// Everything that is looked at.
pub(super) struct Patient<'a> {
    /// An environment variable that is set and not empty.
    pub(super) variable: &'a dyn Fn(&str) -> Option<String>,
    /// The size of the terminal at standard output, if there is one.
    pub(super) size: Option<Size>,
    pub(super) clipboard: Clipboard,
    /// The terminal's answer; `None` where it gave none.
    pub(super) reply: Result<Option<Reply>, String>,
    pub(super) capabilities: Capabilities,
    pub(super) settings: Settings,
    pub(super) folders: Folders,
    pub(super) appearance: Appearance,
}

/// Something that was found out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) id: &'static str,
    pub(super) found: String,
    /// By what; empty where that goes without saying.
    pub(super) because: String,
    /// What the program does on account of it; empty where nothing.
    pub(super) follows: String,
}

fn finding(
    id: &'static str,
    found: impl Into<String>,
    because: impl Into<String>,
    follows: impl Into<String>,
) -> Finding {
    Finding { id, found: found.into(), because: because.into(), follows: follows.into() }
}

/// All that was found out, in the order in which it is told.
pub(super) fn findings(patient: &Patient) -> Vec<Finding> {
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let mut all = vec![finding("payback", env!("CARGO_PKG_VERSION"), system, "")];
    all.extend(of_terminal(patient));
    all.extend(of_looks(patient));
    all.extend(of_ways(patient));
    all.extend(of_files(patient));
    all
}

fn of_terminal(patient: &Patient) -> Vec<Finding> {
    let capabilities = &patient.capabilities;
    let variable = |name| {
        let value = (patient.variable)(name);
        value.map_or_else(|| "unset".to_owned(), |value| escaped(&value))
    };
    let dumb =
        if capabilities.dumb { "it can't be drawn on; reports and --render work" } else { "" };
    let rate = patient.settings.frames_per_second(capabilities.remote);
    let frames = format!("at most {rate} frames are drawn in a second");
    let ssh = if capabilities.remote {
        finding("ssh", "yes", "SSH_CONNECTION or SSH_TTY is set", frames)
    } else {
        finding("ssh", "no", "SSH_CONNECTION and SSH_TTY are unset", frames)
    };
    vec![
        size(patient.size),
        finding("TERM", variable("TERM"), "", dumb),
        finding("COLORTERM", variable("COLORTERM"), "", ""),
        multiplexer(patient),
        ssh,
        reply(&patient.reply),
    ]
}

/// The one that takes what is sent, as it says; where nothing answers, what the environment names.
fn multiplexer(patient: &Patient) -> Finding {
    let capabilities = &patient.capabilities;
    let name = |multiplexer: Option<Multiplexer>| match multiplexer {
        Some(Multiplexer::Tmux) => "tmux",
        Some(Multiplexer::Screen) => "GNU screen",
        None => "none",
    };
    let identity = patient.reply.as_ref().ok().and_then(|reply| reply.as_ref()?.identity);
    if let Some(identity) = identity {
        let found = identity.multiplexer();
        let said = format!("the terminal says it is number {}", identity.kind);
        let follows = match capabilities.multiplexer() {
            named if named == found => "",
            _ => "what TMUX and STY name is further out, or elsewhere",
        };
        return finding("multiplexer", name(found), said, follows);
    }
    let because = match (capabilities.tmux, capabilities.screen) {
        (true, true) => "TMUX and STY are set",
        (true, false) => "TMUX is set",
        (false, true) => "STY is set",
        (false, false) => "TMUX and STY are unset",
    };
    finding("multiplexer", name(capabilities.multiplexer()), because, "")
}

fn size(size: Option<Size>) -> Finding {
    let Some(size) = size else {
        return finding("size", "none", "standard output is no terminal", "");
    };
    let follows = if fits(size.width, size.height) {
        "every screen has room; charts grow with it".to_owned()
    } else {
        format!("it is too small: {}×{} is needed", SMALLEST.0, SMALLEST.1)
    };
    finding("size", format!("{}×{}", size.width, size.height), "", follows)
}

fn reply(reply: &Result<Option<Reply>, String>) -> Finding {
    match reply {
        Ok(Some(reply)) => finding(
            "reply",
            format!("took {:.1} ms", reply.took.as_secs_f64() * 1000.0),
            format!("the terminal says it is {}", reply.attributes),
            "what a key changes is seen that much later, at the least",
        ),
        Ok(None) => finding("reply", "none", "no terminal answered a question", ""),
        Err(error) => finding("reply", "none", escaped(error), ""),
    }
}

fn of_looks(patient: &Patient) -> Vec<Finding> {
    let Appearance { theme, colors, unicode, complaint, .. } = &patient.appearance;
    let follows = match colors.value {
        ColorDepth::None => "weight and reverse video tell what colours would",
        ColorDepth::Sixteen | ColorDepth::Indexed => "a theme's other colours become the nearest",
        ColorDepth::True => "",
    };
    let (glyphs, drawn) = if unicode.value {
        ("yes", "lines, blocks and braille are drawn")
    } else {
        ("no", "everything is drawn in ASCII")
    };
    let name = match theme.value.0.as_str() {
        THEME_BY_BACKGROUND => format!("auto: {}", patient.appearance.here.theme_name()),
        name => patient.folders.without_home(Path::new(name)),
    };
    vec![
        finding("colours", colors.value.to_string(), &colors.because, follows),
        finding("unicode", glyphs, &unicode.because, drawn),
        octants(patient),
        background(patient),
        finding("theme", name, &theme.because, complaint.clone().unwrap_or_default()),
    ]
}

/// Whether lines are drawn in octants.
fn octants(patient: &Patient) -> Finding {
    let identity = patient.reply.as_ref().ok().and_then(|reply| reply.as_ref()?.identity);
    let known = identity.is_some_and(|identity| patient.capabilities.draws_octants(identity));
    let (drawn, because) = match patient.appearance.octants {
        _ if !patient.appearance.unicode.value => (false, "there is no Unicode"),
        OctantChoice::Always => (true, "the settings say octants: \"always\""),
        OctantChoice::Never => (false, "the settings say octants: \"never\""),
        OctantChoice::Auto if known => (true, "the terminal is one that draws them by itself"),
        OctantChoice::Auto => (false, "the terminal isn't known to draw them"),
    };
    let follows = if drawn { "lines have no gaps between their dots" } else { "" };
    finding("octants", if drawn { "yes" } else { "no" }, because, follows)
}

fn background(patient: &Patient) -> Finding {
    let words = |light: Option<bool>| match light {
        Some(true) => "light",
        Some(false) => "dark",
        None => "neither dark nor light",
    };
    let told = patient.reply.as_ref().ok().and_then(|reply| reply.as_ref()?.background);
    match (patient.capabilities.light, told) {
        (light @ Some(_), _) => finding("background", words(light), "COLORFGBG says so", ""),
        (None, Some(color)) => {
            finding("background", words(color.is_light()), format!("the terminal says {color}"), "")
        }
        (None, None) => {
            finding("background", "unknown", "COLORFGBG is unset, and the terminal doesn't say", "")
        }
    }
}

fn of_ways(patient: &Patient) -> Vec<Finding> {
    let (way, because, mut follows) = match patient.clipboard {
        Clipboard::Straight => ("OSC 52, straight to the terminal", "", "y sends there"),
        Clipboard::Tmux | Clipboard::TmuxAlone => (
            "tmux, and through it OSC 52",
            "the terminal says so",
            "y asks tmux whether it reaches the terminal, and writes a file where it may not",
        ),
        Clipboard::Screen => {
            ("OSC 52, through GNU screen", "the terminal says so", "y sends there")
        }
        Clipboard::ScreenAlone => (
            "OSC 52, to GNU screen",
            "the terminal says so, and TERM not what GNU screen is shown in",
            "y sends there, and writes a file as well",
        ),
        Clipboard::Unknown => {
            ("unknown", "TMUX or STY is set, and nothing answers what it is", "y writes a file")
        }
        Clipboard::None => ("none", "terminals of this kind have none", "y writes a file"),
    };
    match patient.settings.copy() {
        CopyChoice::File => follows = "y writes a file: the settings say so",
        CopyChoice::Terminal => follows = "y sends there: the settings say so",
        CopyChoice::Auto => {}
    }
    let mouse = if patient.settings.mouse() {
        finding("mouse", "on at the start", "", "Shift-drag selects text; M switches it off")
    } else {
        finding("mouse", "off at the start", "the settings say so", "M switches it on")
    };
    vec![finding("clipboard", way, because, follows), mouse]
}

fn of_files(patient: &Patient) -> Vec<Finding> {
    let (path, state) = file_words(&patient.settings, &patient.folders);
    let follows = match &patient.settings.state {
        FileState::Faulty(diagnostics) => diagnostics.first_line(),
        _ => String::new(),
    };
    let folders = &patient.folders;
    let mut all = vec![finding("settings", path, state, follows)];
    for (id, folder, what) in [
        ("config", &folders.config, "settings and themes"),
        ("data", &folders.data, "saved presets"),
        ("state", &folders.state, "copies that aren't sent"),
    ] {
        all.push(match folder {
            Some(path) => finding(id, folders.without_home(path), what, writable(path)),
            None => finding(id, "none", what, "there is no home folder"),
        });
    }
    all
}

/// Whether files can be written to a folder, which may not be there yet.
fn writable(folder: &Path) -> &'static str {
    let there = folder.ancestors().find(|ancestor| ancestor.exists());
    let may = there.is_some_and(|there| {
        there.is_dir() && rustix::fs::access(there, rustix::fs::Access::WRITE_OK).is_ok()
    });
    match (folder.is_dir(), may) {
        (true, true) => "can be written",
        (true, false) => "can't be written: nothing is kept there",
        (false, true) => "isn't there yet; it is made when needed",
        (false, false) => "isn't there and can't be made: nothing is kept there",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::appearance::AppearanceArguments;
    use crate::terminal::{Identity, Rgb};
    use std::time::Duration;

    const TMUX: Identity = Identity { kind: 84, version: 0, revision: 0 };

    fn told(variables: &[(&str, &str)], settings: &str, size: Option<Size>) -> String {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        let capabilities = Capabilities::detect(variable);
        let settings = Settings::read(settings, "~/.config/payback/settings.ron");
        // A folder that whoever runs the tests may write to.
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("somebody");
        let folders = Folders {
            config: Some(home.join(".config/payback")),
            data: Some(home.join(".local/share/payback")),
            state: None,
            home: Some(home),
            confined: false,
        };
        let appearance = Appearance::of_terminal(
            &AppearanceArguments::default(),
            &settings,
            &folders,
            &capabilities,
        );
        let found = findings(&Patient {
            variable: &variable,
            size,
            clipboard: Clipboard::of(&capabilities, "", capabilities.tmux.then_some(TMUX)),
            reply: Ok(size.map(|_| Reply {
                took: Duration::from_micros(210_400),
                attributes: "62;22".to_owned(),
                identity: capabilities.tmux.then_some(TMUX),
                background: capabilities.tmux.then_some(Rgb([30, 30, 30])),
            })),
            capabilities,
            settings,
            folders,
            appearance: appearance.unwrap_or_else(|error| panic!("{}", error.0)),
        });
        super::super::text(&found[1..])
    }

    #[test]
    fn a_tmux_over_ssh() {
        let variables = [
            ("TERM", "tmux-256color"),
            ("TMUX", "/tmp/tmux-1000/default,1,0"),
            ("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.1 22"),
            ("LANG", "en_GB.UTF-8"),
        ];
        let told = told(&variables, "(mouse: false)", Some(Size::new(120, 40)));
        assert!(!told.contains("192.0.2") && !told.contains("somebody"), "{told}");
        insta::assert_snapshot!(told);
    }

    #[test]
    fn a_folder_can_be_written_can_be_made_or_neither() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        assert_eq!(writable(folder.path()), "can be written");
        assert_eq!(writable(&path("a/b")), "isn't there yet; it is made when needed");
        // Nobody makes a folder within a file.
        std::fs::write(path("file"), "").unwrap();
        let neither = "isn't there and can't be made: nothing is kept there";
        assert_eq!(writable(&path("file/b")), neither);
        // The administrator may write to every folder.
        if !rustix::process::geteuid().is_root() {
            assert_eq!(writable(Path::new("/")), "can't be written: nothing is kept there");
            assert_eq!(writable(Path::new("/nowhere/b")), neither);
        }
    }

    #[test]
    fn a_pipe_on_a_bare_machine() {
        let settings = "(theme: \"drak\", colour: \"16\")";
        insta::assert_snapshot!(told(&[("TERM", "linux\u{1b}[31m")], settings, None));
    }
}
