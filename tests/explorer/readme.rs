//! The README's tables and picture are the program's. `UPDATE_README=1 cargo test --test explorer readme`
//! writes them anew.

use crate::documents;
use payback::key::parse_keys;
use payback::preset::Library;
use payback::report::picture::{PictureFormat, picture};
use payback::session::{Moment, Session};
use payback::view::{self, Look};
use std::fs;
use std::path::PathBuf;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The part between two markers replaced by what belongs there.
fn with_block(text: &str, name: &str, block: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let from =
        text.find(&begin).unwrap_or_else(|| panic!("the README has no {name}")) + begin.len();
    let to = text.find(&end).unwrap_or_else(|| panic!("the README's {name} has no end"));
    format!("{}{block}{}", &text[..from], &text[to..])
}

fn drawing() -> String {
    let (preset, origin) = Library::bundled_only().find("apec-40b").expect("bundled");
    let mut session = Session::new(preset, origin);
    let now = Moment { clock: (9, 41), ..Moment::default() };
    session.apply(view::room(120, 40), now);
    for key in parse_keys("p Right*5").expect("keys") {
        session.apply(session.action_of(key).expect("bound"), now);
    }
    let (buffer, _) = view::frame(&session, &Look::new(true, true), 120, 40);
    picture(&buffer, PictureFormat::Svg)
}

#[test]
fn tables_and_picture_are_the_programs() {
    let readme = format!("{ROOT}/README.md");
    let image = format!("{ROOT}/assets/explore.svg");
    let text = fs::read_to_string(&readme).expect("a README");
    let mut wanted = with_block(&text, "keys", &documents::keys());
    wanted = with_block(&wanted, "inputs", &documents::inputs());
    wanted = with_block(&wanted, "numbers", &documents::numbers());
    wanted = with_block(&wanted, "metrics", &documents::metrics());
    wanted = with_block(&wanted, "settings", &documents::settings());
    wanted = with_block(&wanted, "roles", &documents::roles());
    let drawn = drawing();
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&readme, &wanted).expect("written");
        fs::write(&image, &drawn).expect("written");
        return;
    }
    assert!(
        text == wanted,
        "the README's tables differ: UPDATE_README=1 cargo test --test explorer readme"
    );
    let shown = fs::read_to_string(&image).unwrap_or_default();
    assert!(
        shown == drawn,
        "the README's picture differs: UPDATE_README=1 cargo test --test explorer readme"
    );
}

#[test]
fn every_test_that_the_readme_cites_exists() {
    let readme = fs::read_to_string(format!("{ROOT}/README.md")).expect("a README");
    let rows = readme.lines().skip_while(|line| *line != "| if | then | test |").skip(2);
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
