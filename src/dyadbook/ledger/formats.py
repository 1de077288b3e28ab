"""How a value is printed: one place, so that a figure looks the same in prose, charts, tables and on evidence pages."""

from __future__ import annotations

import math
from numbers import Integral, Real

from dyadbook.study import dates

SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
ONES = [
    "zero",
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
]
ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def plain(value: object) -> object:
    """Return `value` as a Python bool, int, float or str, so that numpy and pandas types never reach a file.

    Raises ValueError for what is not a value: NaN, infinity, a container.
    """
    if hasattr(value, "item") and callable(value.item):
        value = value.item()
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        if not math.isfinite(value):
            raise ValueError("it is not a finite number")
        # ten digits: beyond them the last bits differ between machines, and a book must not
        short = float(format(float(value), ".10g"))
        return short
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    raise ValueError(f"a {type(value).__name__} is not a single value")


def number(value: float, digits: int = 1) -> str:
    """Write a number with thousands commas; at most `digits` decimals and none that is zero.

    >>> number(12345), number(3.50), number(-4)
    ('12,345', '3.5', '−4')
    """
    text = f"{abs(value):,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 and text.strip("0.,") else text


def money(value: float, currency: str = "USD") -> str:
    """Write an amount as prose does.

    >>> money(100_000_000), money(1_460_000_000), money(2500, "BYN")
    ('$100 million', '$1.46 billion', 'BYN 2,500')
    """
    size, scale = next(((s, f" {w}") for s, w in SCALES if abs(value) >= s), (1, ""))
    amount = number(abs(value) / size, 2 if scale else 0)
    if scale.strip() == "million" and amount == "1,000":
        amount, scale = "1", " billion"
    sign = SIGNS.get(currency, f"{currency} ")
    return f"{'−' if value < 0 else ''}{sign}{amount}{scale}"


def show(value: object, unit: str | None = None) -> str:
    """Return `value` as the book prints it.

    `unit`: a currency code (`USD`), `percent` (33.6 means 33.6 per cent), `share` (0.336 means the same), `times`,
    `date` (EDTF), `year` (no comma), or a noun or nothing, for which the number stands alone.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        raise ValueError("it has no value; say in `text` whether that means unknown or not covered")
    if isinstance(value, str):
        return dates.show(value) if unit == "date" else value
    assert isinstance(value, (int, float))
    if unit == "date":
        return dates.show(str(value))
    if unit == "year":
        return str(int(value))
    if unit and len(unit) == 3 and unit.isupper():
        return money(value, unit)
    if unit in ("percent", "share"):
        return f"{number(value * 100 if unit == 'share' else value)} per cent"
    if unit == "times":
        return f"{number(value)} times"
    return number(value, 2 if abs(value) < 1 else 1)


def words(value: object) -> str:
    """Write a whole number below one hundred in words; ValueError for anything else.

    >>> words(5), words(24)
    ('five', 'twenty-four')
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value):
        raise ValueError("only a whole number can be written in words")
    n = int(value)
    if not 0 <= n < 100:
        raise ValueError("only a number from zero to ninety-nine is written in words")
    if n < 20:
        return ONES[n]
    return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")
