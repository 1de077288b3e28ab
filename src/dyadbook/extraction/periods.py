"""Named stretches of time: decades, centuries, quarters, halves, the first so many months, seasons."""

from __future__ import annotations

import datetime as dt
import re

from dyadbook.extraction.moments import (
    SEASON_MONTHS,
    SEASONS,
    Groups,
    Moment,
    Setting,
    closest_year,
    quarter,
    season_of,
    shift,
    understood_year,
)
from dyadbook.extraction.numbers import number


def decade(g: Groups, s: Setting) -> Moment | None:
    if g.get("century"):
        return Moment(f"{g['century']}{g['tens2']}X")
    tens = g.get("tens")
    if g.get("name"):
        tens = {"twenties": "2", "thirties": "3", "forties": "4", "fifties": "5", "sixties": "6", "seventies": "7",
                "eighties": "8", "nineties": "9"}[g["name"] or ""]  # fmt: skip
    return Moment(f"{'20' if tens in ('0', '1') else '19'}{tens}X")


def century(g: Groups, s: Setting) -> Moment | None:
    ordinal = g["n"] or ""
    names = {"nineteenth": 19, "twentieth": 20, "twenty-first": 21, "twenty first": 21, "eighteenth": 18}
    n = names.get(ordinal) or int(re.match(r"\d+", ordinal)[0])  # type: ignore[index]
    return Moment(f"{n - 1:02d}")


def quarter_of(g: Groups, s: Setting) -> Moment | None:
    """A numbered quarter or half, of a given or an understood year."""
    rank = {
        "first": 1,
        "1st": 1,
        "second": 2,
        "2nd": 2,
        "third": 3,
        "3rd": 3,
        "fourth": 4,
        "4th": 4,
        "last": 4,
    }
    name = g.get("rank") or ""
    n = int(name) if name.isdigit() else rank[name]
    year, tier = understood_year(g, s)
    if (g.get("what") or "quarter").startswith("half"):
        n = min(n, 2)
        return Moment(f"{year}-H{n}", tier=tier, date=f"{year}-{6 * n - 5:02d}/{year}-{6 * n:02d}")
    if name == "last" and not g.get("year") and not g.get("whose"):
        return None
    if (
        tier == "inferred"
        and not g.get("whose")
        and 3 * n - 2 > s.published.month
        and s.direction() != "future"
    ):
        year -= 1  # it has not begun yet
    found = quarter(year, n)
    return Moment(found.norm, tier=tier, date=found.date)


def first_months(g: Groups, s: Setting) -> Moment | None:
    """The first (or last) so many months of a year, as statistics are reported."""
    n = number(g["num"] or "1")
    if n is None or not 1 <= n <= 11 or n != int(n):
        return None
    year, tier = understood_year(g, s)
    if not g.get("year") and not g.get("whose") and n > s.published.month:
        year -= 1  # the months have not passed yet
    first, last = (1, int(n)) if g["which"] == "first" else (13 - int(n), 12)
    if first == last:
        return Moment(f"{year}-{first:02d}", tier=tier)
    return Moment(f"{year}-{first:02d}/{year}-{last:02d}", tier=tier)


def season(g: Groups, s: Setting) -> Moment | None:
    code = SEASONS[g["season"] or ""]
    if g.get("year") or g.get("whose"):
        return season_of(understood_year(g, s)[0], code)
    today, first = s.published, SEASON_MONTHS[code][0]
    rel = (g.get("rel") or "").strip()
    begun = today.year if today.month >= first else today.year - 1  # the season's latest start
    if rel in ("last", "past", "previous"):
        running = (today.month - first) % 12 < 3
        year = begun - running
    elif rel in ("next", "coming"):
        year = begun + 1
    elif rel == "this":
        year = today.year
    else:
        year = closest_year(s, (first % 12) + 1, None)
    found = season_of(year, code)
    return Moment(found.norm, tier="inferred", date=found.date)


def solar_year(g: Groups, s: Setting) -> Moment | None:
    """A solar Hijri year: 1390 ran from 21 March 2011; the equinox may fall a day beside it."""
    year = int(g["hijri"] or 0) + 621
    return Moment(f"{year}-03-21/{year + 1}-03-20", "APPROX")


def solar_relative(g: Groups, s: Setting) -> Moment | None:
    """This or the last solar Hijri year, or its first so many months, counted from the spring equinox."""
    today = s.published
    year = today.year - ((today.month, today.day) < (3, 21))
    rel = g["rel"] or ""
    year += -1 if rel in ("last", "previous", "past") else 1 if rel in ("next", "coming") else 0
    n = number(g["num"]) if g.get("num") else 12
    if n is None or not 1 <= n <= 12 or not 1 <= year < 9998:
        return None
    first = dt.date(year, 3, 21)
    end = shift(first, int(n))
    return end and Moment(f"{first}/{end - dt.timedelta(1)}", "APPROX" if n == 12 else None, "inferred")
