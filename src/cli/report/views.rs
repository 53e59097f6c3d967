//! Views as sections of a report: those of a preset, and the slides of a deck.

use crate::analysis::risk::RiskResult;
use crate::analysis::{LeagueEntry, Target};
use crate::cli::{CommandError, CommandResult, ranked};
use crate::model::Metric;
use crate::preset::library::DeckView;
use crate::preset::{Currency, Library, Preset, PresetView};
use crate::report::memo::{MemoView, simulated};
use crate::text::quoted;
use std::cell::OnceCell;
use std::sync::atomic::AtomicBool;
use std::thread::available_parallelism;

/// Every view of a preset, which is opened by that name, on the preset that it stands on.
pub(super) fn of_preset<'a>(
    (preset, id): (&'a Preset, &str),
    library: &Library,
    interrupted: &AtomicBool,
) -> CommandResult<Vec<MemoView<'a>>> {
    let sources = Sources { library, interrupted, listed: OnceCell::new() };
    if preset.views.is_empty() {
        return Err(CommandError(format!(
            "--views: {} has no views; A in the explorer adds one",
            quoted(&preset.name)
        )));
    }
    let of = preset.views.iter().enumerate().map(|(place, view)| {
        let base = match &view.preset {
            Some(name) => {
                let (preset, origin) = library.find(name)?;
                Base { preset, name: name.clone(), id: origin.id() }
            }
            None => Base { preset: preset.clone(), name: "before".to_owned(), id: id.to_owned() },
        };
        sources.placed(view, place, base)
    });
    of.collect()
}

/// Every slide of a deck on the preset that it stands on.
pub(super) fn of_deck<'a>(
    views: &'a [DeckView],
    library: &Library,
    interrupted: &AtomicBool,
) -> CommandResult<Vec<MemoView<'a>>> {
    let sources = Sources { library, interrupted, listed: OnceCell::new() };
    let of = views.iter().enumerate().map(|(place, DeckView { view, preset, origin })| {
        let id = origin.id();
        let base = Base { preset: preset.clone(), name: id.clone(), id };
        sources.placed(view, place, base)
    });
    of.collect()
}

/// The preset that a view stands on.
struct Base {
    preset: Preset,
    /// What the report calls it.
    name: String,
    /// What it is opened by.
    id: String,
}

/// What views are filled from.
struct Sources<'s> {
    library: &'s Library,
    interrupted: &'s AtomicBool,
    /// Every preset, read for the first view whose screen is League.
    listed: OnceCell<Vec<LeagueEntry<Currency>>>,
}

impl Sources<'_> {
    /// A view on its preset, with many draws where its screen is Risk, with every preset where it is
    /// League.
    fn placed<'a>(
        &self,
        view: &'a PresetView,
        place: usize,
        base: Base,
    ) -> CommandResult<MemoView<'a>> {
        let mut of = MemoView::new(view, place + 1, (base.preset, base.name))
            .map_err(|why| CommandError(format!("view {}: {why}", quoted(&view.name))))?;
        if of.is_of_league() {
            let listed = self.listed.get_or_init(|| ranked::listed(self.library));
            of.league = ranked::beside(listed, (&base.id, &of.preset));
        }
        if of.is_of_risk() {
            of.risk = Some(drawn(&of.preset, (of.metric(), &of.targets()), self.interrupted)?);
        }
        Ok(of)
    }
}

/// Many draws.
pub(super) fn drawn(
    preset: &Preset,
    asked: (Metric, &[Target]),
    interrupted: &AtomicBool,
) -> CommandResult<RiskResult> {
    let threads = available_parallelism().map_or(1, usize::from);
    simulated(preset, asked, threads, interrupted)?
        .ok_or_else(|| CommandError("stopped; nothing is written".to_owned()))
}
