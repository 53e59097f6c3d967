//! The dialogs over the screen: a file for each.

mod calibrate;
mod copy;
pub(super) mod differences;
mod exact;
mod form;
mod help;
mod history;
mod kept;
mod open;
mod overwrite;
mod palette;
mod pick;
mod pins;
mod popup;
mod preview;
mod recover;
mod reread;
mod save_as;
mod unsaved;
mod views;

pub(super) use help::help_end;

use super::canvas::Canvas;
use crate::session::{Dialog, ListDialog, ListSubject};
use ratatui::layout::Rect;

pub(super) fn draw(canvas: &mut Canvas, dialog: &Dialog, area: Rect) {
    match dialog {
        Dialog::Exact(entry) => exact::draw(canvas, entry, area),
        Dialog::SaveAs(entry) => save_as::draw(canvas, entry, area),
        Dialog::Open(list) => open::draw(canvas, list, area),
        Dialog::List(ListDialog { of, selected }) => match of {
            ListSubject::Metrics => pick::draw_metrics(canvas, *selected, area),
            ListSubject::Axis { across, inputs } => {
                pick::draw_axis(canvas, *across, inputs, *selected, area);
            }
            ListSubject::Copies { preview } => {
                copy::draw(canvas, *selected, preview.as_deref(), area);
            }
            ListSubject::Edits => history::draw(canvas, *selected, area),
        },
        Dialog::Help(help) => help::draw(canvas, *help, area),
        Dialog::Palette(palette) => palette::draw(canvas, palette, area),
        Dialog::Calibrate(dialog) => calibrate::draw(canvas, dialog, area),
        Dialog::Kept(list) => kept::draw(canvas, list, area),
        Dialog::Form(form) => form::draw(canvas, form, area),
        Dialog::Pins(list) => pins::draw(canvas, list, area),
        Dialog::Views(list) => views::draw(canvas, list, area),
        Dialog::Overwrite(question) => overwrite::draw(canvas, question, area),
        Dialog::Unsaved(leave) => unsaved::draw(canvas, leave, area),
        Dialog::Pinned(_) => unsaved::draw_pinned(canvas, area),
        Dialog::Reread(reread) => reread::draw(canvas, reread, area),
        Dialog::EndPresentation(_) => unsaved::draw_end(canvas, area),
        Dialog::Recover(list) => recover::draw(canvas, list, area),
    }
}
