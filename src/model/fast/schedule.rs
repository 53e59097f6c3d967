//! The curves of which every scenario is a sum, at each delay where one of them has a knot.

use super::columns::Months;
use super::energised::Energised;
use super::stress::{Parts, Stress};
use crate::model::capital::EarningCapital;
use crate::model::debt::DebtFlows;
use crate::model::plan::{Plan, Uses};
use crate::model::series::largest;
use crate::model::simulation::{Workspace, capital_schedule, schedule_energised};

/// Delays nearer to each other than this, in months, are one.
const SAME_DELAY: f64 = 1e-10;

/// Shares of a curve's highest value below this are rounding.
const DUST: f64 = 1e-12;

/// The power delays between which every curve is a straight line in the delay, ends included: each
/// at which some site's capital is built or powered after a whole number of months, and each at
/// which a site that has power early begins to wait.
pub(super) fn knots(plan: &Plan, low: f64, high: f64) -> Vec<f64> {
    let mut knots = vec![low, high];
    let build = plan.programme.build_months;
    for group in &plan.groups {
        let extra = group.extra_delay;
        knots.push(-extra);
        let (least, most) = ((low + extra).max(0.0), (high + extra).max(0.0));
        // Deferred servers are paid for when power comes, without the months of building.
        for offset in [build, 0.0] {
            let mut months = (least + offset).ceil();
            while months <= most + offset {
                knots.push(months - offset - extra);
                months += 1.0;
            }
            if plan.programme.server_deferral == 0.0 {
                break;
            }
        }
    }
    knots.retain(|knot| (low..=high).contains(knot));
    knots.sort_by(f64::total_cmp);
    knots.dedup_by(|next, kept| *next - *kept < SAME_DELAY);
    // The ends stay what they are, so that no draw lies beyond them by rounding.
    if let Some(last) = knots.last_mut() {
        *last = high;
    }
    knots
}

/// Capital by which scenarios earn and pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Free,
    Aged,
    Contracted,
    InUse,
    Sellable,
    InService,
}

impl Base {
    pub(super) const COUNT: usize = 6;

    /// The one that is the same for a programme which doesn't tell them apart.
    pub(super) const fn of(self, uses: Uses) -> Self {
        match self {
            Self::Free if !uses.contracts => Self::Aged.of(uses),
            Self::Aged if !uses.fading => Self::Sellable.of(uses),
            Self::Sellable if !uses.yields => Self::InUse,
            other => other,
        }
    }

    const ALL: [Self; Self::COUNT] =
        [Self::Free, Self::Aged, Self::Contracted, Self::InUse, Self::Sellable, Self::InService];

    const fn series<'a>(self, capital: &EarningCapital<'a>) -> &'a [f64] {
        match self {
            Self::Free => capital.free,
            Self::Aged => capital.aged,
            Self::Contracted => capital.contracted,
            Self::InUse => capital.in_use,
            Self::Sellable => capital.sellable,
            Self::InService => capital.in_service,
        }
    }
}

/// The curves at one delay, in the parts that the stresses scale.
#[derive(Debug, Clone)]
pub(super) struct Schedule {
    /// Capital of each base that the programme tells apart; the others are empty.
    bases: [Parts<Vec<f64>>; Base::COUNT],
    /// What is contracted and still to come.
    pub backlog: Parts<Vec<f64>>,
    /// What neither load nor price nor margin changes, but for what stressed spend adds that is
    /// kept and not shipped: that is the same at every delay.
    pub rest: Parts<Months>,
    /// The first month with energised capital from spend that no stress touches, and from
    /// stressed spend.
    pub service: [usize; 2],
}

impl Schedule {
    /// A base's capital.
    pub(super) const fn base(&self, base: Base) -> &Parts<Vec<f64>> {
        &self.bases[base as usize]
    }
}

/// Schedules at delays that rise.
///
/// The programme is laid out by the model's own simulation: without stressed spend, and with
/// servers of it shipped alone. The differences are the parts. Where no stress varies it is laid out
/// once, as it is, and there are no other parts.
pub(super) struct Schedules<'a> {
    plan: &'a Plan,
    stress: Stress,
    workspace: Workspace,
    plain: Energised<'a>,
    shipped: Option<Energised<'a>>,
}

impl<'a> Schedules<'a> {
    pub(super) fn new(plan: &'a Plan, stress: Stress) -> Self {
        let is_fixed = matches!(stress, Stress::Fixed { .. });
        let mut workspace = Workspace::new();
        workspace.fit(plan);
        Self {
            plan,
            stress,
            workspace,
            plain: Energised::new(plan, stress.plain().1),
            shipped: (!is_fixed).then(|| Energised::new(plan, 1.0)),
        }
    }

    /// Lays the programme out at a delay, above that of the call before; `next` is that of the call
    /// after.
    pub(super) fn at(&mut self, delay: f64, next: Option<f64>) -> Schedule {
        let Self { plan, stress, workspace, plain, shipped } = self;
        let mut laid = |(kept, shipped): (f64, f64), energised: &mut Energised| {
            energised.put(delay, next, workspace);
            schedule_energised(plan, kept, shipped, delay, workspace);
            Laid::new(plan, workspace)
        };
        let plain = laid(stress.plain(), plain);
        let shipped = shipped.as_mut().map(|energised| laid((0.0, 1.0), energised));
        let first = |months: &[f64]| {
            months.iter().position(|energised| *energised > 0.0).unwrap_or(usize::MAX)
        };
        let of_shipped = shipped.as_ref();
        let energised = of_shipped.map(|laid| difference(&laid.energised, &plain.energised));
        Schedule {
            service: [
                first(&plain.energised),
                energised.map_or(usize::MAX, |months| first(&months)),
            ],
            bases: Base::ALL.map(|base| {
                let of = |laid: &Laid| laid.bases[base as usize].clone();
                parts(of(&plain), of_shipped.map(of))
            }),
            backlog: parts(plain.backlog, of_shipped.map(|laid| laid.backlog.clone())),
            rest: Parts {
                shipped: of_shipped.map(|laid| less(&laid.rest, &plain.rest)),
                kept: None,
                plain: plain.rest,
            },
        }
    }

    /// What stressed spend adds to the rest that is kept and not shipped, at every delay; `None`
    /// where no stress varies.
    pub(super) fn kept(&mut self) -> Option<Months> {
        let Self { plan, workspace, .. } = self;
        self.shipped.as_ref()?;
        let mut laid = |kept: f64| {
            capital_schedule(plan, kept, 0.0, 0.0, workspace);
            Laid::new(plan, workspace)
        };
        let plain = laid(0.0);
        Some(less(&laid(1.0).rest, &plain.rest))
    }
}

/// A programme laid out once.
#[derive(Clone)]
struct Laid {
    bases: [Vec<f64>; Base::COUNT],
    backlog: Vec<f64>,
    energised: Vec<f64>,
    rest: Months,
}

impl Laid {
    fn new(plan: &Plan, workspace: &mut Workspace) -> Self {
        let timeline = &mut workspace.timeline;
        for series in [
            &mut timeline.ramped,
            &mut timeline.energised,
            &mut timeline.depreciation,
            &mut timeline.refresh,
        ] {
            clean(series);
        }
        let capital = workspace.earning_capital(plan);
        let is_told_apart = |base: Base| {
            base.of(plan.uses) == base && (base != Base::Contracted || plan.uses.contracts)
        };
        let bases = Base::ALL.map(|base| {
            let mut series = Vec::new();
            if is_told_apart(base) {
                series.extend_from_slice(base.series(&capital));
                clean(&mut series);
            }
            series
        });
        let backlog = &workspace.capital.backlog;
        Self {
            bases,
            backlog: if plan.uses.contracts { backlog.clone() } else { Vec::new() },
            energised: workspace.timeline.energised.clone(),
            rest: rest(plan, workspace),
        }
    }
}

/// The series that follow from the schedule alone: idle cost and depreciation are borne, spend and
/// renewals paid, debt drawn and served, whatever is sold.
fn rest(plan: &Plan, workspace: &Workspace) -> Months {
    let (programme, timeline) = (&plan.programme, &workspace.timeline);
    let capital = workspace.earning_capital(plan);
    let series = || vec![0.0; plan.months];
    let mut months = Months {
        income: series(),
        depreciation: series(),
        spend: series(),
        invested: series(),
        idle: series(),
        flows: series(),
        in_service: series(),
        ..Months::default()
    };
    let idle_rate = programme.idle_cost_rate / 12.0;
    let kept_of_tax = 1.0 - programme.tax_rate;
    for t in 0..plan.months {
        let depreciation = timeline.depreciation[t];
        let idle = timeline.idle_capital[t] + (1.0 - programme.server_share) * timeline.retired[t];
        let income = -plan.inflation[t] * idle_rate * idle - depreciation;
        let invested = timeline.spend[t] + timeline.refresh[t] - depreciation;
        months.income[t] = income;
        months.depreciation[t] = depreciation;
        months.spend[t] = timeline.spend[t];
        months.invested[t] = invested;
        months.idle[t] = timeline.idle_capital[t];
        months.flows[t] = kept_of_tax * income - invested;
        months.in_service[t] = capital.in_service[t];
    }
    if plan.uses.debt {
        let mut debt = vec![vec![0.0; plan.months]; 4];
        let [draw, repayment, interest, balance] = &mut debt[..] else { return months };
        let spent = timeline.spend.iter().zip(&timeline.refresh);
        let mut total = vec![0.0; plan.months + 1];
        DebtFlows { draw, repayment, interest, balance }.fill(
            programme,
            spent.map(|(spend, refresh)| spend + refresh),
            &mut total,
        );
        for of_debt in
            [&mut months.borrowed, &mut months.debt_service, &mut months.equity, &mut months.cover]
        {
            *of_debt = series();
        }
        for t in 0..plan.months {
            months.borrowed[t] = draw[t] - repayment[t];
            months.debt_service[t] = interest[t] + repayment[t];
            months.equity[t] = months.flows[t] + months.borrowed[t] - kept_of_tax * interest[t];
            months.cover[t] = kept_of_tax * months.income[t]
                + programme.tax_rate * interest[t]
                + months.depreciation[t]
                - (1.0 - programme.debt_share) * timeline.refresh[t];
        }
    }
    months
}

/// Rids a curve of dust: a knot is a whole number of months after spending but for rounding, which
/// would leave a trace of capital in the month before it is there.
fn clean(series: &mut [f64]) {
    let least = DUST * largest(series);
    for value in series {
        if value.abs() < least {
            *value = 0.0;
        }
    }
}

fn difference(of: &[f64], from: &[f64]) -> Vec<f64> {
    of.iter().zip(from).map(|(a, b)| a - b).collect()
}

/// A curve without stressed spend, and what is added by shipping it.
fn parts(plain: Vec<f64>, shipped: Option<Vec<f64>>) -> Parts<Vec<f64>> {
    let shipped = shipped.map(|shipped| difference(&shipped, &plain));
    Parts { plain, shipped, kept: None }
}

fn less(of: &Months, from: &Months) -> Months {
    Months::from_fn(|series| difference(series(of), series(from)))
}
