//! The announced programme, with the bundled preset's three scenarios.

use payback::model::{Assumptions, Drivers, Inputs, Programme, Scenarios};

pub fn announced() -> Inputs {
    Inputs {
        programme: Programme::default(),
        scenarios: Scenarios([
            Assumptions::new(Drivers([0.45, 0.29, 18.0, 0.15, 0.25, 0.0, 0.0, 1.0]), 0.25),
            Assumptions::new(Drivers([0.65, 0.31, 3.0, 0.30, 0.0, 0.0, 0.0, 1.0]), 0.5),
            Assumptions::new(Drivers([0.80, 0.32, 0.0, 0.45, 0.0, 0.0, 0.0, 1.0]), 0.25),
        ]),
    }
}
