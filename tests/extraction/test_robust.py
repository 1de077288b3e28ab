"""Any text at all: no crash, offsets inside it, and time that grows with its length and no faster."""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dyadbook.extraction.extract import extract
from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.study.models import Study

DAY = dt.date(2012, 6, 13)
WORDS = st.sampled_from(
    [
        "the",
        "a",
        "in",
        "on",
        "by",
        "May",
        "March",
        "5",
        "12",
        "2011",
        "2011-12",
        "$",
        "€5",
        "million",
        "bn",
        "%",
        "percent",
        "times",
        "three",
        "twenty",
        "and",
        "to",
        "-",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        ";",
        ":",
        "\n",
        '"',
        "“",
        "”",
        "'",
        "’",
        "last",
        "next",
        "year",
        "week",
        "ago",
        "later",
        "earlier",
        "early",
        "mid-",
        "late",
        "first",
        "quarter",
        "of",
        "Monday",
        "exports",
        "trade",
        "rose",
        "more",
        "than",
        "up",
        "half",
        "Q1",
        "10:30",
        "p.m.",
        "U.S.",
        "Gondor",
        "Arnor",
        "\u200f",
        "\u202e",
        "\x00",
        "\xa0",
        "İ",
        "ẞ",
        "Минск",
        "تهران",
        "北京",
        "signed",
        "visited",
        "'the",
        "same'",
        "1990s",
    ]
)


@pytest.fixture(scope="module")
def names(study: Study) -> Gazetteer:
    return Gazetteer.from_study(study)


def check(text: str, names: Gazetteer | None) -> None:
    found = extract(text, DAY, names)
    assert [m.start for m in found] == sorted(m.start for m in found)
    for m in found:
        assert 0 <= m.start < m.end <= len(text)
        m.record()


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=300))
def test_any_characters(text: str, names: Gazetteer) -> None:
    """Whatever the characters, every mention is a slice of the text."""
    check(text, names)


@settings(max_examples=250, deadline=None)
@given(parts=st.lists(WORDS, max_size=60))
def test_any_order_of_words_that_rules_look_for(parts: list[str], names: Gazetteer) -> None:
    """Whatever the order of the words that rules look for, every mention is a slice of the text."""
    check(" ".join(parts), names)


@settings(max_examples=100, deadline=None)
@given(parts=st.lists(WORDS, max_size=30), year=st.integers(1, 9998))
def test_any_publication_date(parts: list[str], year: int) -> None:
    """Dates at the ends of the calendar are no crash."""
    extract(" ".join(parts), dt.date(year, 12, 31))


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(WORDS, max_size=40))
def test_same_answer_twice(parts: list[str], names: Gazetteer) -> None:
    """The same text gives the same mentions."""
    text = " ".join(parts)
    assert extract(text, DAY, names) == extract(text, DAY, names)


STRESS = {
    "open brackets": "(", "pairs of brackets": "()", "nested cites": "(a, May 3; ", "digits": "7", "digit groups": "1,000 ", "spaced digits": "100 ",
    "no spaces": "abcdefgh", "number words": "twenty ", "and": "two and a half ", "months": "March ", "years": "2011 ", "dates": "May 3, ",
    "quotes": '"', "curly quotes": "“a ", "stops": ". ", "dots": ".", "NUL": "\x00", "bidi": "\u202e\u200f", "mixed scripts": "Минскتهران北京 ",
    "line ends": "\n", "short lines": "a b\n", "dashes": "- ", "dollars": "$", "money": "$5 million ", "percent": "5% ", "times": "5 times ",
    "capitals": "Al ", "one long sentence": "the guild of 12 old millers and, on May 3, the king of Gondor visited Arnor and ",
    "sentences": "In 2011, Gondor and Arnor signed 12 documents worth $5 million, up 3% from last year. ",
    "citations": "It sank (see PP, July 4, 5, 2010; Gull, May 1). ", "quotation marks unclosed": "“He said on May 3 \n", "apostrophes": "the king's ",
    "furniture": "Share this\n", "parens with dates": "(May 3, 2011 ", "semicolons": "(a; ", "commas": "a, ", "hyphens": "a-", "titles": "King ",
}  # fmt: skip

DENSE = {
    STRESS[name] for name in ("percent", "and", "number words")
}  # a fact every few characters takes its time


def seconds(text: str, names: Gazetteer) -> float:
    begin = time.process_time()
    extract(text, DAY, names)
    return time.process_time() - begin


@pytest.mark.parametrize("unit", STRESS.values(), ids=STRESS.keys())
def test_time_grows_with_length(unit: str, names: Gazetteer) -> None:
    """Eight times the text takes at most some twenty times as long (quadratic time would take sixty-four)."""
    size = 500 if unit in DENSE else 1_500
    small, large = unit * (size // len(unit)), unit * (8 * size // len(unit))
    seconds(small[:100], names)
    # a busy machine may disturb one measurement, not three
    assert any(seconds(large, names) < 20 * max(seconds(small, names), 0.01) for _ in range(3))


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["(", "7", "abcdefgh", STRESS["sentences"], STRESS["mixed scripts"]])
def test_ten_million_characters(unit: str, names: Gazetteer) -> None:
    """Ten megabytes (three where every word is a fact) neither hang nor crash it."""
    text = unit * ((3_000_000 if len(unit) > 40 else 10_000_000) // len(unit))
    begin = time.process_time()
    extract(text, DAY, names)
    assert time.process_time() - begin < 200
