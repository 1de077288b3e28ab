"""What goes wrong when facts are extracted, counted by cause, kind and rule; it quotes no text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd

from dyadbook.extraction.scoring import ATTRIBUTES, KINDS, Fact, Outcome, same_trigger, shared

# Every cause with the words for it, in the order in which tables list them.
CAUSES = {
    "missed": "missed: nothing was found there",
    "one-sided": "missed: found, but not as an event of both states",
    "span": "missed: found in a clause that does not hold it, or joined with another fact",
    "value": "wrong type or value",
    **{name: f"right type or value, wrong {name}" for name in ATTRIBUTES},
    "twice": "extra: inside a fact that is found already",
    "other": "extra: annotated as no event of both states",
    "extra": "extra: nothing is annotated there",
}
LOST = ("missed", "one-sided", "span")
EXTRA = ("twice", "other", "extra")
COLUMNS = ["kind", "cause", "type", "rule", "count"]


def causes(outcomes: Iterable[Outcome], gold: Iterable[Fact], found: Iterable[Fact]) -> pd.DataFrame:
    """Return one row for each kind, cause, annotated type (events) and rule, with how often it came about.

    A fact that is found with the right value and two wrong attributes counts once under each. `type` is empty for an extra
    statement, `rule` for a fact that nothing found.
    """
    gold, found = list(gold), list(found)
    count: Counter[tuple[str, str, str, str]] = Counter()
    for o in outcomes:
        for cause in _causes(o, gold, found):
            kind_of_event = o.gold["norm"] if o.gold and o.kind == "event" else ""
            count[o.kind, cause, kind_of_event, o.found["rule"] if o.found else ""] += 1
    order = {cause: n for n, cause in enumerate(CAUSES)}
    rows = sorted(count.items(), key=lambda row: (-KINDS.index(row[0][0]), order[row[0][1]], -row[1], row[0]))
    return pd.DataFrame([(*key, n) for key, n in rows], columns=COLUMNS)


def _causes(o: Outcome, gold: Sequence[Fact], found: Sequence[Fact]) -> list[str]:
    if o.found is None:
        return [_why_missed(o, found)]
    if o.gold is None:
        return [_why_extra(o, gold)]
    if not o.right:
        return ["value"]
    return [name for name, right in o.details.items() if not right]


def _near(fact: Fact, others: Iterable[Fact]) -> list[Fact]:
    """Return the facts of the same kind and file that share text with one."""
    return [
        f for f in others if f["kind"] == fact["kind"] and f["file"] == fact["file"] and shared(fact, f) > 0
    ]


def _why_missed(o: Outcome, found: Sequence[Fact]) -> str:
    assert o.gold is not None
    near = _near(o.gold, found)
    if o.kind == "event" and any(not f.get("bilateral") and same_trigger(o.gold, f) for f in near):
        return "one-sided"
    return "span" if any(o.kind != "event" or f.get("bilateral") for f in near) else "missed"


def _why_extra(o: Outcome, gold: Sequence[Fact]) -> str:
    assert o.found is not None
    near = _near(o.found, gold)
    if o.kind == "event" and any(not g.get("bilateral") and same_trigger(g, o.found) for g in near):
        return "other"
    return "twice" if any(o.kind != "event" or g.get("bilateral") for g in near) else "extra"


def by_cause(table: pd.DataFrame) -> pd.DataFrame:
    """Return how often each cause came about for each kind: columns kind, cause, words, count."""
    out = table.groupby(["kind", "cause"], sort=False)["count"].sum().reset_index()
    out.insert(2, "words", out["cause"].map(CAUSES))
    return out


def by_type(outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """Return, for each annotated type of event, how many there are, how many were found, and how many rightly typed."""
    rows: dict[str, list[int]] = {}
    for o in outcomes:
        if o.kind == "event" and o.gold is not None:
            row = rows.setdefault(o.gold["norm"], [0, 0, 0])
            row[0] += 1
            row[1] += o.found is not None
            row[2] += o.right
    frame = pd.DataFrame([(k, *v) for k, v in rows.items()], columns=["type", "annotated", "found", "typed"])
    return frame.sort_values(["annotated", "type"], ascending=[False, True], ignore_index=True)


def by_rule(outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """Return, for each rule that stated something: statements, right ones, wrong types or values, extra ones."""
    rows: dict[tuple[str, str], list[int]] = {}
    for o in outcomes:
        if o.found is not None:
            row = rows.setdefault((o.kind, o.found["rule"]), [0, 0, 0, 0])
            row[0] += 1
            row[1] += o.right
            row[2] += o.gold is not None and not o.right
            row[3] += o.gold is None
    heads = ["kind", "rule", "stated", "right", "wrong", "extra"]
    frame = pd.DataFrame([(*k, *v) for k, v in rows.items()], columns=heads)
    return frame.sort_values(
        ["extra", "wrong", "stated", "rule"], ascending=[False, False, False, True], ignore_index=True
    )
