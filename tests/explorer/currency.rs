//! A preset whose money is in another currency: no screen and no dialog speaks of dollars, and
//! figures stand apart however long the currency's name is.

use crate::dialogs::{DIALOGS, SCREENS, touching};
use crate::support::{Desk, preset, preset_in};
use payback::analysis::compare;
use payback::model::{Input, Metric, ProgrammeNumber};
use payback::preset::assignment::assign;
use payback::preset::{Currency, Library, Origin, Preset};
use payback::session::{Copied, Row};
use payback::view::difference::{currencies, difference_rows};
use std::path::Path;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// Figures, and whether what is asked about them is answered.
const QUESTIONS: [(Metric, bool); 3] =
    [(Metric::PaybackYears, false), (Metric::Npv, true), (Metric::RevenuePerMw, false)];

/// A preset with everything in use that a figure can come from.
fn full(currency: &str) -> Preset {
    let mut preset = preset_in(currency, "apec-40b");
    for (key, value) in [
        ("programme.debt.share", "0.6"),
        ("programme.contracts.share", "0.4"),
        ("programme.power_price_rise", "10"),
        ("bear.capacity_cost", "1.2"),
        ("programme.sites.0.yield_factor", "1.1"),
    ] {
        assign(&mut preset.inputs, Currency::DOLLAR, key, value).unwrap();
    }
    preset
}

fn desk(preset: Preset, folder: &Path, size: (u16, u16)) -> Desk {
    let library = Library::at(folder);
    Desk::with(preset, Origin::File(folder.join("own.ron")), library).sized(size.0, size.1)
}

#[track_caller]
fn assert_no_dollar(text: &str, what: &str) {
    let line = text.lines().find(|line| line.contains('$'));
    assert_eq!(line, None, "{what}\n{text}");
}

#[test]
fn no_screen_speaks_of_dollars() {
    let folder = tempfile::tempdir().unwrap();
    Library::at(folder.path()).save_as("mine", &preset_in("¤", "price-war")).unwrap();
    // In a league table each preset has its own currency.
    for keys in SCREENS.iter().filter(|keys| !keys.starts_with('9')) {
        for (metric, answering) in QUESTIONS {
            // With everything in use, answers take long.
            let preset = if answering { preset_in("¤", "apec-40b") } else { full("¤") };
            let mut desk = desk(preset, folder.path(), SIZES[0]);
            desk.answering = answering && !keys.starts_with('4');
            desk.session.metric = metric;
            desk.frame();
            desk.keys(&keys.replace("price-war", "mine"));
            for size in SIZES {
                desk.size = size;
                assert_no_dollar(&desk.screen(), &format!("{keys}, {} at {size:?}", metric.id()));
            }
            // Reports are the same from every screen, but for draws, which take long.
            let is_new = |what: &Copied| *what != Copied::Report || *keys == SCREENS[0];
            for what in desk.session.copies().into_iter().filter(is_new) {
                let copied = desk.copied(what).unwrap_or_default();
                assert_no_dollar(&copied, &format!("{what:?} of {keys}"));
            }
        }
    }
}

#[test]
fn risk_does_not_speak_of_dollars() {
    let mut desk = Desk::on(preset_in("EUR", "apec-40b"));
    desk.session.metric = Metric::Npv;
    desk.frame();
    desk.keys("4").assert_shows("P50");
    for keys in ["", "v", "v"] {
        desk.keys(keys);
        for size in SIZES {
            desk.size = size;
            let screen = desk.screen();
            assert_no_dollar(&screen, "risk");
            let line = screen.lines().find_map(|line| touching(&line.replace("EUR ", "$")));
            assert_eq!(line, None, "{screen}");
        }
    }
}

#[test]
fn no_dialog_speaks_of_dollars() {
    // What previews a bundled preset shows that one's own texts and currency.
    let of_others =
        ["open", "open, looked for", "duplicate", "compare with", "unsaved before opening"];
    let folder = tempfile::tempdir().unwrap();
    let library = Library::at(folder.path());
    library.save_as("mine", &preset_in("¤", "price-war")).unwrap();
    library.save_as("gone", &preset_in("¤", "price-war")).unwrap();
    library.trash("gone").unwrap();
    let own = ("open, one's own", "o text:mine");
    let all = DIALOGS.iter().filter(|(name, _)| !of_others.contains(name));
    for (name, keys) in all.chain([&own]) {
        for size in SIZES {
            let mut desk = desk(full("¤"), folder.path(), size);
            desk.answering = false;
            desk.session.metric = Metric::Npv;
            desk.frame();
            desk.keys(keys);
            assert_no_dollar(&desk.screen(), &format!("{name} at {size:?}"));
        }
    }
    // A value of every number, each metric's target, each claim's form.
    let mut desk = desk(full("¤"), folder.path(), SIZES[0]);
    desk.answering = false;
    desk.keys("7");
    for row in desk.session.sections().into_iter().flat_map(|section| section.rows) {
        desk.session.row = row;
        desk.keys("=");
        assert_no_dollar(&desk.screen(), &format!("{row:?}"));
        desk.keys("Esc");
    }
    for metric in Metric::ALL {
        desk.session.metric = metric;
        desk.keys("t");
        assert_no_dollar(&desk.screen(), metric.id());
        desk.keys("Esc Esc");
    }
    desk.keys("6");
    for _ in 0..desk.session.preset.claims.len() {
        desk.keys("e Down*7");
        assert_no_dollar(&desk.screen(), "a claim");
        desk.keys("Esc Down");
    }
}

#[test]
fn money_is_shown_and_typed_in_the_presets_currency() {
    let mut desk = Desk::on(preset_in("EUR", "apec-40b"));
    desk.assert_shows("EUR 2.7 bn");
    desk.session.row = Row::Slider(Input::Programme(ProgrammeNumber::GroupRevenue));
    desk.keys("7 =").assert_shows("now EUR 120 bn/yr");
    desk.paste("EUR 60 bn/yr").keys("Enter").assert_shows("EUR 60 bn");
    assert!(desk.session.dialog.is_none());
    desk.keys("=").paste("$50").keys("Enter").assert_shows("EUR 50 bn");
}

#[test]
fn figures_stand_apart_from_a_currency_of_letters() {
    let folder = tempfile::tempdir().unwrap();
    Library::at(folder.path()).save_as("mine", &preset_in("EUR", "price-war")).unwrap();
    for keys in SCREENS {
        for (metric, answering) in QUESTIONS {
            // With everything in use, answers take long.
            let preset = if answering { preset_in("EUR", "apec-40b") } else { full("EUR") };
            let mut desk = desk(preset, folder.path(), SIZES[0]);
            desk.answering = answering && !keys.starts_with('4');
            desk.session.metric = metric;
            desk.frame();
            desk.keys(&keys.replace("price-war", "mine"));
            for size in [(60, 20), (80, 24), (120, 40)] {
                desk.size = size;
                let screen = desk.screen();
                // The same columns' neighbours, in a currency that the check knows.
                for line in screen.replace("EUR ", "$").lines() {
                    assert_eq!(touching(line), None, "{keys} at {size:?}\n{screen}");
                }
            }
        }
    }
}

/// Each figure has its preset's currency; an amount's change between two is none.
#[test]
fn two_currencies_are_compared_without_a_difference_of_amounts() {
    let folder = tempfile::tempdir().unwrap();
    Library::at(folder.path()).save_as("mine", &preset_in("€", "price-war")).unwrap();
    let mut desk = desk(preset("apec-40b"), folder.path(), (120, 40));
    desk.keys("c w text:mine Enter");
    let money = desk.line("Operating income");
    assert!(money.contains('€') && money.contains('$') && money.contains("n/a"), "{money}");
    let share = desk.line("Operating margin");
    assert!(share.contains("pp") && !share.contains("n/a"), "{share}");
    // A pin of one preset, compared with another.
    let mut desk = self::desk(preset_in("€", "apec-40b"), folder.path(), (120, 40));
    desk.keys("p o text:apec-40b Enter P Enter 1").assert_shows("was €");
    desk.keys("P").assert_lacks("P  $");
}

#[test]
fn differences_have_the_currency_of_their_side() {
    let (mut a, b) = (preset("apec-40b"), preset_in("€", "apec-40b"));
    assert!(compare(&a.inputs, &b.inputs).inputs.is_empty());
    a.inputs.programme.sites[0].pledge = 41.0;
    let found = payback::preset::differences(&a, &b);
    let [dollar, euro] = ["$", "€"].map(Currency::new);
    assert_eq!(currencies(&found, dollar), [dollar, euro]);
    assert_eq!(currencies(&[], euro), [euro, euro]);
    let rows = difference_rows(&found, [dollar, euro]);
    let pledge = rows.iter().find(|row| row.a == "$41 bn").expect("the pledge");
    assert_eq!(pledge.b, "€40 bn");
}
