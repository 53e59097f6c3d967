//! The programme, its sites and the GDP claim's terms as a file holds them.

use super::whole;
use crate::model::{Month, Programme, Site};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The programme; every field has a default.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename = "Programme", default, deny_unknown_fields)]
pub struct ProgrammeFile {
    #[serde(with = "month")]
    start: Month,
    #[serde(with = "month")]
    horizon: Month,
    #[serde(with = "whole")]
    headline_year: i32,
    #[serde(with = "month")]
    stress_from: Month,
    #[serde(with = "sites")]
    sites: Vec<Site>,
    growth_share: f64,
    build_months: f64,
    ramp_months: f64,
    revenue_yield: f64,
    attach_uplift: f64,
    attach_margin: f64,
    reference_utilization: f64,
    reference_attach: f64,
    fixed_opex_share: f64,
    idle_cost_rate: f64,
    server_share: f64,
    server_life: f64,
    facility_life: f64,
    server_deferral: f64,
    refresh_cost: f64,
    tax_rate: f64,
    discount_rate: f64,
    residual_share: f64,
    gdp: GdpFile,
    group_revenue: f64,
    group_capex: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Site", rename = "Site", default = "Site::default", deny_unknown_fields)]
struct SiteFile {
    name: String,
    pledge: f64,
    #[serde(with = "month")]
    first: Month,
    #[serde(serialize_with = "as_whole")]
    months: f64,
    extra_delay: f64,
}

/// Writes a number of whole months as people do, without a decimal point.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "it is what serde hands over")]
#[expect(clippy::cast_possible_truncation, reason = "it is whole, and no larger than fits")]
fn as_whole<S: serde::Serializer>(months: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if months.fract() == 0.0 && months.abs() <= f64::from(i32::MAX) {
        serializer.serialize_i32(*months as i32)
    } else {
        serializer.serialize_f64(*months)
    }
}

/// The terms of the GDP claim, with the programme's defaults for each.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename = "Gdp", default, deny_unknown_fields)]
struct GdpFile {
    hardware_share: f64,
    service_share: f64,
    domestic_share: f64,
    multiplier: f64,
    #[serde(with = "month")]
    by: Month,
}

impl Default for ProgrammeFile {
    fn default() -> Self {
        Self::from(&Programme::default())
    }
}

impl Default for GdpFile {
    fn default() -> Self {
        ProgrammeFile::default().gdp
    }
}

impl From<&Programme> for ProgrammeFile {
    fn from(programme: &Programme) -> Self {
        let gdp = GdpFile {
            hardware_share: programme.gdp_hardware_share,
            service_share: programme.gdp_service_share,
            domestic_share: programme.gdp_domestic_share,
            multiplier: programme.gdp_multiplier,
            by: programme.gdp_by,
        };
        let Programme {
            start,
            horizon,
            headline_year,
            stress_from,
            sites,
            growth_share,
            build_months,
            ramp_months,
            revenue_yield,
            attach_uplift,
            attach_margin,
            reference_utilization,
            reference_attach,
            fixed_opex_share,
            idle_cost_rate,
            server_share,
            server_life,
            facility_life,
            server_deferral,
            refresh_cost,
            tax_rate,
            discount_rate,
            residual_share,
            group_revenue,
            group_capex,
            ..
        } = programme.clone();
        Self {
            start,
            horizon,
            headline_year,
            stress_from,
            sites,
            growth_share,
            build_months,
            ramp_months,
            revenue_yield,
            attach_uplift,
            attach_margin,
            reference_utilization,
            reference_attach,
            fixed_opex_share,
            idle_cost_rate,
            server_share,
            server_life,
            facility_life,
            server_deferral,
            refresh_cost,
            tax_rate,
            discount_rate,
            residual_share,
            gdp,
            group_revenue,
            group_capex,
        }
    }
}

impl From<&ProgrammeFile> for Programme {
    fn from(file: &ProgrammeFile) -> Self {
        let ProgrammeFile {
            start,
            horizon,
            headline_year,
            stress_from,
            sites,
            growth_share,
            build_months,
            ramp_months,
            revenue_yield,
            attach_uplift,
            attach_margin,
            reference_utilization,
            reference_attach,
            fixed_opex_share,
            idle_cost_rate,
            server_share,
            server_life,
            facility_life,
            server_deferral,
            refresh_cost,
            tax_rate,
            discount_rate,
            residual_share,
            group_revenue,
            group_capex,
            gdp,
        } = file.clone();
        let GdpFile { hardware_share, service_share, domestic_share, multiplier, by } = gdp;
        Self {
            start,
            horizon,
            headline_year,
            stress_from,
            sites,
            growth_share,
            build_months,
            ramp_months,
            revenue_yield,
            attach_uplift,
            attach_margin,
            reference_utilization,
            reference_attach,
            fixed_opex_share,
            idle_cost_rate,
            server_share,
            server_life,
            facility_life,
            server_deferral,
            refresh_cost,
            tax_rate,
            discount_rate,
            residual_share,
            group_revenue,
            group_capex,
            gdp_hardware_share: hardware_share,
            gdp_service_share: service_share,
            gdp_domestic_share: domestic_share,
            gdp_multiplier: multiplier,
            gdp_by: by,
        }
    }
}

mod sites {
    use super::{Deserialize, Deserializer, Serialize, Serializer, Site, SiteFile};

    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Entry(#[serde(with = "SiteFile")] Site);

    #[derive(Serialize)]
    #[serde(transparent)]
    struct EntryOf<'a>(#[serde(with = "SiteFile")] &'a Site);

    pub fn serialize<S: Serializer>(sites: &[Site], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(sites.iter().map(EntryOf))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Site>, D::Error> {
        let entries = Vec::<Entry>::deserialize(deserializer)?;
        Ok(entries.into_iter().map(|Entry(site)| site).collect())
    }
}

/// Months, written `YYYY-MM`.
mod month {
    use super::{Deserialize, Deserializer, Month, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    pub fn serialize<S: Serializer>(month: &Month, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(month)
    }

    /// A text that is no month is reported with its place by `meaning`, along with everything
    /// else; until then any month stands in for it.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Month, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(text.parse().unwrap_or(Month::new(2025, 11)))
    }
}
