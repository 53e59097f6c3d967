//! The tables that the program's JSON amounts to.

use super::cells::{Cell, Row, Table, setting, text};
use payback::model::{Input, Metric, Series};
use serde_json::Value;

const SCENARIOS: [&str; 3] = ["bear", "base", "bull"];

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn fields(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"))
        .iter()
        .map(|(key, value)| (key.as_str(), value))
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

pub fn metric_unit(id: &str) -> &'static str {
    Metric::from_id(id).unwrap_or_else(|| panic!("no metric: {id}")).spec().unit.id()
}

pub fn input_unit(id: &str) -> &'static str {
    Input::from_id(id).unwrap_or_else(|| panic!("no input: {id}")).spec().unit.id()
}

/// The cells of a row by the names of its columns, the others empty.
fn named(head: &[&str], cells: &[(&str, Cell)]) -> Row {
    for (name, _) in cells {
        assert!(head.contains(name), "no column {name}");
    }
    let cell = |column: &&str| cells.iter().find(|(name, _)| name == column);
    head.iter().map(|column| cell(column).map_or(Cell::Empty, |(_, cell)| cell.clone())).collect()
}

pub fn metrics(json: &Value) -> Table {
    let rows = SCENARIOS.iter().flat_map(|scenario| {
        fields(&json["scenarios"][scenario]["metrics"]).map(move |(id, value)| {
            vec![text(scenario), text(id), value.into(), text(metric_unit(id))]
        })
    });
    Table::new(["scenario", "metric", "value", "unit"], rows.collect())
}

/// The rows of years or months of some scenarios.
pub fn series(json: &Value, scenarios: &[&str], rows: &str, time: &str) -> Table {
    let ids = Series::ALL.map(Series::id);
    let rows = scenarios.iter().flat_map(|scenario| {
        list(&json["scenarios"][scenario][rows]).iter().map(move |row| {
            // A year and a month are texts as far as rounding goes.
            let when = row[time].as_str().map_or_else(|| row[time].to_string(), str::to_owned);
            let when = when.parse().map_or(Cell::Text(when), Cell::Setting);
            [text(scenario), when].into_iter().chain(ids.map(|id| (&row[id]).into())).collect()
        })
    });
    Table::new(["scenario", time].into_iter().chain(ids), rows.collect())
}

pub fn tornado(json: &Value) -> Table {
    let head = [
        "input",
        "unit",
        "low",
        "high",
        "metric",
        "metric_unit",
        "at_low",
        "at_high",
        "swing",
        "monotonic",
    ];
    let metric = word(&json["metric"]);
    let rows = list(&json["rows"]).iter().map(|row| {
        let cell = |name: &str| (&row[name]).into();
        vec![
            cell("input"),
            text(input_unit(word(&row["input"]))),
            cell("low"),
            cell("high"),
            text(metric),
            text(metric_unit(metric)),
            cell("at_low"),
            cell("at_high"),
            cell("swing"),
            cell("monotonic"),
        ]
    });
    Table::new(head, rows.collect())
}

pub fn spider(json: &Value) -> Table {
    let rows = list(&json["rows"]).iter().flat_map(|row| {
        let input = word(&row["input"]);
        list(&row["points"]).iter().map(move |point| {
            vec![
                text(input),
                text(input_unit(input)),
                (&point[0]).into(),
                (&point[1]).into(),
                text(metric_unit(word(&json["metric"]))),
            ]
        })
    });
    Table::new(["input", "unit", "value", word(&json["metric"]), "metric_unit"], rows.collect())
}

pub fn grid(json: &Value) -> Table {
    let (x, y) = (&json["x"], &json["y"]);
    let rows = list(&y["values"]).iter().zip(list(&json["cells"])).flat_map(|(y, cells)| {
        let cells = list(&x["values"]).iter().zip(list(cells));
        cells.map(move |(x, figure)| vec![x.into(), y.into(), figure.into()])
    });
    let head = [word(&x["input"]), word(&y["input"]), word(&json["metric"])];
    Table::new(head, rows.collect())
}

/// The places of a grid with their units, before other cells.
fn places(json: &Value, at: [&Value; 2]) -> Row {
    let [x, y] = ["x", "y"].map(|axis| text(input_unit(word(&json[axis]["input"]))));
    vec![at[0].into(), x, at[1].into(), y]
}

fn grid_head<'a>(json: &'a Value, before: &[&'a str], after: &[&'a str]) -> Vec<&'a str> {
    let places = [word(&json["x"]["input"]), "x_unit", word(&json["y"]["input"]), "y_unit"];
    [before, &places, after].concat()
}

/// The same as `grid` with units, as CSV has it.
pub fn grid_csv(json: &Value) -> Table {
    let metric = word(&json["metric"]);
    let rows = grid(json).rows.into_iter().map(|row| {
        let (x, y) = (&json["x"], &json["y"]);
        let [x, y] = [x, y].map(|axis| text(input_unit(word(&axis["input"]))));
        let [across, up, figure] = row.try_into().expect("three cells");
        vec![across, x, up, y, figure, text(metric_unit(metric))]
    });
    Table::new(grid_head(json, &[], &[metric, "metric_unit"]), rows.collect())
}

/// A row for each value of y, a column for each of x.
pub fn grid_matrix(json: &Value) -> Table {
    let (x, y) = (&json["x"], &json["y"]);
    let corner = format!("{}\\{}", word(&y["input"]), word(&x["input"]));
    let heads: Vec<String> = list(&x["values"]).iter().map(plain).collect();
    let head = [corner.as_str()].into_iter().chain(heads.iter().map(String::as_str));
    let rows = list(&y["values"])
        .iter()
        .zip(list(&json["cells"]))
        .map(|(up, cells)| [up].into_iter().chain(list(cells)).map(Cell::from).collect::<Row>());
    Table::new(head, rows.collect())
}

/// A number as CSV has it: a whole one without a point.
fn plain(value: &Value) -> String {
    value.as_f64().expect("a number").to_string()
}

/// The points of contours and cliffs.
pub fn grid_lines(json: &Value, target: f64) -> Table {
    let unit = text(metric_unit(word(&json["metric"])));
    let rows = [("contour", "contour"), ("cliff", "cliffs")].into_iter().flat_map(|(kind, all)| {
        let unit = unit.clone();
        list(&json[all]).iter().zip(1..).flat_map(move |(line, number)| {
            let unit = unit.clone();
            list(line).iter().map(move |point| {
                let mut row = vec![text(kind), Cell::Figure(f64::from(number))];
                row.extend(places(json, [&point[0], &point[1]]));
                row.extend([Cell::Setting(target), unit.clone()]);
                row
            })
        })
    });
    let head = grid_head(json, &["line", "number"], &["target", "metric_unit"]);
    Table::new(head, rows.collect())
}

/// The shares of variance, by metric and driver.
pub fn spread(json: &Value) -> Table {
    let head = ["metric", "method", "driver", "first", "total", "effect", "standard_error"];
    let rows = fields(&json["spread"]).flat_map(|(metric, spread)| {
        list(&spread["rows"]).iter().map(move |row| {
            let mut cells = vec![("metric", text(metric)), ("method", (&spread["method"]).into())];
            cells.extend(fields(row).map(|(name, value)| (name, value.into())));
            named(&head, &cells)
        })
    });
    Table::new(head, rows.collect())
}

const SOLVE: [&str; 7] = ["input", "unit", "found", "value", "to", "before", "after"];

/// What was found for one input: roots, stretches, jumps, edges.
fn findings(input: &str, solution: &Value) -> Vec<Row> {
    let row = |found: &str, cells: [Cell; 4]| {
        [text(input), text(input_unit(input)), text(found)]
            .into_iter()
            .chain(cells)
            .collect::<Row>()
    };
    let empty = || Cell::Empty;
    let none = Vec::new();
    let all = |name: &str| solution[name].as_array().unwrap_or(&none);
    let leap = |found: &str, jump: &Value| {
        row(found, [(&jump[0]).into(), empty(), (&jump[1]).into(), (&jump[2]).into()])
    };
    let roots =
        all("roots").iter().map(|root| row("root", [root.into(), empty(), empty(), empty()]));
    let stretches = all("stretches").iter().map(|stretch| {
        row("stretch", [(&stretch[0]).into(), (&stretch[1]).into(), empty(), empty()])
    });
    let jumps = all("jumps").iter().map(|jump| leap("jump", jump));
    let edges = all("edges").iter().map(|edge| leap("edge", edge));
    roots.chain(stretches).chain(jumps).chain(edges).collect()
}

pub fn solution(input: &str, json: &Value) -> Table {
    Table::new(SOLVE, findings(input, json))
}

pub fn solutions(json: &Value) -> Table {
    let alone =
        list(&json["alone"]).iter().flat_map(|alone| findings(word(&alone["input"]), alone));
    let moves = json["joint"]["moves"].as_object();
    let joint = moves.into_iter().flatten().map(|(driver, to)| {
        let cells = [
            ("input", text(driver)),
            ("unit", text(input_unit(driver))),
            ("found", text("joint")),
            ("value", to.into()),
        ];
        named(&SOLVE, &cells)
    });
    let distance = json["joint"].as_object().map(|joint| {
        let leap = |end: usize| joint.get("leap").map_or(Cell::Empty, |leap| (&leap[end]).into());
        let cells = [
            ("input", text("joint")),
            ("found", text("distance")),
            ("value", (&joint["distance"]).into()),
            ("before", leap(0)),
            ("after", leap(1)),
        ];
        named(&SOLVE, &cells)
    });
    Table::new(SOLVE, alone.chain(joint).chain(distance).collect())
}

pub fn attribution(json: &Value, metric: &str) -> Table {
    let rows = list(&json["rows"]).iter().map(|row| {
        vec![(&row["driver"]).into(), (&row["effect"]).into(), text(metric_unit(metric))]
    });
    Table::new(["driver", "effect", "unit"], rows.collect())
}

pub fn risk(json: &Value) -> Table {
    let head = [
        "kind",
        "name",
        "unit",
        "year",
        "mean",
        "sd",
        "p5",
        "p10",
        "p25",
        "p50",
        "p75",
        "p90",
        "p95",
        "defined",
        "bear",
        "base",
        "bull",
        "probability",
        "standard_error",
    ];
    let metrics = fields(&json["metrics"]).map(|(id, risk)| {
        let mut cells =
            vec![("kind", text("metric")), ("name", text(id)), ("unit", text(metric_unit(id)))];
        for (name, value) in fields(risk) {
            if name == "scenarios" {
                cells.extend(fields(value).map(|(scenario, rank)| (scenario, rank.into())));
            } else {
                cells.push((name, value.into()));
            }
        }
        named(&head, &cells)
    });
    let targets = list(&json["targets"]).iter().map(|risk| {
        let mut cells = vec![("kind", text("target"))];
        for (name, value) in fields(risk) {
            cells.push((if name == "target" { "name" } else { name }, value.into()));
        }
        named(&head, &cells)
    });
    let bands = fields(&json["bands"]).flat_map(|(name, bands)| {
        list(bands).iter().map(move |band| {
            let mut cells =
                vec![("kind", text("band")), ("name", text(name)), ("unit", text("$bn"))];
            cells.extend(fields(band).map(|(name, value)| (name, value.into())));
            named(&head, &cells)
        })
    });
    Table::new(head, metrics.chain(targets).chain(bands).collect())
}

/// The rows of some kinds of a simulation, in the columns that these have.
pub fn risk_of(json: &Value, kinds: &[&str]) -> Table {
    let Table { head, rows } = risk(json);
    let bands = ["name", "unit", "year", "p5", "p25", "p50", "p75", "p95"];
    let is_kept = |name: &str| {
        if kinds == ["band"] { bands.contains(&name) } else { name != "year" }
    };
    let is_kind = |row: &Row| matches!(&row[0], Cell::Text(kind) if kinds.contains(&&**kind));
    let rows = rows.into_iter().filter(is_kind).map(|row| {
        let cells = row.into_iter().zip(&head).filter(|(_, name)| is_kept(name));
        cells.map(|(cell, _)| cell).collect()
    });
    let rows = rows.collect();
    Table::new(head.iter().map(String::as_str).filter(|name| is_kept(name)), rows)
}

pub fn claims(json: &Value) -> Table {
    let head =
        ["preset", "id", "kind", "scenario", "measure", "value", "low", "high", "holds", "says"];
    let rows = list(json).iter().flat_map(|preset| {
        list(&preset["claims"]).iter().map(move |claim| {
            let mut cells = vec![("preset", (&preset["preset"]).into())];
            for (name, value) in fields(claim) {
                if name == "bound" {
                    let (within, least) = (&value["within"], &value["at_least"]);
                    cells.push(("low", if least.is_null() { &within[0] } else { least }.into()));
                    let most = &value["at_most"];
                    cells.push(("high", if most.is_null() { &within[1] } else { most }.into()));
                } else {
                    cells.push((name, value.into()));
                }
            }
            named(&head, &cells)
        })
    });
    Table::new(head, rows.collect())
}

pub fn comparison(json: &Value) -> Table {
    let inputs = list(&json["inputs"]).iter().map(|row| {
        let name = word(&row["input"]);
        let bare = SCENARIOS.iter().find_map(|scenario| name.strip_prefix(&format!("{scenario}.")));
        let unit = match Input::from_id(bare.unwrap_or(name)) {
            Some(input) => input.spec().unit.id(),
            None if row["a"].is_string() || row["b"].is_string() => "YYYY-MM",
            None => "year",
        };
        vec![text("input"), text(name), (&row["a"]).into(), (&row["b"]).into(), text(unit)]
    });
    let metrics = list(&json["metrics"]).iter().map(|row| {
        let metric = word(&row["metric"]);
        let name = format!("{}.{metric}", word(&row["scenario"]));
        let (a, b) = ((&row["a"]).into(), (&row["b"]).into());
        vec![text("metric"), text(&name), a, b, text(metric_unit(metric))]
    });
    Table::new(["kind", "name", "a", "b", "unit"], inputs.chain(metrics).collect())
}

pub fn paybacks(json: &Value) -> Table {
    let rows = fields(&json["scenarios"]).flat_map(|(scenario, paybacks)| {
        list(&paybacks["paybacks"]).iter().map(move |row| {
            vec![
                text(scenario),
                (&row["metric"]).into(),
                (&row["years"]).into(),
                (&row["counts"]).into(),
            ]
        })
    });
    Table::new(["scenario", "metric", "years", "counts"], rows.collect())
}

/// A column of years for each scenario.
pub fn paybacks_by_scenario(json: &Value) -> Table {
    let of = |scenario: &str| list(&json["scenarios"][scenario]["paybacks"]);
    let rows = of("base").iter().enumerate().map(|(index, row)| {
        let years = SCENARIOS.map(|scenario| (&of(scenario)[index]["years"]).into());
        let names = [(&row["metric"]).into()];
        names.into_iter().chain(years).chain([(&row["counts"]).into()]).collect()
    });
    Table::new(["", "bear", "base", "bull", "counts"], rows.collect())
}

/// The lines of a derivation from the top to the bottom, each with its depth.
pub fn derivation(json: &Value) -> Vec<Row> {
    fn lines(node: &Value, depth: u32, rows: &mut Vec<Row>) {
        // What is derived elsewhere follows from inputs as well.
        let given = list(&node["parts"]).is_empty() && node["formula"] != "as above";
        let value = if given { setting(&node["value"]) } else { (&node["value"]).into() };
        rows.push(vec![
            Cell::Setting(depth.into()),
            (&node["label"]).into(),
            value,
            (&node["unit"]).into(),
        ]);
        for part in list(&node["parts"]) {
            lines(part, depth + 1, rows);
        }
    }
    let mut rows = Vec::new();
    lines(json, 0, &mut rows);
    rows
}
