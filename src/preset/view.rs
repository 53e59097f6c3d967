//! Views: what a person wants to come back to, or to present.

use crate::model::{Metric, Scenario};

/// The screens that a view may be of, as a file names them.
pub const VIEW_SCREENS: [&str; 13] = [
    "Explore",
    "Drivers",
    "Grid",
    "Risk",
    "Cash",
    "Claims",
    "Programme",
    "Backtest",
    "League",
    "Compare",
    "Paybacks",
    "Solve",
    "Explain",
];

/// A screen as it is to be shown, with inputs set. All but the name may be left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PresetView {
    /// What people call it.
    pub name: String,
    /// Another preset that it stands on, by its name; `None` for the one that holds it.
    pub preset: Option<String>,
    /// One of [`VIEW_SCREENS`].
    pub screen: Option<&'static str>,
    /// The chosen scenario.
    pub scenario: Option<Scenario>,
    /// The chosen figure.
    pub metric: Option<Metric>,
    /// Bounds as the Risk screen has them, as they are written: `cash_multiple_years<=5`.
    pub targets: Vec<String>,
    /// The inputs of a grid, across and upwards.
    pub axes: Option<[String; 2]>,
    /// Inputs that are changed, by the keys of `--set`, in the order of the file.
    pub set: Vec<(String, SetTo)>,
    /// What stands above it; may hold figures in braces.
    pub title: String,
    /// What is said of it; likewise.
    pub note: String,
    /// What its figures are to be, as it is written: `base.payback_years > 10`.
    pub expect: Vec<String>,
}

/// What a view sets an input to.
#[derive(Debug, Clone, PartialEq)]
pub enum SetTo {
    /// A number in the input's own unit.
    Number(f64),
    /// A date, or a number with its percent sign.
    Text(String),
}

/// A piece of a text that may hold figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextPiece<'a> {
    /// Words as they are.
    Words(&'a str),
    /// A figure's name, which stood in braces.
    Figure(&'a str),
}

/// The pieces of a text, in their order: a figure stands in braces, `{base.payback_years}`, and a
/// doubled brace is a brace.
///
/// # Errors
/// When a brace is opened and not closed, or closed and not opened.
pub fn pieces_of(text: &str) -> Result<Vec<TextPiece<'_>>, char> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find(['{', '}']) {
        let (brace, behind) = rest[at..].split_at(1);
        if let Some(plain) = behind.strip_prefix(brace) {
            found.push(TextPiece::Words(&rest[..=at]));
            rest = plain;
        } else if brace == "{" {
            found.push(TextPiece::Words(&rest[..at]));
            let (name, after) = behind.split_once('}').ok_or('{')?;
            found.push(TextPiece::Figure(name));
            rest = after;
        } else {
            return Err('}');
        }
    }
    found.push(TextPiece::Words(rest));
    found.retain(|piece| *piece != TextPiece::Words(""));
    Ok(found)
}

/// The figures in a text, in its order.
///
/// # Errors
/// Like [`pieces_of`].
pub fn figures_in(text: &str) -> Result<Vec<&str>, char> {
    let figures = pieces_of(text)?.into_iter().filter_map(|piece| match piece {
        TextPiece::Figure(name) => Some(name),
        TextPiece::Words(_) => None,
    });
    Ok(figures.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_in_braces_and_doubled_ones_are_braces() {
        assert_eq!(figures_in("no figure"), Ok(vec![]));
        assert_eq!(
            figures_in("{base.npv} and {{base.npv}} or {bull.npv}"),
            Ok(vec!["base.npv", "bull.npv"])
        );
        assert_eq!(figures_in("{{{base.npv}}}"), Ok(vec!["base.npv"]));
        assert_eq!(figures_in("{base.npv"), Err('{'));
        assert_eq!(figures_in("base.npv}"), Err('}'));
        assert_eq!(figures_in("{}"), Ok(vec![""]));
        assert_eq!(figures_in("}}{{"), Ok(vec![]));
        let words = |text: &str| -> String {
            let pieces = pieces_of(text).unwrap().into_iter();
            pieces
                .map(|piece| match piece {
                    TextPiece::Words(words) => words.to_owned(),
                    TextPiece::Figure(name) => format!("<{name}>"),
                })
                .collect()
        };
        assert_eq!(words("a {{b}} {{{c}}} {d}."), "a {b} {<c>} <d>.");
    }
}
