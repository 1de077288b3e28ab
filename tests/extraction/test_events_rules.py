"""Every event rule: its own examples, and what the reader of rule files refuses."""

from __future__ import annotations

import datetime as dt

import pytest

from dyadbook.extraction.events_rules import compile_phrase, lexicon, read_rules, verb_forms
from dyadbook.extraction.extract import extract
from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.study.models import Study

DAY = dt.date(2018, 6, 15)
EXAMPLES = [(r.id, text, True) for r in lexicon().rules for text in r.positive] + [
    (r.id, text, False) for r in lexicon().rules for text in r.negative
]
RULE = lexicon().rules[0]
WORDS = {"irregular": {}, "spellings": {}, "irregular_nouns": {}}


@pytest.mark.parametrize(("rule", "text", "wanted"), EXAMPLES)
def test_examples(study: Study, rule: str, text: str, wanted: bool) -> None:
    """A positive example yields an event by its rule, a negative one does not."""
    found = [m.rule for m in extract(text, DAY, Gazetteer.from_study(study)) if m.kind == "event"]
    assert (rule in found) is wanted, found


def test_types_are_those_of_the_codebook(codebook) -> None:
    """No rule gives an event type that the codebook does not define."""
    assert {r.type for r in lexicon().rules} <= {t.id for t in codebook.event_types}


def test_regular_verbs() -> None:
    """Forms follow the spelling: -e, consonant and y, sibilants."""
    assert verb_forms("supply", WORDS) == {"supply": "b", "supplies": "s", "supplying": "g", "supplied": "x"}
    assert verb_forms("reach", WORDS)["reaches"] == "s"
    assert verb_forms("finalise", WORDS)["finalising"] == "g"


def test_phrase_with_a_hyphen_is_refused() -> None:
    """A word that the tokeniser would cut in two can never match, and the message says so."""
    with pytest.raises(ValueError, match="'two-way' in 'two-way trade' is not one word"):
        compile_phrase("two-way trade", RULE, WORDS)


def test_phrase_that_begins_with_a_gap_is_refused() -> None:
    """Nothing to look up: the message says what a phrase must begin with."""
    with pytest.raises(ValueError, match="must begin with a word"):
        compile_phrase("*3 trade", RULE, WORDS)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"verb": ["go"]}, "rule a: key 'verb' is not known"),
        ({"negative": []}, "rule a needs at least one positive and one negative example"),
    ],
)
def test_bad_rules_are_named(change: dict, message: str) -> None:
    """A misspelt key or a missing example is refused with the rule's name."""
    record = {
        "id": "a",
        "purpose": "p",
        "type": "visit",
        "frame": "visit",
        "positive": ["x"],
        "negative": ["y"],
    }
    with pytest.raises(ValueError, match=message):
        read_rules([record | change], WORDS)


def test_twice_the_same_id() -> None:
    """Two rules of one id are refused."""
    record = {
        "id": "a",
        "purpose": "p",
        "type": "visit",
        "frame": "visit",
        "positive": ["x"],
        "negative": ["y"],
    }
    with pytest.raises(ValueError, match="rule a is defined twice"):
        read_rules([record, record], WORDS)
