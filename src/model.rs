//! The programme model: what an investment programme spends, earns and pays back, month by month.
//!
//! Lives here: the tables of inputs ([`programme`], [`site`], [`drivers`], [`power`], declared by
//! the macros of [`record`]) and what is valid of them ([`inputs`], [`validation`]); the simulation
//! ([`plan`], `capital`, `generations`, `service`, [`calibration`], `debt`, [`simulation`],
//! [`timeline`], many scenarios at once in [`fast`]); what is read off it
//! ([`metrics`], [`finance`]). Pure arithmetic on plain arrays: it uses nothing else of this crate,
//! no files, no clock and no terminal.
//!
//! Money is in billions of US dollars, shares and rates are fractions, time runs in months from
//! the programme's first month: month `t` covers the interval `[t, t+1]`.
//!
//! A programme number is a row of `record!` in [`programme`] and the line of arithmetic that uses
//! it; a driver is a row in [`drivers`]; a metric is a row in [`metrics`] and its reading in
//! `readings`.
//!
//! ```
//! use payback::model::{Input, Plan, Programme, ProgrammeNumber};
//!
//! let mut programme = Programme::default();
//! let ramp = ProgrammeNumber::from_id("ramp_months").expect("a number of the programme");
//! assert!(ramp.spec().valid.contains(9.0));
//! ramp.set(&mut programme, 9.0);
//! assert_eq!(programme.ramp_months, 9.0);
//! assert_eq!(Input::from_id("programme.ramp_months"), Some(Input::Programme(ramp)));
//! assert_eq!(Plan::new(&programme).months(), 182);
//! ```

#[macro_use]
pub mod record;

pub mod calibration;
mod capital;
pub mod curve;
mod debt;
pub mod drivers;
mod evaluation;
pub mod fast;
pub mod finance;
mod generations;
pub mod inputs;
pub mod metrics;
pub mod month;
pub mod plan;
pub mod power;
pub mod programme;
mod readings;
pub mod scenario;
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
mod series;
mod service;
pub mod simulation;
pub mod site;
pub mod spec;
pub mod timeline;
pub mod validation;

pub use capital::EarningCapital;
pub use drivers::{Driver, Drivers};
pub use evaluation::{evaluate, evaluate_for, evaluate_without_irr};
#[cfg(test)]
pub(crate) use fast::processors;
pub use fast::{Batch, Request, Scratch};
pub use inputs::{Assumptions, Input, Inputs};
pub use metrics::{Better, Flags, Metric, Metrics, Outcome};
pub use month::Month;
pub use plan::{Plan, Uses};
pub use power::{Indicator, Indicators};
pub use programme::{Programme, ProgrammeNumber};
pub use record::{Access, FieldSpec, Lens};
pub use scenario::{Scenario, Scenarios};
pub use simulation::Workspace;
pub use site::{Site, SiteNumber};
pub use spec::{InputSpec, Range, Slider, Unit};
pub use timeline::{Series, Tally, Timeline};
pub use validation::InputError;
