//! Pins: states that figures are compared with, and the list in which they are named and chosen.

use super::action::Moment;
use super::dialog::Dialog;
use super::message::Message;
use super::screens::Against;
use super::text_field::in_a_line;
use super::{Form, Session, Snapshot, Subject};
use std::rc::Rc;

/// A state that figures are compared with.
#[derive(Debug, Clone)]
pub struct Pin {
    /// What was put in, and what came out.
    pub snapshot: Rc<Snapshot>,
    /// Local time of day at which it was set, `09:41`.
    pub at: String,
    /// What it is called; empty for the one that is set quickly, of which there is one.
    pub name: String,
    /// The name of the preset that was open.
    pub preset: String,
}

impl Pin {
    /// What it is called, or when it was set.
    pub fn title(&self) -> &str {
        if self.name.is_empty() { &self.at } else { &self.name }
    }
}

/// The pins to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinList {
    /// The chosen one.
    pub selected: usize,
    /// Whether it was asked to be deleted, once.
    pub deleting: bool,
}

impl Session {
    /// Pins what stands now; on a pin that nothing has changed since, compares with it no longer.
    pub(super) fn toggle_pin(&mut self, now: Moment) {
        self.clear_change();
        let unchanged =
            self.pin.as_ref().filter(|pin| pin.snapshot.inputs == self.preset.inputs).cloned();
        let said = if let Some(pin) = unchanged {
            self.pin = None;
            if pin.name.is_empty() {
                self.forget_pin(&pin);
                "pin taken away".to_owned()
            } else {
                "compared with the pin no longer; P lists the pins".to_owned()
            }
        } else {
            let quick = self.pins.iter().find(|pin| pin.name.is_empty()).cloned();
            let stays_against = quick.as_ref().is_some_and(|quick| self.is_against(quick));
            if let Some(quick) = quick {
                self.forget_pin(&quick);
            }
            let pin = self.add_pin(String::new(), now);
            if stays_against {
                self.compare.against = Against::Pin(Rc::clone(&pin));
            }
            format!("pinned at {}: figures show how they differ from now on", pin.at)
        };
        self.scales = self.fitting_scales();
        self.message = Some(Message::Note(said));
    }

    fn add_pin(&mut self, name: String, now: Moment) -> Rc<Pin> {
        let pin = Rc::new(Pin {
            snapshot: Rc::new(self.results.snapshot()),
            at: format!("{:02}:{:02}", now.clock.0, now.clock.1),
            name,
            preset: self.preset.name.clone(),
        });
        self.pins.push(Rc::clone(&pin));
        self.pin = Some(Rc::clone(&pin));
        pin
    }

    /// Takes a pin out of the list and of what is compared with.
    fn forget_pin(&mut self, pin: &Rc<Pin>) {
        self.pins.retain(|each| !Rc::ptr_eq(each, pin));
        if self.pin.as_ref().is_some_and(|compared| Rc::ptr_eq(compared, pin)) {
            self.pin = None;
        }
        if self.is_against(pin) {
            self.compare.against = Against::Saved;
        }
    }

    /// Whether figures are compared with that pin.
    pub fn is_compared(&self, pin: &Rc<Pin>) -> bool {
        self.pin.as_ref().is_some_and(|compared| Rc::ptr_eq(compared, pin))
    }

    /// Whether the Compare screen compares with that pin.
    fn is_against(&self, pin: &Rc<Pin>) -> bool {
        matches!(&self.compare.against, Against::Pin(against) if Rc::ptr_eq(against, pin))
    }

    pub(super) fn list_pins(&mut self) {
        let compared = self.pins.iter().position(|pin| self.is_compared(pin));
        let selected = compared.unwrap_or(0);
        self.dialog = Some(Dialog::Pins(PinList { selected, deleting: false }));
    }

    /// Compares figures with a pin of the list; with the one that they are compared with already,
    /// no longer.
    pub(super) fn compare_with_pin(&mut self, index: usize) {
        self.dialog = None;
        let Some(pin) = self.pins.get(index).cloned() else { return };
        self.clear_change();
        let title = in_a_line(pin.title());
        let said = if self.is_compared(&pin) {
            self.pin = None;
            format!("compared with the pin {title} no longer")
        } else {
            self.pin = Some(pin);
            format!("figures show how they differ from the pin {title}")
        };
        self.scales = self.fitting_scales();
        self.message = Some(Message::Note(said));
    }

    /// Asks for a pin's name: of one in the list, or of one of what stands now.
    pub(super) fn name_pin(&mut self, index: Option<usize>) {
        let name = index.and_then(|index| self.pins.get(index)).map_or("", |pin| &pin.name);
        let hint = "kept until the program ends, whatever preset is opened";
        let form = Form::new(Subject::Pin(index)).with_text("name", name, hint);
        self.dialog = Some(Dialog::Form(Box::new(form)));
    }

    pub(super) fn rename_pin(&mut self) {
        if let Some(Dialog::Pins(list)) = &self.dialog
            && list.selected < self.pins.len()
        {
            let selected = list.selected;
            self.name_pin(Some(selected));
        }
    }

    /// Takes a typed name, of the pin with that index, or of a new one.
    pub(super) fn take_pin_name(&mut self, index: Option<usize>, mut form: Form, now: Moment) {
        let name = form.text(0).trim().to_owned();
        let taken = |(other, pin): (usize, &Rc<Pin>)| {
            pin.name == name && index.is_none_or(|index| index != other)
        };
        let error = if name.is_empty() {
            Some("type a name to find it again by")
        } else if self.pins.iter().enumerate().any(taken) {
            Some("another pin has that name")
        } else {
            None
        };
        if let Some(error) = error {
            form.fields[0].error = Some(error.to_owned());
            self.dialog = Some(Dialog::Form(Box::new(form)));
            return;
        }
        self.settle();
        match index.and_then(|index| self.pins.get(index).cloned().map(|pin| (index, pin))) {
            Some((index, pin)) => {
                let renamed = Rc::new(Pin { name, ..(*pin).clone() });
                if self.is_compared(&pin) {
                    self.pin = Some(Rc::clone(&renamed));
                }
                if self.is_against(&pin) {
                    self.compare.against = Against::Pin(Rc::clone(&renamed));
                }
                self.pins[index] = renamed;
            }
            None => {
                self.add_pin(name, now);
            }
        }
        self.scales = self.fitting_scales();
        let selected = index.unwrap_or(self.pins.len() - 1);
        self.dialog = Some(Dialog::Pins(PinList { selected, deleting: false }));
    }

    /// Deletes the chosen pin of the list, once it was asked for twice.
    pub(super) fn delete_pin(&mut self) {
        let Some(Dialog::Pins(list)) = &mut self.dialog else { return };
        let Some(pin) = self.pins.get(list.selected).cloned() else { return };
        if !list.deleting {
            list.deleting = true;
            return;
        }
        list.deleting = false;
        list.selected = list.selected.min(self.pins.len().saturating_sub(2));
        self.settle();
        self.forget_pin(&pin);
        self.scales = self.fitting_scales();
        self.message = Some(Message::Note(format!("deleted the pin {}", in_a_line(pin.title()))));
    }

    /// Compares with what was saved, then with each pin in turn.
    pub(super) fn next_against(&mut self) {
        let next = match &self.compare.against {
            Against::Saved => Some(0),
            Against::Pin(pin) => {
                self.pins.iter().position(|each| Rc::ptr_eq(each, pin)).map(|index| index + 1)
            }
            Against::Preset(_) => None,
        };
        self.compare.against = match next.and_then(|index| self.pins.get(index)) {
            Some(pin) => Against::Pin(Rc::clone(pin)),
            None => Against::Saved,
        };
        if self.pins.is_empty() {
            self.message = Some(Message::Note("there is no pin: p sets one".to_owned()));
        }
        self.compare.scroll = 0;
    }
}
