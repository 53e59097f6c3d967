//! `payback new`: a programme begun from what is first known of it.

use super::explore::{self, ExploreArguments};
use super::written::said;
use super::{CommandError, CommandResult, print};
use crate::analysis::{Verdict, check};
use crate::preset::{
    BRIEF_FIELDS, Brief, BriefField, Library, LibraryError, Preset, Refusal, SaveError,
    SaveErrorKind,
};
use crate::session::Session;
use crate::text::{harmless, quoted};
use crate::view::format;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use std::io::{self, IsTerminal};
use std::process::ExitCode;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback new                                   a form asks for what is needed
  payback new harbour --pledge 12 --first 2027-01 --revenue 2.4 --margin 30%
  payback new oracle-openai --title \"Oracle's contract for OpenAI\" --pledge 300 --first 2027-01 \\
      --months 60 --headline-year 2033 --revenue 50..60 --margin 25%..35%

Money is in billions. The base's utilization, margin and power delay are what is given; bear and bull lie
around them. The revenue yield is such that the base earns the expected revenue. What was said becomes
claims, and every value has a source: an assumption where none is given.";

/// What is known of the programme, an option for each field of its form.
#[derive(Debug, Default)]
pub(super) struct NewArguments {
    brief: Brief,
}

/// The field that is the name to save under, which needs no option.
const NAME: &str = "name";

fn flag(field: &BriefField) -> String {
    field.id.replace('_', "-")
}

/// The options that are given as the command line has them.
impl Args for NewArguments {
    fn augment_args(command: Command) -> Command {
        let brief = Brief::default();
        BRIEF_FIELDS.iter().enumerate().fold(command, |command, (place, field)| {
            let mut help = field.meaning.to_owned();
            let default = brief.default_of(place);
            if !default.is_empty() {
                help += &format!(" [default: {default}]");
            }
            let argument = Arg::new(field.id).help(help);
            command.arg(if field.id == NAME {
                argument.value_name("NAME")
            } else {
                argument.long(flag(field)).value_name("VALUE").allow_hyphen_values(true)
            })
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for NewArguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut arguments = Self::default();
        arguments.update_from_arg_matches(matches)?;
        Ok(arguments)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for (place, field) in BRIEF_FIELDS.iter().enumerate() {
            if let Some(text) = matches.get_one::<String>(field.id) {
                self.brief.set(place, text);
            }
        }
        Ok(())
    }
}

pub(super) fn run(arguments: &NewArguments, library: Library) -> CommandResult {
    let brief = &arguments.brief;
    let is_seen = io::stdin().is_terminal() && io::stdout().is_terminal();
    if is_seen && !brief.missing().is_empty() {
        let ask = |session: &mut Session| session.begin_programme(brief);
        return explore::open(&ExploreArguments::default(), library, None, ask);
    }
    let begun = brief.begin().map_err(|refused| CommandError(said_of(&refused)))?;
    let origin = begun.save(&library).map_err(|error| match error {
        LibraryError::Save(SaveError { kind: SaveErrorKind::Exists, .. }) => CommandError(format!(
            "there is {} already: choose another name, or delete that one first",
            quoted(&begun.name)
        )),
        error => error.into(),
    })?;
    if is_seen {
        return explore::open(&ExploreArguments::default(), library, Some(&begun.name), |_| ());
    }
    print(&(said("saved as", &origin) + &unmet(&begun.preset)))?;
    Ok(ExitCode::SUCCESS)
}

/// What was said and doesn't come out of the model, a line for each claim.
fn unmet(preset: &Preset) -> String {
    let checked = check(&preset.inputs, &preset.claims);
    let unmet = checked.into_iter().filter(|checked| !checked.holds);
    let line = |checked: Verdict<'_>| {
        let unit = preset.shown(checked.claim.measure.unit());
        let given =
            checked.value.map_or_else(|| "nothing".to_owned(), |value| format::figure(unit, value));
        format!("{} The model gives {given}.\n", harmless(&checked.claim.says))
    };
    unmet.map(line).collect()
}

/// Everything that is wrong, a line for each option.
fn said_of(refused: &[Refusal]) -> String {
    let line = |refusal: &Refusal| match BRIEF_FIELDS.iter().find(|field| field.id == refusal.field)
    {
        Some(field) if field.id == NAME => format!("NAME: {}", refusal.reason),
        Some(field) => format!("--{}: {}", flag(field), refusal.reason),
        None => refusal.reason.clone(),
    };
    let lines = refused.iter().map(|refusal| format!("\n  {}", line(refusal)));
    format!("what is given is no programme yet:{}", lines.collect::<String>())
}
