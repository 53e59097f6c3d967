//! A preset's evaluation: as a report to read, as JSON, as CSV.

mod export;

use super::table::Table;
use crate::model::{
    Driver, Metric, Outcome, Plan, Scenario, Scenarios, Series, Timeline, Workspace, evaluate,
};
use crate::preset::Preset;
use crate::view::{Look, format};
use crate::widgets::text::harmless;
use crate::widgets::{Glyphs, Sparkline};

/// A preset, evaluated.
pub struct Evaluation<'a> {
    preset: &'a Preset,
    plan: Plan,
    scenarios: Scenarios<(Outcome, Timeline)>,
}

/// What the rows of a CSV table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Each scenario's years.
    Years,
    /// Each scenario's months.
    Months,
    /// Each scenario's metrics.
    Metrics,
}

/// The metrics by what they speak of, for reading.
const GROUPS: [(&str, &[Metric]); 5] = [
    (
        "Headline year",
        &[Metric::Revenue, Metric::OperatingIncome, Metric::OperatingMargin, Metric::EbitdaMargin],
    ),
    (
        "Run rate, the year's last quarter × 4",
        &[
            Metric::RunRateRevenue,
            Metric::RunRateOperatingIncome,
            Metric::RunRateMargin,
            Metric::RevenueVsGroup,
        ],
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
    ),
    ("Value", &[Metric::Npv, Metric::NpvPerCapital, Metric::Irr, Metric::Roic]),
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
        ],
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

impl<'a> Evaluation<'a> {
    /// Evaluates the three scenarios.
    pub fn new(preset: &'a Preset) -> Self {
        let plan = Plan::new(&preset.inputs.programme);
        let scenarios = Scenarios::from_fn(|scenario| {
            let mut workspace = Workspace::new();
            let drivers = preset.inputs.scenarios[scenario].drivers();
            (evaluate(&plan, drivers, &mut workspace), workspace.timeline)
        });
        Self { preset, plan, scenarios }
    }

    /// The report's text, 80 columns wide for an ordinary horizon.
    pub fn text(&self) -> String {
        let mut out = format!("{}\n", harmless(&self.preset.name));
        for line in crate::widgets::text::wrap(&harmless(&self.preset.summary), 78) {
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
        let look = Look::new(false, true);
        let mut table = Table::new();
        let names =
            Scenario::ALL.map(|scenario| format!("{} {}", look.mark(scenario), scenario.id()));
        table.row([&[String::new()][..], &names].concat());
        table.title("Assumptions");
        let stressed = |driver: &Driver| {
            Driver::MAIN.contains(driver)
                || self
                    .preset
                    .inputs
                    .scenarios
                    .iter()
                    .any(|(_, given)| given.drivers()[*driver] != 0.0)
        };
        for driver in Driver::ALL.into_iter().filter(stressed) {
            let values = Scenario::ALL.map(|scenario| {
                let value = self.preset.inputs.scenarios[scenario].drivers()[driver];
                format::short_setting(driver.spec().unit, value)
            });
            table.row([&[format!("  {}", driver.spec().label)][..], &values].concat());
        }
        let programme = &self.preset.inputs.programme;
        for (title, metrics) in GROUPS {
            table.title(&match title {
                "Headline year" => format!("{title} {}", programme.headline_year),
                _ => title.to_owned(),
            });
            for metric in metrics {
                let values = Scenario::ALL.map(|scenario| {
                    format::metric(&self.scenarios[scenario].0, *metric, programme.horizon.year())
                });
                table.row([&[format!("  {}", metric.spec().label)][..], &values].concat());
            }
        }
        let outcomes = self.scenarios.map(|(outcome, _)| *outcome);
        table.title("Weighted across scenarios");
        for metric in [Metric::OperatingIncome, Metric::Npv, Metric::PeakDraw] {
            if let Some(value) = self.preset.inputs.weighted(metric, &outcomes) {
                table.row([
                    format!("  {}", metric.spec().label),
                    format::figure(metric.spec().unit, value),
                ]);
            }
        }
        table.text(26, 14)
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
        }
        out
    }

    /// Operating income and cumulative cash by year, drawn on a common scale.
    fn charts(&self) -> String {
        let mut out = String::new();
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
                format::figure(crate::model::Unit::Billions, low),
                format::figure(crate::model::Unit::Billions, high)
            ));
            let width = if years.len() <= 20 { years.len() * 3 } else { years.len() };
            let width = u16::try_from(width).unwrap_or(66).min(66);
            for (scenario, values) in annual.iter() {
                let drawn = drawn(values, (low, high), width, rows);
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
        let look = Look::new(false, true);
        let mut table = Table::new();
        table.title(&format!("{} {} by year, $bn", look.mark(scenario), scenario.id()));
        let heads = ["spend", "renewals", "energised", "revenue", "income", "cash", "total cash"];
        table.row(["  year"].into_iter().chain(heads));
        let columns = YEARLY.map(|series| timeline.annual(&self.plan, series));
        for (index, year) in self.plan.years().iter().enumerate() {
            let figures = columns.iter().map(|values| format::decimal(values[index], 1));
            table.row([format!("  {}", year.year)].into_iter().chain(figures));
        }
        table.text(6, 7)
    }

    /// How many claims of each kind hold.
    fn claims(&self) -> String {
        let checked = crate::report::claims::CheckedPreset::new(self.preset);
        let counts = checked.counts();
        if counts.is_empty() {
            return String::new();
        }
        let words = crate::view::words::verdicts::counts_words(&counts);
        let said = format!("Claims: {words}. ‘payback check’ shows each of them.");
        format!("\n{}", super::answer::paragraph(&said, ""))
    }
}

/// A signed chart drawn in characters.
fn drawn(values: &[f64], scale: (f64, f64), width: u16, rows: u16) -> String {
    let chart = Sparkline { values, scale, paint: Glyphs::PICTURE.into(), ..Sparkline::default() };
    super::answer::drawn(chart, width, rows)
}
