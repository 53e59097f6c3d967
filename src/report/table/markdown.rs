//! Tables in Markdown, for documents: figures rounded and with their units, as on the screens.

use super::Table;
use crate::report::escapers::{markdown_cell, markdown_text};

/// Tables one under the other, each below its title.
pub fn markdown(tables: &[Table]) -> String {
    tables.iter().map(of_table).collect::<Vec<_>>().join("\n")
}

fn of_table(table: &Table) -> String {
    let shown = table.shown();
    let heads = shown.iter().map(|at| markdown_cell(&table.columns[*at].head));
    // A column of figures is aligned at its right.
    let rules = shown.iter().map(|at| if table.is_numeric(*at) { "--:" } else { "---" }.to_owned());
    let mut out = match table.title.as_str() {
        "" => String::new(),
        title => format!("{}\n\n", markdown_text(title)),
    };
    out += &format!("{}|{}|\n", line(heads), rules.collect::<Vec<_>>().join("|"));
    for row in &table.rows {
        out += &line(shown.iter().map(|at| markdown_cell(&row[*at].words())));
    }
    out
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Flags, Metric, Unit};
    use crate::preset::Currency;
    use crate::report::table::Cell;

    #[test]
    fn people_read_words_units_and_why_there_is_no_figure() {
        let shown = |unit| Currency::DOLLAR.of(unit);
        let payback = |value| {
            Cell::value(Currency::DOLLAR, Metric::PaybackYears, value, Flags::default(), 2040)
        };
        let table = Table::new("Payback of base", ["metric", "unit", "at_low", "at_high"])
            .with_rows([
                [
                    Cell::text("a|b\t"),
                    Cell::unit(shown(Unit::Years)),
                    payback(None),
                    payback(Some(9.6789)),
                ],
                [
                    Cell::text("c"),
                    Cell::unit(shown(Unit::Share)),
                    Cell::Blank,
                    Cell::setting(shown(Unit::Share), 0.65),
                ],
            ]);
        let second = Table::new("", ["year"]).with_rows([[Cell::count(2031.0)]]);
        assert_eq!(
            markdown(&[table, second]),
            "Payback of base\n\n| metric | at low | at high |\n|---|--:|--:|\n\
             | a\\|b  | never by 2040 | 9.7 y |\n| c |  | 65 % |\n\n| year |\n|--:|\n| 2031 |\n"
        );
    }
}
