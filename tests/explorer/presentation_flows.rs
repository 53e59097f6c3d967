//! Presenting: slides by keys, what is played on them, and what stays of it.

use crate::support::{Desk, UTILIZATION, preset};
use payback::model::{Driver, Metric, Scenario};
use payback::preset::library::DeckView;
use payback::preset::{Library, Preset, PresetView, SetTo};
use payback::session::{Action, Context, Screen, Slide};

fn slides(deck: &str) -> Vec<Slide> {
    let views = Library::bundled_only().deck(deck).unwrap();
    let slide = |DeckView { view, preset, origin }| Slide {
        preset: Preset { views: vec![view], ..preset },
        origin,
    };
    views.into_iter().map(slide).collect()
}

fn presenting(deck: &str) -> Desk {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.apply(Action::PresentDeck(slides(deck).into()));
    desk
}

/// The utilization of the three scenarios, bit by bit.
fn utilization(desk: &Desk) -> [u64; 3] {
    desk.values(Driver::Utilization).map(f64::to_bits)
}

/// The number of the slide that is shown.
fn shown(desk: &Desk) -> usize {
    desk.session.presentation.as_ref().unwrap().place.unwrap().0
}

#[test]
fn a_deck_goes_on_and_back_and_to_any_number() {
    let mut desk = presenting("six-findings");
    let mut at = 1;
    for (keys, expected) in [
        ("Space", 2),
        ("PageDown", 3),
        ("Enter", 4),
        ("Backspace", 3),
        ("PageUp", 2),
        ("6 Enter", 6),
        ("Space", 6),
        ("1 Enter", 1),
        ("PageUp", 1),
        // A digit is taken back before a slide is gone back from.
        ("1 2 Backspace Enter", 1),
        ("5 Enter", 5),
        ("9 Enter", 5),
        ("4 Esc", 5),
        ("n", 6),
        ("N", 5),
    ] {
        assert_eq!(shown(&desk), at, "before {keys}");
        desk.keys(keys);
        at = expected;
        assert_eq!(shown(&desk), expected, "after {keys}");
    }
    desk.keys("9 Enter").assert_shows("there is no slide 9");
}

#[test]
fn what_is_played_on_a_slide_is_gone_with_it_and_nothing_is_unsaved() {
    let mut desk = presenting("six-findings");
    let written = utilization(&desk);
    let payback = desk.figure(Metric::PaybackYears);
    desk.keys("Right*5");
    assert_ne!(desk.figure(Metric::PaybackYears), payback, "the slider is live");
    assert!(!desk.session.is_unsaved());
    desk.keys("Esc");
    assert_eq!((utilization(&desk), shown(&desk)), (written, 1));
    desk.keys("Right*5 Space Backspace");
    assert_eq!((utilization(&desk), shown(&desk)), (written, 1));
    // Each slide stands on its own preset.
    desk.keys("3 Enter");
    assert_eq!(desk.session.scenario, Scenario::Bull);
    assert!((desk.figure(Metric::OperatingIncome).unwrap() - 3.4).abs() < 0.05);
}

#[test]
fn blank_is_blank_and_q_asks() {
    let mut desk = presenting("six-findings");
    desk.keys(".");
    assert!(desk.session.presentation.as_ref().unwrap().is_blank);
    desk.keys(".");
    assert!(!desk.session.presentation.as_ref().unwrap().is_blank);
    desk.keys("q");
    assert_eq!(desk.session.context(), Context::EndPresentation);
    assert!(!desk.ended);
    desk.keys("Esc Space");
    assert_eq!(shown(&desk), 2);
    desk.keys("q e");
    assert!(desk.ended);
}

#[test]
fn what_is_open_is_presented_live_and_leaving_comes_back_to_its_screen() {
    for (keys, screen) in [("", Screen::Explore), ("2", Screen::Drivers), ("x", Screen::Explain)] {
        for end in ["Esc", "F", "F5", "q"] {
            let mut desk = Desk::at("apec-40b").sized(120, 40);
            desk.keys(keys).keys("F");
            assert_eq!(desk.session.context(), Context::Presentation);
            let before = utilization(&desk);
            desk.session.row = UTILIZATION;
            desk.keys("Right*3").keys(end);
            assert!(desk.session.presentation.is_none(), "{keys} {end}");
            assert_eq!(desk.session.screen, screen, "{keys} {end}");
            // It was work like any other.
            assert_ne!(utilization(&desk), before);
            assert!(desk.session.is_unsaved());
            desk.undo_all();
            assert_eq!(utilization(&desk), before);
        }
    }
}

#[test]
fn the_views_of_what_is_open_follow_and_the_inputs_come_back_afterwards() {
    let mut own = preset("apec-40b");
    own.views = vec![PresetView {
        name: "busier".to_owned(),
        screen: Some("Cash"),
        title: "The base at {base.npv}".to_owned(),
        set: vec![("base.utilization".to_owned(), SetTo::Number(0.8))],
        ..PresetView::default()
    }];
    let mut desk = Desk::on(own).sized(120, 40);
    desk.keys("Right*2 2");
    let edited = utilization(&desk);
    desk.keys("F Space");
    assert_eq!((shown(&desk), desk.session.screen), (2, Screen::Cash));
    assert!((desk.value(Driver::Utilization, Scenario::Base) - 0.8).abs() < 1e-12);
    desk.keys("Backspace");
    assert_eq!((shown(&desk), desk.session.screen), (1, Screen::Drivers));
    assert_eq!(utilization(&desk), edited);
    desk.keys("Space Right q");
    assert_eq!(desk.session.screen, Screen::Drivers);
    assert_eq!(utilization(&desk), edited, "unsaved work is as it was");
}

#[test]
fn the_bundled_decks_replayed_give_the_same_screens_twice() {
    for (name, _) in payback::preset::library::DECKS {
        let mut played = Vec::new();
        for _ in 0..2 {
            let mut desk = presenting(name);
            let mut screens = vec![desk.screen()];
            for _ in 1..slides(name).len() {
                screens.push(desk.keys("Space").screen());
                desk.keys("Right*2 Left*5 Up");
                let again = desk.keys("Esc").screen();
                assert_eq!(&again, screens.last().unwrap());
            }
            played.push(screens);
        }
        assert_eq!(played[0], played[1]);
    }
}
