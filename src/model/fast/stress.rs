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
#[derive(Debug, Clone, Default)]
pub(super) struct Parts<T> {
    pub plain: T,
    pub shipped: T,
    pub kept: T,
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

    /// A curve's rows at one place, in the order of their factors.
    pub(super) fn fold(self, parts: &Parts<f64>) -> [f64; 3] {
        let Parts { plain, shipped, kept } = *parts;
        match self {
            Self::Fixed { kept: k, shipped: s } => [plain + s * shipped + k * kept, 0.0, 0.0],
            Self::Cuts { share } => [plain, share * shipped + kept, 0.0],
            Self::Blocks { kept: k } => [plain + k * kept, shipped, 0.0],
            Self::Both => [plain, shipped, kept],
        }
    }
}
