//! The values of inputs: months, ranges and contradictions.

use super::Reading;
use crate::model::spec::Plain;
use crate::model::{Driver, Indicator, InputError, Inputs, Month, Programme};
use crate::text::shortened;

impl Reading<'_, '_> {
    /// Gives a name to each site whose name was left out.
    pub(super) fn site_names(&self, programme: &mut Programme) {
        let sites = self.outline.find("programme.sites");
        if self.outline.key(sites) != "sites" {
            return;
        }
        for (number, (site, node)) in
            programme.sites.iter_mut().zip(self.outline.children(sites)).enumerate()
        {
            if self.outline.child(node, "name").is_none() {
                site.name = format!("Site {}", number + 1);
            }
        }
    }

    /// Notes every input that is not valid.
    pub(super) fn inputs(&mut self, inputs: &Inputs) {
        let lacks_some =
            self.field_lacks("programme") || self.field_lacks("scenarios") || self.root_lacks();
        let bad_months = self.months(inputs.programme.sites.len());
        for violation in inputs.violations() {
            let follows_from_a_bad_month = bad_months
                && matches!(&violation, InputError::Contradiction { field, .. }
                    if field.ends_with("horizon") || field.ends_with("headline_year") || field.ends_with("first"));
            // A value that is left out may be one that the contradiction is with.
            let is_uncertain = matches!(violation, InputError::Contradiction { .. }) && lacks_some;
            if !follows_from_a_bad_month && !is_uncertain {
                self.violation(&violation);
            }
        }
    }

    fn violation(&mut self, violation: &InputError) {
        let path = path_of(violation.field());
        match violation {
            InputError::OutOfRange { field, value, valid } => {
                self.out_of_range(&path, field, *value, &valid.to_string());
            }
            InputError::Contradiction { reason, .. } => {
                let mut reason = reason.clone();
                if let Some(first) = reason.get(..1) {
                    let first = first.to_uppercase();
                    reason.replace_range(..1, &first);
                }
                let (what, valid) = match reason.split_once("; ") {
                    Some((what, valid)) => (what.to_owned(), Some(valid.to_owned())),
                    None => (reason, None),
                };
                self.wrong(&path, format!("{what}."), valid);
            }
        }
    }

    /// Notes a value outside of what is valid, as the file writes it.
    pub(super) fn out_of_range(&mut self, path: &str, name: &str, value: f64, valid: &str) {
        let node = self.outline.find(path);
        let written = shortened(self.outline.text(node.span));
        let reason = if value.is_nan() {
            format!("{name} is {written}, which is not a number.")
        } else if value.is_infinite() {
            format!("{name} is {written}, which is not a finite number.")
        } else {
            format!("{name} is {}, which is not valid.", Plain(value))
        };
        self.wrong(path, reason, Some(format!("valid: {valid}")));
    }

    /// Notes texts that should be months and aren't; whether there are any.
    fn months(&mut self, sites: usize) -> bool {
        let firsts = (0..sites).map(|site| format!("programme.sites.{site}.first"));
        let mut any = false;
        for path in ["start", "horizon", "stress_from", "gdp.by"]
            .map(|name| format!("programme.{name}"))
            .into_iter()
            .chain(firsts)
        {
            let node = self.outline.find(&path);
            let is_the_field = path.rsplit('.').next() == Some(self.outline.key(node));
            if !is_the_field {
                continue;
            }
            let raw = self.outline.text(node.span);
            let text = ron::from_str::<String>(raw).unwrap_or_default();
            if text.parse::<Month>().is_err() {
                any = true;
                let reason = format!("‘{}’ is not a month.", shortened(&text));
                self.wrong(&path, reason, Some("write YYYY-MM, such as 2028-01".to_owned()));
            }
        }
        any
    }
}

/// Where a file holds the input of that name: `bear.margin` stands in `scenarios.bear.margin`.
fn path_of(field: &str) -> String {
    let Some((scenario, name)) = field.split_once('.').filter(|(first, _)| *first != "programme")
    else {
        return field.to_owned();
    };
    if Indicator::from_id(name).is_some() {
        format!("scenarios.{scenario}.power_delay.{name}")
    } else if name == Driver::PowerDelay.id() {
        // `Months( … )` holds the number as its first entry; `Indicators( … )` has no such entry.
        format!("scenarios.{scenario}.{name}.0")
    } else {
        format!("scenarios.{scenario}.{name}")
    }
}
