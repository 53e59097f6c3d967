//! Figures as lines of CSV or JSON.

use crate::model::Metric;
use std::io::Write;

/// How rows are written.
pub(super) struct Rows<'a> {
    pub(super) metrics: &'a [Metric],
    pub(super) is_json: bool,
}

impl Rows<'_> {
    /// The head of CSV.
    pub(super) fn head(&self) -> String {
        if self.is_json {
            return String::new();
        }
        let ids: Vec<&str> = self.metrics.iter().map(|metric| metric.id()).collect();
        format!("line,{}\n", ids.join(","))
    }

    /// A case's figures; NaN is none. Numbers come back to the last bit.
    pub(super) fn write(&self, line: u64, figures: impl Iterator<Item = f64>, out: &mut Vec<u8>) {
        // Writing to memory doesn't fail.
        if self.is_json {
            let _ = write!(out, "{{\"line\":{line}");
            for (metric, figure) in self.metrics.iter().zip(figures) {
                let _ = if figure.is_nan() {
                    write!(out, ",\"{}\":null", metric.id())
                } else {
                    write!(out, ",\"{}\":{figure}", metric.id())
                };
            }
            out.extend_from_slice(b"}\n");
            return;
        }
        let _ = write!(out, "{line}");
        for figure in figures {
            out.push(b',');
            if !figure.is_nan() {
                let _ = write!(out, "{figure}");
            }
        }
        out.push(b'\n');
    }
}
