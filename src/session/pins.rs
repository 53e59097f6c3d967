//! Pins: states that figures are compared with.

use super::{Session, Snapshot};
use crate::preset::{Currency, Preset};
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
    /// What its money was shown in.
    pub currency: Currency,
}

impl Pin {
    /// What it is called, or when it was set.
    pub fn title(&self) -> &str {
        if self.name.is_empty() { &self.at } else { &self.name }
    }
}

/// Every pin, and the one that figures are compared with.
#[derive(Debug, Clone, Default)]
pub struct Pins {
    /// In the order in which they were set.
    pub all: Vec<Rc<Pin>>,
    /// Whose figures the present ones are compared with.
    pub compared: Option<Rc<Pin>>,
}

/// What the Compare screen compares with.
#[derive(Debug, Clone, Default)]
pub enum Against {
    /// What was opened or saved last.
    #[default]
    Saved,
    Pin(Rc<Pin>),
    /// Another preset.
    Preset(Box<Preset>),
}

impl Against {
    fn is(&self, pin: &Rc<Pin>) -> bool {
        matches!(self, Self::Pin(against) if Rc::ptr_eq(against, pin))
    }
}

impl Session {
    /// Pins what stands now; on a pin that nothing has changed since, compares with it no longer.
    pub(super) fn toggle_pin(&mut self) {
        self.clear_change();
        let compared = self.pins.compared.clone();
        let unchanged = compared.filter(|pin| pin.snapshot.inputs == self.preset.inputs);
        let said = if let Some(pin) = unchanged {
            self.pins.compared = None;
            if pin.name.is_empty() {
                self.forget_pin(&pin);
                "pin removed".to_owned()
            } else {
                "no longer comparing with the pin; P lists the pins".to_owned()
            }
        } else {
            let quick = self.pins.all.iter().find(|pin| pin.name.is_empty()).cloned();
            let stays_against =
                quick.as_ref().is_some_and(|quick| self.screens.compare.against.is(quick));
            if let Some(quick) = quick {
                self.forget_pin(&quick);
            }
            let pin = self.add_pin(String::new());
            if stays_against {
                self.screens.compare.against = Against::Pin(Rc::clone(&pin));
            }
            format!("pinned at {}: figures show how they differ from now on", pin.at)
        };
        self.scales = self.fitting_scales();
        self.say(said);
    }

    pub(super) fn add_pin(&mut self, name: String) -> Rc<Pin> {
        let pin = Rc::new(Pin {
            snapshot: Rc::new(self.results.snapshot()),
            at: format!("{:02}:{:02}", self.now.clock.0, self.now.clock.1),
            name,
            preset: self.preset.name.clone(),
            currency: self.preset.money(),
        });
        self.pins.all.push(Rc::clone(&pin));
        self.pins.compared = Some(Rc::clone(&pin));
        pin
    }

    /// Takes a pin out of the list and of what is compared with.
    pub(super) fn forget_pin(&mut self, pin: &Rc<Pin>) {
        self.pins.all.retain(|each| !Rc::ptr_eq(each, pin));
        if self.is_compared(pin) {
            self.pins.compared = None;
        }
        if self.screens.compare.against.is(pin) {
            self.screens.compare.against = Against::Saved;
        }
    }

    /// Whether figures are compared with that pin.
    pub fn is_compared(&self, pin: &Rc<Pin>) -> bool {
        self.pins.compared.as_ref().is_some_and(|compared| Rc::ptr_eq(compared, pin))
    }

    /// Puts another pin in the place of one, wherever that is compared with.
    pub(super) fn replace_pin(&mut self, index: usize, pin: Pin) {
        let before = Rc::clone(&self.pins.all[index]);
        let pin = Rc::new(pin);
        if self.is_compared(&before) {
            self.pins.compared = Some(Rc::clone(&pin));
        }
        if self.screens.compare.against.is(&before) {
            self.screens.compare.against = Against::Pin(Rc::clone(&pin));
        }
        self.pins.all[index] = pin;
    }
}
