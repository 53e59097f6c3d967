//! Any bytes as a deck: it is read or refused with words that are safe to show, and what is read is
//! presented slide by slide.

#![no_main]

use libfuzzer_sys::fuzz_target;
use payback::key::parse_keys;
use payback::preset::deck::is_deck;
use payback::preset::{Library, Origin, Preset, read_deck};
use payback::session::{Action, Slide};
use payback::terminal::TerminalEvent;
use payback_fuzz::{Desk, assert_shows_safely};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static PRESETS: LazyLock<BTreeMap<&str, Preset>> = LazyLock::new(|| {
    let library = Library::bundled_only();
    let bundled = payback::preset::library::BUNDLED.iter();
    bundled.map(|(id, _)| (*id, library.find(id).expect("it is bundled").0)).collect()
});

fuzz_target!(|bytes: &[u8]| {
    let mut preset_of =
        |name: &str| PRESETS.get(name).cloned().ok_or_else(|| "it isn't bundled".to_owned());
    let deck = match read_deck(bytes, "fuzz.ron", &mut preset_of) {
        Ok(deck) => deck,
        Err(report) => return assert_shows_safely(&report),
    };
    assert!(is_deck(bytes));
    let own = deck.preset;
    let slides = deck.views.into_iter().map(|mut view| {
        let name = view.preset.take().or_else(|| own.clone()).expect("each stands on one");
        let (id, preset) = PRESETS.get_key_value(name.as_str()).expect("it was found");
        Slide {
            preset: Preset { views: vec![view], ..preset.clone() },
            origin: Origin::Bundled(id),
        }
    });
    // A flood of slides shows no more than some do.
    let slides: Vec<Slide> = slides.take(8).collect();
    let count = slides.len();

    let size = [(80, 24), (120, 40), (60, 20), (200, 60)][bytes.len() % 4];
    let (id, preset) = PRESETS.first_key_value().expect("there are some");
    let mut desk = Desk::new(preset.clone(), Origin::Bundled(id), size);
    desk.apply(Action::PresentDeck(slides.into()));
    desk.draw();
    for _ in 0..count {
        for key in parse_keys("Right*3 Down a Left u Esc Space").expect("keys") {
            desk.take(TerminalEvent::Key(key));
            desk.draw();
        }
    }
});
