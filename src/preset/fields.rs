//! The table of what a preset's file holds.

use super::form::{Field, Form, Holds, Record, Table, Variant, fields_of};
use crate::model::programme::GROUPS;
use crate::model::{Access, Driver, Programme, Site};

/// The format that this program writes, and the newest one that it reads.
pub const FORMAT: u32 = 1;

const fn required(name: &'static str, form: Form) -> Field {
    Field { name, form, required: true }
}

const fn optional(name: &'static str, form: Form) -> Field {
    Field { name, form, required: false }
}

const fn word(name: &'static str) -> Variant {
    Variant { name, holds: Holds::Nothing }
}

/// The whole file.
pub const PRESET: Form = Form::Record(&Record {
    name: "a preset",
    fields: &[
        required("format", Form::Whole),
        required("name", Form::Text),
        optional("summary", Form::Text),
        optional("programme", PROGRAMME),
        required("scenarios", Form::Record(&SCENARIOS)),
        optional("risk", Form::Record(&RISK)),
        optional("claims", Form::List(&Form::Record(&CLAIM))),
        optional("sources", Form::Map(&Form::Record(&SOURCE))),
    ],
});

const PROGRAMME: Form =
    Form::Table(Table { name: "a programme", group: "", fields: programme_fields });

const SITE: Form = Form::Table(Table { name: "a site", group: "", fields: site_fields });

fn programme_fields(group: &str) -> Vec<Field> {
    let within = |group| {
        let name = GROUPS.iter().find(|(id, ..)| *id == group).map_or("", |(_, name, _)| name);
        Table { name, group, fields: programme_fields }
    };
    let fields = Programme::FIELDS.iter();
    fields_of(fields.map(|input| (input.id, form_of(&input.access))), group, within)
}

fn site_fields(_: &str) -> Vec<Field> {
    Site::FIELDS.iter().map(|input| optional(input.id, form_of(&input.access))).collect()
}

const fn form_of<R>(access: &Access<R>) -> Form {
    match access {
        Access::Number(..) => Form::Number,
        Access::Month(_) => Form::Month,
        Access::Year(_) => Form::Whole,
        Access::Text(_) => Form::Text,
        Access::Sites => Form::List(&SITE),
    }
}

const SCENARIOS: Record = Record {
    name: "the scenarios",
    fields: &[required("bear", SCENARIO), required("base", SCENARIO), required("bull", SCENARIO)],
};

const SCENARIO: Form =
    Form::Table(Table { name: "a scenario", group: "", fields: scenario_fields });

fn scenario_fields(_: &str) -> Vec<Field> {
    let driver = |driver: Driver| {
        let form = match driver {
            Driver::PowerDelay => Form::Choice(&POWER_DELAY),
            _ => Form::Number,
        };
        Field { name: driver.id(), form, required: driver.spec().default.is_none() }
    };
    let weight = optional("weight", Form::Number);
    std::iter::once(weight).chain(Driver::ALL.map(driver)).collect()
}

const POWER_DELAY: [Variant; 2] = [
    Variant { name: "Months", holds: Holds::One(Form::Number) },
    Variant { name: "Indicators", holds: Holds::Fields(&INDICATORS) },
];

const INDICATORS: Record = Record {
    name: "the power indicators",
    fields: &[
        required("ppa_coverage", Form::Number),
        required("queue_months", Form::Number),
        required("transformer_weeks", Form::Number),
        required("ordered_ahead_months", Form::Number),
    ],
};

const RISK: Record = Record {
    name: "the risk settings",
    fields: &[
        optional("shape", Form::Choice(&SHAPE)),
        optional("comovement", Form::Number),
        optional("correlations", Form::List(&CORRELATION)),
    ],
};

const SHAPE: [Variant; 4] =
    [word("Percentiles"), word("Pert"), word("Triangular"), word("Uniform")];

const CORRELATION: Form = Form::Tuple(
    &[Form::Text, Form::Text, Form::Number],
    "(\"power_delay\", \"utilization\", -0.3)",
);

const CLAIM: Record = Record {
    name: "a claim",
    fields: &[
        required("id", Form::Text),
        required("says", Form::Text),
        required("kind", Form::Choice(&CLAIM_KIND)),
        required("scenario", Form::Choice(&SCENARIO_NAME)),
        required("measure", Form::Text),
        optional("within", Form::Maybe(&ENDS)),
        optional("at_least", Form::Maybe(&Form::Number)),
        optional("at_most", Form::Maybe(&Form::Number)),
        optional("source", Form::Text),
    ],
};

const ENDS: Form = Form::Tuple(&[Form::Number, Form::Number], "(2.5, 3.0)");

const CLAIM_KIND: [Variant; 4] =
    [word("Calibrated"), word("Tested"), word("Plausibility"), word("Input")];

const SCENARIO_NAME: [Variant; 3] = [word("bear"), word("base"), word("bull")];

const SOURCE: Record = Record {
    name: "a source",
    fields: &[
        required("note", Form::Text),
        optional("cite", Form::Text),
        optional("as_of", Form::Text),
        optional("of", Form::List(&Form::Number)),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{ClaimKind, Shape};
    use crate::model::{Indicator, Scenario};

    #[test]
    fn the_table_names_everything_that_the_model_does() {
        let names = |fields: &[Field]| fields.iter().map(|field| field.name).collect::<Vec<_>>();
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
