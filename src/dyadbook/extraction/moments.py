"""Turns what a date rule matched into a TIMEX3 value: absolute, relative to publication, relative to the text before.

Every function takes the match and the Setting, and returns a Moment, or None where the words mean no date.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from dyadbook.extraction.tense import EARLY, LATE
from dyadbook.study import dates as edtf

MONTHS = {name.lower()[:3]: i for i, name in enumerate(calendar.month_name) if name}
WEEKDAYS = {name.lower()[:3]: i for i, name in enumerate(calendar.day_name)}
UNITS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "fortnight": "W", "month": "M",
         "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "weekend": "WE"}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
DAY_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "noon": "TMI"}
RECENT = 45  # days before publication that are news and not history
Groups = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Moment:
    """A TIMEX3 value with its modifier; `date` is the same as EDTF where `norm` is no EDTF value by itself."""

    norm: str
    mod: str | None = None
    tier: str = "explicit"
    date: str | None = None


@dataclass(slots=True)
class Setting:
    """What a date without a year resolves against: the publication day, the verbs around, the dates before."""

    published: dt.date
    direction: Callable[[], str]
    last: str | None = None  # latest calendar value before, in the same paragraph or just before it
    year: int | None = None  # an explicit year given just before, that a bare month or day after it shares
    lent_month: int | None = None  # the month given with that year
    goes_on: bool = False  # a word says that the text goes on: later, then, again

    def reference(self) -> str:
        return self.last or str(self.published)


def day_of(value: str | None) -> dt.date | None:
    """Return the first day of a calendar value."""
    return edtf.span(value)[0]


def make(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_of(text: str) -> int:
    return MONTHS[text[:3]]


def shift(day: dt.date, months: int) -> dt.date | None:
    """Return the day `months` later, the last of the month where that month is shorter."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    if not 1 <= year <= 9999:
        return None
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week(day: dt.date) -> str:
    year, number_, _ = day.isocalendar()
    return f"{year}-W{number_:02d}"


def quarter(year: int, n: int) -> Moment:
    first = 3 * n - 2
    return Moment(f"{year}-Q{n}", date=f"{year}-{first:02d}/{year}-{first + 2:02d}")


def season_of(year: int, code: str) -> Moment:
    first, last = SEASON_MONTHS[code]
    end = year + (last < first)
    return Moment(f"{year}-{code}", date=f"{year}-{first:02d}/{end}-{last:02d}")


def full_year(text: str) -> int:
    """Return the year that two or four digits name; two digits are 1950 to 2049."""
    n = int(text)
    return n if n > 99 else (1900 if n >= 50 else 2000) + n


def closest_year(setting: Setting, month: int, day: int | None) -> int:
    """Return the year for a month (and day) without one: the year that the text goes on about, or by the tense.

    A text goes on about a year named just before, unless the date would then be of the last weeks before publication:
    news of the day follows its background.
    """
    by_tense = _year_by_tense(setting, month, day)
    if setting.year is None:
        return by_tense
    gap = (setting.published - (make(by_tense, month, day or 28) or setting.published)).days
    if not setting.goes_on and -EARLY <= gap <= RECENT and by_tense != setting.year:
        setting.year = None
        return by_tense
    turned = setting.lent_month is not None and setting.lent_month >= 10 and month <= 3
    return setting.year + (turned and setting.year < setting.published.year)


def _year_by_tense(setting: Setting, month: int, day: int | None) -> int:
    today = setting.published
    way = setting.direction()
    options = []
    for year in (today.year - 1, today.year, today.year + 1):
        if day is None:
            ahead = (year - today.year) * 365 + (month - today.month) * 30.4
            options.append((year, ahead if month != today.month or year != today.year else 0))
        elif (at := make(year, month, day)) is not None:
            options.append((year, (at - today).days))
    if not options:
        return today.year
    if way == "future":
        ahead = [(days, y) for y, days in options if 0 <= days <= LATE] or [(abs(d), y) for y, d in options]
        return min(ahead)[1]
    if way == "past":
        back = [(-days, y) for y, days in options if days <= EARLY]
        return min(back, key=lambda o: (abs(o[0]), o[0] < 0))[1] if back else today.year
    return min(options, key=lambda o: (abs(o[1]), o[1] > 0))[0]


def year_for(g: Groups, s: Setting, month: int, day: int | None) -> tuple[int, str]:
    """Return the year of a month (and day), and the tier: printed, of 'last year', or by the tense."""
    if g.get("year"):
        return full_year(g["year"] or ""), "explicit"
    if g.get("whose"):
        return understood_year(g, s)
    return closest_year(s, month, day), "inherited" if s.year is not None else "inferred"


def full(g: Groups, s: Setting) -> Moment | None:
    """Month, day and perhaps year, in words."""
    month, day = month_of(g["month"] or ""), int(re.match(r"\d+", g["day"] or "0")[0])  # type: ignore[index]
    year, tier = year_for(g, s, month, day)
    if make(year, month, day) is None:
        return None
    return Moment(f"{year}-{month:02d}-{day:02d}", tier=tier)


def month_year(g: Groups, s: Setting) -> Moment | None:
    return Moment(f"{full_year(g['year'] or '')}-{month_of(g['month'] or ''):02d}")


def month_only(g: Groups, s: Setting) -> Moment | None:
    month = month_of(g["month"] or "")
    year, tier = year_for(g, s, month, None)
    return Moment(f"{year}-{month:02d}", tier=tier)


def iso(g: Groups, s: Setting) -> Moment | None:
    at = make(int(g["year"] or 0), int(g["m"] or 0), int(g["d"] or 0))
    return at and Moment(str(at))


def numeric(g: Groups, s: Setting) -> Moment | None:
    """13.03.2023 and 03/13/2023: the day comes first unless only the other order is a date."""
    year, a, b = full_year(g["year"] or ""), int(g["a"] or 0), int(g["b"] or 0)
    at = make(year, b, a) or make(year, a, b)
    return at and Moment(str(at))


def year_only(g: Groups, s: Setting) -> Moment | None:
    return Moment(g["year"] or "")


def year_range(g: Groups, s: Setting) -> Moment | None:
    first, last = int(g["year"] or 0), g["last"] or ""
    end = int(str(first)[: 4 - len(last)] + last)
    return Moment(f"{first}/{end}") if first < end <= first + 120 else None


def day_range(g: Groups, s: Setting) -> Moment | None:
    """Two days of one month or of two: March 13-15, 30 May to 2 June 2023."""
    month2 = month_of(g.get("month2") or g["month"] or "")
    month1 = month_of(g["month"] or "")
    day1, day2 = (int(re.match(r"\d+", g[k] or "0")[0]) for k in ("day", "day2"))  # type: ignore[index]
    given = g.get("year2") or g.get("year")
    year2, tier = year_for({**g, "year": given}, s, month2, day2)
    first_given = g.get("year") if g.get("year2") else None
    year1 = full_year(first_given) if first_given else year2 - ((month2, day2) < (month1, day1))
    a, b = make(year1, month1, day1), make(year2, month2, day2)
    if a is None or b is None or a >= b:
        return None
    return Moment(f"{a}/{b}", tier=tier)


def month_range(g: Groups, s: Setting) -> Moment | None:
    first, last = month_of(g["month"] or ""), month_of(g["month2"] or "")
    year, tier = year_for(g, s, last, None)
    begin = year - (last < first)
    return Moment(f"{begin}-{first:02d}/{year}-{last:02d}", tier=tier)


def understood_year(g: Groups, s: Setting) -> tuple[int, str]:
    """Return the year of 'of 2014', 'of last year', 'of the year', or the one the text is about."""
    if g.get("year"):
        return full_year(g["year"] or ""), "explicit"
    whose = g.get("whose") or ""
    if re.match(r"last|previous|past|prior", whose):
        return s.published.year - 1, "inferred"
    if re.match(r"next|coming", whose):
        return s.published.year + 1, "inferred"
    if re.match(r"that|same", whose) and (day := day_of(s.last)):
        return day.year, "inherited"
    if not whose and s.year is not None:
        return s.year, "inherited"
    return s.published.year, "inferred"
