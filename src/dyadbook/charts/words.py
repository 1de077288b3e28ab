"""Small helpers for titles, alt texts and data tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dyadbook.study import dates


def joined(words: Sequence[str], last: str = "and") -> str:
    """Return 'a, b and c'."""
    words = list(words)
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return '1 event', '3 events'."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def shown_date(event: Mapping[str, object]) -> str:
    """Return an event's date for a reader; where sources give rival days, both ends of what they allow."""
    first, last, date = event.get("date_first"), event.get("date_last"), event.get("date")
    if dates.precision(str(date)) == "day" and first != last and first and last:
        return dates.show(f"{first}/{last}")
    return dates.show(str(date) if date else None)


def names_of(cell: str | None, names: Mapping[str, str]) -> str:
    """Return the names behind a list cell of ids."""
    return ", ".join(names.get(i, i) for i in str(cell).split(";")) if cell and not pd.isna(cell) else ""


def capital(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]


SPELLED = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def spelled(number: int) -> str:
    """Return a number as a sentence has it: in words up to twelve."""
    return SPELLED[number] if number < len(SPELLED) else f"{number:,}"


def small(text: str) -> str:
    """Return `text` with a small first letter; what follows keeps its capitals."""
    return text[:1].lower() + text[1:]
