"""In-text citations: publishers, the year that a list implies, attributions, and what is none."""

import datetime as dt
from types import SimpleNamespace

import pytest

from dyadbook.extraction.attributions import find_citations
from dyadbook.extraction.dates import find_dates
from dyadbook.extraction.doc import Doc

PUBLISHERS = {
    "Gull": "Gull News Agency",
    "Gull News Agency": "Gull News Agency",
    "Pelargir Post": "Pelargir Post",
    "Ministry of Wool": "Ministry of Wool",
}


def read(text: str, published: str = "2012-06-13") -> Doc:
    doc = Doc(text, dt.date.fromisoformat(published), SimpleNamespace(publishers=PUBLISHERS))
    for find in (find_citations, find_dates):
        doc.add(find(doc))
    return doc


def cited(text: str, published: str = "2012-06-13") -> list[tuple[str | None, str | None]]:
    return [(m.source, m.date) for m in read(text, published).of("citation")]


YEARS = [
    ("It sank (Pelargir Post, May 3).", ["2012-05-03"]),
    ("It sank (Pelargir Post, September 3).", ["2011-09-03"]),
    ("It sank (see PP, November 9, January 4, March 2, 6).", ["2011-11-09", "2012-01-04", "2012-03-02", "2012-03-06"]),
    ("It sank (see PP, May 1, August 2, January 3, July 4, 5, 2010, March 6).",
     ["2009-05-01", "2009-08-02", "2010-01-03", "2010-07-04", "2010-07-05", "2012-03-06"]),
    ("It sank (see PP, July 12, 2010, July 15, 2011).", ["2010-07-12", "2011-07-15"]),
    ("It sank (PP, 4 June 2011).", ["2011-06-04"]), ("It sank (Gull, October 2010).", ["2010-10"]), ("It sank (Heron Weekly, 2009).", ["2009"]),
]  # fmt: skip


@pytest.mark.parametrize("text, dates", YEARS, ids=[y[0][10:40] for y in YEARS])
def test_years_of_a_list(text: str, dates: list[str]) -> None:
    """A list runs in calendar order, read from the right; what no later year dates is of the publication year."""
    assert [d for _, d in cited(text)] == dates


def test_spans() -> None:
    """The first date of a source spans source and date, the later ones only the date."""
    text = "It sank (see PP, July 4, 5, 2010; Gull Weekly, May 1)."
    assert [text[m.start : m.end] for m in read(text).of("citation")] == [
        "PP, July 4",
        "5, 2010",
        "Gull Weekly, May 1",
    ]


def test_dates_of_citations_are_masked() -> None:
    """A date inside a citation is no date of the story."""
    assert [m.norm for m in read("It sank in 2011 (Pelargir Post, May 3, 2012).").of("date")] == ["2011"]


@pytest.mark.parametrize(
    "text",
    ["It sank (on May 3, 2012).", "The mill (built in Pelargir, May 3) burned.", "The mill (Monday, May 3).", "The mill (MM), May 3.",
     "He came (from May 3, 2011, until June 4, 2012).", "They met (Annuminas, October 2010)."],
)  # fmt: skip
def test_brackets_that_cite_nothing(text: str) -> None:
    """Dates, clauses and abbreviations in brackets are no citations."""
    assert cited(text) == []


ATTRIBUTIONS = [
    ("The mill burned, Gull reported.", "Gull"), ("According to the Pelargir Post, the mill burned.", "Pelargir Post"),
    ('"It burned," Gull news agency cited the miller as saying.', "Gull"), ("As Gull noted earlier, it burned.", "Gull"),
    ("The miller told the Pelargir Post that it burned.", "Pelargir Post"), ("It burned, the Heron news agency reported.", "Heron"),
    ("It burned (Gull).", "Gull"),
]  # fmt: skip


@pytest.mark.parametrize("text, source", ATTRIBUTIONS, ids=[a[0][:30] for a in ATTRIBUTIONS])
def test_attributions(text: str, source: str) -> None:
    """A publisher beside a word that reports is cited, without a date."""
    assert [(s, d) for s, d in cited(text)] in ([(source, None)], [(f"{source} news agency", None)])


@pytest.mark.parametrize(
    "text",
    ["The Ministry of Wool said that it burned.", "Gull moved to a new house.", "A gull reported nothing."],
)
def test_no_attributions(text: str) -> None:
    """An institution that speaks, a publisher that acts and a word in lower case are no citations."""
    assert cited(text) == []


def test_a_dateline_cites_nothing() -> None:
    """The agency of a dateline is the report's own."""
    assert (
        cited(
            "PELARGIR, May 3 (Gull) - The mill burned down to the ground last night, and the whole town came to look at it."
        )
        == []
    )


def test_unknown_publisher_is_inferred() -> None:
    """A publisher that the study lists is explicit, another inferred."""
    tiers = [
        m.tier for m in read("It sank (Pelargir Post, May 3). It rose (Heron Weekly, May 4).").of("citation")
    ]
    assert tiers == ["explicit", "inferred"]
