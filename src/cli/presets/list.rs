//! `payback presets list`: the bundled presets and one's own, with what can't be read.

use super::place;
use crate::model::Unit;
use crate::preset::Library;
use crate::preset::library::{LibraryEntry, Listing, Trashed, text_of};
use crate::view::format;
use crate::widgets::text::{columns, fit, harmless};
use chrono::{Local, SecondsFormat};
use serde_json::json;

pub(super) fn text(library: &Library, listing: &Listing) -> String {
    let entries = &listing.entries;
    let id_width = entries.iter().map(|entry| columns(&entry.origin.id())).max().unwrap_or(0);
    let mut lines = String::new();
    for entry in entries {
        let what = match &entry.preset {
            Ok(preset) => {
                let pledged = preset.inputs.programme.sites.iter().map(|site| site.pledge).sum();
                let money = format::setting(preset.shown(Unit::Billions), pledged);
                format!("{}  ({money})", preset.name)
            }
            Err(_) => "can't be read: ‘payback check’ on it says why".to_owned(),
        };
        lines.push_str(&format!(
            "{}  {:<8} {}\n",
            fit(&entry.origin.id(), id_width, "…"),
            place(&entry.origin),
            harmless(&what)
        ));
    }
    if let Some(folder) = library.folder() {
        let folder = folder.to_string_lossy();
        lines.push_str(&format!("\nSaved presets are kept in {}\n", harmless(&folder)));
    }
    if !listing.decks.is_empty() {
        lines.push_str("Decks, which ‘payback present’ shows:\n");
        for deck in &listing.decks {
            lines.push_str(&format!("{}\n", harmless(&deck.id())));
        }
    }
    if !listing.hidden.is_empty() {
        lines.push_str("Hidden files aren't listed. They open by their paths:\n");
        for path in &listing.hidden {
            lines.push_str(&format!("{}\n", text_of(path.as_os_str())));
        }
    }
    lines
}

/// What is in the trash: names, files where they may be told, by whom and when.
pub(super) fn deleted(library: &Library, trashed: &[Trashed]) -> String {
    if trashed.is_empty() {
        return "The trash is empty.\n".to_owned();
    }
    let line = |trashed: &Trashed| {
        let mut line = harmless(&trashed.name).into_owned();
        if !library.is_restricted() {
            line += &format!("  {}", text_of(trashed.path.as_os_str()));
        }
        let by = trashed.by.as_ref().map(|by| format!(" by {}", harmless(by)));
        let at = trashed.at.map(|at| at.with_timezone(&Local).format(", %Y-%m-%d %H:%M"));
        line += &format!("  deleted{}", by.unwrap_or_default());
        line += &at.map_or_else(String::new, |at| at.to_string());
        line + "\n"
    };
    trashed.iter().map(line).collect()
}

pub(super) fn deleted_json(trashed: &[Trashed]) -> serde_json::Value {
    let entry = |trashed: &Trashed| {
        json!({
            "name": trashed.name,
            "by": trashed.by,
            "at": trashed.at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)),
        })
    };
    trashed.iter().map(entry).collect()
}

pub(super) fn json(entries: &[LibraryEntry]) -> serde_json::Value {
    entries
        .iter()
        .map(|entry| {
            let preset = entry.preset.as_ref();
            json!({
                "id": entry.origin.id(),
                "place": place(&entry.origin),
                "name": preset.ok().map(|preset| &preset.name),
                "summary": preset.ok().map(|preset| &preset.summary),
                "error": preset.err().map(crate::preset::Diagnostics::first_line),
            })
        })
        .collect()
}
