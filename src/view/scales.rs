//! Scales that people read: round values at even steps, and the shades between them.

use super::format;
use super::look::Look;
use super::theme::{Background, Theme};
use crate::model::{Better, Unit};
use crate::preset::ShownUnit;
use crate::widgets::{Shade, nice_ticks};
use ratatui::style::{Color, Style};

/// Steps at which people count months.
const MONTH_STEPS: [f64; 9] = [1.0, 3.0, 6.0, 12.0, 24.0, 60.0, 120.0, 240.0, 600.0];

/// Most shades of full colour, and where densities tell them apart.
const MOST_COLOURS: usize = 8;
const MOST_DENSITIES: usize = 6;

/// Round values within a range at even steps, at most so many stretches apart, in the unit's own
/// measure: months by quarters and years, all else by 1, 2 or 5 × 10ᵏ.
pub fn round_values(unit: Unit, (from, to): (f64, f64), stretches: usize) -> Vec<f64> {
    let stretches = stretches.max(1);
    if unit == Unit::Months {
        let step = MONTH_STEPS.into_iter().find(|step| (to - from) / step <= stretches as f64);
        let step = step.unwrap_or(to - from);
        let first = (from / step).ceil();
        let values = (0..=stretches).map(|index| (first + index as f64) * step);
        return values.take_while(|value| *value <= to).collect();
    }
    // What is round is round as a percentage as well.
    nice_ticks(from, to, stretches)
}

/// How many stretches between round values an axis across so many columns has room for.
pub(super) fn stretches_across(columns: u16) -> usize {
    usize::from(columns / 8).clamp(2, 10)
}

/// Whether a heat map is drawn in halves of cells: where there are colours enough to tell them.
pub(super) fn is_in_halves(look: &Look) -> bool {
    look.theme.is_rich() && look.unicode && look.glyphs.reverse
}

/// The round values between a heat map's shades, with their names.
pub fn levels(look: &Look, unit: ShownUnit, (low, high): (f64, f64)) -> Vec<(f64, String)> {
    let most = if is_in_halves(look) { MOST_COLOURS } else { MOST_DENSITIES };
    (1..=most + 1)
        .rev()
        .map(|count| {
            let mut values = round_values(unit.unit, (low, high), count);
            values.retain(|level| *level > low && *level < high);
            values
        })
        .find(|values| values.len() < most)
        .unwrap_or_default()
        .into_iter()
        .map(|level| (level, format::short_setting(unit, level)))
        .collect()
}

/// The values between shades for a legend, from the lowest to the highest, which has the unit.
pub fn bounds_of_shades(
    unit: ShownUnit,
    (low, high): (f64, f64),
    levels: &[(f64, String)],
) -> Vec<String> {
    let bare = |value: f64| format::on_axis(unit.unit, value, 2);
    let low = format::bare_figure(unit.unit, low);
    let between = levels.iter().map(|(level, _)| bare(*level));
    [low].into_iter().chain(between).chain([format::figure(unit, high)]).collect()
}

/// So many shades, from that of the lowest values: what is better is denser and brighter.
pub fn shades(look: &Look, count: usize, better: Better) -> Vec<Shade> {
    let last = count.saturating_sub(1).max(1);
    let ramp = if is_in_halves(look) { ramp(&look.theme) } else { look.theme.shades.to_vec() };
    let shade = |rank: usize| {
        let share = rank as f64 / last as f64;
        let densities = look.glyphs.densities;
        let symbol = densities[nearest(share * 3.0)];
        Shade { symbol, style: Style { fg: mixed(&ramp, share), ..Style::new() } }
    };
    let worst_first = (0..count).map(shade);
    if better == Better::Lower { worst_first.rev().collect() } else { worst_first.collect() }
}

/// The grounds of a fan's outer and inner band: far enough from the screen's to be seen, near enough
/// for lines to be read on them. None where there aren't colours enough.
pub(super) fn bands(look: &Look) -> Option<[Color; 2]> {
    let [first, ..] = look.theme.shades;
    let (end, shares) = match look.theme.background {
        Some(Background::Light) => (255, [0.8, 0.6]),
        Some(Background::Dark) | None => (0, [0.66, 0.53]),
    };
    let [outer, inner] = shares.map(|share| between(first, Some(Color::Rgb(end, end, end)), share));
    outer.zip(inner).filter(|_| is_in_halves(look)).map(|(outer, inner)| [outer, inner])
}

/// From the darkest to the brightest of the theme's colours, beyond what text could be read in.
pub fn ramp(theme: &Theme) -> Vec<Option<Color>> {
    let [first, .., last] = theme.shades;
    match theme.background {
        Some(Background::Light) => {
            vec![last, first, between(first, Some(Color::Rgb(255, 255, 255)), 0.8)]
        }
        Some(Background::Dark) | None => {
            vec![between(first, Some(Color::Rgb(0, 0, 0)), 0.7), first, last]
        }
    }
}

/// A colour along a row of colours, from 0 at the first to 1 at the last.
fn mixed(colours: &[Option<Color>], share: f64) -> Option<Color> {
    let place = share * colours.len().saturating_sub(1) as f64;
    let low = nearest(place.floor());
    let (from, to) = (*colours.get(low)?, colours.get(low + 1).copied().flatten());
    between(from, to.or(from), place - low as f64)
}

/// A colour between two; the nearer one where they aren't made of red, green and blue.
fn between(from: Option<Color>, to: Option<Color>, share: f64) -> Option<Color> {
    let (Some(Color::Rgb(r, g, b)), Some(Color::Rgb(to_r, to_g, to_b))) = (from, to) else {
        return if share < 0.5 { from } else { to };
    };
    let part = |from: u8, to: u8| byte(f64::from(from) + (f64::from(to) - f64::from(from)) * share);
    Some(Color::Rgb(part(r, to_r), part(g, to_g), part(b, to_b)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn byte(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

fn nearest(value: f64) -> usize {
    usize::from(byte(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn months_go_by_quarters_and_years_and_shares_by_tens() {
        assert_eq!(
            round_values(Unit::Months, (0.0, 36.0), 8),
            [0.0, 6.0, 12.0, 18.0, 24.0, 30.0, 36.0]
        );
        let shares = round_values(Unit::Share, (0.2, 0.95), 9);
        let shown: Vec<String> =
            shares.iter().map(|share| format!("{:.0}", share * 100.0)).collect();
        assert_eq!(shown, ["20", "30", "40", "50", "60", "70", "80", "90"]);
    }

    proptest! {
        #[test]
        fn round_values_are_even_within_the_range_and_no_more_than_have_room(
            from in -1e4..1e4_f64, span in 0.01..1e5_f64, stretches in 2_usize..12,
            unit in prop_oneof![Just(Unit::Months), Just(Unit::Share), Just(Unit::Billions)],
        ) {
            let values = round_values(unit, (from, from + span), stretches);
            prop_assert!(values.len() <= stretches + 1);
            let slack = span * 1e-6;
            prop_assert!(values.iter().all(|v| *v >= from - slack && *v <= from + span + slack));
            let steps: Vec<f64> = values.windows(2).map(|pair| pair[1] - pair[0]).collect();
            prop_assert!(steps.iter().all(|step| *step > 0.0 && (step - steps[0]).abs() < slack));
        }
    }

    #[test]
    fn better_is_denser_and_brighter_and_none_is_blank() {
        let sum = |shade: &Shade| match shade.style.fg {
            Some(Color::Rgb(r, g, b)) => u32::from(r) + u32::from(g) + u32::from(b),
            _ => 0,
        };
        for name in ["dark", "light"] {
            let look = Look::of(crate::view::theme::bundled(name).unwrap(), true);
            let higher = shades(&look, 6, Better::Higher);
            assert!(higher.windows(2).all(|pair| sum(&pair[0]) < sum(&pair[1])), "{name}");
            let lower: Vec<Shade> = shades(&look, 6, Better::Lower).into_iter().rev().collect();
            assert_eq!(higher, lower);
        }
        let plain = shades(&Look::new(false, true), 4, Better::Lower);
        assert_eq!(plain.iter().map(|shade| shade.symbol).collect::<String>(), "█▓▒░");
    }
}
