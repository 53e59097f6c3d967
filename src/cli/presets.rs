//! `payback presets`: what there is to open, and one of it as a file.

use super::{CommandError, PresetArgument, print, print_json};
use crate::preset::{Library, Origin, library, to_ron};
use crate::view::format;
use crate::widgets::text::{columns, fit, harmless};
use clap::{Args, Subcommand};
use serde_json::json;
use std::process::ExitCode;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback presets list
  payback presets show apec-40b > my-case.ron";

#[derive(Debug, Args)]
pub(super) struct PresetsArguments {
    #[command(subcommand)]
    command: Option<PresetsCommand>,
}

#[derive(Debug, Subcommand)]
enum PresetsCommand {
    /// List the bundled presets and those saved in the data folder.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print a preset as the RON file that it is.
    Show(PresetArgument),
}

pub(super) fn run(arguments: &PresetsArguments) -> Result<ExitCode, CommandError> {
    let shelf = Library::of_user();
    match &arguments.command {
        None | Some(PresetsCommand::List { json: false }) => print(&list(&shelf))?,
        Some(PresetsCommand::List { json: true }) => print_json(&list_json(&shelf))?,
        Some(PresetsCommand::Show(argument)) => {
            let (preset, origin) = shelf.find(&argument.preset).map_err(CommandError::new)?;
            let text = match origin {
                // As it was written, comments included.
                Origin::Bundled(id) => library::BUNDLED
                    .iter()
                    .find(|(bundled, _)| *bundled == id)
                    .map_or_else(|| to_ron(&preset), |(_, text)| (*text).to_owned()),
                Origin::Saved { .. } | Origin::File(_) => to_ron(&preset),
            };
            print(&text)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn place(origin: &Origin) -> &'static str {
    match origin {
        Origin::Bundled(_) => "bundled",
        Origin::Saved { .. } => "saved",
        Origin::File(_) => "file",
    }
}

fn list(library: &Library) -> String {
    let entries = library.list();
    let id_width = entries.iter().map(|entry| columns(&entry.origin.id())).max().unwrap_or(0);
    let mut lines = String::new();
    for entry in &entries {
        let what = match &entry.preset {
            Ok(preset) => {
                let pledged = preset.inputs.programme.sites.iter().map(|site| site.pledge).sum();
                let money = format::setting(crate::model::Unit::Billions, pledged);
                format!("{}  ({money})", preset.name)
            }
            Err(_) => "can't be read: ‘payback check’ on it says why".to_owned(),
        };
        lines.push_str(&format!(
            "{}  {:<8} {}\n",
            fit(&entry.origin.id(), id_width, "…"),
            place(&entry.origin),
            harmless(&what)
        ));
    }
    if let Some(folder) = library.folder() {
        lines.push_str(&format!("\nSaved presets are kept in {}\n", folder.display()));
    }
    lines
}

fn list_json(library: &Library) -> serde_json::Value {
    library
        .list()
        .iter()
        .map(|entry| {
            json!({
                "id": entry.origin.id(),
                "place": place(&entry.origin),
                "name": entry.preset.as_ref().ok().map(|preset| &preset.name),
                "summary": entry.preset.as_ref().ok().map(|preset| &preset.summary),
            })
        })
        .collect()
}
