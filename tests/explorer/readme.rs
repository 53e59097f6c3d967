//! The tables and the picture of the README and `docs` are the program's.
//! `UPDATE_README=1 cargo test --test explorer readme` writes them anew.

use crate::documents;
use crate::support::Desk;
use payback::report::picture::svg;
use payback::view::Look;
use payback::view::theme::{Background, bundled};
use std::fs;
use std::path::PathBuf;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The part between two markers replaced by what belongs there.
fn with_block(text: &str, name: &str, block: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let from =
        text.find(&begin).unwrap_or_else(|| panic!("there is no table {name}")) + begin.len();
    let to = text.find(&end).unwrap_or_else(|| panic!("the table {name} has no end"));
    format!("{}{block}{}", &text[..from], &text[to..])
}

/// What is pictured, and the keys to it from the start.
const PICTURED: [(&str, &str); 3] =
    [("explore", "p Right*5"), ("drivers", "2"), ("grid", "3 = text:10 Enter")];

/// The pictured screens' files on dark and on light ground.
fn drawings() -> Vec<(String, String)> {
    let grounds = [("dark", Background::Dark), ("light", Background::Light)];
    let drawn = |(screen, keys): (&str, &str), (name, ground): (&str, Background)| {
        let look = Look { theme: bundled(name).expect("bundled"), ..Look::new(true, true) };
        let mut desk = Desk::at("apec-40b").sized(120, 40).looking(look);
        desk.frame();
        let (buffer, _) = desk.keys(keys).frame();
        (format!("assets/{screen}-{name}.svg"), svg(&buffer, ground))
    };
    let screens = PICTURED.into_iter();
    screens.flat_map(|screen| grounds.map(|ground| drawn(screen, ground))).collect()
}

/// The documents, and the tables in each of them.
fn tables() -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    vec![
        ("docs/keys.md", vec![("keys", documents::keys())]),
        (
            "docs/presets.md",
            vec![("inputs", documents::inputs()), ("numbers", documents::numbers())],
        ),
        (
            "docs/command-line.md",
            vec![("metrics", documents::metrics()), ("series", documents::series())],
        ),
        (
            "docs/settings.md",
            vec![("settings", documents::settings()), ("roles", documents::roles())],
        ),
    ]
}

/// Fails where a file isn't as it should be, or writes it.
fn is_current(file: &str, wanted: &str) {
    let path = format!("{ROOT}/{file}");
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, wanted).expect("written");
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == wanted,
        "{file} differs: UPDATE_README=1 cargo test --test explorer readme"
    );
}

#[test]
fn tables_and_picture_are_the_programs() {
    for (file, blocks) in tables() {
        let text = fs::read_to_string(format!("{ROOT}/{file}")).expect("a document");
        let wanted = blocks.iter().fold(text, |text, (name, block)| with_block(&text, name, block));
        is_current(file, &wanted);
    }
    for (file, drawing) in drawings() {
        is_current(&file, &drawing);
    }
}

#[test]
fn every_page_is_linked_and_every_link_leads_to_a_page() {
    let readme = fs::read_to_string(format!("{ROOT}/README.md")).expect("a README");
    let linked: Vec<&str> = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|link| !link.contains("://"))
        .collect();
    for link in &linked {
        assert!(PathBuf::from(format!("{ROOT}/{link}")).exists(), "nothing is at {link}");
    }
    for page in fs::read_dir(format!("{ROOT}/docs")).expect("the documents") {
        let name = page.expect("a page").file_name().into_string().expect("a plain name");
        assert!(linked.contains(&format!("docs/{name}").as_str()), "{name} isn't linked");
    }
}

#[test]
fn every_test_that_the_documents_cite_exists() {
    let text = fs::read_to_string(format!("{ROOT}/docs/presets.md")).expect("a document");
    let rows = text.lines().skip_while(|line| *line != "| if | then | test |").skip(2);
    let cited: Vec<&str> = rows
        .take_while(|line| line.starts_with('|'))
        .flat_map(|line| line.rsplit('|').nth(1).unwrap_or_default().split('`').skip(1).step_by(2))
        .collect();
    assert!(cited.len() > 10, "the table is read: {cited:?}");
    let mut sources = String::new();
    let mut folders: Vec<PathBuf> =
        vec![format!("{ROOT}/src").into(), format!("{ROOT}/tests").into()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources += &fs::read_to_string(path).expect("a source");
            }
        }
    }
    for name in cited {
        // A property has arguments.
        let heads = ["#[test]\nfn ", "#[test]\n    fn "].map(|head| format!("{head}{name}("));
        assert!(heads.iter().any(|head| sources.contains(head)), "there is no test {name}");
    }
}
