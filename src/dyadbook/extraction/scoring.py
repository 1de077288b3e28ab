"""Holds what was found to what an annotator marked: which facts are found, with the right value, and what is right about them.

A fact is a mapping in the form that `dyadbook extract` prints; of events only those of both states are held to the
annotation, which is complete for them alone. An annotated fact with `core: false` is optional: finding it counts neither way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Fact = Mapping[str, Any]
KINDS = ("date", "money", "count", "ratio", "citation", "event")
ATTRIBUTES = ("date", "actors", "status", "place", "mod")
HELD = {"money": ("date", "mod"), "event": ("date", "actors", "status", "place", "mod"), "citation": ()}
# Finer statuses and modifiers, folded to what annotation and extraction can both be held to.
STATUS = {"signed": "occurred", "in_force": "occurred", "held": "occurred", "generic": "ongoing"}
STATUS |= dict.fromkeys(("invited", "proposed", "forecast"), "planned")
STATUS |= dict.fromkeys(("speculative", "hypothetical", "alleged"), "reported")
MOD = {"more": "min", "less": "max"}
# What may stand at either edge of a span without making it another one.
LEAD = re.compile(
    r"(?:in|on|at|of|by|until|during|from|for|since|later in|around|over|about|just|the|an?|up to|more than|"
    r"exceed\w*|amounted to|as)\s+",
    re.IGNORECASE,
)
BEFORE, AFTER = ' (,[\n"\u201c', " ,.;:)]\n"


@dataclass(frozen=True)
class Outcome:
    """What became of one annotated fact, or of one statement that nothing annotated answers to.

    `gold` is None for an extra statement, `found` for a missed fact. `right` says whether the value is right, `strict`
    whether the span is (None where the text is not at hand), `details` which further attributes are, where the gold gives one.
    """

    kind: str
    file: str
    gold: Fact | None
    found: Fact | None
    right: bool = False
    strict: bool | None = None
    details: Mapping[str, bool] = field(default_factory=dict)


def judge(
    gold: Iterable[Fact], found: Iterable[Fact], texts: Mapping[str, str] | None = None
) -> list[Outcome]:
    """Return what became of every annotated fact and of every further statement, kind by kind and file by file.

    `texts` (file name to text) is needed for `strict` alone. Files without an annotated fact are left out.
    """
    gold, found = list(gold), list(found)
    files = sorted({g["file"] for g in gold})
    return [
        outcome
        for kind in KINDS
        for file in files
        for outcome in _judge(
            kind, file, _of(gold, kind, file), _of(found, kind, file), (texts or {}).get(file)
        )
    ]


def _of(facts: Iterable[Fact], kind: str, file: str) -> list[Fact]:
    return [
        f
        for f in facts
        if f["kind"] == kind
        and f["file"] == file
        and f["end"] > f["start"]
        and (kind != "event" or f.get("bilateral"))
    ]


def _judge(kind: str, file: str, gold: list[Fact], found: list[Fact], text: str | None) -> list[Outcome]:
    core = [g for g in gold if g.get("core", True) and not g.get("optional")]
    optional = [g for g in gold if g not in core]
    if kind == "event":
        # optional events compete for statements, and lose only to a required one that fits as well
        order = [*core, *optional]
        pairs = matched(order, found, lambda g, p: _event_fit(g, p, 0.2 * (g in core)))
        hits = {i: j for i, j in pairs.items() if i < len(core)}
        taken = set(pairs.values())
    else:
        hits = matched(core, found, _fit)
        left = [j for j in range(len(found)) if j not in hits.values()]
        spare = matched(optional, [found[j] for j in left], _fit)
        taken = {*hits.values(), *(left[j] for j in spare.values())}
    out = [
        _found(kind, file, g, found[hits[i]], text) if i in hits else Outcome(kind, file, g, None)
        for i, g in enumerate(core)
    ]
    return out + [Outcome(kind, file, None, p) for j, p in enumerate(found) if j not in taken]


def _found(kind: str, file: str, gold: Fact, found: Fact, text: str | None) -> Outcome:
    right = value_right(kind, gold, found)
    said = {name: attribute_right(name, gold, found) for name in HELD.get(kind, ("mod",)) if right}
    strict = None if text is None else span_right(gold, found, text)
    return Outcome(
        kind, file, gold, found, right, strict, {k: ok for k, ok in said.items() if ok is not None}
    )


def matched(
    gold: Sequence[Fact], found: Sequence[Fact], fit: Callable[[Fact, Fact], float | None]
) -> dict[int, int]:
    """Pair annotated facts with statements one to one, the best fit first; `fit` returns None where two cannot be one."""
    fits = [
        (s, i, j) for i, g in enumerate(gold) for j, p in enumerate(found) if (s := fit(g, p)) is not None
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(fits, key=lambda one: (-one[0], one[1], one[2])):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def shared(a: Fact, b: Fact) -> int:
    """Return the number of characters that two spans share; zero or less where they do not touch."""
    return min(a["end"], b["end"]) - max(a["start"], b["start"])


def _fit(gold: Fact, found: Fact) -> float | None:
    common = shared(gold, found)
    return (
        common / (max(gold["end"], found["end"]) - min(gold["start"], found["start"])) if common > 0 else None
    )


def _event_fit(gold: Fact, found: Fact, bonus: float) -> float | None:
    """A statement can be an annotated event only where its trigger lies in the event's clause."""
    near = _fit(gold, found)
    at = found.get("tstart")
    if near is None or not (at is None or gold["start"] <= at < gold["end"]):
        return None
    return 2 * value_right("event", gold, found) + 1.5 * same_trigger(gold, found) + near + bonus


def same_trigger(a: Fact, b: Fact) -> bool:
    """Tell whether the words that name two events overlap."""
    if a.get("tstart") is None or b.get("tstart") is None:
        return False
    return a["tstart"] < b["tend"] and b["tstart"] < a["tend"]


def value_right(kind: str, gold: Fact, found: Fact) -> bool:
    """Tell whether a statement has the value of an annotated fact, or one of those that are accepted in its place."""
    if kind == "date":
        return bool(notations(found.get("norm")) & {gold["norm"], *gold.get("alt", ())})
    if kind == "event":
        return found.get("norm") in {gold["norm"], *gold.get("alt_types", ())}
    if kind == "citation":
        dates = {gold.get("date"), *gold.get("alt_dates", ())}
        return found.get("date") in dates and same_name(gold.get("source"), found.get("source"))
    if kind == "count":
        units = [(fact.get("unit") or "").rstrip("s") for fact in (gold, found)]
        return gold.get("value") == found.get("value") and units[0] == units[1]
    key = "value" if kind == "ratio" else "norm"
    return gold.get(key) == found.get(key)


def attribute_right(name: str, gold: Fact, found: Fact) -> bool | None:
    """Tell whether one further attribute is right; None where the annotation does not give it."""
    want, got = gold.get(name), found.get(name)
    if want in (None, "", [], ()):
        return None
    if name == "date":
        return bool(notations(got) & {want, *gold.get("alt_dates", ())})
    if name == "actors":
        return set(want) == set(got or ())
    if name == "status":
        return STATUS.get(want, want) == STATUS.get(got or "", got)
    if name == "mod":
        want, got = (str(value).lower() for value in (want, got))
        return MOD.get(want, want) == MOD.get(got, got)
    return same_name(want, got)


def notations(value: str | None) -> set[str | None]:
    """Return the ways to write one date value: decades with and without X, ISO weeks as ranges of days."""
    out: set[str | None] = {value}
    if decade := re.fullmatch(r"(\d{3})X?", value or ""):
        out |= {decade[1], f"{decade[1]}X"}
    if week := re.fullmatch(r"(\d{4})-W(\d\d)", value or ""):
        monday = dt.date.fromisocalendar(int(week[1]), int(week[2]), 1)
        out.add(f"{monday}/{monday + dt.timedelta(6)}")
    return out


def same_name(want: str | None, got: str | None) -> bool:
    """Tell whether two names are one but for case, punctuation, an article, 'news agency', a domain; None asks for nothing."""
    return want is None or _key(want) == _key(got or "")


def _key(name: str) -> str:
    name = re.sub(r"^the |\b(news )?agency$|\.(ir|by|com|org)$", "", name.lower().strip())
    return re.sub(r"[^\w]+", "", name)


def span_right(gold: Fact, found: Fact, text: str) -> bool:
    """Tell whether two spans are one, leading function words and edge punctuation aside."""
    spans = [(gold["start"], gold["end"])]
    if other := gold.get("alt_span"):
        at = text.find(other, max(0, gold["start"] - 12))
        spans += [(at, at + len(other))] if at >= 0 else []
    return trimmed(text, found["start"], found["end"]) in [trimmed(text, *span) for span in spans]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the function words that lead it in and the punctuation at its edges."""
    while lead := LEAD.match(text[start:end]):
        start += lead.end()
    while start < end and text[end - 1] in AFTER:
        end -= 1
    while start < end and text[start] in BEFORE:
        start += 1
    return start, end


def figures(outcomes: Iterable[Outcome]) -> dict[str, dict[str, Any]]:
    """Return, for each kind that was annotated or found, the figures that reference scorers of this form print.

    `relaxed`, `strict` and `value` are F1 on overlapping spans, equal spans, and overlapping spans with the right value;
    attributes are shares of the rightly valued facts. None where there is nothing to divide by, or no text for `strict`.
    """
    outcomes = list(outcomes)
    groups = {kind: [o for o in outcomes if o.kind == kind] for kind in KINDS}
    return {kind: _figures(own) for kind, own in groups.items() if own}


def _figures(own: list[Outcome]) -> dict[str, Any]:
    gold, found = sum(o.gold is not None for o in own), sum(o.found is not None for o in own)
    hits = [o for o in own if o.gold is not None and o.found is not None]
    spans = [o.strict for o in hits]
    out: dict[str, Any] = {"gold": gold, "predicted": found}
    out |= {"precision": _share(len(hits), found), "recall": _share(len(hits), gold)}
    out["relaxed"] = _share(2 * len(hits), gold + found)
    out["strict"] = None if None in spans else _share(2 * sum(map(bool, spans)), gold + found)
    out["value"] = _share(2 * sum(o.right for o in hits), gold + found)
    for name in ATTRIBUTES:
        said = [o.details[name] for o in hits if name in o.details]
        out[name] = _share(sum(said), len(said))
    return out


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
