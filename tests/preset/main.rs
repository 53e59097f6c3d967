//! Preset files: what is read, refused and written back.

#![allow(missing_docs)]

mod calibration;
mod edits;
mod errors;
mod journals;
mod mutations;
mod properties;
mod sources;
mod views;

use payback::model::{Input, Inputs, Scenario};

/// Puts a value in where everything stays valid; whether it did.
fn put(inputs: &mut Inputs, input: Input, scenario: Scenario, value: f64) -> bool {
    let before = inputs.clone();
    inputs.set(input, scenario, value);
    let is_valid = inputs.violations().is_empty();
    if !is_valid {
        *inputs = before;
    }
    is_valid
}
