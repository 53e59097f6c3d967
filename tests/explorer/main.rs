//! Sessions and their screens without a terminal, and what the encoder makes of them.

#![allow(missing_docs)]

#[path = "../support/shown.rs"]
mod shown;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/wire.rs"]
mod wire;

mod backtest_screen;
mod bars;
mod browsing;
mod calibrate_flow;
mod colours;
mod copies;
mod currency;
mod decoder;
mod dialogs;
mod documents;
mod drawing;
mod drivers_screen;
mod editing_flows;
mod editing_screens;
mod explore_flows;
mod explore_screens;
mod file_flows;
mod hands;
mod interaction;
mod league_screen;
mod monkey;
mod presentation_flows;
mod programme_screen;
mod question_flows;
mod question_screens;
mod readme;
mod risk_screen;
mod slides;
mod terminal_bytes;
mod terminal_encoder;
mod terminal_sessions;
mod themes;
mod tour;
mod unstyled;
mod view_flows;
