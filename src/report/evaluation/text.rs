//! An evaluation as a report to read, 80 columns wide for an ordinary horizon.

use super::Evaluation;
use crate::model::{Driver, Metric, Scenario, Series, Unit, Uses};
use crate::report::answer::{drawn, marked, paragraph, scenario_heads};
use crate::report::claims::CheckedPreset;
use crate::report::table::text;
use crate::view::format;
use crate::view::words::verdicts::counts_words;
use crate::widgets::text::{harmless, wrap};
use crate::widgets::{Glyphs, Sparkline};

/// Metrics that speak of one thing: its name, they, and whether a programme has it.
type Group = (&'static str, &'static [Metric], fn(Uses) -> bool);

const ALWAYS: fn(Uses) -> bool = |_| true;

/// The metrics by what they speak of, for reading.
const GROUPS: [Group; 7] = [
    (
        "Headline year",
        &[Metric::Revenue, Metric::OperatingIncome, Metric::OperatingMargin, Metric::EbitdaMargin],
        ALWAYS,
    ),
    (
        "Run rate, the year's last quarter × 4",
        &[
            Metric::RunRateRevenue,
            Metric::RunRateOperatingIncome,
            Metric::RunRateMargin,
            Metric::RevenueVsGroup,
        ],
        ALWAYS,
    ),
    (
        "Payback",
        &[
            Metric::PaybackYears,
            Metric::LastingPaybackYears,
            Metric::DiscountedPaybackYears,
            Metric::PaybackFromServiceYears,
            Metric::CashMultipleYears,
            Metric::EbitdaMultipleYears,
            Metric::IncomeMultipleYears,
        ],
        ALWAYS,
    ),
    (
        "Value",
        &[
            Metric::Npv,
            Metric::NpvPerCapital,
            Metric::BreakevenRevenueRatio,
            Metric::Irr,
            Metric::Roic,
        ],
        ALWAYS,
    ),
    (
        "Cash and size",
        &[
            Metric::Capital,
            Metric::PeakDraw,
            Metric::PeakIdleCapital,
            Metric::MinAnnualFcf,
            Metric::HorizonCash,
            Metric::SpendVsGroupCapex,
            Metric::GdpContribution,
            Metric::ItMwInService,
            Metric::RevenuePerMw,
        ],
        ALWAYS,
    ),
    ("Contracts", &[Metric::BacklogInService], |uses| uses.contracts),
    (
        "Debt",
        &[Metric::EquityIrr, Metric::PeakEquity, Metric::MinDscr, Metric::EquityPaybackYears],
        |uses| uses.debt,
    ),
];

/// The rows of the yearly tables for reading.
const YEARLY: [Series; 7] = [
    Series::Spend,
    Series::Refresh,
    Series::Energised,
    Series::Revenue,
    Series::OperatingIncome,
    Series::Fcf,
    Series::CumulativeFcf,
];

const YEARLY_HEADS: [&str; 8] =
    ["  year", "spend", "renewals", "energised", "revenue", "income", "cash", "total cash"];

impl Evaluation<'_> {
    /// The report's text, 80 columns wide for an ordinary horizon.
    pub fn text(&self) -> String {
        let mut out = format!("{}\n", harmless(&self.preset.name));
        for line in wrap(&harmless(&self.preset.summary), 78) {
            out.push_str(&format!("{line}\n"));
        }
        out.push('\n');
        out.push_str(&self.figures());
        out.push_str(&self.warnings());
        out.push_str(&self.charts());
        for scenario in Scenario::ALL {
            out.push_str(&self.yearly(scenario));
        }
        out.push_str(&self.claims());
        out
    }

    /// Drivers and metrics, a column for each scenario.
    fn figures(&self) -> String {
        let inputs = &self.preset.inputs;
        let programme = &inputs.programme;
        let currency = self.preset.money();
        let billions = currency.of(Unit::Billions);
        let mut tables = vec![text::words("", scenario_heads(), [[""; 0]; 0])];
        let mut group = |title: &str, rows: Vec<(&str, [String; 3])>| {
            let row = |(label, figures): (&str, [String; 3])| {
                [format!("  {label}")].into_iter().chain(figures)
            };
            tables.push(text::words(title, [""; 4], rows.into_iter().map(row)));
        };
        let drivers = Scenario::ALL.map(|scenario| inputs.scenarios[scenario].drivers());
        let is_stressed = |driver: &Driver| {
            drivers.iter().any(|given| Some(given[*driver]) != driver.spec().default)
        };
        let is_shown = |driver: &Driver| Driver::MAIN.contains(driver) || is_stressed(driver);
        let assumptions = Driver::ALL.into_iter().filter(is_shown).map(|driver| {
            let spec = driver.spec();
            let unit = currency.of(spec.unit);
            (spec.label, drivers.map(|given| format::short_setting(unit, given[driver])))
        });
        group("Assumptions", assumptions.collect());
        let owed = Scenario::ALL.map(|scenario| {
            let owed = self.scenarios[scenario].0.owed_at_equity_payback;
            owed.map_or_else(|| "n/a".to_owned(), |owed| format::figure(billions, owed))
        });
        for (title, metrics, is_used) in GROUPS {
            if !is_used(self.plan.uses()) {
                continue;
            }
            let rows = metrics.iter().map(|metric| {
                let shown = |scenario| {
                    let outcome = &self.scenarios[scenario].0;
                    format::metric(currency, outcome, *metric, programme.horizon.year())
                };
                (metric.spec().label, Scenario::ALL.map(shown))
            });
            // What is owed then stands below equity's payback, which comes last.
            let is_equity = metrics.last() == Some(&Metric::EquityPaybackYears);
            let rows = rows.chain(is_equity.then(|| ("  still owed then", owed.clone())));
            let title = match title {
                "Headline year" => format!("{title} {}", programme.headline_year),
                _ => title.to_owned(),
            };
            group(&title, rows.collect());
        }
        let outcomes = self.scenarios.map(|(outcome, _)| *outcome);
        let weighted = [Metric::OperatingIncome, Metric::Npv, Metric::PeakDraw];
        let weighted = weighted.into_iter().filter_map(|metric| {
            let value = inputs.weighted(metric, &outcomes)?;
            let shown = format::figure(currency.of(metric.spec().unit), value);
            Some((metric.spec().label, [shown, String::new(), String::new()]))
        });
        group("Weighted across scenarios", weighted.collect());
        text::aligned(&tables, 26, 14)
    }

    /// What a reader of the figures should know.
    fn warnings(&self) -> String {
        let mut out = String::new();
        for (scenario, (outcome, _)) in self.scenarios.iter() {
            if outcome.flags.margin_capped {
                out.push_str(&format!(
                    "\nNote: in {} the reference margin is capped: depreciation and platform costs take\n\
                     more than it leaves, so the remaining cash cost is held at 0.\n",
                    scenario.id()
                ));
            }
            if outcome.flags.irr_ambiguous {
                out.push_str(&format!(
                    "\nNote: in {} NPV changes sign at more than one rate, so there is no single IRR.\n",
                    scenario.id()
                ));
            }
            if outcome.flags.equity_irr_ambiguous && self.plan.uses().debt {
                out.push_str(&format!(
                    "\nNote: in {} the value of equity changes sign at more than one rate, so there is\n\
                     no single equity IRR.\n",
                    scenario.id()
                ));
            }
        }
        out
    }

    /// Operating income and cumulative cash by year, drawn on a common scale.
    fn charts(&self) -> String {
        let mut out = String::new();
        let unit = self.preset.shown(Unit::Billions);
        for (series, title, rows) in [
            (Series::OperatingIncome, "Operating income by year", 3_u16),
            (Series::CumulativeFcf, "Cumulative cash by year", 4),
        ] {
            let annual = self.scenarios.map(|(_, timeline)| timeline.annual(&self.plan, series));
            let all = || annual.0.iter().flatten().copied();
            let (low, high) = (all().fold(0.0, f64::min), all().fold(0.0, f64::max));
            let years = self.plan.years();
            let (first, last) = (years[0].year, years[years.len() - 1].year);
            out.push_str(&format!(
                "\n{title}, {} to {}\n",
                format::figure(unit, low),
                format::figure(unit, high)
            ));
            let width = if years.len() <= 20 { years.len() * 3 } else { years.len() };
            let width = u16::try_from(width).unwrap_or(66).min(66);
            for (scenario, values) in annual.iter() {
                let drawn = sparkline(values, (low, high), width, rows);
                for (index, line) in drawn.lines().enumerate() {
                    let label = if index == 0 { scenario.id() } else { "" };
                    out.push_str(format!("  {label:<5} {line}").trim_end());
                    out.push('\n');
                }
            }
            let gap = usize::from(width).saturating_sub(8);
            out.push_str(&format!("        {first}{}{last}\n", " ".repeat(gap)));
        }
        out
    }

    /// A scenario's yearly table.
    fn yearly(&self, scenario: Scenario) -> String {
        let (_, timeline) = &self.scenarios[scenario];
        let billions = self.preset.shown(Unit::Billions).name();
        let title = format!("{} by year, {billions}", marked(scenario));
        let columns = YEARLY.map(|series| timeline.annual(&self.plan, series));
        let rows = self.plan.years().iter().enumerate().map(|(index, year)| {
            let figures = columns.iter().map(move |values| format::decimal(values[index], 1));
            [format!("  {}", year.year)].into_iter().chain(figures)
        });
        text::aligned(&[text::words(&title, YEARLY_HEADS, rows)], 6, 7)
    }

    /// How many claims of each kind hold.
    fn claims(&self) -> String {
        let counts = CheckedPreset::new(self.preset).counts();
        if counts.is_empty() {
            return String::new();
        }
        let words = counts_words(&counts);
        let said = format!("Claims: {words}. ‘payback check’ shows each of them.");
        format!("\n{}", paragraph(&said, ""))
    }
}

/// A signed chart drawn in characters.
fn sparkline(values: &[f64], scale: (f64, f64), width: u16, rows: u16) -> String {
    let chart =
        Sparkline { values, scale, paint: (&Glyphs::PICTURE).into(), ..Sparkline::default() };
    drawn(chart, width, rows)
}
