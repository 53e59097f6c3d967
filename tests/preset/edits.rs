//! Saving into files as people write them: only the lines of changed values differ, `ron` reads the
//! result alike, and it reads back as it was meant.

mod reference;
mod texts;

use crate::mutations::Random;
use payback::analysis::{Bound, ClaimKind, Measure, Shape};
use payback::model::{Driver, Indicators, Input, Metric, Month, Scenario, Site};
use payback::preset::{Preset, PresetView, SetTo, Source, read, rewritten, to_ron};
use texts::as_people_write;

/// How many files are edited.
const CASES: u64 = 1_000;

fn preset(text: &str) -> Preset {
    read(text.as_bytes(), "own.ron").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A random change that leaves a preset valid.
fn change(preset: &mut Preset, random: &mut Random) {
    let before = preset.clone();
    let number = |random: &mut Random| f64::from(u32::try_from(random.below(1_000)).unwrap()) / 1e3;
    match random.below(23) {
        0 => preset.name.push_str(" \"2\"\u{301}"),
        1 => preset.summary = ["", "An other\nsummary, 'so'."][random.below(2)].into(),
        2 => preset.risk.comovement = number(random),
        3 => preset.risk.shape = Shape::ALL[random.below(4)],
        4 => match preset.risk.correlations.pop() {
            Some(_) if random.below(2) == 0 => {}
            _ => {
                let pair = (Driver::Margin, Driver::Attach, number(random));
                preset.risk.correlations = vec![pair];
            }
        },
        5 if !preset.claims.is_empty() => {
            let at = random.below(preset.claims.len());
            preset.claims.remove(at);
        }
        6 if !preset.claims.is_empty() => {
            let at = random.below(preset.claims.len());
            let mut claim = preset.claims[at].clone();
            claim.id = format!("new-{}", random.below(1_000_000));
            claim.kind = ClaimKind::Tested;
            claim.measure = Measure::Metric(Metric::Npv);
            preset.claims.insert(random.below(preset.claims.len() + 1), claim);
        }
        7 | 8 if !preset.claims.is_empty() => {
            let at = random.below(preset.claims.len());
            let claim = &mut preset.claims[at];
            let low = number(random);
            claim.bound = [Bound::Within(low, low + 1.0), Bound::AtLeast(low), Bound::AtMost(low)]
                [random.below(3)];
            if random.below(3) == 0 {
                claim.source = "by hand".into();
            }
        }
        9 => {
            let number = preset.inputs.programme.sites.len();
            let site = Site {
                name: format!("New {number}"),
                pledge: 1.0 + number as f64,
                ..Site::default()
            };
            preset.inputs.programme.sites.insert(random.below(number + 1), site);
        }
        10 if preset.inputs.programme.sites.len() > 1 => {
            let at = random.below(preset.inputs.programme.sites.len());
            preset.inputs.programme.sites.remove(at);
        }
        11 => {
            let at = random.below(preset.inputs.programme.sites.len());
            preset.inputs.programme.sites[at].name = "Renamed".into();
        }
        12 => {
            let keys = ["bull.margin", "programme.tax_rate", "weight", "programme.sites.*.first"];
            let key = keys[random.below(keys.len())].to_owned();
            let source = Source { note: "asked".to_owned(), ..Source::default() };
            if preset.sources.remove(&key).is_none() || random.below(2) == 0 {
                preset.sources.insert(key.clone(), source);
                let values = preset.present_values(&key);
                preset.sources.get_mut(&key).unwrap().of.values = values;
            }
        }
        13 => {
            let at = random.below(preset.sources.len());
            if let Some(source) = preset.sources.values_mut().nth(at) {
                source.as_of = ["", "2026-01-31"][random.below(2)].into();
                source.cite = ["", "a call"][random.below(2)].into();
            }
        }
        20..23 => change_newer(preset, random),
        14 => preset.inputs.scenarios[Scenario::Bear].set_indicators(Indicators::default()),
        15 => {
            preset.inputs.scenarios[Scenario::Bull].set_driver(Driver::PowerDelay, number(random));
        }
        16 => {
            preset.inputs.programme.horizon =
                Month::new(2041, i32::try_from(1 + random.below(12)).unwrap());
        }
        _ => {
            let sites = preset.inputs.programme.sites.len();
            let inputs: Vec<Input> =
                Input::all(sites).filter(|input| !matches!(input, Input::Indicator(_))).collect();
            let input = inputs[random.below(inputs.len())];
            let slider = input.spec().slider;
            let value = slider.min + number(random) * (slider.max - slider.min);
            let value = if input.spec().valid.whole { value.round() } else { value };
            preset.inputs.set(input, Scenario::ALL[random.below(3)], value);
        }
    }
    let is_valid = read(to_ron(preset).as_bytes(), "changed").is_ok();
    if !is_valid {
        *preset = before;
    }
}

/// The same of currency, views and claims as of a year.
fn change_newer(preset: &mut Preset, random: &mut Random) {
    let number = f64::from(u32::try_from(random.below(1_000)).unwrap()) / 1e3;
    match random.below(3) {
        0 => preset.currency = ["$", "€", "CHF"][random.below(3)].into(),
        1 => {
            let at = random.below(preset.views.len() + 1);
            let view = PresetView {
                name: format!("View {}", random.below(1_000)),
                screen: Some("Cash"),
                set: vec![("base.margin".to_owned(), SetTo::Number(number))],
                expect: vec!["base.npv > 0".to_owned(); random.below(3)],
                ..PresetView::default()
            };
            match preset.views.get_mut(at) {
                Some(_) if random.below(3) == 0 => drop(preset.views.remove(at)),
                Some(old) if random.below(2) == 0 => {
                    *old = PresetView { name: old.name.clone(), ..view }
                }
                _ => preset.views.insert(at, view),
            }
        }
        _ if preset.claims.is_empty() => {}
        _ => {
            let at = random.below(preset.claims.len());
            let year = 2026 + i32::try_from(random.below(10)).unwrap();
            let measures: Vec<Measure> = Measure::of_year(year).collect();
            preset.claims[at].measure = measures[random.below(measures.len())];
        }
    }
}

/// Lines of one text that the other doesn't have in that order, by the longest common subsequence.
fn lost<'t>(from: &'t str, to: &str) -> Vec<&'t str> {
    let (mut a, to): (Vec<&str>, Vec<&str>) = (from.lines().collect(), to.lines().collect());
    let mut b = to.as_slice();
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    (a, b) = (a.split_off(start), &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    a.truncate(a.len() - end);
    b = &b[..b.len() - end];
    let width = b.len() + 1;
    let mut lengths = vec![0_usize; width * (a.len() + 1)];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = if a[i] == b[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut lost) = (0, 0, Vec::new());
    while i < a.len() {
        if j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
        } else if j < b.len() && lengths[i * width + j + 1] >= lengths[(i + 1) * width + j] {
            j += 1;
        } else {
            lost.push(a[i]);
            i += 1;
        }
    }
    lost
}

/// Whether a line holds more than blanks and comments.
fn has_value(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with("//") && line != texts::SECOND
}

/// The numbered comments of a text, in their order.
fn comments(text: &str) -> Vec<&str> {
    text.match_indices("<c").map(|(at, _)| &text[at..at + text[at..].find('>').unwrap()]).collect()
}

#[test]
fn only_the_lines_of_changed_values_differ() {
    let cases = std::env::var("EDITS").map_or(CASES, |text| text.parse().expect("a number"));
    let mut removals = 0;
    for case in 0..cases {
        let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ (case + 1).wrapping_mul(0x2545_f491));
        (0..8).for_each(|_| _ = random.next());
        let text = as_people_write(&mut random);
        let old = preset(&text);
        assert_eq!(rewritten(text.as_bytes(), &old), text, "case {case}: nothing has changed");
        let mut new = old.clone();
        (0..=random.below(3)).for_each(|_| change(&mut new, &mut random));
        let saved = rewritten(text.as_bytes(), &new);
        let told = || format!("case {case}\n{text}\n=== saved as\n{saved}");

        let again = read(saved.as_bytes(), "saved.ron");
        let again = again.unwrap_or_else(|error| panic!("{error}\n{}", told()));
        assert_eq!(to_ron(&again), to_ron(&new), "{}", told());
        reference::assert_alike(&saved, &to_ron(&new), &told);

        // Written anew, it would lose so many lines and get so many; an entry that is added behind
        // the last one changes that one's line where it has no comma.
        let (plain_old, plain_new) = (to_ron(&old), to_ron(&new));
        let (gone, come) = (lost(&plain_old, &plain_new).len(), lost(&plain_new, &plain_old).len());
        let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
        let (before, after) = (lines(&text), lines(&saved));
        let (mut less, mut more) = (lost(&before, &after), lost(&after, &before));
        less.retain(|line| has_value(line));
        more.retain(|line| has_value(line));
        let is_right = less.len() <= gone + come && more.len() <= gone + 2 * come;
        assert!(is_right, "{less:#?}\n{more:#?}\n{}", told());
        if gone + come == 0 {
            assert_eq!(saved, text);
        }

        // No comment moves, and none goes but with an entry.
        let (before, after) = (comments(&text), comments(&saved));
        let mut rest = before.iter();
        assert!(after.iter().all(|kept| rest.any(|one| one == kept)), "{}", told());
        let is_removal = old.claims.len() > new.claims.len()
            || old.inputs.programme.sites.len() > new.inputs.programme.sites.len();
        removals += usize::from(is_removal);
        let taken = before.len() - after.len();
        assert!(taken <= less.len(), "{taken} comments went\n{}", told());

        // Line ends, the mark at the beginning and the end are the file's.
        let crlf = text.contains("\r\n");
        if crlf {
            assert_eq!(saved.matches("\r\n").count(), saved.matches('\n').count(), "{}", told());
        } else if text.contains('\r') {
            assert!(!saved.contains('\n') || plain_new.contains("\\n"), "{}", told());
        }
        assert_eq!(saved.starts_with('\u{feff}'), text.starts_with('\u{feff}'));
        let tail = |text: &str| text[text.rfind([')', '>']).unwrap()..].to_owned();
        assert_eq!(tail(&saved), tail(&text), "{}", told());
    }
    assert!(removals * 30 > usize::try_from(cases).unwrap(), "entries are removed: {removals}");
}

/// What is saved of a small file with a change.
fn after(text: &str, change: impl FnOnce(&mut Preset)) -> String {
    let mut preset = preset(text);
    change(&mut preset);
    rewritten(text.as_bytes(), &preset)
}

/// The lines that a change takes away and puts in.
fn difference(text: &str, change: impl FnOnce(&mut Preset)) -> String {
    let saved = after(text, change);
    let signed = |sign: &str, lines: Vec<&str>| -> String {
        lines.iter().flat_map(|line| [sign, line.trim_end(), "\n"]).collect()
    };
    signed("-", lost(text, &saved)) + &signed("+", lost(&saved, text))
}

#[test]
fn values_are_changed_where_they_stand() {
    let text = texts::HAND;
    insta::assert_snapshot!(difference(text, |preset| {
        preset.inputs.programme.tax_rate = 0.25;
        preset.inputs.scenarios[Scenario::Bear].set_driver(Driver::PowerDelay, 20.0);
        preset.claims[0].bound = Bound::Within(2.5, 4.0);
    }), @r"
    -    /* tax, of course */ tax_rate: 0.180, // or 21 %
    -    bear: (utilization: 0.45, margin: 0.29, power_delay: Months(18), attach: 0.15), // low
    -      within: Some((2.5, 3)), // as said
    +    /* tax, of course */ tax_rate: 0.25, // or 21 %
    +    bear: (utilization: 0.45, margin: 0.29, power_delay: Months(20), attach: 0.15), // low
    +      within: Some((2.5, 4)), // as said
    ");
}

#[test]
fn what_is_new_stands_where_people_look_for_it() {
    let text = texts::HAND;
    insta::assert_snapshot!(difference(text, |preset| {
        preset.summary = "New.".to_owned();
        preset.inputs.programme.build_months = 9.0;
        preset.inputs.programme.gdp_multiplier = 2.0;
        let site = Site { name: "There".to_owned(), pledge: 5.0, ..Site::default() };
        preset.inputs.programme.sites.insert(1, site);
        preset.inputs.scenarios[Scenario::Bear].set_driver(Driver::CapexCut, 0.1);
        preset.risk.correlations = vec![(Driver::Margin, Driver::Attach, 0.5)];
        let mut claim = preset.claims[0].clone();
        claim.id = "second".to_owned();
        preset.claims.push(claim);
        let source = Source { note: "asked".to_owned(), ..Source::default() };
        preset.sources.insert("base.margin".to_owned(), source);
        let values = preset.present_values("base.margin");
        preset.sources.get_mut("base.margin").unwrap().of.values = values;
    }), @r#"
    -  format: 1.0, name: r"By hand",
    -      (pledge: +0.5, extra_delay: -1.5), /* the rest */
    -    bear: (utilization: 0.45, margin: 0.29, power_delay: Months(18), attach: 0.15), // low
    -  risk: (comovement: 0.3),
    +  format: 1.0, name: r"By hand", summary: "New.",
    +      (name: "There", pledge: 5.0, first: "2025-11", months: 32, extra_delay: 0.0, yield_factor: 1.0),
    +      (name: "Site 2", pledge: +0.5, extra_delay: -1.5), /* the rest */
    +    build_months: 9.0,
    +    gdp: (
    +      multiplier: 2.0,
    +    ),
    +    bear: (utilization: 0.45, margin: 0.29, power_delay: Months(18), attach: 0.15, capex_cut: 0.1), // low
    +  risk: (comovement: 0.3, correlations: [("margin", "attach", 0.5)]),
    +    ),
    +    (
    +      id: "second",
    +      says: "It earns.",
    +      kind: Tested,
    +      scenario: base,
    +      measure: "operating_income",
    +      within: (2.5, 3.0),
    +      source: "",
    +    "base.margin": (note: "asked"),
    "#);
}

#[test]
fn what_is_taken_away_goes_with_its_own_lines_comment() {
    let text = texts::HAND;
    insta::assert_snapshot!(difference(text, |preset| {
        preset.inputs.programme.sites.remove(1);
        preset.claims[0].bound = Bound::AtMost(3.0);
        preset.sources.remove("margin");
    }), @r#"
    -      (pledge: +0.5, extra_delay: -1.5), /* the rest */
    -      within: Some((2.5, 3)), // as said
    -    "margin": (
    -      note: "a guess"
    -    ), // ask again
    +      at_most: 3.0, // as said
    "#);
    insta::assert_snapshot!(difference(text, |preset| {
        preset.claims.clear();
    }), @r#"
    -    (
    -      id: "income", // the headline
    -      says: "It earns.", kind: Tested, scenario: base,
    -      measure: "operating_income",
    -      within: Some((2.5, 3)), // as said
    -      at_least: None
    -    )
    "#);
}

#[test]
fn what_is_moved_keeps_its_words() {
    let mut text = texts::HAND.replace("measure: \"operating_income\",", "measure: \"npv\", // so");
    text = text.replace(
        "at_least: None\n    )",
        "at_least: None\n    ),\n    (id:\"b\", says: \"x\", kind: Input, scenario: bull, measure: \"npv\", at_most: 1_0)",
    );
    let saved = after(&text, |preset| preset.claims.swap(0, 1));
    assert!(saved.contains("(id:\"b\", says: \"x\", kind: Input,"), "{saved}");
    assert!(saved.contains("id: \"income\", // the headline"), "{saved}");
    assert_eq!(preset(&saved).claims[0].id, "b");
}

#[test]
fn a_file_that_is_no_preset_is_replaced_by_one() {
    let preset = preset(texts::HAND);
    for file in [&b""[..], b"(format: 1,", b"\xff\xfe", b"milk, eggs"] {
        assert_eq!(rewritten(file, &preset), to_ron(&preset));
    }
}
