"""Dates that count from publication or from the text before."""

from __future__ import annotations

import datetime as dt
import re

from dyadbook.extraction import moments, periods
from dyadbook.extraction.durations import count, duration, unit_of
from dyadbook.extraction.moments import (
    DAY_PARTS,
    WEEKDAYS,
    Groups,
    Moment,
    Setting,
    day_of,
    month_of,
    quarter,
    shift,
    week,
)
from dyadbook.study import dates as edtf

BACK = re.compile(r"last|past|previous|prior|preceding|before|earlier|ago|back")
AHEAD = re.compile(r"next|coming|following|upcoming|later|after|from now|hence|subsequent|on")


def moved(day: dt.date, unit: str, n: int) -> Moment | None:
    """Return the day, week, month, year, decade that lies n units from `day`, in the unit's own precision."""
    try:
        if unit == "D":
            return Moment(str(day + dt.timedelta(n)))
        if unit == "W":
            return Moment(week(day + dt.timedelta(7 * n)))
        if unit == "WE":
            at = week(day + dt.timedelta(7 * n))
            saturday = edtf.span(at)[0] + dt.timedelta(5)  # type: ignore[operator]
            return Moment(f"{at}-WE", date=f"{saturday}/{saturday + dt.timedelta(1)}")
        if unit == "M":
            at_month = shift(day, n)
            return at_month and Moment(f"{at_month.year}-{at_month.month:02d}")
        if unit == "Q":
            index = day.year * 4 + (day.month - 1) // 3 + n
            return quarter(index // 4, index % 4 + 1)
        if unit == "Y":
            return Moment(f"{day.year + n:04d}") if 1 <= day.year + n <= 9999 else None
        if unit == "DE":
            return Moment(f"{day.year // 10 + n:03d}X")
        if unit == "CE":
            return Moment(f"{day.year // 100 + n:02d}")
    except (OverflowError, ValueError):
        return None
    return None


def inferred(found: Moment | None, tier: str = "inferred", mod: str | None = None) -> Moment | None:
    return found and Moment(found.norm, mod or found.mod, tier, found.date)


def today(g: Groups, s: Setting) -> Moment | None:
    """Today, yesterday, the day after tomorrow, this morning, last night."""
    steps = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": 0}
    word = g["word"] or ""
    n = next((v for k, v in steps.items() if k in word), 0)
    if word.startswith("the day "):
        n = -2 if "before" in word else 2
    if word.startswith("last"):  # last night
        n = -1
    day = str(s.published + dt.timedelta(n))
    part = g.get("daypart") or ("night" if word == "tonight" else None)
    if part:
        return Moment(day + DAY_PARTS[part], tier="inferred", date=day)
    return Moment(day, tier="inferred")


def weekday(g: Groups, s: Setting) -> Moment | None:
    """A day of the week: the latest one unless the verb looks ahead or a word says which."""
    want = WEEKDAYS[(g["weekday"] or "")[:3]]
    here, rel = s.published, (g.get("rel") or "").strip()
    monday = here - dt.timedelta(here.weekday())
    if rel in ("last", "previous"):
        day = monday + dt.timedelta(want - 7)
    elif rel == "next":
        day = monday + dt.timedelta(want + 7)
    elif rel == "this":
        day = monday + dt.timedelta(want)
    elif rel in ("following", "the following") and (anchor := day_of(s.last)):
        day = anchor + dt.timedelta((want - anchor.weekday() - 1) % 7 + 1)
    else:
        back = here - dt.timedelta((here.weekday() - want) % 7)
        ahead = here + dt.timedelta((want - here.weekday()) % 7)
        way = "future" if rel in ("coming", "upcoming") else "past" if rel in ("past",) else s.direction()
        if way == "near":
            way = "future" if (ahead - here).days <= (here - back).days else "past"
        day = ahead if way == "future" else back
    part = g.get("daypart")
    if part:
        return Moment(f"{day}{DAY_PARTS[part]}", tier="inferred", date=str(day))
    return Moment(str(day), tier="inferred")


def rel_month(g: Groups, s: Setting) -> Moment | None:
    """Last October, this May, next June."""
    month, rel, here = month_of(g["month"] or ""), g["rel"] or "", s.published
    if re.search(r"last|past|previous", rel):
        year = here.year if month < here.month else here.year - 1
    elif re.search(r"next|coming", rel):
        year = here.year if month > here.month else here.year + 1
    elif re.search(r"that|same", rel) and (anchor := day_of(s.last)):
        year = anchor.year
    elif "following" in rel and (anchor := day_of(s.last)):
        year = anchor.year if month > anchor.month else anchor.year + 1
    else:
        year = here.year
    return Moment(f"{year}-{month:02d}", tier="inferred")


def rel_unit(g: Groups, s: Setting) -> Moment | None:
    """This week, last month, next year, the current quarter: counted from publication."""
    rel = g["rel"] or ""
    n = -1 if BACK.search(rel) else 1 if AHEAD.search(rel) else 0
    return inferred(moved(s.published, unit_of(g["unit"] or ""), n))


def anaphoric(g: Groups, s: Setting) -> Moment | None:
    """The same year, that day, the following month, the previous year: counted from the text before."""
    anchor = day_of(s.last)
    rel, unit = g["rel"] or "", unit_of(g["unit"] or "")
    n = -1 if BACK.search(rel) else 1 if AHEAD.search(rel) else 0
    if anchor is None:
        # "the next day" of nothing; "that day" of nothing
        return inferred(moved(s.published, unit, n)) if n and unit != "D" else None
    if n == 0 and edtf.precision(s.last) in ("year", "month") and unit == "D":
        return None
    return inferred(moved(anchor, unit, n), "inherited")


def year_before(g: Groups, s: Setting) -> Moment | None:
    """A year earlier, two days later, three months before: from the latest date in the text."""
    n = count(g)
    unit = unit_of(g["unit"] or "")
    rel = g["rel"] or g.get("side") or ""
    if n is None:
        return Moment("PAST_REF" if BACK.search(rel) else "FUTURE_REF", tier="inferred")
    anchor = day_of(s.last)
    sign = -1 if BACK.search(rel) else 1
    if anchor is None and sign > 0:
        return duration(g, s)
    base = anchor or s.published
    if unit == "D" and anchor and edtf.precision(s.last) in ("year", "month"):
        return duration(g, s)
    if edtf.precision(s.last) == "decade":
        return duration(g, s)
    return inferred(_step(base, unit, sign, n), "inherited" if anchor else "inferred")


def ago(g: Groups, s: Setting) -> Moment | None:
    """Three years ago, two weeks ago: in the precision of the unit."""
    n = count(g)
    if n is None:
        return Moment("PAST_REF", tier="inferred")
    return inferred(_step(s.published, unit_of(g["unit"] or ""), -1, n))


def hence(g: Groups, s: Setting) -> Moment | None:
    """In three weeks, of what will be: the same day of the calendar then; elsewhere a duration."""
    n = count(g)
    if n is None:
        return duration(g, s)
    if s.direction() != "future":
        return duration(g, s)
    unit, here = unit_of(g["unit"] or ""), s.published
    if unit in ("H", "S") or (g["unit"] or "").startswith("minute"):
        return duration(g, s)
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120}.get(unit)
    day = shift(here, round(months * n)) if months else _days(here, {"D": 1, "W": 7}.get(unit, 0) * n)
    return day and Moment(str(day), "APPROX" if unit != "D" else None, "inferred")


def _days(day: dt.date, n: float) -> dt.date | None:
    try:
        return day + dt.timedelta(round(n))
    except OverflowError:
        return None


def _step(base: dt.date, unit: str, sign: int, n: float) -> Moment | None:
    if unit in ("H", "S"):
        return Moment(str(base))
    if unit == "DE":
        return moved(base, "Y", sign * round(10 * n))
    if unit == "CE":
        return moved(base, "Y", sign * round(100 * n))
    if n != int(n):
        return moved(base, "M", sign * round(12 * n)) if unit == "Y" else None
    return moved(base, unit, sign * int(n))


def same_time(g: Groups, s: Setting) -> Moment | None:
    """Around the same time: the latest date before."""
    if s.last is None:
        return None
    return Moment(s.last, "APPROX" if g.get("about") else None, "inherited")


def whole_year(g: Groups, s: Setting) -> Moment | None:
    """'The year' after 'so far' or 'the end of': the year of publication."""
    word = g.get("unit") or "year"
    return inferred(moved(s.published, unit_of(word), 0))


def clock(g: Groups, s: Setting) -> Moment | None:
    """A time of day; its day is the latest date before it in the sentence, else the day of publication."""
    anchor = day_of(s.last) if s.last and edtf.precision(s.last) == "day" else None
    if g.get("weekday"):
        anchor = day_of((found := weekday(g, s)) and found.norm)
    day = anchor or s.published
    if word := g.get("word"):
        return Moment(f"{day}T{'24:00' if word == 'midnight' else '12:00'}", tier="inferred", date=str(day))
    hour = int(g.get("hour") or g.get("hour2") or g.get("hour3") or 0)
    minute = int(g.get("minute") or g.get("minute2") or g.get("minute3") or 0)
    if half_day := (g.get("ampm") or "").replace(".", "").replace(" ", ""):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half_day == "pm" else 0)
    if hour > 23 or minute > 59:
        return None
    return Moment(f"{day}T{hour:02d}:{minute:02d}", tier="inferred", date=str(day))


def weekend(g: Groups, s: Setting) -> Moment | None:
    """The weekend just past or coming."""
    back = s.direction() != "future" and s.published.weekday() < 5
    return inferred(moved(s.published, "WE", -1 if back else 0))


def edge(g: Groups, s: Setting) -> Moment | None:
    """The end of the year, the middle of the month."""
    mods = {"end": "END", "close": "END", "rest": "END", "remainder": "END", "middle": "MID", "beginning": "START",
            "start": "START"}  # fmt: skip
    return inferred(whole_year(g, s), mod=mods.get(g["edge"] or ""))


def whole_end(g: Groups, s: Setting) -> Moment | None:
    return inferred(whole_year({"unit": g["whole"]}, s), mod="END")


def so_far(g: Groups, s: Setting) -> Moment | None:
    unit = g["unit"] or ""
    if unit in moments.SEASONS:
        return periods.season({"season": unit, "rel": "this"}, s)
    return rel_unit(g, s)


def from_now(g: Groups, s: Setting) -> Moment | None:
    n = count(g)
    return inferred(_step(s.published, unit_of(g["unit"] or ""), 1, n)) if n is not None else None


def quarter_code(g: Groups, s: Setting) -> Moment | None:
    what = "half" if (g.get("what") or g.get("code") or "q") == "h" else "quarter"
    return periods.quarter_of({**g, "what": what, "year": g.get("year") or g.get("year2")}, s)


def day_range_day_first(g: Groups, s: Setting) -> Moment | None:
    return moments.day_range(
        {**g, "month": g["month2"] or g["month"], "month2": g["month"], "year2": g["year"], "year": None}, s
    )


def day_of_month(g: Groups, s: Setting) -> Moment | None:
    """The 11th of this month."""
    rel = g["rel"] or ""
    anchor = day_of(s.last) if re.search("that|same", rel) else None
    first = (anchor or s.published).replace(day=1)
    month = shift(first, -1 if rel == "last" else 1 if rel == "next" else 0)
    number = int(re.match(r"\d+", g["dayth"] or "0")[0])  # type: ignore[index]
    day = month and moments.make(month.year, month.month, number)
    return Moment(str(day), tier="inferred") if day else None


def ten_days(g: Groups, s: Setting) -> Moment | None:
    """The second ten days of a month."""
    month = month_of(g["month"] or "")
    year, tier = moments.year_for(g, s, month, None)
    part = {"first": 0, "second": 1}.get(g["rank"] or "", 2)
    first = dt.date(year, month, 10 * part + 1)
    end = shift(first.replace(day=1), 1)
    last = first + dt.timedelta(9) if part < 2 or end is None else end - dt.timedelta(1)
    return Moment(f"{first}/{last}", tier=tier)


def year_earlier(g: Groups, s: Setting) -> Moment | None:
    return year_before({"num": "a", "unit": "year", "rel": "earlier"}, s)
