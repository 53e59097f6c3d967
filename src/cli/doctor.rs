//! `payback doctor`: what was found out about this terminal and what follows, for bug reports.
//!
//! Nothing in it names the machine, its addresses or its people: it is made to be shown.

mod findings;

use super::appearance::{Appearance, AppearanceArguments};
use super::{CommandResult, TextOrJson};
use crate::preset::Library;
use crate::settings::{Folders, Settings};
use crate::terminal::{self, Capabilities, Clipboard};
use clap::Args;
use findings::{Finding, Patient, findings};
use serde_json::json;
use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::time::Duration;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback doctor
  payback doctor --format json > doctor.json

It asks the terminal what it is and what background it has, to see how long an
answer takes; what you type meanwhile is lost.";

/// Longer than any terminal that answers at all.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Debug, Args)]
pub(super) struct DoctorArguments {
    /// What the findings are printed as.
    #[arg(long, value_enum, default_value = "text")]
    format: TextOrJson,
    #[command(flatten)]
    appearance: AppearanceArguments,
}

pub(super) fn run(arguments: &DoctorArguments, library: &Library) -> CommandResult {
    let folders = Folders::of(library);
    let settings = Settings::of_person(library, &folders);
    let capabilities = Capabilities::from_environment();
    let reply = terminal::round_trip(PATIENCE, capabilities.may_be_asked());
    let reply = reply.map_err(|error| error.to_string());
    let said = reply.as_ref().ok().and_then(Option::as_ref);
    let identity = said.and_then(|reply| reply.identity);
    let light = said.and_then(|reply| reply.background?.is_light());
    let known = Capabilities { light: capabilities.light.or(light), ..capabilities.clone() };
    let appearance = Appearance::of_terminal(&arguments.appearance, &settings, &folders, &known)?;
    let found = findings(&Patient {
        variable: &|name| std::env::var(name).ok().filter(|value| !value.is_empty()),
        size: io::stdout().is_terminal().then(terminal::size),
        clipboard: Clipboard::from_environment(&capabilities, identity),
        reply,
        capabilities,
        settings,
        folders,
        appearance,
    });
    arguments.format.print(|| text(&found), || as_json(&found))?;
    Ok(ExitCode::SUCCESS)
}

fn text(found: &[Finding]) -> String {
    let label = found.iter().map(|finding| finding.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for finding in found {
        let because = match finding.because.as_str() {
            "" => String::new(),
            because => format!("  ({because})"),
        };
        out += &format!("{:<label$}  {}{because}\n", finding.id, finding.found);
        if !finding.follows.is_empty() {
            out += &format!("{:<label$}    → {}\n", "", finding.follows);
        }
    }
    out
}

fn as_json(found: &[Finding]) -> serde_json::Value {
    let finding = |finding: &Finding| {
        json!({
            "id": finding.id,
            "found": finding.found,
            "because": finding.because,
            "follows": finding.follows,
        })
    };
    json!({ "findings": found.iter().map(finding).collect::<Vec<_>>() })
}
