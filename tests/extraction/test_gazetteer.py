"""Who a spelling stands for: states, capitals, companies, people on a day, publishers."""

from __future__ import annotations

import datetime as dt

import pytest

from dyadbook.extraction.doc import Doc
from dyadbook.extraction.gazetteer import Gazetteer, tokens
from dyadbook.study.models import Study


@pytest.fixture(scope="module")
def gazetteer(study: Study) -> Gazetteer:
    """The fictional study's names."""
    return Gazetteer.from_study(study)


def look_up(gazetteer: Gazetteer, text: str, word: int = 0):
    """Return what `find` says at a word of a text."""
    doc = Doc(text, dt.date(2018, 6, 15), gazetteer)
    return gazetteer.find(doc.words, doc.starts, text, word, len(doc.words))


def test_longest_spelling_wins(gazetteer: Gazetteer) -> None:
    """ "Kingdom of Gondor" is one name of three words."""
    length, entries = look_up(gazetteer, "Kingdom of Gondor and others")
    assert (length, entries[0].actor, entries[0].form) == (3, "GON", "state")


def test_capital_is_a_metonym_with_a_place(gazetteer: Gazetteer) -> None:
    """A capital may stand for its government and is a place all the same."""
    _, entries = look_up(gazetteer, "Minas Tirith objected")
    assert (entries[0].form, entries[0].actor, entries[0].place) == ("metonym", "GON", "Minas Tirith")


def test_company_acts_for_its_state(gazetteer: Gazetteer) -> None:
    """`part_of` leads from a company to the state."""
    _, entries = look_up(gazetteer, "Prancing Pony Trading shipped ale")
    assert entries[0].actor == "ARN"


def test_lower_case_is_no_name(gazetteer: Gazetteer) -> None:
    """A name counts only with its capital."""
    assert look_up(gazetteer, "gondor") is None


def test_publisher_is_no_party(gazetteer: Gazetteer) -> None:
    """The newspaper called after a capital's tower is a newspaper."""
    length, entries = look_up(gazetteer, "White Tower Herald writes")
    assert (length, entries[0].form) == (3, "publisher")


@pytest.mark.parametrize(
    ("office", "actor", "day", "person"),
    [
        ("steward", "GON", dt.date(2012, 1, 1), "denethor"),
        ("steward", "GON", dt.date(2017, 1, 1), "faramir"),
        ("king", "ARN", dt.date(2013, 12, 31), "arvedui"),
        ("king", "ARN", dt.date(2014, 1, 1), "aranarth"),
        ("king", "GON", dt.date(2014, 1, 1), None),
    ],
)
def test_office_on_a_day(
    gazetteer: Gazetteer, office: str, actor: str, day: dt.date, person: str | None
) -> None:
    """The holder of an office is the one whose term covers the day, and nobody where none is known."""
    assert gazetteer.holder(office, actor, day) == person


def test_shared_surname_is_decided_by_the_day(gazetteer: Gazetteer) -> None:
    """Two envoys called Hurin: the day decides which."""
    _, entries = look_up(gazetteer, "Hurin")
    assert gazetteer.person(entries, dt.date(2010, 5, 1)).person == "hurin-thalion"
    assert gazetteer.person(entries, dt.date(2014, 5, 1)).person == "hurin-morwen"


def test_person_acts_for_the_state_of_the_office(gazetteer: Gazetteer) -> None:
    """A person's actor is that of the office held on the day, else of any office."""
    assert gazetteer.actor_of("halbarad", dt.date(2018, 1, 1)) == "ARN"
    assert gazetteer.actor_of("halbarad", dt.date(2001, 1, 1)) == "ARN"


def test_tokens_are_those_of_the_document() -> None:
    """Hyphens, dots and apostrophes cut a name as they cut a text."""
    assert tokens("Amir-Abdollahian") == ("amir", "abdollahian")
    assert tokens("the U.S.") == ("u", "s")
