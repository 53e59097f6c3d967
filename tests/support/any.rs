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
    (0.0..100.0, 0..60_i32, 1..120_u32, -30.0..60.0).prop_map(
        |(pledge, first, months, extra_delay)| Site {
            name: "site".to_owned(),
            pledge,
            first: Month::new(2025, 11).plus(first),
            months: f64::from(months),
            extra_delay,
        },
    )
}

pub fn any_programme() -> impl Strategy<Value = Programme> {
    let numbers: Vec<_> = ProgrammeNumber::ALL.iter().map(|number| any_number(*number)).collect();
    (numbers, prop::collection::vec(any_site(), 1..4), 72..300_i32, -20..200_i32).prop_map(
        |(numbers, sites, months, stress)| {
            let mut programme = Programme { sites, ..Programme::default() };
            programme.sites[0].pledge += 1.0;
            programme.horizon = programme.start.plus(months - 1);
            programme.stress_from = programme.start.plus(stress);
            for (number, value) in ProgrammeNumber::ALL.iter().zip(numbers) {
                number.set(&mut programme, value);
            }
            programme
        },
    )
}
