"""Reads numbers as news writes them: digits with separators, words, fractions, scales."""

from __future__ import annotations

import re

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fourth": 1 / 4,
             "fifth": 1 / 5, "fifths": 1 / 5, "tenth": 1 / 10, "tenths": 1 / 10, "sixth": 1 / 6, "eighth": 1 / 8}  # fmt: skip
SCALES = {"hundred": 1e2, "dozen": 12, "thousand": 1e3, "thsd": 1e3, "k": 1e3, "lakh": 1e5, "crore": 1e7, "million": 1e6,
          "millions": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "mio": 1e6, "billion": 1e9, "billions": 1e9, "bln": 1e9,
          "bn": 1e9, "b": 1e9, "milliard": 1e9, "trillion": 1e12, "trn": 1e12, "tn": 1e12, "tln": 1e12}  # fmt: skip


def digits(text: str) -> float:
    """Read a number written with digits; a comma before one or two last digits is a decimal comma.

    >>> digits("1,234.5"), digits("3,5"), digits("12 500"), digits("1.234.567")
    (1234.5, 3.5, 12500.0, 1234567.0)
    """
    body = text.replace(" ", "").replace("'", "")
    commas, points = body.count(","), body.count(".")
    if commas and points:
        decimal = max(body.rfind(","), body.rfind("."))
        whole = body[:decimal].replace(",", "").replace(".", "")
        return float(f"{whole}.{body[decimal + 1 :]}")
    if commas == 1:
        head, _, tail = body.partition(",")
        return float(f"{head}{tail}" if len(tail) == 3 and head != "0" else f"{head}.{tail}")
    if points > 1:
        return float(body.replace(".", ""))
    return float(body.replace(",", ""))


def words(text: str) -> float | None:
    """Read a number in words, or None: 'twenty-five', 'two and a half million', 'half a billion', 'a dozen'.

    >>> words("two and a half million"), words("three hundred and five"), words("half a billion"), words("a couple of")
    (2500000.0, 305.0, 500000000.0, 2.0)
    """
    total, current, seen = 0.0, 0.0, False
    pending = None  # a fraction that waits for what it is a fraction of
    for token in re.findall(r"[a-z]+|\d[\d.,]*", text.lower()):
        if token[0].isdigit():
            current, seen = current + digits(token.rstrip(".,")), True
        elif token in ONES or token in TENS:
            current, seen = current + ONES.get(token, TENS.get(token, 0)), True
        elif token == "couple":
            current, seen = 2.0, True
        elif token in FRACTIONS:
            # 'two thirds' divides what stands before it, 'two and a half' adds to it
            if current and not pending_and(text, token):
                pending, current = current * FRACTIONS[token], 0.0
            elif current:
                current += FRACTIONS[token]
            else:
                pending = FRACTIONS[token]
            seen = True
        elif token in SCALES:
            scale = SCALES[token]
            base = pending if pending is not None else (current or 1.0)
            pending, seen = None, True
            if scale == 100 or scale == 12:
                current = base * scale
            else:
                total, current = total + base * scale, 0.0
        elif token not in ("a", "an", "and", "of", "the"):
            return None
    if pending is not None:
        current += pending
    if not seen:
        return 1.0 if re.fullmatch(r"\s*an?\s*", text.lower()) else None
    return total + current


def pending_and(text: str, fraction: str) -> bool:
    """Tell whether `fraction` is added ('two and a half'), not applied ('two thirds')."""
    return bool(re.search(rf"\band (?:an? |one )?{fraction}\b", text.lower()))


def number(text: str) -> float | None:
    """Read a number in digits or in words."""
    body = text.strip()
    if re.fullmatch(r"\d[\d., ']*", body):
        try:
            return digits(body.rstrip("., '"))
        except ValueError:
            return None
    return words(body)


def plain(value: float) -> int | float:
    """Return a whole number as int, any other rounded to what a text can mean."""
    rounded = round(value, 6)
    return int(rounded) if float(rounded).is_integer() else rounded
