//! The rooms of `src` keep their order: a room uses only those that the table lets it, and inside
//! a room no two files import each other, directly or in a ring. A folder and its face are one: a
//! file may use what a face above it declares.

mod imports;
mod tokens;

use imports::Sources;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Every room from the ground up, and the rooms that it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("key", &[]),
    ("pages", &[]),
    ("model", &["pages"]),
    ("analysis", &["pages", "model"]),
    ("preset", &["text", "model", "analysis"]),
    ("settings", &["text", "model", "preset"]),
    ("session", &["text", "key", "model", "analysis", "preset", "settings"]),
    ("widgets", &["text"]),
    ("view", &["text", "model", "analysis", "preset", "session", "widgets"]),
    ("terminal", &["text", "key"]),
    ("report", &["text", "model", "analysis", "preset", "session", "widgets", "view"]),
    (
        "app",
        &[
            "text", "key", "model", "analysis", "preset", "settings", "session", "widgets", "view",
            "terminal", "report",
        ],
    ),
    (
        "cli",
        &[
            "text", "key", "model", "analysis", "preset", "settings", "session", "widgets", "view",
            "terminal", "report", "app",
        ],
    ),
];

/// Rings of files that are known and still to be untied; one that isn't there any more fails.
const KNOWN_RINGS: &[&[&str]] = &[];

type Imports = BTreeMap<String, BTreeSet<String>>;

fn room(file: &str) -> &str {
    file.split("::").next().unwrap_or_default()
}

/// The sets of files of a room in which each file reaches every other by its imports.
fn rings(imports: &Imports) -> Vec<Vec<String>> {
    let is_face =
        |face: &str, file: &str| file.strip_prefix(face).is_some_and(|rest| rest.starts_with("::"));
    let reached = |from: &String| {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(file) = open.pop() {
            for next in imports.get(file).into_iter().flatten() {
                let counts = room(next) == room(from) && !is_face(next, file);
                if counts && reached.insert(next) {
                    open.push(next);
                }
            }
        }
        reached
    };
    let reaches: BTreeMap<&String, _> = imports.keys().map(|file| (file, reached(file))).collect();
    let rings: BTreeSet<Vec<String>> = reaches
        .iter()
        .filter(|(file, reached)| reached.contains(**file))
        .map(|(file, reached)| {
            let back = |other: &&&String| reaches.get(**other).is_some_and(|of| of.contains(file));
            reached.iter().filter(back).map(|file| (*file).clone()).collect()
        })
        .collect();
    rings.into_iter().collect()
}

/// Which room uses which against the table, with the files at fault.
fn wrong_uses(imports: &Imports) -> BTreeMap<(&str, &str), Vec<String>> {
    let mut wrong: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for (file, targets) in imports {
        for target in targets {
            let (room, used) = (room(file), room(target));
            let may_use = ROOMS.iter().find(|(name, _)| *name == room).map(|(_, uses)| *uses);
            if room != used && !may_use.is_some_and(|uses| uses.contains(&used)) {
                wrong.entry((room, used)).or_default().push(format!("{file} uses {target}"));
            }
        }
    }
    wrong
}

#[test]
fn no_two_files_of_a_room_import_each_other() {
    let rings = rings(&Sources::of_the_crate().imports());
    let is_known =
        |known: &[&str], ring: &[String]| ring.iter().all(|file| known.contains(&file.as_str()));
    let of_known = |ring: &&Vec<String>| KNOWN_RINGS.iter().any(|known| is_known(known, ring));
    let unknown: Vec<_> = rings.iter().filter(|ring| !of_known(ring)).collect();
    assert!(unknown.is_empty(), "files that import each other: {unknown:#?}");
    for known in KNOWN_RINGS {
        let is_there = rings.iter().any(|ring| is_known(known, ring));
        assert!(is_there, "{known:?} is untied: strike it out");
    }
}

#[test]
fn a_room_uses_only_the_rooms_that_the_table_lets_it() {
    let imports = Sources::of_the_crate().imports();
    let wrong = wrong_uses(&imports);
    assert!(wrong.is_empty(), "against the table: {wrong:#?}");
}

#[test]
fn the_table_lists_every_room_each_above_those_that_it_uses() {
    let listed: BTreeSet<String> = ROOMS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let rooms = Sources::of_the_crate().rooms();
    let unlisted: Vec<_> = rooms.difference(&listed).collect();
    assert!(unlisted.is_empty(), "not in the table: {unlisted:?}");
    for (place, (room, uses)) in ROOMS.iter().enumerate() {
        for used in *uses {
            assert!(ROOMS[..place].iter().any(|(name, _)| name == used), "{room}: {used}");
        }
    }
}

fn sample(files: &[(&str, &str)]) -> Imports {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    Sources::new(files).imports()
}

fn import(imports: &Imports, file: &str) -> String {
    imports[file].iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_way_to_name_another_file_is_an_import() {
    let of = |text: &str| {
        let imports = sample(&[
            ("a.rs", "pub mod b; mod c; pub use c::{d::Deep, C}; pub struct A;"),
            ("a/b.rs", text),
            ("a/c.rs", "pub mod d; pub struct C;"),
            ("a/c/d.rs", "pub struct Deep;"),
            ("v.rs", "pub mod format;"),
            ("v/format.rs", "pub fn x() {}"),
        ]);
        import(&imports, "a::b")
    };
    for (text, expected) in [
        ("use crate::v::format::x;", "v::format"),
        ("use crate::v::{format::{self, x as y}, z};", "v v::format"),
        ("use super::c::d::Deep;", "a::c::d"),
        ("use super::{c, A};", "a a::c"),
        ("use super::c; fn f() -> c::d::Deep {}", "a::c a::c::d"),
        ("use super::*;", "a"),
        ("fn f() { crate::v::format::x(); }", "v::format"),
        ("fn f(a: &super::super::v::Look) {}", "v"),
        // Through what another file hands on, to where it is declared.
        ("use super::{C, Deep};", "a::c a::c::d"),
        ("mod inner { use super::super::c::C; fn f() { super::g() } }", "a::c"),
        ("/// [`x`](crate::v::format::x)\n// crate::v\nconst S: &str = \"crate::v::\";", ""),
        ("fn f<'a>() { let (a, b) = ('\"', \"\\\"\"); r#\"crate::v\"#; super::c::C; }", "a::c"),
        ("#[cfg(test)]\nmod tests { use crate::v::format; }", ""),
        ("#[cfg(test)]\n#[allow(x)]\nuse crate::v::format; fn f(a: super::A) {}", "a"),
        ("use std::{fmt, io}; fn f() { self::g(); Self::h(); fmt::x() }", ""),
    ] {
        assert_eq!(of(text), expected, "{text}");
    }
}

#[test]
fn handing_on_is_no_import_but_using_what_is_handed_on_is_one() {
    let face = |text: &str| import(&sample(&[("a.rs", text), ("a/b.rs", "")]), "a");
    assert_eq!(face("mod b; pub use b::B; fn f(x: X) { x.B }"), "");
    assert_eq!(face("mod b; pub use b::B; fn f() -> B {}"), "a::b");
    assert_eq!(face("mod b; pub use b::b;"), "");
    assert_eq!(face("mod b; use b::B;"), "a::b");
    assert_eq!(face("mod b; fn f() { b::g() }"), "a::b");
}

#[test]
fn files_that_are_there_for_tests_alone_do_not_count() {
    let imports = sample(&[
        ("a.rs", "#[cfg(test)]\nmod tests; mod b;"),
        ("a/tests.rs", "mod more; use super::b::B;"),
        ("a/tests/more.rs", "use super::super::b::B;"),
        ("a/b.rs", "use super::A;"),
    ]);
    assert_eq!(imports.into_keys().collect::<Vec<_>>(), ["a", "a::b"]);
}

#[test]
fn rings_are_found_directly_and_through_others() {
    let direct = sample(&[
        ("a.rs", "mod b; mod c; mod d;"),
        ("a/b.rs", "use super::c::C;"),
        ("a/c.rs", "fn f() { super::b::g() }"),
        ("a/d.rs", "use super::b::B;"),
    ]);
    assert_eq!(rings(&direct), [["a::b", "a::c"]]);
    let through = sample(&[
        ("a.rs", "mod b; mod c; mod d;"),
        ("a/b.rs", "use crate::a::c::C;"),
        ("a/c.rs", "mod e; fn f() { e::g() }"),
        ("a/c/e.rs", "use super::super::b::B;"),
    ]);
    assert_eq!(rings(&through), [["a::b", "a::c", "a::c::e"]]);
    let none = sample(&[
        ("a.rs", "mod b; mod c; pub use b::B; pub struct A; fn f() { b::g() }"),
        ("a/b.rs", "use super::{A, c::C};"),
        ("a/c.rs", ""),
    ]);
    assert!(rings(&none).is_empty());
}

#[test]
fn a_use_against_the_table_is_found() {
    let imports = sample(&[
        ("model.rs", ""),
        ("view.rs", "use crate::model::M;"),
        ("model/plan.rs", "fn f() { crate::view::g() }"),
        ("attic.rs", "use crate::model::M;"),
    ]);
    let wrong: Vec<_> = wrong_uses(&imports).into_keys().collect();
    assert_eq!(wrong, [("attic", "model"), ("model", "view")]);
}

#[test]
fn every_file_that_the_architecture_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let paths = text.split('`').skip(1).step_by(2).filter(|code| code.contains('/'));
    let missing: Vec<_> = paths.clone().filter(|path| !root.join(path).exists()).collect();
    assert!(paths.count() > 20 && missing.is_empty(), "not there: {missing:?}");
    for (room, _) in ROOMS {
        assert!(text.contains(&format!("`{room}`")), "{room} isn't named");
    }
}
