//! The words and marks of every screen, and what they mean.

/// A mark or a word, and what it means.
type Entry = (&'static str, &'static str);

/// The marks before a change; each alphabet has its own in place of them.
pub(super) const CHANGES: &str = "▲ ▼ before";

pub(super) const SECTIONS: [(&str, &[Entry]); 3] = [
    (
        "Marks",
        &[
            ("▼ ● ▲", "the bear, the base and the bull scenario, everywhere"),
            (
                "◆",
                "several scenarios at one place, the month of payback on a chart, or on Back-test \
                 what was reported",
            ),
            ("▸", "what is chosen: keys act on it"),
            ("✓ ✗", "a claim holds; a claim fails"),
            (CHANGES, "a change: up or down since the pin or the last edit"),
            ("+ −", "on Explain: a figure that can be opened, or that is open"),
            ("↕", "the figure turns around between two ends: neither end is its extreme"),
            (
                "hatching",
                "never: the figure has no value there, such as a payback after the horizon",
            ),
            ("dots", "a line of a chart; a second, fainter line is how it was before the change"),
            ("[●] on a line", "the scenario's present setting and what comes of it"),
            ("▸ at a bar's end", "it goes on beyond all figures: never"),
            ("▴ ▾", "there is more above or below"),
            ("…", "cut for lack of room; a wider window shows it"),
        ],
    ),
    (
        "Words",
        &[
            ("pay back", "when the cash earned has made up for all that was spent"),
            ("never by 2040", "not within the years that are modelled"),
            (
                "steady state",
                "payback as capital over the cash of a year at full run, without the ramp",
            ),
            ("ref. load", "the utilization at which the reference margin was read off"),
            ("ref. margin", "the operating margin at the reference load"),
            (
                "DSCR",
                "debt service cover: a year's cash before debt service over interest and repayment",
            ),
            ("NPV, IRR", "cash discounted to the start; the rate at which that is zero"),
            ("ROIC", "operating income after tax over the capital in service"),
            ("EBITDA", "operating income before depreciation"),
            ("run rate", "a month's figure times twelve"),
            ("idle capital", "money spent on what isn't yet in service"),
            ("backlog", "contracts that are signed and not yet served"),
            ("attach", "further revenue that comes with each dollar of computing sold"),
            ("stress", "something that goes wrong beside the main drivers; 0 where it doesn't"),
            ("pin", "a state kept to compare figures with"),
            ("LINK", "one slider moves all three scenarios by the same amount"),
        ],
    ),
    (
        "Risk",
        &[
            ("P8", "a percentile: 8 of 100 draws lie below it"),
            (
                "▒ ░ on the fan",
                "half of the draws lie within the darker band, nine in ten within the lighter",
            ),
            ("odds", "the share of draws that meet a target or a claim"),
            ("±", "the standard error: how far another run of as many draws would be off"),
            ("comovement", "how much all drivers go well or badly together, from 0 to 1"),
            ("correlation", "the same for two of them, from −1 to 1"),
            (
                "Sobol index",
                "the share of the spread that a driver brings about, where drivers vary alone",
            ),
            ("Shapley effect", "the same where they vary together"),
            ("pp", "percentage points: from 65 % to 70 % is 5 pp"),
        ],
    ),
];
