//! By how much a figure changed since the pin or the last edit, and whether that is for the better.

use super::canvas::{Canvas, Piece, piece};
use super::format;
use crate::model::{Better, Metric, Scenario};
use ratatui::style::Style;

/// A figure's change in words.
pub(super) struct Change {
    /// `▼0.6`, in the figure's unit; `was 11.3 y` where a value came or went.
    pub(super) words: String,
    /// Whether it is better now; `None` of what measures size alone.
    pub(super) is_better: Option<bool>,
}

impl Change {
    /// As it is drawn: `▼0.6`.
    pub(super) fn piece(&self, canvas: &Canvas) -> Piece {
        piece(&self.words, self.style(canvas))
    }

    /// The same with its direction in words: `▼0.6 better`.
    pub(super) fn full_piece(&self, canvas: &Canvas) -> Piece {
        let direction = match self.is_better {
            Some(true) => " better",
            Some(false) => " worse",
            None => "",
        };
        piece(format!("{}{direction}", self.words), self.style(canvas))
    }

    const fn style(&self, canvas: &Canvas) -> Style {
        let theme = &canvas.look.theme;
        match self.is_better {
            Some(true) => theme.better,
            Some(false) => theme.worse,
            None => theme.change,
        }
    }
}

/// By how much a metric of a scenario differs from what it is compared with; `None` where it reads
/// the same.
pub(super) fn change(canvas: &Canvas, scenario: Scenario, metric: Metric) -> Option<Change> {
    let reference = canvas.session.reference()?;
    let unit = canvas.session.reference_currency().of(metric.spec().unit);
    let before = reference.scenarios[scenario].outcome.metrics[metric];
    let now = canvas.outcome(scenario).metrics[metric];
    let words = match (before, now) {
        (Some(before), Some(_)) if !unit.is_same_in(canvas.money()) => {
            format!("was {}", format::figure(unit, before))
        }
        (Some(before), Some(now)) if !format::reads_same(unit, before, now) => {
            canvas.look.arrowed(&format::bare_change(unit, now - before))
        }
        (Some(before), None) => format!("was {}", format::figure(unit, before)),
        (None, Some(_)) => {
            let flags = reference.scenarios[scenario].outcome.flags;
            let absent = format::absent(metric, flags, canvas.session.horizon_year());
            format!("was {}", absent.split(' ').next().unwrap_or_default())
        }
        (Some(_), Some(_)) | (None, None) => return None,
    };
    let is_comparable = unit.is_same_in(canvas.money());
    let is_better = is_better(metric, before, now).filter(|_| is_comparable);
    Some(Change { words, is_better })
}

/// Whether the second value is the better one; what never comes is the latest of all.
pub(super) fn is_better(metric: Metric, before: Option<f64>, now: Option<f64>) -> Option<bool> {
    let latest = |value: Option<f64>| value.or(metric.absent_is_latest().then_some(f64::INFINITY));
    let (before, now) = (latest(before)?, latest(now)?);
    match metric.spec().better {
        Better::Higher => Some(now > before),
        Better::Lower => Some(now < before),
        Better::Neither => None,
    }
}
