//! `payback config`: what can be set, what is set, and a file to set it in.

use super::{CommandError, CommandResult, TextOrJson, print};
use crate::preset::Library;
use crate::settings::{FileState, Folders, SETTINGS, Settings, Value};
use crate::widgets::text::wrap;
use clap::{Args, Subcommand};
use serde_json::json;
use std::process::ExitCode;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback config          what is in force, and what each setting means
  payback config init     write the settings file with every default
  payback config path     where that file is";

#[derive(Debug, Args)]
pub(super) struct ConfigArguments {
    #[command(subcommand)]
    command: Option<ConfigCommand>,
    #[command(flatten)]
    show: ShowArguments,
}

#[derive(Debug, Clone, Args)]
struct ShowArguments {
    /// What the settings are printed as.
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
}

#[derive(Debug, Clone, Subcommand)]
enum ConfigCommand {
    /// Show every setting with its value, its default and its meaning.
    Show(ShowArguments),
    /// Print the settings file's path.
    Path,
    /// Write the settings file with every default; one that is there is left as it is.
    Init,
}

pub(super) fn run(arguments: &ConfigArguments, library: &Library) -> CommandResult {
    let folders = Folders::of(library);
    match &arguments.command {
        None => return show(&arguments.show, &folders),
        Some(ConfigCommand::Show(arguments)) => return show(arguments, &folders),
        Some(ConfigCommand::Path) => {
            let path = folders.settings_file().ok_or_else(|| {
                CommandError("there is no home folder; set XDG_CONFIG_HOME".to_owned())
            })?;
            print(&format!("{}\n", path.display()))?;
        }
        Some(ConfigCommand::Init) => {
            let path = Settings::init(&folders)?;
            print(&format!("written: {}\n", path.display()))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows what is in force; exit status 1 where that isn't what the file was meant to say.
fn show(arguments: &ShowArguments, folders: &Folders) -> CommandResult {
    let settings = Settings::of(folders);
    arguments.format.print(|| text(&settings, folders), || as_json(&settings, folders))?;
    let faulty = matches!(settings.state, FileState::Faulty(_));
    Ok(ExitCode::from(u8::from(faulty)))
}

/// The settings file's place and state, in a line.
pub(super) fn file_words(settings: &Settings, folders: &Folders) -> (String, &'static str) {
    let path = folders.settings_file().map(|path| folders.without_home(&path));
    let state = match &settings.state {
        FileState::NoFolder => "there is no home folder to look in",
        FileState::Absent => "there is none",
        FileState::Read => "read",
        FileState::Faulty(_) => "read, but for what is wrong in it",
    };
    (path.unwrap_or_else(|| "none".to_owned()), state)
}

fn text(settings: &Settings, folders: &Folders) -> String {
    let (path, state) = file_words(settings, folders);
    let mut out = format!("Settings file: {path} ({state})\n");
    if settings.state == FileState::Absent {
        out += "‘payback config init’ writes it with every default.\n";
    }
    let width = SETTINGS.iter().map(|setting| setting.id.len()).max().unwrap_or(0);
    for setting in &SETTINGS {
        let value = settings.get(setting);
        let default = if value == setting.default() {
            "the default".to_owned()
        } else {
            format!("default {}", setting.default())
        };
        out += &format!("\n{:<width$}  {value}  ({default})\n", setting.id);
        for line in wrap(&format!("{}; valid: {}", setting.meaning, setting.valid()), 72) {
            out += &format!("    {line}\n");
        }
    }
    if let FileState::Faulty(diagnostics) = &settings.state {
        out += &format!("\n{diagnostics}\n");
    }
    out
}

fn as_json(settings: &Settings, folders: &Folders) -> serde_json::Value {
    let value = |value: Value| match value {
        Value::Text(text) => json!(text),
        Value::Whole(number) => json!(number),
        Value::Flag(flag) => json!(flag),
    };
    let rows = SETTINGS.iter().map(|setting| {
        json!({
            "id": setting.id,
            "value": value(settings.get(setting)),
            "default": value(setting.default()),
            "valid": setting.valid(),
            "meaning": setting.meaning,
        })
    });
    let problems = match &settings.state {
        FileState::Faulty(diagnostics) => {
            diagnostics.problems().iter().map(|p| json!(p.reason)).collect()
        }
        _ => Vec::new(),
    };
    let (path, state) = file_words(settings, folders);
    json!({
        "file": path,
        "state": state,
        "settings": rows.collect::<Vec<_>>(),
        "problems": problems,
    })
}
