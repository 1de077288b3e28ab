"""Which events count in a run: plain filters, one for each parameter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import pandas as pd

from dyadbook.study import dates
from dyadbook.study.parameter_schema import DAYS_COVERED
from dyadbook.study.problems import ArgumentError, nearest


def by_status(events: pd.DataFrame, statuses: Collection[str] | None) -> pd.DataFrame:
    """Keep events whose headline status is among `statuses`; all where none is named."""
    return events[events["status"].isin(list(statuses))] if statuses else events


def by_reports(events: pd.DataFrame, min_sources: int = 1) -> pd.DataFrame:
    """Keep events that at least `min_sources` sources report."""
    return events[events["reports"] >= min_sources]


def by_time(events: pd.DataFrame, start: dt.date | None = None, end: dt.date | None = None) -> pd.DataFrame:
    """Keep events that may have happened from `start` to `end`; an event without a date is kept, for it cannot be ruled out."""
    first = pd.to_datetime(events["date_first"])
    last = pd.to_datetime(events["date_last"])
    late = (first > pd.Timestamp(end)) if end else pd.Series(False, index=events.index)
    early = (last < pd.Timestamp(start)) if start else pd.Series(False, index=events.index)
    return events[~(late | early)]


def by_precision(events: pd.DataFrame, coarsest: str = "any") -> pd.DataFrame:
    """Keep events whose headline date covers no more days than `coarsest` does; `any` keeps all, undated ones too."""
    if coarsest == "any":
        return events
    if coarsest not in DAYS_COVERED:
        raise ArgumentError(
            f"There is no date precision '{coarsest}'. {nearest(coarsest, ['any', *DAYS_COVERED])}"
        )
    fine = [_covers(value) <= DAYS_COVERED[coarsest] for value in events["date"]]
    return events[pd.Series(fine, index=events.index, dtype=bool)]


def _covers(value: str | None) -> float:
    first, last = dates.span(value)
    return (last - first).days + 1 if first and last else float("inf")


def select(
    events: pd.DataFrame,
    *,
    statuses: Collection[str] | None = None,
    min_sources: int = 1,
    start: dt.date | None = None,
    end: dt.date | None = None,
    date_precision: str = "any",
) -> pd.DataFrame:
    """Apply all filters; order and columns stay."""
    kept = by_reports(by_status(events, statuses), min_sources)
    return by_precision(by_time(kept, start, end), date_precision)
