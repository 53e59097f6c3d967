//! Calibrating: inputs that are known come back from the claims that they make, what can't be met is
//! left as near as it can be, and nothing is ever worse than before.

use crate::any::{any_drivers, any_programme, cases};
use crate::support::preset;
use payback::analysis::{
    AnalysisError, Bound, Claim, ClaimKind, Fit, Measure, VariedInput, calibrate, check,
};
use payback::model::calibration::margin_cap;
use payback::model::programme::Calibrated;
use payback::model::{
    Assumptions, Driver, Input, Inputs, Programme, ProgrammeNumber, Scenario, Scenarios,
};
use payback::preset::library::BUNDLED;
use proptest::prelude::*;
use proptest::sample::subsequence;
use std::sync::atomic::AtomicBool;

const YIELD: Input = Input::Programme(ProgrammeNumber::RevenueYield);
const MARGIN: Input = Input::Driver(Driver::Margin);

fn announced() -> Inputs {
    preset("apec-40b").inputs
}

fn claim(scenario: Scenario, measure: &str, bound: Bound) -> Claim {
    Claim {
        id: format!("{}-{measure}", scenario.id()),
        says: String::new(),
        kind: ClaimKind::Calibrated,
        scenario,
        measure: Measure::parse(measure).expect("a measure"),
        bound,
        source: String::new(),
    }
}

fn base(measure: &str, bound: Bound) -> Claim {
    claim(Scenario::Base, measure, bound)
}

/// What inputs give for a claim's measure.
fn figure(inputs: &Inputs, claim: &Claim) -> Option<f64> {
    check(inputs, std::slice::from_ref(claim))[0].value
}

fn varied(inputs: &[Input]) -> Vec<VariedInput> {
    inputs.iter().flat_map(|input| VariedInput::of_every_scenario(*input)).collect()
}

fn fit(inputs: &Inputs, claims: &[Claim], varied: &[VariedInput]) -> Fit {
    calibrate(inputs, claims, varied, &AtomicBool::new(false)).expect("a fit")
}

/// The sum of squares of distances from the middles in half-widths, as anyone would write it.
fn sum(inputs: &Inputs, claims: &[Claim]) -> f64 {
    let square = |claim: &Claim| {
        let Bound::Within(low, high) = claim.bound else { panic!("a range") };
        let figure = figure(inputs, claim).expect("a figure");
        ((figure - f64::midpoint(low, high)) / ((high - low) / 2.0)).powi(2)
    };
    claims.iter().map(square).sum()
}

#[test]
fn known_inputs_come_back_from_the_claims_that_they_make() {
    let mut known = announced();
    known.programme.revenue_yield = 0.41;
    known.programme.attach_uplift = 0.9;
    for (scenario, margin) in Scenario::ALL.into_iter().zip([0.22, 0.33, 0.37]) {
        known.set(MARGIN, scenario, margin);
    }
    known.programme.calibrate();
    let measures = ["revenue", "run_rate_margin", "net_book_value@2030", "operating_income@2027"];
    let claims: Vec<Claim> = Scenario::ALL
        .into_iter()
        .flat_map(|scenario| measures.map(|measure| claim(scenario, measure, Bound::AtLeast(0.0))))
        .map(|claim| {
            let middle = figure(&known, &claim).expect("a figure");
            let half = 0.05 * middle.abs();
            Claim { bound: Bound::Within(middle - half, middle + half), ..claim }
        })
        .collect();
    let uplift = Input::Programme(ProgrammeNumber::AttachUplift);
    let found = fit(&announced(), &claims, &varied(&[YIELD, uplift, MARGIN]));
    assert!(found.all_hold() && !found.margin_capped);
    assert_eq!(found.moves.len(), 5);
    for each in &found.moves {
        let expected = each.input.get(&known).expect("a value");
        assert!((each.to - expected).abs() <= 1e-6 * expected, "{}: {each:?}", each.input);
        assert_eq!(Some(each.from), each.input.get(&announced()));
    }
    // The margin is read off at the new values, so that cash costs follow from them.
    let moved = |each: &Calibrated| each.has_moved(&found.inputs.programme);
    assert!(!Programme::calibrated().any(|each| moved(&each)));
    // What is fitted already stays to the last digit.
    let again = fit(&found.inputs, &claims, &varied(&[YIELD, uplift, MARGIN]));
    assert!(again.moves.iter().all(|each| (each.to - each.from).abs() < 1e-8), "{again:?}");
}

#[test]
fn what_cannot_be_met_is_left_as_near_as_it_can_be() {
    let inputs = announced();
    let claims = [
        base("run_rate_revenue", Bound::Within(8.0, 10.0)),
        base("operating_income", Bound::Within(6.0, 7.0)),
    ];
    let chosen = varied(&[YIELD]);
    let found = fit(&inputs, &claims, &chosen);
    assert!(!found.all_hold());
    assert!(found.claims.iter().any(|each| !each.holds && each.after != each.before));
    let least = sum(&found.inputs, &claims);
    assert!(least < sum(&inputs, &claims));
    for step in 1..=2000 {
        let mut other = inputs.clone();
        other.programme.revenue_yield = f64::from(step) * 0.0025;
        other.programme.calibrate();
        assert!(sum(&other, &claims) >= least - 1e-9, "{}", other.programme.revenue_yield);
    }
}

/// The middles alone would pull one of them out of its range.
#[test]
fn where_all_claims_can_hold_they_do() {
    let claims = [
        base("run_rate_revenue", Bound::Within(8.0, 10.0)),
        base("run_rate_revenue", Bound::Within(9.9, 20.0)),
        base("operating_income", Bound::AtLeast(2.9)),
        base("payback_years", Bound::AtLeast(5.0)),
    ];
    let chosen = varied(&[YIELD, MARGIN]);
    let mut inputs = announced();
    inputs.programme.revenue_yield = 0.2;
    let found = fit(&inputs, &claims, &chosen);
    assert!(found.all_hold(), "{:?}", found.claims);
    let revenue = found.claims[0].after.expect("a figure");
    assert!((9.9..9.93).contains(&revenue), "{revenue}");
}

/// Payback leaps from never, and past renewals; no slope leads there.
#[test]
fn a_payback_is_found_beyond_leaps_and_whole_numbers_are_whole() {
    let mut inputs = announced();
    inputs.set(Input::Driver(Driver::Utilization), Scenario::Base, 0.2);
    let claims = [base("payback_years", Bound::Within(7.0, 7.5))];
    let utilization = VariedInput::new(Input::Driver(Driver::Utilization), Scenario::Base);
    let months =
        VariedInput::new(Input::from_id("programme.sites.0.months").unwrap(), Scenario::Base);
    assert_eq!(figure(&inputs, &claims[0]), None);
    let found = fit(&inputs, &claims, &[utilization, months]);
    assert!(found.all_hold(), "{found:?}");
    assert!(found.moves[1].to.fract().abs() <= 0.0);
}

/// Beyond its cap a margin does nothing: an input goes no farther than it takes.
#[test]
fn an_input_goes_no_farther_than_it_takes() {
    let inputs = announced();
    let claims = [base("operating_income", Bound::Within(8.0, 9.0))];
    let found = fit(&inputs, &claims, &varied(&[MARGIN]));
    assert!(!found.all_hold());
    let cap = margin_cap(&inputs.programme);
    let margin = found.inputs.get(MARGIN, Scenario::Base).expect("a margin");
    assert!((margin - cap).abs() < 1e-6, "{margin} {cap}");
}

#[test]
fn what_cannot_be_calibrated_is_refused() {
    let inputs = announced();
    let fitted = [base("revenue", Bound::AtLeast(1.0))];
    let refused = |claims: &[Claim], id: &str| {
        let input = Input::from_id(id).expect("an input");
        calibrate(&inputs, claims, &varied(&[input]), &AtomicBool::new(false)).unwrap_err()
    };
    assert_eq!(refused(&[], "margin"), AnalysisError::NothingFitted);
    let tested = Claim { kind: ClaimKind::Tested, ..fitted[0].clone() };
    assert_eq!(refused(&[tested], "margin"), AnalysisError::NothingFitted);
    assert!(matches!(refused(&fitted, "queue_months"), AnalysisError::InMonths { .. }));
    let site = refused(&fitted, "programme.sites.7.pledge");
    assert!(matches!(site, AnalysisError::NoSuchSite { .. }));
    let none = calibrate(&inputs, &fitted, &[], &AtomicBool::new(false)).unwrap_err();
    assert_eq!(none, AnalysisError::NothingVaried);
    let cancelled = calibrate(&inputs, &fitted, &varied(&[MARGIN]), &AtomicBool::new(true));
    assert_eq!(cancelled.unwrap_err(), AnalysisError::Cancelled);
}

/// Half-widths by which claims are missed, squared and summed; nothing where a figure is absent.
fn misses(inputs: &Inputs, claims: &[Claim]) -> Option<f64> {
    let all_there = claims.iter().all(|claim| figure(inputs, claim).is_some());
    all_there.then(|| sum(inputs, claims))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(12), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn calibrating_is_never_worse_than_leaving_everything_as_it_is(
        programme in any_programme(),
        drivers in any_drivers(),
        chosen in subsequence(vec![
            "programme.revenue_yield", "margin", "utilization", "programme.sites.0.months",
            "programme.server_life", "programme.attach_margin", "capacity_cost",
        ], 1..3),
        ranges in [(0.1..20.0, 0.01..5.0), (-2.0..8.0, 0.01..3.0), (2.0..15.0, 0.1..4.0)],
    ) {
        let scenarios = Scenarios([Assumptions::new(drivers, 1.0); 3]);
        let inputs = Inputs { programme, scenarios };
        let claims: Vec<Claim> = ["revenue", "operating_income", "payback_years"]
            .into_iter()
            .zip(ranges)
            .map(|(measure, (middle, half))| base(measure, Bound::Within(middle - half, middle + half)))
            .collect();
        let chosen: Vec<Input> = chosen.into_iter().filter_map(Input::from_id).collect();
        let found = fit(&inputs, &claims, &varied(&chosen));
        prop_assert_eq!(found.inputs.violations().len(), inputs.violations().len());
        prop_assert_eq!(&found, &fit(&inputs, &claims, &varied(&chosen)));
        let held = check(&inputs, &claims).iter().all(|verdict| verdict.holds);
        prop_assert!(found.all_hold() || !held);
        if !found.all_hold()
            && let (Some(before), Some(after)) = (misses(&inputs, &claims), misses(&found.inputs, &claims))
        {
            prop_assert!(after <= before * (1.0 + 1e-6) + 1e-9, "{} {}", before, after);
        }
    }
}

/// Every bundled preset's own claims, moved by what its claims are usually fitted by.
#[test]
fn bundled_presets_are_calibrated_without_a_claim_lost() {
    for (id, _) in BUNDLED {
        let preset = preset(id);
        if !preset.claims.iter().any(|claim| claim.kind == ClaimKind::Calibrated) {
            continue;
        }
        let found = fit(&preset.inputs, &preset.claims, &varied(&[YIELD, MARGIN]));
        let held = found.fitted().all(|each| each.held);
        assert!(found.all_hold() || !held, "{id}");
        assert_eq!(found.inputs.violations(), []);
    }
}
