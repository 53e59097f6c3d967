//! `payback present`: a deck or a preset's views, slide by slide; and the speaker's second terminal.

use super::appearance::{Appearance, AppearanceArguments};
use super::explore::{ExploreArguments, open_with};
use super::{CommandError, CommandResult, DEFAULT_PRESET, TextOrJson, file_text};
use crate::analysis::{Expectation, check_expectations};
use crate::app;
use crate::model::{Flags, Metric};
use crate::preset::library::DeckView;
use crate::preset::{Library, Preset};
use crate::session::{Action, Slide};
use crate::settings::{Folders, Settings};
use crate::terminal::{Capabilities, end_by};
use crate::view::format;
use crate::view::words::filled::filled;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback present six-findings               the bundled deck
  payback present my-case                    the views of a preset of your own
  payback present committee.ron              a deck's file
  payback present --notes                    in a second terminal: what is said of each slide
  payback present six-findings --dry-run     check every figure and expectation; exit status 1 when one fails
  payback present six-findings --record talk.cast

Space, PgDn, Enter or a clicker go on, Backspace and PgUp go back, a number and Enter jump, . blanks.
Arrow keys move the slider while you talk; Esc is the slide as written again.";

#[derive(Debug, Args)]
pub(super) struct PresentArguments {
    /// A deck, by name or file, or a preset that has views.
    #[arg(value_name = "PRESET|DECK", value_parser = file_text())]
    deck: Option<String>,
    /// Show the notes of the presentation that runs in another terminal.
    #[arg(long, conflicts_with_all = ["deck", "dry_run", "record"])]
    notes: bool,
    /// Work every slide out without showing it, and check its figures and what it expects.
    #[arg(long, conflicts_with = "record")]
    dry_run: bool,
    /// What a dry run prints.
    #[arg(long, value_enum, requires = "dry_run", default_value = "text")]
    format: TextOrJson,
    /// Record what is sent to the terminal in a new file, to be played by asciinema.
    #[arg(long, value_name = "FILE.cast")]
    record: Option<PathBuf>,
    #[command(flatten)]
    appearance: AppearanceArguments,
}

pub(super) fn run(arguments: &PresentArguments, library: Library) -> CommandResult {
    if arguments.notes {
        return notes(arguments, &library);
    }
    let name = arguments.deck.as_deref().unwrap_or(DEFAULT_PRESET);
    let views = library.deck(name)?;
    if arguments.dry_run {
        return dry_run(&views, arguments.format);
    }
    let first = views.first().map(|view| view.origin.id());
    let slides: Rc<[Slide]> = views.into_iter().map(slide).collect();
    let explore =
        ExploreArguments::for_deck(arguments.appearance.clone(), arguments.record.clone());
    open_with(&explore, library, first.as_deref(), |_| (), Some(Action::PresentDeck(slides)))
}

fn slide(DeckView { view, preset, origin }: DeckView) -> Slide {
    Slide { preset: Preset { views: vec![view], ..preset }, origin }
}

fn notes(arguments: &PresentArguments, library: &Library) -> CommandResult {
    if library.is_restricted() {
        let message = "--notes listens to other programs of the account, and here are presets \
                       alone: leave it out";
        return Err(CommandError(message.to_owned()));
    }
    let (folders, capabilities) = (Folders::of(library), Capabilities::from_environment());
    let settings = Settings::of_person(library, &folders);
    let appearance =
        Appearance::of_terminal(&arguments.appearance, &settings, &folders, &capabilities)?;
    let ending = app::follow_notes(&appearance.look(), appearance.colors.value, &capabilities)?;
    Ok(match ending {
        app::Ending::Quit => ExitCode::SUCCESS,
        app::Ending::Signal(signal) => ExitCode::from(end_by(signal)),
    })
}

/// What a slide comes to.
struct Rehearsed<'a> {
    view: &'a DeckView,
    /// Title and note with their figures.
    words: [String; 2],
    /// Each expectation as it is written, the figure, and whether it holds.
    expected: Vec<(&'a str, String, bool)>,
}

fn rehearsed(view: &DeckView) -> CommandResult<Rehearsed<'_>> {
    let said = |why: String| {
        CommandError(format!("the view {}: {why}", crate::text::quoted(&view.view.name)))
    };
    let inputs = view.view.inputs_on(&view.preset).map_err(said)?;
    let preset = Preset { inputs, ..view.preset.clone() };
    let [title, note] = [&view.view.title, &view.view.note].map(|text| filled(text, &preset));
    let texts = view.view.expect.iter().map(String::as_str);
    let read = texts.clone().map(|text| Ok(text.parse::<Expectation>()?));
    let read = read.collect::<CommandResult<Vec<_>>>()?;
    let checked = check_expectations(&preset.inputs, &read);
    let words = |metric: Metric, value: Option<f64>| {
        let horizon = preset.inputs.programme.horizon.year();
        let never = || format::absent(metric, Flags::default(), horizon);
        value.map_or_else(never, |value| format::figure(preset.shown(metric.spec().unit), value))
    };
    let expected = texts.zip(read.iter().zip(checked)).map(|(text, (expected, (value, holds)))| {
        (text, words(expected.target.metric, value), holds)
    });
    let expected = expected.collect();
    Ok(Rehearsed { view, words: [title.map_err(said)?, note.map_err(said)?], expected })
}

/// Works every slide out; exit status 1 where an expectation fails.
fn dry_run(views: &[DeckView], format: TextOrJson) -> CommandResult {
    let slides = views.iter().map(rehearsed).collect::<CommandResult<Vec<_>>>()?;
    let failed = slides.iter().flat_map(|slide| &slide.expected).filter(|of| !of.2).count();
    format.print(|| in_text(&slides, failed), || in_json(&slides, failed))?;
    Ok(if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn in_text(slides: &[Rehearsed<'_>], failed: usize) -> String {
    let mut out = String::new();
    for (number, slide) in (1..).zip(slides) {
        let [title, _] = &slide.words;
        let title = if title.is_empty() { &slide.view.view.name } else { title };
        out += &format!("{number:>2}  {title}\n");
        for (expected, figure, holds) in &slide.expected {
            let (mark, words) = if *holds { ("✓", "") } else { ("✗", "  doesn't hold") };
            out += &format!("    {mark} {expected}   {figure}{words}\n");
        }
    }
    let count = slides.iter().map(|slide| slide.expected.len()).sum::<usize>();
    let shown =
        if slides.len() == 1 { "1 slide".to_owned() } else { format!("{} slides", slides.len()) };
    let held = match (failed, count) {
        (_, 0) => "nothing is expected".to_owned(),
        (0, 1) => "the one expectation holds".to_owned(),
        (0, _) => format!("all {count} expectations hold"),
        (1, 1) => "the one expectation doesn't hold".to_owned(),
        (1, _) => format!("1 of {count} expectations doesn't hold"),
        _ => format!("{failed} of {count} expectations don't hold"),
    };
    out += &format!("{shown}; {held}.\n");
    out
}

fn in_json(slides: &[Rehearsed<'_>], failed: usize) -> Value {
    let slides = slides.iter().map(|slide| {
        let [title, note] = &slide.words;
        let expected = slide.expected.iter().map(|(expected, figure, holds)| {
            json!({ "expect": expected, "figure": figure, "holds": holds })
        });
        json!({
            "name": slide.view.view.name,
            "preset": slide.view.origin.id(),
            "title": title,
            "note": note,
            "expect": expected.collect::<Vec<_>>(),
        })
    });
    json!({ "slides": slides.collect::<Vec<_>>(), "holds": failed == 0 })
}
