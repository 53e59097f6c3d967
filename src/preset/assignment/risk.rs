//! How the drivers vary: `risk.shape`, `risk.comovement`, `risk.correlations.margin.attach`.

use super::keys::no_such_field;
use super::values::{NONE, number_within, word};
use crate::analysis::Shape;
use crate::analysis::risk::{COMOVEMENT, CORRELATION};
use crate::model::{Driver, Unit};
use crate::preset::Preset;
use crate::text::{did_you_mean, quoted};

pub(super) fn assign(
    preset: &mut Preset,
    rest: &str,
    (key, value): (&str, &str),
) -> Result<(), String> {
    let shown = preset.shown(Unit::Ratio);
    let risk = &mut preset.risk;
    match rest {
        "shape" => word(value, &Shape::ALL, Shape::id).map(|shape| risk.shape = shape),
        "comovement" => number_within(value, shown, (key, COMOVEMENT))
            .map(|comovement| risk.comovement = comovement),
        "correlations" if value == NONE => {
            risk.correlations.clear();
            Ok(())
        }
        "correlations" => {
            Err("a correlation is set as risk.correlations.margin.attach=0.5".to_owned())
        }
        _ => match rest.strip_prefix("correlations.").and_then(|pair| pair.split_once('.')) {
            Some((one, other)) => {
                let (one, other) = (driver(one)?, driver(other)?);
                if one == other {
                    return Err(format!(
                        "a correlation of {} with itself says nothing; name two different drivers",
                        one.id()
                    ));
                }
                let is_pair =
                    |(a, b): (Driver, Driver)| [(one, other), (other, one)].contains(&(a, b));
                let place = risk.correlations.iter().position(|(a, b, _)| is_pair((*a, *b)));
                if value == NONE {
                    let place = place.ok_or("the preset has no such correlation")?;
                    risk.correlations.remove(place);
                    return Ok(());
                }
                let number = number_within(value, shown, (key, CORRELATION))?;
                match place {
                    Some(place) => risk.correlations[place].2 = number,
                    None => risk.correlations.push((one, other, number)),
                }
                Ok(())
            }
            None => Err(no_such_field(key, preset)),
        },
    }
}

fn driver(id: &str) -> Result<Driver, String> {
    Driver::from_id(id).ok_or_else(|| {
        let help = did_you_mean(id, &Driver::ALL.map(Driver::id));
        format!("there is no driver {}; {help}", quoted(id))
    })
}
