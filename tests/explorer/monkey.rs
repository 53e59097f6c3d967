//! A seeded monkey at the keyboard and the mouse: whatever it does, nothing panics, nothing is lost
//! and no figure is wrong.
//!
//! `MONKEY_SEEDS=1..200` runs those seeds, `MONKEY_ACTIONS=100000` as many actions each; a failure
//! names its seed and the last actions.

use crate::support::{Desk, preset};
use payback::key::{Key, KeyCode};
use payback::preset::{Library, Origin, Preset, read, read_file, to_ron};
use payback::session::{Action, Binding, Command, Context, Message, Moment, Results, Session};
use payback::text::is_disruptive;
use payback::view::{Look, PointerKind, room};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;
use std::sync::Mutex;
use std::thread;

/// How many actions a run has.
const ACTIONS: u64 = 10_000;

/// The runs, one for each of two cores.
const SEEDS: Range<u64> = 1..3;

/// After how many actions everything is checked that takes long.
const CHECKED_EVERY: u64 = 1000;

/// What runs of that length do.
const FEATS: [&str; 9] =
    ["value", "texts", "source", "claim", "undone", "redone", "opened", "saved", "pin"];

const SIZES: [(u16, u16); 7] =
    [(80, 24), (120, 40), (60, 20), (160, 50), (40, 10), (61, 21), (200, 60)];

const PASTES: [&str; 12] = [
    "72",
    "0.3",
    "−5%",
    "2026-02-30",
    "2025-10-29",
    "own",
    "two\nlines\ttabs\r\n",
    "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m",
    "a\u{202e}b\u{200b}c\u{feff}",
    "太平洋協力 e\u{301}\u{301} \u{1f468}\u{200d}\u{1f469}",
    "../../etc/passwd",
    "\"quoted\" \\ 'once' (a: 1)",
];

/// Numbers from a seed: `SplitMix64` (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

/// Something that the monkey does.
#[derive(Debug, Clone)]
enum Deed {
    Key(Key),
    Mouse(PointerKind, u16, u16),
    Paste(&'static str),
    Resize((u16, u16)),
    Pause,
}

struct Monkey {
    seed: u64,
    folder: std::path::PathBuf,
    random: Random,
    desk: Desk,
    /// The preset as it was opened: what undoing everything leads to.
    opened: Preset,
    deeds: Vec<Deed>,
    /// What it did that is worth checking, and how often.
    feats: BTreeMap<&'static str, u64>,
    /// What was said last.
    said: Option<Message>,
}

impl Drop for Monkey {
    fn drop(&mut self) {
        if thread::panicking() {
            let mut told = String::new();
            for deed in self.deeds.iter().rev().take(200).rev() {
                let _ = match deed {
                    Deed::Key(key) => write!(told, "{key} "),
                    deed => write!(told, "{deed:?} "),
                };
            }
            let count = self.deeds.len();
            eprintln!("seed {}, after {count} actions, the last of them: {told}", self.seed);
        }
    }
}

impl Monkey {
    fn new(seed: u64, folder: &std::path::Path) -> Self {
        // What it types must not lead out of the folder: a path can.
        let library = Library::restricted_to(folder).unwrap();
        let desk = Desk::with(preset("apec-40b"), Origin::Bundled("apec-40b"), library);
        let random = Random(seed);
        Self {
            seed,
            folder: folder.to_owned(),
            random,
            desk,
            opened: preset("apec-40b"),
            deeds: Vec::new(),
            feats: BTreeMap::new(),
            said: None,
        }
    }

    /// A key that means something now, or one that may not.
    fn key(&mut self) -> Key {
        let context = self.desk.session.context();
        let meaningful: Vec<&Binding> = context.lookups().flat_map(Context::bindings).collect();
        if self.random.below(6) > 0 {
            let binding = self.random.one_of(&meaningful);
            let (name, command) = self.random.one_of(binding.keys);
            // Another preset begins another history: seldom, so that there are long ones.
            let leaves = matches!(command, Command::Open | Command::NewProgramme);
            if !leaves || self.random.below(6) == 0 {
                return Key::from_name(name).expect("a key");
            }
        }
        let letters = ['a', 'Z', '5', '.', '%', '-', ' ', 'é', '日', '\u{1b}', '\u{202e}', '/'];
        Key::plain(KeyCode::Char(self.random.one_of(&letters)))
    }

    fn deed(&mut self) -> Deed {
        match self.random.below(100) {
            0..=79 => Deed::Key(self.key()),
            80..=91 => {
                let kinds = [
                    PointerKind::Down,
                    PointerKind::Down,
                    PointerKind::Drag,
                    PointerKind::Drag,
                    PointerKind::Up,
                    PointerKind::Wheel(1),
                    PointerKind::Wheel(-1),
                ];
                let (columns, rows) = self.desk.size;
                let cell = |end: u16, at: u64| u16::try_from(at % u64::from(end)).unwrap();
                let (column, row) = (self.random.next(), self.random.next());
                Deed::Mouse(self.random.one_of(&kinds), cell(columns, column), cell(rows, row))
            }
            92..=95 => Deed::Paste(self.random.one_of(&PASTES)),
            96 => Deed::Resize(self.random.one_of(&SIZES)),
            _ => Deed::Pause,
        }
    }

    fn act(&mut self, deed: &Deed) {
        // Answers take long; most are late, as they are where a key is held.
        self.desk.answering = self.random.below(40) == 0;
        match deed {
            Deed::Key(key) => self.desk.key(*key),
            Deed::Mouse(kind, column, row) => {
                self.desk.mouse(*kind, *column, *row);
            }
            Deed::Paste(text) => self.desk.apply(Action::Paste((*text).to_owned())),
            Deed::Resize(size) => self.desk.size = *size,
            Deed::Pause => {
                self.desk.pause();
            }
        }
    }

    fn run(&mut self, actions: u64) {
        for count in 1..=actions {
            let deed = self.deed();
            self.deeds.push(deed.clone());
            self.act(&deed);
            self.note_feats();
            if self.random.below(20) == 0 {
                self.check_frame();
            }
            if count % CHECKED_EVERY == 0 {
                self.check_figures();
                self.check_written();
                self.check_undo();
            }
        }
    }

    /// Notes what was edited, opened and saved.
    fn note_feats(&mut self) {
        let session = &self.desk.session;
        if session.message == self.said {
            return;
        }
        self.said.clone_from(&session.message);
        let feat = match &session.message {
            Some(Message::Changed(edit)) => {
                let (from, to) = (&edit.before, &edit.after);
                match () {
                    () if from.texts != to.texts => "texts",
                    () if from.inputs() != to.inputs() => "value",
                    () if from.claims != to.claims => "claim",
                    () if from.sources != to.sources => "source",
                    () => "risk",
                }
            }
            Some(Message::Undone(_)) => "undone",
            Some(Message::Redone(_)) => "redone",
            Some(Message::Note(said)) if said.starts_with("opened ") => {
                if session.history.steps().is_empty() {
                    self.opened = session.preset.clone();
                }
                "opened"
            }
            Some(Message::Note(said)) if said.starts_with("saved ") => {
                if !session.is_unsaved() {
                    self.check_saved();
                }
                "saved"
            }
            Some(Message::Note(said)) if said.contains("pin") => "pin",
            Some(Message::Note(said)) if said.contains(" step") => "jump",
            Some(Message::Error(_)) => "error",
            _ => return,
        };
        *self.feats.entry(feat).or_default() += 1;
    }

    /// No frame holds anything that could steer a terminal.
    fn check_frame(&mut self) {
        self.desk.look = Look::new(self.random.below(2) == 0, self.random.below(4) > 0);
        let (buffer, _) = self.desk.frame();
        for cell in &buffer.content {
            let symbol = cell.symbol();
            assert!(!symbol.chars().any(is_disruptive), "{symbol:?} in a cell");
        }
    }

    /// Every figure is what the model makes of the inputs, those of the response strip as well.
    fn check_figures(&mut self) {
        self.desk.frame();
        let session = &self.desk.session;
        let fresh = Results::new(&session.preset.inputs);
        assert!(session.results.scenarios == fresh.scenarios, "figures differ from fresh ones");
        assert_eq!(session.preset.inputs.violations(), []);
        let mut other = Session::new(session.preset.clone(), session.file.origin.clone());
        (other.scenario, other.row, other.metric) = (session.scenario, session.row, session.metric);
        // Another width and back makes it work the strip out.
        let (columns, rows) = self.desk.size;
        for columns in [columns + 1, columns] {
            other.apply(room(columns, rows), Moment::default());
        }
        assert!(session.strip.values == other.strip.values, "the strip differs from a fresh one");
    }

    /// What is open, written and read, is the same.
    fn check_written(&self) {
        let preset = &self.desk.session.preset;
        let read =
            read(to_ron(preset).as_bytes(), "open").unwrap_or_else(|error| panic!("{error}"));
        assert!(read == *preset, "another preset is read than was written");
    }

    /// What was saved just now is in its file.
    fn check_saved(&self) {
        if let Origin::Saved { path, .. } | Origin::File(path) = &self.desk.session.file.origin {
            let path = self.folder.join(path);
            let read = read_file(&path).unwrap_or_else(|error| panic!("{error}"));
            assert!(read == self.desk.session.preset, "the file holds something else");
        }
    }

    /// Undoing everything leads to what was opened, redoing as much back to where it was.
    fn check_undo(&mut self) {
        while self.desk.session.dialog.is_some() || self.desk.session.filter().is_on() {
            self.desk.keys("Esc");
        }
        let present = self.desk.session.preset.clone();
        let place = self.desk.session.history.place();
        assert_eq!(self.desk.undo_all(), place);
        assert!(self.desk.session.preset == self.opened, "undo leads to something else");
        self.check_figures();
        for _ in 0..place {
            self.desk.keys("U");
        }
        assert!(self.desk.session.preset == present, "redo leads to something else");
    }
}

/// The seeds and actions of the environment, or the usual ones.
fn asked() -> (Range<u64>, u64) {
    let var = |name: &str| std::env::var(name).ok();
    let seeds = var("MONKEY_SEEDS").map(|text| {
        let (from, to) = text.split_once("..").expect("MONKEY_SEEDS=FROM..TO");
        from.parse().expect("a number")..to.parse().expect("a number")
    });
    let actions = var("MONKEY_ACTIONS").map(|text| text.parse().expect("a number"));
    (seeds.unwrap_or(SEEDS), actions.unwrap_or(ACTIONS))
}

#[test]
fn whatever_is_pressed_nothing_is_lost_and_no_figure_is_wrong() {
    let (seeds, actions) = asked();
    let workers = thread::available_parallelism().map_or(2, Into::into);
    let seeds: Vec<u64> = seeds.collect();
    let feats = Mutex::new(BTreeSet::new());
    thread::scope(|scope| {
        for worker in 0..workers {
            let seeds = seeds.iter().skip(worker).step_by(workers);
            let feats = &feats;
            scope.spawn(move || {
                for seed in seeds {
                    let folder = tempfile::tempdir().unwrap();
                    let mut monkey = Monkey::new(*seed, folder.path());
                    monkey.run(actions);
                    println!("seed {seed}: {:?}", monkey.feats);
                    feats.lock().unwrap().extend(monkey.feats.keys().copied());
                }
            });
        }
    });
    // Monkeys that do nothing would find nothing.
    let feats = feats.into_inner().unwrap();
    let missing: Vec<_> = FEATS.iter().filter(|feat| !feats.contains(*feat)).collect();
    assert!(actions < ACTIONS || missing.is_empty(), "never: {missing:?}");
}
