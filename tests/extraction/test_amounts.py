"""Money, ratios and counts: values, bounds, periods, measures."""

import datetime as dt

import pytest

from dyadbook.extraction.dates import find_dates
from dyadbook.extraction.doc import Doc
from dyadbook.extraction.mention import Mention
from dyadbook.extraction.numbers import digits, number, words
from dyadbook.extraction.quantities import find_quantities


def amounts(text: str, kind: str) -> list[Mention]:
    doc = Doc(text, dt.date(2014, 5, 15))
    for find in (find_dates, find_quantities):
        doc.add(find(doc))
    return doc.of(kind)


MONEY = [
    ("$100mn", "USD:100000000"), ("$33m", "USD:33000000"), ("$1.5 bn", "USD:1500000000"), ("US$2 tn", "USD:2000000000000"),
    ("€3,5 million", "EUR:3500000"), ("£1,250", "GBP:1250"), ("35 mln USD", "USD:35000000"), ("USD 20 million", "USD:20000000"),
    ("12 500 Swiss francs", "CHF:12500"), ("two and a half million dollars", "USD:2500000"), ("half a billion euros", "EUR:500000000"),
    ("a hundred thousand yen", "JPY:100000"), ("50 cents", "USD:0.50"), ("C$16.4 million", "CAD:16400000"), ("HK$5", "HKD:5"),
    ("300 billion Russian roubles", "RUB:300000000000"), ("5 Polish zlotys", "PLN:5"), ("40 lakh rupees", "INR:4000000"),
    ("a 250-million-dollar", "USD:250000000"), ("1.2 trillion tomans", "IRR:12000000000000"),
]  # fmt: skip


@pytest.mark.parametrize("text, norm", MONEY, ids=[m[0] for m in MONEY])
def test_money(text: str, norm: str) -> None:
    """Currencies by sign, code and name, with every suffix and number words."""
    assert [m.norm for m in amounts(f"The guild paid {text} for it.", "money")] == [norm]


MODS = [
    ("up to $5m", "max"), ("less than $5m", "max"), ("more than $5m", "min"), ("at least $5m", "min"), ("in excess of $5m", "min"),
    ("almost $5m", "approx"), ("about $5m", "approx"), ("$5m or more", "min"), ("$5m", None),
]  # fmt: skip


@pytest.mark.parametrize("text, mod", MODS, ids=[m[0] for m in MODS])
def test_bounds(text: str, mod: str | None) -> None:
    """Words beside an amount that bound or blur it."""
    assert [m.mod for m in amounts(f"The guild paid {text}.", "money")] == [mod]


def test_exceeded() -> None:
    """A verb that exceeds makes a lower bound."""
    assert [(m.norm, m.mod) for m in amounts("Exports exceeded $81 million.", "money")] == [
        ("USD:81000000", "min")
    ]


def test_ranges() -> None:
    """Two joined amounts are a lower and an upper bound; from one to another is a change."""
    assert [(m.norm, m.mod) for m in amounts("It costs $10-12 million.", "money")] == [
        ("USD:10000000", "min"),
        ("USD:12000000", "max"),
    ]
    assert [(m.norm, m.mod) for m in amounts("It rose from $5 million to $12 million.", "money")] == [
        ("USD:5000000", None),
        ("USD:12000000", None),
    ]


PERIODS = [
    ("In 2012, trade came to $90mn, over three times higher than in 2011 ($28mn).", [("2012", "turnover"), ("2011", "turnover")]),
    ("Trade rose from $5 million in 1995 to $37 million in 2005.", [("1995", "turnover"), ("2005", "turnover")]),
    ("Trade reached $5 million in 2012. Exports exceeded $4 million.", [("2012", "turnover"), ("2012", "exports")]),
    ("In 2008 trade came to $9 million and in 2009 it fell to $6 million.", [("2008", "turnover"), ("2009", "turnover")]),
    ("In 2008 and 2009 trade came to $9 million and $6 million, respectively.", [("2008", "turnover"), ("2009", "turnover")]),
    ("They aim to bring trade to $500 million by 2016.", [("2016", "target")]),
    ("Trade stood at $35 million last year and could reach one billion dollars in the next few years.", [("2013", "turnover"), (None, "target")]),
    ("They signed contracts worth $50 million.", [(None, "benefit")]),
    ("In January-March 2014 imports were $4.5 million (in 2013 - $6 million).", [("2014-01/2014-03", "imports"), ("2013", "imports")]),
]  # fmt: skip


@pytest.mark.parametrize("text, bound", PERIODS, ids=[p[0][:40] for p in PERIODS])
def test_period_and_measure(text: str, bound: list[tuple[str | None, str | None]]) -> None:
    """Each amount has the period that it speaks of and what it measures."""
    assert [(m.date, m.measure) for m in amounts(text, "money")] == bound


def test_per() -> None:
    """An amount for each of something says of what."""
    assert [m.per for m in amounts("Oil costs $98 a barrel, and they pay $5 million a year.", "money")] == [
        "barrel",
        "year",
    ]


RATIOS = [
    ("The catch was more than three times higher than in May.", "x>3", 3), ("The catch grew sixfold.", "x6", 6),
    ("A growth of 4.4 times was noted.", "x4.4", 4.4), ("Sales are up by a third.", "+33.3%", 33.3), ("Sales doubled.", "x2", 2),
    ("Sales rose 33.6 percent.", "+33.6%", 33.6), ("Sales fell by 15.4%.", "-15.4%", -15.4), ("A 7% drop was noted.", "-7%", -7),
    ("Its share is 40 per cent.", "40%", 40), ("The catch nearly tripled.", "x~3", 3), ("Output was cut by half.", "-50%", -50),
    ("It was twice as large.", "x2", 2), ("Exports went up by 2.3 times.", "x2.3", 2.3),
]  # fmt: skip


@pytest.mark.parametrize("text, norm, value", RATIOS, ids=[r[0][:30] for r in RATIOS])
def test_ratios(text: str, norm: str, value: float) -> None:
    """Multiples, fractions and percentages, with the sign of the words around."""
    assert [(m.norm, m.value) for m in amounts(text, "ratio")] == [(norm, value)]


def test_how_often_is_no_ratio() -> None:
    """Times that something was done are no multiple."""
    assert amounts("They met three times, and twice in May.", "ratio") == []


def test_compared_period() -> None:
    """A ratio says what it is compared with."""
    assert [
        (m.date, m.against) for m in amounts("In 2013 sales rose 5% from the same period of 2012.", "ratio")
    ] == [("2013", "2012")]


COUNTS = [
    ("They signed 12 trade documents.", [(12, "document")]), ("Some 150 Rohirric businessmen came from 70 companies.", [(150, "businessman"), (70, "company")]),
    ("Eight memoranda were signed.", [(8, "memorandum")]), ("2.5 million tonnes of grain were shipped.", [(2500000, "tonne")]),
    ("It is more than 1,000 kilometres long.", [(1000, "kilometre")]), ("A 20-member delegation came.", [(20, "member")]),
    ("30 more soldiers arrived.", [(30, "soldier")]), ("55 billion cubic metres of gas flow.", [(55000000000, "cubic metre")]),
    ("The two countries and both sides met.", []), ("Article 5 and Resolution 1929 bodies met.", []), ("One of them left.", []),
    ("The two established permanent offices.", []), ("The S-300 systems and Group of 20 states.", []),
]  # fmt: skip


@pytest.mark.parametrize("text, found", COUNTS, ids=[c[0][:30] for c in COUNTS])
def test_counts(text: str, found: list[tuple[float, str]]) -> None:
    """Numbers with the noun they count, in the singular; numbers in names count nothing."""
    assert [(m.value, m.unit) for m in amounts(text, "count")] == found


def test_numbers() -> None:
    """Digits with separators of either habit, words, fractions and scales."""
    assert digits("1,234.5") == 1234.5
    assert digits("1.234.567") == 1234567
    assert digits("3,5") == 3.5
    assert words("two hundred and five thousand") == 205000
    assert words("three quarters of a million") == 750000
    assert number("twenty-five") == 25
    assert words("the moon") is None
