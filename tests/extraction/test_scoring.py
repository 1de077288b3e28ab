"""Holding what was found to what was annotated."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dyadbook.extraction.scoring import (
    KINDS,
    attribute_right,
    figures,
    judge,
    notations,
    same_name,
    span_right,
    value_right,
)

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = Path(__file__).resolve().parents[2] / "seeds" / "gold"


def fact(kind: str, start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"file": "a.txt", "kind": kind, "start": start, "end": end, **more}


def event(start: int, end: int, norm: str, trigger: int, **more: Any) -> dict[str, Any]:
    more = {"bilateral": True, **more}
    return fact("event", start, end, norm=norm, tstart=trigger, tend=trigger + 5, **more)


def test_hits_misses_and_extra_statements_are_counted() -> None:
    """One right date, one with a wrong value, one missed, one extra: a half, and what follows from it."""
    gold = [fact("date", n * 10, n * 10 + 5, norm=f"200{n}") for n in (1, 2, 3)]
    found = [
        fact("date", 10, 15, norm="2001"),
        fact("date", 21, 25, norm="1999"),
        fact("date", 90, 95, norm="2009"),
    ]
    row = figures(judge(gold, found))["date"]
    assert (row["gold"], row["predicted"]) == (3, 3)
    assert (row["precision"], row["recall"], row["value"]) == (2 / 3, 2 / 3, 1 / 3)
    assert row["strict"] is None


def test_optional_facts_count_neither_way() -> None:
    """Finding what may be found, and not finding it, changes nothing."""
    gold = [fact("date", 0, 5, norm="2001"), fact("date", 20, 25, norm="PAST_REF", core=False)]
    without = figures(judge(gold, [fact("date", 0, 5, norm="2001")]))
    both = [fact("date", 0, 5, norm="2001"), fact("date", 20, 25, norm="2007")]
    assert figures(judge(gold, both)) == without
    assert without["date"]["value"] == 1


def test_a_statement_answers_to_one_fact_only() -> None:
    """A span over two annotated dates finds the one that it shares more with; the other is missed."""
    gold = [fact("date", 0, 4, norm="2001"), fact("date", 6, 16, norm="2002")]
    outcomes = judge(gold, [fact("date", 0, 16, norm="2002")])
    assert [(o.gold["norm"], o.right) for o in outcomes if o.gold and o.found] == [("2002", True)]
    assert [o.gold["norm"] for o in outcomes if o.gold and not o.found] == ["2001"]


def test_an_event_is_found_by_a_trigger_in_its_clause() -> None:
    """Overlapping is not enough; and what is not of both states is not held to anything."""
    gold = [event(0, 50, "visit", 10), event(60, 90, "trade", 70, bilateral=False)]
    assert judge(gold, [event(40, 80, "visit", 60)])[0].found is None
    outcomes = judge(gold, [event(0, 80, "visit", 30), event(60, 90, "visit", 70, bilateral=False)])
    assert len(outcomes) == 1 and outcomes[0].right


def test_an_event_goes_to_the_statement_of_its_type() -> None:
    """Two statements in one clause: the one with the annotated type and trigger is the hit, the other extra."""
    gold = [event(0, 50, "agreement", 10, status="occurred")]
    outcomes = judge(gold, [event(0, 50, "visit", 30), event(0, 50, "agreement", 10, status="signed")])
    assert [(o.gold is not None, o.right) for o in outcomes] == [(True, True), (False, False)]
    assert outcomes[0].details == {"status": True}


def test_details_are_judged_where_the_value_is_right() -> None:
    """A wrong type has no right or wrong status; an attribute that the annotation lacks is not judged."""
    gold = [event(0, 50, "visit", 10, status="planned", actors=["GON", "ARN"], date="2001")]
    right = event(0, 50, "visit", 10, status="occurred", actors=["ARN", "GON"], date="2002", place="Bree")
    assert judge(gold, [right])[0].details == {"status": False, "actors": True, "date": False}
    assert judge(gold, [{**right, "norm": "trade"}])[0].details == {}


@pytest.mark.parametrize(
    ("kind", "gold", "found", "right"),
    [
        ("date", {"norm": "201X"}, {"norm": "201"}, True),
        ("date", {"norm": "2001-05", "alt": ["2001"]}, {"norm": "2001"}, True),
        ("date", {"norm": "2023-10-09/2023-10-15"}, {"norm": "2023-W41"}, True),
        ("date", {"norm": "2001"}, {"norm": None}, False),
        ("money", {"norm": "USD:5"}, {"norm": "USD:5"}, True),
        ("count", {"value": 3, "unit": "treaty"}, {"value": 3, "unit": "treaty"}, True),
        ("count", {"value": 3, "unit": "ship"}, {"value": 3, "unit": "ships"}, True),
        ("count", {"value": 3, "unit": "ship"}, {"value": 3, "unit": "king"}, False),
        ("ratio", {"value": 3, "norm": "x3"}, {"value": 3, "norm": "x>3"}, True),
        ("citation", {"source": "The Gull", "date": None}, {"source": "gull", "date": None}, True),
        ("citation", {"source": None, "date": "2001"}, {"source": "Gull", "date": "2001"}, True),
        ("citation", {"source": "Gull", "date": "2001"}, {"source": "Gull", "date": None}, False),
        ("event", {"norm": "visit", "alt_types": ["meeting"]}, {"norm": "meeting"}, True),
    ],
)
def test_when_a_value_is_right(kind: str, gold: dict, found: dict, right: bool) -> None:
    """Each kind has its own value; other notations and accepted readings count."""
    assert value_right(kind, gold, found) is right


def test_attributes_are_folded_to_what_both_sides_can_say() -> None:
    """Finer statuses and modifiers count as the coarser ones; what the gold leaves open is not judged."""
    assert attribute_right("status", {"status": "invited"}, {"status": "forecast"})
    assert attribute_right("mod", {"mod": "MORE"}, {"mod": "min"})
    assert not attribute_right("mod", {"mod": "max"}, {"mod": None})
    assert attribute_right("place", {"place": None}, {"place": "Bree"}) is None
    assert same_name("PONY News Agency", "pony") and not same_name("Pony", "Gull")
    assert notations(None) == {None}


def test_spans_are_one_but_for_what_leads_them_in() -> None:
    """A preposition, an article, a comma at the edge make no other span; the annotation may accept another."""
    text = "He came in the spring of 2001, it is said."
    assert span_right({"start": 11, "end": 29}, {"start": 8, "end": 30}, text)
    assert not span_right({"start": 11, "end": 29}, {"start": 25, "end": 29}, text)
    assert span_right({"start": 11, "end": 29, "alt_span": "2001"}, {"start": 25, "end": 29}, text)


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    path = SHARED / "tools" / "score_extraction.py"
    if not path.is_file():
        pytest.skip("the other scorer is not here: put it in ../shared to compare with it")
    spec = importlib.util.spec_from_file_location("reference_scorer", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


def spoilt(facts: list[dict[str, Any]], step: int) -> list[dict[str, Any]]:
    """Leave some out, move some, say some twice, and change values, types and attributes."""
    out = []
    for n, one in enumerate(facts):
        one = dict(one)
        if n % step == 0:
            continue
        if n % step == 1:
            one["start"] = max(0, one["start"] - 40)
            one["end"] -= 2
        if n % (step + 1) == 2:
            one |= {"norm": "visit" if one["kind"] == "event" else "1999", "date": "1999", "value": 1}
        if n % (step + 2) == 3:
            one |= {"status": "planned", "actors": ["GON"], "place": "Bree", "mod": "max", "source": "Gull"}
        if n % (step + 3) == 4:
            out.append({**one, "start": max(0, one["start"] - 20)})
        out.append(one)
    return out


@pytest.mark.parametrize("step", [0, 3, 4, 7])
def test_the_same_figures_as_the_other_scorer(reference: ModuleType, step: int) -> None:
    """On the kept yield, and on the same yield spoilt in every way, both scorers agree to the last digit."""
    gold, found = rows("originals.jsonl"), rows("originals_found.jsonl")
    found = spoilt(found, step) if step else found
    folder = SHARED / "seeds"
    texts = {f: (folder / f).read_text(encoding="utf-8") for f in sorted({g["file"] for g in gold})}
    theirs = {kind: reference.score_kind(kind, gold, found, texts)[0] for kind in KINDS}
    assert figures(judge(gold, found, texts)) == theirs
