"""Does a series show a boundary? Two tests that know nothing of each other, and other pairs of states beside the dyad.

The first asks whether the step at the boundary is rare among the steps at all other times; the second looks for changes of
level without being told where the boundary is. Both pass: strongly. One: weakly. None: not at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from dyadbook.series.change_points import change_points
from dyadbook.series.load import load_series
from dyadbook.series.metadata import read_metadata, series_names
from dyadbook.study import dates
from dyadbook.study.paths import Paths

# How far to look on each side, in periods, and how few are too few to speak of a level.
WIDTH = {"year": 4, "month": 24}
FEWEST = 2
# A step is rare when no more than a quarter of all splits make one as large; a change found blind is at the boundary
# when it lies no further from it than a year, the finest step of most series.
RARE = 0.25
NEAR = dt.timedelta(366)
SHORTEST = {"year": 3, "month": 6}
VERDICTS = ("strongly", "weakly", "no", "not covered")


def share_of_days(points: pd.DataFrame) -> pd.DataFrame:
    """Return the points with `value` divided by `n`, so that a short year is compared by its rate, not by its count."""
    return points.assign(value=points["value"] / points["n"].where(points["n"] > 0))


def step(values: pd.Series, boundary: dt.date, width: int) -> tuple[float, int, int]:
    """Return the step at a boundary and the periods used before and after it.

    `values` is indexed by period (EDTF). A period lies after the boundary when at least half of it does. The step is the
    mean of up to `width` periods after less the mean of up to `width` before; NaN when either side has fewer than FEWEST.
    """
    known = values.dropna()
    after = [_middle(p) >= boundary for p in known.index]
    late, early = known[after].iloc[:width], known[[not a for a in after]].iloc[-width:]
    if min(len(early), len(late)) < FEWEST:
        return float("nan"), len(early), len(late)
    return float(late.mean() - early.mean()), len(early), len(late)


def rank(values: pd.Series, boundary: dt.date, width: int) -> float:
    """Return how unusual the step at a boundary is: the share of all splits whose step is at least as large.

    The split itself counts as one of them, so a series with few splits can never call a step rare; splits next to the
    boundary are left out, since they share nearly all of its periods. NaN when the boundary has no step.
    """
    known = values.dropna()
    here = abs(step(known, boundary, width)[0])
    if np.isnan(here):
        return float("nan")
    at = sum(_middle(p) < boundary for p in known.index)
    others = [i for i in range(FEWEST, len(known) - FEWEST + 1) if abs(i - at) > 1]
    sizes = [
        abs(float(known.iloc[i : i + width].mean() - known.iloc[max(0, i - width) : i].mean()))
        for i in others
    ]
    # steps that are equal but for rounding in the last digits are equal
    return (1 + sum(s >= here - 1e-12 for s in sizes)) / (1 + len(sizes))


def support(
    points: pd.DataFrame,
    boundaries: Mapping[str, dt.date],
    *,
    subjects: tuple[str, ...],
    compare: tuple[str, ...] = (),
    width: int | None = None,
) -> pd.DataFrame:
    """Return one line a boundary and subject: boundary, date, subject, step, before, after, rank, change, verdict, alone, others.

    `points` is one measure on one base in long form (period, subject, measure, base, value); `boundaries` maps names to
    days. `rank` is the share of splits with a step as large, `change` the first period of a new level that was found blind
    within NEAR of the boundary. Verdict: "strongly" when the step is RARE and there is such a change, "weakly" with one of
    the two, "no" with neither, "not covered" where either side has fewer than FEWEST periods.
    `alone` is false when a pair of `compare` makes a step at least as large in the same direction, empty where there is
    nothing to compare; `others` gives those steps. ValueError when the points mix bases or measures.
    """
    for column in ("base", "measure"):
        if points[column].nunique() > 1:
            found = " and ".join(sorted(points[column].unique()))
            raise ValueError(f"{found} are different {column}s; choose one")
    by_subject = {s: g.set_index("period")["value"].sort_index() for s, g in points.groupby("subject")}
    period = dates.precision(points["period"].iloc[0]) if len(points) else "year"
    width = width or WIDTH[period]
    changes = {
        s: change_points(by_subject[s], shortest=SHORTEST[period])["period"]
        for s in subjects
        if s in by_subject
    }
    out = []
    for name, day in boundaries.items():
        for subject in subjects:
            values = by_subject.get(subject, pd.Series(dtype=float))
            size, before, after = step(values, day, width)
            place = rank(values, day, width)
            change = _near(changes.get(subject, ()), day)
            others = {c: step(by_subject[c], day, width)[0] for c in compare if c in by_subject}
            out.append(
                {
                    "boundary": name,
                    "date": day,
                    "subject": subject,
                    "step": size,
                    "before": before,
                    "after": after,
                    "rank": place,
                    "change": change,
                    "verdict": _verdict(place, change),
                    "alone": _alone(size, others),
                    "others": "; ".join(f"{c} {v:+.3g}" for c, v in others.items() if not np.isnan(v))
                    or None,
                }
            )
    table = pd.DataFrame(out)
    for column in ("change", "alone", "others"):
        table[column] = pd.Series([row[column] for row in out], dtype=object)
    return table


def boundary_table(paths: Paths, boundaries: Mapping[str, dt.date]) -> pd.DataFrame:
    """Return `support` for every series whose metadata has a `test`, with series, title and reads in front.

    An empty table in a study without such series. Refs of the values used stand in `ref` as series:<name>.
    """
    out = []
    for name in series_names(paths):
        series = read_metadata(paths, name)
        if series.test is None:
            continue
        points = load_series(paths, name, measure=series.test.measure, base=series.test.base)
        if series.test.rate:
            points = share_of_days(points)
        table = support(points, boundaries, subjects=series.test.subjects, compare=series.compare)
        table.insert(0, "series", name)
        table.insert(1, "title", series.title)
        table["reads"], table["ref"] = series.reads, f"series:{name}"
        out.append(table)
    # object columns, so that None stays None where one series has dates and another has none
    return (
        pd.concat([t.astype({"change": object}) for t in out], ignore_index=True) if out else pd.DataFrame()
    )


def _near(changes: Iterable[str], day: dt.date) -> str | None:
    """Return the change that lies nearest to `day`, if it lies within NEAR of it."""
    distance = {period: abs(dates.span(period)[0] - day) for period in changes}
    nearest = min(distance, key=distance.__getitem__, default=None)
    return nearest if nearest and distance[nearest] <= NEAR else None


def _verdict(place: float, change: str | None) -> str:
    if np.isnan(place):
        return "not covered"
    return ("no", "weakly", "strongly")[(place <= RARE) + (change is not None)]


def _alone(size: float, others: Mapping[str, float]) -> bool | None:
    known = [v for v in others.values() if not np.isnan(v)]
    if np.isnan(size) or not known:
        return None
    return not any(v * size > 0 and abs(v) >= abs(size) for v in known)


def _middle(period: str) -> dt.date:
    first, last = dates.span(period)
    assert first and last, f"'{period}' is no period"
    return first + (last - first) / 2
