//! A deck: views of one or several presets, to be presented one after the other.
//!
//! ```text
//! ( format: 1, preset: "apec-40b", views: [ ( name: "...", title: "...", note: "...", ... ), ... ] )
//! ```

use super::decode::decode_view;
use super::diagnostics::{Diagnostics, Findings};
use super::fields::DECK;
use super::outline::{At, Outline};
use super::read::{begun, contents_of, decoded};
use super::{Preset, PresetView, validate};
use crate::text::quoted;

/// Views to be presented, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Deck {
    /// The name of the preset that views stand on which name none; `None` where every view does.
    pub preset: Option<String>,
    /// At least one view.
    pub views: Vec<PresetView>,
}

/// Whether a file is a deck: it has views, and no scenarios as a preset has.
pub fn is_deck(bytes: &[u8]) -> bool {
    let Ok(text) = decoded(bytes, "") else { return false };
    Outline::of(&text).is_ok_and(|outline| {
        let has = |field: &str| outline.start().at(field).node().is_some();
        has("views") && !has("scenarios") && !has("programme")
    })
}

/// Reads a deck from the bytes of a file; `preset_of` gives the preset of a name, or why there is
/// none. The file's name is only repeated in messages.
///
/// # Errors
/// Everything that is wrong with the file, each problem with its line and column: fields, names of
/// presets, and what of a view doesn't fit the preset that it stands on.
pub fn read_deck(
    bytes: &[u8],
    name_of_file: &str,
    preset_of: &mut dyn FnMut(&str) -> Result<Preset, String>,
) -> Result<Deck, Diagnostics> {
    let text = contents_of(bytes, name_of_file)?;
    let mut found = Findings::new(name_of_file, &text);
    let Some((outline, left_out)) = begun(&text, "deck", DECK, &mut found) else {
        return Err(found.into_diagnostics());
    };
    let root = outline.start();
    let own = root.at("preset").text();
    if root.at("views").entries().next().is_none() && left_out.is_empty() {
        let place = outline.find("views").span;
        found.add(place, "The deck has no views.", Some("a view is ( name: \"...\" )".to_owned()));
    }
    for view in root.at("views").entries() {
        let named = [view.at("preset"), root.at("preset")];
        let named = named.into_iter().find_map(|at| Some((at, at.text()?)));
        let Some((at, name)) = named else {
            let reason = "The view stands on no preset.";
            let help = "name one here, or for the whole deck: preset: \"apec-40b\"";
            note(&mut found, view, reason.to_owned(), help.to_owned());
            continue;
        };
        match preset_of(&name) {
            Ok(preset) => validate::view(&outline, view, &preset, (&left_out, &mut found)),
            Err(why) => {
                let reason = format!("The preset {} can't be used: {why}.", quoted(&name));
                note(&mut found, at, reason, "‘payback presets list’ shows them".to_owned());
            }
        }
    }
    if !found.is_empty() {
        return Err(found.into_diagnostics());
    }
    let views = root.at("views").entries().map(decode_view).collect();
    Ok(Deck { preset: own, views })
}

fn note(found: &mut Findings<'_>, at: At<'_, '_>, reason: String, help: String) {
    if let Some(node) = at.node() {
        let place = if node.children.is_empty() { node.span } else { node.beginning() };
        found.add(place, reason, Some(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::library::Library;

    fn read(text: &str) -> Result<Deck, String> {
        let library = Library::bundled_only();
        let mut presets =
            |name: &str| library.find(name).map(|found| found.0).map_err(|why| why.to_string());
        read_deck(text.as_bytes(), "deck.ron", &mut presets).map_err(|found| found.to_string())
    }

    #[test]
    fn views_stand_on_the_deck_s_preset_or_on_their_own() {
        let deck = read(
            "(format: 1, preset: \"apec-40b\", views: [(name: \"one\", screen: Cash, note: \
             \"{base.npv}\"), (name: \"two\", preset: \"grid-freeze\")])",
        )
        .unwrap();
        assert_eq!(deck.preset.as_deref(), Some("apec-40b"));
        assert_eq!(deck.views[1].preset.as_deref(), Some("grid-freeze"));
        assert_eq!(deck.views[0].screen, Some("Cash"));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (text, said) in [
            ("(format: 1, preset: \"apec-40b\", views: [])", "The deck has no views."),
            ("(format: 1, views: [(name: \"a\")])", "The view stands on no preset."),
            ("(format: 1, preset: \"apec-40\", views: [(name: \"a\")])", "‘apec-40’ can't be used"),
            ("(format: 1, preset: \"apec-40b\", views: [(nam: \"a\")])", "nam"),
            (
                "(format: 1, preset: \"apec-40b\", views: [(name: \"a\", title: \"{base.nvp}\")])",
                "there is no metric",
            ),
            (
                "(format: 1, views: [(name: \"a\", preset: \"grid-freeze\", set: \
                 {\"base.utilisation\": 0.5})])",
                "base.utilisation",
            ),
            ("(format: 2, preset: \"apec-40b\", views: [(name: \"a\")])", "format"),
            ("(format: 1, preset: \"apec-40b\"", ""),
            ("", ""),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(said) && error.contains("deck.ron"), "{text}: {error}");
        }
    }

    #[test]
    fn a_deck_is_told_from_a_preset() {
        assert!(is_deck(b"(format: 1, views: [])"));
        let (_, text) = crate::preset::library::BUNDLED[0];
        assert!(!is_deck(text.as_bytes()));
        assert!(!is_deck(b"(format: 1"));
        assert!(!is_deck(&[0xff, 0xfe]));
    }
}
