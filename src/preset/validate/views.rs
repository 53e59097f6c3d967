//! Views: names that must exist, inputs that can be set so, figures and expectations that can be
//! read.

use super::values::Values;
use crate::analysis::risk::TargetError;
use crate::analysis::{Expectation, ExpectationError, FigureName, MeasureError, Target};
use crate::model::{Input, Inputs, Metric, Programme, Scenario, Site};
use crate::preset::Preset;
use crate::preset::assignment::assign;
use crate::preset::currency::Currency;
use crate::preset::outline::{At, SyntaxKind};
use crate::preset::view::figures_in;
use crate::text::{did_you_mean_in_file, quoted};

/// What a view's figures are asked of: the programme with what the view sets, where that is known.
type Asked<'a> = Option<&'a Programme>;

impl Values<'_, '_> {
    /// Notes what is wrong with the views; `dates_are_sound` where it is known which months are
    /// modelled.
    pub(super) fn views(&mut self, preset: &Preset, dates_are_sound: bool) {
        let is_sound = dates_are_sound && preset.inputs.violations().is_empty();
        for view in self.at("views").entries() {
            if !self.found.has_room() {
                return;
            }
            if view.at("preset").text().is_some() {
                // Of another preset nothing is known; it may have as many sites as there can be.
                let mut other = preset.clone();
                other.inputs.programme.sites =
                    vec![Site::default(); *crate::model::programme::SITES.end()];
                self.view(view, &other, false);
            } else {
                self.view(view, preset, is_sound);
            }
        }
    }

    /// Notes what is wrong with a view; `is_sound` where the preset that it stands on is known and
    /// sound.
    pub(super) fn view(&mut self, view: At<'_, '_>, on: &Preset, is_sound: bool) {
        let mut inputs = on.inputs.clone();
        self.texts_of_view(view);
        self.axes(view, inputs.programme.sites.len());
        let is_set = self.set(view, (&mut inputs, on.money()), is_sound);
        self.figures(view, Some(&inputs.programme).filter(|_| is_set && is_sound));
    }

    fn texts_of_view(&mut self, view: At<'_, '_>) {
        if let Some(name) = view.at("name").text()
            && name.trim().is_empty()
        {
            self.wrong_at(view.at("name"), "The view has no name.", "people choose it by its name");
        }
        if let Some(metric) = view.at("metric").text()
            && Metric::from_id(&metric).is_none()
        {
            let reason = format!("There is no metric {}.", quoted(&metric));
            self.wrong_at(view.at("metric"), reason, meant_metric(&metric));
        }
        for target in view.at("targets").entries() {
            let Some(Err(error)) = target.text().map(|text| text.parse::<Target>()) else {
                continue;
            };
            let help = match &error {
                TargetError::Metric(name) => meant_metric(name),
                _ => "a figure, one of <= >= < > and a bound: payback_years<=10".to_owned(),
            };
            self.wrong_at(target, sentence(&error.to_string()), help);
        }
    }

    fn axes(&mut self, view: At<'_, '_>, sites: usize) {
        let axes = [view.at("axes.0"), view.at("axes.1")];
        let [Some(one), Some(other)] = axes.map(At::text) else { return };
        for (at, name) in axes.into_iter().zip([&one, &other]) {
            let input = Input::from_id(name);
            if input.is_none_or(|input| matches!(input, Input::Site(site, _) if site >= sites)) {
                let reason = format!("There is no input {}.", quoted(name));
                let names: Vec<String> =
                    Input::all(sites.min(1)).map(|input| input.to_string()).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                self.wrong_at(at, reason, did_you_mean_in_file(name, &names));
            }
        }
        if one == other {
            self.wrong_at(axes[1], "Both axes are the same input.", "name two different inputs");
        }
    }

    /// Puts in what a view sets; whether all of it could be.
    fn set(
        &mut self,
        view: At<'_, '_>,
        (inputs, currency): (&mut Inputs, Currency),
        is_sound: bool,
    ) -> bool {
        let mut all = true;
        for entry in view.at("set").entries() {
            let value = entry.number().map(|number| number.to_string()).or_else(|| entry.text());
            let Some(value) = value else { continue };
            if let Err(why) = assign(inputs, currency, &entry.key(), value.trim()) {
                all = false;
                self.wrong_at(entry, sentence(&why), "keys and values are those of --set");
            }
        }
        let violation = inputs.violations().into_iter().next().filter(|_| all && is_sound);
        if let Some(violation) = violation {
            self.wrong_at(
                view.at("set"),
                sentence(&violation.to_string()),
                "set what fits the rest",
            );
            return false;
        }
        all
    }

    fn figures(&mut self, view: At<'_, '_>, asked: Asked<'_>) {
        for field in ["title", "note"] {
            let Some(text) = view.at(field).text() else { continue };
            match figures_in(&text) {
                Ok(names) => {
                    for name in names {
                        let read = name.parse::<FigureName>();
                        self.figure(view.at(field), name, read, asked);
                    }
                }
                Err(brace) => {
                    let reason = format!("The brace {brace} has no other one.");
                    let help = "a figure stands in braces, {base.payback_years}; {{ is a brace";
                    self.wrong_at(view.at(field), reason, help);
                }
            }
        }
        for expected in view.at("expect").entries() {
            if let Some(text) = expected.text() {
                let read = text.parse::<Expectation>().map(|expectation| expectation.figure);
                self.figure(expected, &text, read, asked);
            }
        }
    }

    /// Notes what is wrong with a figure that was read, or why it can't be.
    fn figure(
        &mut self,
        at: At<'_, '_>,
        text: &str,
        read: Result<FigureName, ExpectationError>,
        asked: Asked<'_>,
    ) {
        match read {
            Ok(figure) => {
                let checked =
                    asked.map_or(Ok(()), |programme| figure.measure.check_year(programme));
                if let Err(error) = checked {
                    let (first, last) = (error.valid.start(), error.valid.end());
                    let reason = format!("In {}, {error}.", quoted(text));
                    self.wrong_at(at, reason, format!("valid: {first} to {last}"));
                }
            }
            Err(error) => {
                let reason = format!("{} can't be read: {error}.", quoted(text));
                self.wrong_at(at, reason, figure_help(&error));
            }
        }
    }

    /// Notes a problem with what stands somewhere, unless that is known to be of no use.
    fn wrong_at(&mut self, at: At<'_, '_>, reason: impl Into<String>, help: impl Into<String>) {
        let Some(node) = at.node().filter(|node| !self.lacks(node.span)) else { return };
        let place = if at.is(SyntaxKind::Text) || at.is(SyntaxKind::Number) {
            node.span
        } else {
            node.beginning()
        };
        self.found.add(place, reason, Some(help.into()));
    }
}

fn meant_metric(name: &str) -> String {
    did_you_mean_in_file(name, &Metric::ALL.map(Metric::id))
}

fn figure_help(error: &ExpectationError) -> String {
    match error {
        ExpectationError::Scenario(name) => {
            did_you_mean_in_file(name, &Scenario::ALL.map(Scenario::id))
        }
        ExpectationError::Measure(
            MeasureError::Unknown(name) | MeasureError::UnknownByYear(name),
        ) => meant_metric(name),
        _ => {
            "SCENARIO.METRIC or SCENARIO.METRIC@YEAR, in an expectation with one of <= >= < > and \
              a number or a percentage"
                .to_owned()
        }
    }
}

/// A reason as a sentence; a key at its beginning stays as it is.
fn sentence(reason: &str) -> String {
    let (first, rest) = reason.split_at(reason.chars().next().map_or(0, char::len_utf8));
    let begins_with_key = reason.split_whitespace().next().is_some_and(|word| word.contains('.'));
    let first = if begins_with_key { first.to_owned() } else { first.to_uppercase() };
    let end = if reason.ends_with(['.', ')', '?']) { "" } else { "." };
    format!("{first}{rest}{end}")
}
