"""Find changes of level without being told where to look: exact segmentation by least squares, number of segments by BIC.

Dynamic programming over all segmentations (Jackson et al. 2005, An algorithm for optimal partitioning of data on an
interval, IEEE Signal Processing Letters 12(2)), with the penalty of Yao (1988, Estimating the number of change-points via
Schwarz' criterion, Statistics and Probability Letters 6(3)). It assumes levels that hold between changes, independent
noise of one size, and enough periods; with some thirty values it finds large changes only, and a trend looks like steps.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

SHORTEST = 3


def segments(values: np.ndarray, count: int, shortest: int = SHORTEST) -> tuple[list[int], float]:
    """Return the starts of the last `count` - 1 segments and the sum of squares of the best segmentation into `count`.

    ValueError when the values do not suffice for `count` segments of at least `shortest`.
    """
    n = len(values)
    if count < 1 or n < count * shortest:
        raise ValueError(f"{n} values do not make {count} segments of {shortest} or more")
    sums = np.concatenate([[0.0], np.cumsum(values)])
    squares = np.concatenate([[0.0], np.cumsum(np.square(values))])

    def cost(i: int, j: int) -> float:
        """Sum of squares around the mean of values[i:j]."""
        return float(squares[j] - squares[i] - (sums[j] - sums[i]) ** 2 / (j - i))

    best = {(1, j): (cost(0, j), 0) for j in range(shortest, n + 1)}
    for k in range(2, count + 1):
        for j in range(k * shortest, n + 1):
            options = (
                (best[k - 1, i][0] + cost(i, j), i) for i in range((k - 1) * shortest, j - shortest + 1)
            )
            best[k, j] = min(options)
    starts, j = [], n
    for k in range(count, 1, -1):
        j = best[k, j][1]
        starts.append(j)
    return starts[::-1], max(best[count, n][0], 0.0)


def change_points(values: pd.Series, *, most: int = 4, shortest: int = SHORTEST) -> pd.DataFrame:
    """Return one line a change found: period (first of the new level), before, after (means), size.

    `values` is indexed by period, in order; gaps are dropped. The number of changes, up to `most`, is the one that BIC
    prefers. An empty table means that one level describes the series best, or that it is too short to tell.
    """
    known = values.dropna()
    x = known.to_numpy(dtype=float)
    n = len(x)
    tried = []
    for count in range(1, most + 2):
        if n < count * shortest:
            break
        starts, rss = segments(x, count, shortest)
        # a mean and a place for every further segment; the floor keeps a perfect fit from dividing by nothing
        floor = 1e-12 * max(float(np.square(x).sum()), 1.0)
        tried.append((n * np.log(max(rss, floor) / n) + 2 * (count - 1) * np.log(n), starts))
    out = []
    starts = min(tried)[1] if tried else []
    edges = [0, *starts, n]
    for a, b, c in zip(edges, edges[1:], edges[2:], strict=False):
        before, after = float(x[a:b].mean()), float(x[b:c].mean())
        out.append({"period": known.index[b], "before": before, "after": after, "size": after - before})
    return pd.DataFrame(out, columns=["period", "before", "after", "size"])
