//! Compare: two sets of inputs side by side, only where they differ, and what that does to every
//! metric.

use super::question::outcomes;
use crate::model::{
    Access, Driver, FieldSpec, Indicator, Input, Inputs, Metric, Month, Outcome, Programme,
    Scenario, Scenarios, Site, Unit,
};

/// What an input is set to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum InputValue {
    /// A number, in this unit.
    Number(f64, Unit),
    /// A calendar month.
    Month(Month),
    /// A year.
    Year(i32),
}

impl InputValue {
    fn of<R>(field: &FieldSpec<R>, record: &R) -> Option<Self> {
        match &field.access {
            Access::Number(spec, lens) | Access::Setting(spec, lens) => {
                Some(Self::Number((lens.get)(record), spec.unit))
            }
            Access::Month(lens) => Some(Self::Month((lens.get)(record))),
            Access::Year(lens) => Some(Self::Year((lens.get)(record))),
            Access::Text(_) | Access::Sites => None,
        }
    }

    fn differs(self, other: Self) -> bool {
        match (self, other) {
            // 0 and −0 are the same to every reader.
            (Self::Number(a, _), Self::Number(b, _)) => a - b != 0.0,
            _ => self != other,
        }
    }
}

/// An input that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct InputDifference {
    /// Its name as in keys: `bear.utilization`, `programme.horizon`, `programme.sites.0.pledge`.
    /// A site is counted as in the first set of inputs; those that only the second has follow
    /// after the first's, in the second's order, so that no two inputs share a name.
    pub input: String,
    /// Its name on screen.
    pub label: String,
    /// The site that it belongs to.
    pub site: Option<String>,
    /// In the first; `None` where it isn't there (a site that the first doesn't have, an indicator
    /// where the delay is given in months). A `power_delay` that follows from indicators is there
    /// with the months that it comes to.
    pub a: Option<InputValue>,
    /// In the second; `None` likewise.
    pub b: Option<InputValue>,
}

impl InputDifference {
    /// Its name on screen behind its scenario or site: `bull: Attach rate`.
    pub fn name(&self) -> String {
        let whose = match &self.site {
            Some(site) => format!("{site}: "),
            None => match self.input.split_once('.') {
                Some((id, _)) if Scenario::from_id(id).is_some() => format!("{id}: "),
                _ => String::new(),
            },
        };
        format!("{whose}{}", self.label)
    }
}

/// A metric in both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MetricDifference {
    /// Whose figure it is, in both sets of inputs.
    pub scenario: Scenario,
    /// The figure, in whose unit `a` and `b` are.
    pub metric: Metric,
    /// In the first; `None` where it has no value.
    pub a: Option<f64>,
    /// In the second; `None` where it has no value.
    pub b: Option<f64>,
}

impl MetricDifference {
    /// The second less the first, where both have a value.
    pub fn difference(&self) -> Option<f64> {
        self.b.zip(self.a).map(|(b, a)| b - a)
    }
}

/// Two sets of inputs compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The inputs that differ: scenarios, programme, sites.
    pub inputs: Vec<InputDifference>,
    /// Every metric of every scenario.
    pub metrics: Vec<MetricDifference>,
    /// Whether an evaluation of either met `margin_capped`.
    pub margin_capped: bool,
}

/// Compares two sets of inputs. Sites are matched by name (of several with one name the first
/// with the first, and so on), so their order makes no difference.
pub fn compare(a: &Inputs, b: &Inputs) -> Comparison {
    let (metrics, margin_capped) = compare_metrics(a, b);
    Comparison { inputs: compare_inputs(a, b), metrics, margin_capped }
}

/// The inputs that differ, without what that does to the metrics.
pub fn compare_inputs(a: &Inputs, b: &Inputs) -> Vec<InputDifference> {
    let mut inputs = Vec::new();
    for scenario in Scenario::ALL {
        compare_scenario(&mut inputs, scenario, a, b);
    }
    let (first, second) = (Some(&a.programme), Some(&b.programme));
    compare_fields(&mut inputs, "programme", Programme::FIELDS, first, second);
    // What a programme is calibrated at is its own number, as long as that hasn't moved.
    let is_told = |id: &str| {
        let calibrated = Programme::calibrated().find(|calibrated| calibrated.id == id);
        let has_moved = |inputs: &Inputs| {
            calibrated.as_ref().is_none_or(|calibrated| calibrated.has_moved(&inputs.programme))
        };
        has_moved(a) || has_moved(b)
    };
    inputs.retain(|found| found.input.strip_prefix("programme.").is_none_or(is_told));
    compare_sites(&mut inputs, &a.programme.sites, &b.programme.sites);
    inputs
}

fn note(
    found: &mut Vec<InputDifference>,
    input: String,
    label: &str,
    a: Option<InputValue>,
    b: Option<InputValue>,
) {
    let differs = match (a, b) {
        (Some(a), Some(b)) => a.differs(b),
        (a, b) => a.is_some() != b.is_some(),
    };
    if differs {
        found.push(InputDifference { input, label: label.to_owned(), site: None, a, b });
    }
}

fn compare_scenario(found: &mut Vec<InputDifference>, scenario: Scenario, a: &Inputs, b: &Inputs) {
    let drivers = Driver::ALL.into_iter().map(Input::Driver);
    let indicators = Indicator::ALL.into_iter().map(Input::Indicator);
    for input in drivers.chain(indicators) {
        let setting = |inputs: &Inputs| {
            inputs.get(input, scenario).map(|value| InputValue::Number(value, input.spec().unit))
        };
        let name = format!("{}.{input}", scenario.id());
        note(found, name, input.spec().label, setting(a), setting(b));
    }
    let weight =
        |inputs: &Inputs| Some(InputValue::Number(inputs.scenarios[scenario].weight, Unit::Share));
    note(found, format!("{}.weight", scenario.id()), "Weight", weight(a), weight(b));
}

/// Notes the fields of a record that differ, dates before numbers.
fn compare_fields<R>(
    found: &mut Vec<InputDifference>,
    within: &str,
    fields: &[FieldSpec<R>],
    a: Option<&R>,
    b: Option<&R>,
) {
    let (dates, others): (Vec<_>, Vec<_>) =
        fields.iter().partition(|field| field.access.is_set_only());
    for field in dates.into_iter().chain(others) {
        let setting = |record: &R| InputValue::of(field, record);
        let name = format!("{within}.{}", field.id);
        note(found, name, field.label, a.and_then(setting), b.and_then(setting));
    }
}

fn compare_sites(found: &mut Vec<InputDifference>, a: &[Site], b: &[Site]) {
    let mut unmatched: Vec<&Site> = b.iter().collect();
    for (index, site) in a.iter().enumerate() {
        let partner = unmatched
            .iter()
            .position(|other| other.name == site.name)
            .map(|position| unmatched.remove(position));
        compare_site(found, index, Some(site), partner);
    }
    for (index, site) in (a.len()..).zip(unmatched) {
        compare_site(found, index, None, Some(site));
    }
}

fn compare_site(
    found: &mut Vec<InputDifference>,
    index: usize,
    a: Option<&Site>,
    b: Option<&Site>,
) {
    let before = found.len();
    let within = format!("programme.sites.{index}");
    compare_fields(found, &within, Site::FIELDS, a, b);
    for difference in &mut found[before..] {
        difference.site = a.or(b).map(|site| site.name.clone());
    }
}

fn compare_metrics(a: &Inputs, b: &Inputs) -> (Vec<MetricDifference>, bool) {
    let (a, b) = (outcomes(a), outcomes(b));
    let difference = |scenario: Scenario, metric: Metric| {
        let [a, b] = [&a, &b].map(|outcomes| outcomes[scenario].metrics[metric]);
        MetricDifference { scenario, metric, a, b }
    };
    let metrics = Scenario::ALL
        .into_iter()
        .flat_map(|scenario| Metric::ALL.map(|metric| difference(scenario, metric)))
        .collect();
    let capped = |outcomes: &Scenarios<Outcome>| {
        outcomes.0.iter().any(|outcome| outcome.flags.margin_capped)
    };
    (metrics, capped(&a) || capped(&b))
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::announced;
    use super::*;
    use crate::model::Indicators;

    fn names(comparison: &Comparison) -> Vec<&str> {
        comparison.inputs.iter().map(|row| row.input.as_str()).collect()
    }

    #[test]
    fn only_what_differs_is_listed() {
        let mut other = announced();
        other.programme.growth_share = 0.55;
        other.programme.horizon = Month::new(2042, 12);
        other.scenarios[Scenario::Bull].set_driver(Driver::Attach, 0.5);
        other.scenarios[Scenario::Bear].weight = 0.3;
        let comparison = compare(&announced(), &other);
        assert_eq!(
            names(&comparison),
            ["bear.weight", "bull.attach", "programme.horizon", "programme.growth_share"]
        );
        let growth = &comparison.inputs[3];
        assert_eq!(growth.a, Some(InputValue::Number(1.0, Unit::Share)));
        assert_eq!(growth.b, Some(InputValue::Number(0.55, Unit::Share)));
        let capital = comparison
            .metrics
            .iter()
            .find(|row| row.scenario == Scenario::Base && row.metric == Metric::Capital);
        assert!((capital.unwrap().difference().unwrap() + 18.0).abs() < 1e-9);
    }

    #[test]
    fn indicators_stand_against_a_delay_in_months() {
        let mut other = announced();
        other.scenarios[Scenario::Base].set_indicators(Indicators::default());
        let comparison = compare(&announced(), &other);
        assert_eq!(
            names(&comparison),
            [
                "base.power_delay",
                "base.ppa_coverage",
                "base.queue_months",
                "base.transformer_weeks",
                "base.ordered_ahead_months"
            ]
        );
        assert_eq!(comparison.inputs[0].a, Some(InputValue::Number(3.0, Unit::Months)));
        let follows = other.scenarios[Scenario::Base].drivers()[Driver::PowerDelay];
        assert_eq!(comparison.inputs[0].b, Some(InputValue::Number(follows, Unit::Months)));
        assert_eq!(comparison.inputs[1].a, None);
        // Months that are just those of the indicators make no difference.
        let mut months = other.clone();
        months.scenarios[Scenario::Base].set_driver(Driver::PowerDelay, follows);
        assert_eq!(
            names(&compare(&months, &other)),
            [
                "base.ppa_coverage",
                "base.queue_months",
                "base.transformer_weeks",
                "base.ordered_ahead_months"
            ]
        );
    }

    #[test]
    fn every_input_has_a_name_of_its_own() {
        let mut a = announced();
        let site = |name: &str, pledge| Site {
            name: name.to_owned(),
            pledge,
            ..announced().programme.sites[0].clone()
        };
        a.programme.sites = vec![site("A", 10.0), site("B", 10.0)];
        let mut b = a.clone();
        b.programme.sites = vec![site("C", 1.0), site("D", 2.0), site("B", 3.0)];
        let comparison = compare(&a, &b);
        let names = names(&comparison);
        let mut unique = names.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), names.len(), "{names:?}");
        let pledge = |site: usize| {
            let name = format!("programme.sites.{site}.pledge");
            let row = comparison.inputs.iter().find(|row| row.input == name).expect("listed");
            row.site.as_deref().expect("a site")
        };
        assert_eq!([0, 1, 2, 3].map(pledge), ["A", "B", "C", "D"]);
    }

    #[test]
    fn sites_are_matched_by_name_whatever_their_order() {
        let korea = Site {
            name: "Korea (Seoul area)".to_owned(),
            pledge: 5.0,
            first: Month::new(2026, 1),
            months: 66.0,
            extra_delay: 6.0,
            yield_factor: 1.0,
        };
        let mut with_korea = announced();
        with_korea.programme.sites.insert(0, korea.clone());
        let comparison = compare(&announced(), &with_korea);
        assert_eq!(
            names(&comparison),
            [
                "programme.sites.1.first",
                "programme.sites.1.pledge",
                "programme.sites.1.months",
                "programme.sites.1.extra_delay",
                "programme.sites.1.yield_factor"
            ]
        );
        assert!(comparison.inputs.iter().all(|row| {
            row.site.as_deref() == Some("Korea (Seoul area)") && row.a.is_none() && row.b.is_some()
        }));
        let mut other_order = announced();
        other_order.programme.sites.push(korea);
        assert!(compare(&with_korea, &other_order).inputs.is_empty());
        other_order.programme.sites[1].pledge = 6.0;
        assert_eq!(names(&compare(&with_korea, &other_order)), ["programme.sites.0.pledge"]);
    }
}
