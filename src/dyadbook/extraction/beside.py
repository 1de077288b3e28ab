"""Digests beside originals: whether the same annotated facts come out of both, with the same values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dyadbook.extraction.scoring import HELD, KINDS, Fact, Outcome, notations, value_right
from dyadbook.sources.digest_map import MapRow
from dyadbook.sources.texts import Document

# Whether a fact comes out with the right value, and of which text.
RESULTS = {
    "both": "from both texts",
    "original": "from the original alone",
    "digest": "from the digest alone",
    "neither": "from neither",
}
COLUMNS = ["gold", "kind", "source", "result", *(f"same_{name}" for name in HELD["event"])]


def beside(
    outcomes: Iterable[Outcome],
    digests: Sequence[Document],
    mentions: Mapping[str, Sequence[Fact]],
    rows: Iterable[MapRow],
) -> pd.DataFrame:
    """Return one row a core fact that the map leads to a digest: how it comes out of both texts.

    `outcomes` are those of the originals, `mentions` the facts found in each digest by source id. `same_date` and its like
    say for what is right in both whether the two texts give the same attribute, None where neither gives one.
    """
    places: dict[str, list[MapRow]] = {}
    for row in rows:
        places.setdefault(row.gold, []).append(row)
    by_source = {d.source: d for d in digests}
    out = []
    for o in outcomes:
        if o.gold is None or o.gold["id"] not in places:
            continue
        own = [row for row in places[o.gold["id"]] if row.source in by_source]
        if not own:
            continue
        answers = [
            f for row in own for f in _answers(o.gold, row, by_source[row.source], mentions[row.source])
        ]
        there = o.found if o.right else None
        here = _closest(there or o.gold, answers)
        result = ("both" if here else "original") if there else ("digest" if here else "neither")
        same = {f"same_{name}": _same(name, there, here) for name in HELD["event"]} if there and here else {}
        out.append({"gold": o.gold["id"], "kind": o.kind, "source": own[0].source, "result": result, **same})
    return pd.DataFrame(out, columns=COLUMNS).astype(object)


def _answers(gold: Fact, row: MapRow, digest: Document, mentions: Sequence[Fact]) -> list[Fact]:
    """Return what a digest's statement yields with the right value, at the words that say the fact where the map names them."""
    statement = digest.statement.get(row.statement)
    if statement is None:
        return []
    start, end = statement.start, statement.end
    if row.words and (at := statement.text.find(row.words)) >= 0:
        start, end = start + at, start + at + len(row.words)
    return [
        f
        for f in mentions
        if f["kind"] == gold["kind"]
        and f["start"] < end
        and f["end"] > start
        and (gold["kind"] != "event" or f.get("bilateral") == gold.get("bilateral"))
        and value_right(gold["kind"], gold, f)
    ]


def _closest(to: Fact, answers: Sequence[Fact]) -> Fact | None:
    """Return the answer that shares most attributes with a fact; the first of equals."""
    return max(answers, key=lambda f: sum(_same(n, to, f) is True for n in HELD["event"]), default=None)


def _same(name: str, a: Fact, b: Fact) -> bool | None:
    values: list[Any] = [f.get(name) or None for f in (a, b)]
    if values == [None, None]:
        return None
    if name == "actors":
        return set(values[0] or ()) == set(values[1] or ())
    if name == "date":
        return bool(notations(values[0]) & notations(values[1]))
    return values[0] == values[1]


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """Return how many facts of each kind come out of both texts, of one alone, of neither: columns kind, facts, RESULTS."""
    rows = []
    for kind in (k for k in KINDS if (table["kind"] == k).any()):
        own = table.loc[table["kind"] == kind, "result"]
        rows.append((kind, len(own), *(int((own == r).sum()) for r in RESULTS)))
    return pd.DataFrame(rows, columns=["kind", "facts", *RESULTS])


def attributes(table: pd.DataFrame, kind: str = "event") -> pd.DataFrame:
    """Return, for facts that are right in both texts, how often both give the same attribute: columns attribute, given, same."""
    own = table[(table["kind"] == kind) & (table["result"] == "both")]
    rows = []
    for name in HELD["event"]:
        given = own[f"same_{name}"].dropna()
        rows.append((name, len(given), int(given.astype(bool).sum())))
    frame = pd.DataFrame(rows, columns=["attribute", "given", "same"])
    return frame[frame["given"] > 0].reset_index(drop=True)
