//! Whatever is in a file, reading it ends with a preset or a report that names a line; and
//! writing a preset and reading it again changes nothing.

use payback::analysis::{Bound, Shape};
use payback::model::{Driver, Indicators, Input, Scenario};
use payback::preset::library::BUNDLED;
use payback::preset::{Preset, Source, SourceValues, read, to_ron};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const TOKENS: [&str; 26] = [
    "NaN",
    "inf",
    "1e999",
    "-",
    "0",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "/*",
    "*/",
    "//",
    "\"",
    "'",
    "\\",
    ",",
    ":",
    "\u{202e}",
    "\u{feff}",
    "\n",
    "r#\"",
    "Some(",
    "None",
    "#![enable(unwrap_newtypes)]",
];

/// One way to spoil a text.
#[derive(Debug, Clone)]
enum Spoil {
    Delete(Index, usize),
    Insert(Index, &'static str),
    Swap(Index, Index),
    Repeat(Index, usize, Index),
    Byte(Index, u8),
}

fn spoil() -> impl Strategy<Value = Spoil> {
    let place = any::<Index>;
    prop_oneof![
        (place(), 1..40_usize).prop_map(|(at, length)| Spoil::Delete(at, length)),
        (place(), select(&TOKENS[..])).prop_map(|(at, token)| Spoil::Insert(at, token)),
        (place(), place()).prop_map(|(one, other)| Spoil::Swap(one, other)),
        (place(), 1..200_usize, place())
            .prop_map(|(from, length, to)| Spoil::Repeat(from, length, to)),
        (place(), any::<u8>()).prop_map(|(at, byte)| Spoil::Byte(at, byte)),
    ]
}

fn apply(bytes: &mut Vec<u8>, spoil: &Spoil) {
    if bytes.is_empty() {
        return;
    }
    let len = bytes.len();
    match spoil {
        Spoil::Delete(at, length) => {
            let at = at.index(len);
            bytes.drain(at..(at + length).min(len));
        }
        Spoil::Insert(at, token) => {
            let at = at.index(len);
            bytes.splice(at..at, token.bytes());
        }
        Spoil::Swap(one, other) => bytes.swap(one.index(len), other.index(len)),
        Spoil::Repeat(from, length, to) => {
            let from = from.index(len);
            let slice = bytes[from..(from + length).min(len)].to_vec();
            let to = to.index(len);
            bytes.splice(to..to, slice);
        }
        Spoil::Byte(at, byte) => bytes[at.index(len)] = *byte,
    }
}

fn bundled() -> impl Strategy<Value = &'static str> {
    select(BUNDLED.map(|(_, text)| text).to_vec())
}

/// A bundled preset with some of its numbers moved within their ranges, and odd texts.
fn perturbed() -> impl Strategy<Value = Preset> {
    let change = (any::<Index>(), 0..3_usize, 0.0..=1.0_f64);
    let texts = (".{1,20}", ".{0,20}", "[ -~]{0,20}");
    let bounds = (-1e3..1e3_f64, 0.0..1e3_f64, 0..3_u8);
    (bundled(), vec(change, 0..30), texts, bounds, select(Shape::ALL.to_vec()), any::<bool>())
        .prop_map(
            |(text, changes, (name, summary, note), (low, width, which), shape, by_indicators)| {
                let mut preset =
                    read(text.as_bytes(), "bundled").expect("bundled presets are sound");
                let inputs: Vec<Input> = Input::all(preset.inputs.programme.sites.len()).collect();
                for (index, scenario, part) in changes {
                    let input = *index.get(&inputs);
                    let slider = input.spec().slider;
                    let value = slider.min + part * (slider.max - slider.min);
                    let value = if input.spec().valid.whole { value.round() } else { value };
                    crate::put(&mut preset.inputs, input, Scenario::ALL[scenario], value);
                }
                if by_indicators {
                    preset.inputs.scenarios[Scenario::Bear].set_indicators(Indicators::default());
                }
                preset.name = format!("n{name}");
                preset.summary = summary;
                preset.inputs.programme.sites[0].name.clone_from(&note);
                preset.risk.shape = shape;
                preset.risk.correlations = vec![(Driver::Margin, Driver::Attach, low / 1e3)];
                preset.claims[0].bound = match which {
                    0 => Bound::Within(low, low + width),
                    1 => Bound::AtLeast(low),
                    _ => Bound::AtMost(low),
                };
                let of =
                    SourceValues { values: preset.present_values("bull.margin"), is_given: false };
                let source =
                    Source { note, cite: String::new(), as_of: "2025-10-29".to_owned(), of };
                preset.sources.insert("bull.margin".to_owned(), source);
                preset
            },
        )
}

fn check(bytes: &[u8]) {
    if let Err(report) = read(bytes, "spoilt.ron") {
        let first = &report.problems()[0];
        let shown = report.to_string();
        assert!(shown.contains("spoilt.ron"), "{shown}");
        // What is too large to be read has no place in it.
        if bytes.len() as u64 <= payback::preset::files::LARGEST {
            assert!(first.line >= 1 && first.column >= 1);
            let place = format!("spoilt.ron:{}:{}", first.line, first.column);
            assert!(shown.contains(&place), "{shown}");
        }
        assert!(!shown.contains(['\u{202e}', '\u{1b}', '\0']), "{shown}");
        for internal in
            ["Option<", "expected struct", "PresetFile", "ScenarioFile", "This can't be read"]
        {
            assert!(!shown.contains(internal), "{shown}");
        }
    }
}

/// So many cases, or `PROPERTY_CASES` where that is set.
fn settings(usual: u32) -> ProptestConfig {
    let asked = std::env::var("PROPERTY_CASES").map(|text| text.parse().expect("a number"));
    let cases = asked.unwrap_or(usual);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(settings(600))]

    #[test]
    fn a_spoilt_file_is_read_or_refused_with_a_place(text in bundled(), spoils in vec(spoil(), 1..6)) {
        let mut bytes = text.as_bytes().to_vec();
        for spoil in &spoils {
            apply(&mut bytes, spoil);
        }
        check(&bytes);
    }

    #[test]
    fn any_bytes_are_refused_with_a_place(bytes in vec(any::<u8>(), 0..300)) {
        check(&bytes);
    }

    #[test]
    fn any_tokens_are_refused_with_a_place(tokens in vec(select(&TOKENS[..]), 0..80)) {
        check(tokens.concat().as_bytes());
    }

    #[test]
    fn writing_and_reading_changes_nothing(preset in perturbed()) {
        let text = to_ron(&preset);
        let again = read(text.as_bytes(), "written.ron");
        prop_assert!(again.is_ok(), "{}\n{text}", again.unwrap_err());
        let again = again.expect("just checked");
        prop_assert_eq!(to_ron(&again), text);
        prop_assert_eq!(again.stale_sources(), preset.stale_sources());
        prop_assert_eq!(&again.inputs, &preset.inputs);
        prop_assert_eq!((&again.risk, &again.claims), (&preset.risk, &preset.claims));
        prop_assert_eq!((&again.name, &again.summary), (&preset.name, &preset.summary));
        for (key, source) in &preset.sources {
            let read = &again.sources[key];
            prop_assert_eq!(
                (&read.note, &read.cite, &read.as_of),
                (&source.note, &source.cite, &source.as_of)
            );
        }
    }
}

proptest! {
    #![proptest_config(settings(300))]

    #[test]
    fn one_changed_value_is_one_changed_line(
        preset in perturbed(),
        which in any::<Index>(),
        scenario in select(Scenario::ALL.to_vec()),
        part in 0.0..=1.0_f64,
    ) {
        // A delay that begins to follow from indicators is another group of lines.
        let inputs: Vec<Input> = Input::all(preset.inputs.programme.sites.len())
            .filter(|input| !matches!(input, Input::Indicator(_)))
            .filter(|input| {
                preset.inputs.scenarios[scenario].indicators().is_none()
                    || *input != Input::Driver(Driver::PowerDelay)
            })
            .collect();
        let input = *which.get(&inputs);
        let valid = input.spec().slider;
        let value = valid.min + part * (valid.max - valid.min);
        let value = if input.spec().valid.whole { value.round() } else { value };
        let mut changed = preset.clone();
        if !crate::put(&mut changed.inputs, input, scenario, value) {
            return Ok(());
        }
        // What the sources of the value speak of is written beside it.
        let written = |preset| -> String {
            let text = to_ron(preset);
            // So are the values that the margin was read off at, where the number has moved.
            let (text, calibration) = match text.split_once("        calibration: (\n") {
                Some((before, rest)) => {
                    let (within, after) = rest.split_once("        ),\n").expect("an end");
                    (before.to_owned() + after, within.lines().count())
                }
                None => (text, 0),
            };
            assert!(calibration <= 6, "{text}");
            let lines = text.split_inclusive('\n');
            lines.filter(|line| !line.trim_start().starts_with("of: [")).collect()
        };
        let (before, after) = (written(&preset), written(&changed));
        let differing: Vec<_> =
            before.lines().zip(after.lines()).filter(|(before, after)| before != after).collect();
        prop_assert_eq!(before.lines().count(), after.lines().count());
        prop_assert_eq!(differing.len(), usize::from(before != after), "{:?}", differing);
        prop_assert_eq!(payback::preset::differences(&preset, &changed).len(), differing.len());
    }
}

#[test]
fn floods_end_soon() {
    let mib = 1024 * 1024 - 100;
    for token in [
        "(", "[", "{", "((),", "\"a\":", "a:1,", "/*", "//", "\"", "r#", "r", "\\", "1", "-", ",",
        "Some(", "a", "é", "\n", "{\"a\":(", "a(", "(a:",
    ] {
        check(token.repeat(mib / token.len()).as_bytes());
        check(format!("({}", token.repeat(mib / token.len())).as_bytes());
        check(format!("(format: 1, name: \"{}", token.repeat(mib / token.len() / 2)).as_bytes());
        check(format!("(format: 1, sources: {{{}", token.repeat(mib / token.len() / 2)).as_bytes());
    }
    let entries = format!("(format: 1, sources: {{{}}})", "\"a\": (),".repeat(mib / 9));
    check(entries.as_bytes());
    let sound = BUNDLED[0].1;
    let keys: String = (0..50_000)
        .fold(String::new(), |keys, number| keys + &format!("\"utilizatio{number}\":(note:\"\"),"));
    check(sound.replace("    sources: {", &format!("    sources: {{{keys}")).as_bytes());
    check(sound.replace("sites: [", &format!("sites: [{}", "(),".repeat(300_000))).as_bytes());
    check(format!("[{}", "()\n,".repeat(200_000)).as_bytes());
    let fields: Vec<String> = (0..60_000).map(|number| format!("utilizatio{number}:1")).collect();
    check(format!("({})", fields.join(",")).as_bytes());
}
