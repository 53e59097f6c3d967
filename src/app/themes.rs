//! Themes by name, and the key that goes round all of them.

use crate::preset::sheet::text_of;
use crate::settings::{Folders, THEME_BY_BACKGROUND};
use crate::text::{did_you_mean, quoted};
use crate::view::Theme;
use crate::view::theme::{self, BUNDLED};
use std::path::Path;

/// Every theme there is, by name: none is read before it is its turn.
#[derive(Debug, Clone, Default)]
pub struct Themes {
    /// The present one first.
    names: Vec<String>,
    folders: Folders,
    /// Whether the terminal's background is light, where it is told.
    light: Option<bool>,
}

impl Themes {
    /// The bundled ones and a person's own, beginning with the one of that name.
    pub fn new(present: String, folders: Folders, light: Option<bool>) -> Self {
        let mut names: Vec<String> = BUNDLED.iter().map(|(name, _)| (*name).to_owned()).collect();
        names.extend(folders.theme_names());
        match names.iter().position(|name| *name == present) {
            Some(place) => names.rotate_left(place),
            None => names.insert(0, present),
        }
        Self { names, folders, light }
    }

    /// The next one and its name; one that can't be read is passed over.
    pub(super) fn next(&mut self) -> Option<(String, Theme)> {
        for _ in 0..self.names.len() {
            self.names.rotate_left(1);
            let name = self.names.first()?;
            if let Ok(theme) = find_theme(name, &self.folders, self.light) {
                return Some((name.clone(), theme));
            }
        }
        None
    }
}

/// The theme for a background.
pub fn background_theme(light: Option<bool>) -> Theme {
    let name = if light == Some(true) { "light" } else { theme::DEFAULT };
    theme::bundled(name).unwrap_or_else(Theme::dark)
}

/// The theme of a name or a file: `auto`, a bundled one, a file if the text holds a separator or
/// ends in `.ron`, else a person's own.
///
/// # Errors
/// What is wrong with the file, or that there is no such theme.
pub fn find_theme(name: &str, folders: &Folders, light: Option<bool>) -> Result<Theme, String> {
    if name == THEME_BY_BACKGROUND {
        return Ok(background_theme(light));
    }
    if let Some(theme) = theme::bundled(name) {
        return Ok(theme);
    }
    let path = Path::new(name);
    let is_path = name.contains(std::path::is_separator)
        || path.extension().is_some_and(|extension| extension == "ron");
    let own = folders.theme_file(name).filter(|file| file.is_file());
    let is_path = is_path && !folders.confined;
    let Some(file) = (if is_path { Some(path.to_owned()) } else { own }) else {
        let own = folders.theme_names();
        let names: Vec<&str> = std::iter::once(THEME_BY_BACKGROUND)
            .chain(BUNDLED.iter().map(|(name, _)| *name))
            .chain(own.iter().map(String::as_str))
            .collect();
        return Err(format!("there is no theme {}; {}", quoted(name), did_you_mean(name, &names)));
    };
    let read =
        text_of(&file, "theme").and_then(|text| theme::read(&text, &folders.without_home(&file)));
    read.map_err(|diagnostics| match diagnostics.problems() {
        [only] if only.line == 0 => diagnostics.first_line(),
        _ => format!("{}\n{diagnostics}", diagnostics.first_line()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::theme::Background;

    const SOUND: &str = "(base: \"light\", roles: (key: (fg: \"208\")))";

    #[test]
    fn a_theme_is_read_when_it_is_its_turn_and_passed_over_where_it_can_not_be() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders { config: Some(home.path().to_owned()), ..Folders::default() };
        std::fs::create_dir(home.path().join("themes")).unwrap();
        let file = |name| home.path().join(format!("themes/{name}.ron"));
        let [broken, mine] = ["broken", "mine"].map(file);
        for file in [&broken, &mine] {
            std::fs::write(file, "(((").unwrap();
        }
        let (last, _) = BUNDLED.last().unwrap();
        let mut themes = Themes::new((*last).to_owned(), folders, None);
        std::fs::write(&mine, SOUND).unwrap();
        let (name, theme) = themes.next().unwrap();
        assert_eq!((name.as_str(), theme.background), ("mine", Background::Light));
        assert_eq!(themes.next().unwrap().0, BUNDLED[0].0);
        std::fs::write(&broken, SOUND).unwrap();
        let round = std::iter::from_fn(|| themes.next()).take(BUNDLED.len() + 2);
        let names: Vec<String> = round.map(|(name, _)| name).collect();
        assert!(names.contains(&"broken".to_owned()) && names.contains(&"mine".to_owned()));
        assert_eq!(Themes::default().next(), None);
    }

    #[test]
    fn a_theme_of_ones_own_is_found_by_name_and_by_path() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders { config: Some(home.path().to_owned()), ..Folders::default() };
        std::fs::create_dir(home.path().join("themes")).unwrap();
        let file = home.path().join("themes/mine.ron");
        std::fs::write(&file, "(base: \"light\", roles: (key: (fg: \"208\")))").unwrap();
        let mine = find_theme("mine", &folders, None).unwrap();
        assert_eq!(mine.background, Background::Light);
        assert_eq!(find_theme(file.to_str().unwrap(), &folders, None), Ok(mine));
        let error = find_theme("mien", &folders, None).unwrap_err();
        assert!(error.contains("did you mean ‘mine’?"), "{error}");
        std::fs::write(&file, "(roles: (kye: (fg: \"208\")))").unwrap();
        let error = find_theme("mine", &folders, None).unwrap_err();
        assert!(
            error.contains("mine.ron:1:10: ") && error.contains("did you mean ‘key’?"),
            "{error}"
        );
        assert!(find_theme("gone.ron", &folders, None).unwrap_err().contains("no theme gone.ron"));
        let confined = Folders { confined: true, ..Folders::default() };
        let error = find_theme(file.to_str().unwrap(), &confined, None).unwrap_err();
        assert!(error.contains("there is no theme") && !error.contains("kye"), "{error}");
    }
}
