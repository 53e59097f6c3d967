//! The rows that can be chosen: Explore's sliders, what is behind two of them, Programme's, and the
//! settings of Risk.

use super::field::Field;
use crate::model::{Driver, Indicator, Input};

/// A row that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// An input's slider; a stress' and an indicator's stand in a drawer.
    Slider(Input),
    /// The line that sums the stresses up and opens their drawer.
    Stresses,
    /// A field of the file that no analysis varies.
    Field(Field),
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

    /// The input that its slider moves.
    pub const fn input(self) -> Option<Input> {
        match self {
            Self::Slider(input) => Some(input),
            Self::Stresses | Self::Field(_) => None,
        }
    }

    /// The field that it shows, where no analysis varies that.
    pub const fn field(self) -> Option<Field> {
        match self {
            Self::Field(field) => Some(field),
            Self::Slider(_) | Self::Stresses => None,
        }
    }

    /// Whether it is one of Programme's rows.
    pub const fn is_of_programme(self) -> bool {
        matches!(
            self,
            Self::Slider(Input::Weight | Input::Programme(_) | Input::Site(..)) | Self::Field(_)
        )
    }

    /// The site that it belongs to, counted from 0.
    pub const fn site(self) -> Option<usize> {
        match self {
            Self::Slider(Input::Site(site, _)) | Self::Field(Field::Site(site, _)) => Some(site),
            Self::Slider(_) | Self::Stresses | Self::Field(_) => None,
        }
    }

    /// The same row of the site that another number now stands for; `None` where it is gone.
    pub(super) fn at_site(self, to: impl Fn(usize) -> Option<usize>) -> Option<Self> {
        Some(match self {
            Self::Slider(input) => Self::Slider(input_at_site(input, to)?),
            Self::Field(Field::Site(site, id)) => Self::Field(Field::Site(to(site)?, id)),
            Self::Field(_) | Self::Stresses => self,
        })
    }

    /// The drawer that Enter opens or closes from here.
    pub fn drawer(self) -> Option<Drawer> {
        [Drawer::Power, Drawer::Stresses]
            .into_iter()
            .find(|drawer| drawer.face() == self || drawer.rows().contains(&self))
    }
}

/// The same for an input.
pub(super) fn input_at_site(input: Input, to: impl Fn(usize) -> Option<usize>) -> Option<Input> {
    match input {
        Input::Site(site, number) => Some(Input::Site(to(site)?, number)),
        Input::Driver(_) | Input::Indicator(_) | Input::Weight | Input::Programme(_) => Some(input),
    }
}
