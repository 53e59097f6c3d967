//! The header: what is open, whether it is saved, link and pin; and the tabs.
//!
//! ```text
//! payback  NAME  [file]   unsaved                      LINK off   pin 09:41
//! [1 Explore] 2 Drivers  …                             [ ] Utilization 65 %
//! ```

use super::canvas::{Canvas, Piece, cut, piece, row, width};
use super::format;
use super::regions::ClickTarget;
use crate::preset::Origin;
use crate::session::{Command, Screen, Session};
use crate::widgets::text::{columns, harmless, truncate};
use ratatui::layout::Rect;

const PROGRAM: &str = "payback  ";

/// The columns that a pin's name may take.
const PIN: usize = 16;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    draw_state(canvas, row(area, 0));
    draw_tabs(canvas, row(area, 1));
}

fn draw_state(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let link = if session.screens.explore.linked {
        piece("LINK on", theme.accent)
    } else {
        piece("LINK off", theme.dim)
    };
    let pin = match &session.pins.compared {
        Some(pin) => {
            let title = harmless(pin.title()).into_owned();
            piece(format!("   pin {}", truncate(&title, PIN, "…")), theme.accent)
        }
        None => piece("   no pin", theme.dim),
    };
    let unsaved = if session.is_unsaved() { "   unsaved" } else { "" };
    let state = [link, pin];
    // A long name gives way to what is said of it.
    let taken = PROGRAM.len() + unsaved.len() + width(&state) + 1;
    let name =
        truncate(&name(session), usize::from(area.width).saturating_sub(taken), "…").into_owned();
    let left = [piece(PROGRAM, theme.title), piece(name, theme.text), piece(unsaved, theme.accent)];
    canvas.both(area, &left, &state);
    let commands = [Command::Open, Command::EditTexts, Command::Save];
    click_pieces(canvas, area, &left, commands);
    let right = cut(area, area.width.saturating_sub(cells(width(&state))), area.width);
    click_pieces(canvas, right, &state, [Command::ToggleLink, Command::ListPins]);
}

/// What a click on each of several pieces that stand side by side does.
fn click_pieces<const N: usize>(
    canvas: &mut Canvas,
    area: Rect,
    pieces: &[Piece; N],
    commands: [Command; N],
) {
    let mut rest = area;
    for ((text, _), command) in pieces.iter().zip(commands) {
        let taken = cells(columns(text));
        canvas.on_click(cut(rest, 0, taken), ClickTarget::Command(command));
        rest = cut(rest, taken, rest.width);
    }
}

fn cells(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}

/// The preset's name, and its file's in brackets.
fn name(session: &Session) -> String {
    let name = &session.preset.name;
    let name = match &session.file.origin {
        Origin::Bundled(_) => name.clone(),
        Origin::Saved { name: file, .. } => format!("{name}  [{file}]"),
        Origin::File(path) => {
            format!("{name}  [{}]", path.file_name().unwrap_or_default().to_string_lossy())
        }
    };
    harmless(&name).into_owned()
}

fn draw_tabs(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let named = |screen: Screen| format!("{} {}", screen.key(), screen.label());
    let shown: Vec<Screen> = Screen::ALL
        .into_iter()
        .filter(|screen| screen.has_tab() || *screen == session.screen)
        .collect();
    // Where two blanks between them have no room there is one; where that has none either, the last
    // ones but the present have no name beside their key.
    let names: usize = shown.iter().map(|screen| columns(&named(*screen))).sum();
    let is_tight = names + 2 * shown.len() > usize::from(area.width);
    let mut needed = names + if is_tight { shown.len() + 1 } else { 2 * shown.len() };
    let mut bare: Vec<Screen> = Vec::new();
    for screen in shown.iter().rev().filter(|screen| **screen != session.screen) {
        if needed <= usize::from(area.width) {
            break;
        }
        needed -= columns(screen.label()) + 1;
        bare.push(*screen);
    }
    let (mut rest, mut is_after) = (area, false);
    for screen in shown {
        let is_here = screen == session.screen;
        let name = if bare.contains(&screen) { screen.key().to_owned() } else { named(screen) };
        // Brackets stand where blanks are around the others: no tab moves for the present one.
        let (text, style) = if is_here {
            (format!("[{name}]"), theme.accent)
        } else {
            (format!(" {name} "), theme.dim)
        };
        // The present one's bracket stays in the blank that it shares.
        let blanks = usize::from(is_tight && is_after);
        let place = cut(rest, u16::from(blanks > 0), rest.width);
        let taken = canvas.text(place, &text[blanks..], style) + u16::from(blanks > 0);
        is_after = is_here;
        canvas.on_click(cut(rest, 0, taken), ClickTarget::Screen(screen));
        // Neighbours share the blank between them.
        rest = cut(rest, taken.saturating_sub(u16::from(is_tight)), rest.width);
    }
    let rest = cut(rest, u16::from(is_tight), rest.width);
    // Where the slider that [ and ] move isn't in sight, it is named.
    let in_sight = matches!(session.screen, Screen::Explore | Screen::Programme);
    if let Some(input) = session.row.input().filter(|_| !in_sight) {
        let spec = input.spec();
        let value =
            format::short_setting(canvas.shown(spec.unit), session.value(input, session.scenario));
        let words = format!("[ ] {} {value}", canvas.money().words(spec.label));
        if columns(&words) <= usize::from(rest.width) {
            let place = cut(rest, rest.width.saturating_sub(cells(columns(&words))), rest.width);
            canvas.text(place, words, theme.dim);
            canvas.on_click(place, ClickTarget::Row(session.row));
        }
    }
}
