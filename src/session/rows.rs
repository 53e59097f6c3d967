//! The rows that can be chosen: Explore's sliders, what is behind two of them, Numbers', and the
//! settings of Risk.

use crate::model::{Driver, Indicator, Input, ProgrammeNumber, SiteNumber};

/// A row that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// A driver's slider: one of the main four, or a stress in its drawer.
    Driver(Driver),
    /// A leading indicator's slider, under the power delay.
    Indicator(Indicator),
    /// The line that sums the stresses up and opens their drawer.
    Stresses,
    /// The scenarios' weights.
    Weight,
    /// A number of the programme.
    Programme(ProgrammeNumber),
    /// A number of a site.
    Site(usize, SiteNumber),
}

/// What is chosen at the start.
pub(super) const FIRST_ROW: Row = Row::Driver(Driver::Utilization);

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
    /// The three stresses.
    Stresses,
}

impl Drawer {
    /// The row that opens it.
    pub const fn face(self) -> Row {
        match self {
            Self::Power => Row::Driver(Driver::PowerDelay),
            Self::Stresses => Row::Stresses,
        }
    }

    pub fn rows(self) -> Vec<Row> {
        match self {
            Self::Power => Indicator::ALL.map(Row::Indicator).to_vec(),
            Self::Stresses => Driver::STRESSES.map(Row::Driver).to_vec(),
        }
    }
}

impl Row {
    /// Explore's rows while that drawer is open, from the top.
    pub fn all(drawer: Option<Drawer>) -> Vec<Self> {
        let mut rows = Vec::new();
        for face in Driver::MAIN.map(Self::Driver).into_iter().chain([Self::Stresses]) {
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
            SiteNumber::ALL.into_iter().map(move |number| Self::Site(site, number))
        });
        let programme = ProgrammeNumber::ALL.iter().copied().map(Self::Programme);
        [Self::Weight].into_iter().chain(sites).chain(programme).collect()
    }

    /// The row of an input's slider.
    pub const fn of(input: Input) -> Self {
        match input {
            Input::Driver(driver) => Self::Driver(driver),
            Input::Indicator(indicator) => Self::Indicator(indicator),
            Input::Weight => Self::Weight,
            Input::Programme(number) => Self::Programme(number),
            Input::Site(site, number) => Self::Site(site, number),
        }
    }

    /// The input that its slider moves.
    pub const fn input(self) -> Option<Input> {
        match self {
            Self::Driver(driver) => Some(Input::Driver(driver)),
            Self::Indicator(indicator) => Some(Input::Indicator(indicator)),
            Self::Weight => Some(Input::Weight),
            Self::Programme(number) => Some(Input::Programme(number)),
            Self::Site(site, number) => Some(Input::Site(site, number)),
            Self::Stresses => None,
        }
    }

    /// Whether it is one of Numbers' rows.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Weight | Self::Programme(_) | Self::Site(..))
    }

    /// The drawer that Enter opens or closes from here.
    pub fn drawer(self) -> Option<Drawer> {
        [Drawer::Power, Drawer::Stresses]
            .into_iter()
            .find(|drawer| drawer.face() == self || drawer.rows().contains(&self))
    }
}
