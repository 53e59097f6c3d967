//! Explore's screens as they look: every tier, every look, open drawers and dialogs, hostile text.

use crate::support::{Desk, preset};
use insta::assert_snapshot;
use payback::analysis::Claim;
use payback::preset::{Library, Origin, Preset, Source};
use payback::view::Look;
use payback::widgets::text::columns;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;
use std::collections::BTreeMap;

fn dark() -> Look {
    Look::new(true, true)
}

/// The screen as text; negative bars are drawn without reverse video, which text would lose.
fn screen(id: &str, (columns, rows): (u16, u16), keys: &str) -> String {
    drawn(Desk::at(id), (columns, rows), keys)
}

fn drawn(desk: Desk, (columns, rows): (u16, u16), keys: &str) -> String {
    let look = desk.look.for_plain_text();
    desk.looking(look).sized(columns, rows).keys(keys).screen()
}

#[test]
fn the_first_screen_at_every_tier() {
    for size in [(60, 20), (80, 24), (120, 40), (160, 50), (200, 60)] {
        let name = format!("first_{}x{}", size.0, size.1);
        assert_snapshot!(name, screen("apec-40b", size, ""));
    }
}

#[test]
fn the_first_screen_in_ascii() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let desk = Desk::at("apec-40b").looking(Look::new(true, false));
        assert_snapshot!(format!("ascii_{}x{}", size.0, size.1), drawn(desk, size, "p Right*7"));
    }
}

#[test]
fn a_pin_with_differences() {
    for size in [(60, 20), (80, 24), (120, 40), (160, 50)] {
        let name = format!("pin_{}x{}", size.0, size.1);
        assert_snapshot!(name, screen("apec-40b", size, "p Right*7 Tab Left*9"));
    }
}

#[test]
fn a_move_of_all_three() {
    assert_snapshot!(screen("apec-40b", (80, 24), "a Down*2 Right*20"));
}

#[test]
fn open_drawers() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let name = format!("power_{}x{}", size.0, size.1);
        assert_snapshot!(name, screen("grid-freeze", size, "Down*2 Enter Down Right*10"));
        let name = format!("stresses_{}x{}", size.0, size.1);
        assert_snapshot!(name, screen("export-controls", size, "Down*4 Enter Down"));
    }
}

#[test]
fn stressed_presets() {
    for id in ["export-controls", "grid-freeze", "price-war"] {
        assert_snapshot!(format!("stressed_{id}"), screen(id, (80, 24), "Down*4"));
    }
}

#[test]
fn dialogs() {
    for (name, keys) in [
        ("help", "?"),
        ("help_end", "? End"),
        ("open", "o Down*5"),
        ("save", "s"),
        ("exact", "Down*2 = text:18"),
        ("exact_error", "= text:172 Enter"),
        ("exact_question", "= text:0.72 Enter"),
        ("unsaved", "Right q"),
    ] {
        assert_snapshot!(format!("dialog_{name}"), screen("apec-40b", (80, 24), keys));
    }
    let folder = tempfile::tempdir().unwrap();
    let taken = crate::support::preset("price-war");
    payback::preset::Library::at(folder.path()).save_as("apec-40b-mine", &taken).unwrap();
    let desk = Desk::saving_in(folder.path(), "apec-40b");
    assert_snapshot!("dialog_replace", drawn(desk, (60, 20), "Right s Enter"));
}

/// A letter for each cell's style, with what the letters stand for.
fn style_map(buffer: &Buffer) -> String {
    const MODIFIERS: [Modifier; 3] = [Modifier::BOLD, Modifier::DIM, Modifier::REVERSED];
    let style = |cell: &Cell| {
        let modifiers = MODIFIERS.into_iter().filter(|modifier| cell.modifier.contains(*modifier));
        let modifiers: Vec<String> = modifiers.map(|modifier| format!(" {modifier:?}")).collect();
        format!("{} on {}{}", cell.fg, cell.bg, modifiers.concat())
    };
    let mut letters: BTreeMap<String, char> = BTreeMap::from([("Reset on Reset".to_owned(), '.')]);
    let mut map = String::new();
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        for cell in row {
            let next = char::from(b'a' + u8::try_from(letters.len() - 1).unwrap());
            map.push(*letters.entry(style(cell)).or_insert(next));
        }
        map.push('\n');
    }
    let legend: Vec<String> =
        letters.iter().map(|(style, letter)| format!("{letter} {style}\n")).collect();
    map + &legend.concat()
}

#[test]
fn styles_in_colour_and_without() {
    for (name, look) in [("colour", dark()), ("monochrome", Look::new(false, true))] {
        let mut desk = Desk::at("apec-40b").looking(look);
        let (buffer, _) = desk.keys("p Right*7").frame();
        assert_snapshot!(format!("styles_{name}"), style_map(&buffer));
    }
    // Without colour nothing but weight and reverse video differs: the text is the same.
    let text = |look| Desk::at("apec-40b").looking(look).screen();
    assert_eq!(text(dark()), text(Look::new(false, true)));
}

/// A preset with the same text wherever there is room for text.
fn everywhere(text: &str) -> Preset {
    let mut named = preset("apec-40b");
    let source =
        Source { note: text.into(), cite: text.into(), as_of: text.into(), ..Source::default() };
    text.clone_into(&mut named.name);
    text.clone_into(&mut named.summary);
    text.clone_into(&mut named.inputs.programme.sites[0].name);
    named.sources.values_mut().for_each(|each| *each = source.clone());
    for claim in &mut named.claims {
        *claim = Claim { says: text.into(), source: text.into(), ..claim.clone() };
    }
    named
}

#[test]
fn wide_names_are_aligned() {
    let name = "太平洋協力 $400億 プログラム";
    assert_snapshot!("wide_80x24", drawn(Desk::on(everywhere(name)), (80, 24), "Right p"));
    for keys in ["", "Right p", "Right q", "?", "s"] {
        let screen = drawn(Desk::on(everywhere(&name.repeat(9))), (80, 24), keys);
        for line in screen.lines() {
            assert!(columns(line) <= 80, "{line}");
        }
        // The borders of dialogs and the ends of rows stand where they do with a plain name.
        let plain = drawn(Desk::on(everywhere("x")), (80, 24), keys);
        let end = |screen: &str| columns(screen.lines().nth(3).unwrap());
        assert_eq!(end(&screen), end(&plain), "{keys}\n{screen}");
    }
}

#[test]
fn a_presets_text_is_harmless_on_every_screen() {
    let hostile = [
        "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{90}q\u{9c}",
        "a\u{202e}desrever\u{2066}\u{200f}\u{200b}\u{feff}b",
        "\r\n\t\0\u{8}\u{7f}\u{85}\u{2028}",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    ];
    for text in hostile {
        for text in [text.to_owned(), format!("{}{text}", "x".repeat(200)), text.repeat(50)] {
            // It is saved as well.
            let folder = tempfile::tempdir().unwrap();
            let file = Origin::File(folder.path().join("own.ron"));
            let mut desk = Desk::with(everywhere(&text), file, Library::bundled_only());
            for size in [(60, 20), (80, 24), (120, 40), (200, 60)] {
                desk.size = size;
                for keys in ["Down", "Right", "q", "Esc", "o", "Esc", "S", "Enter", "Esc", "u"] {
                    let (buffer, _) = desk.keys(keys).frame();
                    for cell in &buffer.content {
                        let dangerous = |letter: char| {
                            letter.is_control()
                                || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                                    | '\u{2066}'..='\u{2069}' | '\u{feff}')
                        };
                        assert!(!cell.symbol().contains(dangerous), "{:?}", cell.symbol());
                    }
                }
            }
        }
    }
}
