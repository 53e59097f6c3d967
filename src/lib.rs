//! `payback`: what-if questions about large infrastructure investments.
//!
//! The crate is first of all a program, an explorer for the terminal. Three of its rooms are a
//! library of their own:
//!
//! - [`model`] is the programme model: drivers, sites and numbers in, month by month through
//!   spending, building, power, revenue and renewals, metrics such as payback and net present value
//!   out. Pure arithmetic: no files, no clock.
//! - [`analysis`] puts questions to it: what drives a figure, over two inputs, what must be true
//!   for a target, how a difference between scenarios comes about, how likely a figure is, whether
//!   a claim holds.
//! - [`preset`] reads and writes the files that hold a programme's assumptions, and finds them.
//!
//! ```
//! use payback::analysis::{Question, solve};
//! use payback::model::{Driver, Input, Metric, Plan, Scenario, Workspace, evaluate};
//! use payback::preset::Library;
//!
//! let (preset, _) = Library::bundled_only().find("apec-40b")?;
//!
//! // One scenario, evaluated: every metric at once.
//! let plan = Plan::new(&preset.inputs.programme);
//! let base = preset.inputs.scenarios[Scenario::Base].drivers();
//! let outcome = evaluate(&plan, base, &mut Workspace::new());
//! let payback = outcome.metrics[Metric::PaybackYears].expect("it pays back by the horizon");
//! assert!((10.0..12.0).contains(&payback));
//!
//! // What utilization it takes to pay back in eight years.
//! let question = Question::new(&preset.inputs, Scenario::Base, Metric::PaybackYears);
//! let solution = solve(question, 8.0, Input::Driver(Driver::Utilization), None)?;
//! assert!(solution.roots.iter().all(|share| *share > base[Driver::Utilization]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! All other rooms make up the program. They are public for its tests and benchmarks alone, and may
//! change at any time; `ARCHITECTURE.md` says what is where.

pub mod analysis;
pub mod model;
pub mod preset;

#[doc(hidden)]
#[allow(missing_docs)]
pub mod app;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod cli;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod key;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod pages;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod report;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod session;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod settings;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod terminal;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod text;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod view;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod widgets;
