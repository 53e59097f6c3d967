//! The colours of a drawing: a theme's on light or dark paper, or those of the page it is part of.

use crate::model::Scenario;
use crate::view::scales::ramp;
use crate::view::theme::{Background, Theme};
use ratatui::style::{Color, Style};

/// The colours of a drawing.
#[derive(Debug, Clone)]
pub(super) struct Hues {
    pub(super) paper: String,
    pub(super) ink: String,
    pub(super) dim: String,
    /// Lines that lie behind.
    pub(super) rule: String,
    pub(super) scenarios: [String; 3],
    pub(super) bar: String,
    /// What isn't met: 'never', a cliff, a target.
    pub(super) fails: String,
    shades: Shades,
    /// What tells the parts that a drawing refers to from those of others on the same page.
    number: String,
}

/// The shades of a map, from the lowest to the highest.
#[derive(Debug, Clone)]
enum Shades {
    Colours(Vec<[u8; 3]>),
    /// Those of the page, by their numbers.
    Page,
}

/// How many shades a page has.
const PAGE_SHADES: u8 = 32;

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn rgb(color: Option<Color>) -> Option<[u8; 3]> {
    match color {
        Some(Color::Rgb(red, green, blue)) => Some([red, green, blue]),
        _ => None,
    }
}

impl Hues {
    /// A theme's, on paper of its kind.
    pub(super) fn of(theme: &Theme, background: Background) -> Self {
        let (paper, ink, rule) = match background {
            Background::Dark => ([0x15, 0x17, 0x1c], [0xe8, 0xea, 0xee], [0x3a, 0x3f, 0x48]),
            Background::Light => ([0xff, 0xff, 0xff], [0x15, 0x17, 0x1c], [0xd4, 0xd7, 0xdc]),
        };
        let of = |style: Style| hex(rgb(style.fg).unwrap_or(ink));
        Self {
            paper: hex(paper),
            ink: of(theme.text),
            dim: of(theme.dim),
            rule: hex(rule),
            scenarios: Scenario::ALL.map(|scenario| of(theme.scenario(scenario))),
            bar: of(theme.bar),
            fails: of(theme.fails),
            shades: Shades::Colours(ramp(theme).into_iter().filter_map(rgb).collect()),
            number: String::new(),
        }
    }

    /// Those of the page that a drawing is part of, so that it turns light or dark with it.
    pub(super) fn of_page(number: usize) -> Self {
        let of = |name: &str| format!("var(--{name})");
        Self {
            paper: of("paper"),
            ink: of("ink"),
            dim: of("dim"),
            rule: of("rule"),
            scenarios: Scenario::ALL.map(|scenario| of(scenario.id())),
            bar: of("bar"),
            fails: of("fails"),
            shades: Shades::Page,
            number: format!("-{number}"),
        }
    }

    /// What stands behind the names of its own parts.
    pub(super) fn number(&self) -> &str {
        &self.number
    }

    /// The names that a page has for these, without their dashes, and what they are.
    pub(super) fn named(&self) -> Vec<(String, String)> {
        let own = [
            ("paper", &self.paper),
            ("ink", &self.ink),
            ("dim", &self.dim),
            ("rule", &self.rule),
            ("bar", &self.bar),
            ("fails", &self.fails),
        ];
        let own = own.map(|(name, colour)| (name.to_owned(), colour.clone()));
        let scenarios = Scenario::ALL.into_iter().zip(&self.scenarios);
        let scenarios = scenarios.map(|(scenario, hue)| (scenario.id().to_owned(), hue.clone()));
        let shades = (0..PAGE_SHADES).map(|shade| {
            let share = f64::from(shade) / f64::from(PAGE_SHADES - 1);
            (format!("shade-{shade}"), self.shade(share))
        });
        own.into_iter().chain(scenarios).chain(shades).collect()
    }

    /// The shade at a share of the way from the lowest to the highest.
    pub(super) fn shade(&self, share: f64) -> String {
        let Shades::Colours(shades) = &self.shades else {
            return format!(
                "var(--shade-{:.0})",
                share.clamp(0.0, 1.0) * f64::from(PAGE_SHADES - 1)
            );
        };
        let last = shades.len().saturating_sub(1);
        let place = share.clamp(0.0, 1.0) * last as f64;
        let at = |index: usize| shades.get(index.min(last)).copied().unwrap_or([128; 3]);
        let (below, part) = (place.floor(), place.fract());
        let index = (0..=last).rev().find(|index| *index as f64 <= below).unwrap_or(0);
        let (from, to) = (at(index), at(index + 1));
        let mixed = [0, 1, 2].map(|channel| {
            let (from, to) = (f64::from(from[channel]), f64::from(to[channel]));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between two channels"
            )]
            let mixed = (from + (to - from) * part).round() as u8;
            mixed
        });
        hex(mixed)
    }
}
