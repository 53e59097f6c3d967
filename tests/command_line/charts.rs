//! `payback chart`: drawings for documents, read back as XML.

use crate::evaluation::Home;
use roxmltree::Document;

const KINDS: [&str; 8] =
    ["cash", "income", "tornado", "spider", "grid", "fan", "histogram", "paybacks"];

/// The texts of a drawing.
fn texts(drawn: &str) -> Vec<String> {
    let document = Document::parse(drawn).unwrap_or_else(|error| panic!("{error}: {drawn}"));
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|node| node.text().map(str::to_owned)).collect()
}

#[test]
fn every_chart_is_a_drawing_with_title_unit_and_source_and_no_screen() {
    let home = Home::new();
    for kind in KINDS {
        for more in [&["--theme", "dark"][..], &["--size", "240x240"], &["--size=1600x900"]] {
            let drawn = home.done(&[&["chart", kind, "apec-40b"][..], more].concat());
            let texts = texts(&drawn);
            assert!(texts[0].starts_with("APEC $40bn"), "{kind}: {texts:?}");
            let source = "A model, not investment advice.";
            let is_narrow = more.contains(&"240x240");
            assert!(is_narrow || texts.iter().any(|text| text.ends_with(source)), "{texts:?}");
            assert!(texts.iter().all(|text| !text.contains("LINK") && !text.contains("[1 ")));
            let document = Document::parse(&drawn).unwrap();
            let (width, height) = (attribute(&document, "width"), attribute(&document, "height"));
            // Nothing lies beyond the paper.
            for node in document.descendants() {
                for (name, most) in [("x", width), ("y", height)] {
                    let at = node.attribute(name).and_then(|at| at.parse::<f64>().ok());
                    assert!(
                        at.is_none_or(|at| (-1.0..=most + 1.0).contains(&at)),
                        "{kind} {node:?}"
                    );
                }
            }
        }
    }
    let drawn = home.done(&["chart", "backtest", "aws-backtest"]);
    assert!(texts(&drawn)[0].contains("Revenue of base"));
}

fn attribute(document: &Document<'_>, name: &str) -> f64 {
    document.root_element().attribute(name).and_then(|value| value.parse().ok()).unwrap()
}

/// The points of a line, read back through the axis's own labels, are the model's figures to
/// half a pixel.
#[test]
fn a_line_shows_what_eval_says() {
    let home = Home::new();
    let drawn = home.done(&["chart", "cash", "apec-40b", "--size", "1200x675"]);
    let document = Document::parse(&drawn).unwrap();
    let labels: Vec<(f64, f64)> = document
        .descendants()
        .filter(|node| node.attribute("text-anchor") == Some("end"))
        .filter_map(|node| {
            let value: f64 = node.text()?.replace('−', "-").parse().ok()?;
            Some((value, node.attribute("y")?.parse().ok()?))
        })
        .collect();
    let ((low, bottom), (high, top)) = (labels[0], labels[labels.len() - 1]);
    // Labels stand a third of a line below their values.
    let per_pixel = (high - low) / (bottom - top);
    let json = home.json(&["eval", "apec-40b", "--format", "json"]);
    let lines: Vec<&str> = document
        .descendants()
        .filter(|node| node.attribute("stroke-width") == Some("2.5"))
        .filter_map(|node| node.attribute("d"))
        .collect();
    for (line, scenario) in lines.iter().zip(["bear", "base", "bull"]) {
        let annual = json["scenarios"][scenario]["annual"].as_array().unwrap();
        let points: Vec<f64> = line
            .split(['M', 'L'])
            .filter(|point| !point.is_empty())
            .map(|point| point.split(' ').nth(1).unwrap().parse().unwrap())
            .collect();
        assert_eq!(points.len(), annual.len());
        for (y, year) in points.iter().zip(annual) {
            let value = high - (y + 0.35 * 13.0 - top) * per_pixel;
            let model = year["cumulative_fcf"].as_f64().unwrap();
            assert!((value - model).abs() < 0.6 * per_pixel, "{scenario} {year}: {value}");
        }
    }
}

#[test]
fn never_and_a_preset_s_hostile_name_are_drawn_harmlessly() {
    let home = Home::new();
    let drawn = home.done(&["chart", "tornado", "apec-40b", "--metric", "payback_years"]);
    assert!(
        texts(&drawn).iter().any(|text| text == "never by 2040") && drawn.contains("url(#never)")
    );
    home.done(&["presets", "copy", "apec-40b", "./own.ron"]);
    let path = home.path().join("own.ron").display().to_string();
    home.done(&["presets", "set", &path, "name=</text><script>alert(1)</script>&\"'"]);
    for kind in KINDS {
        let drawn = home.done(&["chart", kind, &path]);
        let document = Document::parse(&drawn).unwrap();
        assert!(!document.descendants().any(|node| node.has_tag_name("script")), "{kind}");
        assert!(texts(&drawn)[0].contains("<script>"), "{kind}");
    }
}

#[test]
fn a_file_is_written_once_and_what_can_not_be_drawn_says_why() {
    let home = Home::new();
    let path = home.path().join("cash.svg").display().to_string();
    home.done(&["chart", "cash", "apec-40b", "-o", &path]);
    let written = std::fs::read_to_string(&path).unwrap();
    home.refused(&["chart", "income", "apec-40b", "-o", &path], &["already", "--force"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
    home.done(&["chart", "income", "apec-40b", "-o", &path, "--force"]);
    assert_ne!(std::fs::read_to_string(&path).unwrap(), written);
    for (arguments, said) in [
        (&["cash", "apec-40b", "--size", "big"][..], "such as 800x450"),
        (&["cash", "apec-40b", "--size", "10x10"], "from 240"),
        (&["tornado", "apec-40b", "--metric", "npw"], "did you mean"),
        (&["grid", "apec-40b", "--x", "utilization"], "no axis"),
        (&["grid", "apec-40b", "--target", "soon"], "--target soon"),
        (&["backtest", "apec-40b"], "none of its claims is as of a year"),
        (&["cash", "apec-40b", "-o", "/nowhere/x.svg"], "can't be written"),
    ] {
        home.refused(&[&["chart"], arguments].concat(), &[said]);
    }
}
