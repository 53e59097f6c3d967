//! What the explorer is opened with on the command line: fields, figure, scenario, screen, view.

use crate::evaluation::Home;

const RENDER: [&str; 4] = ["--render", "120x40", "--format", "txt"];

fn shown(home: &Home, arguments: &[&str]) -> String {
    home.done(&[arguments, &RENDER].concat())
}

/// What options say is what keys do, to the last cell: it is an edit, and what is chosen.
#[test]
fn options_show_what_keys_lead_to() {
    let home = Home::new();
    for (options, keys) in [
        (&["--set", "base.utilization=0.7"][..], "Right*5"),
        (&["--scenario", "bull", "--set", "bull.utilization=0.85"], "Tab Right*5"),
        (&["--metric", "roic", "--screen", "drivers"], "m / text:roic Enter Enter 2"),
        (&["--screen", "Backtest"], "8"),
        (&["--screen", "league", "--metric", "npv_per_capital"], "9 Right"),
    ] {
        let by_keys = shown(&home, &["apec-40b", "--keys", keys]);
        assert_eq!(shown(&home, &[&["apec-40b"], options].concat()), by_keys, "{options:?}");
    }
    let undone = shown(&home, &["apec-40b", "--set", "margin=0.4", "--keys", "u Esc"]);
    assert_eq!(undone, shown(&home, &["apec-40b", "--keys", "Right u Esc"]));
    let left = shown(&home, &["apec-40b", "--set", "margin=0.4", "--keys", "q"]);
    assert!(left.contains("unsaved changes"), "{left}");
}

#[test]
fn what_is_set_stands_over_the_view() {
    let home = Home::new();
    let name = home.path().join("own.ron").display().to_string();
    home.done(&["presets", "copy", "apec-40b", &name]);
    for field in ["+=busy", "busy.screen=Cash", "busy.set.margin=0.4", "busy.metric=npv"] {
        home.done(&["presets", "set", &name, &format!("views.{field}")]);
    }
    let over = ["--set", "base.margin=0.5", "--metric", "irr", "--keys", "c"];
    let both = shown(&home, &[&[&name, "--view", "busy"], &over[..]].concat());
    assert!(both.contains("\nIRR  "), "{both}");
    for ends in [["29 %", "40 %"], ["31 %", "50 %"], ["32 %", "40 %"]] {
        let mut moved = both.lines().filter(|line| line.contains("Margin at reference"));
        assert!(moved.any(|line| ends.iter().all(|end| line.contains(end))), "{ends:?}: {both}");
    }
}

#[test]
fn what_cannot_be_set_or_shown_is_refused_as_everywhere() {
    let home = Home::new();
    let refused = |arguments: &[&str]| home.run(arguments).err;
    for setting in ["base.utilisation=0.7", "margin=x", "weather", "programme.start=2030-01"] {
        let render = refused(&[&["apec-40b", "--set", setting], &RENDER[..]].concat());
        assert_eq!(render, refused(&["eval", "apec-40b", "--set", setting]), "{setting}");
    }
    for (option, given, said) in [
        ("--metric", "np", "did you mean ‘npv’?"),
        ("--scenario", "bul", "did you mean ‘bull’?"),
        ("--screen", "Leagues", "there is no screen ‘Leagues’"),
        // A file could not hold it.
        ("--set", "claims.far=base.revenue@2080>=1", "2080 is not wholly inside the horizon"),
    ] {
        home.refused(&[&["apec-40b", option, given], &RENDER[..]].concat(), &[option, said]);
    }
}
