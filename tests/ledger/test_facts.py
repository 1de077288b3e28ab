"""The ledger takes facts in, keeps them stable, and refuses what would print a lie."""

import math

import numpy as np
import pytest

from dyadbook.ledger import Ledger, loads, merge, read
from dyadbook.study.problems import ContentError

RULE = "Count of rows."


def ledger(*values, notebook="10-sources"):
    book = Ledger()
    for name, value in values:
        book.add(name, value, rule=RULE, rests_on=["source:palantir"], notebook=notebook)
    return book


def test_add_formats_and_returns_the_fact():
    """One call records a fact with its printed text."""
    fact = Ledger().add("trade-3018", np.int64(100_000_000), unit="USD", rule=RULE, rests_on=["claim:a"])
    assert (fact.value, fact.text, fact.rests_on, fact.holds) == (
        100_000_000,
        "$100 million",
        ("claim:a",),
        True,
    )


def test_unknown_is_neither_zero_nor_blank():
    """A missing value needs words; it never prints as nothing or as zero."""
    with pytest.raises(ContentError, match="unknown or not covered"):
        Ledger().add("trade-3000", None, rule=RULE, rests_on=[])
    assert Ledger().add("trade-3000", None, text="not covered", rule=RULE, rests_on=[]).text == "not covered"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"fact_id": "Trade_3018", "value": 1}, "the id is not kebab-case"),
        ({"fact_id": "a", "value": math.nan}, "not a finite number"),
        ({"fact_id": "a", "value": 1, "rule": " "}, "no rule is given"),
        ({"fact_id": "a", "value": 1, "rests_on": "source:x"}, "rests_on is one text"),
        ({"fact_id": "a", "value": 1, "rests_on": ["palantir"]}, "'palantir' is not a ref"),
        ({"fact_id": "a", "value": 1, "rests_on": ["evnt:x"]}, "Did you mean 'event'"),
        ({"fact_id": "a", "value": "", "text": ""}, "its text is empty"),
    ],
)
def test_add_refuses(call, message):
    """Each thing that is wrong with a fact has its own sentence."""
    arguments = {"rule": RULE, "rests_on": []} | call
    with pytest.raises(ContentError, match=message):
        Ledger().add(arguments.pop("fact_id"), arguments.pop("value"), **arguments)


def test_truth():
    """A truth says what it claims and whether that holds."""
    book = Ledger()
    fact = book.truth("rose", np.bool_(False), says="Trade rose.", rule=RULE, rests_on=[], text="3, after 4")
    assert fact.value is False and not fact.holds and fact.says == "Trade rose."
    with pytest.raises(ContentError, match="does not say what it claims"):
        book.truth("fell", True, says="", rule=RULE, rests_on=[])
    with pytest.raises(ContentError, match="a truth is True or False, not 1"):
        book.truth("fell", 1, says="Trade fell.", rule=RULE, rests_on=[])


def test_same_bytes_in_any_order(tmp_path):
    """The file depends on the facts, not on the order in which they came."""
    ledger(("b", 2), ("a", 1)).write(tmp_path / "one.json")
    ledger(("a", 1), ("b", 2)).write(tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert read(tmp_path / "one.json").dumps() == (tmp_path / "one.json").read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one.json", "two.json"]


def test_merge_joins_and_refuses_two_values():
    """The same fact from two notebooks is one fact; two values under one id are an error that names both."""
    assert len(merge([ledger(("a", 1)), ledger(("a", 1), ("b", 2), notebook="50-phase")])) == 2
    with pytest.raises(
        ContentError, match=r"fact 'a' is recorded as '1' and '2', by 10-sources and 50-phase"
    ):
        merge([ledger(("a", 1)), ledger(("a", 2), notebook="50-phase")])


def test_unknown_fact_names_the_nearest():
    """A misspelt id is answered with the right one."""
    with pytest.raises(ContentError, match="there is no fact 'event-total'. Did you mean 'events-total'?"):
        ledger(("events-total", 3))["event-total"]


def test_reading_says_what_is_wrong(tmp_path):
    """A missing, broken or foreign file is told apart."""
    with pytest.raises(ContentError, match="runs/x/ledger.json: is missing. Run the notebooks first"):
        read(tmp_path / "ledger.json", "runs/x/ledger.json")
    with pytest.raises(ContentError, match="is not a ledger"):
        loads("[]")
    with pytest.raises(ContentError, match="is of format 9, not 1"):
        loads('{"format": 9, "facts": []}')
