//! How the drivers' scores hang together: the correlation matrix and its Cholesky factor.

use super::error::RiskError;
use super::settings::{COMOVEMENT, CORRELATION, RiskSettings};
use crate::analysis::question::differing_drivers;
use crate::model::spec::Plain;
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
    let correlations = matrix(inputs, settings, varying)?;
    cholesky(&correlations).ok_or_else(|| RiskError::NotPositiveDefinite {
        advice: advice(settings, varying, &correlations),
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

/// What would make the matrix positive definite.
fn advice(settings: &RiskSettings, varying: &[Driver], correlations: &Matrix) -> String {
    let holds = |named: f64, comoving: f64| {
        let mut scaled = correlations.clone();
        for (row, a) in varying.iter().enumerate() {
            for (column, b) in varying.iter().enumerate().filter(|(column, _)| *column != row) {
                let is_named = settings.correlations.iter().any(|pair| is_pair(pair, *a, *b));
                scaled[row][column] *= if is_named { named } else { comoving };
            }
        }
        cholesky(&scaled).is_some()
    };
    if settings.correlations.is_empty() {
        return "the comovement must be below 1, such as 0.95".to_owned();
    }
    // The greatest share, in whole percent, that keeps everything else.
    let most = |holds: &dyn Fn(f64) -> bool| {
        (0..100_i32).rev().map(|percent| f64::from(percent) / 100.0).find(|share| holds(*share))
    };
    let pairs: Vec<String> = settings
        .correlations
        .iter()
        .filter(|(.., correlation)| *correlation != 0.0)
        .map(|(a, b, correlation)| format!("{}–{} {}", a.id(), b.id(), Plain(*correlation)))
        .collect();
    let named = pairs.join(", ");
    let percent = |share: f64| (share * 100.0).round();
    if let Some(share) = most(&|share| holds(share, 1.0)) {
        let share = percent(share);
        return format!("bring {named} nearer to 0; at {share} % of that it holds");
    }
    match most(&|share| holds(1.0, share)) {
        Some(share) => {
            let comovement = Plain((settings.comovement * share * 100.0).floor() / 100.0);
            format!("lower the comovement of {} to {comovement}", Plain(settings.comovement))
        }
        None => format!("bring {named} nearer to 0 and lower the comovement"),
    }
}

/// Whether a named pair is these two, in either order.
fn is_pair(pair: &(Driver, Driver, f64), a: Driver, b: Driver) -> bool {
    (pair.0, pair.1) == (a, b) || (pair.0, pair.1) == (b, a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::question::tests::{announced, close};

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
        assert!(error(1.0, &[]).contains("the comovement must be below 1"));
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
        assert!(impossible.contains("utilization–margin 0.9, margin–power_delay 0.9"));
        assert!(impossible.contains("at 55 % of that it holds"), "{impossible}");
    }
}
