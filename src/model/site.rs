//! A site: where and when a part of the programme's money is spent.

use super::month::Month;
use super::spec::Range;

record! {
    /// Where and when money is spent.
    Site,
    /// A number of one site.
    SiteNumber {
    name: Text = "14 APEC economies".to_owned(), "Name",
        "what people call the site";
    pledge: Number(Pledge, Billions, Range::new(0.0, 10_000.0), (0.0, 200.0, 0.5)) = 40.0, "Pledge",
        "money pledged for the site";
    first: Month = Month::new(2025, 11), "First month",
        "the first month of spending, not before the start";
    months: Number(Months, Months, Range::whole(1.0, 240.0), (1.0, 120.0, 1.0)) = 32.0, "Spending months",
        "months over which the pledge is spent evenly";
    extra_delay: Number(ExtraDelay, Months, Range::new(-60.0, 120.0), (-24.0, 60.0, 1.0)) = 0.0, "Extra delay",
        "months added to every scenario's power delay at the site";
    yield_factor: Number(YieldFactor, Ratio, Range::new(0.0, 10.0), (0.0, 2.0, 0.01)) = 1.0, "Yield factor",
        "what a dollar at the site earns relative to the programme's revenue yield";
    }
}
