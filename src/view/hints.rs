//! Keys and what they do, in a line: as many as there is room for, the last one in any case.

use crate::session::Binding;
use crate::widgets::text::columns;

/// The hinted bindings that fit into so many columns, two between them: keys and a word each.
pub(super) fn hints(
    bindings: impl Iterator<Item = &'static Binding>,
    word: impl Fn(&Binding) -> &'static str,
    room: usize,
) -> Vec<(String, &'static str)> {
    let hinted: Vec<(String, &str)> = bindings
        .filter(|binding| !binding.hint.is_empty())
        .map(|binding| (binding.shown(), word(binding)))
        .collect();
    let length = |(keys, word): &(String, &str)| columns(keys) + 1 + columns(word) + 2;
    let (count, reserved) = (hinted.len(), hinted.last().map_or(0, length));
    // The gap after the last one needs no room.
    let mut left = room + 2;
    hinted
        .into_iter()
        .enumerate()
        .filter(|(index, hint)| {
            let kept = if index + 1 < count { reserved } else { 0 };
            let fits = length(hint) + kept <= left;
            left -= if fits { length(hint) } else { 0 };
            fits
        })
        .map(|(_, hint)| hint)
        .collect()
}
