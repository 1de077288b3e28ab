"""Dates of any precision, in the notation that tables and extraction share.

The notation is EDTF where EDTF has a form (`2025-08-20`, `2023-03`, `2018`, `201X`, `2023-10-09/2023-10-15`,
`2022-02-24/..`), ISO weeks (`2023-W41`), and TIMEX3 where a text gives no calendar value (`P17Y`, `PAST_REF`,
`FUTURE_REF`). The edtf package raises on open intervals, so the few forms in use are read here.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
MONTH = re.compile(r"(\d{4})-(\d\d)")
YEAR = re.compile(r"\d{4}")
DECADE = re.compile(r"(\d{3})X")
WEEK = re.compile(r"(\d{4})-W(\d\d)")
MONTHS = tuple(calendar.month_name)

Span = tuple[dt.date | None, dt.date | None]


def span(value: str | None) -> Span:
    """Return the first and the last day that `value` may mean; None at an open or unknown end.

    >>> span("2023-02")
    (datetime.date(2023, 2, 1), datetime.date(2023, 2, 28))
    """
    if not value or not isinstance(value, str):
        return None, None
    if "/" in value:
        first, _, last = value.partition("/")
        return span(first)[0], span(last)[1]
    try:
        if DAY.fullmatch(value):
            day = dt.date.fromisoformat(value)
            return day, day
        if m := MONTH.fullmatch(value):
            year, month = int(m[1]), int(m[2])
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        if YEAR.fullmatch(value):
            return dt.date(int(value), 1, 1), dt.date(int(value), 12, 31)
        if m := DECADE.fullmatch(value):
            return dt.date(int(m[1]) * 10, 1, 1), dt.date(int(m[1]) * 10 + 9, 12, 31)
        if m := WEEK.fullmatch(value):
            monday = dt.date.fromisocalendar(int(m[1]), int(m[2]), 1)
            return monday, monday + dt.timedelta(6)
    except ValueError:
        return None, None
    return None, None


def is_calendar(value: str | None) -> bool:
    """Tell whether `value` names a stretch of the calendar (durations and vague references do not)."""
    return span(value) != (None, None)


def precision(value: str | None) -> str:
    """Return day, week, month, year, decade, range or unknown."""
    if not is_calendar(value):
        return "unknown"
    assert value is not None
    if "/" in value:
        return "range"
    for name, form in (("day", DAY), ("month", MONTH), ("year", YEAR), ("decade", DECADE), ("week", WEEK)):
        if form.fullmatch(value):
            return name
    return "unknown"


def overlap(a: str | None, b: str | None) -> bool:
    """Tell whether two dates may mean the same day; an unknown date overlaps nothing."""
    if not (is_calendar(a) and is_calendar(b)):
        return False
    (a0, a1), (b0, b1) = span(a), span(b)
    low, high = dt.date.min, dt.date.max
    return (a0 or low) <= (b1 or high) and (b0 or low) <= (a1 or high)


def show(value: str | None) -> str:
    """Write a date as a reader expects it: `20 August 2025`, `March 2023`, `9–15 October 2023`, `2018`."""
    if not is_calendar(value):
        return {None: "undated", "": "undated", "PAST_REF": "earlier", "FUTURE_REF": "later"}.get(
            value, str(value)
        )
    assert value is not None
    if "/" in value:
        first, _, last = value.partition("/")
        if first in ("", ".."):
            return f"until {show(last)}"
        if last in ("", ".."):
            return f"since {show(first)}"
        a, b = DAY.fullmatch(first), DAY.fullmatch(last)
        if a and b and a[1] == b[1]:
            head = f"{int(a[3])}" if a[2] == b[2] else f"{int(a[3])} {MONTHS[int(a[2])]}"
            return f"{head}–{show(last)}" if a[2] == b[2] else f"{head} – {show(last)}"
        return (
            f"{show(first)}–{show(last)}" if len(first) == len(last) == 4 else f"{show(first)} – {show(last)}"
        )
    if m := DAY.fullmatch(value):
        return f"{int(m[3])} {MONTHS[int(m[2])]} {m[1]}"
    if m := MONTH.fullmatch(value):
        return f"{MONTHS[int(m[2])]} {m[1]}"
    if m := DECADE.fullmatch(value):
        return f"the {m[1]}0s"
    if m := WEEK.fullmatch(value):
        first, last = span(value)
        return show(f"{first}/{last}")
    return value
