//! The list of presets that can be opened: filtered by what is typed, or a path with what
//! continues it; with a look at what the chosen line holds.

use super::action::{Effect, Entry};
use super::dialog::{Dialog, Leave};
use super::managing::Asking;
use super::message::Message;
use super::{Context, Session, TextField};
use crate::preset::library::Trashed;
use crate::preset::{Difference, Origin, Preset, differences};
use std::path::Path;

/// The presets that can be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenList {
    /// All of them.
    pub entries: Vec<Entry>,
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
    /// What was deleted last, to be brought back.
    pub trashed: Option<Trashed>,
    /// What is to be chosen once the list comes anew.
    pub(super) shown: Option<Origin>,
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'a> {
    /// A preset.
    Entry(&'a Entry),
    /// A name or a path that continues what is typed; a folder's ends in a slash.
    Path(&'a str),
}

/// What a look is taken at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A preset of the list.
    At(Origin),
    /// A name or a path.
    Typed(String),
}

/// What was found there.
#[derive(Debug, Clone, PartialEq)]
pub struct Previewed {
    /// Where it is, if it is anywhere.
    pub origin: Option<Origin>,
    /// The preset, or the lines that say what is wrong with it.
    pub found: Result<Preset, Vec<String>>,
}

/// What the chosen line holds, against what is open.
#[derive(Debug, Clone, PartialEq)]
pub enum Preview {
    Preset {
        /// Where it is.
        origin: Origin,
        /// What it calls itself.
        name: String,
        /// What is other in it than in what is open.
        differences: Vec<Difference>,
    },
    /// Nothing that can be opened; the lines say why.
    Wrong(Vec<String>),
}

impl OpenList {
    /// With these presets, one of them chosen.
    fn new(entries: Vec<Entry>, chosen: &Origin, to_compare: bool) -> Self {
        let selected = entries.iter().position(|entry| entry.origin == *chosen).unwrap_or(0);
        Self {
            entries,
            field: TextField::default(),
            found: Vec::new(),
            selected,
            to_compare,
            preview: None,
            asking: None,
            said: None,
            trashed: None,
            shown: None,
        }
    }

    /// The lines: what continues a path, or the presets that have every word that is typed.
    pub fn lines(&self) -> Vec<Line<'_>> {
        if !self.found.is_empty() || is_path(self.field.text()) {
            return self.found.iter().map(|path| Line::Path(path)).collect();
        }
        let typed = self.field.text().to_lowercase();
        let fits = |entry: &&Entry| {
            let text = format!("{} {}", entry.id, entry.title).to_lowercase();
            typed.split_whitespace().all(|word| text.contains(word))
        };
        self.entries.iter().filter(fits).map(Line::Entry).collect()
    }

    /// The chosen preset, where the chosen line is one of the list.
    pub fn chosen(&self) -> Option<&Entry> {
        match self.lines().get(self.selected)? {
            Line::Entry(entry) => Some(entry),
            Line::Path(_) => None,
        }
    }

    /// The keys that act in it.
    pub const fn context(&self) -> Context {
        match self.asking {
            None => Context::Open,
            Some(Asking::Delete) => Context::Delete,
            Some(Asking::Rename(_) | Asking::Duplicate(_)) => Context::Text,
        }
    }

    pub(super) fn scroll(&mut self, by: isize) {
        let last = self.lines().len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// What a look must be taken at to know what the chosen line holds.
    fn wanted(&self) -> Option<Wanted> {
        match self.lines().get(self.selected) {
            Some(Line::Entry(entry)) => Some(Wanted::At(entry.origin.clone())),
            Some(Line::Path(path)) if is_folder(path) => None,
            Some(Line::Path(path)) => Some(Wanted::Typed((*path).to_owned())),
            None => {
                let typed = self.field.text().trim();
                (!typed.is_empty()).then(|| Wanted::Typed(typed.to_owned()))
            }
        }
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

/// As much as all continuations of a text have in common.
pub(super) fn common<'a>(found: impl IntoIterator<Item = &'a String>) -> Option<String> {
    let mut found = found.into_iter();
    let mut common = found.next()?.clone();
    for other in found {
        let same = common.chars().zip(other.chars()).take_while(|(a, b)| a == b);
        let length = same.map(|(letter, _)| letter.len_utf8()).sum();
        common.truncate(length);
    }
    Some(common)
}

impl Session {
    /// Shows the presets that can be opened; in a list that is open already, the changed ones.
    pub(super) fn listed(&mut self, entries: Vec<Entry>, problem: Option<String>) -> Vec<Effect> {
        if let Some(Dialog::Open(list)) = &mut self.dialog {
            list.entries = entries;
            let shown = list.shown.take();
            let place = list.entries.iter().position(|entry| Some(&entry.origin) == shown.as_ref());
            list.selected = place.unwrap_or(list.selected);
            list.scroll(0);
        } else {
            let to_compare = std::mem::take(&mut self.listing_to_compare);
            let list = OpenList::new(entries, &self.origin, to_compare);
            self.dialog = Some(Dialog::Open(Box::new(list)));
        }
        if let (Some(Dialog::Open(list)), Some(problem)) = (&mut self.dialog, problem) {
            list.said = Some((problem, true));
        }
        self.look_at_chosen()
    }

    /// Asks what the chosen line of the list holds.
    pub(super) fn look_at_chosen(&mut self) -> Vec<Effect> {
        let Some(Dialog::Open(list)) = &mut self.dialog else { return Vec::new() };
        list.preview = None;
        list.wanted().map(Effect::Preview).into_iter().collect()
    }

    /// What the chosen line holds is known.
    pub(super) fn previewed(&mut self, previewed: Previewed) {
        let Some(Dialog::Open(list)) = &mut self.dialog else { return };
        list.preview = Some(match (previewed.found, previewed.origin) {
            (Ok(preset), Some(origin)) => Preview::Preset {
                origin,
                differences: differences(&self.preset, &preset),
                name: preset.name,
            },
            (Err(lines), _) => Preview::Wrong(lines),
            (Ok(_), None) => Preview::Wrong(Vec::new()),
        });
    }

    /// Another text is typed into the list.
    pub(super) fn filtered(&mut self) -> Vec<Effect> {
        let Some(Dialog::Open(list)) = &mut self.dialog else { return Vec::new() };
        list.selected = 0;
        list.said = None;
        list.found.clear();
        if is_path(list.field.text()) { self.complete(false) } else { self.look_at_chosen() }
    }

    /// What continues a typed text is known.
    pub(super) fn completed(
        &mut self,
        typed: &str,
        found: Vec<String>,
        extend: bool,
    ) -> Vec<Effect> {
        let Some(dialog) = &mut self.dialog else { return Vec::new() };
        let is_saving = matches!(dialog, Dialog::SaveAs(_));
        let Some(field) = dialog.field().filter(|field| field.text() == typed) else {
            return Vec::new();
        };
        let longer = common(&found).filter(|common| extend && common.len() > typed.len());
        if let Some(longer) = longer {
            *field = TextField::new(&longer);
            // What continues that, in turn; where a text of its own can't be, there is no end.
            if field.text() == longer {
                return vec![Effect::Complete(longer, false)];
            }
        }
        match dialog {
            Dialog::SaveAs(entry) => entry.found = found,
            Dialog::Open(list) => {
                list.found = found;
                list.scroll(0);
            }
            _ => {}
        }
        if is_saving { self.look_for_place() } else { self.look_at_chosen() }
    }

    /// Opens the chosen line, or goes into the folder that it is.
    pub(super) fn open_chosen(&mut self) -> Vec<Effect> {
        let Some(Dialog::Open(list)) = &mut self.dialog else { return Vec::new() };
        if let Some(Line::Path(folder)) = list
            .lines()
            .get(list.selected)
            .filter(|line| matches!(line, Line::Path(path) if is_folder(path)))
        {
            list.field = TextField::new(folder);
            return self.filtered();
        }
        match &list.preview {
            Some(Preview::Preset { origin, .. }) => {
                let origin = origin.clone();
                if list.to_compare {
                    return vec![Effect::LoadToCompare(origin)];
                }
                self.leave(Leave::Open(origin))
            }
            Some(Preview::Wrong(lines)) => {
                list.said = lines.first().map(|line| (line.clone(), true));
                Vec::new()
            }
            None => {
                self.message = Some(Message::Note("nothing is chosen".to_owned()));
                Vec::new()
            }
        }
    }
}
