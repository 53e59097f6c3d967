//! What earlier versions of the program kept of unsaved changes is still offered.

use payback::preset::library::BUNDLED;
use payback::preset::recovery::Recovery;
use payback::preset::{Library, Origin, read, to_ron};
use std::fs;
use std::path::PathBuf;

/// A journal as it was written when RON was written by serde.
fn earlier(origin: &str, saved: &str, open: &str) -> String {
    format!(
        "(\n    format: 1,\n    program: \"0.1.0\",\n    at: \"2025-11-20T17:40:02.123Z\",\n    \
         origin: {origin},\n    saved: r#\"{saved}\"#,\n    open: r#\"{open}\"#,\n)\n"
    )
}

#[test]
fn journals_of_earlier_versions_are_read() {
    let saved = read(BUNDLED[0].1.as_bytes(), "bundled").unwrap();
    let mut open = saved.clone();
    open.name = "It's \\ \"mine\"".to_owned();
    for (origin, expected) in [
        ("Bundled(\"price-war\")", Origin::Bundled("price-war")),
        ("Bundled(\"gone\")", Origin::Bundled("apec-40b")),
        (
            "Saved(\n        name: \"mine\",\n        path: Text(\"/data/mine.ron\"),\n    )",
            Origin::Saved { name: "mine".to_owned(), path: PathBuf::from("/data/mine.ron") },
        ),
        ("File(Text(\"/a \\\"b\\\".ron\"))", Origin::File(PathBuf::from("/a \"b\".ron"))),
        ("File(Bytes([\n        47,\n        97,\n    ]))", Origin::File(PathBuf::from("/a"))),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let journals = folder.path().join(".payback/journals");
        fs::create_dir_all(&journals).unwrap();
        let journal = earlier(origin, &to_ron(&saved), &to_ron(&open));
        fs::write(journals.join("20251120T174002Z-1-0.ron"), journal).unwrap();
        let found = Recovery::of(&Library::at(folder.path())).leftovers().collect::<Vec<_>>();
        assert_eq!(found.len(), 1, "{origin}");
        let unsaved = &found[0].unsaved;
        assert_eq!((&unsaved.origin, &unsaved.saved, &unsaved.open), (&expected, &saved, &open));
    }
}

/// Its preset has a field that this program doesn't know: it would lose it.
#[test]
fn a_journal_of_a_newer_version_is_left_for_it() {
    let sound = BUNDLED[0].1;
    let newer = sound.replacen("programme: (", "programme: (\n        water_per_mw: 3.0,", 1);
    let mine = earlier("Bundled(\"apec-40b\")", sound, &newer);
    let own = env!("CARGO_PKG_VERSION");
    for (program, is_left) in
        [("0.0.9", false), (own, false), ("soon", false), ("99.0.0-rc.1", true)]
    {
        let folder = tempfile::tempdir().unwrap();
        let journals = folder.path().join(".payback/journals");
        fs::create_dir_all(&journals).unwrap();
        let journal = mine.replace("program: \"0.1.0\"", &format!("program: \"{program}\""));
        fs::write(journals.join("1.ron"), &journal).unwrap();
        assert_eq!(Recovery::of(&Library::at(folder.path())).leftovers().count(), 0);
        let file = if is_left { "1.ron" } else { "1.ron.unreadable" };
        assert_eq!(fs::read_to_string(journals.join(file)).ok(), Some(journal), "{program}");
    }
}

#[test]
fn what_is_kept_now_is_read_again_and_by_ron() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::at(folder.path());
    let saved = read(BUNDLED[0].1.as_bytes(), "bundled").unwrap();
    let mut open = saved.clone();
    open.summary = "\"# \"## '\\ \u{1b}\n".to_owned();
    let unsaved = payback::preset::recovery::Unsaved {
        origin: Origin::File("/some where/\"x\"\u{7}.ron".into()),
        saved,
        open,
        at: chrono::DateTime::from_timestamp_millis(1_763_660_402_123).unwrap(),
    };
    let mut journal = Recovery::of(&library).journal();
    journal.write(&unsaved).unwrap();
    let written = fs::read_dir(folder.path().join(".payback/journals"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .unwrap();
    let text = fs::read_to_string(&written).unwrap();
    let reference: serde_json::Value = ron::from_str(&text).unwrap();
    assert_eq!(reference["open"], to_ron(&unsaved.open));
    // Its program has ended.
    let other = tempfile::tempdir().unwrap();
    let journals = other.path().join(".payback/journals");
    fs::create_dir_all(&journals).unwrap();
    fs::write(journals.join("a.ron"), text).unwrap();
    let found = Recovery::of(&Library::at(other.path())).leftovers().collect::<Vec<_>>();
    assert_eq!(found[0].unsaved, unsaved);
}
