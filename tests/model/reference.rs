//! Every metric, flag, annual and monthly row of the reference cases, which a separate
//! implementation made.

use payback::model::metrics::Metric;
use payback::model::{
    Driver, Drivers, Indicator, Indicators, Month, Plan, Programme, ProgrammeNumber, Series, Site,
    Timeline, Workspace, evaluate,
};
use serde_json::{Map, Value};

const RELATIVE: f64 = 1e-9;
const NEAR_ZERO: f64 = 1e-12;
const IRR_RELATIVE: f64 = 1e-7;

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn month(value: &Value) -> Month {
    value.as_str().expect("a month").parse().expect("a month")
}

fn programme(case: &Value) -> Programme {
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
            })
            .collect(),
        ..Programme::default()
    };
    programme.gdp_by = month(&given["gdp"]["by"]);
    for field in ProgrammeNumber::ALL {
        let value = field.id().split('.').fold(given, |within, name| &within[name]);
        field.set(&mut programme, number(value));
    }
    programme
}

fn drivers(case: &Value) -> Drivers {
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
        (None, None) => true,
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

/// A metric of a case. The cases are of the model's first edition: it gave multiples beyond 100
/// years, which now have no value, and had no value over capital.
fn expected(metrics: &Map<String, Value>, metric: Metric) -> Value {
    let given = metrics.get(metric.id());
    match metric {
        Metric::IncomeMultipleYears | Metric::EbitdaMultipleYears | Metric::CashMultipleYears => {
            given.and_then(Value::as_f64).filter(|years| *years <= 100.0).into()
        }
        Metric::NpvPerCapital => {
            let of = |metric: Metric| number(&metrics[metric.id()]);
            let over = of(Metric::Capital);
            Some(of(Metric::Npv) / over).filter(|_| over > 1e-9).into()
        }
        _ => given.unwrap_or_else(|| panic!("no {}", metric.id())).clone(),
    }
}

#[test]
fn reference_cases_are_reproduced() {
    let cases: Vec<Value> =
        serde_json::from_str(include_str!("../data/cases.json")).expect("cases");
    assert!(cases.len() >= 59);
    let mut differences = Vec::new();
    let mut beyond = 0;
    let mut workspace = Workspace::new();
    for case in &cases {
        let name = case["name"].as_str().expect("a name");
        let plan = Plan::new(&programme(case));
        let outcome = evaluate(&plan, &drivers(case), &mut workspace);
        let metrics = case["metrics"].as_object().expect("metrics");
        assert_eq!(metrics.len(), Metric::COUNT - 1, "{name}: every metric and no other");
        for metric in Metric::ALL {
            let relative = if metric == Metric::Irr { IRR_RELATIVE } else { RELATIVE };
            let what = format!("{name}, {}", metric.id());
            compare(
                &mut differences,
                &what,
                outcome.metrics[metric],
                &expected(metrics, metric),
                relative,
            );
        }
        beyond += metrics
            .iter()
            .filter(|(id, value)| {
                id.ends_with("_multiple_years") && value.as_f64().is_some_and(|years| years > 100.0)
            })
            .count();
        let flags: Vec<&str> =
            case["flags"].as_array().expect("flags").iter().filter_map(Value::as_str).collect();
        assert_eq!(outcome.flags.ids(), flags, "{name}: flags");
        compare_months(&mut differences, name, &workspace.timeline, &case["monthly"]);
        compare_years(&mut differences, name, &plan, &workspace.timeline, &case["annual"]);
    }
    assert_eq!(beyond, 5, "multiples beyond 100 years, which are absent");
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences.join("\n")
    );
}
