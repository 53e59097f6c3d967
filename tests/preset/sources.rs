//! What sources speak of: a value that has moved from there is told, never cited, however often the
//! preset is saved and read again.

use payback::model::{Driver, Indicator, Indicators, Input, ProgrammeNumber, Scenario, SiteNumber};
use payback::preset::library::BUNDLED;
use payback::preset::{Preset, differences, read, to_ron};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const PLEDGE: &str = "programme.sites.0.pledge";

fn bundled(id: &str) -> Preset {
    let (_, text) = BUNDLED.iter().find(|(name, _)| *name == id).expect("bundled");
    read(text.as_bytes(), "bundled").expect("bundled presets are sound")
}

fn saved(preset: &Preset) -> Preset {
    let text = to_ron(preset);
    read(text.as_bytes(), "saved.ron").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn stale(preset: &Preset) -> Vec<(String, Vec<f64>, Vec<f64>)> {
    let stale = preset.stale_sources().into_iter();
    stale.map(|source| (source.key, source.of, source.now)).collect()
}

/// The bundled preset with its text replaced before it is read.
fn with(id: &str, changes: &[(&str, &str)]) -> Preset {
    let (_, text) = BUNDLED.iter().find(|(name, _)| *name == id).expect("bundled");
    let mut text = (*text).to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    read(text.as_bytes(), "own.ron").unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_moved_value_is_told_after_saving_and_one_that_came_back_is_not() {
    let mut preset = bundled("apec-40b");
    assert_eq!(stale(&preset), []);
    assert!(!to_ron(&preset).contains("of: ["), "values that haven't moved aren't written");
    preset.inputs.programme.sites[0].pledge = 180.0;
    let told = vec![(PLEDGE.to_owned(), vec![40.0], vec![180.0])];
    assert_eq!(stale(&preset), told);
    let text = to_ron(&preset);
    assert_eq!(text.matches("            of: [40.0],\n").count(), 1, "{text}");
    let mut again = saved(&saved(&preset));
    assert_eq!(stale(&again), told);
    assert_eq!(
        again.moved_value(Input::Site(0, SiteNumber::Pledge), Scenario::Base),
        Some((40.0, 180.0))
    );
    again.inputs.programme.sites[0].pledge = 40.0;
    assert_eq!(stale(&again), []);
    assert_eq!(again.moved_value(Input::Site(0, SiteNumber::Pledge), Scenario::Base), None);
}

#[test]
fn a_change_beyond_a_billionth_is_one() {
    for (pledge, is_stale) in [(40.0 * (1.0 + 0.5e-9), false), (40.0 * (1.0 + 2e-9), true)] {
        let mut preset = bundled("apec-40b");
        preset.inputs.programme.sites[0].pledge = pledge;
        assert_eq!(stale(&preset).len(), usize::from(is_stale), "{pledge}");
        let again = saved(&preset);
        assert_eq!(again, preset);
        assert_eq!(stale(&again).len(), usize::from(is_stale), "{pledge}");
    }
}

#[test]
fn a_file_says_what_its_sources_speak_of_and_keeps_it() {
    let preset = with(
        "apec-40b",
        &[
            ("\"utilization\": (", "\"utilization\": (of: [0.45, 0.5, 0.8],"),
            ("\"programme.growth_share\": (", "\"programme.growth_share\": (of: [1.0],"),
            ("\"risk.comovement\": (", "\"risk.comovement\": (of: [0.1],"),
        ],
    );
    let told = vec![
        ("risk.comovement".to_owned(), vec![0.1], vec![0.3]),
        ("utilization".to_owned(), vec![0.45, 0.5, 0.8], vec![0.45, 0.65, 0.8]),
    ];
    assert_eq!(stale(&preset), told);
    // The base's utilization has a source of its own, which goes before the general one.
    let utilization = Input::Driver(Driver::Utilization);
    assert_eq!(preset.moved_value(utilization, Scenario::Base), None);
    let text = to_ron(&preset);
    for line in ["of: [0.45, 0.5, 0.8],\n", "of: [1.0],\n", "of: [0.1],\n"] {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
    assert_eq!(stale(&saved(&preset)), told);
    let growth = Input::Programme(ProgrammeNumber::GrowthShare);
    let mut moved = saved(&preset);
    moved.inputs.set(growth, Scenario::Base, 0.5);
    assert_eq!(moved.moved_value(growth, Scenario::Bear), Some((1.0, 0.5)));
}

#[test]
fn a_scenarios_own_value_moves_its_own_source_and_the_general_one() {
    let mut preset = bundled("apec-40b");
    preset.inputs.scenarios[Scenario::Bull].set_driver(Driver::ExportBlock, 0.5);
    assert_eq!(stale(&preset), [("export_block".to_owned(), vec![0.0; 3], vec![0.0, 0.0, 0.5])]);
    let block = Input::Driver(Driver::ExportBlock);
    assert_eq!(preset.moved_value(block, Scenario::Base), None);
    assert_eq!(preset.moved_value(block, Scenario::Bull), Some((0.0, 0.5)));
    preset.inputs.scenarios[Scenario::Bear].weight = 0.3;
    let keys: Vec<String> = stale(&saved(&preset)).into_iter().map(|(key, ..)| key).collect();
    assert_eq!(keys, ["export_block", "weight"]);
}

/// Two sites that both stand on one source.
fn two_sites() -> Preset {
    let mut text = to_ron(&bundled("apec-plus-korea"));
    text = text.replacen("\"programme.sites.0.pledge\"", "\"programme.sites.*.pledge\"", 1);
    let (before, rest) =
        text.split_once("        \"programme.sites.1.pledge\": (").expect("a source");
    let (_, after) = rest.split_once("        ),\n").expect("its end");
    let text = format!("{before}{after}").replace("pledge: 5.0", "pledge: 40.0");
    read(text.as_bytes(), "two.ron").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn a_star_speaks_of_every_site_without_a_source_of_its_own() {
    let key = "programme.sites.*.pledge";
    let mut preset = two_sites();
    for site in [0, 1] {
        let input = Input::Site(site, SiteNumber::Pledge);
        assert_eq!(preset.source_of(input, Scenario::Base).expect("a source").0, key);
    }
    // Sites that differ: never stale, and the value that the source speaks of is not lost.
    preset.inputs.programme.sites[1].pledge = 50.0;
    let second = Input::Site(1, SiteNumber::Pledge);
    for preset in [&preset, &saved(&preset)] {
        assert_eq!(stale(preset), []);
        assert_eq!(preset.moved_value(second, Scenario::Base), Some((40.0, 50.0)));
    }
    // Sites that agree on another value, saved in between or not.
    for mut preset in [preset.clone(), saved(&preset)] {
        preset.inputs.programme.sites[0].pledge = 50.0;
        let told = vec![(key.to_owned(), vec![40.0], vec![50.0])];
        assert_eq!(stale(&preset), told);
        assert_eq!(stale(&saved(&preset)), told);
    }
    preset.inputs.programme.sites[0].pledge = 50.0;
    // A site with a source of its own is none of the star's business.
    let own = preset.sources[key].clone();
    preset.sources.insert("programme.sites.1.pledge".to_owned(), own);
    preset.inputs.programme.sites[0].pledge = 40.0;
    assert_eq!(stale(&preset), [("programme.sites.1.pledge".to_owned(), vec![40.0], vec![50.0])]);
    assert_eq!(stale(&saved(&preset)), stale(&preset));
}

#[test]
fn an_indicators_source_counts_the_scenarios_that_use_it() {
    let mut text = to_ron(&bundled("grid-freeze"));
    let bear = text.find("power_delay: Indicators(").expect("indicators");
    let end = bear + text[bear..].find("),\n").expect("their end") + 1;
    text.replace_range(bear..end, "power_delay: Months(18.0)");
    let own = "    sources: {\n        \"queue_months\": (of: [36.0, 21.0], note: \"\"),\n";
    let text = text.replacen("    sources: {\n", own, 1);
    let mut preset = read(text.as_bytes(), "own.ron").unwrap_or_else(|error| panic!("{error}"));
    let queue = |preset: &Preset| {
        let stale = stale(preset);
        stale.into_iter().find(|(key, ..)| key == "queue_months").map(|(_, of, now)| (of, now))
    };
    assert_eq!(queue(&preset), Some((vec![36.0, 21.0], vec![36.0, 20.0])));
    assert_eq!(queue(&saved(&preset)), queue(&preset));
    // The base changes over to months: its value is no longer there to be spoken of.
    preset.inputs.scenarios[Scenario::Base].set_driver(Driver::PowerDelay, 3.0);
    assert_eq!(queue(&preset), Some((vec![21.0], vec![20.0])));
    assert_eq!(queue(&saved(&preset)), queue(&preset));
    // And the bear to indicators that no source has spoken of.
    preset.inputs.scenarios[Scenario::Bear].set_indicators(Indicators::default());
    let months = Input::Indicator(Indicator::QueueMonths);
    let now = preset.inputs.get(months, Scenario::Bear).expect("a value");
    assert_eq!(queue(&preset), Some((vec![now, 21.0], vec![now, 20.0])));
    assert_eq!(queue(&saved(&preset)), queue(&preset));
}

#[test]
fn a_stale_source_is_a_difference_of_files() {
    let plain = bundled("apec-40b");
    let mut moved = plain.clone();
    moved.inputs.programme.sites[0].pledge = 180.0;
    let paths = |a: &Preset, b: &Preset| -> Vec<String> {
        differences(a, b).into_iter().map(|difference| difference.path).collect()
    };
    // A moved value is one difference: both sources speak of the same.
    assert_eq!(paths(&plain, &moved), [PLEDGE]);
    // The same value, of which one source speaks and the other doesn't.
    let told = with("apec-40b", &[("pledge: 40.0", "pledge: 180.0")]);
    assert_eq!(paths(&moved, &told), [format!("sources.{PLEDGE}.of")]);
    assert_eq!(paths(&saved(&moved), &moved), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Random edits, saved and read again in between: what is stale stays what it was, and is just
    /// what differs from the values at first.
    #[test]
    fn the_stale_set_survives_saving(
        text in select(BUNDLED.map(|(_, text)| text).to_vec()),
        // Of all inputs or of sites alone, which come to agree at the ends of their ranges.
        edits in vec(
            (
                (any::<bool>(), any::<Index>()),
                0..3_usize,
                prop_oneof![Just(0.0), Just(1.0), 0.0..=1.0_f64],
                any::<bool>(),
            ),
            1..12,
        ),
    ) {
        let first = read(text.as_bytes(), "bundled").expect("bundled presets are sound");
        let mut preset = first.clone();
        let mut reread = first.clone();
        let inputs: Vec<Input> = Input::all(first.inputs.programme.sites.len())
            .filter(|input| !matches!(input, Input::Indicator(_) | Input::Driver(Driver::PowerDelay)))
            // Once sites that differed are saved alike, their source speaks of what was saved.
            .filter(|input| {
                first.source_of(*input, Scenario::Base).is_none()
                    || first.sourced_value(*input, Scenario::Base).is_some()
            })
            .collect();
        let sites: Vec<Input> =
            inputs.iter().copied().filter(|input| matches!(input, Input::Site(..))).collect();
        for ((of_sites, which), scenario, part, back) in edits {
            let among = if of_sites { &sites } else { &inputs };
            let (input, scenario) = (*which.get(among), Scenario::ALL[scenario]);
            let slider = input.spec().slider;
            let value = slider.min + part * (slider.max - slider.min);
            let value = if input.spec().valid.whole { value.round() } else { value };
            let at_first = first.inputs.get(input, scenario).expect("a value");
            let value = if back { at_first } else { value };
            for preset in [&mut preset, &mut reread] {
                crate::put(&mut preset.inputs, input, scenario, value);
            }
            reread = read(to_ron(&reread).as_bytes(), "saved.ron").expect("a sound file");
            prop_assert_eq!(preset.stale_sources(), reread.stale_sources());
        }
        for input in inputs {
            for scenario in Scenario::ALL {
                let [at_first, now] = [&first, &reread].map(|preset| preset.inputs.get(input, scenario));
                let moved = first.source_of(input, scenario).is_some() && at_first != now;
                let told = reread.moved_value(input, scenario);
                prop_assert_eq!(told, preset.moved_value(input, scenario), "{}", input);
                prop_assert_eq!(told.is_some(), moved, "{}", input);
            }
        }
        // A source of all sites isn't stale while they differ.
        let speaks = |key: &str| !key.contains(".*.") || reread.present_values(key) != [None];
        let keys: Vec<String> = reread.stale_sources().into_iter().map(|stale| stale.key).collect();
        for key in first.sources.keys() {
            let moved = first.present_values(key) != reread.present_values(key) && speaks(key);
            prop_assert_eq!(keys.contains(key), moved, "{}", key);
        }
    }
}
