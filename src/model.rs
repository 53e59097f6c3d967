//! The programme model: what an investment programme spends, earns and pays back, month by month.
//!
//! Lives here: the inputs with their units and ranges ([`programme`], [`drivers`], [`power`],
//! [`inputs`]), the simulation ([`plan`], [`simulation`], [`timeline`], many at once in [`batch`]), what is read off it
//! ([`metrics`], [`finance`]). Pure arithmetic on plain arrays: it uses nothing else of this
//! crate, no files, no clock and no terminal.
//!
//! Money is in billions of US dollars, shares and rates are fractions, time runs in months from
//! the programme's first month: month `t` covers the interval `[t, t+1]`.

#[macro_use]
pub mod record;

pub mod batch;
pub mod curve;
pub mod drivers;
pub mod finance;
pub mod inputs;
pub mod metrics;
pub mod month;
pub mod plan;
pub mod power;
pub mod programme;
mod readings;
pub mod scenario;
pub mod simulation;
pub mod site;
pub mod spec;
pub mod timeline;
pub mod validation;

pub use batch::{Batch, Request, Room};
pub use drivers::{Driver, Drivers};
pub use inputs::{Assumptions, Input, Inputs};
pub use metrics::{Better, Flags, Metric, Metrics, Outcome};
pub use month::Month;
pub use plan::Plan;
pub use power::{Indicator, Indicators};
pub use programme::{Programme, ProgrammeNumber};
pub use record::{Access, Field, Lens};
pub use scenario::{Scenario, Scenarios};
pub use simulation::{Workspace, evaluate, evaluate_without_irr};
pub use site::{Site, SiteNumber};
pub use spec::{InputSpec, Range, Slider, Unit};
pub use timeline::{Series, Timeline};
pub use validation::InputError;
