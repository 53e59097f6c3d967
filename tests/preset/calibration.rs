//! What cash costs were calibrated at, in files: a saved file gives the same figures when it is read
//! again, whatever has moved, and what people wrote of it stays as they wrote it.

use crate::put;
use payback::model::programme::Calibrated;
use payback::model::{
    Access, Input, Inputs, Metrics, Plan, Programme, Scenario, Workspace, evaluate,
};
use payback::preset::library::BUNDLED;
use payback::preset::{Preset, read, rewritten, to_ron};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

fn preset(text: &str) -> Preset {
    read(text.as_bytes(), "own.ron").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Every metric of every scenario.
fn figures(inputs: &Inputs) -> Vec<Metrics> {
    let plan = Plan::new(&inputs.programme);
    let of = |scenario| {
        let drivers = inputs.scenarios[scenario].drivers();
        evaluate(&plan, drivers, &mut Workspace::new()).metrics
    };
    Scenario::ALL.map(of).to_vec()
}

/// A number's value at calibration is set.
fn calibrate(programme: &mut Programme, calibrated: &Calibrated, value: f64) {
    let field = Programme::field(calibrated.id).expect("a field");
    let Access::Setting(_, lens) = &field.access else { panic!("{} is set", field.id) };
    (lens.set)(programme, value);
}

fn calibrated_at(programme: &Programme, calibrated: &Calibrated) -> f64 {
    let field = Programme::field(calibrated.id).expect("a field");
    let Access::Setting(_, lens) = &field.access else { panic!("{} is set", field.id) };
    (lens.get)(programme)
}

/// Its name within the group.
fn name(calibrated: &Calibrated) -> &'static str {
    calibrated.id.strip_prefix("calibration.").expect("of that group")
}

/// The entries of the calibration, in the order of the text; a comment behind each tells them
/// apart.
fn entries(text: &str) -> Vec<&str> {
    let Some((_, group)) = text.split_once("calibration: (") else { return Vec::new() };
    let (group, _) = group.split_once(')').expect("an end");
    let lines = group.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    lines.filter_map(|line| Some(line.split_once(':')?.0)).collect()
}

/// The test's own comments, in the order of the text.
fn comments(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| Some(line.split_once("// kept ")?.1)).collect()
}

/// How a file gives what a number was calibrated at.
#[derive(Debug, Clone, Copy)]
enum Given {
    Not,
    /// As the number is.
    Equal,
    /// Somewhere within the slider's range.
    Moved(f64),
}

fn given() -> impl Strategy<Value = Given> {
    prop_oneof![
        2 => Just(Given::Not),
        1 => Just(Given::Equal),
        1 => (0.0..=1.0_f64).prop_map(Given::Moved),
    ]
}

/// A bundled preset with entries of a calibration, in some order and with comments.
fn file() -> impl Strategy<Value = String> {
    let bundled = select(BUNDLED.map(|(_, text)| text).to_vec());
    let order = Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle();
    (bundled, [(); 6].map(|()| given()), order).prop_map(|(text, given, order)| {
        let programme = preset(text).inputs.programme;
        let all: Vec<Calibrated> = Programme::calibrated().collect();
        let mut group = String::new();
        for index in order {
            let number = all[index].number;
            let slider = number.spec().slider;
            let value = match given[index] {
                Given::Not => continue,
                Given::Equal => number.get(&programme),
                Given::Moved(part) => slider.min + part * (slider.max - slider.min),
            };
            let name = name(&all[index]);
            group += &format!("            // kept over {name}\n");
            group += &format!("            {name}:  {value:?}, // kept behind {name}\n");
        }
        if group.is_empty() || text.contains("calibration: (") {
            return text.to_owned();
        }
        let group = format!("        // kept above\n        calibration: (\n{group}        ),\n");
        let (before, after) = text.split_once("    programme: (\n").expect("a programme");
        format!("{before}    programme: (\n{group}{after}")
    })
}

/// A change of a preset.
#[derive(Debug, Clone, Copy)]
enum Edit {
    /// An input is moved within its slider's range.
    Input(Index, usize, f64),
    /// One of the six is moved.
    Number(usize, f64),
    /// What it was calibrated at is.
    Calibration(usize, f64),
    /// It is set back to what it was calibrated at.
    SetBack(usize),
    /// It is calibrated at what it is.
    Calibrate(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let part = || 0.0..=1.0_f64;
    prop_oneof![
        3 => (any::<Index>(), 0..3_usize, part())
            .prop_map(|(index, scenario, part)| Edit::Input(index, scenario, part)),
        3 => (0..6_usize, part()).prop_map(|(which, part)| Edit::Number(which, part)),
        1 => (0..6_usize, part()).prop_map(|(which, part)| Edit::Calibration(which, part)),
        1 => (0..6_usize).prop_map(Edit::SetBack),
        1 => (0..6_usize).prop_map(Edit::Calibrate),
    ]
}

fn apply(preset: &mut Preset, edit: Edit) {
    let inputs = &mut preset.inputs;
    let all: Vec<Calibrated> = Programme::calibrated().collect();
    let within = |input: Input, part: f64| {
        let slider = input.spec().slider;
        let value = slider.min + part * (slider.max - slider.min);
        if input.spec().valid.whole { value.round() } else { value }
    };
    match edit {
        Edit::Input(index, scenario, part) => {
            let every: Vec<Input> = Input::all(inputs.programme.sites.len()).collect();
            let input = *index.get(&every);
            put(inputs, input, Scenario::ALL[scenario], within(input, part));
        }
        Edit::Number(which, part) => {
            let input = Input::Programme(all[which].number);
            put(inputs, input, Scenario::Base, within(input, part));
        }
        Edit::Calibration(which, part) => {
            let value = within(Input::Programme(all[which].number), part);
            calibrate(&mut inputs.programme, &all[which], value);
        }
        Edit::SetBack(which) => {
            let value = calibrated_at(&inputs.programme, &all[which]);
            all[which].number.set(&mut inputs.programme, value);
        }
        Edit::Calibrate(which) => all[which].calibrate(&mut inputs.programme),
    }
}

fn settings() -> ProptestConfig {
    let asked = std::env::var("PROPERTY_CASES").map(|text| text.parse().expect("a number"));
    let cases = asked.unwrap_or(300);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn a_saved_preset_gives_the_same_figures_when_it_is_read_again(
        text in file(), edits in vec(edit(), 0..12),
    ) {
        let mut open = preset(&text);
        for edit in edits {
            apply(&mut open, edit);
        }
        let saved = rewritten(text.as_bytes(), &open);
        let expected = figures(&open.inputs);
        for written in [&saved, &to_ron(&open)] {
            let again = preset(written);
            prop_assert_eq!(&again.inputs, &open.inputs, "{}", written);
            prop_assert_eq!(figures(&again.inputs), expected.clone());
        }
        prop_assert_eq!(rewritten(saved.as_bytes(), &preset(&saved)), saved.clone());

        // What was written stays in its place, and beside it stands what has moved.
        prop_assert_eq!(comments(&saved), comments(&text), "{}", saved);
        let (had, has) = (entries(&text), entries(&saved));
        let kept: Vec<&str> = has.iter().copied().filter(|name| had.contains(name)).collect();
        prop_assert_eq!(kept, had.clone(), "{}", saved);
        for calibrated in Programme::calibrated() {
            let name = name(&calibrated);
            let stands = had.contains(&name) || calibrated.has_moved(&open.inputs.programme);
            prop_assert_eq!(has.contains(&name), stands, "{}: {}", name, saved);
        }
    }
}

/// A file that gives three of the six: one as the number is, one that has moved, one to be set
/// back.
fn explicit() -> String {
    let (_, text) = BUNDLED[0];
    let group = "        calibration: (\n            \
                 attach_margin: 0.60, // as the number is\n            \
                 // read off before the new lives\n            \
                 server_life: 5,\n            \
                 revenue_yield: 0.4, // to be set back\n        ),\n";
    text.replacen("    programme: (\n", &format!("    programme: (\n{group}"), 1)
}

/// The lines that differ, before and after.
fn differing(before: &str, after: &str) -> Vec<(String, String)> {
    assert_eq!(before.lines().count(), after.lines().count(), "{after}");
    let lines = before.lines().zip(after.lines()).filter(|(before, after)| before != after);
    lines.map(|(before, after)| (before.trim().to_owned(), after.trim().to_owned())).collect()
}

#[test]
fn what_a_file_gives_of_its_calibration_is_changed_where_it_stands() {
    let text = explicit();
    let open = preset(&text);
    assert_eq!(rewritten(text.as_bytes(), &open), text);
    let six: Vec<Calibrated> = Programme::calibrated().collect();
    let find = |name: &str| six.iter().find(|found| found.id.ends_with(name)).expect("one of six");
    let at = |name: &str| calibrated_at(&open.inputs.programme, find(name));
    let (margin, life, yields) = (at("attach_margin"), at("server_life"), at("revenue_yield"));
    assert_eq!([margin, life, yields].map(f64::to_bits), [0.6_f64, 5.0, 0.4].map(f64::to_bits));

    // Set back to the number, it still stands there.
    let mut back = open.clone();
    find("revenue_yield").calibrate(&mut back.inputs.programme);
    let set_back =
        ("revenue_yield: 0.4, // to be set back", "revenue_yield: 0.325, // to be set back");
    let saved = rewritten(text.as_bytes(), &back);
    assert_eq!(differing(&text, &saved), [(set_back.0.to_owned(), set_back.1.to_owned())]);

    // Moved, it is changed without its comment.
    let mut moved = open.clone();
    calibrate(&mut moved.inputs.programme, find("server_life"), 7.0);
    let saved = rewritten(text.as_bytes(), &moved);
    assert_eq!(
        differing(&text, &saved),
        [("server_life: 5,".to_owned(), "server_life: 7,".to_owned())]
    );
    assert_eq!(preset(&saved).inputs, moved.inputs);
}

#[test]
fn what_moves_is_written_beside_what_a_file_gives() {
    let text = explicit();
    let mut open = preset(&text);
    assert!(put(
        &mut open.inputs,
        Input::from_id("programme.facility_life").expect("an input"),
        Scenario::Base,
        30.0
    ));
    let saved = rewritten(text.as_bytes(), &open);
    assert_eq!(
        entries(&saved),
        ["attach_margin", "server_life", "facility_life", "revenue_yield"],
        "{saved}"
    );
    assert_eq!(preset(&saved).inputs, open.inputs);
    // A file without any gets a group of its own.
    let (_, plain) = BUNDLED[0];
    let saved = rewritten(plain.as_bytes(), &{
        let mut open = preset(plain);
        open.inputs.programme.server_life = 5.0;
        open
    });
    assert_eq!(entries(&saved), ["server_life"], "{saved}");
    let again = preset(&saved).inputs.programme;
    assert_eq!(
        [again.server_life, again.calibrated_server_life].map(f64::to_bits),
        [5.0_f64, 6.0].map(f64::to_bits)
    );
}
