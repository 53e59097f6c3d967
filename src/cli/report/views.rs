//! Views as sections of a report: those of a preset, and the slides of a deck.

use crate::analysis::Target;
use crate::analysis::risk::RiskResult;
use crate::cli::{CommandError, CommandResult};
use crate::model::Metric;
use crate::preset::library::DeckView;
use crate::preset::{Library, Preset, PresetView};
use crate::report::memo::{MemoView, simulated};
use crate::text::quoted;
use std::sync::atomic::AtomicBool;
use std::thread::available_parallelism;

/// Every view of a preset on the preset that it stands on.
pub(super) fn of_preset<'a>(
    preset: &'a Preset,
    library: &Library,
    interrupted: &AtomicBool,
) -> CommandResult<Vec<MemoView<'a>>> {
    if preset.views.is_empty() {
        return Err(CommandError(format!(
            "--views: {} has no views; A in the explorer adds one",
            quoted(&preset.name)
        )));
    }
    let of = preset.views.iter().enumerate().map(|(place, view)| {
        let base = match &view.preset {
            Some(name) => (library.find(name)?.0, name.clone()),
            None => (preset.clone(), "before".to_owned()),
        };
        placed(view, place, base, interrupted)
    });
    of.collect()
}

/// Every slide of a deck on the preset that it stands on.
pub(super) fn of_deck<'a>(
    views: &'a [DeckView],
    interrupted: &AtomicBool,
) -> CommandResult<Vec<MemoView<'a>>> {
    let of = views.iter().enumerate().map(|(place, DeckView { view, preset, origin })| {
        placed(view, place, (preset.clone(), origin.id()), interrupted)
    });
    of.collect()
}

/// A view on its preset, with many draws where its screen is Risk.
fn placed<'a>(
    view: &'a PresetView,
    place: usize,
    base: (Preset, String),
    interrupted: &AtomicBool,
) -> CommandResult<MemoView<'a>> {
    let mut of = MemoView::new(view, place + 1, base)
        .map_err(|why| CommandError(format!("view {}: {why}", quoted(&view.name))))?;
    if of.is_of_risk() {
        of.risk = Some(drawn(&of.preset, (of.metric(), &of.targets()), interrupted)?);
    }
    Ok(of)
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
