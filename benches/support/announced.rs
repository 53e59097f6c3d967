//! The announcement, as the bundled preset has it: programme and three scenarios.

use payback::model::Inputs;
use payback::preset::Library;

pub fn announced() -> Inputs {
    Library::bundled_only().find("apec-40b").expect("bundled").0.inputs
}
