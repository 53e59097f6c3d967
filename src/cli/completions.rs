//! `payback completions`: what a shell needs to complete the command line, from the arguments that
//! the program reads.

use super::{Arguments, CommandResult, print_bytes};
use crate::model::{Metric, Scenario};
use crate::preset::library::BUNDLED;
use clap::builder::PossibleValuesParser;
use clap::{Arg, Args, Command, CommandFactory, ValueHint};
use clap_complete::{Shell, generate};
use std::process::ExitCode;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback completions bash > ~/.local/share/bash-completion/completions/payback
  payback completions fish > ~/.config/fish/completions/payback.fish
  payback completions zsh > ~/.zfunc/_payback    a folder that stands in fpath
  source <(payback completions bash)             for this shell alone";

#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell that completes.
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &CompletionsArguments) -> CommandResult {
    let mut script = Vec::new();
    let mut command = with_values(Arguments::command(), arguments.shell);
    generate(arguments.shell, &mut command, "payback", &mut script);
    print_bytes(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// The same arguments, with the values that are worth completing. The program reads these as text,
/// to say what was meant by a name that is wrong.
fn with_values(command: Command, shell: Shell) -> Command {
    command
        .mut_args(|argument| with_values_of(argument, shell))
        .mut_subcommands(|subcommand| with_values(subcommand, shell))
}

fn with_values_of(argument: Arg, shell: Shell) -> Arg {
    let name = argument.get_value_names().and_then(|names| names.first());
    let name = name.map(ToString::to_string).unwrap_or_default();
    match name.as_str() {
        "M" => argument.value_parser(PossibleValuesParser::new(Metric::ALL.map(Metric::id))),
        "S" => argument.value_parser(PossibleValuesParser::new(Scenario::ALL.map(Scenario::id))),
        // Bash offers them for whatever stands in that subcommand, and files where none fits. Zsh
        // would offer no files any more, and the others complete options alone.
        "PRESET" | "A" | "FROM" if shell == Shell::Bash => {
            argument.value_parser(PossibleValuesParser::new(BUNDLED.map(|(id, _)| id)))
        }
        "DIR" => argument.value_hint(ValueHint::DirPath),
        _ => argument,
    }
}
