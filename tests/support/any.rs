//! Programmes and drivers anywhere within what is valid.

use payback::model::{Driver, Drivers, Month, Programme, ProgrammeNumber, Site};
use proptest::prelude::*;

/// How many cases of a property are tried: the usual number, or `PROPERTY_CASES` where that is set.
pub fn cases(usual: u32) -> u32 {
    std::env::var("PROPERTY_CASES").map_or(usual, |text| text.parse().expect("a number"))
}

/// A driver's value anywhere in its valid range, or at its lower end.
pub fn any_drivers() -> impl Strategy<Value = Drivers> {
    let value = |driver: Driver| {
        let valid = driver.spec().valid;
        prop_oneof![3 => valid.min..=valid.max, 1 => Just(valid.min.max(0.0))]
    };
    Driver::ALL.map(value).prop_map(Drivers)
}

fn any_number(number: ProgrammeNumber) -> impl Strategy<Value = f64> {
    let spec = number.spec();
    let least = if spec.valid.above_min { spec.slider.min.max(1e-3) } else { spec.valid.min };
    let most =
        spec.valid.max.min(spec.slider.max.max(spec.valid.min + 1.0) * 2.0).min(spec.valid.max);
    let default = spec.default.unwrap_or(least);
    prop_oneof![2 => least..=most, 1 => Just(default), 1 => Just(least)]
}

fn any_site() -> impl Strategy<Value = Site> {
    (0.0..100.0, 0..60_i32, 1..120_u32, -30.0..60.0, 0.0..2.0).prop_map(
        |(pledge, first, months, extra_delay, yield_factor)| Site {
            name: "site".to_owned(),
            pledge,
            first: Month::new(2025, 11).plus(first),
            months: f64::from(months),
            extra_delay,
            yield_factor,
        },
    )
}

/// Numbers that are neutral in most programmes.
const OPTIONAL: [ProgrammeNumber; 7] = [
    ProgrammeNumber::RenewalShare,
    ProgrammeNumber::IdleAgeing,
    ProgrammeNumber::GenerationFade,
    ProgrammeNumber::CostInflation,
    ProgrammeNumber::PowerPriceRise,
    ProgrammeNumber::ContractsShare,
    ProgrammeNumber::DebtShare,
];

/// What of the optional is in use; the last says whether sites differ in what they yield.
fn any_uses() -> impl Strategy<Value = [bool; 8]> {
    prop_oneof![
        4 => [(); 8].map(|()| prop::bool::weighted(0.3)),
        1 => Just([false; 8]),
        1 => Just([true; 8]),
    ]
}

pub fn any_programme() -> impl Strategy<Value = Programme> {
    let numbers: Vec<_> = ProgrammeNumber::ALL.iter().map(|number| any_number(*number)).collect();
    let sites = prop::collection::vec(any_site(), 1..4);
    (numbers, sites, 72..300_i32, -20..200_i32, any_uses(), 1..=12_u32, any::<bool>()).prop_map(
        |(numbers, sites, months, stress, uses, year_ends, stays)| {
            let mut programme = Programme { sites, ..Programme::default() };
            programme.year_ends = f64::from(year_ends);
            if !uses[OPTIONAL.len()] {
                for site in &mut programme.sites {
                    site.yield_factor = 1.0;
                }
            }
            programme.sites[0].pledge += 1.0;
            programme.horizon = programme.start.plus(months - 1);
            programme.stress_from = programme.start.plus(stress);
            for (number, value) in ProgrammeNumber::ALL.iter().zip(numbers) {
                number.set(&mut programme, value);
            }
            for (number, _) in OPTIONAL.into_iter().zip(uses).filter(|(_, is_used)| !is_used) {
                number.set(&mut programme, number.get(&Programme::default()));
            }
            if stays {
                programme.calibrate();
            }
            programme
        },
    )
}
