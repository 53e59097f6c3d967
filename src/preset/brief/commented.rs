//! The text of a begun programme's file, with a comment for each block.

use crate::preset::{Preset, to_ron};

/// What stands at the head of the file.
const HEAD: &str = "\
// Begun from what is known so far: what nobody said is an assumption, and says so under sources.
// Money is in billions, shares and rates are fractions, months are YYYY-MM. Not investment advice.
";

/// What stands before a block, by the field that it begins with and the field's indentation.
const BLOCKS: [(&str, &str); 17] = [
    ("    programme:", "What the three scenarios share"),
    ("        start:", "The months that are modelled, and the year of the headline figures"),
    ("        sites:", "Where and when the money is spent"),
    ("        growth_share:", "What the money buys, and how soon it works"),
    (
        "        revenue_yield:",
        "What it earns: the yield is such that the base earns the expected revenue",
    ),
    ("        fixed_opex_share:", "What it costs to run, to hold idle and to renew"),
    ("        mw_per_bn:", "The power it draws"),
    ("        contracts:", "What is let at a fixed price"),
    ("        debt:", "What is borrowed"),
    ("        tax_rate:", "Money over time"),
    ("        gdp:", "What a claim on gross domestic product counts"),
    ("        group_revenue:", "The group, for scale"),
    ("    scenarios:", "What the scenarios differ in: bear and bull are spreads around the base"),
    ("    risk:", "How the drivers vary together"),
    ("    claims:", "What was said, held against what the model gives"),
    ("    sources:", "Where the values come from"),
    ("    views:", "What to come back to"),
];

/// The preset as the text of a new file.
pub(super) fn text(preset: &Preset) -> String {
    let mut text = HEAD.to_owned();
    for line in to_ron(preset).lines() {
        if let Some((field, comment)) = BLOCKS.iter().find(|(field, _)| line.starts_with(field)) {
            let indentation = &field[..field.len() - field.trim_start().len()];
            if !text.ends_with("(\n") {
                text.push('\n');
            }
            text += &format!("{indentation}// {comment}\n");
        }
        text += line;
        text.push('\n');
    }
    text
}
