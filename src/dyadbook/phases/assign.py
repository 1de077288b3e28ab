"""Which phase a date falls in, for dates of any precision and any number of phases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import pandas as pd

from dyadbook.study import dates
from dyadbook.study.models import Phase

PRELUDE = "prelude"  # before the first phase
UNPLACED = "unplaced"  # the date does not say


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
    """Return the phase id of each date (EDTF), `prelude`, or `unplaced`.

    A date is placed where every day that it may mean lies in one phase: a year inside a phase is placed, a year with a boundary
    in it is not, and neither is an open stretch that reaches past a boundary. Guessing the middle would put the very events that
    a boundary is about on a side by accident; `possible` says which phases remain. The index of a Series is kept.
    """
    series = dates_ if isinstance(dates_, pd.Series) else pd.Series(list(dates_), dtype=object)
    found = [possible(value, phases) for value in series]
    ids = [phase[0] if len(phase) == 1 else UNPLACED for phase in found]
    return pd.Series(ids, index=series.index, dtype=object, name="phase")
