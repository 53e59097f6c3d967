//! Shapley values: what each of several has a part in, shared out among them (Shapley, *A Value
//! for n-Person Games*, 1953).

/// The Shapley value of each of so many players, from the worth of every set of them; bit `i` of a
/// set's index says whether player `i` is in it.
///
/// It is the mean over all orders in which the players can join of what one's own joining adds:
/// `Σ_S |S|!·(n − 1 − |S|)!/n!·(worth(S ∪ {i}) − worth(S))` over the sets S without it. The values
/// sum to the worth of all less that of none.
pub(super) fn shapley_values(players: usize, worth: &[f64]) -> Vec<f64> {
    debug_assert_eq!(worth.len(), 1 << players);
    let factorial = |n: usize| (1..=n).product::<usize>() as f64;
    let weights: Vec<f64> = (0..players)
        .map(|size| factorial(size) * factorial(players - 1 - size) / factorial(players))
        .collect();
    (0..players)
        .map(|player| {
            let without = (0..worth.len()).filter(|set| set & 1 << player == 0);
            without
                .map(|set| {
                    let added = worth[set | 1 << player] - worth[set];
                    weights[set.count_ones() as usize] * added
                })
                .sum()
        })
        .collect()
}
