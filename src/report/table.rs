//! Text tables: labels to the left, figures to the right, columns aligned by what is seen.

use crate::widgets::text::{columns, fit, harmless, pad_left};

/// A table of a label and some figures a row.
pub(super) struct Table {
    rows: Vec<Row>,
}

enum Row {
    Cells(Vec<String>),
    Title(String),
}

impl Table {
    /// With nothing in it.
    pub(super) const fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// A row of cells: a label, then figures.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        let clean = cells.into_iter().map(|cell| harmless(cell.as_ref()).into_owned());
        self.rows.push(Row::Cells(clean.collect()));
    }

    /// A title over the rows that follow, after an empty line.
    pub(super) fn title(&mut self, title: &str) {
        self.rows.push(Row::Title(harmless(title).into_owned()));
    }

    /// The table's lines, the first column at least `label` wide, the others at least `figure`.
    pub(super) fn text(&self, label: usize, figure: usize) -> String {
        let mut widths: Vec<usize> = Vec::new();
        for row in &self.rows {
            let Row::Cells(cells) = row else { continue };
            for (index, cell) in cells.iter().enumerate() {
                let least = if index == 0 { label } else { figure };
                if index == widths.len() {
                    widths.push(least);
                }
                widths[index] = widths[index].max(columns(cell));
            }
        }
        let mut out = String::new();
        for row in &self.rows {
            let line = match row {
                Row::Title(title) => format!("\n{title}"),
                Row::Cells(cells) => cells
                    .iter()
                    .zip(&widths)
                    .enumerate()
                    .map(|(index, (cell, width))| match index {
                        0 => fit(cell, *width, ""),
                        _ => format!("  {}", pad_left(cell, *width)),
                    })
                    .collect(),
            };
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn columns_are_aligned_by_what_is_seen() {
        let mut table = Table::new();
        table.row(["", "bear", "bull"]);
        table.title("Money");
        table.row(["収入", "−$1.1 bn", "$5.6 bn"]);
        assert_eq!(
            table.text(6, 0),
            "            bear     bull\n\nMoney\n収入    −$1.1 bn  $5.6 bn\n"
        );
    }
}
