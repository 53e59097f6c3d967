//! The forms of the Risk screen: a target, or a number of its settings.

use super::{Dialog, Fate, FormDialog, FormSubject};
use crate::analysis::Target;
use crate::analysis::risk::TargetError;
use crate::session::{RiskSetting, Session};

impl Session {
    /// Asks for the chosen setting's number, or for a target.
    pub(in crate::session) fn enter_risk(&mut self) {
        let setting = self.chosen_setting();
        let (label, hint) = match setting {
            Some(RiskSetting::Comovement) => (
                "value",
                "how much all drivers move together, from 0 to below 1, such as 0.3".to_owned(),
            ),
            Some(RiskSetting::Pair(..)) => {
                ("value", "between −1 and 1; leave empty to use the comovement".to_owned())
            }
            Some(RiskSetting::Shape) => return self.say("the arrows choose the shape"),
            None => {
                let metric = self.metric.id();
                ("target", format!("a bound such as <=10 for {metric}, or of another: npv>=0"))
            }
        };
        let form = FormDialog::new(FormSubject::Risk(setting)).with_text(label, "", &hint);
        self.dialog = Some(Dialog::Form(form));
    }

    /// Takes what was typed on the Risk screen.
    pub(super) fn take_risk(
        &mut self,
        form: &mut FormDialog,
        setting: Option<RiskSetting>,
    ) -> Fate {
        let text = form.text(0).trim().to_owned();
        let taken = match setting {
            None => self.take_risk_target(&text),
            Some(setting) => self.take_risk_number(setting, &text),
        };
        taken.map_or_else(|why| form.refuse(0, why), |()| Fate::Closes)
    }

    /// A bound alone is of the figure that the screens speak of.
    fn take_risk_target(&mut self, text: &str) -> Result<(), String> {
        let bare = text.starts_with(['<', '>', '≤', '≥']);
        let whole = if bare { format!("{}{text}", self.metric.id()) } else { text.to_owned() };
        let read = whole.parse::<Target>().map_err(|why| match why {
            TargetError::Percentage(_) => self.preset.money().words(why.to_string()).into_owned(),
            _ => why.to_string(),
        });
        self.add_target(read?);
        Ok(())
    }

    fn take_risk_number(&mut self, setting: RiskSetting, text: &str) -> Result<(), String> {
        self.message = None;
        let is_empty = text.is_empty() && matches!(setting, RiskSetting::Pair(..));
        let number = text.replace('−', "-").parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() && !is_empty {
            return Err("that is not a number, such as 0.3".to_owned());
        }
        self.set_risk_number(setting, number)
    }
}
