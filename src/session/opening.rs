//! What is on screen from the start, where more is asked for than a preset.

use super::Session;
use super::edit::{By, Edited};
use super::exchange::Opening;

impl Session {
    pub(super) fn begin_with(&mut self, opening: Opening) {
        let Opening { view, edited, scenario, metric, screen, presents } = opening;
        if let Some(place) = view {
            self.show_view(place);
        }
        if let Some(edited) = edited
            && self.edit(By::Once, |preset| *preset = edited) == Edited::Refused
        {
            return;
        }
        // What the edit changed is still said once all of it is in place.
        let message = self.message.take();
        if let Some(scenario) = scenario {
            self.choose_scenario(scenario);
        }
        if let Some(metric) = metric {
            self.set_metric(metric);
        }
        if let Some(screen) = screen {
            self.go(screen);
        }
        if presents {
            self.present();
        }
        self.message = message;
    }
}
