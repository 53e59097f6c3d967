//! Which entry of a list was which one before.

use crate::preset::value::{RonLayout, RonValue};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};

/// For each new entry the place of the old one that it goes on from, in rising order; `None` for
/// one that is added.
///
/// Entries are told by their ids, names or drivers. What is left between two of the same takes the
/// places there in order, as a renamed one does.
pub(super) fn align(
    old: &[(Cow<'static, str>, RonValue)],
    new: &[(Cow<'static, str>, RonValue)],
) -> Vec<Option<usize>> {
    let identities = |entries: &[(Cow<'static, str>, RonValue)]| -> Vec<String> {
        entries.iter().map(|(_, value)| identity(value)).collect()
    };
    let (old, new) = (identities(old), identities(new));
    let mut pairs = in_order(&same(&old, &new));
    let (in_old, in_new): (HashSet<&String>, HashSet<&String>) =
        (old.iter().collect(), new.iter().collect());
    let mut free = 0;
    for place in 0..new.len() {
        if let Some(from) = pairs[place] {
            free = from + 1;
        } else if !in_old.contains(&new[place]) {
            let end = pairs[place..].iter().flatten().next().copied().unwrap_or(old.len());
            pairs[place] = (free..end).find(|from| !in_new.contains(&old[*from]));
            free = pairs[place].map_or(free, |from| from + 1);
        }
    }
    pairs
}

/// What tells an entry from the others of its list: its first field, or a pair of drivers.
fn identity(value: &RonValue) -> String {
    let layout = RonLayout { newline: "\n", indent: "" };
    match value {
        RonValue::Group(group) => {
            let told_by = if group.lines { 1 } else { 2 };
            let values = group.entries.iter().take(told_by);
            values.map(|(_, value)| layout.write(value, "", true) + ",").collect()
        }
        value => layout.write(value, "", true),
    }
}

/// Where each new entry was before; the second of one name where the second one was.
fn same(old: &[String], new: &[String]) -> Vec<Option<usize>> {
    let mut places: HashMap<&String, VecDeque<usize>> = HashMap::new();
    for (place, identity) in old.iter().enumerate() {
        places.entry(identity).or_default().push_back(place);
    }
    new.iter().map(|identity| places.get_mut(identity)?.pop_front()).collect()
}

/// As many of the places as rise, `None` for the others: the longest rising subsequence.
fn in_order(places: &[Option<usize>]) -> Vec<Option<usize>> {
    // The lowest end of a rising sequence of each length, and what stands before each place.
    let (mut ends, mut before): (Vec<usize>, _) = (Vec::new(), vec![None; places.len()]);
    for (index, place) in places.iter().enumerate().filter(|(_, place)| place.is_some()) {
        let length = ends.partition_point(|end| places[*end] < *place);
        before[index] = length.checked_sub(1).map(|last| ends[last]);
        if length == ends.len() { ends.push(index) } else { ends[length] = index }
    }
    let mut rising = vec![None; places.len()];
    let mut at = ends.last().copied();
    while let Some(index) = at {
        rising[index] = places[index];
        at = before[index];
    }
    rising
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(old: &str, new: &str) -> Vec<Option<usize>> {
        let entries = |names: &str| -> Vec<(Cow<'static, str>, RonValue)> {
            let named =
                |name: char| RonValue::record("", [("id", RonValue::Text(name.to_string()))]);
            names.chars().map(|name| ("".into(), named(name))).collect()
        };
        align(&entries(old), &entries(new))
    }

    #[test]
    fn entries_are_followed_by_name_and_renamed_ones_by_place() {
        let all = |places: &[usize]| places.iter().copied().map(Some).collect::<Vec<_>>();
        assert_eq!(aligned("abc", "abc"), all(&[0, 1, 2]));
        assert_eq!(aligned("abc", "axc"), all(&[0, 1, 2]));
        assert_eq!(aligned("abcd", "acd"), all(&[0, 2, 3]));
        assert_eq!(aligned("ac", "abc"), [Some(0), None, Some(1)]);
        assert_eq!(aligned("abcd", "dabc"), [None, Some(0), Some(1), Some(2)]);
        assert_eq!(aligned("aab", "aaab"), [Some(0), Some(1), None, Some(2)]);
        assert_eq!(aligned("ab", "xyz"), [Some(0), Some(1), None]);
        assert_eq!(aligned("", "a"), [None]);
        assert_eq!(aligned("a", ""), []);
    }
}
