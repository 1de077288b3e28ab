"""Visits of one kind and the time between them."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dyadbook.observations.chronicle import main_rows
from dyadbook.study import dates

HAPPENED = ("occurred", "held")


def visits(chronicle: pd.DataFrame, subtype: str) -> pd.DataFrame:
    """Return the visits of one kind that took place, oldest first, with `first`, the first day each may have begun."""
    rows = main_rows(chronicle)
    rows = rows[
        (rows["type"] == "visit") & (rows["subtype"] == subtype) & rows["status"].isin(HAPPENED)
    ].copy()
    rows["first"] = [dates.span(d)[0] for d in rows["date"]]
    return rows.sort_values(["first", "id"]).reset_index(drop=True)


def visit_gaps(chronicle: pd.DataFrame, subtype: str, as_of: dt.date) -> pd.DataFrame:
    """Return one line a stretch between visits: from_id, to_id, start, end, days, years, months, open.

    The last line runs from the last visit to `as_of` and is marked open. `years` and `months` are whole ones: sixteen
    years and four months are not seventeen. An empty table when there was no visit.
    """
    found = visits(chronicle, subtype)
    ends = [*zip(found["id"].iloc[1:], found["first"].iloc[1:], strict=True), (None, as_of)]
    columns = ["from_id", "to_id", "start", "end", "days", "years", "months"]
    out = []
    for (from_id, start), (to_id, end) in zip(
        zip(found["id"], found["first"], strict=True), ends, strict=False
    ):
        out.append((from_id, to_id, start, end, (end - start).days, *whole_months(start, end)))
    table = pd.DataFrame(out, columns=columns)
    table["to_id"] = pd.Series(
        [row[1] for row in out], dtype=object
    )  # None, not NaN, where the stretch is open
    table["open"] = table["to_id"].isna()
    return table


def whole_months(start: dt.date, end: dt.date) -> tuple[int, int]:
    """Return the whole years and the whole months left over between two days."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return divmod(months, 12)


def yearly_counts(events: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Count events a year, `first` to `last`, zeros included: year, count. Dates of a decade or a range count where they begin."""
    years = [dates.span(d)[0].year for d in events["date"] if dates.span(d)[0]]
    counts = pd.Series(years, dtype=int).value_counts()
    return pd.DataFrame({"year": range(first, last + 1)}).assign(
        count=lambda t: t["year"].map(counts).fillna(0).astype(int)
    )
