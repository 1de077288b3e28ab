"""What goes wrong, by cause."""

from typing import Any

from dyadbook.extraction.causes import by_cause, by_rule, by_type, causes
from dyadbook.extraction.scoring import judge


def event(start: int, end: int, trigger: int, norm: str = "visit", both: bool = True, **more: Any) -> dict:
    place = {
        "file": "a.txt",
        "kind": "event",
        "start": start,
        "end": end,
        "tstart": trigger,
        "tend": trigger + 5,
    }
    return {**place, "norm": norm, "bilateral": both, "rule": f"event.{norm}", **more}


def found_in(gold: list[dict], found: list[dict]) -> dict[str, int]:
    table = by_cause(causes(judge(gold, found), gold, found))
    return dict(zip(table["cause"], table["count"], strict=True))


def test_each_cause_of_a_missed_event() -> None:
    """Nothing there; there but not of both states; there in a clause that does not hold its trigger."""
    gold = [event(0, 40, 10), event(100, 140, 110), event(200, 240, 210)]
    found = [event(100, 140, 110, both=False), event(230, 300, 250)]
    # the second statement stands partly in the third event, and answers to no event
    assert found_in(gold, found) == {"missed": 1, "one-sided": 1, "span": 1, "twice": 1}


def test_each_cause_of_an_extra_statement() -> None:
    """Inside a fact that is found already; annotated as of one side; annotated nowhere."""
    gold = [event(0, 40, 10), event(100, 140, 110, both=False)]
    found = [event(0, 40, 10), event(0, 40, 30, "trade"), event(100, 140, 110), event(300, 340, 310)]
    assert found_in(gold, found) == {"twice": 1, "other": 1, "extra": 1}


def test_values_and_attributes() -> None:
    """A wrong type counts once, two wrong attributes once each."""
    gold = [event(0, 40, 10, status="planned", place="Bree"), event(100, 140, 110)]
    found = [event(0, 40, 10, status="occurred", place="Tharbad"), event(100, 140, 110, "trade")]
    assert found_in(gold, found) == {"value": 1, "status": 1, "place": 1}


def test_other_kinds_have_the_same_causes() -> None:
    """A date that is there and answers to another fact is one joined with it."""
    gold = [
        {"file": "a.txt", "kind": "date", "start": s, "end": e, "norm": n}
        for s, e, n in ((0, 4, "2001"), (6, 16, "2002"))
    ]
    found = [{"file": "a.txt", "kind": "date", "start": 0, "end": 16, "norm": "2002", "rule": "r"}]
    assert found_in(gold, found) == {"span": 1}


def test_types_and_rules() -> None:
    """Each type with what became of it, each rule with what it stated; the worst rule comes first."""
    gold = [event(0, 40, 10), event(100, 140, 110), event(200, 240, 210, "trade")]
    found = [event(0, 40, 10), event(100, 140, 110, "trade"), event(300, 340, 310, "trade")]
    outcomes = judge(gold, found)
    assert by_type(outcomes).values.tolist() == [["visit", 2, 2, 1], ["trade", 1, 0, 0]]
    assert by_rule(outcomes).values.tolist() == [
        ["event", "event.trade", 2, 0, 1, 1],
        ["event", "event.visit", 1, 1, 0, 0],
    ]


def test_no_outcome_is_no_row() -> None:
    """Nothing annotated and nothing found give empty tables with their columns."""
    table = causes([], [], [])
    assert table.empty and by_cause(table).empty and by_type([]).empty and by_rule([]).empty
