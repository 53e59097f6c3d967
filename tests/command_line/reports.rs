//! `payback report`: memos in HTML and Markdown, read back and held against the JSON of the
//! subcommands.

use crate::evaluation::Home;
use crate::support::{Desk, preset};
use payback::model::{Input, Metric, Scenario};
use payback::preset::library::DECKS;
use payback::preset::{Preset, PresetView, Source, Stamp, to_ron};
use payback::session::Copied;
use roxmltree::{Document, Node};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// A page as XML, which the pages of ours are as well.
fn parsed(page: &str) -> Document<'_> {
    let markup = page.strip_prefix("<!DOCTYPE html>\n").expect("a doctype");
    Document::parse(markup).unwrap_or_else(|error| panic!("{error}"))
}

fn section<'a>(page: &'a Document<'_>, id: &str) -> Node<'a, 'a> {
    let found = page.descendants().find(|node| node.attribute("id") == Some(id));
    found.unwrap_or_else(|| panic!("no section {id}"))
}

fn words(node: Node<'_, '_>) -> String {
    node.descendants().filter_map(|node| if node.is_text() { node.text() } else { None }).collect()
}

/// Every figure of a section, with the words that it is shown in.
fn figures(section: Node<'_, '_>) -> Vec<(f64, String)> {
    let data = section.descendants().filter(|node| node.has_tag_name("data"));
    data.map(|node| (node.attribute("value").unwrap().parse().unwrap(), words(node))).collect()
}

/// All numbers in an answer.
fn numbers(value: &Value, into: &mut Vec<f64>) {
    match value {
        Value::Number(number) => into.push(number.as_f64().unwrap()),
        Value::Array(values) => values.iter().for_each(|value| numbers(value, into)),
        Value::Object(fields) => fields.values().for_each(|value| numbers(value, into)),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// Whether two are the same but for the last bit, which reading JSON may lose.
fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-15 * a.abs().max(b.abs())
}

/// Half of the last digit that is shown, as the words have it.
fn assert_rounded(value: f64, shown: &str) {
    let digits: String = shown
        .replace('−', "-")
        .chars()
        .skip_while(|c| !c.is_ascii_digit() && *c != '-')
        .filter(|c| *c != '$' && *c != ',')
        .take_while(|c| c.is_ascii_digit() || ['-', '.'].contains(c))
        .collect();
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let factor = if shown.contains('%') || shown.contains(" pp") { 100.0 } else { 1.0 };
    let read: f64 = digits.parse().unwrap_or_else(|_| panic!("{shown}"));
    let half = 0.5001 * 10_f64.powi(-i32::try_from(decimals).unwrap());
    assert!((read - value * factor).abs() <= half, "{shown} is not {value}");
}

#[test]
fn every_figure_of_a_report_is_in_the_json_of_its_subcommand() {
    let home = Home::new();
    let set = ["--set", "base.utilization=0.7"];
    for (id, actuals) in [("apec-40b", false), ("apec-40b-levered", false), ("aws-backtest", true)]
    {
        let asked = |arguments: &[&str]| -> Value {
            let arguments = [arguments, &[id], &set, &["--format", "json"]].concat();
            home.json(&arguments)
        };
        let page = home.done(&[&["report", id, "--risk"][..], &set].concat());
        let page = parsed(&page);
        let eval = asked(&["eval"]);
        let mut made = vec![
            ("scenarios", eval.clone()),
            ("paybacks", asked(&["paybacks"])),
            ("years", eval.clone()),
            ("drivers", asked(&["tornado", "--metric", "payback_years"])),
            ("odds", asked(&["risk"])),
            ("claims", Value::Null),
        ];
        let mut changed = preset(id);
        changed.inputs.scenarios[Scenario::Base]
            .set_driver(payback::model::Driver::Utilization, 0.7);
        let file = home.write("changed.ron", &to_ron(&changed));
        let checked = home.run(&["check", &file, "--format", "json"]);
        made[5].1 = serde_json::from_str(&checked.out).unwrap();
        if actuals {
            made.push(("backtest", asked(&["backtest"])));
        }
        for (id, answer) in made {
            let mut known = Vec::new();
            numbers(&answer, &mut known);
            let shown = figures(section(&page, id));
            assert!(!shown.is_empty(), "{id}");
            for (value, words) in shown {
                assert!(
                    known.iter().any(|known| is_same(*known, value)),
                    "{id}: {value}, {words} isn't in the JSON"
                );
                if !words.starts_with('P') && !words.starts_with(['–', '<', '>']) {
                    assert_rounded(value, &words);
                }
            }
        }
        // And none of them is another metric's.
        let rows: Vec<Vec<Node<'_, '_>>> = section(&page, "scenarios")
            .descendants()
            .filter(|node| node.has_tag_name("tr"))
            .map(|row| row.children().filter(Node::is_element).collect())
            .collect();
        for metric in Metric::ALL {
            let rows =
                rows.iter().filter(|row| row.len() == 4 && words(row[0]) == metric.spec().label);
            for row in rows {
                for (cell, scenario) in row[1..].iter().zip(["bear", "base", "bull"]) {
                    let shown = figures(*cell).first().map(|(value, _)| *value);
                    let json = eval["scenarios"][scenario]["metrics"][metric.id()].as_f64();
                    let same = shown.zip(json).is_some_and(|(shown, json)| is_same(shown, json));
                    let is_right = same || shown.is_none() && json.is_none();
                    assert!(is_right, "{} of {scenario}: {shown:?}, {json:?}", metric.id());
                }
            }
        }
        let inputs = &changed.inputs;
        let all = Input::all(inputs.programme.sites.len()).chain([Input::Weight]);
        let known: BTreeSet<u64> = all
            .flat_map(|input| Scenario::ALL.map(|scenario| inputs.get(input, scenario)))
            .flatten()
            .map(f64::to_bits)
            .collect();
        let shown = figures(section(&page, "assumptions"));
        let found = shown.iter().filter(|(value, _)| known.contains(&value.to_bits())).count();
        assert!(found > 60 && shown.len() - found < 16, "{found} of {}", shown.len());
    }
}

#[test]
fn a_page_is_one_file_without_scripts_that_is_small_and_valid() {
    let home = Home::new();
    let page = home.done(&["report", "aws-backtest", "--risk"]);
    assert!(page.len() < 500_000, "{}", page.len());
    let page = parsed(&page);
    assert_eq!(page.root_element().attribute("lang"), Some("en"));
    let mut ids = BTreeSet::new();
    for node in page.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        assert!(!["script", "link", "img", "iframe", "object"].contains(&name), "{name}");
        assert!(node.attribute("id").is_none_or(|id| ids.insert(id)), "{node:?}");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on") && !attribute.value().contains("http"));
        }
    }
    // What a drawing refers to is its own: hatching, and links to sections.
    let values = page.descendants().flat_map(|node| node.attributes().map(|of| of.value()));
    let referred = values.filter_map(|value| {
        value.strip_prefix("url(#").and_then(|id| id.strip_suffix(')')).or(value.strip_prefix('#'))
    });
    let referred: Vec<&str> = referred.collect();
    assert!(referred.len() > 10 && referred.iter().all(|id| ids.contains(id)), "{referred:?}");
}

/// Texts that would be something else in HTML or Markdown.
const HOSTILE: &str =
    "<script>alert(1)</script> \"x\" 'y' & | `code` **b** [a](http://b) \u{202e}evil";

fn hostile() -> Preset {
    let mut preset = preset("apec-40b");
    let text = |what: &str| format!("{what} {HOSTILE}");
    preset.name = text("name");
    preset.summary = text("summary");
    preset.claims[0].says = text("claim");
    preset.claims[0].source = text("source");
    preset.inputs.programme.sites[0].name = text("site");
    let source = Source { note: text("note"), cite: text("cite"), ..Source::default() };
    preset.sources.insert("programme.ramp_months".to_owned(), source);
    preset.views.push(PresetView {
        name: text("view"),
        title: text("title").replace(['{', '}'], ""),
        ..PresetView::default()
    });
    preset
}

#[test]
fn hostile_texts_are_nothing_but_text() {
    let home = Home::new();
    let file = home.write("it's <b>.ron", &to_ron(&hostile()));
    let page = home.done(&["report", &file, "--views"]);
    let page = parsed(&page);
    assert!(page.descendants().all(|node| !node.has_tag_name("script") && !node.has_tag_name("b")));
    let said = words(page.root_element());
    let harmless = HOSTILE.replace('\u{202e}', "\u{fffd}");
    for what in ["name", "summary", "claim", "source", "site", "note", "cite", "title"] {
        assert!(said.contains(&format!("{what} {harmless}")), "{what}");
    }
    assert!(!said.contains('\u{202e}'));
    home.done(&["report", &file, "--views", "-o", "memo.md"]);
    let memo = fs::read_to_string(home.path().join("memo.md")).unwrap();
    let bare = memo.replace("\\\\", "").replace("\\<", "").replace("\\|", "").replace("\\`", "");
    assert!(!bare.contains("<script") && !bare.contains('\u{202e}') && !bare.contains('`'));
    // Every row of a table has as many cells as its head.
    let mut cells = 0;
    for line in bare.lines() {
        let count = line.matches('|').count();
        if line.starts_with('|') {
            assert!(cells == 0 || cells == count, "{line}");
        }
        cells = if line.starts_with('|') { count } else { 0 };
    }
}

#[test]
fn files_are_written_together_and_nothing_is_replaced_unless_that_is_said() {
    let home = Home::new();
    home.done(&["report", "-o", "memo.html"]);
    home.refused(&["report", "-o", "memo.html"], &["there is memo.html already", "--force"]);
    home.done(&["report", "-o", "memo.html", "--force"]);
    let chart = home.path().join("memo-charts/grid.svg");
    fs::create_dir(home.path().join("memo-charts")).unwrap();
    fs::write(&chart, "mine").unwrap();
    home.refused(&["report", "-o", "memo.md"], &["grid.svg already"]);
    assert!(!home.path().join("memo.md").exists());
    assert_eq!(fs::read_to_string(&chart).unwrap(), "mine");
    home.done(&["report", "-o", "memo.md", "--force"]);
    let memo = fs::read_to_string(home.path().join("memo.md")).unwrap();
    let linked = memo
        .lines()
        .filter_map(|line| line.strip_prefix("![")?.split_once("](")?.1.strip_suffix(')'));
    let linked: Vec<&str> = linked.collect();
    assert_eq!(linked.len(), 5, "{linked:?}");
    for file in linked {
        let svg = fs::read_to_string(home.path().join(file)).unwrap();
        Document::parse(&svg).unwrap();
    }
    home.refused(&["report", "-o", "memo.pdf"], &["ends in .html or .md"]);
    home.refused(&["report", "-o", "nowhere/memo.html"], &["no folder"]);
    home.refused(&["report", "--views"], &["no views"]);
}

#[test]
fn a_view_has_its_words_with_figures_its_chart_and_what_it_expects() {
    let home = Home::new();
    let mut preset = preset("apec-40b");
    let view = |name: &str, screen| PresetView {
        name: name.to_owned(),
        screen: Some(screen),
        ..PresetView::default()
    };
    for (number, screen) in payback::preset::view::VIEW_SCREENS.into_iter().enumerate() {
        preset.views.push(PresetView {
            title: format!("{screen}: {{base.payback_years}}"),
            note: "{{x}} {bear.payback_years}".to_owned(),
            expect: vec!["base.payback_years < 11".to_owned(), "base.npv > 2".to_owned()],
            set: vec![("base.utilization".to_owned(), payback::preset::SetTo::Number(0.7))],
            targets: vec!["payback_years<=9".to_owned()],
            ..view(&format!("view {number}"), screen)
        });
    }
    let file = home.write("mine.ron", &to_ron(&preset));
    let page = home.done(&["report", &file, "--views"]);
    let page = parsed(&page);
    let json = home.json(&["eval", "--set", "base.utilization=0.7", "--format", "json"]);
    let years = json["scenarios"]["base"]["metrics"]["payback_years"].as_f64().unwrap();
    for number in 1..=preset.views.len() {
        let section = section(&page, &format!("view-{number}"));
        let said = words(section);
        assert!(said.contains(&format!(": {years:.1} y")) && said.contains("{x} never by 2040"));
        assert!(said.contains("✓ holds") && said.contains("✗ doesn’t hold"), "{said}");
        assert!(said.contains("Utilization") && said.contains("65 %") && said.contains("70 %"));
        assert!(figures(section).iter().any(|(value, _)| is_same(*value, years)));
    }
    let charts = page.descendants().filter(|node| node.has_tag_name("svg")).count();
    assert!(charts >= 5 + 9, "{charts}");
    // A league has every preset, this one with what the view sets.
    let league = payback::preset::view::VIEW_SCREENS.iter().position(|of| *of == "League").unwrap();
    let said = words(section(&page, &format!("view-{}", league + 1)));
    for (id, _) in payback::preset::library::BUNDLED {
        let bundled = crate::support::preset(id);
        assert!(said.contains(&bundled.name), "{id}: {said}");
    }
}

#[test]
fn markdown_reads_as_it_was_looked_at() {
    let home = Home::new();
    home.done(&["report", "apec-40b", "--set", "base.utilization=0.7", "-o", "memo.md"]);
    let memo = fs::read_to_string(home.path().join("memo.md")).unwrap();
    let today = chrono::DateTime::<chrono::Local>::from(std::time::SystemTime::now()).date_naive();
    let dated = payback::view::words::date_words(&today.to_string());
    let sum = payback::preset::Stamp::of(include_bytes!("../../presets/apec-40b.ron")).sha256();
    assert!(memo.contains(&sum) && memo.contains(&dated));
    insta::assert_snapshot!(memo.replace(&sum, "[SHA-256]").replace(&dated, "[date]"));
}

/// On standard output there is no folder for charts; everything else is as in a file.
#[test]
fn markdown_is_printed_without_charts() {
    let home = Home::new();
    home.done(&["report", "apec-40b", "--risk", "-o", "memo.md"]);
    let memo = fs::read_to_string(home.path().join("memo.md")).unwrap();
    let printed = home.done(&["report", "apec-40b", "--risk", "--format", "md"]);
    let mut without = String::new();
    let mut skipped = false;
    for line in memo.lines() {
        // A chart goes with the empty line behind it.
        if line.starts_with("![") {
            skipped = true;
        } else if !std::mem::take(&mut skipped) {
            without += &format!("{line}\n");
        }
    }
    let [option, file] = ["--format md", "-o memo.md"].map(|end| format!("--risk {end}"));
    assert_eq!(printed.replace(&option, &file), without);
    home.refused(&["report", "--format", "md", "-o", "memo.html"], &["--format", "--output"]);
}

/// Today in a page's words, and the day that tests copy at.
fn undated(page: &str) -> String {
    let today = chrono::DateTime::<chrono::Local>::from(std::time::SystemTime::now()).date_naive();
    let words = [today.to_string().as_str(), "2026-11-28"].map(payback::view::words::date_words);
    page.replace(&words[0], "[date]").replace(&words[1], "[date]")
}

/// What is typed to make a page again.
fn command(page: &Document<'_>) -> String {
    let code = section(page, "reproduce").descendants().find(|node| node.has_tag_name("code"));
    words(code.expect("a command"))
}

#[test]
fn the_report_of_what_is_open_is_the_page_that_its_command_makes() {
    let home = Home::new();
    for (keys, has_odds) in
        [("", false), ("Down Right*5 Tab 5", false), ("Right*3 m Down Enter 4", true)]
    {
        let mut desk = Desk::at("apec-40b");
        desk.keys(keys);
        let page = desk.copied(Copied::Report).unwrap();
        let copied = parsed(&page);
        let is_there = |id| copied.descendants().any(|node| node.attribute("id") == Some(id));
        assert_eq!(is_there("odds"), has_odds, "{keys}");
        let nothing = words(section(&copied, "changes")).contains("Nothing differs");
        assert_eq!(nothing, !desk.session.is_unsaved(), "{keys}");
        let command = command(&copied);
        let typed: Vec<&str> = command.split(' ').collect();
        assert_eq!(typed[0], "payback", "{command}");
        home.done(&typed[1..]);
        let file = home.path().join("report.html");
        let made = fs::read_to_string(&file).unwrap();
        assert!(undated(&made) == undated(&page), "{keys}: {command} makes another page");
        fs::remove_file(file).unwrap();
    }
    // What no line can say is said in words, or is in a file beside the page.
    let mut desk = Desk::at("apec-40b");
    desk.keys("6 D");
    assert!(desk.session.is_unsaved());
    let page = desk.copied(Copied::Report).unwrap();
    assert!(words(section(&parsed(&page), "reproduce")).contains("more than a command can say"));
}

#[test]
fn a_deck_has_a_section_for_each_slide_with_its_figures_and_what_it_expects() {
    let home = Home::new();
    for (name, text) in DECKS {
        let page = home.done(&["report", name]);
        let page = parsed(&page);
        let deck = home.json(&["present", name, "--dry-run", "--format", "json"]);
        let slides = deck["slides"].as_array().unwrap();
        for (number, slide) in (1..).zip(slides) {
            let section = section(&page, &format!("view-{number}"));
            let heading = section.descendants().find(|node| node.has_tag_name("h2")).unwrap();
            assert_eq!(words(heading), slide["title"].as_str().unwrap());
            let said = words(section);
            assert!(said.contains(slide["note"].as_str().unwrap()), "{said}");
            let expected = slide["expect"].as_array().unwrap().len();
            assert_eq!(said.matches("✓ holds").count(), expected, "{said}");
        }
        let sections = page.descendants().filter(|node| node.has_tag_name("section")).count();
        assert_eq!(sections, slides.len() + 1);
        let again = words(section(&page, "reproduce"));
        let digests = [text.as_bytes(), include_bytes!("../../presets/apec-40b.ron")];
        assert!(digests.iter().all(|bytes| again.contains(&Stamp::of(bytes).sha256())), "{again}");
    }
    let refused = ["--risk", "--views", "--set=base.utilization=0.7", "--actuals=a.csv"];
    for option in refused {
        home.refused(&["report", "six-findings", option], &["is for a preset", "leave it out"]);
    }
    // Of a deck's file, and of a preset that has a deck's name.
    let deck = "(format: 1, preset: \"apec-40b\", views: [(name: \"a\", screen: Cash, title: \"At {base.npv}\", \
                expect: [\"base.npv > 0\", \"base.npv < 0\"])])";
    home.done(&["report", &home.write("mine.ron", deck), "-o", "memo.md"]);
    let memo = fs::read_to_string(home.path().join("memo.md")).unwrap();
    assert!(memo.starts_with("# mine\n\n**1 slide; 1 of 2 expectations don’t hold.**"), "{memo}");
    assert!(memo.contains("## At −$2.0 bn"), "{memo}");
    assert!(home.path().join("memo-charts/view-1-cash.svg").exists());
    home.done(&["presets", "copy", "apec-40b", "six-findings"]);
    assert!(home.done(&["report", "six-findings"]).contains("id=\"assumptions\""));
}
