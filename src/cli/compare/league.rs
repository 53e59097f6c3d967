//! Three presets or more, or all that there are, as a league table.

use super::super::asked::{self, Wanted, option};
use super::super::set::set_all;
use super::super::{CommandError, CommandResult, Format, names};
use crate::analysis::{LEAGUE_METRICS, LeagueEntry, LeagueOrder};
use crate::model::{Metric, Scenario, Workspace};
use crate::preset::{Currency, Library, LibraryError, Preset};
use crate::report::league::League;
use clap::Args;

/// What is shown of several presets.
#[derive(Debug, Args)]
pub(super) struct LeagueArguments {
    /// Every bundled and saved preset, after those that are named.
    #[arg(long)]
    pub(super) all: bool,
    /// The figures, by their names in JSON; without it, text has six, JSON and CSV have all.
    #[arg(long, value_name = "M,...", value_delimiter = ',')]
    metrics: Vec<String>,
    /// Figures of bear, base or bull alone; without it, of all three.
    #[arg(long, value_name = "S")]
    scenario: Option<String>,
    /// Rank presets by a figure, of the base unless --scenario says whose: the best first, or
    /// M:asc for the lowest, M:desc for the highest.
    #[arg(long, value_name = "M[:asc|desc]")]
    sort: Option<String>,
}

impl LeagueArguments {
    /// Whether any is given: then two presets are put in a table as well.
    pub(super) fn is_given(&self) -> bool {
        self.all || !self.metrics.is_empty() || self.scenario.is_some() || self.sort.is_some()
    }

    fn order(&self, scenario: Scenario) -> CommandResult<Option<LeagueOrder>> {
        let Some(given) = &self.sort else { return Ok(None) };
        let (metric, way) =
            given.split_once(':').map_or((&**given, None), |(m, way)| (m, Some(way)));
        let shown = format!("--sort {given}");
        let metric = option(&shown, names::metric(metric.trim()))?;
        let order = LeagueOrder::best_first(metric, scenario);
        Ok(Some(match way.map(str::trim) {
            None => order,
            Some("asc") => LeagueOrder { descending: false, ..order },
            Some("desc") => LeagueOrder { descending: true, ..order },
            Some(_) => {
                let why = "write M for the best first, M:asc or M:desc";
                return option(&shown, Err(why));
            }
        }))
    }
}

/// Presets by their names with fields set, and every other one where that is asked for, for whoever
/// wants the answer in a format; and what can't be read, and why.
pub(super) fn answered<W: Wanted>(
    arguments: &LeagueArguments,
    (given, settings): (&[&str], &[String]),
    library: &Library,
    format: Format,
    wanted: W,
) -> CommandResult<(W::Made, Vec<String>)> {
    let scenario = match &arguments.scenario {
        Some(name) => Some(option(&format!("--scenario {name}"), names::scenario(name))?),
        None => None,
    };
    let order = arguments.order(scenario.unwrap_or(Scenario::Base))?;
    let metrics = metrics(arguments, order, format)?;
    let mut read = Reading::default();
    for name in given {
        read.take(
            name,
            library.find(name).map(|(preset, origin)| (origin.id(), preset)),
            settings,
        )?;
    }
    if arguments.all {
        let listing = library.list();
        for entry in listing.entries {
            let id = entry.origin.id();
            if !read.has(&id) {
                let preset = entry.preset.map_err(LibraryError::from);
                read.take(&id, preset.map(|preset| (id.clone(), preset)), settings)?;
            }
        }
        read.problems.extend(listing.problem.map(|problem| problem.to_string()));
    }
    if read.entries.is_empty() {
        return Err(CommandError(read.problems.join("\n")));
    }
    let entries: Vec<_> = read.entries.iter().collect();
    let one = scenario.map(|scenario| [scenario]);
    let league = League {
        entries: &entries,
        unread: &read.unread,
        metrics: &metrics,
        scenarios: one.as_ref().map_or(&Scenario::ALL[..], |one| &one[..]),
        order,
    };
    let is_part = arguments.metrics.is_empty();
    let made = wanted.answer(
        league.margin_capped(),
        || league.text(is_part),
        || league.json(),
        || vec![league.table()],
    )?;
    Ok((made, read.problems))
}

/// The figures that are shown: those named, the one that presets are ranked by among them.
fn metrics(
    arguments: &LeagueArguments,
    order: Option<LeagueOrder>,
    format: Format,
) -> CommandResult<Vec<Metric>> {
    let usual = match format {
        Format::Text => &LEAGUE_METRICS[..],
        Format::Json | Format::Csv => &Metric::ALL[..],
    };
    let mut metrics = asked::metrics(&arguments.metrics, usual)?;
    if let Some(order) = order.filter(|order| !metrics.contains(&order.metric)) {
        metrics.insert(0, order.metric);
    }
    Ok(metrics)
}

/// Presets as far as they are read.
#[derive(Default)]
struct Reading {
    entries: Vec<LeagueEntry<Currency>>,
    unread: Vec<(String, String)>,
    workspace: Workspace,
    /// What is missing, and why, at full length.
    problems: Vec<String>,
}

impl Reading {
    fn has(&self, id: &str) -> bool {
        let unread = self.unread.iter().map(|(id, _)| id);
        self.entries.iter().map(|entry| &entry.id).chain(unread).any(|known| known == id)
    }

    /// Takes a preset with fields set, or the reason why it can't be read.
    fn take(
        &mut self,
        name: &str,
        found: Result<(String, Preset), LibraryError>,
        settings: &[String],
    ) -> CommandResult<()> {
        match found {
            Ok((id, mut preset)) => {
                set_all(&mut preset, settings, Some("--set"))
                    .map_err(|CommandError(why)| CommandError(format!("{id}: {why}")))?;
                let money = preset.money();
                let (workspace, names) = (&mut self.workspace, (id, &preset.name));
                self.entries.push(LeagueEntry::new(workspace, names, money, &preset.inputs));
            }
            Err(error) => {
                self.problems.push(error.to_string());
                let why = match &error {
                    LibraryError::Unreadable(found) => found.first_line(),
                    error => error.to_string(),
                };
                self.unread.push((name.to_owned(), why));
            }
        }
        Ok(())
    }
}
