"""Turns what a money, ratio or count rule matched into values: what each function returns becomes one or two mentions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from dyadbook.extraction.doc import Doc
from dyadbook.extraction.numbers import SCALES, number, plain, words
from dyadbook.extraction.rulebook import currencies, former, raw_rules

MEGA = {"m": 1e6, "k": 1e3, "b": 1e9}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One value at [start, end): money (norm), count (value, unit) or ratio (value, norm)."""

    start: int
    end: int
    norm: str | None = None
    value: int | float | None = None
    unit: str | None = None
    mod: str | None = None


def read(m: re.Match[str], suffix: str = "", scale: str | None = None) -> float | None:
    """Return the number in the group `amount`, times its scale (or the given one)."""
    g = m.groupdict()
    text = g.get(f"amount{suffix}") or ""
    scale = (scale or g.get(f"scale{suffix}") or "").rstrip(".")
    if not text[:1].isdigit():
        return words(f"{text} {scale}")
    base = number(text)
    return None if base is None else base * SCALES.get(scale, 1e12 if scale == "t" else 1)


def _money_norm(code: str, amount: float) -> str:
    if amount == int(amount):
        return f"{code}:{int(amount)}"
    digits = f"{amount:.4f}".rstrip("0")
    return f"{code}:{digits}" if len(digits.partition(".")[2]) >= 2 else f"{code}:{amount:.2f}"


def _currency(m: re.Match[str], doc: Doc) -> tuple[str, float] | None:
    """Return the ISO code of the currency named, as of publication, and how many units the name is."""
    g = m.groupdict()
    name = g.get("sign") or g.get("code") or g.get("currency") or ""
    found = currencies().get(name) or currencies().get(name.replace(" ", ""))
    if found and found[0] in former() and name != found[0].lower():
        code, until = former()[found[0]]
        return (code, found[1]) if str(doc.published) < until else found
    return found


def one(m: re.Match[str], doc: Doc) -> list[Quantity]:
    """One amount of money."""
    amount, found = read(m), _currency(m, doc)
    if amount is None or found is None or amount > 1e18:
        return []
    code, units = found
    g = m.groupdict()
    amount *= units * MEGA.get(g.get("mega") or "", 1)
    if rest := g.get("rest"):
        amount += (number(rest) or 0) / 100
    return [Quantity(m.start(), m.end(), norm=_money_norm(code, round(amount, 4)))]


def span(m: re.Match[str], doc: Doc) -> list[Quantity]:
    """Two amounts joined: a range, or 'from X to Y' and 'X and Y', which are two amounts without bounds."""
    found, joint = _currency(m, doc), m["joint"]
    if found is None:
        return []
    code, units = found
    before = doc.low[max(0, m.start() - 24) : m.start()]
    between = bool(re.search(r"\bbetween (?:the )?$", before))
    if joint in ("and", "or") and not between and not (joint == "or" and m["scale2"]):
        return []
    second = read(m, "2")
    first = read(m, "", m["scale2"] if not m["scale"] else None)
    if first is not None and second is not None and not m["scale"] and first >= second:
        first = read(m)
    if first is None or second is None or (first >= second and (between or joint != "to")):
        return []
    bound = (
        between
        or (joint != "to" and joint != "or")
        or (
            joint == "to"
            and not re.search(r"\bfrom (?:the )?(?:present |current |previous |about |some )?$", before)
        )
    )
    if first >= second:
        bound = False
    cut = m.start("amount2") if not m.groupdict().get("sign2") else m.start("sign2")
    end = m.end("scale") if m["scale"] else m.end("amount")
    return [
        Quantity(m.start(), end, norm=_money_norm(code, first * units), mod="min" if bound else None),
        Quantity(cut, m.end(), norm=_money_norm(code, second * units), mod="max" if bound else None),
    ]


def compound(m: re.Match[str], doc: Doc) -> list[Quantity]:
    """One billion two hundred and fifty million of a currency: one amount in two parts."""
    first, second, found = read(m), read(m, "2"), _currency(m, doc)
    if first is None or second is None or found is None or second >= first:
        return []
    return [Quantity(m.start(), m.end(), norm=_money_norm(found[0], (first + second) * found[1]))]


# ---- ratios ---------------------------------------------------------------------------------------------------------


@cache
def _cues() -> tuple[dict[str, int], dict[str, int]]:
    """Return the words of growth (+1) and decline (-1): those that may stand before an amount, and those after."""
    table = raw_rules("ratios")
    after = {w: sign for key, sign in (("growth", 1), ("decline", -1)) for w in str(table[key]).split()}
    return {w: sign for w, sign in after.items() if w not in table["comparing"]}, after


WORD = re.compile(r"[a-z]+")
NEXT = re.compile(r" ?(?:(?:year-on-year|annual|monthly|in real terms) )?([a-z]+)")
LEVEL = re.compile(
    r"\b(?:to|at|of its|of the|for|accounts? for|hold(?:s|ing)?|own(?:s|ing)?|reach(?:ed|es|ing)?|from)"
    r" (?:about |around |almost |nearly |some |more than |over |up to )?$"
)
LINK = 9  # words that may stand between a word of growth and its amount


def direction(doc: Doc, start: int, end: int) -> int:
    """Return +1 or -1 where the words around an amount say that something grew or fell by it, else 0."""
    before_cues, after_cues = _cues()
    low = doc.low
    here = doc.sentences[doc.sentence_of(start)]
    m = NEXT.match(low, end, min(here.end, end + 40))
    if m and m[1] in after_cues and not low.startswith(" to", m.end()):
        return after_cues[m[1]]
    before = low[max(here.start, start - 75) : start]
    if LEVEL.search(before):
        return 0
    share = low.startswith(
        " of ", end
    )  # "66 percent of the level", unless a word of growth stands right before
    for passed, m in enumerate(reversed(list(WORD.finditer(before)))):
        if passed > (1 if share else LINK):
            return 0
        word = m.group()
        idle = word == "up" and (
            before.startswith(" to", m.end()) or before.endswith(("made ", "make "), 0, m.start())
        )
        if word in before_cues and not idle:
            between = before[m.end() :]
            return 0 if ";" in between or ":" in between else before_cues[word]
    return 0


def percent(m: re.Match[str], doc: Doc) -> list[Quantity]:
    amount = read(m)
    if amount is None:
        return []
    sign = direction(doc, m.start(), m.end())
    value = plain(amount * (sign or 1))
    body = f"{'+' if sign > 0 else ''}{value}%"
    return [Quantity(m.start(), m.end(), norm=body, value=value)]


def percent_range(m: re.Match[str], doc: Doc) -> list[Quantity]:
    first, second = read(m), read(m, "2")
    apart = m["joint"] == "and" or (m["joint"] == "to" and doc.low.endswith("from ", 0, m.start()))
    if first is None or second is None or m["joint"] == "or" or (first >= second and not apart):
        return []
    sign = direction(doc, m.start(), m.end())
    mark = "+" if sign > 0 else ""
    a, b = plain(first * (sign or 1)), plain(second * (sign or 1))
    return [
        Quantity(m.start(), m.end("amount"), norm=f"{mark}{a}%", value=a, mod=None if apart else "more"),
        Quantity(m.start("amount2"), m.end(), norm=f"{mark}{b}%", value=b, mod=None if apart else "less"),
    ]


def _multiple(start: int, end: int, factor: float, falling: bool) -> list[Quantity]:
    value = plain(round(1 / factor, 3)) if falling and factor > 1 else plain(factor)
    return [Quantity(start, end, norm=f"x{value}", value=value)]


def times(m: re.Match[str], doc: Doc) -> list[Quantity]:
    factor = read(m)
    if factor is None or not 1 < factor <= 10000:
        return []
    g = m.groupdict()
    return _multiple(
        m.start(), m.end(), factor, bool(g.get("less")) or direction(doc, m.start(), m.end()) < 0
    )


def fold(m: re.Match[str], doc: Doc) -> list[Quantity]:
    g = m.groupdict()
    factor = words(g["stem"]) if g.get("stem") else read(m) if g.get("amount") else read(m, "2")
    if factor is None or not 1 < factor <= 10000:
        return []
    return _multiple(m.start(), m.end(), factor, direction(doc, m.start(), m.end()) < 0)


def doubled(m: re.Match[str], doc: Doc) -> list[Quantity]:
    stems = {"dou": 2, "tri": 3, "tre": 3, "qua": 4, "qui": 5, "hal": 0.5}
    return _multiple(m.start(), m.end(), stems[m["verb"][:3]], False)


def twice(m: re.Match[str], doc: Doc) -> list[Quantity]:
    return _multiple(m.start(), m.end(), 2, direction(doc, m.start(), m.end()) < 0)


def fraction(m: re.Match[str], doc: Doc) -> list[Quantity]:
    parts = {
        "half": 2,
        "third": 3,
        "thirds": 3,
        "quarter": 4,
        "quarters": 4,
        "fifth": 5,
        "fifths": 5,
        "tenth": 10,
        "tenths": 10,
    }
    count = {"a": 1, "an": 1, "one": 1, None: 1, "two": 2, "three": 3, "four": 4}[m["count"]]
    sign = direction(doc, m.start(), m.end())
    if not sign:
        return []
    value = plain(round(100 * sign * count / parts[m["fraction"]], 1))
    return [Quantity(m.start(), m.end(), norm=f"{'+' if sign > 0 else ''}{value}%", value=value)]


VALUES: dict[str, Callable[[re.Match[str], Doc], list[Quantity]]] = {
    f.__name__: f
    for f in (one, span, compound, percent, percent_range, times, fold, doubled, twice, fraction)
}
