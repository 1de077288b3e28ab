"""One normalised span of a document: a date, an amount, a count, a ratio, a citation or an event."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

Kind = Literal["date", "money", "count", "ratio", "citation", "event"]
Tier = Literal["explicit", "inherited", "inferred"]

# What each kind always states, even where it is null; everything else is written only where it is known.
ALWAYS: dict[str, tuple[str, ...]] = {
    "date": ("norm", "mod"),
    "money": ("norm", "mod", "date"),
    "count": ("value", "unit", "mod"),
    "ratio": ("value", "norm", "mod"),
    "citation": ("source", "date"),
    "event": ("norm", "actors", "bilateral", "date", "place", "status", "trigger", "tstart", "tend"),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of `file` and what it says; `text[start:end]` is the evidence.

    `rule` names the rule that made it. `tier` is explicit where the span itself gives the value, inherited where
    the text around it does, inferred where it follows from the publication date or from a convention.
    """

    file: str
    kind: Kind
    start: int
    end: int
    rule: str
    norm: str | None = None
    mod: str | None = (
        None  # date: MID, START, END, APPROX, MORE, LESS; amounts: max, min, approx; ratio: more, less
    )
    tier: Tier = "explicit"
    date: str | None = None  # event: when; citation: its date; amount: the period it speaks of
    value: int | float | None = None
    unit: str | None = None  # count: singular noun
    source: str | None = None  # citation: publisher as the gazetteer, else as the text, names it
    actors: tuple[str, ...] = ()
    bilateral: bool | None = None
    place: str | None = None
    status: str | None = None
    trigger: str | None = None
    tstart: int | None = None
    tend: int | None = None
    people: tuple[str, ...] = ()  # person ids
    object: str | None = None  # event: head noun of what was signed, supplied, discussed
    measure: str | None = (
        None  # turnover, exports, imports, balance, target, benefit, investment, credit, debt, price
    )
    per: str | None = None  # amount: "barrel" in "$80 a barrel"
    against: str | None = None  # ratio: the period that it compares with
    link: str | None = (
        None  # date: by, since, until, before, after, for, in, from, of: the word that leads it in
    )

    def record(self) -> dict[str, Any]:
        """Return the object that `dyadbook extract` writes for this mention, as DESIGN.md lays it down."""
        always = ALWAYS[self.kind]
        out: dict[str, Any] = {"file": self.file, "kind": self.kind, "start": self.start, "end": self.end}
        out["rule"] = self.rule
        for name in NAMES:
            value = getattr(self, name)
            if name in always or value not in (None, ()):
                out[name] = list(value) if isinstance(value, tuple) else value
        out["tier"] = self.tier
        return out


NAMES = tuple(
    f.name for f in fields(Mention) if f.name not in ("file", "kind", "start", "end", "rule", "tier")
)
