//! The palette: everything that can be done or gone to from here, found by what is typed. Its entries
//! are made from the tables of keys, screens, inputs and metrics.

use super::unsaved::Leave;
use super::{Acts, Dialog, Fate};
use crate::model::{Input, Metric};
use crate::preset::Origin;
use crate::session::action::Effect;
use crate::session::command::Command;
use crate::session::exchange::ListedPreset;
use crate::session::{Context, Screen, Session, TextField};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::cmp::Reverse;

/// So many presets are looked for by their titles as well as by their names.
const TITLED: usize = 100;

/// What an entry of the palette leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaletteEntry {
    /// Done at once: a key's command, with its keys and what they do.
    Command { command: Command, keys: String, help: &'static str },
    /// Gone to.
    Screen(Screen),
    /// Its slider is gone to.
    Input(Input),
    /// Made the headline figure.
    Metric(Metric),
    /// Shown: the view at that place among the preset's.
    View { place: usize, name: String },
    /// Opened, once unsaved changes have been asked about.
    Preset(ListedPreset),
}

/// The palette.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    /// What is typed.
    pub field: TextField,
    /// The chosen one of those that were found.
    pub selected: usize,
    entries: Vec<PaletteEntry>,
    /// The places of those that have what is typed, the best first.
    found: Vec<usize>,
}

impl PaletteEntry {
    /// What it is found by: what it is called, and its name in files.
    fn names(&self) -> [String; 2] {
        match self {
            Self::Command { keys, help, .. } => [(*help).to_owned(), keys.clone()],
            Self::Screen(screen) => [screen.label().to_owned(), screen.key().to_owned()],
            Self::Input(input) => [input.label(), input.to_string()],
            Self::Metric(metric) => [metric.spec().label.to_owned(), metric.id().to_owned()],
            Self::View { name, .. } => [name.clone(), String::new()],
            Self::Preset(preset) => [preset.title.clone().unwrap_or_default(), preset.id.clone()],
        }
    }
}

impl Palette {
    fn new(entries: Vec<PaletteEntry>) -> Self {
        let mut palette =
            Self { field: TextField::default(), selected: 0, entries, found: Vec::new() };
        palette.find();
        palette
    }

    /// Those that have what is typed, the best first.
    pub fn found(&self) -> impl Iterator<Item = &PaletteEntry> {
        self.found.iter().filter_map(|place| self.entries.get(*place))
    }

    /// Looks for what is typed.
    fn find(&mut self) {
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = self.pattern();
        let mut letters = Vec::new();
        let mut score = |entry: &PaletteEntry| {
            let scores = entry
                .names()
                .map(|name| pattern.score(Utf32Str::new(&name, &mut letters), &mut matcher));
            scores.into_iter().flatten().max()
        };
        let entries = self.entries.iter().enumerate();
        let mut found: Vec<(u32, usize)> =
            entries.filter_map(|(place, entry)| Some((score(entry)?, place))).collect();
        // Of those that fit equally well the shortest is meant; nothing typed leaves all as they are.
        let length = |place: usize| self.entries[place].names()[0].chars().count();
        if !self.field.text().is_empty() {
            found.sort_by_cached_key(|(score, place)| (Reverse(*score), length(*place), *place));
        }
        self.found = found.into_iter().map(|(_, place)| place).collect();
    }

    /// The places of the letters by which a name was found; none where it was found by another one.
    pub fn letters(&self, name: &str) -> Vec<usize> {
        let (mut letters, mut places) = (Vec::new(), Vec::new());
        let name = Utf32Str::new(name, &mut letters);
        self.pattern().indices(name, &mut Matcher::new(Config::DEFAULT), &mut places);
        places.into_iter().filter_map(|place| usize::try_from(place).ok()).collect()
    }

    fn pattern(&self) -> Pattern {
        Pattern::parse(self.field.text(), CaseMatching::Ignore, Normalization::Smart)
    }

    fn presets(&mut self) -> impl Iterator<Item = &mut ListedPreset> {
        self.entries.iter_mut().filter_map(|entry| match entry {
            PaletteEntry::Preset(preset) => Some(preset),
            PaletteEntry::Command { .. }
            | PaletteEntry::Screen(_)
            | PaletteEntry::Input(_)
            | PaletteEntry::Metric(_)
            | PaletteEntry::View { .. } => None,
        })
    }

    /// Takes in what can be opened, and asks what the first of it call themselves.
    fn list(&mut self, session: &mut Session, presets: Vec<ListedPreset>) {
        self.entries.extend(presets.into_iter().map(PaletteEntry::Preset));
        let untitled: Vec<Origin> = self
            .presets()
            .take(TITLED)
            .filter(|preset| preset.title.is_none())
            .map(|preset| preset.origin.clone())
            .collect();
        if !untitled.is_empty() {
            session.effects.push(Effect::ReadTitles(untitled));
        }
        self.find_again();
    }

    /// Looks again among more entries, with the same one chosen.
    fn find_again(&mut self) {
        self.leave_out(|_| false);
    }

    /// The same among fewer.
    fn leave_out(&mut self, is_out: impl Fn(&PaletteEntry) -> bool) {
        let chosen = self.found.get(self.selected).copied();
        let before = self.entries.iter().take(chosen.unwrap_or(0));
        let chosen = chosen.map(|place| place - before.filter(|entry| is_out(entry)).count());
        self.entries.retain(|entry| !is_out(entry));
        self.find();
        let place = self.found.iter().position(|place| Some(*place) == chosen);
        self.selected = place.unwrap_or(0);
    }
}

impl Acts for Palette {
    fn context(&self) -> Context {
        Context::Palette
    }

    fn field(&mut self) -> Option<&mut TextField> {
        Some(&mut self.field)
    }

    fn typed(&mut self, _: &mut Session) {
        self.selected = 0;
        self.find();
    }

    fn list(&mut self, _: &Session) -> Option<(&mut usize, usize)> {
        let lines = self.found.len();
        Some((&mut self.selected, lines))
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        let Some(entry) = self.found().nth(self.selected).cloned() else { return Fate::Stays };
        match entry {
            PaletteEntry::Command { command, .. } => session.on_screen(command),
            PaletteEntry::Screen(screen) => session.go(screen),
            PaletteEntry::Input(input) => session.show_slider(input),
            PaletteEntry::Metric(metric) => session.pick(metric),
            PaletteEntry::View { place, .. } => session.show_view(place),
            PaletteEntry::Preset(preset) => session.leave(Leave::Open(preset.origin)),
        }
        Fate::Closes
    }
}

/// The keys' commands on a screen, but for those that only move or go to another screen.
fn commands(context: Context) -> impl Iterator<Item = PaletteEntry> {
    let bindings = context.lookups().flat_map(Context::bindings);
    bindings.flat_map(|binding| {
        let mut entries: Vec<PaletteEntry> = Vec::new();
        for (command, keys) in binding.commands() {
            if command.is_done_once() {
                entries.push(PaletteEntry::Command { command, keys, help: binding.help });
            }
        }
        entries
    })
}

impl Session {
    /// Opens the palette; the presets are listed in it as soon as they are known.
    pub(in crate::session) fn open_palette(&mut self) {
        let sites = self.preset.inputs.programme.sites.len();
        let inputs = Input::all(sites).chain([Input::Weight]);
        let screens = Screen::ALL.into_iter().map(PaletteEntry::Screen);
        let entries = screens
            .chain(commands(Context::of(self.screen)))
            .chain(inputs.map(PaletteEntry::Input))
            .chain(Metric::ALL.into_iter().map(PaletteEntry::Metric))
            .chain(
                self.preset
                    .views
                    .iter()
                    .enumerate()
                    .map(|(place, view)| PaletteEntry::View { place, name: view.name.clone() }),
            );
        self.dialog = Some(Dialog::Palette(Palette::new(entries.collect())));
        self.effects.push(Effect::List { to_compare: false });
    }

    /// Takes the presets into the palette, if it is open.
    pub(super) fn list_in_palette(&mut self, presets: Vec<ListedPreset>) {
        let is_open = |dialog: &mut Dialog| matches!(dialog, Dialog::Palette(_));
        let Some(Dialog::Palette(mut palette)) = self.dialog.take_if(is_open) else { return };
        palette.list(self, presets);
        self.dialog = Some(Dialog::Palette(palette));
    }

    /// Some presets' titles are known, by which they are found from now on.
    pub(super) fn title_in_palette(&mut self, titles: &[(Origin, Option<String>)]) {
        let Some(Dialog::Palette(palette)) = &mut self.dialog else { return };
        for preset in palette.presets() {
            if let Some((_, title)) = titles.iter().find(|(origin, _)| *origin == preset.origin) {
                preset.title.clone_from(title);
            }
        }
        // Decks aren't opened.
        let is_deck =
            |origin: &Origin| titles.iter().any(|(of, title)| of == origin && title.is_none());
        palette.leave_out(|entry| match entry {
            PaletteEntry::Preset(preset) => is_deck(&preset.origin),
            PaletteEntry::Command { .. }
            | PaletteEntry::Screen(_)
            | PaletteEntry::Input(_)
            | PaletteEntry::Metric(_)
            | PaletteEntry::View { .. } => false,
        });
    }
}
