//! Every screen of every bundled preset at every size, in Unicode and in ASCII: no row shows what
//! none may.

mod faults;

use crate::support::{Desk, preset};
use faults::{Fault, Form, Words};
use payback::analysis::ClaimKind;
use payback::model::{Input, Metric, Site};
use payback::preset::library::BUNDLED;
use payback::session::Screen;
use payback::view::Look;
use payback::view::vocabulary::{input_names, names};
use std::collections::{BTreeMap, HashSet};

/// The sizes that people have, the roomiest first.
const SIZES: [(u16, u16); 8] =
    [(200, 60), (200, 30), (160, 50), (120, 40), (118, 60), (70, 60), (80, 24), (60, 20)];

/// The keys to every screen and its views, from the start.
const SCREENS: &[&str] = &[
    "Down",
    "Right*3",
    "p Right*3 Tab Left*9",
    "Down*2 Enter Down",
    "Down*4 Enter Down",
    "2",
    "2 v",
    "2 v v",
    "2 v v v",
    "5",
    "5 v",
    "5 d",
    "5 d v",
    "6",
    "6 End",
    "7",
    "7 PageDown*2",
    "7 End",
    "8",
    "8 End",
    "9 Right",
    "9 v",
    "c",
    "Right*3 c",
    "b",
    "t text:10 Enter",
    "x",
    "x Down Right Down Right",
    "8",
];

/// Screens whose answers take long.
const SLOW: &[&str] = &["3", "3 v", "4", "4 v", "4 v v"];

/// The keys to every dialog.
const DIALOGS: &[&str] = &[
    "Right*3 Down Right z",
    "p Right P",
    "?",
    "? Tab",
    ":",
    ": text:pay",
    "o",
    "o Down*3",
    "w",
    "Right s",
    "m",
    "3 i",
    "3 I",
    "y",
    "=",
    "= text:0.5 Enter",
    "t",
    "E",
    "7 n",
    "7 g =",
    "6 Home e",
    "6 n",
    "6 C",
    "Right e",
    "4 =",
    "Right q",
    "p q",
];

/// Rows at the top and at the foot that belong to no list.
const TOP: usize = 4;
const FOOT: usize = 2;

/// What was found, with the first place where it was, and how often.
#[derive(Default)]
struct Found {
    faults: BTreeMap<Fault, (String, usize)>,
    /// Rows that were looked at.
    seen: HashSet<String>,
}

impl Found {
    fn add(&mut self, place: &str, faults: impl IntoIterator<Item = Fault>) {
        for fault in faults {
            self.faults.entry(fault).or_insert_with(|| (place.to_owned(), 0)).1 += 1;
        }
    }

    fn assert_none(&self) {
        let lines = self.faults.iter().map(|(Fault { what, seen }, (place, count))| {
            format!("{what}, {count} times, first on {place}:\n    {seen}\n")
        });
        assert!(
            self.faults.is_empty(),
            "{} faults\n{}",
            self.faults.len(),
            lines.collect::<String>()
        );
    }
}

/// Every name in its three lengths.
fn forms(desk: &Desk) -> Vec<Form> {
    let preset = &desk.session.preset;
    let metrics = Metric::ALL.into_iter().map(|metric| names(metric).all().map(str::to_owned));
    let inputs = Input::all(preset.inputs.programme.sites.len());
    let inputs = inputs.map(|input| input_names(input, &preset.inputs.programme, preset.money()));
    // Under a site's name, Programme has its fields by their own.
    let fields = Site::FIELDS.iter().map(|field| [(); 3].map(|()| field.label.to_owned()));
    metrics.chain(inputs).chain(fields).flat_map(|names| faults::forms(&names)).collect()
}

/// Looks at what a desk shows at every size, in both alphabets.
fn look_at(mut desk: Desk, place: &str, known: &mut Words, found: &mut Found) {
    let forms = forms(&desk);
    for (columns, rows) in SIZES {
        let place = format!("{place} at {columns}×{rows}");
        desk.size = (columns, rows);
        let [unicode, ascii] = [true, false].map(|unicode| {
            desk.look = Look::new(true, unicode).for_plain_text();
            desk.front()
        });
        let is_dialog = desk.session.dialog.is_some();
        let lines: Vec<&str> = unicode.lines().collect();
        if (columns, rows) == SIZES[0] {
            for row in &lines {
                known.add(row);
            }
        }
        for row in &lines {
            // Most rows are alike at several sizes.
            if found.seen.insert((*row).to_owned()) {
                found.add(&place, faults::exponents(row));
                found.add(&place, faults::crowded(row));
                found.add(&place, faults::cut(row));
                found.add(&place, faults::cut_words(row, known));
                found.add(&place, faults::bare_bounds(row));
            }
        }
        let listed = if is_dialog { &lines[..] } else { &lines[TOP..lines.len() - FOOT] };
        found.add(&place, listed.iter().flat_map(|row| faults::far(row)));
        found.add(&place, faults::mixed_forms(listed, &forms));
        found.add(&place, faults::uneven_ticks(&lines));
        // While an answer is awaited, and where nothing differs, a screen may be empty.
        let awaits =
            SLOW.iter().any(|keys| place.contains(&format!("‘{keys}’"))) && !desk.answering;
        let is_alike = desk.session.screen == Screen::Compare && !desk.session.is_unsaved();
        if (columns, rows) == (120, 40) && !is_dialog && !awaits && !is_alike {
            found.add(&place, faults::empty_rectangle(&lines));
        }
        let is_map = desk.session.screen == Screen::Grid && !is_dialog;
        if is_map && desk.session.answers.grid.is_some() {
            found.add(&place, faults::blank_shades(listed));
        }
        for (row, unicode) in ascii.lines().zip(&lines) {
            found.add(&place, faults::beyond_ascii(row, unicode));
        }
    }
}

fn words_of_the_program() -> Words {
    let mut words = Words::default();
    let names = Metric::ALL.into_iter().flat_map(|metric| names(metric).all());
    names.for_each(|name| words.add(name));
    words
}

/// Draws every place of some presets.
fn draw(presets: impl Iterator<Item = usize>, places: &[&str], answering: bool) {
    let mut found = Found::default();
    for index in presets {
        let id = BUNDLED[index].0;
        let mut known = words_of_the_program();
        for keys in places {
            let mut desk = Desk::on(preset(id));
            desk.answering = answering;
            desk.frame();
            desk.keys(keys);
            let place = format!("{id} ‘{keys}’");
            look_at(desk, &place, &mut known, &mut found);
        }
    }
    found.assert_none();
}

#[test]
fn every_screen_of_some_presets_reads_well() {
    draw((0..BUNDLED.len()).step_by(2), SCREENS, true);
}

#[test]
fn every_screen_of_the_other_presets_reads_well() {
    draw((1..BUNDLED.len()).step_by(2), SCREENS, true);
}

#[test]
fn screens_that_wait_for_an_answer_read_well() {
    draw(0..BUNDLED.len(), SLOW, false);
}

#[test]
fn screens_that_take_long_read_well_once_answered() {
    draw((0..BUNDLED.len()).step_by(12), SLOW, true);
}

#[test]
fn a_calibration_reads_well_once_answered() {
    let is_fitted = |index: &usize| {
        let claims = preset(BUNDLED[*index].0).claims;
        claims.iter().any(|claim| claim.kind == ClaimKind::Calibrated)
    };
    let keys = ["6 C Enter", "6 C Down Space Enter"];
    draw((0..BUNDLED.len()).filter(is_fitted), &keys, true);
    draw((0..BUNDLED.len()).filter(is_fitted), &["6 C Enter"], false);
}

#[test]
fn every_dialog_reads_well() {
    draw(0..BUNDLED.len(), DIALOGS, false);
}
