//! The real binary at work without a terminal.

#![allow(missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod analyses;
mod assistants;
mod backtest;
mod batch;
mod calibration;
mod charts;
mod claims;
mod comparison;
mod completions;
mod config;
mod currency;
#[cfg(unix)]
mod ends;
mod evaluation;
mod fields;
mod formats;
mod git;
mod league;
mod manual;
mod new;
mod opening;
mod people;
mod presenting;
mod presets;
mod printed;
mod reports;
mod restricted;
mod risk;
mod saving;
mod stresses;
mod system_calls;
mod tables;
