//! The offer to take up what an earlier run left unsaved: a list, and what differs in the chosen
//! one; or, in full, what differs.

use super::{below, differences, draw_lines, popup};
use crate::preset::differences as differing;
use crate::session::{Context, RecoverList};
use crate::view::line::{piece, put_left, row};
use crate::view::look::Look;
use crate::view::regions::{Regions, Target};
use crate::widgets::list::first_visible;
use crate::widgets::text::wrap;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Most lines of the list, and of what differs below it.
const MOST_LISTED: u16 = 5;
const MOST_PREVIEWED: usize = 6;

/// Draws the dialog.
pub(super) fn draw(
    look: &Look,
    list: &RecoverList,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &look.theme;
    let Some(chosen) = list.chosen() else { return };
    let found = differing(&chosen.saved, &chosen.open);
    let mut popup = popup(look, Context::Recover, "Unsaved changes of an earlier run", &[], 72);
    if let Some(scroll) = list.differences {
        let lines = u16::try_from(found.len()).unwrap_or(u16::MAX);
        popup.height = lines.saturating_add(4).min(area.height);
        let place = popup.render(area, buffer);
        let head = format!("{}, {}: {}", chosen.open.name, chosen.at, differences::count(&found));
        put_left(buffer, row(place, 0), &[piece(head, theme.dim)]);
        return differences::draw(look, &found, scroll, below(place, 2), buffer);
    }
    let places: Vec<usize> = list.places().collect();
    let rows: Vec<(String, String)> = places
        .iter()
        .filter_map(|place| list.offers[*place].as_ref())
        .map(|offer| {
            let count = differences::count(&differing(&offer.saved, &offer.open));
            (offer.open.name.clone(), format!("{count}, {}", offer.at))
        })
        .collect();
    let rows: Vec<(&str, &str)> =
        rows.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
    let text = "The program ended before these changes were saved. They are still there:";
    let width = popup.dialog().area(area).width.saturating_sub(4);
    let text = wrap(text, width.into());
    let above = u16::try_from(text.len()).unwrap_or(0) + 1;
    let listed = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(MOST_LISTED);
    let previewed = u16::try_from(found.len().min(MOST_PREVIEWED)).unwrap_or(0).max(1);
    popup.height = (above + listed + previewed + 3).min(area.height);
    let place = popup.render(area, buffer);
    for (line, words) in (0..).zip(text) {
        put_left(buffer, row(place, line), &[piece(words, theme.text)]);
    }
    let at = Rect { height: listed.min(below(place, above).height), ..below(place, above) };
    let selected = places.iter().position(|place| *place == list.selected);
    let first = first_visible(selected, rows.len(), at.height);
    for (line, index) in (0..at.height).zip(first..rows.len()) {
        regions.add(row(at, line), Target::Entry(places[index]));
    }
    draw_lines(look, &rows, selected, at, buffer);
    differences::draw(look, &found, 0, below(place, above + listed + 1), buffer);
}
