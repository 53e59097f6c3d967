//! Themes as they look, and that nothing is told by colour alone.

use crate::support::Desk;
use insta::assert_snapshot;
use payback::view::theme::{ROLES, bundled};
use payback::view::{Look, Theme};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use std::collections::BTreeMap;

const MODIFIERS: [Modifier; 4] =
    [Modifier::BOLD, Modifier::DIM, Modifier::UNDERLINED, Modifier::REVERSED];

fn named(style: Style) -> String {
    let modifiers = MODIFIERS.into_iter().filter(|each| style.add_modifier.contains(*each));
    let modifiers: Vec<String> =
        modifiers.map(|each| format!(" {each:?}").to_lowercase()).collect();
    let color = |color: Option<Color>| color.unwrap_or(Color::Reset);
    format!("{} on {}{}", color(style.fg), color(style.bg), modifiers.concat())
}

fn style_of(cell: &Cell) -> Style {
    Style::new().fg(cell.fg).bg(cell.bg).add_modifier(cell.modifier)
}

/// The screen's text, and under it a letter for each cell's style, with the roles that have it.
fn with_styles(buffer: &Buffer, theme: &Theme) -> String {
    let plain = named(Style::new());
    let mut letters: BTreeMap<String, char> = BTreeMap::from([(plain, '.')]);
    let (mut text, mut map) = (String::new(), String::new());
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        for cell in row {
            let next = char::from(b'a' + u8::try_from(letters.len() - 1).unwrap());
            map.push(*letters.entry(named(style_of(cell))).or_insert(next));
            text.push_str(cell.symbol());
        }
        text = text.trim_end().to_owned() + "\n";
        map = map.trim_end_matches('.').to_owned() + "\n";
    }
    let mut legend: Vec<(char, String)> =
        letters.into_iter().map(|(name, at)| (at, name)).collect();
    legend.sort();
    let legend = legend.into_iter().map(|(letter, name)| {
        let roles =
            ROLES.iter().filter(|role| theme.style(role.id).is_some_and(|it| named(it) == name));
        let roles: Vec<&str> = roles.map(|role| role.id).collect();
        format!("{letter}  {name}: {}\n", roles.join(", "))
    });
    format!("{text}\n{map}\n{}", legend.collect::<String>())
}

fn frame(look: &Look, size: (u16, u16), keys: &str) -> Buffer {
    Desk::at("apec-40b").looking(*look).sized(size.0, size.1).keys(keys).frame().0
}

/// One of many colours, the one of sixteen and the one without; the others have the same roles.
#[test]
fn themes_on_explore_and_on_the_grid() {
    for name in ["dark", "terminal", "monochrome"] {
        let theme = bundled(name).unwrap();
        let look = Look::of(theme, true);
        let explore = frame(&look, (80, 24), "p Right*7 Tab");
        assert_snapshot!(format!("explore_{name}"), with_styles(&explore, &theme));
        let grid = frame(&look, (80, 24), "3 = text:10 Enter");
        assert_snapshot!(format!("grid_{name}"), with_styles(&grid, &theme));
    }
    let theme = Theme::monochrome();
    let explore = frame(&Look::of(theme, false), (80, 24), "p Right*7 Tab");
    assert_snapshot!("explore_monochrome_ascii", with_styles(&explore, &theme));
}

/// A cell's symbol, its weight, and its colours where they are looked at.
type Seen = (String, Modifier, Option<(Color, Color)>);

/// A screen with all that is seen of it with colours, or without.
fn seen(buffer: &Buffer, colours: bool) -> Vec<Seen> {
    let cell = |cell: &Cell| {
        (cell.symbol().to_owned(), cell.modifier, colours.then_some((cell.fg, cell.bg)))
    };
    buffer.content.iter().map(cell).collect()
}

#[test]
fn nothing_is_told_by_colour_alone() {
    let screens =
        ["", "p Right*3", "a", "Down*4 Enter", "2", "2 v", "3", "5", "6", "7", "x", "c", "m"];
    let keys = [
        "Tab",
        "BackTab",
        "Down",
        "Up",
        "Right",
        "Left*5",
        "a",
        "p",
        "u",
        "v",
        "j",
        "Enter",
        "= text:12 Enter",
        "PageDown",
        "1",
        "3",
        "6",
        "?",
    ];
    // One session drawn in every look: what it asks of the model takes longer than the drawing.
    let drawn = |keys: &str| {
        let mut desk = Desk::at("apec-40b");
        desk.keys(keys);
        [true, false].map(|unicode| {
            [Theme::dark(), Theme::monochrome()].map(|theme| {
                desk.look = Look::of(theme, unicode);
                desk.frame().0
            })
        })
    };
    let mut told = 0;
    for start in screens {
        let before = drawn(start);
        for key in keys {
            for (before, after) in before.iter().zip(&drawn(&format!("{start} {key}"))) {
                let [(dark_before, dark), (plain_before, plain)] =
                    [0, 1].map(|index| (&before[index], &after[index]));
                if seen(dark, true) == seen(dark_before, true) {
                    continue;
                }
                told += 1;
                assert_ne!(
                    seen(plain, false),
                    seen(plain_before, false),
                    "‘{start}’, then ‘{key}’"
                );
            }
        }
    }
    assert!(told > 200, "only {told} keys changed anything");
}
