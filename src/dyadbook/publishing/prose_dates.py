"""Dates as prose writes them, and whether one agrees with a date of the tables."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from dyadbook.study import dates

MONTH = "|".join(calendar.month_name[1:])
YEAR = r"(?:1[5-9]|20)\d\d"
DATE = re.compile(
    rf"(?<![\w$€£.,])(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{MONTH})(?:,?\s+{YEAR})?"
    rf"|(?:{MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,\s+{YEAR})?(?!\d)|(?:{MONTH}),?\s+{YEAR}|{YEAR}s?)(?![\w%])"
)
PART = re.compile(r"\b(?:first|second|third|fourth|last)\s+(?:half|quarter)(?=\s+of\b|\s*$)", re.IGNORECASE)


@dataclass(frozen=True)
class Coded:
    """A hand-coded row, as far as prose needs it: its date and what it says."""

    date: str | None
    text: str


def as_date(text: str) -> str | None:
    """Read a date as prose writes it into the notation of the tables; a day or a month alone keeps its year open.

    >>> as_date("14 July 2015"), as_date("May 2007"), as_date("3 May")
    ('2015-07-14', '2007-05', '--05-03')
    """
    year = re.search(r"\b\d{4}\b", text)
    month = next((i for i, name in enumerate(calendar.month_name) if name and name in text), 0)
    day = re.search(r"(?<!\d)(\d{1,2})(?!\d)", text)
    if year and text.rstrip().endswith("s"):
        return f"{year[0][:3]}X"
    head = year[0] if year else "-"
    if not month:
        return head if year else None
    return f"{head}-{month:02}" + (f"-{int(day[1]):02}" if day else "")


def agrees(read: str, there: str) -> bool:
    """Tell whether a date may mean what a row's date says; one without a year is compared by day and month."""
    if not read.startswith("-"):
        return dates.overlap(read, there)
    first, last = dates.span(there)
    years = range(first.year, last.year + 1) if first and last else ()
    return any(dates.overlap(f"{year}{read[1:]}", there) for year in years)
