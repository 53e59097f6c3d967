//! The rows that can be chosen: Explore's sliders, what is behind two of them, Numbers', and the
//! settings of Risk.

use crate::model::{Driver, Indicator, Input, ProgrammeNumber, SiteNumber};

/// A row that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// An input's slider; a stress' and an indicator's stand in a drawer.
    Slider(Input),
    /// The line that sums the stresses up and opens their drawer.
    Stresses,
}

/// What is chosen at the start.
pub(super) const FIRST_ROW: Row = Row::Slider(Input::Driver(Driver::Utilization));

/// A setting that can be adjusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RiskSetting {
    /// The drivers' distributions.
    Shape,
    /// How much all of them move together.
    Comovement,
    /// The correlation of two.
    Pair(Driver, Driver),
}

/// Details behind a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Drawer {
    /// The leading indicators of power, behind the power delay.
    Power,
    /// The stresses.
    Stresses,
}

impl Drawer {
    /// The row that opens it.
    pub const fn face(self) -> Row {
        match self {
            Self::Power => Row::Slider(Input::Driver(Driver::PowerDelay)),
            Self::Stresses => Row::Stresses,
        }
    }

    pub fn rows(self) -> Vec<Row> {
        let inputs = match self {
            Self::Power => Indicator::ALL.map(Input::Indicator).to_vec(),
            Self::Stresses => Driver::STRESSES.map(Input::Driver).to_vec(),
        };
        inputs.into_iter().map(Row::Slider).collect()
    }
}

impl Row {
    /// Explore's rows while that drawer is open, from the top.
    pub fn all(drawer: Option<Drawer>) -> Vec<Self> {
        let mut rows = Vec::new();
        let drivers = Driver::MAIN.map(|driver| Self::Slider(Input::Driver(driver)));
        for face in drivers.into_iter().chain([Self::Stresses]) {
            rows.push(face);
            if let Some(open) = drawer.filter(|drawer| drawer.face() == face) {
                rows.extend(open.rows());
            }
        }
        rows
    }

    /// Numbers' rows for a programme with that many sites, from the top: the weights of the
    /// scenarios, then what these share.
    pub fn numbers(sites: usize) -> Vec<Self> {
        let sites = (0..sites).flat_map(|site| {
            SiteNumber::ALL.into_iter().map(move |number| Input::Site(site, number))
        });
        let programme = ProgrammeNumber::ALL.iter().copied().map(Input::Programme);
        [Input::Weight].into_iter().chain(sites).chain(programme).map(Self::Slider).collect()
    }

    /// The input that its slider moves.
    pub const fn input(self) -> Option<Input> {
        match self {
            Self::Slider(input) => Some(input),
            Self::Stresses => None,
        }
    }

    /// Whether it is one of Numbers' rows.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Slider(Input::Weight | Input::Programme(_) | Input::Site(..)))
    }

    /// The drawer that Enter opens or closes from here.
    pub fn drawer(self) -> Option<Drawer> {
        [Drawer::Power, Drawer::Stresses]
            .into_iter()
            .find(|drawer| drawer.face() == self || drawer.rows().contains(&self))
    }
}
