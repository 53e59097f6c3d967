//! Tables as text for the terminal: labels to the left, figures to the right, columns aligned by
//! what is seen.

use super::{Cell, Column, Table};
use crate::widgets::text::{columns, fit, harmless, pad_left};

enum TableLine {
    Title(String),
    Cells(Vec<String>),
}

/// The lines of tables that share their columns' widths: the first is at least `label` wide, the
/// others at least `figure`. A title stands under an empty line; a head that says nothing is left
/// out.
pub fn aligned(tables: &[Table], label: usize, figure: usize) -> String {
    let lines: Vec<TableLine> = tables.iter().flat_map(lines).collect();
    let mut widths: Vec<usize> = Vec::new();
    for line in &lines {
        let TableLine::Cells(cells) = line else { continue };
        for (index, cell) in cells.iter().enumerate() {
            if index == widths.len() {
                widths.push(if index == 0 { label } else { figure });
            }
            widths[index] = widths[index].max(columns(cell));
        }
    }
    lines.iter().fold(String::new(), |out, line| match line {
        TableLine::Title(title) => out + &format!("\n{title}\n"),
        TableLine::Cells(cells) => out + row(cells, &widths).trim_end() + "\n",
    })
}

/// A table of words, for people alone.
pub fn words<R>(
    title: &str,
    heads: impl IntoIterator<Item = impl Into<String>>,
    rows: impl IntoIterator<Item = R>,
) -> Table
where
    R: IntoIterator<Item: Into<String>>,
{
    let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::text));
    Table::new(title, heads.into_iter().map(|head| Column::new("", head))).with_rows(rows)
}

fn lines(table: &Table) -> Vec<TableLine> {
    let clean = |text: &str| harmless(text).into_owned();
    let shown = table.shown();
    let head: Vec<String> = shown.iter().map(|at| clean(&table.columns[*at].head)).collect();
    let rows = table.rows.iter().map(|row| {
        let cells = shown.iter().map(|at| clean(&row[*at].words()));
        TableLine::Cells(cells.collect())
    });
    let title = (!table.title.is_empty()).then(|| TableLine::Title(clean(&table.title)));
    let head = head.iter().any(|cell| !cell.is_empty()).then_some(TableLine::Cells(head));
    title.into_iter().chain(head).chain(rows).collect()
}

fn row(cells: &[String], widths: &[usize]) -> String {
    let cells = cells.iter().zip(widths).enumerate();
    let cells = cells.map(|(index, (cell, width))| match index {
        0 => fit(cell, *width, ""),
        _ => format!("  {}", pad_left(cell, *width)),
    });
    cells.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unit;
    use crate::preset::Currency;

    #[test]
    fn columns_are_aligned_by_what_is_seen_over_all_tables() {
        let head = Table::new("", ["", "bear", "bull"]);
        let money = Table::new("Money", ["", "unit", "", ""]).with_rows([[
            Cell::text("収入"),
            Cell::unit(Currency::DOLLAR.of(Unit::Billions)),
            Cell::figure(Currency::DOLLAR.of(Unit::Billions), -1.058),
            Cell::figure(Currency::DOLLAR.of(Unit::Billions), 5.6),
        ]]);
        assert_eq!(
            aligned(&[head, money], 6, 0),
            "            bear     bull\n\nMoney\n収入    −$1.1 bn  $5.6 bn\n"
        );
    }

    #[test]
    fn what_is_lacking_is_said_and_foreign_text_moves_nothing() {
        let table = Table::new("", ["name", "years"]).with_rows([
            [Cell::text("a\tb\x1b[2J"), Cell::Absent("never by 2040".to_owned())],
            [Cell::Blank, Cell::count(2031.0)],
        ]);
        let text = aligned(&[table], 0, 0);
        let ends: Vec<usize> = text.lines().map(columns).collect();
        assert!(ends.iter().all(|end| *end == ends[0]), "{text}");
        assert!(
            text.contains("  never by 2040\n") && text.ends_with("           2031\n"),
            "{text}"
        );
        assert!(!text.contains(['\t', '\x1b']), "{text}");
    }
}
