//! The list of pins: to compare figures with one, to name and to delete them.

use super::form::{FormDialog, FormSubject};
use super::{Acts, Dialog, Fate};
use crate::session::pins::Pin;
use crate::session::text_field::in_a_line;
use crate::session::{Context, Session};

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

    fn texts(&self, session: &Session) -> Option<Vec<String>> {
        let pins = session.pins.all.iter();
        Some(pins.map(|pin| format!("{} {} {}", pin.name, pin.at, pin.preset)).collect())
    }

    fn chosen(&mut self, _: &mut Session) {
        self.deleting = false;
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        session.compare_with_pin(self.selected);
        Fate::Closes
    }
}

impl Session {
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
            format!("no longer comparing with the pin {title}")
        } else {
            self.pins.compared = Some(pin);
            format!("figures show how they differ from the pin {title}")
        };
        self.scales = self.fitting_scales();
        self.say(said);
    }

    pub(super) fn rename_pin(&mut self) {
        if let Some(Dialog::Pins(list)) = &self.dialog
            && list.selected < self.pins.all.len()
        {
            self.name_pin(Some(list.selected));
        }
    }

    /// Deletes the chosen pin, once that was asked for twice.
    pub(super) fn delete_pin(&mut self) {
        let Some(Dialog::Pins(list)) = &mut self.dialog else { return };
        let Some(pin) = self.pins.all.get(list.selected).cloned() else { return };
        list.deleting = !list.deleting;
        if list.deleting {
            return;
        }
        list.selected = list.selected.min(self.pins.all.len().saturating_sub(2));
        self.settle();
        self.forget_pin(&pin);
        self.scales = self.fitting_scales();
        self.say(format!("deleted the pin {}", in_a_line(pin.title())));
    }

    /// Asks for a pin's name: of one in the list, or of one of what stands now.
    pub(super) fn name_pin(&mut self, index: Option<usize>) {
        let name = index.and_then(|index| self.pins.all.get(index)).map_or("", |pin| &pin.name);
        let hint = "kept until the program ends, whatever preset is opened";
        let form = FormDialog::new(FormSubject::Pin(index)).with_text("name", name, hint);
        self.dialog = Some(Dialog::Form(form));
    }

    /// Takes a typed name, of the pin with that index, or of a new one.
    pub(super) fn take_pin_name(&mut self, form: &mut FormDialog, index: Option<usize>) -> Fate {
        let name = form.text(0).trim().to_owned();
        if name.is_empty() {
            return form.refuse(0, "type a name to find it by");
        }
        let mut pins = self.pins.all.iter().enumerate();
        if pins.any(|(other, pin)| pin.name == name && index != Some(other)) {
            return form.refuse(0, "another pin has that name");
        }
        self.settle();
        match index.and_then(|index| self.pins.all.get(index).cloned().map(|pin| (index, pin))) {
            Some((index, pin)) => self.replace_pin(index, Pin { name, ..(*pin).clone() }),
            None => {
                self.add_pin(name);
            }
        }
        self.scales = self.fitting_scales();
        self.show_pins(index.unwrap_or(self.pins.all.len() - 1));
        Fate::Closes
    }
}
