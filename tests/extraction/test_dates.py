"""Dates in sentences as news writes them, resolved against the day of publication and the text before."""

import datetime as dt

import pytest

from dyadbook.extraction.dates import find_dates
from dyadbook.extraction.doc import Doc
from dyadbook.extraction.mention import Mention

DAY = "2014-05-15"  # a Thursday


def dates(text: str, published: str = DAY) -> list[Mention]:
    doc = Doc(text, dt.date.fromisoformat(published))
    doc.add(find_dates(doc))
    return doc.mentions


CASES = [
    # the verb decides which year, which week
    ("The ferry sank on March 30.", ["2014-03-30"]),
    ("The ferry sank on November 30.", ["2013-11-30"]),
    ("A new ferry will be launched on November 30.", ["2014-11-30"]),
    ("It is scheduled to be launched in February.", ["2015-02"]),
    ("The launch was originally scheduled for early April.", ["2014-04"]),
    ("The guild met on Monday and will meet again on Friday.", ["2014-05-12", "2014-05-16"]),
    ("The guild met on Thursday.", ["2014-05-15"]),
    ("The envoy told the Post in an interview on Saturday that they could go on.", ["2014-05-10"]),
    ("The envoy said on Friday that talks would go on.", ["2014-05-09"]),
    ("In July, she told the guild that the pier would open within six months.", ["2013-07", "P6M"]),
    ("The fair is due to be held on June 3-4.", ["2014-06-03/2014-06-04"]),
    ("The mission, which was to arrive on 3 March, was delayed for 24 hours.", ["2014-03-03", "PT24H"]),
    # a list, a range, a year said in words
    ("Open from 30 April to 2 May 2013.", ["2013-04-30/2013-05-02"]),
    ("It was held on 20-21 May last year.", ["2013-05-20/2013-05-21"]),
    ("In May last year it was shut, and in June of this year it will open.", ["2013-05", "2014-06"]),
    ("The plan for 2012-2016 was drawn up in the mid-1990s.", ["2012/2016", "199X"]),
    ("In January-March 2014 sales grew.", ["2014-01/2014-03"]),
    ("In the first seven months of the year sales grew.", ["2014-01/2014-07"]),
    ("Sales fell in the fourth quarter.", ["2013-Q4"]),
    ("Sales fell in the first half of 2013.", ["2013-H1"]),
    ("Built in the 19th century, it burned down in 1894 and was sold the following year.", ["18", "1894", "1895"]),
    # counted from publication
    ("She took office two years ago, after nearly a decade at sea.", ["2012", "P1DE"]),
    ("Last month's meeting lasted four hours.", ["2014-04", "PT4H"]),
    ("This week the guild debates it; next week it votes.", ["2014-W20", "2014-W21"]),
    ("By mid-April, all of them had left.", ["2014-04"]),
    ("Over the weekend, more of them came.", ["2014-W19-WE"]),
    ("The gate shut at 6:30 p.m. on Monday.", ["2014-05-12T18:30"]),
    ("It rained last night and this morning.", ["2014-05-14TNI", "2014-05-15TMO"]),
    # counted from the text
    ("It closed in May 1998 and reopened two years later.", ["1998-05", "2000"]),
    ("It closed on 30 May 1998. It reopened the next day.", ["1998-05-30", "1998-05-31"]),
    ("In 2007 the king came. In November he received the envoy, and a month later he left.", ["2007", "2007-11", "2007-12"]),
    ("In March 2009 a mill was built. Later in May, it burned.", ["2009-03", "2009-05"]),
    ("Ties were set up on 12 March 1993. On 5 May, the king met the envoy.", ["1993-03-12", "2014-05-05"]),
    ("In December 2006 a mill was built. In January, it burned.", ["2006-12", "2007-01"]),
    ("The pier burned in 1998. Around the same time the mill closed.", ["1998", "1998"]),
    # durations and sets
    ("It was the first fair in 17 years.", ["P17Y"]),
    ("Over the past two years they met every month.", ["P2Y", "P1M"]),
    ("A three-day visit, and a year and a half of talks.", ["P3D", "P18M"]),
    ("We have waited for years.", ["PXY"]),
    ("They make 1,000 carts a year.", []),
    # not dates
    ("They may march on; an august body met.", []),
    ("A crowd of 2011 people came to Article 1994.", []),
    ("The 24-year-old carried an S-300 and a 1990-B form.", []),
    ("At the same time, one thinks of the second quarter-deck.", []),
    ("The Sunday Times of Pelargir wrote of it.", []),
]  # fmt: skip


@pytest.mark.parametrize("text, norms", CASES, ids=[c[0][:40] for c in CASES])
def test_values(text: str, norms: list[str]) -> None:
    """Each expression of time has its TIMEX3 value, and nothing else is one."""
    assert [m.norm for m in dates(text)] == norms


MODS = [
    ("It opened in early 2013.", "START"), ("It opened in mid-March.", "MID"), ("It opened in the late 1990s.", "END"),
    ("It must close by the end of the year.", "END"), ("It was built around 1850.", "APPROX"),
    ("The siege went on for more than 40 years.", "MORE"), ("After over 40 years it ended.", "MORE"),
    ("The debt was repaid over 40 years.", None), ("The siege lasted almost 40 years.", "LESS"),
]  # fmt: skip


@pytest.mark.parametrize("text, mod", MODS, ids=[m[0] for m in MODS])
def test_modifiers(text: str, mod: str | None) -> None:
    """Words before a date that modify it are kept as TIMEX3 modifiers."""
    assert [m.mod for m in dates(text)] == [mod]


def test_offsets_are_those_of_the_text() -> None:
    """Offsets index the text as given, whatever capitals, spaces and dashes stand before."""
    text = "İstanbul\u00a0—\u202fon\u00a0March\u00a03–5, 2011 it rained."
    (m,) = dates(text)
    assert text[m.start : m.end] == "March\u00a03–5, 2011"
    assert m.norm == "2011-03-03/2011-03-05"


@pytest.mark.parametrize(
    "text, tier",
    [
        ("In May 2011.", "explicit"),
        ("It sank in May.", "inferred"),
        ("It sank in May 2011. In June, it rose.", "inherited"),
    ],
)
def test_tiers(text: str, tier: str) -> None:
    """A printed year is explicit, one from the text before inherited, one from publication inferred."""
    assert dates(text)[-1].tier == tier


def test_calendar_value_beside_a_timex() -> None:
    """What is no EDTF value by itself (quarter, half, season, part of a day) carries one in `date`."""
    found = dates("In Q1 2013, in the summer of 2012, on Monday morning, in the first half of 2011.")
    assert [m.date for m in found] == ["2013-01/2013-03", "2012-06/2012-08", "2014-05-12", "2011-01/2011-06"]


def test_link_is_the_word_that_leads_in() -> None:
    """The preposition before a date is kept: by, since, until, in."""
    assert [m.link for m in dates("Since 2003, and until the end of May, by 2020.")] == [
        "since",
        "until",
        "by",
    ]


def test_impossible_days_are_no_dates() -> None:
    """The thirty-first of April is not a day; its month still is what the words say, or nothing."""
    assert "2011-04-31" not in [m.norm for m in dates("On April 31, 2011 nothing was said.")]
