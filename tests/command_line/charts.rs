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

/// A bar for each preset, in the order of their figures, which stand beside them.
#[test]
fn a_league_has_every_preset_in_its_order() {
    let home = Home::new();
    let drawn = home.done(&["chart", "league", "--metric", "npv", "--size", "800x600"]);
    let texts = texts(&drawn);
    assert_eq!(texts[0], "Presets by NPV of base");
    let arguments = ["compare", "--all", "--sort", "npv", "--scenario", "base", "--format", "json"];
    let rows = home.json(&arguments)["rows"].as_array().unwrap().clone();
    let place = |words: &str| texts.iter().position(|text| text == words);
    let mut last = 0;
    for row in rows {
        let (rank, name) = (&row["rank"], row["name"].as_str().unwrap());
        let at = place(&format!("{rank}  {name}")).unwrap_or_else(|| panic!("{name}: {texts:?}"));
        assert!(at > last, "{name}: {texts:?}");
        last = at;
        let npv = row["metrics"]["npv"].as_f64().unwrap();
        assert!(texts[at + 1].contains(&format!("${:.1} bn", npv.abs())), "{name}: {texts:?}");
    }
    let changed = ["chart", "league", "--metric", "npv", "--set", "utilization=0.9"];
    assert_ne!(home.done(&[&changed[..], &["--size", "800x600"]].concat()), drawn);
    for size in ["240x240", "1600x900"] {
        home.done(&["chart", "league", "--size", size, "--theme", "dark"]);
    }
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
    let years: Vec<(f64, f64)> = document
        .descendants()
        .filter(|node| node.attribute("text-anchor") == Some("middle"))
        .filter_map(|node| Some((node.text()?.parse().ok()?, node.attribute("x")?.parse().ok()?)))
        .collect();
    let ((first, left), (last, right)) = (years[0], years[years.len() - 1]);
    let time = |x: f64| first + (x - left) / (right - left) * (last - first);
    let json = home.json(&["eval", "apec-40b", "--format", "json"]);
    let lines: Vec<&str> = document
        .descendants()
        .filter(|node| node.attribute("stroke-width") == Some("2.5"))
        .filter_map(|node| node.attribute("d"))
        .collect();
    for (line, scenario) in lines.iter().zip(["bear", "base", "bull"]) {
        let annual = json["scenarios"][scenario]["annual"].as_array().unwrap();
        let points: Vec<(f64, f64)> = line
            .split(['M', 'L'])
            .filter(|point| !point.is_empty())
            .map(|point| {
                let (x, y) = point.split_once(' ').unwrap();
                (x.parse().unwrap(), y.trim().parse().unwrap())
            })
            .collect();
        let cash = |y: f64| high - (y + 0.35 * 13.0 - top) * per_pixel;
        // From nothing at the first year's beginning, each year at its end.
        assert!(cash(points[0].1).abs() < 0.6 * per_pixel);
        assert_eq!(points.len(), annual.len() + 1);
        for ((x, y), year) in points[1..].iter().zip(annual) {
            let model = year["cumulative_fcf"].as_f64().unwrap();
            assert!((cash(*y) - model).abs() < 0.6 * per_pixel, "{scenario} {year}");
            let end = year["year"].as_f64().unwrap() + 1.0;
            assert!((time(*x) - end).abs() < 0.01, "{scenario} {year}: {}", time(*x));
        }
    }
    // So the line crosses zero when the money is back: 11.3 years from November 2025 on.
    let (base, payback) =
        (lines[1], json["scenarios"]["base"]["metrics"]["payback_years"].as_f64());
    let points: Vec<Vec<f64>> = base
        .split(['M', 'L'])
        .filter(|point| !point.is_empty())
        .map(|point| point.split_whitespace().map(|part| part.parse().unwrap()).collect())
        .collect();
    let zero = top + high / per_pixel - 0.35 * 13.0;
    let crossing = points.windows(2).skip(2).find(|two| two[0][1] > zero && two[1][1] <= zero);
    let two = crossing.unwrap();
    let x = two[0][0] + (two[0][1] - zero) / (two[0][1] - two[1][1]) * (two[1][0] - two[0][0]);
    let paid = 2025.0 + 10.0 / 12.0 + payback.unwrap();
    assert!((time(x) - paid).abs() < 0.1, "{} for {paid}", time(x));
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
        (&["cash", "apec-40b", "-o", "/nowhere/x.svg"], "there is no folder"),
    ] {
        home.refused(&[&["chart"], arguments].concat(), &[said]);
    }
}

#[test]
fn a_picture_of_dots_needs_the_feature_and_says_so() {
    let home = Home::new();
    let arguments = ["chart", "cash", "apec-40b", "-o", "cash.png"];
    if !cfg!(feature = "png") {
        home.refused(&arguments, &["--features png", "-o chart.svg"]);
        assert!(!home.path().join("cash.png").exists());
        return;
    }
    home.done(&arguments);
    let bytes = std::fs::read(home.path().join("cash.png")).unwrap();
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
    // Twice as many dots as pixels: width and height stand behind the first chunk's name.
    let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!((side(16), side(20)), (1600, 900));
    home.refused(&arguments, &["cash.png already"]);
}
