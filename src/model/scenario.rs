//! The three scenarios, and a value for each of them.

use std::ops::{Index, IndexMut};

/// One of the three views of the future that every figure is given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scenario {
    /// What the sceptics expect.
    Bear,
    /// What the announcement's readers expect.
    Base,
    /// What the enthusiasts expect.
    Bull,
}

impl Scenario {
    /// All three, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Bear, Self::Base, Self::Bull];

    /// The name in files, keys and JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Bear => "bear",
            Self::Base => "base",
            Self::Bull => "bull",
        }
    }

    /// The scenario of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scenario| scenario.id() == id)
    }
}

/// A value for each scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scenarios<T>(pub [T; 3]);

impl<T> Scenarios<T> {
    /// Made by asking for each scenario's value in turn.
    pub fn from_fn(mut value: impl FnMut(Scenario) -> T) -> Self {
        Self(Scenario::ALL.map(&mut value))
    }

    /// Each scenario with its value.
    pub fn iter(&self) -> impl Iterator<Item = (Scenario, &T)> {
        Scenario::ALL.into_iter().zip(&self.0)
    }

    /// The same shape with every value replaced.
    pub fn map<U>(&self, mut change: impl FnMut(&T) -> U) -> Scenarios<U> {
        Scenarios::from_fn(|scenario| change(&self[scenario]))
    }
}

impl<T> Index<Scenario> for Scenarios<T> {
    type Output = T;

    fn index(&self, scenario: Scenario) -> &T {
        &self.0[scenario as usize]
    }
}

impl<T> IndexMut<Scenario> for Scenarios<T> {
    fn index_mut(&mut self, scenario: Scenario) -> &mut T {
        &mut self.0[scenario as usize]
    }
}
