"""Which events count in a run: plain filters, one for each parameter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import pandas as pd

from dyadbook.study.problems import ArgumentError, nearest

# From sharp to vague; a run that asks for months takes weeks and days too, and stretches no longer than a month.
PRECISIONS = ("day", "week", "month", "year", "decade", "unknown")
MONTH_DAYS, YEAR_DAYS = 31, 366


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


def by_precision(events: pd.DataFrame, coarsest: str | None = None) -> pd.DataFrame:
    """Keep events dated at least as precisely as `coarsest`; a range counts by its length."""
    if coarsest is None:
        return events
    if coarsest not in PRECISIONS:
        raise ArgumentError(f"There is no date precision '{coarsest}'. {nearest(coarsest, PRECISIONS)}")
    rank = {name: number for number, name in enumerate(PRECISIONS)}
    length = (pd.to_datetime(events["date_last"]) - pd.to_datetime(events["date_first"])).dt.days + 1
    ranges = length.map(
        lambda days: (
            rank["week"]
            if days <= 7
            else rank["month"]
            if days <= MONTH_DAYS
            else rank["year"]
            if days <= YEAR_DAYS
            else rank["decade"]
        )
    )
    own = events["precision"].map(rank)
    return events[own.where(events["precision"] != "range", ranges) <= rank[coarsest]]


def select(
    events: pd.DataFrame,
    *,
    statuses: Collection[str] | None = None,
    min_sources: int = 1,
    start: dt.date | None = None,
    end: dt.date | None = None,
    date_precision: str | None = None,
) -> pd.DataFrame:
    """Apply all filters; order and columns stay."""
    kept = by_reports(by_status(events, statuses), min_sources)
    return by_precision(by_time(kept, start, end), date_precision)
