//! The dialogs over the screen: a file for each.

mod copy;
mod differences;
mod exact;
mod form;
mod help;
mod history;
mod open;
mod overwrite;
mod pick;
mod pins;
mod popup;
mod recover;
mod save_as;
mod unsaved;

pub(super) use help::help_end;

use super::canvas::Canvas;
use crate::session::Dialog;
use ratatui::layout::Rect;

pub(super) fn draw(canvas: &mut Canvas, dialog: &Dialog, area: Rect) {
    match dialog {
        Dialog::Help(help) => help::draw(canvas, help.scroll, area),
        Dialog::Exact(entry) => exact::draw(canvas, entry, area),
        Dialog::SaveAs(entry) => save_as::draw(canvas, entry, area),
        Dialog::Open(list) => open::draw(canvas, list, area),
        Dialog::Pick(list) => pick::draw(canvas, list, area),
        Dialog::Copy(list) => copy::draw(canvas, list.selected, area),
        Dialog::Form(form) => form::draw(canvas, form, area),
        Dialog::History(list) => history::draw(canvas, list.place, area),
        Dialog::Pins(list) => pins::draw(canvas, list, area),
        Dialog::Overwrite(question) => overwrite::draw(canvas, question, area),
        Dialog::Unsaved(leave) => unsaved::draw(canvas, leave, area),
        Dialog::Pinned(_) => unsaved::draw_pinned(canvas, area),
        Dialog::Recover(list) => recover::draw(canvas, list, area),
    }
}
