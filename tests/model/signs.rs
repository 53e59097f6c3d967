//! Signs: what makes a programme worse never improves its NPV, in any bundled preset.

use crate::support::preset;
use payback::model::{Driver, Inputs, Metric, Plan, Scenario, Workspace, evaluate};
use payback::preset::library::BUNDLED;

fn npv(inputs: &Inputs, scenario: Scenario) -> f64 {
    let drivers = inputs.scenarios[scenario].drivers();
    let outcome = evaluate(&Plan::new(&inputs.programme), drivers, &mut Workspace::new());
    outcome.metrics[Metric::Npv].expect("it always has a value")
}

/// A stress, and by how much of it something is made worse.
type Stress = (&'static str, fn(&mut Inputs, f64));

const STRESSES: [Stress; 4] = [
    ("a shorter server life", |inputs, by| inputs.programme.server_life -= 2.0 * by),
    ("dearer capacity", |inputs, by| {
        for scenario in Scenario::ALL {
            let cost = inputs.scenarios[scenario].drivers()[Driver::CapacityCost];
            inputs.scenarios[scenario].set_driver(Driver::CapacityCost, cost + by);
        }
    }),
    ("ageing while idle", |inputs, by| {
        let ageing = &mut inputs.programme.idle_ageing;
        *ageing += (1.0 - *ageing) * by;
    }),
    ("fading", |inputs, by| inputs.programme.generation_fade += 0.2 * by),
];

#[test]
fn stresses_never_improve_the_npv_of_a_bundled_preset() {
    let mut wrong = Vec::new();
    for (id, _) in BUNDLED {
        let announced = preset(id).inputs;
        for scenario in Scenario::ALL {
            for (name, stress) in STRESSES {
                let mut before = npv(&announced, scenario);
                for step in 1..=8 {
                    let mut inputs = announced.clone();
                    stress(&mut inputs, f64::from(step) / 8.0);
                    let after = npv(&inputs, scenario);
                    if after > before + 1e-9 {
                        wrong.push(format!(
                            "{id}, {}, {name} {step}/8: {before} → {after}",
                            scenario.id()
                        ));
                    }
                    before = after;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
