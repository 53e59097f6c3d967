//! The form of a pin's name.

use super::super::{Dialog, Fate};
use super::{Form, Subject};
use crate::session::pins::Pin;
use crate::session::{Moment, Session};
use std::rc::Rc;

impl Session {
    /// Asks for a pin's name: of one in the list, or of one of what stands now.
    pub(in crate::session) fn name_pin(&mut self, index: Option<usize>) {
        let name = index.and_then(|index| self.pins.all.get(index)).map_or("", |pin| &pin.name);
        let hint = "kept until the program ends, whatever preset is opened";
        let form = Form::new(Subject::Pin(index)).with_text("name", name, hint);
        self.dialog = Some(Dialog::Form(form));
    }

    /// Takes a typed name, of the pin with that index, or of a new one.
    pub(super) fn take_pin_name(
        &mut self,
        form: &mut Form,
        index: Option<usize>,
        now: Moment,
    ) -> Fate {
        let name = form.text(0).trim().to_owned();
        let taken = |(other, pin): (usize, &Rc<Pin>)| {
            pin.name == name && index.is_none_or(|index| index != other)
        };
        let error = if name.is_empty() {
            Some("type a name to find it again by")
        } else if self.pins.all.iter().enumerate().any(taken) {
            Some("another pin has that name")
        } else {
            None
        };
        if let Some(error) = error {
            form.fields[0].error = Some(error.to_owned());
            return Fate::Stays;
        }
        self.settle();
        match index.and_then(|index| self.pins.all.get(index).cloned().map(|pin| (index, pin))) {
            Some((index, pin)) => self.replace_pin(index, Pin { name, ..(*pin).clone() }),
            None => {
                self.add_pin(name, now);
            }
        }
        self.scales = self.fitting_scales();
        self.show_pins(index.unwrap_or(self.pins.all.len() - 1));
        Fate::Closes
    }
}
