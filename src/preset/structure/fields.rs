//! The table of what a preset file of format 1 holds.

use super::{Field, Form, Holds, Record, Variant};

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
        optional("programme", Form::Record(&PROGRAMME)),
        required("scenarios", Form::Record(&SCENARIOS)),
        optional("risk", Form::Record(&RISK)),
        optional("claims", Form::List(&Form::Record(&CLAIM))),
        optional("sources", Form::Map(&Form::Record(&SOURCE))),
    ],
});

const PROGRAMME: Record = Record {
    name: "a programme",
    fields: &[
        optional("start", Form::Month),
        optional("horizon", Form::Month),
        optional("headline_year", Form::Whole),
        optional("stress_from", Form::Month),
        optional("sites", Form::List(&Form::Record(&SITE))),
        optional("growth_share", Form::Number),
        optional("build_months", Form::Number),
        optional("ramp_months", Form::Number),
        optional("revenue_yield", Form::Number),
        optional("attach_uplift", Form::Number),
        optional("attach_margin", Form::Number),
        optional("reference_utilization", Form::Number),
        optional("reference_attach", Form::Number),
        optional("fixed_opex_share", Form::Number),
        optional("idle_cost_rate", Form::Number),
        optional("server_share", Form::Number),
        optional("server_life", Form::Number),
        optional("facility_life", Form::Number),
        optional("server_deferral", Form::Number),
        optional("refresh_cost", Form::Number),
        optional("tax_rate", Form::Number),
        optional("discount_rate", Form::Number),
        optional("residual_share", Form::Number),
        optional("gdp", Form::Record(&GDP)),
        optional("group_revenue", Form::Number),
        optional("group_capex", Form::Number),
    ],
};

const SITE: Record = Record {
    name: "a site",
    fields: &[
        optional("name", Form::Text),
        optional("pledge", Form::Number),
        optional("first", Form::Month),
        optional("months", Form::Number),
        optional("extra_delay", Form::Number),
    ],
};

const GDP: Record = Record {
    name: "the GDP terms",
    fields: &[
        optional("hardware_share", Form::Number),
        optional("service_share", Form::Number),
        optional("domestic_share", Form::Number),
        optional("multiplier", Form::Number),
        optional("by", Form::Month),
    ],
};

const SCENARIOS: Record = Record {
    name: "the scenarios",
    fields: &[
        required("bear", Form::Record(&SCENARIO)),
        required("base", Form::Record(&SCENARIO)),
        required("bull", Form::Record(&SCENARIO)),
    ],
};

const SCENARIO: Record = Record {
    name: "a scenario",
    fields: &[
        optional("weight", Form::Number),
        required("utilization", Form::Number),
        required("margin", Form::Number),
        required("power_delay", Form::Choice(&POWER_DELAY)),
        required("attach", Form::Number),
        optional("capex_cut", Form::Number),
        optional("export_block", Form::Number),
        optional("price_erosion", Form::Number),
    ],
};

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
    use crate::model::{Driver, Indicator, ProgrammeNumber, Scenario, SiteNumber};

    fn has(record: &Record, name: &str) -> bool {
        record.fields.iter().any(|field| field.name == name)
    }

    #[test]
    fn the_table_names_everything_that_the_model_does() {
        for number in ProgrammeNumber::ALL {
            match number.id().strip_prefix("gdp.") {
                Some(term) => assert!(has(&GDP, term), "{term}"),
                None => assert!(has(&PROGRAMME, number.id()), "{}", number.id()),
            }
        }
        for number in SiteNumber::ALL {
            assert!(has(&SITE, number.id()));
        }
        for driver in Driver::ALL {
            assert!(has(&SCENARIO, driver.id()));
        }
        for indicator in Indicator::ALL {
            assert!(has(&INDICATORS, indicator.id()));
        }
        assert_eq!(SHAPE.map(|variant| variant.name), Shape::ALL.map(Shape::id));
        assert_eq!(CLAIM_KIND.map(|variant| variant.name), ClaimKind::ALL.map(ClaimKind::id));
        assert_eq!(SCENARIO_NAME.map(|variant| variant.name), Scenario::ALL.map(Scenario::id));
    }
}
