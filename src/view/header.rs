//! The header: what is open, whether it is saved, link and pin; and the tabs.

use super::line::{Piece, cut, piece, put_both, put_left, row};
use super::look::Look;
use super::regions::{Regions, Target};
use crate::preset::Origin;
use crate::session::{Screen, Session};
use crate::widgets::text::{columns, harmless, truncate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const PROGRAM: &str = "payback  ";

/// The columns that a pin's name may take.
const PIN: usize = 16;

/// Draws the header and the tabs.
pub(super) fn draw(
    session: &Session,
    look: &Look,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    draw_state(session, look, row(area, 0), buffer);
    draw_tabs(session, look, row(area, 1), buffer, regions);
}

fn draw_state(session: &Session, look: &Look, area: Rect, buffer: &mut Buffer) {
    let theme = &look.theme;
    let link =
        if session.linked { piece("LINK on", theme.accent) } else { piece("LINK off", theme.dim) };
    let pin = match &session.pin {
        Some(pin) => {
            let title = truncate(&harmless(pin.title()), PIN, "…").into_owned();
            piece(format!("   pin {title}"), theme.accent)
        }
        None => piece("   no pin", theme.dim),
    };
    let unsaved = if session.is_unsaved() { "   unsaved" } else { "" };
    let state = [link, pin];
    // A long name gives way to what is said of it.
    let taken: usize = state.iter().map(|(text, _)| columns(text)).sum();
    let room = usize::from(area.width).saturating_sub(PROGRAM.len() + unsaved.len() + taken + 1);
    let name = match &session.origin {
        Origin::Bundled(_) => session.preset.name.clone(),
        Origin::Saved { name, .. } => format!("{}  [{name}]", session.preset.name),
        Origin::File(path) => {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            format!("{}  [{file}]", session.preset.name)
        }
    };
    let name = harmless(&name);
    let left = [
        piece(PROGRAM, theme.title),
        piece(truncate(&name, room, "…"), theme.text),
        piece(unsaved, theme.accent),
    ];
    put_both(buffer, area, &left, &state);
}

fn draw_tabs(
    session: &Session,
    look: &Look,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &look.theme;
    let mut from = 0;
    let shown =
        Screen::ALL.into_iter().filter(|screen| screen.has_tab() || *screen == session.screen);
    let tab = |screen: Screen| format!("{} {}", screen.key(), screen.label());
    let shown: Vec<Screen> = shown.collect();
    let needed: usize = shown.iter().map(|screen| columns(&tab(*screen)) + 2).sum();
    // Where they have no room together, only the present one has its name beside its key.
    let keys_only = needed > usize::from(area.width) + 2;
    for screen in shown {
        let text = if keys_only && screen != session.screen {
            screen.key().to_owned()
        } else {
            tab(screen)
        };
        let style = if screen == session.screen { theme.accent } else { theme.dim };
        let width = u16::try_from(columns(&text)).unwrap_or(0);
        let place = cut(area, from, width);
        put_left(buffer, place, &[piece(text, style)]);
        regions.add(place, Target::Screen(screen));
        from = from.saturating_add(width + 2);
    }
    // Where the slider that [ and ] move isn't in sight, it is named.
    let sliders = matches!(session.screen, Screen::Explore | Screen::Numbers);
    if let Some(words) =
        session.row.input().filter(|_| !sliders).map(|input| slider_words(session, input))
    {
        let rest = cut(area, from, area.width);
        let pieces: [Piece; 1] = [piece(words, theme.dim)];
        if columns(&pieces[0].0) <= usize::from(rest.width) {
            super::line::put_right(buffer, rest, &pieces);
        }
    }
}

fn slider_words(session: &Session, input: crate::model::Input) -> String {
    let value =
        super::format::short_setting(input.spec().unit, session.value(input, session.scenario));
    format!("[ ] {} {value}", input.spec().label)
}
