//! The model and its risk: reference cases, properties, the findings, what is allocated.

#![allow(missing_docs)]

#[path = "../support/any.rs"]
mod any;
#[path = "../support/mod.rs"]
mod support;

mod allocations;
mod calibrate;
mod explanations;
mod fast;
mod findings;
mod grid;
mod identities;
mod joint;
mod licences;
mod properties;
mod published;
mod record;
mod reference;
mod risk;
mod rooms;
mod signs;
