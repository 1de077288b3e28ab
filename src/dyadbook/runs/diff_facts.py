"""What became of the facts of one ledger in another: changed and by how much, turned, gone, new, or held."""

from __future__ import annotations

from dataclasses import dataclass

from dyadbook.ledger import Fact, Ledger, formats
from dyadbook.study import dates

WITHOUT_SHARE = ("percent", "share", "year", "times")  # a percentage of a percentage tells nobody anything


@dataclass(frozen=True)
class Changed:
    """A value that differs: what each run prints, and by how much they differ where that can be said."""

    id: str
    old: str
    new: str
    by: str
    unit: str | None
    rule: str
    notebook: str


@dataclass(frozen=True)
class Turned:
    """A truth of both runs: the claim, whether it holds in each, and what each found."""

    id: str
    says: str
    old: bool
    new: bool
    found_old: str
    found_new: str
    notebook: str


@dataclass(frozen=True)
class Alone:
    """A fact that only one of the two runs has."""

    id: str
    kind: str
    text: str
    notebook: str


@dataclass(frozen=True)
class FactsDiff:
    """Two ledgers compared; `shaken` are truths of the same verdict on other figures."""

    changed: tuple[Changed, ...]
    turned: tuple[Turned, ...]
    shaken: tuple[Turned, ...]
    gone: tuple[Alone, ...]
    new: tuple[Alone, ...]
    values_held: tuple[str, ...]
    truths_held: tuple[str, ...]


def compare(old: Ledger, new: Ledger) -> FactsDiff:
    """Compare two ledgers fact by fact; a fact holds where value, unit and printed text are the same."""
    both = [(fact, new[fact.id]) for fact in old if fact.id in new and fact.kind == new[fact.id].kind]
    values = [(a, b) for a, b in both if a.kind == "value"]
    truths = [(a, b) for a, b in both if a.kind == "truth"]
    kinds = {a.id for a, _ in both}
    return FactsDiff(
        changed=tuple(changed(a, b) for a, b in values if not same(a, b)),
        turned=tuple(turned(a, b) for a, b in truths if a.holds != b.holds),
        shaken=tuple(turned(a, b) for a, b in truths if a.holds == b.holds and a.text != b.text),
        gone=tuple(alone(fact) for fact in old if fact.id not in kinds),
        new=tuple(alone(fact) for fact in new if fact.id not in kinds),
        values_held=tuple(a.id for a, b in values if same(a, b)),
        truths_held=tuple(a.id for a, b in truths if a.holds == b.holds),
    )


def same(a: Fact, b: Fact) -> bool:
    """Tell whether two facts say the same, whatever they rest on."""
    return (a.value, a.unit, a.text) == (b.value, b.unit, b.text)


def changed(a: Fact, b: Fact) -> Changed:
    return Changed(a.id, a.text, b.text, by_how_much(a, b), b.unit, b.rule, b.notebook)


def turned(a: Fact, b: Fact) -> Turned:
    return Turned(a.id, b.says, a.holds, b.holds, a.text, b.text, b.notebook)


def alone(fact: Fact) -> Alone:
    return Alone(
        fact.id, fact.kind, fact.text if fact.kind == "value" else said(fact.holds, fact.says), fact.notebook
    )


def said(holds: bool, says: str) -> str:
    return f"{'true' if holds else 'false'}: {says}"


def by_how_much(a: Fact, b: Fact) -> str:
    """Return the difference as a reader wants it ('+3 (+75 per cent)', '92 days earlier'), empty where there is none to tell."""
    if a.unit != b.unit:
        return ""
    if a.unit == "date":
        return days_between(str(a.value), str(b.value))
    if not (number(a.value) and number(b.value)):
        return ""
    gap = b.value - a.value  # type: ignore[operator]
    if a.unit == "share":
        return signed(gap * 100, "percentage points")
    if a.unit == "percent":
        return signed(gap, "percentage points")
    if a.unit == "year":
        return signed(gap, "years")
    size = formats.show(abs(gap), a.unit)
    out = f"{'+' if gap > 0 else '−'}{size}"
    if a.value and a.unit not in WITHOUT_SHARE:
        out += f" ({signed(gap / abs(a.value) * 100, 'per cent')})"  # type: ignore[operator, arg-type]
    return out


def number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def signed(value: float, what: str) -> str:
    """Write a difference with its sign.

    >>> signed(-2.04, "percentage points")
    '−2 percentage points'
    """
    text = formats.number(value)
    what = what.removesuffix("s") if text.lstrip("−") == "1" else what
    return f"{'' if text.startswith('−') else '+'}{text} {what}"


def days_between(old: str, new: str) -> str:
    """Return how many days lie between the first days of two dates.

    >>> days_between("2015-07-14", "2015-07-01")
    '13 days earlier'
    """
    a, b = dates.span(old)[0], dates.span(new)[0]
    if not (a and b) or a == b:
        return ""
    days = abs((b - a).days)
    return f"{days:,} day{'s' if days > 1 else ''} {'later' if b > a else 'earlier'}"
