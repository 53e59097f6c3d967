//! `payback mcp`: assistants ask what a person would ask on the command line, over the Model Context
//! Protocol.
//!
//! A tool is a subcommand. Its arguments become the words of that subcommand (`words`), which are
//! read as the command line's own are (`answers`), so that an answer and the command that makes it
//! can't differ. What there is to ask is `tools`, how it is described to an assistant `schema` and
//! `instructions`, where files may be written `folder`, and the protocol itself `server`.

#[cfg(feature = "mcp")]
mod answers;
#[cfg(feature = "mcp")]
mod folder;
#[cfg(feature = "mcp")]
mod instructions;
#[cfg(feature = "mcp")]
mod schema;
#[cfg(feature = "mcp")]
mod server;
#[cfg(feature = "mcp")]
mod tools;
#[cfg(feature = "mcp")]
mod words;

use super::{CommandError, CommandResult};
use crate::preset::Library;
use clap::Args;
use std::path::PathBuf;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback mcp
  payback mcp --write reports
  payback --restricted /srv/presets mcp

It is started by an assistant's program, which is told of it in its settings: docs/assistants.md says
how. It reads presets and writes nothing, but for reports where --write says so.";

#[derive(Debug, Args)]
pub(super) struct McpArguments {
    /// Let reports be written as new files into this folder.
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

pub(super) fn run(arguments: &McpArguments, library: &Library) -> CommandResult {
    if arguments.write.is_some() && library.is_restricted() {
        let message = "--write writes files, and here are presets alone: leave it out";
        return Err(CommandError(message.to_owned()));
    }
    served(arguments, library)
}

#[cfg(feature = "mcp")]
fn served(arguments: &McpArguments, library: &Library) -> CommandResult {
    let folder = arguments.write.as_deref().map(folder::ReportFolder::open).transpose()?;
    server::serve(answers::Answers { library: library.clone(), folder })
}

#[cfg(not(feature = "mcp"))]
fn served(_: &McpArguments, _: &Library) -> CommandResult {
    let message = "this payback was built without the server for assistants: build it with ‘cargo \
                   install --path . --features mcp’";
    Err(CommandError(message.to_owned()))
}
