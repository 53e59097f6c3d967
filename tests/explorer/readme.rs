//! The tables and pictures of the README and `docs` are the program's, links lead somewhere, and the
//! tests that are cited exist. `UPDATE_README=1 cargo test --test explorer readme`
//! writes tables and pictures anew.

use crate::documents;
use crate::support::Desk;
use payback::report::picture::svg;
use payback::view::Look;
use payback::view::theme::{Background, bundled};
use std::fs;
use std::path::Path;
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

/// Every page for people: the README and its like, and the documents. The path from the root, and
/// the text.
fn pages() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for folder in ["", "docs/"] {
        for entry in fs::read_dir(format!("{ROOT}/{folder}")).expect("a folder") {
            let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
            let path = format!("{folder}{name}");
            if Path::new(&path).extension().is_some_and(|ending| ending == "md") {
                let text = fs::read_to_string(format!("{ROOT}/{path}")).expect("a page");
                pages.push((path, text));
            }
        }
    }
    assert!(pages.len() > 10, "the pages are read");
    pages
}

/// Where a page's links and pictures lead, but for those to elsewhere.
fn links(text: &str) -> Vec<&str> {
    let between = |begin: &'static str, end: char| {
        text.split(begin).skip(1).filter_map(move |rest| rest.split(end).next())
    };
    let all = between("](", ')').chain(between("src=\"", '"')).chain(between("srcset=\"", '"'));
    all.filter(|link| !link.contains("://")).collect()
}

/// The places in a page that a link can name: its headings, in lower case and with hyphens.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter_map(|line| line.split_once("# "));
    let letter = |c: char| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        _ => c.is_alphanumeric().then_some(c),
    };
    headings
        .map(|(_, heading)| heading.to_lowercase().chars().filter_map(letter).collect())
        .collect()
}

#[test]
fn every_page_is_linked_and_every_link_leads_to_a_page() {
    let pages = pages();
    let text_of = |path: &str| pages.iter().find(|(page, _)| page == path).map(|(_, text)| text);
    let mut broken = Vec::new();
    for (page, text) in &pages {
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in links(text) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            // From docs to the root and back: no page lies deeper.
            let target = match (file, file.strip_prefix("../")) {
                ("", _) => page.clone(),
                (_, Some(above)) => above.to_owned(),
                _ if folder.is_empty() => file.to_owned(),
                _ => format!("{folder}/{file}"),
            };
            let is_there = PathBuf::from(format!("{ROOT}/{target}")).exists();
            let has_place = anchor.is_empty()
                || text_of(&target).is_some_and(|text| anchors(text).iter().any(|of| of == anchor));
            if !is_there || !has_place {
                broken.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "lead nowhere: {broken:#?}");
    let readme = text_of("README.md").expect("a README");
    assert!(readme.lines().count() <= 200, "the README is short");
    let linked = links(readme);
    for (page, _) in &pages {
        assert!(page == "README.md" || linked.contains(&page.as_str()), "{page} isn't linked");
    }
}

#[test]
fn every_test_that_the_documents_cite_exists() {
    let pages = pages();
    // Tables whose last column is of tests; a path in it is the file of one.
    let cells = pages.iter().flat_map(|(_, text)| {
        let mut is_cited = false;
        text.lines().filter_map(move |line| {
            is_cited = line.ends_with("| test |") || is_cited && line.starts_with('|');
            line.rsplit('|').nth(1).filter(|_| is_cited)
        })
    });
    let cited: Vec<&str> = cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .filter(|name| !name.contains('/'))
        .collect();
    assert!(cited.len() > 50, "the tables are read: {cited:?}");
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
