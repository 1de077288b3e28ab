"""Turns what a money, ratio or count rule matched into values: what each function returns becomes one or two mentions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from dyadbook.extraction.doc import Doc
from dyadbook.extraction.numbers import SCALES, number, plain, words
from dyadbook.extraction.rulebook import currencies, raw_rules

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
    digits = f"{amount:.2f}" if amount != int(amount) else f"{int(amount)}"
    return f"{code}:{digits}"


def _currency(m: re.Match[str]) -> tuple[str, float] | None:
    g = m.groupdict()
    name = g.get("sign") or g.get("code") or g.get("currency") or ""
    return currencies().get(name) or currencies().get(name.replace(" ", ""))


def one(m: re.Match[str], doc: Doc) -> list[Quantity]:
    """One amount of money."""
    amount, found = read(m), _currency(m)
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
    found, joint = _currency(m), m["joint"]
    if found is None:
        return []
    code, units = found
    before = doc.low[max(0, m.start() - 12) : m.start()]
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
        or (joint == "to" and not re.search(r"\bfrom (?:the )?$", before))
    )
    if first >= second:
        bound = False
    cut = m.start("amount2") if not m.groupdict().get("sign2") else m.start("sign2")
    end = m.end("scale") if m["scale"] else m.end("amount")
    return [
        Quantity(m.start(), end, norm=_money_norm(code, first * units), mod="min" if bound else None),
        Quantity(cut, m.end(), norm=_money_norm(code, second * units), mod="max" if bound else None),
    ]


# ---- ratios ---------------------------------------------------------------------------------------------------------


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = raw_rules("ratios")
    comparing = {"more", "higher", "lower", "less", "fewer", "larger", "greater"}
    up, down = (str(table[k]).split() for k in ("growth", "decline"))
    before = rf"\b(?:(?P<up>{'|'.join(w for w in up if w not in comparing)})|(?P<down>{'|'.join(w for w in down if w not in comparing)}))\b(?! to\b)"
    after = rf" ?(?:year-on-year |annual |in real terms )?(?:(?P<up>{'|'.join(up)})|(?P<down>{'|'.join(down)}))\b(?! to\b)"
    return re.compile(before), re.compile(after)


def direction(doc: Doc, start: int, end: int) -> int:
    """Return +1 or -1 where the words around an amount say that something grew or fell by it, else 0."""
    before_cue, after_cue = _cues()
    here = doc.sentences[doc.sentence_of(start)]
    if m := after_cue.match(doc.low, end, here.end):
        return 1 if m["up"] else -1
    floor = max(here.start, start - 75)
    before = doc.low[floor:start]
    if re.search(
        r"\b(?:to|at|of its|of the|for|accounts? for|hold(?:s|ing)?|own(?:s|ing)?|reach(?:ed|es|ing)?|from) (?:about |around |almost |nearly |some |more than |over )?$",
        before,
    ):
        return 0
    found = list(before_cue.finditer(before))
    if not found:
        return 0
    between = before[found[-1].end() :]
    if ";" in between or ":" in between or len(between.split()) > 9:
        return 0
    return 1 if found[-1]["up"] else -1


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
    if first is None or second is None or first >= second or m["joint"] in ("and", "or"):
        return []
    sign = direction(doc, m.start(), m.end())
    mark = "+" if sign > 0 else ""
    a, b = plain(first * (sign or 1)), plain(second * (sign or 1))
    return [
        Quantity(m.start(), m.end("amount"), norm=f"{mark}{a}%", value=a, mod="more"),
        Quantity(m.start("amount2"), m.end(), norm=f"{mark}{b}%", value=b, mod="less"),
    ]


def _multiple(start: int, end: int, factor: float, falling: bool) -> list[Quantity]:
    if falling and factor > 1:
        return [Quantity(start, end, norm=f"x1/{plain(factor)}", value=round(1 / factor, 3))]
    if factor == 0.5:
        return [Quantity(start, end, norm="x1/2", value=0.5)]
    return [Quantity(start, end, norm=f"x{plain(factor)}", value=plain(factor))]


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
    f.__name__: f for f in (one, span, percent, percent_range, times, fold, doubled, twice, fraction)
}
