//! Calibration: what the cash costs are, so that the reference margin comes out at reference load,
//! and the rates at which a scenario earns and pays.

use super::drivers::{Driver, Drivers};
use super::programme::Programme;

/// Hours of a mean month, 365.25·24/12.
const HOURS_PER_MONTH: f64 = 730.5;

/// Dollars in a billion.
const BILLION: f64 = 1e9;

/// The lowest reference margin at which depreciation and platform costs take more than it leaves
/// (`margin_capped`): `remainder = (1 − margin)(yc + yp) − D − (1 − attach_margin)·yp` is 0 there.
pub fn margin_cap(programme: &Programme) -> f64 {
    let calibration = Calibration::new(programme);
    calibration.uncapped(0.0) / calibration.reference_revenue
}

/// What the cash costs follow from, yearly and per dollar of energised capital, at the values that
/// the programme was calibrated at.
#[derive(Debug, Clone)]
pub(super) struct Calibration {
    /// `yc + yp`, revenue at reference load with platform revenue.
    reference_revenue: f64,
    /// `D`.
    depreciation: f64,
    /// What platform services cost at reference load.
    platform_cost: f64,
}

/// The rates at which a scenario earns and pays, per month and dollar.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rates {
    /// Compute revenue of what is free for the market, at a price of 1.
    pub free: f64,
    /// Platform revenue of what is aged, at a price of 1.
    pub aged: f64,
    /// Revenue of what is contracted.
    pub contracted: f64,
    /// Cash cost of what is in use.
    pub in_use: f64,
    /// Cash cost of platform services, by what is sellable.
    pub sellable: f64,
    /// Cash cost of what is in service.
    pub in_service: f64,
    /// Whether `remainder` had to be held at 0.
    pub capped: bool,
}

impl Calibration {
    pub(super) fn new(programme: &Programme) -> Self {
        let compute = programme.calibrated_revenue_yield * programme.reference_utilization;
        let platform = compute * programme.reference_attach * programme.calibrated_attach_uplift;
        Self {
            reference_revenue: compute + platform,
            depreciation: programme.calibrated_server_share / programme.calibrated_server_life
                + (1.0 - programme.calibrated_server_share) / programme.calibrated_facility_life,
            platform_cost: (1.0 - programme.calibrated_attach_margin) * platform,
        }
    }

    /// `remainder` before it is held at 0.
    fn uncapped(&self, margin: f64) -> f64 {
        (1.0 - margin) * self.reference_revenue - self.depreciation - self.platform_cost
    }

    /// The rates of a scenario of the same programme.
    #[inline]
    pub(super) fn rates(&self, programme: &Programme, drivers: &Drivers) -> Rates {
        let uncapped = self.uncapped(drivers[Driver::Margin]);
        let remainder = uncapped.max(0.0);
        let utilization = drivers[Driver::Utilization];
        // A dollar buys that much of the planned capacity, a month's worth of it.
        let monthly = 1.0 / (12.0 * drivers[Driver::CapacityCost]);
        let capacity = programme.revenue_yield * monthly;
        let free = utilization * capacity;
        let aged = free * drivers[Driver::Attach] * programme.attach_uplift;
        let variable = (1.0 - programme.fixed_opex_share) * remainder;
        let power =
            programme.mw_per_bn * programme.pue * HOURS_PER_MONTH * programme.power_price_rise
                / BILLION;
        Rates {
            free,
            aged,
            contracted: utilization.max(programme.contracts_load) * capacity,
            in_use: utilization
                * (variable / programme.reference_utilization * monthly
                    + power / drivers[Driver::CapacityCost]),
            sellable: (1.0 - programme.attach_margin) * aged,
            in_service: programme.fixed_opex_share * remainder * monthly,
            capped: uncapped < 0.0,
        }
    }
}
