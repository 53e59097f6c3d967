//! Calibrating from the Claims screen: inputs are marked, what it comes to is shown, and accepting it
//! is one edit.

use crate::support::{Desk, preset};
use payback::analysis::{Bound, ClaimKind, VariedInput, calibrate};
use payback::model::{Driver, Indicators, Input, Programme, Scenario};
use payback::preset::Preset;
use payback::session::{CalibrateStage, Dialog};
use std::sync::atomic::AtomicBool;

/// The announced preset with a margin in the base that its fitted claims refuse.
fn off() -> Preset {
    let mut preset = preset("apec-40b");
    preset.inputs.set(Input::Driver(Driver::Margin), Scenario::Base, 0.2);
    preset
}

/// How far the open dialog has come.
#[track_caller]
fn stage(desk: &Desk) -> &CalibrateStage {
    let Some(Dialog::Calibrate(dialog)) = &desk.session.dialog else {
        panic!("{:?}", desk.session.dialog)
    };
    &dialog.stage
}

#[test]
fn what_is_marked_moves_in_one_edit_that_is_undone() {
    let start = off();
    let usual = VariedInput::usual(&start.claims);
    let fit = |varied: &[VariedInput]| {
        calibrate(&start.inputs, &start.claims, varied, &AtomicBool::new(false)).unwrap()
    };
    let mut desk = Desk::on(start.clone()).sized(120, 40);
    desk.keys("6 C").assert_shows("Which inputs may move so that the 5 fitted claims hold?");
    desk.assert_shows("▸ [x] Revenue yield");
    desk.keys("Enter").assert_shows("Fitted claims that hold: 2 of 5 → 5 of 5");
    assert!(desk.line("base: Margin at reference").contains("20 % → 31"));
    assert_eq!(desk.session.preset.inputs, start.inputs, "nothing has moved yet");

    desk.keys("Enter").assert_shows("calibrated: 3 inputs moved, 5 of 5 fitted claims hold");
    assert!(desk.session.dialog.is_none());
    let inputs = &desk.session.preset.inputs;
    assert_eq!(*inputs, fit(&usual).inputs);
    assert!(Programme::calibrated().all(|each| !each.has_moved(&inputs.programme)));
    desk.assert_shows("Fitted 5/5");
    desk.keys("u").assert_lacks("Fitted 5/5");
    assert_eq!(desk.session.preset.inputs, start.inputs);
    assert_eq!(desk.session.history.place(), 0, "it was one edit");

    // Another input found by its name moves instead of two of them.
    desk.keys("6 C Space Down Down Space / text:utilization_base Enter Space Esc Enter");
    let Some(Dialog::Calibrate(dialog)) = &desk.session.dialog else { panic!("it is open") };
    let utilization = VariedInput::new(Input::Driver(Driver::Utilization), Scenario::Base);
    assert_eq!(dialog.varied(), [usual[1], utilization]);
    let found = fit(&dialog.varied());
    assert_eq!(*stage(&desk), CalibrateStage::Found(found.clone().into()));
    desk.keys("Enter");
    assert_eq!(desk.session.preset.inputs, found.inputs);
}

#[test]
fn what_cannot_be_met_is_said_and_leaving_changes_nothing() {
    let mut start = preset("apec-40b");
    let claim = start.claims.iter_mut().find(|claim| claim.kind == ClaimKind::Calibrated);
    claim.expect("a fitted claim").bound = Bound::Within(30.0, 31.0);
    let mut desk = Desk::on(start.clone()).sized(120, 40);
    desk.keys("6 C Enter").assert_shows("these inputs come no nearer to the others");
    desk.assert_shows("bn/yr short");
    desk.keys("Esc").assert_shows("Which inputs may move");
    assert_eq!(*stage(&desk), CalibrateStage::Choosing);
    // The same is worked out again where it is asked again.
    desk.keys("Enter").assert_shows("these inputs come no nearer to the others");
    desk.keys("Esc Esc");
    assert!(desk.session.dialog.is_none() && desk.session.preset == start);
    assert!(!desk.session.is_unsaved());
}

#[test]
fn what_cannot_be_worked_out_is_said_in_the_dialog() {
    let mut desk = Desk::at("price-war");
    desk.keys("6 C").assert_shows("no claim is fitted");
    assert!(desk.session.dialog.is_none());

    let mut desk = Desk::at("apec-40b");
    desk.keys("6 C Space Down Space Down Space Enter").assert_shows("mark at least one input");
    assert_eq!(*stage(&desk), CalibrateStage::Choosing);

    let mut start = preset("apec-40b");
    start.inputs.scenarios[Scenario::Base].set_indicators(Indicators::default());
    let mut desk = Desk::on(start);
    desk.keys("6 C / text:queue Enter Space Esc / text:base.power_delay Enter Space Esc Enter");
    desk.assert_says("power_delay in months replaces the indicators");
    assert_eq!(*stage(&desk), CalibrateStage::Choosing);
}

/// An answer to what is no longer marked, or to a dialog that was left, goes nowhere.
#[test]
fn what_is_marked_meanwhile_makes_an_answer_void() {
    let mut desk = Desk::on(off());
    desk.answering = false;
    desk.keys("6 C Enter").assert_shows("working it out");
    assert_eq!(*stage(&desk), CalibrateStage::Working);
    desk.keys("Enter").assert_shows("working it out");
    desk.keys("Space").assert_shows("Which inputs may move");
    desk.answering = true;
    desk.keys("Enter");
    assert!(matches!(stage(&desk), CalibrateStage::Found(fit) if fit.moves.len() == 2));
}
