//! The line that sums the stresses up.

use crate::model::{Driver, Input, Scenario};
use crate::session::{Drawer, Row, Session};
use crate::view::format;
use crate::view::line::{cut, piece, put_both, put_left};
use crate::view::look::Look;
use crate::widgets::text::columns;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The stresses in a line: what is stressed, in which scenario.
pub(super) fn draw_stresses(session: &Session, look: &Look, area: Rect, buffer: &mut Buffer) {
    let theme = &look.theme;
    let chosen = session.row == Row::Stresses;
    let (mark, style) =
        if chosen { (look.glyphs.selected, theme.accent) } else { (" ", theme.text) };
    put_left(buffer, cut(area, 0, 19), &[piece(format!("{mark} Stresses"), style)]);
    let open = session.drawer == Some(Drawer::Stresses);
    let hint = if open { "(Enter closes)" } else { "(Enter opens)" };
    let room = usize::from(area.width).saturating_sub(21 + hint.len() + 1);
    let words = [stress_words(session), brief_stress_words(session)]
        .into_iter()
        .find(|words| columns(words) <= room)
        .unwrap_or_else(|| bare_stress_words(session));
    put_both(
        buffer,
        cut(area, 21, area.width),
        &[piece(words, theme.text)],
        &[piece(hint, theme.dim)],
    );
}

fn stress_words(session: &Session) -> String {
    let from = session.preset.inputs.programme.stress_from.name();
    let mut words = Vec::new();
    for scenario in Scenario::ALL {
        let value = |driver| session.value(Input::Driver(driver), scenario);
        let mut parts = Vec::new();
        if value(Driver::CapexCut) != 0.0 {
            parts.push(format!(
                "capex {} from {from}",
                format::short_setting(Driver::CapexCut.spec().unit, -value(Driver::CapexCut))
            ));
        }
        if value(Driver::ExportBlock) != 0.0 {
            parts.push(format!(
                "servers {} from {from}",
                format::short_setting(Driver::ExportBlock.spec().unit, -value(Driver::ExportBlock))
            ));
        }
        if value(Driver::PriceErosion) != 0.0 {
            parts.push(format!(
                "price {} a year",
                format::short_setting(
                    Driver::PriceErosion.spec().unit,
                    -value(Driver::PriceErosion)
                )
            ));
        }
        if !parts.is_empty() {
            words.push(format!("{}: {}", scenario.id(), parts.join(", ")));
        }
    }
    if words.is_empty() { "none".to_owned() } else { words.join("; ") }
}

/// The same by stress, bear, base and bull in turn: `servers −90/−50/−25 %`.
fn brief_stress_words(session: &Session) -> String {
    stresses_in_turn(session, " in bear/base/bull")
}

fn bare_stress_words(session: &Session) -> String {
    stresses_in_turn(session, "")
}

fn stresses_in_turn(session: &Session, whose: &str) -> String {
    let named = [
        (Driver::CapexCut, "capex"),
        (Driver::ExportBlock, "servers"),
        (Driver::PriceErosion, "price"),
    ];
    let words: Vec<String> = named
        .into_iter()
        .filter_map(|(driver, name)| {
            let values = Scenario::ALL.map(|at| session.value(Input::Driver(driver), at));
            let shown = values.map(|value| format::trimmed(-value * 100.0, 1)).join("/");
            values.iter().any(|value| *value != 0.0).then(|| format!("{name} {shown} %"))
        })
        .collect();
    words.join(", ") + whose
}
