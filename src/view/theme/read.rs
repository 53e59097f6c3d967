//! Reading a theme file.

use super::color::{NAMED, color};
use super::{Background, FIELDS, MOST_SHADES, ROLES, SHADES, Theme};
use crate::preset::Diagnostics;
use crate::preset::sheet::{FLAG, FieldForm, Record, Sheet, ValueForm};
use ratatui::style::{Color, Modifier, Style};

const fn optional(name: &'static str, form: ValueForm) -> FieldForm {
    FieldForm { name, form, required: false }
}

/// How a role is written.
pub(super) static STYLE: Record = Record {
    name: "a style",
    fields: &[
        optional("fg", ValueForm::Text),
        optional("bg", ValueForm::Text),
        optional("bold", FLAG),
        optional("dim", FLAG),
        optional("italic", FLAG),
        optional("underlined", FLAG),
        optional("reversed", FLAG),
    ],
};

const MODIFIERS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
];

static THEME: Record = Record {
    name: "a theme",
    fields: &[
        optional("base", ValueForm::Text),
        optional("background", ValueForm::Text),
        FieldForm { name: "roles", form: ValueForm::Record(&ROLES_RECORD), required: true },
    ],
};

static ROLES_RECORD: Record = Record { name: "the roles", fields: FIELDS };

const BACKGROUNDS: [(&str, Background); 2] =
    [("dark", Background::Dark), ("light", Background::Light)];

/// Reads a theme that stands on what `base` finds.
pub(super) fn read_on(
    text: &str,
    file: &str,
    base: impl FnOnce(&mut Sheet) -> Theme,
) -> Result<Theme, Diagnostics> {
    let mut sheet = Sheet::read(text, file, "theme", ValueForm::Record(&THEME))?;
    let mut theme = base(&mut sheet);
    if let Some(name) = sheet.text("background") {
        match BACKGROUNDS.iter().find(|(known, _)| *known == name) {
            Some((_, background)) => theme.background = Some(*background),
            None => {
                sheet.unknown("background", "background", &name, &BACKGROUNDS.map(|(id, _)| id));
            }
        }
    }
    for role in ROLES {
        let path = format!("roles.{}", role.id);
        if sheet.has(&path) {
            theme.set(role.id, style(&mut sheet, &path));
        }
    }
    if theme.text.bg.is_some() {
        let help = "leave bg out: the screen keeps the terminal's own background";
        sheet.wrong("roles.text.bg", "Ordinary text has no background.", Some(help.to_owned()));
    }
    if sheet.has("roles.shades") {
        let count = sheet.count("roles.shades");
        if count > MOST_SHADES {
            let reason = format!("There are {count} shades; {MOST_SHADES} is the most.");
            sheet.wrong("roles.shades", reason, Some("leave some out".to_owned()));
        }
        let colors: Vec<Option<Color>> = (0..count.min(MOST_SHADES))
            .map(|index| named(&mut sheet, &format!("roles.shades.{index}")))
            .collect();
        theme.shades = std::array::from_fn(|shade| {
            colors.get(shade * colors.len() / SHADES).copied().flatten()
        });
    }
    match sheet.diagnostics() {
        Some(diagnostics) => Err(diagnostics),
        None => Ok(theme),
    }
}

fn style(sheet: &mut Sheet, path: &str) -> Style {
    let mut style = Style::new();
    style.fg = named(sheet, &format!("{path}.fg"));
    style.bg = named(sheet, &format!("{path}.bg"));
    for (name, modifier) in MODIFIERS {
        if sheet.flag(&format!("{path}.{name}")) == Some(true) {
            style = style.add_modifier(modifier);
        }
    }
    style
}

/// The colour that a text names.
fn named(sheet: &mut Sheet, path: &str) -> Option<Color> {
    let name = sheet.text(path)?;
    let color = color(&name);
    if color.is_none() {
        let valid = NAMED.iter().map(|(name, _)| *name).chain(["#rrggbb", "0 to 255"]);
        sheet.unknown(path, "colour", &name, &valid.collect::<Vec<_>>());
    }
    color
}

#[cfg(test)]
mod tests {
    use super::super::{bundled, read};
    use super::*;

    #[test]
    fn a_role_that_is_left_out_is_the_bases() {
        let own = read(
            "(base: \"light\", roles: (accent: (fg: \"#d55e00\", bold: true)))",
            "own.ron",
            true,
        );
        let (own, light) = (own.unwrap(), bundled("light").unwrap());
        assert_eq!(own.accent.fg, Some(Color::Rgb(0xd5, 0x5e, 0)));
        assert_eq!(Theme { accent: light.accent, ..own }, light);
        assert_eq!(read("(roles: ())", "own.ron", true).unwrap(), Theme::dark());
    }

    #[test]
    fn what_is_wrong_has_its_line_and_the_nearest_name() {
        let text = "(\n    base: \"drak\",\n    roles: (\n        acent: (fg: \"red\"),\n        \
             error: (fg: \"lightred\", bolt: true),\n        text: (bg: \"black\"),\n        \
             key: (bold: \"true\"),\n    ),\n)";
        insta::assert_snapshot!(read(text, "own.ron", true).unwrap_err());
        for text in ["", "(", "[]", "roles: ()", "(roles: (shades: [(fg: 3)]))", "(roles: 3)"] {
            let report = read(text, "own.ron", true).unwrap_err().to_string();
            assert!(!report.contains("preset"), "{report}");
        }
    }
}
