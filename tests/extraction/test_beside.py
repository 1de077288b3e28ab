"""The same annotated facts in digests and in originals."""

import dataclasses
from types import SimpleNamespace
from typing import Any

from dyadbook.extraction.beside import attributes, beside, summary
from dyadbook.extraction.scoring import Outcome
from dyadbook.sources.digest_map import MapRow
from dyadbook.sources.texts import Document, parse_digest

TEXT = """---
source: pony
---

## ¶ 1

The king of Gondor visited Arnor in 2001 and met its steward.
They signed a treaty.
"""


def digest() -> Document:
    statements = parse_digest(TEXT, "pony")
    record: Any = SimpleNamespace(id="pony")
    return Document("pony", record, "shipped", "pony.md", TEXT, "", statements, True)


def at(words: str, kind: str = "event", **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"kind": kind, "start": start, "end": start + len(words), "bilateral": True, **more}


def row(gold: str, statement: str = "pony-p1s1", words: str = "") -> MapRow:
    return MapRow(gold, "pony", statement, words, "", 2)


def outcome(ident: str, norm: str, kind: str = "event", found: dict | None = None, **more: Any) -> Outcome:
    gold = {"id": ident, "kind": kind, "norm": norm, "bilateral": True, **more}
    return Outcome(kind, "pony.txt", gold, found, found is not None)


VISIT = at("visited Arnor", norm="visit", date="2001", status="occurred", actors=["GON", "ARN"])


def results(outcomes: list[Outcome], mentions: list[dict], rows: list[MapRow]) -> list[str]:
    return list(beside(outcomes, [digest()], {"pony": mentions}, rows)["result"])


def test_each_result() -> None:
    """Out of both texts, of the original alone, of the digest alone, of neither."""
    told = [
        outcome("g1", "visit", found=VISIT),
        outcome("g2", "agreement", found={**VISIT, "norm": "agreement"}),
        outcome("g3", "2001", "date"),
        outcome("g4", "meeting"),
    ]
    rows = [row("g1", words="visited"), row("g2", "pony-p1s2"), row("g3"), row("g4")]
    mentions = [VISIT, at("2001", "date", norm="2001")]
    assert results(told, mentions, rows) == ["both", "original", "digest", "neither"]
    table = summary(beside(told, [digest()], {"pony": mentions}, rows))
    assert table.values.tolist() == [["date", 1, 0, 0, 1, 0], ["event", 3, 1, 1, 0, 1]]


def test_an_event_has_to_stand_at_the_words_that_say_it() -> None:
    """The right type elsewhere in the statement is another event."""
    told = [outcome("g1", "visit", found=VISIT)]
    assert results(told, [VISIT], [row("g1", words="met its steward")]) == ["original"]


def test_what_is_of_one_side_only_is_no_answer() -> None:
    """A digest that yields the event without one of the states does not yield it."""
    told = [outcome("g1", "visit", found=VISIT)]
    assert results(told, [{**VISIT, "bilateral": False}], [row("g1")]) == ["original"]


def test_attributes_of_what_both_yield() -> None:
    """The same and another value are told apart; what neither text gives is not counted."""
    told = [outcome("g1", "visit", found=VISIT)]
    other = {**VISIT, "date": "2001-05", "actors": ["ARN", "GON"]}
    table = beside(told, [digest()], {"pony": [other]}, [row("g1")])
    assert attributes(table).values.tolist() == [["date", 1, 0], ["actors", 1, 1], ["status", 1, 1]]


def test_the_nearest_answer_is_compared() -> None:
    """Of two answers the one that agrees in more is taken."""
    told = [outcome("g1", "visit", found=VISIT)]
    table = beside(
        told, [digest()], {"pony": [{**VISIT, "date": "1999", "status": "planned"}, VISIT]}, [row("g1")]
    )
    assert table["same_date"].tolist() == [True]


def test_facts_that_no_digest_carries_are_left_out() -> None:
    """Facts without a row, and of sources without a digest, are not compared."""
    told = [outcome("g1", "visit", found=VISIT), outcome("g2", "visit", found=VISIT)]
    elsewhere = dataclasses.replace(row("g2"), source="gull")
    assert results(told, [VISIT], [elsewhere]) == []
    assert summary(beside([], [], {}, [])).empty and attributes(beside([], [], {}, [])).empty
