use super::*;
use crate::analysis::{Claim, outcomes};
use crate::model::{Metric, Scenario};
use crate::preset::{Preset, differences, read, to_ron};

/// A brief of these texts, by field.
fn brief(texts: &[(&str, &str)]) -> Brief {
    let mut brief = Brief::default();
    for (id, text) in texts {
        let place = BRIEF_FIELDS.iter().position(|field| field.id == *id);
        brief.set(place.unwrap_or_else(|| panic!("{id} is asked")), text);
    }
    brief
}

const ORACLE: [(&str, &str); 5] = [
    ("title", "Oracle's contract for OpenAI"),
    ("pledge", "300"),
    ("first", "2027-01"),
    ("revenue", "50..60"),
    ("margin", "25%..35%"),
];

fn begun(more: &[(&str, &str)]) -> BegunProgramme {
    brief(&[&ORACLE, more].concat()).begin().unwrap_or_else(|refused| panic!("{refused:?}"))
}

fn refused(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let refused = brief(&[&ORACLE, more].concat()).begin().expect_err("it is refused");
    refused.into_iter().map(|refusal| (refusal.field, refusal.reason)).collect()
}

fn claim<'a>(preset: &'a Preset, id: &str) -> &'a Claim {
    preset.claims.iter().find(|claim| claim.id == id).expect("it is claimed")
}

#[test]
fn what_was_said_comes_out_of_the_model_and_is_claimed() {
    for (revenue, expected, margin) in [
        ("50..60", 55.0, "25%..35%"),
        ("50 to 60", 55.0, "0.25–0.35"),
        ("55", 55.0, "30%"),
        ("50–60", 55.0, "25–35%"),
        ("40", 40.0, "0.3"),
    ] {
        let begun = begun(&[("revenue", revenue), ("margin", margin)]);
        let BegunProgramme { preset, .. } = &begun;
        let base = outcomes(&preset.inputs)[Scenario::Base];
        let earned = base.metrics[Metric::Revenue].unwrap();
        assert!((earned / expected - 1.0).abs() < 1e-3, "{revenue}: {earned}");
        assert_eq!(preset.inputs.scenarios[Scenario::Base].drivers()[Driver::Margin], 0.3);
        assert_eq!(claim(preset, "base-revenue").bound.miss(earned), 0.0, "{revenue}");
        // What is said of the margin is tested: where depreciation takes more, it fails.
        let margin = base.metrics[Metric::RunRateMargin].unwrap();
        let misses = claim(preset, "base-margin").bound.miss(margin) != 0.0;
        assert_eq!(misses, base.flags.margin_capped, "{revenue}: {margin}");
    }
    let text = begun(&[]).text;
    assert!(text.contains("\"It earns $50bn to $60bn of revenue in 2031.\""), "{text}");
    assert!(text.contains("note: \"assumption\""), "{text}");
    let said = begun(&[("source", "press release, 9 Sep 2026")]);
    assert_eq!(said.preset.sources["base.margin"].note, "press release, 9 Sep 2026");
    assert_eq!(claim(&said.preset, "base-revenue").source, "press release, 9 Sep 2026");
}

/// The text of the file is the preset, with a comment before every block of it.
#[test]
fn the_file_is_the_preset_with_a_comment_for_each_block() {
    let BegunProgramme { preset, text, name } = begun(&[("currency", "€")]);
    assert_eq!(name, "Oracle-s contract for OpenAI");
    assert!(differences(&preset, &read(text.as_bytes(), "").unwrap()).is_empty());
    let bare: Vec<&str> =
        text.lines().filter(|line| !line.trim().starts_with("//") && !line.is_empty()).collect();
    assert_eq!(bare, to_ron(&preset).lines().collect::<Vec<_>>());
    for block in ["programme", "sites", "revenue_yield", "scenarios", "risk", "claims", "sources"] {
        let at = text.find(&format!("{block}: ")).unwrap();
        let before = text[..at].lines().rev().nth(1).unwrap();
        assert!(before.trim().starts_with("//"), "{block}: {before}");
    }
    // Analyses are not fitted to a stressed yield: the calibration is the file's own.
    assert!(!text.contains("calibration"));
    insta::assert_snapshot!(text);
}

/// However long the money is spent, what counts by default is a programme.
#[test]
fn the_defaults_of_any_spending_fit_together() {
    for months in ["1", "12", "60", "120", "240"] {
        let begun = begun(&[("months", months)]);
        let programme = &begun.preset.inputs.programme;
        assert!(programme.horizon.year() >= programme.headline_year + 5, "{months}");
    }
}

#[test]
fn bear_and_bull_lie_around_the_base() {
    let drivers = |more: &[(&str, &str)], driver| {
        let preset = begun(more).preset;
        preset.inputs.scenarios.0.map(|assumptions| assumptions.drivers()[driver])
    };
    assert_eq!(drivers(&[], Driver::Utilization), [0.52, 0.65, 0.78]);
    assert_eq!(drivers(&[], Driver::Margin), [0.25, 0.3, 0.35]);
    assert_eq!(drivers(&[], Driver::PowerDelay), [9.0, 3.0, 0.0]);
    assert_eq!(drivers(&[("margin", "30%"), ("spread", "10%")], Driver::Margin), [0.27, 0.3, 0.33]);
    // A loss is deeper in the bear, and nothing is sold that isn't there.
    assert_eq!(
        drivers(&[("margin", "-0.1"), ("spread", "0.5")], Driver::Margin),
        [-0.15, -0.1, -0.05]
    );
    assert_eq!(drivers(&[("utilization", "0.9")], Driver::Utilization), [0.72, 0.9, 1.0]);
}

#[test]
fn everything_that_is_wrong_is_said_at_its_field() {
    let missing = Brief::default().begin().expect_err("nothing is known");
    let fields: Vec<&str> = missing.iter().map(|refusal| refusal.field.as_str()).collect();
    assert_eq!(fields, ["title", "pledge", "first", "revenue", "margin"]);
    let mut wrong = String::new();
    for (field, text, reason) in [
        ("pledge", "lots", "not a number"),
        ("pledge", "20000", "0..10000"),
        ("pledge", "0", "above 0"),
        ("first", "2027", "YYYY-MM"),
        ("months", "0", "1..240"),
        ("months", "2.5", "whole"),
        ("headline_year", "soon", "not a year"),
        ("headline_year", "2099", "wholly inside"),
        ("headline_year", "2026", "wholly inside"),
        ("revenue", "-3", "above 0"),
        ("revenue", "60..50", "comes first"),
        ("revenue", "NaN", "above 0"),
        ("revenue", "9000", "pledge more"),
        ("margin", "31", "for 31 % write 31%"),
        ("margin", "inf", "−0.5..0.9"),
        ("utilization", "0", "above 0"),
        ("power_delay", "-1", "0..120"),
        ("spread", "2", "0..1"),
        ("delay_spread", "200", "0..120"),
        ("currency", "dollars", "one to three"),
        ("group_revenue", "0", "above 0"),
        ("group_capex", "%", "not a number"),
    ] {
        let refused = refused(&[(field, text)]);
        let is_said = |(at, why): &(String, String)| at == field && why.contains(reason);
        if !matches!(&refused[..], [only] if is_said(only)) {
            wrong += &format!("{field} {text}: {refused:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    let short = refused(&[("horizon", "2027-03"), ("headline_year", "2027")]);
    assert!(short.iter().any(|(field, why)| field == "horizon" && why.contains("12 to 600")));
    let early = refused(&[("headline_year", "2027")]);
    assert!(early[0].0 == "revenue" && early[0].1.contains("a later headline year"), "{early:?}");
    let before = refused(&[("headline_year", "2027"), ("power_delay", "100")]);
    assert!(before[0].0 == "headline_year" && before[0].1.contains("choose a later"), "{before:?}");
    let both = refused(&[("pledge", "x"), ("margin", "y")]);
    assert_eq!(
        both.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(),
        ["pledge", "margin"]
    );
}
