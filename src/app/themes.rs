//! Themes by name and by what the terminal shows, and the key that goes round all of them.

use crate::preset::sheet::text_of;
use crate::settings::{Folders, THEME_BY_BACKGROUND};
use crate::terminal::ColorDepth;
use crate::text::{did_you_mean, quoted};
use crate::view::Theme;
use crate::view::theme::{self, BUNDLED, Background, SIXTEEN};
use std::path::Path;

/// What themes are shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surroundings {
    /// How many colours there are.
    pub colors: ColorDepth,
    /// Whether the background is light, where that is known.
    pub light: Option<bool>,
}

impl Surroundings {
    /// Whether there are more than the terminal's own sixteen colours.
    fn has_many(self) -> bool {
        self.colors > ColorDepth::Sixteen
    }

    /// The name of the bundled theme that reads here.
    pub fn theme_name(self) -> &'static str {
        match self.light {
            _ if self.colors == ColorDepth::None => "monochrome",
            Some(false) if self.has_many() => "dark",
            Some(true) if self.has_many() => "light",
            _ => SIXTEEN,
        }
    }

    /// The bundled theme that reads here.
    pub fn theme(self) -> Theme {
        theme::bundled(self.theme_name()).unwrap_or_else(Theme::terminal)
    }

    /// Whether a theme is made for another background than this one.
    fn is_unfit(self, theme: &Theme) -> bool {
        let is_light = theme.background.map(|background| background == Background::Light);
        is_light.zip(self.light).is_some_and(|(theme, here)| theme != here)
    }
}

/// Every theme there is, by name: none is read before it is its turn.
#[derive(Debug, Clone)]
pub struct Themes {
    /// The present one first.
    names: Vec<String>,
    folders: Folders,
    surroundings: Surroundings,
}

impl Themes {
    /// The one that follows the terminal, the bundled ones and a person's own, beginning with the
    /// one of that name.
    pub fn new(present: String, folders: Folders, surroundings: Surroundings) -> Self {
        let mut names = vec![THEME_BY_BACKGROUND.to_owned()];
        names.extend(BUNDLED.iter().map(|(name, _)| (*name).to_owned()));
        names.extend(folders.theme_names());
        match names.iter().position(|name| *name == present) {
            Some(place) => names.rotate_left(place),
            None => names.insert(0, present),
        }
        Self { names, folders, surroundings }
    }

    /// The next one that looks otherwise than the present one and is not made for another
    /// background, and its name; one that can't be read is passed over.
    pub(super) fn next(&mut self) -> Option<(String, Theme)> {
        let present = self.present();
        for _ in 0..self.names.len() {
            self.names.rotate_left(1);
            let next = self.present().filter(|theme| !self.surroundings.is_unfit(theme));
            let next = next.filter(|_| !self.is_stood_in_for());
            if let Some(theme) = next.filter(|theme| Some(*theme) != present) {
                return Some((self.names.first()?.clone(), theme));
            }
        }
        None
    }

    /// Whether another theme is shown for the present one, which needs more colours than there are.
    fn is_stood_in_for(&self) -> bool {
        let bundled = self.names.first().and_then(|name| theme::bundled(name));
        !self.surroundings.has_many() && bundled.is_some_and(|theme| theme.is_rich())
    }

    /// The present one, as far as it can be read.
    fn present(&self) -> Option<Theme> {
        find_theme(self.names.first()?, &self.folders, self.surroundings).ok()
    }

    /// Takes note that there are other colours than was known; the theme to draw with from now on.
    pub(super) fn on_colors(&mut self, colors: ColorDepth) -> Option<Theme> {
        self.surroundings.colors = colors;
        self.present()
    }

    /// Takes note of the background, unless it was known; the theme to draw with from now on.
    pub(super) fn on_background(&mut self, light: Option<bool>) -> Option<Theme> {
        self.surroundings.light = self.surroundings.light.or(light);
        self.present()
    }

    /// Whether it would make a difference to know the background.
    pub(super) fn asks_background(&self) -> bool {
        self.surroundings.light.is_none() && self.surroundings.has_many()
    }
}

/// The theme of a name or a file: `auto`, a bundled one, a file if the text holds a separator or
/// ends in `.ron`, else a person's own.
///
/// # Errors
/// What is wrong with the file, or that there is no such theme.
pub fn find_theme(
    name: &str,
    folders: &Folders,
    surroundings: Surroundings,
) -> Result<Theme, String> {
    if name == THEME_BY_BACKGROUND {
        return Ok(surroundings.theme());
    }
    if let Some(theme) = theme::within(name, surroundings.has_many()) {
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
    let read = text_of(&file, "theme")
        .and_then(|text| theme::read(&text, &folders.without_home(&file), surroundings.has_many()));
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

    fn on(colors: ColorDepth, light: Option<bool>) -> Surroundings {
        Surroundings { colors, light }
    }

    /// The names that a person goes through, from the present one on.
    fn round(themes: &mut Themes, count: usize) -> Vec<String> {
        std::iter::from_fn(|| themes.next()).take(count).map(|(name, _)| name).collect()
    }

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
        let mut themes = Themes::new((*last).to_owned(), folders, on(ColorDepth::True, None));
        std::fs::write(&mine, SOUND).unwrap();
        let (name, theme) = themes.next().unwrap();
        assert_eq!((name.as_str(), theme.background), ("mine", Some(Background::Light)));
        assert_eq!(themes.next().unwrap().0, THEME_BY_BACKGROUND);
        std::fs::write(&broken, SOUND.replace("208", "209")).unwrap();
        let names = round(&mut themes, BUNDLED.len() + 2);
        assert!(names.contains(&"broken".to_owned()) && names.contains(&"mine".to_owned()));
    }

    #[test]
    fn the_round_leaves_out_what_looks_the_same_and_what_is_for_another_background() {
        let from = |present: &str, surroundings| {
            let mut themes = Themes::new(present.to_owned(), Folders::default(), surroundings);
            round(&mut themes, 4).join(" ")
        };
        let dark = on(ColorDepth::True, Some(false));
        assert_eq!(from("auto", dark), "contrast-dark okabe-ito terminal monochrome");
        assert_eq!(from("monochrome", dark), "auto contrast-dark okabe-ito terminal");
        let light = on(ColorDepth::Indexed, Some(true));
        assert_eq!(from("auto", light), "contrast-light terminal monochrome auto");
        assert_eq!(
            from("auto", on(ColorDepth::True, None)),
            "dark light contrast-dark contrast-light"
        );
        assert_eq!(from("auto", on(ColorDepth::Sixteen, None)), "monochrome auto monochrome auto");
        assert_eq!(
            from("auto", on(ColorDepth::None, None)),
            "terminal monochrome terminal monochrome"
        );
    }

    #[test]
    fn auto_follows_what_becomes_known_of_the_terminal_and_a_choice_stays() {
        let themes = |name: &str| {
            Themes::new(name.to_owned(), Folders::default(), on(ColorDepth::Indexed, None))
        };
        let mut auto = themes("auto");
        assert!(auto.asks_background());
        assert_eq!(auto.present(), Some(Theme::terminal()));
        assert_eq!(auto.on_background(Some(true)), theme::bundled("light"));
        assert!(!auto.asks_background());
        // What was known first stays; a multiplexer may show fewer colours.
        assert_eq!(auto.on_background(Some(false)), theme::bundled("light"));
        assert_eq!(auto.on_colors(ColorDepth::Sixteen), Some(Theme::terminal()));
        let mut chosen = themes("okabe-ito");
        assert_eq!(chosen.on_background(Some(true)), theme::bundled("okabe-ito"));
    }

    #[test]
    fn a_theme_of_ones_own_is_found_by_name_and_by_path() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders { config: Some(home.path().to_owned()), ..Folders::default() };
        std::fs::create_dir(home.path().join("themes")).unwrap();
        let file = home.path().join("themes/mine.ron");
        std::fs::write(&file, "(base: \"light\", roles: (key: (fg: \"208\")))").unwrap();
        let here = on(ColorDepth::True, None);
        let mine = find_theme("mine", &folders, here).unwrap();
        assert_eq!(mine.background, Some(Background::Light));
        assert_eq!(find_theme(file.to_str().unwrap(), &folders, here), Ok(mine));
        let error = find_theme("mien", &folders, here).unwrap_err();
        assert!(error.contains("did you mean ‘mine’?"), "{error}");
        std::fs::write(&file, "(roles: (kye: (fg: \"208\")))").unwrap();
        let error = find_theme("mine", &folders, here).unwrap_err();
        assert!(
            error.contains("mine.ron:1:10: ") && error.contains("did you mean ‘key’?"),
            "{error}"
        );
        assert!(find_theme("gone.ron", &folders, here).unwrap_err().contains("no theme gone.ron"));
        let confined = Folders { confined: true, ..Folders::default() };
        let error = find_theme(file.to_str().unwrap(), &confined, here).unwrap_err();
        assert!(error.contains("there is no theme") && !error.contains("kye"), "{error}");
    }
}
