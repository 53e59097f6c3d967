//! `payback calibrate`: inputs moved so that the claims that the model is fitted to hold.

use super::asked::{ChangedPreset, FormArguments, Wanted, option};
use super::written::{check_own, write};
use super::{CommandError, CommandResult, Format, complain, names, print};
use crate::analysis::{ClaimKind, VariedInput, calibrate};
use crate::preset::{Library, Preset};
use crate::report::calibration as report;
use clap::Args;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

pub(super) const EXAMPLES: &str = "\
Examples:
  payback calibrate apec-40b --vary programme.revenue_yield,base.margin
  payback calibrate mine --vary programme.revenue_yield,margin --write
  payback calibrate mine --vary utilization --set programme.growth_share=0.55 --format json

The claims of the kind Calibrated are met as well as can be: the squares of their distances from the
middles of their ranges, in half-widths, are least in sum, and all of them hold where they can. A
driver without a scenario is three inputs, each of which moves by itself. The values at which the
reference margin was read off (calibration) follow those of the inputs that move.

Exit status 0 when every Calibrated claim holds, 1 when one doesn't.";

#[derive(Debug, Args)]
pub(super) struct CalibrateArguments {
    #[command(flatten)]
    preset: ChangedPreset,
    /// The inputs that may move, within their valid ranges: base.margin, margin for that of each
    /// scenario, programme.pue, programme.sites.0.pledge.
    #[arg(long, value_name = "INPUT,...", value_delimiter = ',')]
    vary: Vec<String>,
    /// Write what changes into the preset's file, and nothing else of it.
    #[arg(long)]
    write: bool,
    #[command(flatten)]
    form: FormArguments,
}

pub(super) fn run(arguments: &CalibrateArguments, library: &Library) -> CommandResult {
    let form = arguments.form.read(&[])?;
    let (opened, mut preset) = arguments.preset.open(library)?;
    if arguments.write {
        check_own(&opened.origin)?;
    }
    let varied = varied(arguments, &preset)?;
    let never = AtomicBool::new(false);
    let fit = calibrate(&preset.inputs, &preset.claims, &varied, &never)?;
    // What is written first can't be lost to a reader that goes away.
    preset.inputs = fit.inputs.clone();
    let written =
        arguments.write.then(|| write(library, &opened, &preset)).transpose()?.unwrap_or_default();
    let of = [("preset", &*preset.name)];
    form.answer(
        fit.margin_capped,
        || report::text(&preset, &fit),
        || report::json(&fit),
        || report::tables(&preset, &fit).into_iter().map(|table| table.of(&of)).collect(),
    )?;
    match form.format {
        Format::Text if !written.is_empty() => print(&format!("\n{written}"))?,
        // It is no part of what programs read.
        Format::Json | Format::Csv if !written.is_empty() => complain(&written),
        Format::Text | Format::Json | Format::Csv => {}
    }
    Ok(if fit.all_hold() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The inputs that were named.
fn varied(arguments: &CalibrateArguments, preset: &Preset) -> CommandResult<Vec<VariedInput>> {
    if !preset.claims.iter().any(|claim| claim.kind == ClaimKind::Calibrated) {
        return Err(CommandError(
            "no claim of the preset is Calibrated, so there is nothing to fit the model to; give \
             the claims that it is to meet that kind"
                .to_owned(),
        ));
    }
    if arguments.vary.is_empty() {
        let usual: Vec<String> =
            VariedInput::usual(&preset.claims).iter().map(ToString::to_string).collect();
        return Err(CommandError(format!(
            "--vary says which inputs may move; for these claims usually\n--vary {}\nvalid: drivers \
             of a scenario (base.margin) or of all three (margin), numbers of the programme \
             (programme.revenue_yield)",
            usual.join(",")
        )));
    }
    let mut all = Vec::new();
    for name in &arguments.vary {
        let name = name.trim();
        all.extend(option(&format!("--vary {name}"), names::varied(name, &preset.inputs))?);
    }
    Ok(all)
}
