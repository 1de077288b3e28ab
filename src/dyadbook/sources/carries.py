"""Does a sentence carry a given value? Used to check that a digest says what the annotated original says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from dyadbook.study import dates
from dyadbook.study.models import Study

# fmt: off
NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}
# fmt: on
SCALES = {10**9: r"(?:bn|billion)", 10**6: r"(?:mn?|million)", 10**3: r"(?:k|thousand)"}
CURRENCIES = {"USD": r"(?:US)?\$", "EUR": "€", "GBP": "£"}
UNITS = {"Y": "years?", "M": "months?", "W": "weeks?", "D": "days?"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _found(pattern: str, text: str) -> bool:
    return re.search(rf"(?<![\w,.])(?:{pattern})(?!\w)", text, re.IGNORECASE) is not None


def number(value: int) -> str:
    """Return a pattern for a whole number in digits, with or without separators, or as a word.

    >>> bool(re.fullmatch(number(1000), "1,000"))
    True
    """
    words = [word for word, n in NUMBER_WORDS.items() if n == value]
    return "|".join([f"{value:,}".replace(",", ",?"), *words])


def carries_date(value: str, text: str, anchor: dt.date | None = None, *, as_printed: bool = False) -> bool:
    """Tell whether `text` says the date or duration `value`; a weekday counts where it resolves to it from `anchor`.

    With `as_printed` a month and day without a year count too ("May 21"): so a digest keeps a citation whose year is open.
    """
    if match := re.fullmatch(r"P(\d+)([YMWD])", value):
        return _found(rf"(?:{number(int(match[1]))})\s+{UNITS[match[2]]}", text)
    if "/" in value:
        first, _, last = value.partition("/")
        return _carries_range(first, last, text)
    if dates.precision(value) == "decade":
        return _found(value[:3] + "0s", text)
    if dates.precision(value) == "year":
        return _found(value, text)
    if dates.precision(value) == "month":
        year, month = value.split("-")
        return _found(rf"{dates.MONTHS[int(month)]},?\s+{year}", text)
    if dates.precision(value) == "day":
        return _carries_day(dt.date.fromisoformat(value), text, anchor, as_printed)
    return False


def _carries_range(first: str, last: str, text: str) -> bool:
    join = r"\s*(?:–|-|to|until|and)\s*"
    if dates.precision(first) == dates.precision(last) == "year":
        return _found(first + join + last, text)
    if dates.precision(first) == dates.precision(last) == "day":
        a, b = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        start = f"{a.day}" + (f" {dates.MONTHS[a.month]}" if a.month != b.month else "")
        return _found(rf"{start}{join}{b.day} {dates.MONTHS[b.month]} {b.year}", text)
    return False


def _carries_day(day: dt.date, text: str, anchor: dt.date | None, as_printed: bool) -> bool:
    month = dates.MONTHS[day.month]
    # in a list such as "April 25, 30, 2024" a month or a year may stand apart from its day
    if _found(rf"0?{day.day} {month} {day.year}", text):
        return True
    if _found(rf"{month} (?:\d{{1,2}}, )*0?{day.day}(?:, \d{{1,2}})*, {day.year}", text):
        return True
    if as_printed and _found(rf"{month} (?:\d{{1,2}}, )*0?{day.day}(?!\d|, \d{{4}})", text):
        return True
    if anchor is None or not 0 <= (anchor - day).days < 7:
        return False
    return _found(WEEKDAYS[day.weekday()], text)


def carries_money(value: str, text: str) -> bool:
    """Tell whether `text` says an amount such as `USD:81000000`."""
    currency, _, amount = value.partition(":")
    sign = CURRENCIES.get(currency, re.escape(currency))
    forms = [number(int(amount))] + [
        rf"{int(amount) / scale:g}\s?{word}" for scale, word in SCALES.items() if int(amount) >= scale
    ]
    return any(re.search(rf"{sign}\s?(?:{form})(?!\w)", text) for form in forms)


def carries_count(value: int, unit: str, text: str) -> bool:
    """Tell whether `text` says `value` of `unit` (a singular noun), adjectives between them allowed."""
    return _found(rf"(?:{number(value)})\s+(?:\w+\s+){{0,2}}{unit}\w*", text)


def carries_ratio(value: float, text: str) -> bool:
    """Tell whether `text` says a factor: sixfold, six times, 6 times."""
    if value != int(value):
        return _found(re.escape(f"{value:g}"), text)
    words = [re.escape(w) for w, n in NUMBER_WORDS.items() if n == value]
    return _found("|".join([*(f"{w}[- ]?fold" for w in words), rf"(?:{number(int(value))})\s+times"]), text)


def names_of(actor: str, study: Study) -> list[str]:
    """Return everything that names an actor: its own names, the bodies that act for it, the people who hold its offices."""
    ids = {actor} | {a.id for a in study.actors if a.part_of == actor}
    out = []
    for one in study.actors:
        if one.id in ids:
            out += [one.name, *one.aliases, *one.demonyms, *one.metonyms]
    for person in study.people:
        if any(office.actor in ids for office in person.offices):
            out += [person.name, person.name.split()[-1], *person.aliases]
    return out


def names_any(names: Iterable[str], text: str) -> bool:
    """Tell whether one of `names` stands in `text` as a word, capitals as written."""
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


def names_place(place: str, text: str, study: Study) -> bool:
    """Tell whether `text` names a place; for a state, any of its names or a place in it will do."""
    names = [place]
    for known in study.places:
        if place in (known.name, *known.aliases):
            names += [known.name, *known.aliases]
    for state in study.actors:
        if place in (state.name, *state.aliases):
            names += [state.name, *state.aliases, *state.metonyms]
            names += [known.name for known in study.places if known.actor == state.id]
    return names_any(names, text)


def lacking(
    fact: Mapping[str, Any], text: str, study: Study, anchor: dt.date | None, paragraph: str
) -> list[str]:
    """Return what of an annotated fact is not said: its value in `text`, or, for an event, an actor or the place in `paragraph`.

    An event's actors and place are looked for in the whole paragraph, because a sentence may name one of them by a pronoun.
    """
    kind = fact["kind"]
    if kind == "date":
        values = [fact["norm"], *fact.get("alt", [])]
        checkable = [v for v in values if dates.is_calendar(v) or re.fullmatch(r"P\d+[YMWD]", v)]
        said = not checkable or any(carries_date(v, text, anchor) for v in checkable)
        return [] if said else [fact["norm"]]
    if kind == "money":
        return [] if carries_money(fact["norm"], text) else [fact["norm"]]
    if kind == "count":
        return [] if carries_count(fact["value"], fact["unit"], text) else [fact["norm"]]
    if kind == "ratio":
        return [] if carries_ratio(fact["value"], text) else [fact["norm"]]
    if kind == "citation":
        return _lacking_of_citation(fact, text)
    out = [
        a for a in fact.get("actors", []) if a in study.actor and not names_any(names_of(a, study), paragraph)
    ]
    place = fact.get("place")
    return [*out, place] if place and not names_place(place, paragraph, study) else out


def _lacking_of_citation(fact: Mapping[str, Any], text: str) -> list[str]:
    out = [] if fact["source"].lower() in text.lower() else [fact["source"]]
    values = [v for v in (fact.get("date"), *fact.get("alt_dates", [])) if v]
    said = not values or any(carries_date(v, text, as_printed=True) for v in values)
    return out if said else [*out, values[0]]
