//! `--set KEY=VALUE`: fields changed from the command line.

use super::{CommandError, CommandResult};
use crate::preset::Preset;
use crate::preset::assignment::assign_field;
use crate::text::shortened;
use clap::Args;

/// `--set`, as often as it is given.
#[derive(Debug, Default, Args)]
pub(super) struct SetArguments {
    /// Change a field first, by the keys of ‘presets set’; can be given many times.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
}

impl SetArguments {
    pub(super) fn is_given(&self) -> bool {
        !self.settings.is_empty()
    }

    /// What was given, as it stands in a command.
    pub(super) fn given(&self) -> Vec<String> {
        let settings = self.settings.iter();
        settings.flat_map(|set| ["--set".to_owned(), set.clone()]).collect()
    }

    /// Puts them in, in order.
    pub(super) fn put_into(&self, preset: &mut Preset) -> CommandResult<()> {
        set_all(preset, &self.settings, Some("--set"))
    }
}

/// Puts every `KEY=VALUE` in, in order, then checks the whole, so that two values that need each
/// other can be given in any order. What is said of one begins with the option that gave it, if
/// any did.
pub(super) fn set_all(
    preset: &mut Preset,
    settings: &[String],
    option: Option<&str>,
) -> CommandResult<()> {
    for setting in settings {
        let set = match setting.split_once('=') {
            Some((key, value)) => assign_field(preset, key.trim(), value.trim()),
            None => Err("write KEY=VALUE, such as utilization=0.7".to_owned()),
        };
        let option = option.map_or_else(String::new, |option| format!("{option} "));
        set.map_err(|why| CommandError(format!("{option}{}: {why}", shortened(setting))))?;
    }
    match preset.inputs.violations().into_iter().next() {
        Some(error) if !settings.is_empty() => {
            let option = option.map_or_else(String::new, |option| format!("{option}: "));
            Err(CommandError(format!("{option}{error}")))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Input, Inputs, Scenario};
    use crate::preset::Library;

    fn after(settings: &[&str]) -> Result<Inputs, String> {
        let (mut preset, _) = Library::at("nowhere").find("apec-40b").expect("bundled");
        let settings: Vec<String> = settings.iter().map(|setting| (*setting).to_owned()).collect();
        set_all(&mut preset, &settings, Some("--set"))
            .map(|()| preset.inputs)
            .map_err(|error| error.0)
    }

    #[test]
    fn dates_that_need_each_other_come_in_any_order() {
        assert!(after(&["programme.start=2026-01", "programme.sites.0.first=2026-02"]).is_ok());
        assert!(after(&["programme.sites.0.first=2026-02", "programme.start=2026-01"]).is_ok());
        let alone = after(&["programme.start=2026-01"]).unwrap_err();
        assert!(alone.contains("programme.sites.0.first"), "{alone}");
        let inputs = after(&["programme.gdp.by=2030-06", "bear.weight=0"]).unwrap();
        assert_eq!(inputs.get(Input::Weight, Scenario::Bear), Some(0.0));
    }

    #[test]
    fn foreign_text_is_disarmed_in_what_is_said_of_it() {
        let long = format!("{}=1", "x".repeat(500));
        for setting in [
            "\u{1b}[31mred=1",
            "utilization=\u{1b}[2J",
            "a\u{202e}b",
            "programme.start=\u{1b}]0;x\u{7}",
            "programme.headline_year=\u{202e}",
            "programme.sites.0.first=\u{1b}",
            &long,
        ] {
            let error = after(&[setting]).unwrap_err();
            assert!(!error.chars().any(crate::text::is_disruptive), "{error:?}");
            assert!(error.chars().count() < 500, "{error}");
        }
        let error = after(&["weather=1"]).unwrap_err();
        assert!(error.contains("‘weather’. A key is"), "{error}");
    }

    #[test]
    fn what_cannot_be_set_is_explained() {
        for (setting, said) in [
            ("utilization=NaN", "not valid"),
            ("utilization=x", "not a number"),
            ("programme.sites.3.first=2027-01", "numbered from 0 to 0"),
            ("base.programme.ramp_months=1", "no field"),
            ("programme.start=2026", "YYYY-MM"),
            ("programme.sites.0.months=1.5", "whole numbers 1..240"),
        ] {
            let error = after(&[setting]).unwrap_err();
            assert!(error.contains(said), "{setting}: {error}");
        }
    }
}
