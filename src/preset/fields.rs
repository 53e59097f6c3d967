//! The table of what a preset's file holds.

use super::form::{DerivedRecord, FieldForm, Holds, Record, ValueForm, Variant, fields_of};
use super::view::VIEW_SCREENS;
use crate::model::programme::GROUPS;
use crate::model::{Access, Driver, Programme, Site};

/// The format that this program writes, and the newest one that it reads.
pub const FORMAT: u32 = 1;

const fn required(name: &'static str, form: ValueForm) -> FieldForm {
    FieldForm { name, form, required: true }
}

const fn optional(name: &'static str, form: ValueForm) -> FieldForm {
    FieldForm { name, form, required: false }
}

const fn word(name: &'static str) -> Variant {
    Variant { name, holds: Holds::Nothing }
}

pub const PRESET: ValueForm = ValueForm::Record(&Record {
    name: "a preset",
    fields: &[
        required("format", ValueForm::Whole),
        required("name", ValueForm::Text),
        optional("summary", ValueForm::Text),
        optional("currency", ValueForm::Text),
        optional("programme", PROGRAMME),
        required("scenarios", ValueForm::Record(&SCENARIOS)),
        optional("risk", ValueForm::Record(&RISK)),
        optional("claims", ValueForm::List(&ValueForm::Record(&CLAIM))),
        optional("sources", ValueForm::Map(&ValueForm::Record(&SOURCE))),
        optional("views", ValueForm::List(&ValueForm::Record(&VIEW))),
    ],
});

pub const DECK: ValueForm = ValueForm::Record(&Record {
    name: "a deck",
    fields: &[
        required("format", ValueForm::Whole),
        optional("preset", ValueForm::Text),
        required("views", ValueForm::List(&ValueForm::Record(&VIEW))),
    ],
});

const PROGRAMME: ValueForm =
    ValueForm::Derived(DerivedRecord { name: "a programme", group: "", fields: programme_fields });

const SITE: ValueForm =
    ValueForm::Derived(DerivedRecord { name: "a site", group: "", fields: site_fields });

fn programme_fields(group: &str) -> Vec<FieldForm> {
    let within = |group| {
        let name = GROUPS.iter().find(|(id, ..)| *id == group).map_or("", |(_, name, _)| name);
        DerivedRecord { name, group, fields: programme_fields }
    };
    let fields = Programme::FIELDS.iter();
    fields_of(fields.map(|input| (input.id, form_of(&input.access))), group, within)
}

fn site_fields(_: &str) -> Vec<FieldForm> {
    Site::FIELDS.iter().map(|input| optional(input.id, form_of(&input.access))).collect()
}

const fn form_of<R>(access: &Access<R>) -> ValueForm {
    match access {
        Access::Number(..) | Access::Setting(..) => ValueForm::Number,
        Access::Month(_) => ValueForm::Month,
        Access::Year(_) => ValueForm::Whole,
        Access::Text(_) => ValueForm::Text,
        Access::Sites => ValueForm::List(&SITE),
    }
}

const SCENARIOS: Record = Record {
    name: "the scenarios",
    fields: &[required("bear", SCENARIO), required("base", SCENARIO), required("bull", SCENARIO)],
};

const SCENARIO: ValueForm =
    ValueForm::Derived(DerivedRecord { name: "a scenario", group: "", fields: scenario_fields });

fn scenario_fields(_: &str) -> Vec<FieldForm> {
    let driver = |driver: Driver| {
        let form = match driver {
            Driver::PowerDelay => ValueForm::Choice(&POWER_DELAY),
            _ => ValueForm::Number,
        };
        FieldForm { name: driver.id(), form, required: driver.spec().default.is_none() }
    };
    let weight = optional("weight", ValueForm::Number);
    std::iter::once(weight).chain(Driver::ALL.map(driver)).collect()
}

const POWER_DELAY: [Variant; 2] = [
    Variant { name: "Months", holds: Holds::One(ValueForm::Number) },
    Variant { name: "Indicators", holds: Holds::Fields(&INDICATORS) },
];

const INDICATORS: Record = Record {
    name: "the power indicators",
    fields: &[
        required("ppa_coverage", ValueForm::Number),
        required("queue_months", ValueForm::Number),
        required("transformer_weeks", ValueForm::Number),
        required("ordered_ahead_months", ValueForm::Number),
    ],
};

const RISK: Record = Record {
    name: "the risk settings",
    fields: &[
        optional("shape", ValueForm::Choice(&SHAPE)),
        optional("comovement", ValueForm::Number),
        optional("correlations", ValueForm::List(&CORRELATION)),
    ],
};

const SHAPE: [Variant; 4] =
    [word("Percentiles"), word("Pert"), word("Triangular"), word("Uniform")];

const CORRELATION: ValueForm = ValueForm::Tuple(
    &[ValueForm::Text, ValueForm::Text, ValueForm::Number],
    "(\"power_delay\", \"utilization\", -0.3)",
);

const CLAIM: Record = Record {
    name: "a claim",
    fields: &[
        required("id", ValueForm::Text),
        required("says", ValueForm::Text),
        required("kind", ValueForm::Choice(&CLAIM_KIND)),
        required("scenario", ValueForm::Choice(&SCENARIO_NAME)),
        required("measure", ValueForm::Text),
        optional("within", ValueForm::Maybe(&ENDS)),
        optional("at_least", ValueForm::Maybe(&ValueForm::Number)),
        optional("at_most", ValueForm::Maybe(&ValueForm::Number)),
        optional("source", ValueForm::Text),
    ],
};

const ENDS: ValueForm = ValueForm::Tuple(&[ValueForm::Number, ValueForm::Number], "(2.5, 3.0)");

const CLAIM_KIND: [Variant; 4] =
    [word("Calibrated"), word("Tested"), word("Plausibility"), word("Input")];

const SCENARIO_NAME: [Variant; 3] = [word("bear"), word("base"), word("bull")];

const SOURCE: Record = Record {
    name: "a source",
    fields: &[
        required("note", ValueForm::Text),
        optional("cite", ValueForm::Text),
        optional("as_of", ValueForm::Text),
        optional("of", ValueForm::List(&ValueForm::Number)),
    ],
};

const VIEW: Record = Record {
    name: "a view",
    fields: &[
        required("name", ValueForm::Text),
        optional("preset", ValueForm::Maybe(&ValueForm::Text)),
        optional("screen", ValueForm::Maybe(&ValueForm::Choice(&SCREEN_NAME))),
        optional("scenario", ValueForm::Maybe(&ValueForm::Choice(&SCENARIO_NAME))),
        optional("metric", ValueForm::Maybe(&ValueForm::Text)),
        optional("targets", ValueForm::List(&ValueForm::Text)),
        optional("axes", ValueForm::Maybe(&AXES)),
        optional("set", ValueForm::Map(&ValueForm::NumberOrText)),
        optional("title", ValueForm::Text),
        optional("note", ValueForm::Text),
        optional("expect", ValueForm::List(&ValueForm::Text)),
    ],
};

const AXES: ValueForm =
    ValueForm::Tuple(&[ValueForm::Text, ValueForm::Text], "(\"utilization\", \"power_delay\")");

const SCREEN_NAME: [Variant; VIEW_SCREENS.len()] = {
    let mut names = [word(""); VIEW_SCREENS.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = word(VIEW_SCREENS[index]);
        index += 1;
    }
    names
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{ClaimKind, Shape};
    use crate::model::{Indicator, Scenario};

    #[test]
    fn the_table_names_everything_that_the_model_does() {
        let names =
            |fields: &[FieldForm]| fields.iter().map(|field| field.name).collect::<Vec<_>>();
        assert_eq!(names(INDICATORS.fields), Indicator::ALL.map(Indicator::id));
        assert_eq!(names(SCENARIOS.fields), Scenario::ALL.map(Scenario::id));
        assert_eq!(SHAPE.map(|variant| variant.name), Shape::ALL.map(Shape::id));
        assert_eq!(CLAIM_KIND.map(|variant| variant.name), ClaimKind::ALL.map(ClaimKind::id));
        assert_eq!(SCENARIO_NAME.map(|variant| variant.name), Scenario::ALL.map(Scenario::id));
        let gdp = ["hardware_share", "service_share", "domestic_share", "multiplier", "by"];
        assert_eq!(names(&programme_fields("gdp")), gdp);
        assert!(names(&programme_fields("")).ends_with(&["gdp", "group_revenue", "group_capex"]));
    }
}
