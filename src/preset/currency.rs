//! What a preset's money is shown in.

use crate::model::Unit;
use crate::text::is_disruptive;
use std::borrow::Cow;

/// What can stand for a currency, in words.
pub(super) const SIGN: &str = "one to three characters, such as \"$\" or \"EUR\"";

/// Whether a text can stand for a currency.
pub(super) fn is_sign(text: &str) -> bool {
    (1..=3).contains(&text.chars().count())
        && !text.chars().any(|c| is_disruptive(c) || c.is_whitespace())
}

/// A currency by its sign, small enough to go along with every figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency([Option<char>; 3]);

impl Currency {
    /// The currency of a preset that names none.
    pub const DOLLAR: Self = Self([Some('$'), None, None]);

    /// The currency with that sign of one to three characters.
    pub fn new(sign: &str) -> Self {
        let mut letters = sign.chars();
        Self(std::array::from_fn(|_| letters.next()))
    }

    /// A unit, shown in this currency.
    pub const fn of(self, unit: Unit) -> ShownUnit {
        ShownUnit { unit, currency: self }
    }

    /// Words of the program's own, with this currency where they have `$`. One of several letters
    /// stands apart from what follows: `EUR 2.7 bn`.
    pub fn words<'a>(self, ours: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
        let ours = ours.into();
        if self == Self::DOLLAR || !ours.contains('$') {
            return ours;
        }
        let sign: String = self.0.iter().flatten().collect();
        let is_word = sign.chars().count() > 1 && sign.ends_with(|end: char| end.is_alphabetic());
        let mut out = String::with_capacity(ours.len() + 2 * sign.len());
        let mut letters = ours.chars().peekable();
        while let Some(letter) = letters.next() {
            if letter != '$' {
                out.push(letter);
                continue;
            }
            out.push_str(&sign);
            if is_word && letters.peek().is_some_and(|next| next.is_alphanumeric()) {
                out.push(' ');
            }
        }
        Cow::Owned(out)
    }
}

/// A unit with the currency in which money of that unit is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownUnit {
    /// What it counts.
    pub unit: Unit,
    /// Whose money that is, as far as it counts any.
    pub currency: Currency,
}

impl ShownUnit {
    /// The unit's name as people read it: `€bn`.
    pub fn name(self) -> Cow<'static, str> {
        self.currency.words(self.unit.id())
    }

    /// Whether values of the unit are the same amounts in another currency.
    pub fn is_same_in(self, other: Currency) -> bool {
        !self.unit.counts_currency() || self.currency == other
    }
}

impl From<ShownUnit> for Unit {
    fn from(shown: ShownUnit) -> Self {
        shown.unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_of_letters_stands_apart_from_what_follows() {
        for (sign, billions, rate, power) in [
            ("$", "$bn/yr", "$/yr per $", "MW per $bn"),
            ("€", "€bn/yr", "€/yr per €", "MW per €bn"),
            ("EUR", "EUR bn/yr", "EUR/yr per EUR", "MW per EUR bn"),
            ("kr", "kr bn/yr", "kr/yr per kr", "MW per kr bn"),
            ("R", "Rbn/yr", "R/yr per R", "MW per Rbn"),
            ("US$", "US$bn/yr", "US$/yr per US$", "MW per US$bn"),
        ] {
            let name = |unit| Currency::new(sign).of(unit).name();
            assert_eq!(name(Unit::BillionsPerYear), billions);
            assert_eq!(name(Unit::DollarsPerYearPerDollar), rate);
            assert_eq!(name(Unit::MegawattsPerBillion), power);
            assert_eq!(name(Unit::Share), "share");
        }
    }

    #[test]
    fn money_of_two_currencies_is_not_the_same() {
        let [euro, dollar] = ["€", "$"].map(Currency::new);
        assert_eq!(dollar, Currency::DOLLAR);
        for (unit, same) in [
            (Unit::Billions, false),
            (Unit::MegawattsPerBillion, false),
            (Unit::DollarsPerYearPerDollar, true),
            (Unit::Years, true),
        ] {
            assert_eq!(euro.of(unit).is_same_in(dollar), same);
            assert!(euro.of(unit).is_same_in(euro));
        }
    }
}
