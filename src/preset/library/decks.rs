//! Decks by name or file: the bundled ones, a person's own, and the views of a preset.

use super::{Library, LibraryError, Origin};
use crate::preset::deck::{is_deck, read_deck};
use crate::preset::{Preset, PresetView};
use crate::text::shortened;
use std::collections::BTreeMap;

/// The bundled decks: name and text.
pub const DECKS: [(&str, &str); 1] =
    [("six-findings", include_str!("../../../assets/decks/six-findings.ron"))];

/// A view with the preset that it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct DeckView {
    /// The view; it names no other preset any more.
    pub view: PresetView,
    /// What it stands on, as it was read.
    pub preset: Preset,
    /// Where that was read.
    pub origin: Origin,
}

/// A deck as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedDeck {
    /// What a person would type to get it again.
    pub name: String,
    /// Whether it came with the program.
    pub is_bundled: bool,
    /// The file's bytes, or a bundled deck's text.
    pub bytes: Vec<u8>,
    /// Its views, in their order.
    pub views: Vec<DeckView>,
}

impl Library {
    /// The deck of a name or a path; `None` where a preset has that name, or the file is one.
    ///
    /// # Errors
    /// When there is neither, or something is wrong with the deck or a preset that it names.
    pub fn open_deck(&self, name_or_path: &str) -> Result<Option<OpenedDeck>, LibraryError> {
        let origin = match self.locate(name_or_path) {
            Ok(origin) => origin,
            Err(why) => {
                let Some((name, text)) = DECKS.iter().find(|(name, _)| *name == name_or_path)
                else {
                    return Err(why);
                };
                let (bytes, views) = (text.as_bytes(), self.deck_of(text.as_bytes(), name)?);
                let name = (*name).to_owned();
                return Ok(Some(OpenedDeck {
                    name,
                    is_bundled: true,
                    bytes: bytes.to_vec(),
                    views,
                }));
            }
        };
        let bytes = self.bytes(&origin)?;
        if !is_deck(&bytes) {
            return Ok(None);
        }
        let (name, views) = (origin.id(), self.deck_of(&bytes, &origin.id())?);
        Ok(Some(OpenedDeck { name, is_bundled: false, bytes, views }))
    }

    /// The views of a deck in their order, or those of the preset of that name or path.
    ///
    /// # Errors
    /// When there is neither, something is wrong with the file or a preset that it names, or the
    /// preset has no views.
    pub fn deck(&self, name_or_path: &str) -> Result<Vec<DeckView>, LibraryError> {
        if let Some(deck) = self.open_deck(name_or_path)? {
            return Ok(deck.views);
        }
        let (preset, origin) = self.find(name_or_path)?;
        let views = preset.views.clone();
        if views.is_empty() {
            return Err(LibraryError::NoViews { name: shortened(name_or_path) });
        }
        self.on_presets(views, &BTreeMap::from([(None, (preset, origin))]))
    }

    fn deck_of(&self, bytes: &[u8], file: &str) -> Result<Vec<DeckView>, LibraryError> {
        let mut known: BTreeMap<Option<String>, (Preset, Origin)> = BTreeMap::new();
        let deck = read_deck(bytes, file, &mut |name| {
            if let Some((preset, _)) = known.get(&Some(name.to_owned())) {
                return Ok(preset.clone());
            }
            let (preset, origin) = self.find(name).map_err(|why| why.to_string())?;
            known.insert(Some(name.to_owned()), (preset.clone(), origin));
            Ok(preset)
        })?;
        if let Some(own) = &deck.preset
            && let Some(found) = known.get(&Some(own.clone())).cloned()
        {
            known.insert(None, found);
        }
        self.on_presets(deck.views, &known)
    }

    /// Views with the presets that they name, or else the one that is known without a name.
    fn on_presets(
        &self,
        views: Vec<PresetView>,
        known: &BTreeMap<Option<String>, (Preset, Origin)>,
    ) -> Result<Vec<DeckView>, LibraryError> {
        let on = |mut view: PresetView| {
            let name = view.preset.take();
            let (preset, origin) = match known.get(&name) {
                Some(found) => found.clone(),
                None => self.find(&name.unwrap_or_default())?,
            };
            Ok(DeckView { view, preset, origin })
        };
        views.into_iter().map(on).collect()
    }
}
