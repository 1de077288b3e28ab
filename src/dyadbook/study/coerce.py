"""Read a parameter's value as a person, a YAML file or plain papermill may pass it: `2015`, `one,two`, `name=2014-06-01`.

Each function returns the plain value or raises ValueError with the rest of a sentence that begins "Parameter 'x' ...".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from dyadbook.study import dates
from dyadbook.study.problems import nearest


def text(value: object) -> str:
    """Read one word; a number becomes its digits, since papermill turns `-p phase 2007` into a number."""
    if value is None:
        return ""
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value).strip()
    raise ValueError(f"takes a single word, not {value!r}")


def first_day(value: object) -> dt.date | None:
    """Read a date of any precision as its first day; nothing or an empty text is None."""
    return _span(value)[0]


def last_day(value: object) -> dt.date | None:
    """Read a date of any precision as its last day; nothing or an empty text is None."""
    return _span(value)[1]


def _span(value: object) -> dates.Span:
    if value is None or value == "":
        return None, None
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value, value
    # a range has two first days too many for a boundary
    plain = isinstance(value, (str, int)) and not isinstance(value, bool) and "/" not in str(value)
    span = dates.span(str(value).strip()) if plain else (None, None)
    if span == (None, None):
        raise ValueError(f"is {value!r}, which is no date; write it as 2015, 2015-07 or 2015-07-14")
    return span


def names(value: object) -> tuple[str, ...]:
    """Read names with commas between them, or a list; each is kept once, in order."""
    if value is None or value == "":
        return ()
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        value = str(value).split(",")
    if not isinstance(value, Iterable) or isinstance(value, Mapping):
        raise ValueError(f"takes names with commas between them, not {value!r}")
    return tuple(dict.fromkeys(name for v in value if (name := text(v))))


def starts(value: object) -> dict[str, dt.date]:
    """Read `one=2014-06-01,two=2018-06`, or a mapping, as first days by phase, sorted by phase."""
    if value is None or value == "":
        return {}
    if isinstance(value, str):
        pairs = [part.partition("=") for part in value.split(",")]
        value = {name.strip(): day for name, _, day in pairs} if all(sign for _, sign, _ in pairs) else value
    if not isinstance(value, Mapping):
        raise ValueError(f"takes phases with their first days, such as NAME=2014-06-01, not {value!r}")
    out = {}
    for name, given in value.items():
        try:
            day = first_day(given)
        except ValueError as error:
            raise ValueError(f"for '{name}' {error}") from None
        if day is None:
            raise ValueError(f"gives '{name}' no date; write {name}=2014-06-01, or leave it out")
        out[str(name)] = day
    return dict(sorted(out.items()))


def count(value: object) -> int:
    """Read a whole number from 1 up."""
    digits = str(value).strip()
    if isinstance(value, bool) or not (
        digits.removeprefix("-").isascii() and digits.removeprefix("-").isdigit()
    ):
        raise ValueError(f"takes a whole number from 1 up, not {value!r}")
    if int(digits) < 1:
        raise ValueError(f"must be 1 or more, not {digits}: what no source reports is not in the book")
    return int(digits)


def one_of(*valid: str) -> Callable[[object], str]:
    """Return a reader of one word out of `valid`."""

    def check(value: object) -> str:
        word = text(value)
        if word not in valid:
            raise ValueError(f"is '{word}', which it cannot be. {nearest(word, valid)}")
        return word

    return check


def some_of(what: str, valid: Iterable[str]) -> Callable[[object], tuple[str, ...]]:
    """Return a reader of at least one name out of `valid`; `what` is what such a name is called."""
    valid = tuple(valid)

    def check(value: object) -> tuple[str, ...]:
        given = names(value)
        if not given:
            raise ValueError(f"names no {what}; name at least one. Valid: {', '.join(valid)}")
        for name in given:
            if name not in valid:
                hint = nearest(name, valid)
                # the list is short, and a guess by spelling may be far from what was meant
                known = f" Valid: {', '.join(valid)}." if hint.startswith("Did") else ""
                raise ValueError(f"names '{name}', which is no {what}. {hint}{known}")
        return given

    return check
