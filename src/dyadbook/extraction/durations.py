"""Durations, sets and vague references in TIMEX3 form."""

from __future__ import annotations

import re

from dyadbook.extraction.moments import UNITS, WEEKDAYS, Groups, Moment, Setting
from dyadbook.extraction.numbers import number, plain

VAGUE = re.compile(r"several|few|many|some|numerous|number of|recent|countless")


def unit_of(text: str) -> str:
    """Return the TIMEX3 letter of a unit, singular or plural."""
    return UNITS["century" if text.startswith("centur") else text.rstrip("s")]


def count(g: Groups) -> float | None:
    text = g.get("num")
    if not text or VAGUE.search(text):
        return None
    n = number(text)
    return n + 0.5 if n is not None and g.get("half") else n


def duration(g: Groups, s: Setting) -> Moment | None:
    """17 years, a decade and a half, several months, 48 hours."""
    word = g["unit"] or ""
    unit = unit_of(word)
    time = "T" if word.startswith(("hour", "minute", "second")) else ""
    n = count(g)
    if n is None:
        return Moment(f"P{time}X{unit}")
    if n <= 0 or n > 5000:
        return None
    if word.startswith("fortnight"):
        n *= 2
    if g.get("half") and unit == "Y":
        return Moment(f"P{plain(12 * n)}M")
    if g.get("num") and re.fullmatch(r"half (?:an? )?", (g["num"] or "") + " "):
        unit, n, time = {"Y": ("M", 6, ""), "H": ("M", 30, "T"), "DE": ("Y", 5, ""), "CE": ("Y", 50, "")}.get(
            unit, (unit, 0.5, time)
        )
    return Moment(f"P{time}{plain(n)}{unit}")


def half(g: Groups, s: Setting) -> Moment | None:
    """Half a year, half an hour, half a century."""
    found = {
        "year": "P6M",
        "hour": "PT30M",
        "decade": "P5Y",
        "century": "P50Y",
        "day": "PT12H",
        "month": "P15D",
    }
    return Moment(found[g["what"] or ""])


def repeated(g: Groups, s: Setting) -> Moment | None:
    """Every year, twice a week, annually: the period of what repeats."""
    word = g.get("adverb")
    if word:
        period = {"hourly": "PT1H", "daily": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M",
                  "quarterly": "P1Q", "annually": "P1Y", "yearly": "P1Y", "biannually": "P6M", "nightly": "P1D",
                  "annual": "P1Y"}  # fmt: skip
        return Moment(period[word])
    if g.get("weekday"):
        return Moment(f"XXXX-WXX-{WEEKDAYS[(g['weekday'] or '')[:3]] + 1}")
    n = count(g) if g.get("num") else 1
    if n is None:
        return None
    if re.search(r"second|other", g.get("rel") or ""):
        n = 2
    unit = unit_of(g["unit"] or "")
    return Moment(f"P{'T' if unit in ('H', 'S') else ''}{plain(n)}{unit}")


def vague(g: Groups, s: Setting) -> Moment | None:
    return Moment("PAST_REF", tier="inferred")


def ahead(g: Groups, s: Setting) -> Moment | None:
    return Moment("FUTURE_REF", tier="inferred")


def now(g: Groups, s: Setting) -> Moment | None:
    return Moment("PRESENT_REF", tier="inferred")
