//! Every metric, flag, annual and monthly row of the reference cases, which a separate
//! implementation made.

use payback::model::metrics::Metric;
use payback::model::{
    Access, Driver, Drivers, Indicator, Indicators, Month, Plan, Programme, ProgrammeNumber,
    Series, Site, Timeline, Workspace, evaluate,
};
use serde_json::Value;

const RELATIVE: f64 = 1e-9;
const NEAR_ZERO: f64 = 1e-12;
const IRR_RELATIVE: f64 = 1e-7;

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn month(value: &Value) -> Month {
    value.as_str().expect("a month").parse().expect("a month")
}

/// The cases.
pub fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("../data/cases.json")).expect("cases")
}

pub fn programme(case: &Value) -> Programme {
    let given = &case["programme"];
    let sites = given["sites"].as_array().expect("sites");
    let mut programme = Programme {
        start: month(&given["start"]),
        horizon: month(&given["horizon"]),
        headline_year: i32::try_from(given["headline_year"].as_i64().expect("a year")).unwrap(),
        stress_from: month(&given["stress_from"]),
        sites: sites
            .iter()
            .map(|site| Site {
                name: site["name"].as_str().expect("a name").to_owned(),
                pledge: number(&site["pledge"]),
                first: month(&site["first"]),
                months: number(&site["months"]),
                extra_delay: number(&site["extra_delay"]),
                yield_factor: site.get("yield_factor").map_or(1.0, number),
            })
            .collect(),
        ..Programme::default()
    };
    programme.gdp_by = month(&given["gdp"]["by"]);
    // What a case leaves out is the default; of the calibration, the number itself.
    let find = |id: &str| id.split('.').try_fold(given, |within, name| within.get(name));
    for field in ProgrammeNumber::ALL {
        if let Some(value) = find(field.id()) {
            field.set(&mut programme, number(value));
        }
    }
    programme.calibrate();
    for field in Programme::FIELDS {
        if let (Access::Setting(_, lens), Some(value)) = (&field.access, find(field.id)) {
            (lens.set)(&mut programme, number(value));
        }
    }
    programme
}

pub fn drivers(case: &Value) -> Drivers {
    Drivers(Driver::ALL.map(|driver| {
        match (driver, &case["drivers"][driver.id()]) {
            (Driver::PowerDelay, Value::Object(indicators)) => {
                Indicators(Indicator::ALL.map(|indicator| number(&indicators[indicator.id()])))
                    .delay_months()
            }
            (_, value) => number(value),
        }
    }))
}

/// Compares, and says what differs rather than stopping at the first difference.
fn compare(
    differences: &mut Vec<String>,
    what: &str,
    ours: Option<f64>,
    theirs: &Value,
    relative: f64,
) {
    let same = match (ours, theirs.as_f64()) {
        (None, None) => theirs.is_null(),
        (Some(ours), Some(theirs)) => {
            (ours - theirs).abs() <= NEAR_ZERO.max(relative * ours.abs().max(theirs.abs()))
        }
        _ => false,
    };
    if !same {
        differences.push(format!("{what}: {ours:?} is not {theirs}"));
    }
}

fn compare_months(differences: &mut Vec<String>, name: &str, timeline: &Timeline, rows: &Value) {
    for row in rows.as_array().expect("rows") {
        let t = usize::try_from(row["month"].as_u64().expect("a month's index")).unwrap();
        for series in Series::ALL {
            let what = format!("{name}, month {t}, {}", series.id());
            let ours = Some(timeline.months(series)[t]);
            compare(differences, &what, ours, &row[series.id()], RELATIVE);
        }
    }
}

fn compare_years(
    differences: &mut Vec<String>,
    name: &str,
    plan: &Plan,
    timeline: &Timeline,
    rows: &Value,
) {
    let rows = rows.as_array().expect("rows");
    assert_eq!(rows.len(), plan.years().len(), "{name}: years");
    for series in Series::ALL {
        let annual = timeline.annual(plan, series);
        for ((row, year), ours) in rows.iter().zip(plan.years()).zip(annual) {
            assert_eq!(row["year"], year.year, "{name}: years in order");
            let what = format!("{name}, {}, {}", year.year, series.id());
            compare(differences, &what, Some(ours), &row[series.id()], RELATIVE);
        }
    }
}

#[test]
fn reference_cases_are_reproduced() {
    let cases = cases();
    assert!(cases.len() >= 85);
    let mut differences = Vec::new();
    let mut workspace = Workspace::new();
    for case in &cases {
        let name = case["name"].as_str().expect("a name");
        let plan = Plan::new(&programme(case));
        let outcome = evaluate(&plan, &drivers(case), &mut workspace);
        let metrics = case["metrics"].as_object().expect("metrics");
        assert_eq!(metrics.len(), Metric::COUNT, "{name}: every metric and no other");
        for metric in Metric::ALL {
            let is_rate = matches!(metric, Metric::Irr | Metric::EquityIrr);
            let relative = if is_rate { IRR_RELATIVE } else { RELATIVE };
            let what = format!("{name}, {}", metric.id());
            compare(
                &mut differences,
                &what,
                outcome.metrics[metric],
                &metrics[metric.id()],
                relative,
            );
        }
        let flags: Vec<&str> =
            case["flags"].as_array().expect("flags").iter().filter_map(Value::as_str).collect();
        assert_eq!(outcome.flags.ids(), flags, "{name}: flags");
        compare_months(&mut differences, name, &workspace.timeline, &case["monthly"]);
        compare_years(&mut differences, name, &plan, &workspace.timeline, &case["annual"]);
    }
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences.join("\n")
    );
}
