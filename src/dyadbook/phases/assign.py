"""Which phase a date falls in, for dates of any precision and any number of phases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import pandas as pd

from dyadbook.study import dates
from dyadbook.study.models import Phase

PRELUDE = "prelude"  # before the first phase
UNPLACED = "unplaced"  # the date does not say

WITHIN = "within"
BEGINS = "begins in it"


def phase_on(day: dt.date, phases: Sequence[Phase]) -> str:
    """Return the phase of one day; a phase begins on its start and ends the day before the next begins."""
    return next((p.id for p in reversed(phases) if p.start <= day), PRELUDE)


def possible(date: str | None, phases: Sequence[Phase]) -> tuple[str, ...]:
    """Return every phase that `date` may fall in, in order of time; none where the date is unknown.

    >>> possible("2007", [Phase(id="a", name="A", start="2007-05-21", rule="", rests_on=(), colour="#000000")])
    ('prelude', 'a')
    """
    first, last = dates.span(date)
    if first is None and last is None:
        return ()
    order = (PRELUDE, *(p.id for p in phases))
    low = 0 if first is None else order.index(phase_on(first, phases))
    high = len(order) - 1 if last is None else order.index(phase_on(last, phases))
    return order[low : high + 1]


def assign(dates_: Iterable[str | None], phases: Sequence[Phase]) -> pd.Series:
    """Return the phase id of each date (EDTF), `prelude`, or `unplaced`; the index of a Series is kept.

    A date whose every day lies in one phase belongs to that phase. A coarse date that contains the first day of exactly one
    phase belongs to the phase that begins in it: a source that dates a break to 2015 speaks of what began in 2015, and a
    boundary would otherwise lose the very events it is about. `placement` tells the two apart. A date that contains several
    boundaries, has an open end across one, or is unknown stays unplaced; `possible` says which phases remain.
    """
    series = _series(dates_)
    return pd.Series([_place(d, phases)[0] for d in series], index=series.index, dtype=object, name="phase")


def placement(dates_: Iterable[str | None], phases: Sequence[Phase]) -> pd.Series:
    """Return how `assign` placed each date: `within`, `begins in it` (by inference), or None where it is unplaced."""
    series = _series(dates_)
    return pd.Series(
        [_place(d, phases)[1] for d in series], index=series.index, dtype=object, name="placement"
    )


def _series(values: Iterable[str | None]) -> pd.Series:
    return values if isinstance(values, pd.Series) else pd.Series(list(values), dtype=object)


def _place(date: str | None, phases: Sequence[Phase]) -> tuple[str, str | None]:
    found = possible(date, phases)
    if len(found) == 1:
        return found[0], WITHIN
    if len(found) == 2 and None not in dates.span(date):
        return found[1], BEGINS
    return UNPLACED, None
