//! The licences that go along with the program are those of the crates that it is built from.

use std::collections::BTreeSet;

/// Every crate in Cargo.lock: `name version`.
fn locked() -> BTreeSet<String> {
    let packages = include_str!("../../Cargo.lock").split("[[package]]\nname = \"").skip(1);
    let quoted = packages.map(|package| package.splitn(4, '"').step_by(2).collect::<Vec<_>>());
    quoted.map(|name_and_version| name_and_version.join(" ")).collect()
}

/// The crates that the manifest names, as it was written or as `cargo package` writes it anew.
fn named() -> Vec<&'static str> {
    let manifest = include_str!("../../Cargo.toml");
    let rows = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let rows = rows.take_while(|line| !line.starts_with('['));
    let rows = rows.filter_map(|line| Some(line.split_once(" = ")?.0));
    let tables = manifest.lines().filter_map(|line| line.strip_prefix("[dependencies."));
    rows.chain(tables.map(|table| table.trim_end_matches(']'))).collect()
}

/// A crate that changed has another version; one that came is named in the manifest, or by a crate
/// that changed.
#[test]
fn third_party_licences_are_those_of_the_crates_in_the_lock() {
    // Every other part is a licence's text.
    let parts = include_str!("../../assets/third-party.md").split("~~~").step_by(2);
    let listed: Vec<&str> =
        parts.flat_map(str::lines).filter_map(|line| line.strip_prefix("- ")).collect();
    let (locked, named) = (locked(), named());
    assert!(listed.len() > 200 && named.len() > 20, "{listed:?} {named:?}");
    let gone: Vec<_> = listed.iter().filter(|package| !locked.contains(**package)).collect();
    let is_listed =
        |name: &&&str| listed.iter().any(|package| package.split(' ').next() == Some(name));
    let missing: Vec<_> = named.iter().filter(|name| !is_listed(name)).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "run packaging/third-party.sh: assets/third-party.md lacks {missing:?}, and {gone:?} changed"
    );
}
