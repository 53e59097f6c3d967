//! The list of pins: to compare figures with one, to name and to delete them.

use super::{Acts, Dialog, Fate};
use crate::session::command::PinAnswer;
use crate::session::text_field::in_a_line;
use crate::session::{Context, Moment, Session};

/// The pins to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinList {
    /// The chosen one.
    pub selected: usize,
    /// Whether it was asked to be deleted, once.
    pub deleting: bool,
}

impl Acts for PinList {
    fn context(&self) -> Context {
        Context::Pins
    }

    fn question(&self) -> Option<usize> {
        self.deleting.then_some(self.selected)
    }

    fn list(&mut self, session: &Session) -> Option<(&mut usize, usize)> {
        Some((&mut self.selected, session.pins.all.len()))
    }

    fn chosen(&mut self, _: &mut Session) {
        self.deleting = false;
    }

    fn accept(&mut self, session: &mut Session, _: Moment) -> Fate {
        session.compare_with_pin(self.selected);
        Fate::Closes
    }
}

impl Session {
    /// Lists the pins.
    pub(in crate::session) fn list_pins(&mut self) {
        let compared = self.pins.all.iter().position(|pin| self.is_compared(pin));
        self.show_pins(compared.unwrap_or(0));
    }

    pub(in crate::session) fn show_pins(&mut self, selected: usize) {
        self.dialog = Some(Dialog::Pins(PinList { selected, deleting: false }));
    }

    /// Compares figures with a pin of the list; with the one that they are compared with already,
    /// no longer.
    fn compare_with_pin(&mut self, index: usize) {
        let Some(pin) = self.pins.all.get(index).cloned() else { return };
        self.clear_change();
        let title = in_a_line(pin.title());
        let said = if self.is_compared(&pin) {
            self.pins.compared = None;
            format!("compared with the pin {title} no longer")
        } else {
            self.pins.compared = Some(pin);
            format!("figures show how they differ from the pin {title}")
        };
        self.scales = self.fitting_scales();
        self.say(said);
    }

    pub(super) fn answer_pin(&mut self, answer: PinAnswer) {
        let Some(Dialog::Pins(list)) = &mut self.dialog else { return };
        let selected = list.selected;
        match (answer, self.pins.all.get(selected).cloned()) {
            (PinAnswer::New, _) => self.name_pin(None),
            (PinAnswer::Rename, Some(_)) => self.name_pin(Some(selected)),
            (PinAnswer::Delete, Some(_)) if !list.deleting => list.deleting = true,
            (PinAnswer::Delete, Some(pin)) => {
                list.deleting = false;
                list.selected = selected.min(self.pins.all.len().saturating_sub(2));
                self.settle();
                self.forget_pin(&pin);
                self.scales = self.fitting_scales();
                self.say(format!("deleted the pin {}", in_a_line(pin.title())));
            }
            (PinAnswer::Rename | PinAnswer::Delete, None) => {}
        }
    }
}
