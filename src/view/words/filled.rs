//! Texts of views with their figures put in, as they are written on screen.

use crate::analysis::{FigureName, Measure, Measurements};
use crate::model::Flags;
use crate::preset::Preset;
use crate::preset::view::{TextPiece, pieces_of};
use crate::text::quoted;
use crate::view::format;

/// A text with the model's figures in place of their names, `{base.payback_years}`.
///
/// # Errors
/// A sentence that names the figure that can't be read or isn't modelled, or the brace without
/// another one.
pub fn filled(text: &str, preset: &Preset) -> Result<String, String> {
    let pieces = pieces_of(text).map_err(|brace| format!("the brace {brace} has no other one"))?;
    let mut out = String::new();
    for piece in pieces {
        match piece {
            TextPiece::Words(words) => out += words,
            TextPiece::Figure(name) => {
                let figure: FigureName =
                    name.parse().map_err(|error| format!("{{{name}}}: {error}"))?;
                out += &figure_words(figure, preset)
                    .map_err(|error| format!("{}: {error}", quoted(name)))?;
            }
        }
    }
    Ok(out)
}

/// A figure of a scenario as it is written on screen, or why there is none.
fn figure_words(figure: FigureName, preset: &Preset) -> Result<String, String> {
    let FigureName { scenario, measure } = figure;
    measure.check_year(&preset.inputs.programme).map_err(|error| error.to_string())?;
    let measured = Measurements::new(&preset.inputs, [(scenario, measure)]);
    let (value, unit) = (measured.value(scenario, measure), preset.shown(measure.unit()));
    let flags = match measure {
        Measure::Metric(_) => measured.outcome(scenario).flags,
        Measure::MetricIn(..) | Measure::SeriesIn(..) | Measure::Driver(_) => Flags::default(),
    };
    let horizon = preset.inputs.programme.horizon.year();
    Ok(match (value, measure) {
        (Some(value), _) => format::figure(unit, value),
        (None, Measure::Metric(metric) | Measure::MetricIn(metric, _)) => {
            format::absent(metric, flags, horizon)
        }
        (None, Measure::SeriesIn(..) | Measure::Driver(_)) => "n/a".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::Library;

    #[test]
    fn figures_in_texts_are_the_models_and_a_wrong_one_is_named() {
        let (preset, _) = Library::bundled_only().find("apec-40b").unwrap();
        let of = |text: &str| filled(text, &preset);
        assert_eq!(
            of("{base.payback_years}, {bear.payback_years}; {{x}} {base.operating_margin@2031}"),
            Ok("11.3 y, never by 2040; {x} 31 %".to_owned())
        );
        for (text, named) in [
            ("{best.npv}", "best"),
            ("{base.nvp}", "base.nvp"),
            ("{base.operating_margin@2099}", "2099"),
            ("a } b", "brace }"),
        ] {
            let error = of(text).unwrap_err();
            assert!(error.contains(named), "{error}");
        }
    }
}
