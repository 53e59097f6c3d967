//! Which site is which once sites were added, removed, moved or renamed: what the session remembers
//! by a site's number follows it.

use super::Session;
use super::rows::{Row, input_at_site};
use super::screens::grid::GridState;
use crate::model::{Input, Scenario, Site};

/// The place of a site among others, of which some may be the same: by its name; where none has
/// that, its own place, if as many are there and the one there is new.
fn place_in(from: &[Site], to: &[Site], site: usize) -> Option<usize> {
    named(from, to, site).or_else(|| {
        let is_new = named(to, from, site).is_none();
        Some(site).filter(|_| is_new && from.len() == to.len())
    })
}

/// The place of the site of that name; of several of one name, of the one in the same order.
fn named(from: &[Site], to: &[Site], site: usize) -> Option<usize> {
    let name = &from.get(site)?.name;
    let before = from[..site].iter().filter(|other| other.name == *name).count();
    let mut same = (0..to.len()).filter(|place| to[*place].name == *name);
    same.nth(before)
}

impl Session {
    /// Has what is remembered of sites follow them, where they are others than the results are of.
    pub(super) fn follow_sites(&mut self) {
        let [before, now] =
            [&self.results.inputs, &self.preset.inputs].map(|of| &of.programme.sites);
        if before.iter().map(|site| &site.name).eq(now.iter().map(|site| &site.name)) {
            return;
        }
        let to = |site: usize| place_in(before, now, site);
        let last = now.len().saturating_sub(1);
        let or_last = |site: usize| Some(to(site).unwrap_or_else(|| site.min(last)));
        // A row that is gone gives way to the same one of the site in its place.
        let follow = |row: Row| row.at_site(or_last).unwrap_or(row);
        let row = self.row;
        self.screens.explore.follow(follow);
        self.row = row.at_site(or_last).unwrap_or(row);
        let GridState { x, y, .. } = self.screens.grid;
        let default = GridState::default();
        let axis = |input: Input, default: Input| input_at_site(input, to).unwrap_or(default);
        let (new_x, new_y) = (axis(x, default.x), axis(y, default.y));
        let grid = &mut self.screens.grid;
        (grid.x, grid.y) = if new_x == new_y { (default.x, default.y) } else { (new_x, new_y) };
        if (grid.x, grid.y) != (x, y) {
            grid.cursor = None;
        }
    }

    /// The input that stands for the same among other sites; `None` where they don't have it.
    pub fn input_among(&self, sites: &[Site], input: Input) -> Option<Input> {
        input_at_site(input, |site| place_in(&self.preset.inputs.programme.sites, sites, site))
    }

    /// The saved value of an input; `None` for an indicator where the delay was given in months, and
    /// for a new site's.
    pub fn saved_value(&self, input: Input, scenario: Scenario) -> Option<f64> {
        let saved = &self.file.saved.inputs;
        saved.get(self.input_among(&saved.programme.sites, input)?, scenario)
    }

    /// The row that was saved as this one; `None` where its site is new.
    pub(super) fn saved_row(&self, row: Row) -> Option<Row> {
        let saved = &self.file.saved.inputs.programme.sites;
        row.at_site(|site| place_in(&self.preset.inputs.programme.sites, saved, site))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sites(names: &str) -> Vec<Site> {
        names.chars().map(|name| Site { name: name.to_string(), ..Site::default() }).collect()
    }

    #[test]
    fn a_site_is_found_again_by_its_name_or_as_the_one_that_was_renamed() {
        for (from, to, places) in [
            ("abc", "abc", "012"),
            ("abc", "acb", "021"),
            ("abc", "ac", "0-1"),
            ("ac", "abc", "02"),
            ("abc", "axc", "012"),
            ("abc", "xac", "1-2"),
            ("aab", "aba", "021"),
            ("aab", "ab", "0-1"),
            ("a", "b", "0"),
        ] {
            let (from, to) = (sites(from), sites(to));
            let place =
                |site| place_in(&from, &to, site).map_or("-".to_owned(), |at| at.to_string());
            assert_eq!((0..from.len()).map(place).collect::<String>(), places);
        }
    }
}
