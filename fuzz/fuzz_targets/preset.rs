//! Any bytes as a preset: it is read or refused with words that are safe to show; what is read is
//! valid, stays the same when it is written and read again, and is evaluated and drawn.

#![no_main]

use libfuzzer_sys::fuzz_target;
use payback::key::parse_keys;
use payback::model::{Metric, Plan, Scenario, Workspace, evaluate};
use payback::preset::{Origin, read, rewritten, to_ron};
use payback::terminal::TerminalEvent;
use payback_fuzz::{Desk, assert_shows_safely};

/// Keys to every screen whose figures are there at once.
const SCREENS: &str = "2 5 6 7 PageDown 8 9 c b x 1 Right*3 P w";

fuzz_target!(|bytes: &[u8]| {
    let preset = match read(bytes, "fuzz.ron") {
        Ok(preset) => preset,
        Err(report) => return assert_shows_safely(&report),
    };
    assert!(preset.inputs.violations().is_empty(), "{:?}", preset.inputs.violations());
    for text in [to_ron(&preset), rewritten(bytes, &preset)] {
        match read(text.as_bytes(), "again.ron") {
            Ok(again) => assert!(again == preset, "{text}"),
            Err(report) => panic!("{report}\n{text}"),
        }
    }

    let plan = Plan::new(&preset.inputs.programme);
    let mut workspace = Workspace::new();
    for scenario in Scenario::ALL {
        let drivers = preset.inputs.scenarios[scenario].drivers();
        let outcome = evaluate(&plan, drivers, &mut workspace);
        for metric in Metric::ALL {
            assert!(outcome.metrics[metric].is_none_or(f64::is_finite), "{}", metric.id());
        }
    }

    let size = [(80, 24), (120, 40), (60, 20), (200, 60)][bytes.len() % 4];
    let mut desk = Desk::new(preset, Origin::File("/dev/null/fuzz.ron".into()), size);
    desk.draw();
    for key in parse_keys(SCREENS).expect("keys") {
        desk.take(TerminalEvent::Key(key));
        desk.draw();
    }
});
