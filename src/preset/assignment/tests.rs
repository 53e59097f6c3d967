//! What can be set, what is refused, and that nothing is broken by either.

use super::*;
use crate::analysis::Bound;
use crate::model::{Input, Scenario};
use crate::preset::{Library, read, refusals, rewritten, to_ron};
use crate::text::is_disruptive;

/// A preset with something in every list and map, as a file.
fn text() -> String {
    let (mut preset, _) = Library::bundled_only().find("apec-40b").expect("bundled");
    for (key, value) in [
        ("programme.sites.+", "Second"),
        ("programme.sites.+", "Third"),
        ("sources.programme.sites.1.pledge.note", "of the second"),
        ("sources.margin.note", "of all three"),
        ("risk.correlations.margin.attach", "0.5"),
        ("views.+", "start"),
        ("views.start.set.programme.sites.2.pledge", "3"),
        ("claims.new", "base.operating_margin=10%..20%"),
    ] {
        assign_field(&mut preset, key, value).unwrap_or_else(|error| panic!("{key}: {error}"));
    }
    to_ron(&preset)
}

fn opened() -> Preset {
    read(text().as_bytes(), "").unwrap()
}

fn after(settings: &[(&str, &str)]) -> Result<Preset, String> {
    let mut preset = opened();
    for (key, value) in settings {
        assign_field(&mut preset, key, value)?;
    }
    Ok(preset)
}

#[test]
fn what_was_said_of_a_site_follows_it() {
    let note = |preset: &Preset, site: usize| {
        let source = preset.sources.get(&format!("programme.sites.{site}.pledge"));
        source.map(|source| source.note.clone())
    };
    let up = after(&[("programme.sites.1", "up")]).unwrap();
    assert_eq!(note(&up, 0).as_deref(), Some("of the second"));
    assert_eq!(up.inputs.programme.sites[0].name, "Second");
    let down = after(&[("programme.sites.1", "down")]).unwrap();
    assert_eq!(note(&down, 2).as_deref(), Some("of the second"));
    assert_eq!(down.views[0].set[0].0, "programme.sites.1.pledge");
    let gone = after(&[("programme.sites.0", "none")]).unwrap();
    assert_eq!(note(&gone, 0).as_deref(), Some("of the second"));
    assert_eq!(gone.views[0].set[0].0, "programme.sites.1.pledge");
    for preset in [up, down, gone] {
        assert_eq!(refusals(&preset), []);
    }
}

#[test]
fn a_claim_is_added_changed_and_removed_by_its_id() {
    let claim =
        |preset: &Preset, id: &str| preset.claims.iter().find(|claim| claim.id == id).cloned();
    let new = claim(&opened(), "new").unwrap();
    assert_eq!((new.scenario, new.bound), (Scenario::Base, Bound::Within(0.1, 0.2)));
    assert_eq!(new.says, "base.operating_margin=10%..20%");
    let changed = after(&[
        ("claims.new", "bull.revenue@2030≥50"),
        ("claims.new.id", "newer.one"),
        ("claims.newer.one.says", "at least 50"),
    ]);
    let changed = claim(&changed.unwrap(), "newer.one").unwrap();
    assert_eq!((changed.scenario, changed.bound), (Scenario::Bull, Bound::AtLeast(50.0)));
    assert_eq!((&*changed.measure.to_string(), &*changed.says), ("revenue@2030", "at least 50"));
    assert_eq!(claim(&after(&[("claims.new", "none")]).unwrap(), "new"), None);
}

#[test]
fn a_source_speaks_of_the_values_at_which_it_was_written() {
    let preset = after(&[("margin", "0.2"), ("bull.margin", "0.3")]).unwrap();
    assert_eq!(preset.stale_sources().iter().filter(|stale| stale.key == "margin").count(), 1);
    let preset = after(&[("margin", "0.2"), ("sources.margin.note", "read again")]).unwrap();
    assert_eq!(preset.stale_source("margin"), None);
    let of = |value: &str| {
        let preset = after(&[("sources.margin.of", value)]).unwrap();
        preset.stale_source("margin").map(|stale| stale.of)
    };
    assert_eq!(of("10%, 20%, 0.3"), Some(vec![0.1, 0.2, 0.3]));
    assert_eq!(of("none"), None);
    // What is said of all sites has one value, though they differ.
    let every_site = |value: &str| {
        let [note, of] =
            ["note", "of"].map(|field| format!("sources.programme.sites.*.months.{field}"));
        after(&[("programme.sites.1.months", "20"), (&note, "each"), (&of, value)])
    };
    let set = every_site("12").unwrap();
    let months = Input::from_id("programme.sites.1.months").unwrap();
    assert_eq!(set.moved_value(months, Scenario::Base), Some((12.0, 20.0)));
    assert!(every_site("12, 20").is_err_and(|error| error.contains("has one value")));
    let gone = after(&[("sources.margin", "none")]).unwrap();
    assert!(!gone.sources.contains_key("margin"));
}

#[test]
fn a_calibration_that_is_cleared_goes_along_with_its_number_again() {
    let key = "programme.calibration.server_life";
    let set = after(&[("programme.server_life", "8"), (key, "5")]).unwrap();
    assert_eq!(set.inputs.programme.calibrated_server_life.to_bits(), 5.0_f64.to_bits());
    let cleared = after(&[("programme.server_life", "8"), (key, "5"), (key, "none")]).unwrap();
    assert_eq!(cleared.inputs.programme.calibrated_server_life.to_bits(), 8.0_f64.to_bits());
    assert!(!to_ron(&cleared).contains("calibration"));
}

#[test]
fn what_cannot_be_set_is_refused_with_what_can() {
    for (key, value, said) in [
        ("format", "2", "the format of a file is 1"),
        ("name", "", "can't be empty"),
        ("summary", "a\nb", "can't hold the character \\u{a}"),
        ("currency", "dollars", "valid: one to three characters"),
        ("summry", "x", "did you mean summary?"),
        ("programme", "1", "there is no field ‘programme’"),
        ("programme.gdp", "1", "there is no field ‘programme.gdp’; did you mean programme.gdp.by?"),
        ("programme.sites.0.pledg", "1", "did you mean programme.sites.0.pledge?"),
        ("programme.sites.0.name", " ", "can't be empty"),
        ("programme.sites.7.name", "x", "numbered from 0 to 2"),
        ("programme.sites.7", "none", "numbered from 0 to 2"),
        ("programme.sites.x", "none", "there is no field"),
        ("programme.sites.2", "none", "the view ‘start’ uses programme.sites.2.pledge"),
        ("programme.sites.2", "gone", "none, to remove it, up or down"),
        ("programme.sites.2", "down", "the last site already"),
        ("programme.sites.0", "up", "the first site already"),
        ("programme.sites.+", "", "can't be empty"),
        ("programme.ramp_months", "none", "‘none’ is not a number"),
        ("programme.start", "none", "YYYY-MM"),
        ("risk.shape", "Pret", "did you mean ‘Pert’?"),
        ("risk.comovement", "1.5", "risk.comovement is 1.5, which is not valid: 0..1"),
        ("risk.comovment", "1", "did you mean risk.comovement?"),
        ("risk.correlations", "1", "risk.correlations.margin.attach=0.5"),
        ("risk.correlations.margin.atach", "1", "did you mean ‘attach’?"),
        ("risk.correlations.margin.margin", "1", "two different drivers"),
        ("risk.correlations.margin.attach", "2", "not valid: −1..1"),
        ("risk.correlations.margin.utilization", "none", "no such correlation"),
        ("claims.new.within", "3..2", "the lower end is above"),
        ("claims.new.within", "2.5", "LOW..HIGH"),
        ("claims.new.at_least", "inf", "not a finite number"),
        ("claims.new.kind", "tested", "did you mean ‘Tested’?"),
        ("claims.new.measure", "revenu", "did you mean ‘revenue’?"),
        ("claims.new.measure", "net_book_value", "a year must be named"),
        ("claims.new.sais", "x", "a claim has no field ‘sais’; did you mean ‘says’?"),
        ("claims.nwe.says", "x", "there is no claim ‘nwe’; did you mean ‘new’?"),
        ("claims.nwe", "none", "there is no claim ‘nwe’; did you mean ‘new’?"),
        ("claims.more", "base.revenue>3", "write >="),
        ("claims.more", "base.revenue<3", "write <="),
        ("claims.more", "revenue", "is not a claim: write SCENARIO.MEASURE>=LOW"),
        ("claims.new.id", "", "can't be empty"),
        ("sources.margins.note", "x", "did you mean margin?"),
        ("sources.margin.note2", "x", "a source has no field ‘note2’; did you mean ‘note’?"),
        ("sources.margin", "x", "write sources.margin.note=TEXT"),
        ("sources.margin.as_of", "2025-02-30", "write YYYY-MM-DD"),
        ("sources.margin.of", "1", "margin has 3 values"),
        ("sources.margin.of", "1,2,x", "not a number"),
        ("sources.bear.price_erosion.of", "1", "write sources.bear.price_erosion.note first"),
        ("sources.base.tax_rate", "none", "there is no input ‘base.tax_rate’"),
        ("views.+", "start", "there is a view ‘start’ already"),
        ("views.strat.title", "x", "there is no view"),
        ("views.start", "x", "only none"),
        ("views.start.screen", "Risks", "did you mean ‘Risk’?"),
        ("views.start.axes", "utilization", "name two inputs"),
        ("views.start.titel", "x", "a view has no field ‘titel’; did you mean ‘title’?"),
        ("views.start.set.margin", "none", "the view doesn't set ‘margin’"),
    ] {
        let mut preset = opened();
        let error = assign_field(&mut preset, key, value).expect_err(key);
        assert!(error.contains(said), "{key}={value}: {error}");
        assert_eq!(preset, opened(), "{key}={value}");
    }
}

/// Whatever is set to whatever: it is refused in words that a terminal can show and changes nothing,
/// or the file that it goes to says it and reads as it is.
#[test]
fn whatever_is_set_is_refused_or_saved_as_it_is() {
    let text = text();
    let opened = opened();
    let odd = [
        "",
        "none",
        "1",
        "-1",
        "0.5",
        "50%",
        "NaN",
        "inf",
        "1e400",
        "..",
        "1..2",
        "2..1",
        "a,b",
        ",",
        "\u{1b}[2J",
        "\u{202e}x",
        "x\ny",
        "\"quoted\\\"",
        "2030-06",
        "up",
        "Pert",
        "base",
        "{base.npv}",
        "{",
        "npv>=1",
        "base.npv>=1",
        "£",
    ];
    let long = "x".repeat(5000);
    // Of what is alike one does.
    let alike = |key: &String| {
        ["base.", "bull.", "claims.", "sources."].iter().any(|start| key.starts_with(start))
            && !["claims.new.", "sources.margin."].iter().any(|start| key.starts_with(start))
    };
    let keys = keys::all(&opened).into_iter().filter(|key| !alike(key)).chain(
        [
            "",
            ".",
            "programme.",
            "programme.sites.",
            "programme.sites.+",
            "programme.sites.+.name",
            "programme.sites.1",
            "programme.sites.18446744073709551615",
            "risk.",
            "claims.",
            "claims..",
            "claims.+",
            "claims.new",
            "sources.",
            "sources.margin",
            "sources..note",
            "views.",
            "views.+",
            "views.start",
            "views.start.set.",
            "views.start.set.margin",
            "\u{1b}]0;x\u{7}",
        ]
        .map(str::to_owned),
    );
    let (mut saved, mut refused) = (0, 0);
    for key in keys.chain([long.clone()]) {
        let mut taken = None;
        for value in odd.into_iter().chain([long.as_str()]) {
            let mut preset = opened.clone();
            if let Err(error) = assign_field(&mut preset, &key, value) {
                assert!(!error.chars().any(|c| is_disruptive(c) && c != '\n'), "{error:?}");
                assert_eq!(preset, opened, "{key}={value}");
                refused += 1;
            } else if preset != opened {
                taken = Some((preset, value));
            }
        }
        let Some((preset, value)) = taken.filter(|(preset, _)| refusals(preset).is_empty()) else {
            continue;
        };
        let written = rewritten(text.as_bytes(), &preset);
        assert_eq!(read(written.as_bytes(), "").unwrap(), preset, "{key}={value}");
        saved += 1;
    }
    assert!(saved > 80 && refused > 1000, "{saved} {refused}");
}
