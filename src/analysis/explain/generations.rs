//! Generations of servers: how long they live, what is bought again and what is retired, and how
//! they are written off.

use super::capital::Lot;
use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use crate::model::spec::Plain;
use crate::model::{ProgrammeNumber as Number, Series, Unit};

const BOUGHT_AGAIN: &str =
    "every generation of servers is bought again when the one before has ended";
const BOUGHT_IN_PART: &str =
    "a share of the servers is bought again when a generation has ended; the rest is retired";

impl Derivation<'_> {
    /// Capital whose first servers live equally long: all of it, or each site's where servers age
    /// while they wait for power.
    fn cohorts(&self, lot: Lot) -> Vec<Lot> {
        if !self.uses().ageing {
            return vec![lot];
        }
        let sites = 0..self.programme().sites.len();
        sites.map(|site| Lot { site: Some(site), ..lot }).collect()
    }

    /// Months that the first servers live.
    pub(super) fn first_life(&self, lot: Lot) -> f64 {
        let months = match lot.site {
            Some(site) if self.uses().ageing => self.first_life_of(site).value,
            _ => None,
        };
        months.unwrap_or(12.0 * self.programme().server_life)
    }

    /// The same, taken apart: `max(12, L − idle_ageing·(1−server_deferral)·delay)`.
    fn first_life_of(&self, site: usize) -> Node {
        let months = |label: &str, made: Node| made.named(label, Unit::Months);
        let whole = months("Server life in months", Self::year() * self.number(Number::ServerLife));
        let mut lost = self.number(Number::IdleAgeing) * self.delay(site);
        if self.programme().server_deferral > 0.0 {
            let at_once = self.number(Number::ServerDeferral).rest("Share bought at once");
            lost = lost * at_once;
        }
        let lived = months("Life left when power comes", whole - months("Lost in waiting", lost));
        let least = Node::given("at least", 12.0, Unit::Months);
        let name = &self.programme().sites[site].name;
        let label = format!("Life of the first servers at {name}");
        Node::of(label, Unit::Months, Operation::Maximum, vec![least, lived])
    }

    /// Ages at which later generations begin, of those that have begun by a time.
    pub(super) fn ages(&self, lot: Lot, by: usize) -> impl Iterator<Item = (u32, f64)> {
        let (first, next) = (self.first_life(lot), 12.0 * self.programme().server_life);
        (1..)
            .map(move |generation| (generation, first + f64::from(generation - 1) * next))
            .take_while(move |(_, age)| *age < by as f64)
    }

    /// A name for what was energised so many generations earlier.
    fn lives_earlier(&self, lot: Lot, (generation, age): (u32, f64)) -> String {
        if lot.site.is_none() {
            return lot.name(&format!("Energised {generation} server lives earlier"));
        }
        let months = Plain((100.0 * age).round() / 100.0);
        self.lot_name(&format!("Energised {months} months earlier"), lot)
    }

    /// `ρ^g`: the share of the first servers that is bought again so many times.
    pub(super) fn bought_again(&self, times: u32) -> Node {
        let share = self.number(Number::RenewalShare);
        if times == 1 {
            return share;
        }
        let times = Node::given("Renewals", f64::from(times), Unit::Ratio);
        Node::of("Bought again each time", Unit::Share, Operation::Power, vec![share, times])
    }

    /// Capital whose servers weren't bought again, in a month.
    pub(super) fn retired(&self, lot: Lot, month: usize) -> Node {
        let mut parts = Vec::new();
        for cohort in self.cohorts(lot) {
            for (generation, age) in self.ages(cohort, month + 1) {
                let label = self.lives_earlier(cohort, (generation, age));
                let ended = self.energised_before(cohort, month, age, label.clone());
                let gone = self.number(Number::RenewalShare).rest("Share not bought again");
                let gone = if generation > 1 {
                    gone * self.bought_again(generation - 1) * ended
                } else {
                    gone * ended
                };
                let label = format!("Retired of: {label}");
                parts.push(gone.named(label, Unit::Billions));
                if self.programme().renewal_share == 0.0 {
                    break;
                }
            }
        }
        if parts.is_empty() {
            parts.push(Node::given("none is a life old", 0.0, Unit::Billions));
        }
        let label = format!("{}, {}", lot.name(Series::Retired.label()), self.month_name(month));
        Node::of(label, Unit::Billions, Operation::SUM, parts)
    }

    /// Capital spent on renewals: servers at the end of each life, facilities at the end of theirs.
    pub(super) fn refresh(&self, window: &Window) -> Node {
        let again = self.servers_bought_again(window);
        let cost = self.number(Number::RefreshCost) * self.number(Number::ServerShare);
        let note = if self.uses().retirement { BOUGHT_IN_PART } else { BOUGHT_AGAIN };
        let servers = cost * again;
        let facilities = self.facilities_renewed(window);
        if facilities.is_empty() {
            return self.flow_of(Series::Refresh, servers, window).noted(note);
        }
        let label = "Capital whose facilities end a life";
        let ended = Node::of(label, Unit::Billions, Operation::SUM, facilities);
        let facilities = (self.facility_share() * ended)
            .named(format!("Facilities renewed, {}", window.name), Unit::Billions)
            .noted("facilities are bought again in full at the end of their life");
        let servers =
            servers.named(format!("Servers renewed, {}", window.name), Unit::Billions).noted(note);
        self.flow_of(Series::Refresh, servers + facilities, window)
    }

    fn servers_bought_again(&self, window: &Window) -> Node {
        let retires = self.uses().retirement;
        let mut ended = Vec::new();
        for cohort in self.cohorts(Lot::ALL) {
            for (generation, age) in self.ages(cohort, window.months.end) {
                let label = self.lives_earlier(cohort, (generation, age));
                let came = self.came_before(cohort, window, age, label.clone());
                ended.push(if retires {
                    let label = format!("Bought again of: {label}");
                    (self.bought_again(generation) * came).named(label, Unit::Billions)
                } else {
                    came
                });
                if self.programme().renewal_share == 0.0 {
                    break;
                }
            }
        }
        if ended.is_empty() {
            ended.push(Node::given("none is a life old", 0.0, Unit::Billions));
        }
        let label = if retires {
            "Capital whose servers are bought again"
        } else {
            "Capital whose servers end a life"
        };
        Node::of(label, Unit::Billions, Operation::SUM, ended)
    }

    /// What was energised one, two, … facility lives before a window.
    fn facilities_renewed(&self, window: &Window) -> Vec<Node> {
        let life = 12.0 * self.programme().facility_life;
        let ages = (1..).map(|lives| (lives, f64::from(lives) * life));
        ages.take_while(|(_, age)| *age < window.months.end as f64)
            .map(|(lives, age)| {
                let label = format!("Energised {lives} facility lives earlier");
                self.came_before(Lot::ALL, window, age, label)
            })
            .collect()
    }

    /// What was energised in a window that lies so many months earlier.
    fn came_before(&self, lot: Lot, window: &Window, by: f64, label: String) -> Node {
        let at = |month: usize| self.energised_at(lot, month as f64 - by);
        let came = at(window.months.end) - at(window.months.start);
        Node::simulated(label, came, Unit::Billions)
    }

    /// Straight-line: first servers until they are renewed, renewed ones from then on, facilities.
    pub(super) fn depreciation(&self, window: &Window, energised: &Node) -> Node {
        let charge = |label: String, made: Node| {
            made.named(format!("{label}, {}", window.name), Unit::Billions)
        };
        let years = || Self::years_of(window);
        let (mut charges, mut renewed) = (Vec::new(), Vec::new());
        for cohort in self.cohorts(Lot::ALL) {
            let (all, rate, name) = match cohort.site {
                None => (energised.clone(), self.server_rate(), "First servers".to_owned()),
                Some(site) => {
                    let label = format!("{}, {}", self.lot_name("Energised", cohort), window.name);
                    let all = self.mean_before(cohort, window, 0.0, label);
                    (all, self.first_rate(site), self.lot_name("First servers", cohort))
                }
            };
            let before = self.life_before(cohort, window, 1);
            let first = (all - before.clone()).named("With first servers", Unit::Billions);
            charges.push(charge(name, years() * rate * first));
            renewed.extend(self.renewed(cohort, window, before));
        }
        if !renewed.is_empty() {
            let renewed = match <[Node; 1]>::try_from(renewed) {
                Ok([only]) => only,
                Err(several) => {
                    Node::of("With renewed servers", Unit::Billions, Operation::SUM, several)
                }
            };
            let cost = years() * self.number(Number::RefreshCost) * self.server_rate() * renewed;
            charges.push(charge("Renewed servers".to_owned(), cost));
        }
        // The servers' charge has shown what is energised, unless it was each site's.
        let is_shown = !self.uses().ageing;
        let energised = if is_shown { energised.above() } else { energised.clone() };
        let facilities = years() * self.facility_rate() * energised;
        charges.push(charge("Facilities".to_owned(), facilities));
        let charges = Node::unnamed(Operation::SUM, charges);
        self.flow_of(Series::Depreciation, charges, window)
            .noted("straight-line from energising on, not from the purchase")
    }

    /// Capital that has renewed servers: what is a life old, or the shares of it that were bought
    /// again.
    fn renewed(&self, cohort: Lot, window: &Window, before: Node) -> Vec<Node> {
        let programme = self.programme();
        if !self.uses().retirement {
            return vec![before];
        }
        if programme.renewal_share == 0.0 {
            return Vec::new();
        }
        let generations: Vec<_> = self.ages(cohort, window.months.end).collect();
        generations
            .into_iter()
            .map(|(generation, _)| {
                let began = self.life_before(cohort, window, generation);
                let ended = self.life_before(cohort, window, generation + 1);
                let alive = (began - ended).named("In their life", Unit::Billions);
                let name = self.lot_name("Bought again", cohort);
                (self.bought_again(generation) * alive)
                    .named(format!("{name}, generation {generation}"), Unit::Billions)
            })
            .collect()
    }

    /// Mean energised capital of a window that lies so many generations earlier.
    fn life_before(&self, cohort: Lot, window: &Window, generation: u32) -> Node {
        let lives = f64::from(generation - 1);
        let age = self.first_life(cohort) + lives * 12.0 * self.programme().server_life;
        let label = if cohort.site.is_none() && generation == 1 {
            "Energised a life of servers earlier".to_owned()
        } else {
            self.lives_earlier(cohort, (generation, age))
        };
        self.mean_before(cohort, window, age, label)
    }

    /// Mean energised capital of a window that lies so many months earlier.
    fn mean_before(&self, lot: Lot, window: &Window, by: f64, label: String) -> Node {
        let months = window.months.clone();
        let count = months.len() as f64;
        let mean =
            months.map(|month| self.energised_mean(lot, month as f64 - by)).sum::<f64>() / count;
        Node::simulated(label, mean, Unit::Billions)
    }

    /// Energised capital so many months before a month.
    pub(super) fn energised_before(&self, lot: Lot, month: usize, by: f64, label: String) -> Node {
        self.mean_before(lot, &self.single_month(month), by, label)
    }

    /// Servers' share of capital over their life, per year.
    pub(super) fn server_rate(&self) -> Node {
        (self.number(Number::ServerShare) / self.number(Number::ServerLife))
            .named("Servers' yearly depreciation", Unit::Share)
    }

    /// The same of a site's first servers, which lose what they aged in waiting.
    fn first_rate(&self, site: usize) -> Node {
        let years = (self.first_life_of(site) / Self::year())
            .named("Life of the first servers", Unit::Years);
        (self.number(Number::ServerShare) / years)
            .named("First servers' yearly depreciation", Unit::Share)
    }

    pub(super) fn facility_rate(&self) -> Node {
        (self.facility_share() / self.number(Number::FacilityLife))
            .named("Facilities' yearly depreciation", Unit::Share)
    }
}
