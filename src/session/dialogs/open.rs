//! The list of presets that can be opened: filtered by what is typed, or a path with what
//! continues it; with a look at what the chosen line holds.

mod managing;

pub use managing::Asking;

use super::unsaved::Leave;
use super::{Acts, Dialog, Fate};
use crate::analysis::outcomes;
use crate::model::{Outcome, Scenarios};
use crate::preset::library::CopyScope;
use crate::preset::{Currency, Difference, Origin, Preset, differences};
use crate::session::action::Effect;
use crate::session::command::DialogCommand;
use crate::session::exchange::{ListedPreset, PresetRef, PreviewSubject, Previewed};
use crate::session::{Context, Session, TextField};
use std::path::Path;

/// Titles are read of so many presets next to the chosen one, and of the first so many: of all in
/// a list that isn't longer, so that each is found by its title.
const NEAR: usize = 100;

/// So many titles are asked for at a time: another line may be chosen meanwhile.
const TITLES: usize = 8;

/// The presets that can be opened.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OpenList {
    /// All of them.
    pub entries: Vec<ListedPreset>,
    /// What is typed: words to look for, or a path.
    pub field: TextField,
    /// Names and paths that continue what is typed; they take the place of the entries.
    pub found: Vec<String>,
    /// The chosen line.
    pub selected: usize,
    /// Whether it is to be compared with rather than opened.
    pub to_compare: bool,
    /// What the chosen line holds.
    pub preview: Option<Preview>,
    /// What is asked about the chosen line.
    pub asking: Option<Asking>,
    /// What was done, or why it couldn't be, and whether that is an error.
    pub said: Option<(String, bool)>,
    /// What is to be chosen once the list comes anew.
    shown: Option<Origin>,
    /// Whether titles are being read.
    is_reading: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenLine<'a> {
    Preset(&'a ListedPreset),
    /// A name or a path that continues what is typed; a folder's ends in a slash.
    Path(&'a str),
}

/// What the chosen line holds, against what is open.
#[derive(Debug, Clone, PartialEq)]
pub enum Preview {
    /// It isn't known yet.
    Reading,
    Preset {
        /// Where it is, if it can be opened there.
        origin: Option<Origin>,
        /// What it calls itself.
        name: String,
        /// What it says of itself.
        summary: String,
        /// What the model makes of it.
        headline: Box<Headline>,
        /// What is other in it than in what is open.
        differences: Vec<Difference>,
    },
    /// Nothing that can be opened; the lines say why.
    Wrong(Vec<String>),
}

/// What the model makes of a preset, and how its figures are told.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    pub outcomes: Scenarios<Outcome>,
    pub currency: Currency,
    /// The year in which its modelled time ends.
    pub horizon_year: i32,
}

impl Headline {
    /// Evaluated at once: it takes less time than drawing it.
    fn of(preset: &Preset) -> Self {
        Self {
            outcomes: outcomes(&preset.inputs),
            currency: preset.money(),
            horizon_year: preset.inputs.programme.horizon.year(),
        }
    }
}

impl OpenList {
    /// With these presets, one of them chosen.
    fn new(entries: Vec<ListedPreset>, chosen: &Origin, to_compare: bool) -> Self {
        let selected = entries.iter().position(|entry| entry.origin == *chosen).unwrap_or(0);
        Self { entries, selected, to_compare, ..Self::default() }
    }

    /// The lines: what continues a path, or the presets that have every word that is typed.
    pub fn lines(&self) -> Vec<OpenLine<'_>> {
        if !self.found.is_empty() || is_path(self.field.text()) {
            return self.found.iter().map(|path| OpenLine::Path(path)).collect();
        }
        let typed = self.field.text().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let fits = |entry: &&ListedPreset| {
            if words.is_empty() {
                return true;
            }
            let title = entry.title.as_deref().unwrap_or_default();
            let text = format!("{} {title}", entry.id).to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        self.entries.iter().filter(fits).map(OpenLine::Preset).collect()
    }

    /// The chosen preset, where the chosen line is one of the list.
    pub fn chosen(&self) -> Option<&ListedPreset> {
        match self.lines().get(self.selected)? {
            OpenLine::Preset(entry) => Some(entry),
            OpenLine::Path(_) => None,
        }
    }

    /// What a look must be taken at to know what the chosen line holds.
    fn wanted(&self) -> Option<PresetRef> {
        match self.lines().get(self.selected) {
            Some(OpenLine::Preset(entry)) => Some(PresetRef::At(entry.origin.clone())),
            Some(OpenLine::Path(path)) if is_folder(path) => None,
            Some(OpenLine::Path(path)) => Some(PresetRef::Typed((*path).to_owned())),
            None => {
                let typed = self.field.text().trim();
                (!typed.is_empty()).then(|| PresetRef::Typed(typed.to_owned()))
            }
        }
    }

    /// Asks what the chosen line holds, and for titles near it.
    fn look(&mut self, session: &mut Session) {
        let subject = self.wanted().map(PreviewSubject::Preset);
        self.preview = subject.as_ref().map(|_| Preview::Reading);
        session.effects.extend(subject.map(Effect::Preview));
        self.read_titles(session);
    }

    /// Asks for some of the titles that are missing, unless others are still being read.
    fn read_titles(&mut self, session: &mut Session) {
        if self.is_reading {
            return;
        }
        let missing = self.missing_titles();
        if !missing.is_empty() {
            self.is_reading = true;
            session.effects.push(Effect::ReadTitles(missing));
        }
    }

    fn missing_titles(&self) -> Vec<Origin> {
        let lines = self.lines();
        let mut listed: Vec<(usize, &ListedPreset)> = Vec::with_capacity(lines.len());
        for (place, line) in lines.into_iter().enumerate() {
            if let OpenLine::Preset(entry) = line {
                listed.push((place.abs_diff(self.selected), entry));
            }
        }
        listed.sort_by_key(|(distance, _)| *distance);
        let near = listed.into_iter().map(|(_, entry)| entry).take(NEAR);
        let mut missing: Vec<Origin> = Vec::new();
        for entry in near.chain(self.entries.iter().take(NEAR)) {
            if entry.title.is_none() && !missing.contains(&entry.origin) && missing.len() < TITLES {
                missing.push(entry.origin.clone());
            }
        }
        missing
    }

    /// After another text was typed.
    fn filter(&mut self, session: &mut Session) {
        self.selected = 0;
        self.said = None;
        self.found.clear();
        if is_path(self.field.text()) {
            session.effects.push(Effect::Complete(self.field.text().to_owned(), false));
        } else {
            self.look(session);
        }
    }
}

impl Acts for OpenList {
    fn context(&self) -> Context {
        match self.asking {
            None => Context::Open,
            Some(Asking::Delete) => Context::Delete,
            Some(Asking::Rename(_) | Asking::Duplicate(_)) => Context::Text,
            Some(Asking::Scope(..)) => Context::CopyScope,
        }
    }

    fn question(&self) -> Option<usize> {
        (self.asking == Some(Asking::Delete)).then_some(self.selected)
    }

    fn field(&mut self) -> Option<&mut TextField> {
        match &mut self.asking {
            None => Some(&mut self.field),
            Some(Asking::Rename(field) | Asking::Duplicate(field)) => Some(field),
            Some(Asking::Delete | Asking::Scope(..)) => None,
        }
    }

    fn typed(&mut self, session: &mut Session) {
        self.said = None;
        if self.asking.is_none() {
            self.filter(session);
        }
    }

    fn completing(&mut self) -> Option<(&mut TextField, &mut Vec<String>)> {
        self.asking.is_none().then_some((&mut self.field, &mut self.found))
    }

    fn list(&mut self, _: &Session) -> Option<(&mut usize, usize)> {
        let lines = self.lines().len();
        Some(match &mut self.asking {
            Some(Asking::Scope(_, chosen)) => (chosen, CopyScope::ALL.len()),
            _ => (&mut self.selected, lines),
        })
    }

    fn chosen(&mut self, session: &mut Session) {
        if matches!(self.asking, Some(Asking::Scope(..))) {
            return;
        }
        self.look(session);
    }

    fn click(&mut self, session: &mut Session, line: usize) -> Fate {
        if self.asking.is_some() {
            return Fate::Stays;
        }
        if self.selected == line {
            return self.accept(session);
        }
        self.selected = line;
        self.scroll(session, 0);
        self.look(session);
        Fate::Stays
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        if self.asking.is_some() {
            self.manage(session);
            return Fate::Stays;
        }
        if let Some(OpenLine::Path(folder)) = self.lines().get(self.selected)
            && is_folder(folder)
        {
            self.field = TextField::new(folder);
            self.filter(session);
            return Fate::Stays;
        }
        match &self.preview {
            Some(Preview::Preset { origin: Some(origin), .. }) if self.to_compare => {
                session.effects.push(Effect::LoadToCompare(origin.clone()));
            }
            Some(Preview::Preset { origin: Some(origin), .. }) => {
                session.leave(Leave::Open(origin.clone()));
                return Fate::Closes;
            }
            Some(Preview::Wrong(lines)) => {
                self.said = lines.first().map(|line| (line.clone(), true));
            }
            // Its answer comes before the next key.
            Some(Preview::Reading) => session.effects.extend(self.wanted().map(Effect::Look)),
            Some(Preview::Preset { origin: None, .. }) | None => session.say("nothing is chosen"),
        }
        Fate::Stays
    }

    fn cancel(&mut self, _: &mut Session) -> Fate {
        if self.asking.take().is_none() {
            return Fate::Closes;
        }
        self.said = None;
        Fate::Stays
    }
}

/// Whether a text names a file rather than words to look for.
fn is_path(text: &str) -> bool {
    text.contains('/')
        || text.starts_with('~')
        || Path::new(text).extension().is_some_and(|extension| extension == "ron")
}

fn is_folder(path: &str) -> bool {
    path.ends_with('/')
}

impl Session {
    /// Shows the presets that can be opened; in a list that is open already, the changed ones.
    pub(in crate::session) fn listed(
        &mut self,
        entries: Vec<ListedPreset>,
        problem: Option<String>,
        to_compare: bool,
    ) {
        if matches!(self.dialog, Some(Dialog::Palette(_))) {
            return self.list_in_palette(entries);
        }
        let mut list = if let Some(Dialog::Open(mut list)) = self.dialog.take() {
            list.entries = entries;
            let shown = list.shown.take();
            let is_shown = |entry: &ListedPreset| Some(&entry.origin) == shown.as_ref();
            list.selected = list.entries.iter().position(is_shown).unwrap_or(list.selected);
            list.scroll(self, 0);
            list
        } else {
            OpenList::new(entries, &self.file.origin, to_compare)
        };
        if let Some(problem) = problem {
            list.said = Some((problem, true));
        }
        list.look(self);
        self.dialog = Some(Dialog::Open(list));
    }

    /// What a line holds is known; another one may be chosen by now.
    pub(in crate::session) fn previewed(&mut self, previewed: Previewed) {
        let (subject, shown) = match &mut self.dialog {
            Some(Dialog::Open(list)) => {
                (list.wanted().map(PreviewSubject::Preset), &mut list.preview)
            }
            Some(Dialog::Kept(list)) => (list.subject(), &mut list.preview),
            _ => return,
        };
        if subject != Some(previewed.subject) {
            return;
        }
        *shown = Some(match previewed.found {
            Ok(preset) => Preview::Preset {
                origin: previewed.origin,
                differences: differences(&self.preset, &preset),
                headline: Box::new(Headline::of(&preset)),
                name: preset.name,
                summary: preset.summary,
            },
            Err(lines) => Preview::Wrong(lines),
        });
    }

    /// The same of a line that was accepted before it was known: it is accepted now.
    pub(in crate::session) fn looked(&mut self, previewed: Previewed) {
        self.previewed(previewed);
        let is_known = |list: &OpenList| list.preview != Some(Preview::Reading);
        if matches!(&self.dialog, Some(Dialog::Open(list)) if is_known(list)) {
            self.in_dialog(DialogCommand::Accept);
        }
    }

    /// Some titles are known; more presets may have what is typed in them.
    pub(in crate::session) fn titled(&mut self, titles: Vec<(Origin, Option<String>)>) {
        self.title_in_palette(&titles);
        let is_open = |dialog: &mut Dialog| matches!(dialog, Dialog::Open(_));
        let Some(Dialog::Open(mut list)) = self.dialog.take_if(is_open) else { return };
        let (wanted, chosen) = (list.wanted(), list.chosen().map(|entry| entry.origin.clone()));
        for (origin, title) in titles {
            // A deck isn't opened.
            list.entries.retain(|entry| entry.origin != origin || title.is_some());
            for entry in list.entries.iter_mut().filter(|entry| entry.origin == origin) {
                entry.title.clone_from(&title);
            }
        }
        let is_chosen = |line: &OpenLine<'_>| match (line, &chosen) {
            (OpenLine::Preset(entry), Some(chosen)) => entry.origin == *chosen,
            _ => false,
        };
        list.selected = list.lines().iter().position(is_chosen).unwrap_or(list.selected);
        list.is_reading = false;
        if list.wanted() == wanted {
            list.read_titles(self);
        } else {
            list.look(self);
        }
        self.dialog = Some(Dialog::Open(list));
    }
}
