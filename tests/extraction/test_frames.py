"""Who takes part in what: one frame after the other, on the fictional pair."""

from __future__ import annotations

import datetime as dt

import pytest

from dyadbook.extraction.clauses import Sent
from dyadbook.extraction.doc import Doc
from dyadbook.extraction.events_rules import lexicon
from dyadbook.extraction.events_when import plain
from dyadbook.extraction.extract import extract
from dyadbook.extraction.frames import FRAMES
from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.study.models import Study

DAY = dt.date(2018, 6, 15)


@pytest.fixture(scope="module")
def gazetteer(study: Study) -> Gazetteer:
    """The fictional study's names."""
    return Gazetteer.from_study(study)


def sent(text: str, gazetteer: Gazetteer) -> Sent:
    """Return a text of one sentence as words."""
    doc = Doc(text, DAY, gazetteer)
    return Sent(doc, lexicon(), 0, 0, len(doc.words))


def test_every_rule_has_its_frame() -> None:
    """A rule cannot name a frame that does not exist."""
    assert {r.frame for r in lexicon().rules} <= set(FRAMES)


@pytest.mark.parametrize(
    ("text", "kind", "actors", "bilateral"),
    [
        ("Gondor's envoy left Pelargir for Fornost.", "visit", ("GON", "ARN"), True),
        ("Steward Faramir was received by King Aranarth.", "meeting", ("GON", "ARN"), True),
        ("King Aranarth received the Rohirric foreign minister.", "meeting", ("ARN", "ROH"), False),
        ("Gondor and Rohan signed a treaty in Fornost.", "agreement", ("GON", "ROH"), False),
        ("A treaty was signed between Gondor and Arnor.", "agreement", ("GON", "ARN"), True),
        ("Prancing Pony Trading sold ale to Gondor.", "trade", ("ARN", "GON"), True),
        ("Ties between Gondor and Rohan grew warmer.", "cooperation", ("GON", "ROH"), False),
        ("Rohan imposed sanctions on Gondor for arming Arnor.", "sanctions", ("GON", "ARN", "ROH"), True),
        ("Arnor joined the White Council in 2016.", "membership", ("ARN", "COUNCIL"), False),
        ("Gondor and Arnor cooperate within bodies such as the White Council.", "cooperation", ("GON", "ARN", "COUNCIL"), True),
        ("Gondor and Rohan are training Arnorian troops.", "military", ("GON", "ROH", "ARN"), True),
        ("King Aranarth thanked Steward Faramir.", "statement", ("ARN", "GON"), True),
        ("Mordor attacked Gondor in March.", "conflict", ("MOR", "GON"), False),
        ("The ambassador of Gondor to Annuminas met the trade minister.", "meeting", ("GON", "ARN"), True),
    ],
)  # fmt: skip
def test_parties(
    text: str, kind: str, actors: tuple[str, ...], bilateral: bool, gazetteer: Gazetteer
) -> None:
    """The frame finds who is involved, and whether that is the pair."""
    found = [m for m in extract(text, DAY, gazetteer) if m.kind == "event" and m.norm == kind]
    assert found, text
    assert set(found[0].actors) == set(actors) and found[0].bilateral is bilateral


@pytest.mark.parametrize(
    "text",
    [
        "Gondor met its harvest target.",
        "Gondor shows signs of frost.",
        "Gondor's exports grew.",
        "Prices headed south in Gondor.",
        "The calm after the meeting pleased Gondor.",
        "Steward Faramir returned to Minas Tirith.",
    ],
)
def test_no_event_without_its_parties(text: str, gazetteer: Gazetteer) -> None:
    """A trigger without the parties that its frame needs is no event."""
    assert not [m for m in extract(text, DAY, gazetteer) if m.kind == "event"]


def test_clauses_begin_at_relatives_and_conjunctions(gazetteer: Gazetteer) -> None:
    """A relative begins a clause anywhere, a conjunction after a comma."""
    s = sent("Gondor, which Arnor trusts, sold salt, and Rohan bought it", gazetteer)
    assert [s.words[b] for b in s.breaks] == ["gondor", "which", "and"]


@pytest.mark.parametrize(
    ("text", "word", "tag", "aux", "to", "negated", "passive"),
    [
        ("a treaty has been signed", "signed", "x", ("has", "been"), False, False, True),
        ("they will not sign", "sign", "b", ("will",), False, True, False),
        ("they plan to jointly sign", "sign", "b", (), True, False, False),
        ("they will meet and sign", "sign", "b", ("will",), False, False, False),
    ],
)
def test_verb_group(
    text: str,
    word: str,
    tag: str,
    aux: tuple[str, ...],
    to: bool,
    negated: bool,
    passive: bool,
    gazetteer: Gazetteer,
) -> None:
    """Auxiliaries, "to", negation and voice are read to the left; "and" shares them."""
    s = sent(text, gazetteer)
    verb = s.verb(s.words.index(word), tag)
    assert (verb.aux, verb.to, verb.negated, verb.passive) == (aux, to, negated, passive)


def test_plain_dates() -> None:
    """Parts of a day, halves, quarters and weekends become spans that every room can read."""
    assert plain("2018-06-15TEV") == "2018-06-15"
    assert plain("2018-Q4") == "2018-10/2018-12"
    assert plain("2018-W24-WE") == "2018-06-16/2018-06-17"
    assert plain("2018") == "2018"
