//! Decks on the command line: worked out without a terminal.

use crate::evaluation::Home;
use payback::preset::library::DECKS;

#[test]
fn every_bundled_deck_holds() {
    let home = Home::new();
    for (name, _) in DECKS {
        let said = home.done(&["present", name, "--dry-run"]);
        assert!(said.contains("expectations hold"), "{said}");
        assert!(!said.contains('{') && !said.contains('✗'), "{said}");
        let json = home.json(&["present", name, "--dry-run", "--format", "json"]);
        assert_eq!((&json["holds"], &json["version"]), (&true.into(), &1.into()));
    }
}

#[test]
fn an_expectation_that_fails_is_shown_and_is_exit_status_1() {
    let home = Home::new();
    let deck = "(format: 1, preset: \"apec-40b\", views: [(name: \"a\", title: \"{base.npv}\", \
                expect: [\"base.npv > 0\", \"bear.payback_years > 50\"])])";
    let path = home.write("mine.ron", deck);
    let said = home.run(&["present", &path, "--dry-run"]);
    assert_eq!((said.status, said.err.as_str()), (1, ""));
    assert!(said.out.contains("✗ base.npv > 0   −$2.0 bn  doesn't hold"), "{}", said.out);
    assert!(said.out.contains("✓ bear.payback_years > 50   never by 2040"), "{}", said.out);
    assert!(said.out.ends_with("1 slide; 1 of 2 expectations doesn't hold.\n"), "{}", said.out);
    let plain = deck.replace("\"base.npv > 0\", ", "");
    let path = home.write("plain.ron", &plain);
    let said = home.done(&["present", &path, "--dry-run"]);
    assert!(said.ends_with("1 slide; the one expectation holds.\n"), "{said}");
}

#[test]
fn what_can_not_be_presented_says_why() {
    let home = Home::new();
    home.refused(&["present", "apec-40b", "--dry-run"], &["has no views to present"]);
    home.refused(&["present", "nothing", "--dry-run"], &["there is no preset"]);
    let deck = "(format: 1, views: [(name: \"a\", preset: \"apec-40b\", titel: \"\")])";
    let path = home.write("wrong.ron", deck);
    home.refused(&["present", &path, "--dry-run"], &["titel", "wrong.ron"]);
    home.refused(&["present", "six-findings"], &["terminal"]);
    home.refused(&["present", "--notes", "six-findings"], &["cannot be used with"]);
    let folder = home.path().display().to_string();
    home.refused(&["--restricted", &folder, "present", "--notes"], &["presets alone"]);
}
