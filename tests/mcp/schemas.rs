//! What an assistant is told of the tools comes from the program's own tables.

use crate::assistant::{Assistant, Home, wait};
use payback::model::{Driver, Input, Metric, Scenario};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Every tool's schema.
fn schemas() -> BTreeMap<String, Value> {
    let home = Home::new();
    let tools = wait(async { Assistant::start(&home, &[], &[]).await.tools().await });
    let schema = |tool: &rmcp::model::Tool| (tool.name.to_string(), tool.schema_as_json_value());
    tools.iter().map(schema).collect()
}

#[test]
fn every_tool_is_there_and_names_its_arguments() {
    let schemas = schemas();
    let names: Vec<&str> = schemas.keys().map(String::as_str).collect();
    let wanted = [
        "check", "compare", "evaluate", "explain", "grid", "list", "report", "risk", "solve",
        "tornado",
    ];
    assert_eq!(names, wanted);
    for (name, schema) in &schemas {
        assert_eq!(schema["additionalProperties"], false, "{name}");
        for (field, property) in schema["properties"].as_object().unwrap() {
            assert!(property["description"].as_str().is_some_and(|text| !text.is_empty()));
            assert!(property.get("type").or(property.get("anyOf")).is_some(), "{name}: {field}");
        }
    }
    assert_eq!(schemas["solve"]["required"], json!(["metric", "target"]));
    assert_eq!(schemas["explain"]["required"], json!(["metric"]));
    assert_eq!(schemas["risk"]["required"], json!([]));
    assert_eq!(schemas["risk"]["properties"]["draws"]["default"], 100_000);
    assert_eq!(schemas["tornado"]["properties"]["preset"]["default"], "apec-40b");
    assert!(schemas["report"]["properties"].get("file").is_none(), "nothing can be written");
}

#[test]
fn metrics_scenarios_and_inputs_are_those_of_the_model() {
    let schemas = schemas();
    let property = |tool: &str, name: &str| schemas[tool]["properties"][name].clone();
    let metrics = json!(Metric::ALL.map(Metric::id).to_vec());
    for tool in ["solve", "tornado", "grid"] {
        assert_eq!(property(tool, "metric")["enum"], metrics, "{tool}");
        assert_eq!(property(tool, "scenario")["enum"], json!(Scenario::ALL.map(Scenario::id)));
    }
    assert_eq!(property("risk", "metrics")["items"]["enum"], metrics);
    assert_eq!(property("explain", "metric")["anyOf"][0]["enum"], metrics);
    let varied = property("solve", "vary");
    let names = varied["anyOf"][0]["enum"].as_array().unwrap();
    let pattern = varied["anyOf"][1]["pattern"].as_str().unwrap();
    for input in Input::all(1) {
        let name = input.to_string();
        match input {
            Input::Site(_, number) => assert!(pattern.contains(number.id()), "{name}"),
            _ => assert!(names.contains(&json!(name)), "{name}"),
        }
    }
}

#[test]
fn instructions_explain_every_figure_and_say_once_that_it_is_no_advice() {
    let home = Home::new();
    wait(async {
        let assistant = Assistant::start(&home, &[], &[]).await;
        let info = assistant.client().peer_info().unwrap();
        let instructions = info.instructions.clone().unwrap();
        for metric in Metric::ALL {
            let spec = metric.spec();
            let line = format!("\n- {} ({}): {}\n", spec.id, spec.unit.id(), spec.meaning);
            assert!(instructions.contains(&line), "{line}");
        }
        for driver in Driver::ALL {
            assert!(instructions.contains(&format!("\n- {} (", driver.id())), "{driver:?}");
        }
        assert_eq!(instructions.matches("investment advice").count(), 1);
        assert!(instructions.contains("Nothing is ever written."));
    });
}
