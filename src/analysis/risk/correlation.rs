//! How the drivers' scores hang together: the correlation matrix and its Cholesky factor.

use super::error::RiskError;
use super::remedy::Remedy;
use super::settings::{COMOVEMENT, CORRELATION, RiskSettings};
use crate::analysis::question::differing_drivers;
use crate::model::{Driver, Inputs, Scenario};

/// The least that a pivot may be: below it, rounding decides.
const LEAST_PIVOT: f64 = 1e-10;

/// A square matrix among the drivers that vary.
pub(super) type Matrix = Vec<Vec<f64>>;

/// The lower triangular factor of the correlations among the drivers that vary.
///
/// Every pair is correlated by the comovement times the product of the two drivers' signs, the
/// sign of bull − bear, except where the settings name the pair.
///
/// # Errors
/// When a pair is named twice, is no pair, or has a driver that doesn't vary, when a number is out
/// of range, and when the matrix isn't positive definite.
pub(super) fn factor(
    inputs: &Inputs,
    settings: &RiskSettings,
    varying: &[Driver],
) -> Result<Matrix, RiskError> {
    cholesky(&matrix(inputs, settings, varying)?).ok_or_else(|| {
        let holds = |changed: &RiskSettings| {
            matrix(inputs, changed, varying).is_ok_and(|matrix| cholesky(&matrix).is_some())
        };
        RiskError::NotPositiveDefinite(Box::new(Remedy::find(settings, holds)))
    })
}

/// Whether the settings fit the inputs, so that draws can be made.
///
/// # Errors
/// As [`Simulation::new`](super::Simulation::new).
pub fn check_settings(inputs: &Inputs, settings: &RiskSettings) -> Result<(), RiskError> {
    factor(inputs, settings, &varying_drivers(inputs)).map(|_| ())
}

/// The drivers that differ between the scenarios, in their order: those that are drawn.
pub fn varying_drivers(inputs: &Inputs) -> Vec<Driver> {
    differing_drivers(inputs).map(|(driver, ..)| driver).collect()
}

/// The correlation of two drivers' scores: the pair's own, or what the comovement makes of it.
pub fn pair_correlation(inputs: &Inputs, settings: &RiskSettings, a: Driver, b: Driver) -> f64 {
    match settings.correlations.iter().find(|pair| is_pair(pair, a, b)) {
        Some((.., correlation)) => *correlation,
        None => settings.comovement * sign(inputs, a) * sign(inputs, b),
    }
}

/// The sign of bull − bear.
fn sign(inputs: &Inputs, driver: Driver) -> f64 {
    let value = |scenario: Scenario| inputs.scenarios[scenario].drivers()[driver];
    let (bear, bull) = (value(Scenario::Bear), value(Scenario::Bull));
    f64::from(i8::from(bull > bear) - i8::from(bull < bear))
}

fn matrix(
    inputs: &Inputs,
    settings: &RiskSettings,
    varying: &[Driver],
) -> Result<Matrix, RiskError> {
    if !COMOVEMENT.contains(settings.comovement) {
        return Err(RiskError::Comovement(settings.comovement));
    }
    let signs: Vec<f64> = varying.iter().map(|driver| sign(inputs, *driver)).collect();
    let mut matrix = vec![vec![1.0; varying.len()]; varying.len()];
    for row in 0..varying.len() {
        for column in (0..varying.len()).filter(|column| *column != row) {
            matrix[row][column] = settings.comovement * signs[row] * signs[column];
        }
    }
    let mut named = Vec::new();
    for (a, b, correlation) in settings.correlations.iter().copied() {
        if a == b {
            return Err(RiskError::WithItself(a));
        }
        if !CORRELATION.contains(correlation) {
            return Err(RiskError::Correlation(a, b, correlation));
        }
        let pair = (a.min(b), a.max(b));
        if named.contains(&pair) {
            return Err(RiskError::Twice(a, b));
        }
        named.push(pair);
        let place = |driver: Driver, with: Driver| {
            let place = varying.iter().position(|varies| *varies == driver);
            place.ok_or(RiskError::Constant {
                constant: driver,
                value: inputs.scenarios[Scenario::Base].drivers()[driver],
                with,
            })
        };
        let (row, column) = (place(a, b)?, place(b, a)?);
        matrix[row][column] = correlation;
        matrix[column][row] = correlation;
    }
    Ok(matrix)
}

/// The lower triangle L with L·Lᵀ the matrix; `None` unless it is positive definite.
fn cholesky(matrix: &Matrix) -> Option<Matrix> {
    let size = matrix.len();
    let mut factor = vec![vec![0.0; size]; size];
    for row in 0..size {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| factor[row][k] * factor[column][k]).sum();
            let rest = matrix[row][column] - known;
            if row == column {
                if rest < LEAST_PIVOT {
                    return None;
                }
                factor[row][row] = rest.sqrt();
            } else {
                factor[row][column] = rest / factor[column][column];
            }
        }
    }
    Some(factor)
}

/// Whether a named pair is these two, in either order.
fn is_pair(pair: &(Driver, Driver, f64), a: Driver, b: Driver) -> bool {
    (pair.0, pair.1) == (a, b) || (pair.0, pair.1) == (b, a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::question::tests::{announced, close};
    use crate::model::spec::Plain;
    use proptest::prelude::*;
    use proptest::test_runner::TestRunner;
    use std::cell::Cell;

    const VARYING: [Driver; 5] =
        [Driver::Utilization, Driver::Margin, Driver::PowerDelay, Driver::Attach, Driver::CapexCut];

    fn settings(comovement: f64, correlations: &[(Driver, Driver, f64)]) -> RiskSettings {
        RiskSettings { comovement, correlations: correlations.to_vec(), ..RiskSettings::default() }
    }

    fn error(comovement: f64, correlations: &[(Driver, Driver, f64)]) -> String {
        let refused = factor(&announced(), &settings(comovement, correlations), &VARYING);
        refused.expect_err("refused").to_string()
    }

    #[test]
    fn the_factor_gives_the_matrix_back() {
        let named = [(Driver::PowerDelay, Driver::Utilization, -0.6)];
        let settings = settings(0.3, &named);
        let factor = factor(&announced(), &settings, &VARYING).expect("positive definite");
        let product = |row: usize, column: usize| -> f64 {
            (0..VARYING.len()).map(|k| factor[row][k] * factor[column][k]).sum()
        };
        // A later power and a deeper cut are the bear's: against utilization, with each other.
        for (row, column, expected) in
            [(0, 0, 1.0), (0, 1, 0.3), (0, 2, -0.6), (1, 2, -0.3), (2, 4, 0.3), (3, 4, -0.3)]
        {
            assert!(close(product(row, column), expected, 1e-12), "{row} {column}");
        }
    }

    #[test]
    fn refusals_say_what_to_change() {
        let (u, m, d) = (Driver::Utilization, Driver::Margin, Driver::PowerDelay);
        assert!(
            error(1.0, &[])
                .contains("the comovement can be at most 0.99 with all else as it is, not 1")
        );
        assert!(error(1.5, &[]).contains("the comovement is 1.5: valid is 0..1"));
        assert!(
            error(0.0, &[(u, m, 0.5), (m, u, 0.4)])
                .contains("margin and utilization is given twice")
        );
        assert!(error(0.0, &[(u, u, 0.5)]).contains("utilization is paired with itself"));
        assert!(error(0.0, &[(u, m, -1.5)]).contains("is −1.5: valid is −1..1"));
        let constant = error(0.0, &[(u, Driver::PriceErosion, 0.5)]);
        assert!(constant.contains("price_erosion is 0 in all three scenarios"), "{constant}");
        let impossible = error(0.0, &[(u, m, 0.9), (m, d, 0.9), (u, d, -0.9)]);
        assert!(
            impossible.contains(
                "utilization–margin can be at most −0.63 with all else as it is, not 0.9"
            ),
            "{impossible}"
        );
        assert!(impossible.ends_with("(their matrix is not positive definite)"));
        let with_margin = [Driver::PowerDelay, Driver::Attach, Driver::CapexCut].map(|d| (m, d));
        let numbers = [0.9, 0.523_677_627_443_355_8, 0.9];
        let three: Vec<_> =
            with_margin.iter().zip(numbers).map(|(&(a, b), number)| (a, b, number)).collect();
        let tiny = error(7.6e-5, &three);
        assert!(tiny.contains("multiplied by") && tiny.contains("comovement 0 ("), "{tiny}");
    }

    /// Settings of which every number is drawn, most of them far from 0.
    fn any_settings() -> impl Strategy<Value = RiskSettings> {
        let number = || prop_oneof![3 => -1.0..1.0, 1 => 0.9..1.0, 1 => -1.0..-0.9, 1 => Just(1.0)];
        let comovement = prop_oneof![2 => Just(0.0), 2 => 0.0..1.0, 1 => Just(1.0)];
        let pairs: Vec<(Driver, Driver)> = (0..VARYING.len())
            .flat_map(|a| (a + 1..VARYING.len()).map(move |b| (VARYING[a], VARYING[b])))
            .collect();
        let named = prop::sample::subsequence(pairs, 0..=8);
        (comovement, named, prop::collection::vec(number(), 8)).prop_map(
            |(comovement, pairs, numbers)| {
                let named = pairs.into_iter().zip(numbers);
                settings(comovement, &named.map(|((a, b), r)| (a, b, r)).collect::<Vec<_>>())
            },
        )
    }

    #[test]
    fn what_a_refusal_proposes_is_accepted_and_says_every_number_that_changes() {
        let inputs = announced();
        let kinds = [Cell::new(0), Cell::new(0)];
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 3000,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let checked = runner.run(&any_settings(), |settings| {
            let Err(refused) = factor(&inputs, &settings, &VARYING) else { return Ok(()) };
            let RiskError::NotPositiveDefinite(remedy) = &refused else { panic!("{refused}") };
            let words = refused.to_string();
            let proposed = &remedy.settings;
            prop_assert!(
                factor(&inputs, proposed, &VARYING).is_ok(),
                "{} for {:?}",
                words,
                settings
            );
            let mut changes = 0;
            for (before, after) in settings.correlations.iter().zip(&proposed.correlations) {
                prop_assert_eq!((before.0, before.1), (after.0, after.1));
                if before.2.to_bits() != after.2.to_bits() {
                    changes += 1;
                    let pair = format!("{}–{}", after.0.id(), after.1.id());
                    prop_assert!(words.contains(&pair), "{}", words);
                    prop_assert!(words.contains(&Plain(after.2).to_string()), "{}", words);
                }
            }
            if settings.comovement.to_bits() != proposed.comovement.to_bits() {
                changes += 1;
                let comovement = Plain(proposed.comovement).to_string();
                prop_assert!(
                    words.contains("comovement") && words.contains(&comovement),
                    "{}",
                    words
                );
            }
            prop_assert!(changes > 0);
            let kind = &kinds[usize::from(changes > 1)];
            kind.set(kind.get() + 1);
            Ok(())
        });
        checked.unwrap();
        assert!(kinds[0].get() > 100 && kinds[1].get() > 20, "too few of a kind: {kinds:?}");
    }

    #[test]
    fn a_proposed_number_is_the_last_in_hundredths_that_holds() {
        let (u, m, d) = (Driver::Utilization, Driver::Margin, Driver::PowerDelay);
        for (comovement, named) in [
            (0.3, vec![(u, m, -0.95)]),
            (0.0, vec![(u, m, 0.99), (m, d, 0.5), (u, d, -0.5)]),
            (0.9, vec![(u, d, 0.4)]),
        ] {
            let settings = settings(comovement, &named);
            let refused = factor(&announced(), &settings, &VARYING).unwrap_err();
            let RiskError::NotPositiveDefinite(remedy) = refused else { panic!("{refused}") };
            let of = |settings: &RiskSettings| {
                let mut numbers: Vec<f64> =
                    settings.correlations.iter().map(|pair| pair.2).collect();
                numbers.push(settings.comovement);
                numbers
            };
            let (before, after) = (of(&settings), of(&remedy.settings));
            let place = (0..before.len())
                .find(|place| before[*place].total_cmp(&after[*place]).is_ne())
                .unwrap();
            let further = after[place] + 0.01 * (before[place] - after[place]).signum();
            let mut beyond = remedy.settings.clone();
            match beyond.correlations.get_mut(place) {
                Some(pair) => pair.2 = further,
                None => beyond.comovement = further,
            }
            assert!(factor(&announced(), &beyond, &VARYING).is_err(), "{beyond:?}");
        }
    }
}
