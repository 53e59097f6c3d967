//! The offer to take up what an earlier run left unsaved: a list, and what differs in the chosen
//! one; or, in full, what differs.

use super::differences;
use super::popup::{Popup, draw_rows};
use crate::preset::Difference;
use crate::session::{Context, RecoverList};
use crate::view::canvas::{Canvas, below, row};
use crate::widgets::text::wrap;
use ratatui::layout::Rect;

/// Most lines of the list, and of what differs below it.
const MOST_LISTED: usize = 5;
const MOST_PREVIEWED: usize = 6;

pub(super) fn draw(canvas: &mut Canvas, list: &RecoverList, area: Rect) {
    let theme = &canvas.look.theme;
    let popup = Popup::new(Context::Recover, "Unsaved changes from an earlier run", 72);
    let Some(chosen) = list.chosen() else {
        popup.around(&["reading older ones…"]).draw(canvas, area);
        return;
    };
    let work = &chosen.work;
    let found = &chosen.differences;
    if let Some(scroll) = list.differences {
        let place = popup.with_rows(found.len() + 2, area).draw(canvas, area);
        let head = format!("{}, {}: {}", work.open.name, work.at, unsaved(found));
        canvas.text(row(place, 0), head, theme.dim);
        return draw_found(canvas, found, scroll, below(place, 2));
    }
    let places: Vec<usize> = list.places().collect();
    let rows: Vec<(String, String)> = places
        .iter()
        .filter_map(|place| list.offers[*place].as_ref())
        .map(|offer| {
            let unsaved = unsaved(&offer.differences);
            (offer.work.open.name.clone(), format!("{unsaved}, {}", offer.work.at))
        })
        .collect();
    let older = match list.unread {
        0 => String::new(),
        1 => " One older set of changes is further down.".to_owned(),
        unread => format!(" {unread} older sets of changes are further down."),
    };
    let text =
        format!("The program ended before these changes were saved. You can restore them.{older}");
    let text = wrap(&text, popup.inside(area));
    let listed = rows.len().min(MOST_LISTED);
    let previewed = found.len().clamp(1, MOST_PREVIEWED);
    let place = popup.with_rows(text.len() + 1 + listed + 1 + previewed, area).draw(canvas, area);
    let taken = canvas.lines(place, &text, theme.text);
    let rest = below(place, taken + 1);
    let listed = u16::try_from(listed).unwrap_or(u16::MAX);
    let selected = places.iter().position(|place| *place == list.selected);
    let at = Rect { height: listed.min(rest.height), ..rest };
    draw_rows(canvas, &rows, selected, at, |index| places[index]);
    draw_found(canvas, found, 0, below(rest, listed + 1));
}

/// What is unsaved of it. Without a difference all of it is: its file was gone.
fn unsaved(found: &[Difference]) -> String {
    if found.is_empty() { "file gone".to_owned() } else { differences::count(found.len()) }
}

fn draw_found(canvas: &mut Canvas, found: &[Difference], scroll: usize, area: Rect) {
    if found.is_empty() {
        let why = "as saved, but its file was deleted or emptied";
        canvas.text(row(area, 0), why, canvas.look.theme.dim);
    } else {
        differences::draw(canvas, found, scroll, area);
    }
}
