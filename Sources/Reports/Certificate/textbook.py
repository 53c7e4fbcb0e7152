"""The formulas of the figures for one look, each from its publication; recompute.py uses them.

Resampling is by the generator and the seed that Assay uses, SplitMix64 (Steele, Lea & Flood 2014) from
1, so that its figures come out as they are, and not only within their Monte Carlo error.
"""

import math

import numpy as np
from scipy import optimize, stats

RESAMPLES = 1000


def mixed(numbers):
    """What SplitMix64 makes of its state."""
    z = np.asarray(numbers, dtype=np.uint64)
    z = (z ^ z >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ z >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return z ^ z >> np.uint64(31)


def random_words(seed, first, count):
    """Words number `first` and after of the generator."""
    steps = np.arange(first + 1, first + count + 1, dtype=np.uint64)
    return mixed(np.uint64(seed) + steps * np.uint64(0x9E3779B97F4A7C15))


def coins(seed, runs, count, first=0):
    """For each run `count` tosses, of which each word of the generator gives 64, the lowest bit first."""
    each = -(-count // 64)
    for run in range(runs):
        words = random_words(seed, first + run * each, each).reshape(each, 1)
        bits = words >> np.arange(64, dtype=np.uint64) & np.uint64(1)
        yield bits.reshape(-1)[:count] == 1


def in_order(values):
    """Their sum from the first to the last, along the last axis."""
    return np.cumsum(values, axis=-1)[..., -1]


def quantile(ordered, probability):
    """Type 7 of Hyndman & Fan (1996)."""
    position = (len(ordered) - 1) * probability
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def tango(only_first, only_second, n):
    """Tango's score interval (1998, Stat. Med. 17:891) of the paired difference, at 95 %."""
    estimate, critical = (only_first - only_second) / n, stats.norm.ppf(0.975)

    def z(margin):
        linear = -only_first - only_second + (2 * n - only_first + only_second) * margin
        constant = -only_second * margin * (1 - margin)
        root = math.sqrt(max(0, linear * linear - 8 * n * constant))
        # The same root in two forms; each is free of cancellation for one sign of `linear`.
        restricted = (root - linear) / (4 * n) if linear <= 0 else -2 * constant / (root + linear)
        restricted = max(0, restricted)
        variance = n * (2 * restricted + margin * (1 - margin))
        gap = only_first - only_second - n * margin
        if variance > 1e-12 * n:
            return gap / math.sqrt(variance)
        return 0.0 if abs(gap) <= 1e-9 * n else math.copysign(math.inf, gap)

    def boundary(low, high, value):
        """Where z, which falls as the margin rises, passes `value`."""
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if z(middle) > value else (low, middle)
        return (low + high) / 2

    return boundary(-1, estimate, critical), boundary(estimate, 1, -critical)


def student(values):
    """The mean with Student's interval at 95 %."""
    mean, error = float(np.mean(values)), float(stats.sem(values))
    margin = float(stats.t.ppf(0.975, len(values) - 1)) * error
    return mean, mean - margin, mean + margin


def weighted_student(values, weights):
    """Hájek's mean; its error by linearisation, on Kish's effective number less one degrees."""
    mean = float(np.average(values, weights=weights))
    scores = weights * (values - mean) / weights.sum()
    error = math.sqrt(len(scores) * float(np.var(scores, ddof=1)))
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    margin = float(stats.t.ppf(0.975, max(1, round(effective) - 1))) * error
    return mean, mean - margin, mean + margin


def equivalence(values, margin):
    """Two one-sided tests that the mean lies within ± `margin` (Schuirmann 1987)."""
    if np.ptp(values) == 0:
        return None
    above = stats.ttest_1samp(values, -margin, alternative="greater").pvalue
    below = stats.ttest_1samp(values, margin, alternative="less").pvalue
    return float(max(above, below))


def bca(values):
    """The bias-corrected accelerated bootstrap's interval of the mean (Efron 1987), at 95 %."""
    count = len(values)
    words = random_words(1, 0, RESAMPLES * count).reshape(RESAMPLES, count)
    places = (words >> np.uint64(32)) * np.uint64(count) >> np.uint64(32)
    # As Assay adds: what is a tie must not hang on rounding.
    means = np.sort(in_order(values[places.astype(np.int64)]) / count)
    mean = in_order(values) / count
    share = ((means < mean).sum() + (means <= mean).sum()) / (2 * RESAMPLES)
    bias = stats.norm.ppf(share)
    left_out = (in_order(values) - values) / (count - 1)
    pull = left_out.mean() - left_out
    squares = (pull**2).sum()
    acceleration = (pull**3).sum() / (6 * squares**1.5) if squares > 0 else 0.0

    def level(z):
        if not math.isfinite(bias):
            return 1.0 if bias > 0 else 0.0
        return float(stats.norm.cdf(bias + (bias + z) / (1 - acceleration * (bias + z))))

    critical = stats.norm.ppf(0.975)
    ends = sorted((level(-critical), level(critical)))
    return tuple(float(quantile(means, end)) for end in ends)


def sign_flip(values):
    """Fisher's permutation test (1935), two-sided: all sign vectors up to 36, else 1,000 drawn ones.

    The draws go on where those of the bootstrap end.
    """
    count, observed = len(values), abs(float(values.sum()))
    slack = 1e-12 * float(np.abs(values).sum())
    if count <= 36:
        halves = []
        for half in (values[: count // 2], values[count // 2:]):
            sums = np.zeros(1)
            for value in half:
                sums = np.concatenate([sums + value, sums - value])
            halves.append(np.sort(sums))
        if observed <= slack:
            return 1.0
        first = np.searchsorted(halves[1], observed - slack - halves[0], side="left")
        return min(1.0, 2 * float((len(halves[1]) - first).sum()) / 2.0**count)
    sums = [
        abs(float(np.where(flipped, -values, values).sum()))
        for flipped in coins(1, RESAMPLES, count, RESAMPLES * count)
    ]
    return (1 + sum(total >= observed - slack for total in sums)) / (RESAMPLES + 1)


def kappa(table, weights=None):
    """Cohen's kappa (1960, 1968), with the large-sample interval of Fleiss, Cohen & Everitt (1969)."""
    n = table.sum()
    p = table / n
    weights = np.eye(len(p)) if weights is None else weights
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    observed, chance = float((weights * p).sum()), float(rows @ weights @ columns)
    if 1 - chance <= 1e-15:
        return None
    value = (observed - chance) / (1 - chance)
    means = (weights @ columns)[:, None] + (rows @ weights)[None, :]
    around = (weights - means * (1 - value)) ** 2
    bias = value - chance * (1 - value)
    error = math.sqrt(max(0, float((p * around).sum()) - bias**2)) / ((1 - chance) * math.sqrt(n))
    return limited(value, stats.norm.ppf(0.975) * error)


def quadratic_weights(levels):
    places = np.arange(levels)
    return 1 - ((places[:, None] - places[None, :]) / max(1, levels - 1)) ** 2


def stuart_maxwell(table):
    """The p that both raters use the categories equally often (Stuart 1955, Maxwell 1970)."""
    off = table - np.diag(np.diag(table))
    used = np.flatnonzero(off.sum(axis=0) + off.sum(axis=1))
    if len(used) < 2:
        return None
    table = table[np.ix_(used, used)]
    gaps = (table.sum(axis=1) - table.sum(axis=0))[:-1]
    spread = np.diag(table.sum(axis=1) + table.sum(axis=0)) - table - table.T
    spread = spread[:-1, :-1]
    if np.linalg.matrix_rank(spread) < len(gaps):
        return None
    return float(stats.chi2.sf(gaps @ np.linalg.solve(spread, gaps), len(gaps)))


def ac1(table):
    """Gwet's AC1 (2008), with the interval from its linearised variance over items."""
    n, options = table.sum(), len(table)
    p = table / n
    shares = (p.sum(axis=1) + p.sum(axis=0)) / 2
    chance = float((shares * (1 - shares)).sum() / (options - 1))
    value = (float(np.trace(p)) - chance) / (1 - chance)
    if n < 2:
        return None
    item = (1 - (shares[:, None] + shares[None, :]) / 2) / (options - 1)
    part = ((np.eye(options) - chance) - 2 * (1 - value) * (item - chance)) / (1 - chance)
    error = math.sqrt(float((table * (part - value) ** 2).sum() / (n * (n - 1))))
    return limited(value, stats.t.ppf(0.975, n - 1) * error)


def limited(value, margin):
    return value, max(-1.0, float(value - margin)), min(1.0, float(value + margin))


def holm(p):
    """Holm's adjusted p-values (1979)."""
    adjusted, highest = [0.0] * len(p), 0.0
    for rank, index in enumerate(sorted(range(len(p)), key=lambda i: p[i])):
        highest = max(highest, min(1.0, (len(p) - rank) * p[index]))
        adjusted[index] = highest
    return adjusted


def e_benjamini_hochberg(logs, alpha):
    """Which hypotheses e-BH rejects (Wang & Ramdas 2022), from the logs of their e-values."""
    order = sorted(range(len(logs)), key=lambda i: -logs[i])
    last = 0
    for rank, index in enumerate(order, start=1):
        if math.log(rank) + logs[index] >= math.log(len(logs) / alpha):
            last = rank
    return set(order[:last])


def reliability(right, stated, most):
    """Bins of about equally many: how many, how many right, the mean stated, the sum of p(1 - p)."""
    ordered = np.sort(stated)
    edges = [quantile(ordered, k / most) for k in range(1, most)]
    place = np.searchsorted(edges, stated, side="left")
    rows = []
    for k in range(most):
        among = place == k
        if among.any():
            p = stated[among]
            rows.append(
                (int(among.sum()), int(right[among].sum()), float(p.mean()),
                 float((p * (1 - p)).sum()))
            )
    return rows


def equal_width_error(right, stated, bins=10):
    """The expected calibration error over bins of equal width (Naeini, Cooper & Hauskrecht 2015)."""
    edges = np.arange(1, bins) / bins
    place = np.searchsorted(edges, stated, side="right")
    gaps = [abs(float((right - stated)[place == k].sum())) for k in range(bins)]
    return sum(gaps) / len(stated)


def isotonic(x, y):
    """The non-decreasing curve that fits y best by least squares, straight between the points."""
    points, place, counts = np.unique(x, return_inverse=True, return_counts=True)
    means = np.bincount(place, weights=y) / counts
    fitted = optimize.isotonic_regression(means, weights=counts).x
    # Rounded, so that what is a tie does not hang on the last digit.
    return lambda at: np.round(np.interp(at, points, fitted), 12)


def betting(values, bounds, alpha, breaks=500):
    """The hedged betting confidence sequence (Waudby-Smith & Ramdas 2024, theorem 3) on a grid.

    Bets are the predictable ones of their equation 15, for alpha / 2; limits are one step wider.
    """
    width = bounds[1] - bounds[0]
    grid = np.arange(breaks + 1) / breaks
    with np.errstate(divide="ignore"):
        most_up, most_down = 0.5 / grid, 0.5 / (1 - grid)
    up, down = np.ones(breaks + 1), np.ones(breaks + 1)
    total = squares = 0.0
    low, high = 0.0, 1.0
    for t, value in enumerate(values, start=1):
        x = (min(max(value, bounds[0]), bounds[1]) - bounds[0]) / width
        variance = (0.25 + squares) / t
        bet = math.sqrt(2 * math.log(2 / alpha) / (t * math.log1p(t) * variance))
        total += x
        squares += (x - (0.5 + total) / (t + 1)) ** 2
        up *= 1 + np.minimum(bet, most_up) * (x - grid)
        down *= 1 - np.minimum(bet, most_down) * (x - grid)
        left = np.flatnonzero(np.maximum(up, down) / 2 <= 1 / alpha)
        if len(left):
            ends = max(low, grid[left[0]] - 1 / breaks), min(high, grid[left[-1]] + 1 / breaks)
            if ends[0] <= ends[1]:
                low, high = ends
    return bounds[0] + low * width, bounds[0] + high * width
