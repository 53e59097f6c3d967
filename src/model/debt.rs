//! Debt: a share of spend and renewals is borrowed and repaid in equal monthly parts.

use super::programme::Programme;

/// How many equal monthly parts a draw is repaid in: `max(1, ⌊12·debt.years + ½⌋)`.
pub(super) fn instalments(programme: &Programme) -> f64 {
    (12.0 * programme.debt_years + 0.5).floor().max(1.0)
}

/// What is drawn, repaid, paid in interest and owed, month by month, $bn.
pub(super) struct DebtFlows<'a> {
    pub draw: &'a mut [f64],
    pub repayment: &'a mut [f64],
    pub interest: &'a mut [f64],
    /// At the month's end.
    pub balance: &'a mut [f64],
}

impl DebtFlows<'_> {
    /// Fills in the draws for what is spent, and what follows from them. `total` is scratch, one
    /// longer than the months.
    ///
    /// A draw of month t is repaid in the months `t + grace + 1` to `t + grace + N`; interest is
    /// `rate/12` of the balance at the month's start.
    pub(super) fn fill(
        self,
        programme: &Programme,
        spent: impl Iterator<Item = f64>,
        total: &mut [f64],
    ) {
        let Self { draw, repayment, interest, balance } = self;
        for (draw, spent) in draw.iter_mut().zip(spent) {
            *draw = programme.debt_share * spent;
        }
        super::curve::accumulate(total, draw);
        let parts = instalments(programme);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few hundred at most"
        )]
        let (grace, term) = (programme.debt_grace_months as usize, parts as usize);
        let rate = programme.debt_rate / 12.0;
        let mut owed = 0.0;
        for t in 0..draw.len() {
            let drawn_by = |months: usize| t.checked_sub(months).map_or(0.0, |knot| total[knot]);
            repayment[t] = (drawn_by(grace) - drawn_by(grace + term)) / parts + 0.0;
            interest[t] = rate * owed + 0.0;
            owed += draw[t] - repayment[t];
            balance[t] = owed;
        }
    }
}
