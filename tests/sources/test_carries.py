"""Whether a sentence carries a value."""

from __future__ import annotations

import datetime as dt

import pytest

from dyadbook.sources.carries import (
    carries_count,
    carries_date,
    carries_money,
    carries_ratio,
    lacking,
    names_any,
    names_of,
    names_place,
)
from dyadbook.study.models import Study

FRIDAY = dt.date(2010, 5, 7)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2010-05-05", "They met on 5 May 2010."),
        ("2010-05-05", "They met on May 5, 2010."),
        ("2010-05-05", "They met on Wednesday."),
        ("2010-05-25", "(see the Post, May 5, 25, 30, 2010)"),
        ("2010-05-09/2010-05-15", "in the week of 9 to 15 May 2010"),
        ("2010-04-28/2010-05-04", "from 28 April to 4 May 2010"),
        ("2010/2013", "a plan for 2010–2013"),
        ("2010-05", "in mid-May 2010"),
        ("2010", "By 2010 the beacons burned."),
        ("201X", "in the late 2010s"),
        ("P17Y", "the first in 17 years"),
        ("P17Y", "the first in seventeen years"),
    ],
)
def test_a_date_is_found_in_the_forms_that_prose_uses(value: str, text: str) -> None:
    """Days, months, ranges, decades and durations are all looked for as a writer would put them."""
    assert carries_date(value, text, FRIDAY)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2010-05-05", "They met on 5 May 2011."),
        ("2010-05-05", "They met on 15 May 2010."),
        ("2010-05-05", "They met on May 5."),
        ("2010-05-06", "They met on Wednesday."),
        ("2010-04-28", "They met on Wednesday."),
        ("2010-05-09/2010-05-15", "in the week of 9 to 16 May 2010"),
        ("2010/2013", "in 2010 and later in 2013"),
        ("2010-05", "in May 2011"),
        ("2010", "20101 orcs"),
        ("P17Y", "the first in 117 years"),
        ("PAST_REF", "once"),
    ],
)
def test_another_date_is_not_taken_for_it(value: str, text: str) -> None:
    """The check can fail: a near miss is a miss."""
    assert not carries_date(value, text, FRIDAY)


def test_a_citation_may_keep_its_date_as_printed() -> None:
    """Without a year only the printed form counts, and another year rules it out."""
    assert carries_date("2010-05-21", "(King of Gondor, May 21)", as_printed=True)
    assert carries_date("2010-02-22", "(see the Post, February 22, April 25, 30, 2010)", as_printed=True)
    assert not carries_date("2010-05-21", "(King of Gondor, May 21, 2011)", as_printed=True)
    assert not carries_date("2010-05-02", "(King of Gondor, May 21)", as_printed=True)


def test_amounts_counts_and_ratios() -> None:
    """Scale words, separators and number words are read; other figures are not accepted."""
    assert carries_money("USD:81000000", "over $81mn") and carries_money("USD:81000000", "$81 million")
    assert not carries_money("USD:81000000", "over $81bn") and not carries_money("USD:81000000", "$181mn")
    assert carries_count(12, "document", "12 cooperation documents")
    assert carries_count(12, "document", "twelve documents")
    assert not carries_count(12, "document", "13 documents") and not carries_count(
        12, "document", "12 scrolls"
    )
    assert carries_count(1000, "kilometre", "more than 1,000 kilometres")
    assert carries_ratio(6, "a sixfold rise") and carries_ratio(3, "three times as many")
    assert not carries_ratio(6, "a threefold rise")


def test_actors_and_places_are_named_by_any_of_their_names(small_study: Study) -> None:
    """A capital stands for its state; capitals of letters matter."""
    assert names_any(names_of("GON", small_study), "Minas Tirith agreed.")
    assert not names_any(names_of("ARN", small_study), "Minas Tirith agreed.")
    assert not names_any(names_of("GON", small_study), "gondorian")
    assert names_place("Gondor", "in Minas Tirith", small_study)
    assert not names_place("Gondor", "in Annuminas", small_study)


def test_what_is_lacking_is_named(small_study: Study) -> None:
    """Each kind of fact says which of its values the text leaves out."""
    text = "Gondor signed 4 scrolls on 2 May 2010 (Pony Post, 3 May 2010)."
    event = {"kind": "event", "norm": "agreement", "actors": ["GON", "ARN"], "place": "Annuminas"}
    citation = {"kind": "citation", "source": "Pony Post", "date": "2010-05-03"}
    date = {"kind": "date", "norm": "2010-05-02"}
    assert lacking(event, text, small_study, FRIDAY, text) == ["ARN", "Annuminas"]
    assert lacking(event, text, small_study, FRIDAY, text + " Arnor hosted it in Annuminas.") == []
    assert lacking(citation, text, small_study, FRIDAY, text) == []
    assert lacking(citation | {"date": "2010-05-04"}, text, small_study, FRIDAY, text) == ["2010-05-04"]
    assert lacking(citation | {"source": "Shire Gazette"}, text, small_study, FRIDAY, text) == [
        "Shire Gazette"
    ]
    assert lacking(date, text, small_study, FRIDAY, text) == []
    assert lacking(date | {"norm": "2010-05-12"}, text, small_study, FRIDAY, text) == ["2010-05-12"]
    assert lacking(date | {"norm": "2010-05-12", "alt": ["2010-05-02"]}, text, small_study, None, text) == []
