//! The chosen slider: its name, the chosen scenario's value, and its track.

use crate::model::Input;
use crate::view::canvas::{Canvas, cut, piece, row, width};
use crate::view::format;
use crate::view::regions::ClickTarget;
use crate::view::slider::track_of;
use crate::view::vocabulary::input_names;
use crate::view::words::value_words;
use ratatui::layout::Rect;

/// Columns between name, value and track.
const GAP: u16 = 2;

/// The slider's name and value; where what is chosen has no track, the same of the field.
fn name_and_value(canvas: &Canvas) -> Option<[String; 2]> {
    let session = canvas.session;
    if let Some(field) = session.row.field() {
        let value = field.value(&session.preset)?;
        return Some([field.label().to_owned(), value_words(canvas.money(), &value)]);
    }
    let input: Input = session.row.input()?;
    let [_, name, _] = input_names(input, &session.preset.inputs.programme, canvas.money());
    let unit = canvas.shown(input.spec().unit);
    Some([name, format::short_setting(unit, session.value(input, session.scenario))])
}

/// All of its words.
pub(super) fn words(canvas: &Canvas) -> String {
    name_and_value(canvas).map_or_else(String::new, |words| words.join(" "))
}

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let Some([name, value]) = name_and_value(canvas) else { return };
    let gap = " ".repeat(usize::from(GAP));
    let words = [
        piece(name, theme.title),
        piece(&gap, theme.text),
        piece(value, theme.figure),
        piece(gap, theme.text),
    ];
    canvas.left(row(area, 0), &words);
    let taken = u16::try_from(width(&words)).unwrap_or(u16::MAX);
    canvas.on_click(cut(area, 0, taken), ClickTarget::Row(session.row));
    if let Some(track) = track_of(session, session.row, canvas.look.paint()) {
        let place = cut(area, taken, area.width);
        canvas.render(track, place);
        canvas.on_click(place, ClickTarget::Track(session.row));
    }
}
