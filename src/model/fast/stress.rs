//! How the stresses come into a sum: which factors vary from draw to draw.

use crate::model::drivers::{Driver, Drivers};

/// The factors that capex cuts and export blocks put before the parts of a curve, beside the 1
/// before the part that no stress touches. A stress that never varies is folded into the parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stress {
    /// Neither varies.
    Fixed { kept: f64, shipped: f64 },
    /// Cuts do: `kept`, of which this share is shipped.
    Cuts { share: f64 },
    /// Blocks do: `shipped`.
    Blocks { kept: f64 },
    /// Both: `shipped`, `kept`.
    Both,
}

/// A figure in its three parts: as it is without stressed spend, per unit shipped, per unit kept.
/// A part that is nothing throughout is none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parts<T> {
    pub plain: T,
    pub shipped: Option<T>,
    pub kept: Option<T>,
}

impl<T> Parts<T> {
    pub(super) const fn as_ref(&self) -> Parts<&T> {
        Parts { plain: &self.plain, shipped: self.shipped.as_ref(), kept: self.kept.as_ref() }
    }

    pub(super) fn map<U>(self, change: impl Fn(T) -> U) -> Parts<U> {
        Parts {
            plain: change(self.plain),
            shipped: self.shipped.map(&change),
            kept: self.kept.map(&change),
        }
    }

    /// Each part with its like of another figure.
    pub(super) fn zip<U>(self, other: Parts<U>) -> Parts<(T, U)> {
        Parts {
            plain: (self.plain, other.plain),
            shipped: self.shipped.zip(other.shipped),
            kept: self.kept.zip(other.kept),
        }
    }
}

impl Stress {
    pub(super) fn new((low, high): &(Drivers, Drivers)) -> Self {
        let varies = |driver: Driver| low[driver].to_bits() != high[driver].to_bits();
        let (kept, shipped) = low.kept_and_shipped();
        match (varies(Driver::CapexCut), varies(Driver::ExportBlock)) {
            (false, false) => Self::Fixed { kept, shipped },
            (true, false) => Self::Cuts { share: 1.0 - low[Driver::ExportBlock] },
            (false, true) => Self::Blocks { kept },
            (true, true) => Self::Both,
        }
    }

    /// Shares of stressed spend that are kept, and shipped, in the part that no factor scales.
    pub(super) const fn plain(self) -> (f64, f64) {
        match self {
            Self::Fixed { kept, shipped } => (kept, shipped),
            Self::Cuts { .. } | Self::Blocks { .. } | Self::Both => (0.0, 0.0),
        }
    }

    /// How many rows a curve takes: `with_kept` for one that has a part per unit kept.
    pub(super) const fn rows(self, with_kept: bool) -> usize {
        match self {
            Self::Fixed { .. } => 1,
            Self::Both if with_kept => 3,
            Self::Cuts { .. } | Self::Blocks { .. } | Self::Both => 2,
        }
    }

    /// The factors before the rows of a curve; as many as it has rows are meant.
    #[inline(always)]
    pub(super) const fn factors(self, kept: f64, shipped: f64) -> [f64; 3] {
        match self {
            Self::Fixed { .. } => [1.0, 0.0, 0.0],
            Self::Cuts { .. } => [1.0, kept, 0.0],
            Self::Blocks { .. } => [1.0, shipped, 0.0],
            Self::Both => [1.0, shipped, kept],
        }
    }

    /// What a curve's rows are made of, in the order of their factors: so much of each part.
    pub(super) const fn weights(self) -> [Parts<f64>; 3] {
        const fn of(plain: f64, shipped: f64, kept: f64) -> Parts<f64> {
            Parts { plain, shipped: Some(shipped), kept: Some(kept) }
        }
        let plain = of(1.0, 0.0, 0.0);
        match self {
            // It is laid out as it is, in one part.
            Self::Fixed { .. } => [plain; 3],
            Self::Cuts { share } => [plain, of(0.0, share, 1.0), plain],
            Self::Blocks { kept } => [of(1.0, 0.0, kept), of(0.0, 1.0, 0.0), plain],
            Self::Both => [plain, of(0.0, 1.0, 0.0), of(0.0, 0.0, 1.0)],
        }
    }
}
