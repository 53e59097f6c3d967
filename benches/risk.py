"""What an analyst would write in an hour: the announced programme's risk in Python and numba.

One site, no contracts, debt or retirement: the arithmetic that the default programme needs, month by
month, in parallel over draws. Prints the median NPV, then seconds for so many draws, as often as
asked, each with everything summed up as `payback risk` does.
"""

import sys
import time

import numba
import numpy as np

H, HEADLINE = 182, (38, 50)  # months from November 2025; 2029
BANDS = 16  # years from 2025 to 2040
SHARES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]


@numba.njit(inline="always")
def at(curve, x):
    if x <= 0.0:
        return 0.0
    k = int(x)
    return curve[H] if k >= H else curve[k] + (x - k) * (curve[k + 1] - curve[k])


@numba.njit
def scenario(u, margin, d, attach, kept, out):
    build, ramp, sigma, life, halls = 6, 6, 0.6, 72, 300
    capital = np.zeros(H + 1)
    for t in range(H):
        capital[t + 1] = capital[t] + (40.0 / 32 * (kept if t >= 26 else 1.0) if t < 32 else 0.0)
    energised = np.empty(H + 1)
    for k in range(H + 1):
        energised[k] = at(capital, k - build - d)
    mean = np.zeros(H)
    sums = np.zeros(H + 1)
    for t in range(H):
        mean[t] = 0.5 * (energised[t] + energised[t + 1])
        sums[t + 1] = sums[t] + mean[t]
    yc = 0.325 * 0.65
    yp = yc * 0.3 * 0.6
    rest = max(0.0, (1 - margin) * (yc + yp) - sigma / 6 - (1 - sigma) / 25 - 0.4 * yp)
    cash = npv = paid = book = low = income = quarter = wear = 0.0
    back = np.nan
    for t in range(H):
        before = (sums[t] - (sums[t - ramp] if t >= ramp else 0.0)) / ramp
        after = (sums[t + 1] - (sums[t + 1 - ramp] if t + 1 >= ramp else 0.0)) / ramp
        used = 0.5 * (before + after)
        compute = used * u * 0.325 / 12
        platform = compute * attach * 0.6
        spend = capital[t + 1] - capital[t]
        renewed = 0.0
        if t + 1 > life:
            g = life
            while t + 1 - g > 0:
                renewed += sigma * ((energised[t + 1 - g]) - (energised[t - g] if t >= g else 0.0))
                g += life
        worn = sigma * mean[t] / life + (1 - sigma) * mean[t] / halls
        cost = 0.5 * rest * mean[t] / 12 + 0.5 * rest * used * u / 0.65 / 12 + 0.4 * platform
        built = 0.5 * ((capital[t - build] if t >= build else 0.0)
                       + (capital[t + 1 - build] if t + 1 >= build else 0.0))
        earned = compute + platform - cost - 0.04 / 12 * (built - mean[t]) - worn
        flow = earned * 0.82 + worn - spend - renewed
        book += spend + renewed - worn
        npv += flow * 1.09 ** (-(t + 0.5) / 12)
        before_flow = cash
        cash += flow
        if np.isnan(back) and before_flow < -1e-9 and cash >= -1e-9:
            back = (t - before_flow / flow) / 12
        low = min(low, cash)
        paid += spend
        if HEADLINE[0] <= t < HEADLINE[1]:
            income += earned
            if t >= HEADLINE[1] - 3:
                quarter += 4 * earned
                wear += 4 * worn
        year = 0 if t < 2 else 1 + (t - 2) // 12
        out[6 + year] += earned
        out[6 + BANDS + year] = cash
    npv += book * 1.09 ** (-(H - 0.5) / 12)
    out[0], out[1], out[2] = income, quarter, back
    out[3], out[4], out[5] = paid / (quarter * 0.82 + wear), npv, -low


@numba.njit(parallel=True)
def run(drivers, out):
    for i in numba.prange(len(drivers)):
        u, margin, d, attach, cut = drivers[i]
        scenario(u, margin, d, attach, 1 - cut, out[i])


def draws(count, random):
    low, base, high = (np.array(row) for row in (
        [0.45, 0.29, 18.0, 0.15, 0.25], [0.65, 0.31, 3.0, 0.3, 0.0], [0.8, 0.32, 0.0, 0.45, 0.0]))
    low, high = np.minimum(low, high), np.maximum(low, high)
    sign = np.array([1, 1, -1, 1, -1])
    matrix = np.where(np.eye(5) == 1, 1.0, 0.3 * np.outer(sign, sign))
    z = random.standard_normal((count, 5)) @ np.linalg.cholesky(matrix).T
    x = base + np.where(z >= 0, high - base, base - low) / 1.2815515655446004 * z
    return np.clip(x, [0, -0.5, 0, 0, 0], [1, 0.9, 120, 1, 1])


def main():
    count, runs = int(sys.argv[1]), int(sys.argv[2])
    random = np.random.default_rng(1)
    for n in range(runs + 1):
        begun = time.perf_counter()
        out = np.zeros((count, 6 + 2 * BANDS))
        run(draws(count, random), out)
        found = np.nanpercentile(out, [100 * share for share in SHARES], axis=0)
        np.nanmean(out, axis=0), np.nanstd(out, axis=0)
        for column in out.T[:6]:
            np.histogram(column[np.isfinite(column)], 120)
        print(found[3, 4] if n == 0 else time.perf_counter() - begun, flush=True)


main()
