"""Counting, ranking and reducing, ties and empty tables included."""

import pandas as pd
import pytest

from dyadbook.runs import by_hand, tally


def test_counts_order_by_number_then_name():
    """Equals stand in the order of their names, and missing values are not counted."""
    assert list(tally.counts(["b", "a", None, "c", "c"]).items()) == [("c", 2), ("a", 1), ("b", 1)]


def test_a_tie_has_two_leaders_and_nothing_has_none():
    """A shared lead is told, not settled by chance."""
    assert tally.leaders(tally.counts(["b", "a"])) == ["a", "b"]
    assert tally.leaders(tally.counts([])) == []


@pytest.mark.parametrize(
    ("words", "text"), [([], "none"), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_joined_as_in_a_sentence(words, text):
    """Commas and one 'and'."""
    assert tally.joined(words) == text


def test_there_is_no_share_of_nothing():
    """An empty whole gives None, not an error and not zero."""
    assert tally.share(1, 4) == 0.25
    assert tally.share(0, 0) is None


@pytest.mark.parametrize(
    ("date", "year"),
    [("2023-03", "2023"), ("2023-12-30/2024-01-02", None), ("2022-02-24/..", None), (None, None)],
)
def test_a_date_has_a_year_only_where_all_of_it_lies_in_one(date, year):
    """Dates across two years, open dates and unknown ones count in no year."""
    assert tally.year_of(date) == year


def claim(ident, source, value, date="3019", unit="USD", kind="turnover"):
    return {
        "id": ident,
        "source": source,
        "kind": "figure",
        "type": kind,
        "date": date,
        "value": value,
        "unit": unit,
        "mod": None,
    }


def test_the_value_that_most_sources_give_is_printed_first():
    """Two reports outweigh one, and all claims stay listed."""
    claims = pd.DataFrame([claim("c1", "a", 3.0), claim("c2", "b", 5.0), claim("c3", "c", 5.0)])
    (row,) = tally.figures(claims, {"a": "3018", "b": "3019", "c": "3020"}).to_dict("records")
    assert (row["id"], row["value"], row["values"], row["claims"]) == (
        "turnover-3019",
        5.0,
        2,
        ["c1", "c2", "c3"],
    )


def test_of_two_values_the_one_published_first_leads():
    """A tie goes to the earlier document, whatever the order of rows."""
    rows = [claim("c1", "late", 3.0), claim("c2", "early", 9.0)]
    for claims in (pd.DataFrame(rows), pd.DataFrame(rows[::-1])):
        assert tally.figures(claims, {"late": "3020", "early": "3019"})["value"].tolist() == [9.0]


def test_one_period_in_two_units_gets_two_names():
    """A turnover in money and one as a ratio are two figures."""
    claims = pd.DataFrame([claim("c1", "a", 3.0), claim("c2", "a", 2.0, unit="ratio")])
    assert sorted(tally.figures(claims, {})["id"]) == ["turnover-3019", "turnover-3019-ratio"]


def test_no_claims_give_no_figures():
    """An empty table stays one."""
    assert tally.figures(pd.DataFrame(columns=list(claim("c", "a", 1.0))), {}).empty


def test_amounts_lose_their_scale():
    """Millions become plain money; a unit without a scale stays."""
    assert by_hand.amount(35.6, "USD million") == (35_600_000.0, "USD")
    assert by_hand.amount(12, "documents") == (12, "documents")


def test_the_longest_gap_counts_whole_years():
    """A gap of a day less than three years is two years long."""
    rows = pd.DataFrame({"id": ["E1", "E2", "E3"], "date": ["3001-05-01", "3004-04-30", "3005"]})
    gap = by_hand.longest_gap(rows)
    assert (gap.before, gap.after, gap.years) == ("E1", "E2", 2)
    assert by_hand.longest_gap(rows[:1]) is None


def test_only_reports_of_whole_years_become_a_yearly_figure():
    """Parts of years and derived values are left out; the report that ranks first stands, not a copy that says it twice."""
    rows = [
        ("O1", 3001, "calendar_year", "reported", 5.0, "copy"),
        ("O2", 3001, "calendar_year", "reported", 7.0, "press"),
        ("O3", 3001, "partial_year", "reported", 1.0, "press"),
        ("O4", 3002, "calendar_year", "derived", 9.0, "press"),
        ("O5", 3001, "calendar_year", "reported", 5.0, "copy"),
    ]
    frame = pd.DataFrame(rows, columns=["id", "year", "basis", "status", "value", "authority"]).assign(
        measure="turnover",
        unit="USD million",
        publisher="Annals",
        checked="confirmed",
        same_as=None,
        modifier="exact",
    )
    assert by_hand.by_year(frame, "turnover", {"press": 0, "copy": 1}, {"copy"}).to_dict("records") == [
        {"year": "3001", "value": 7_000_000.0, "unit": "USD", "ids": ["O1", "O2", "O5"]}
    ]


@pytest.mark.parametrize(
    ("value", "unit", "plain"),
    [
        (35.6, "USD million", (35_600_000.0, "USD")),
        (500, "USD million/year", (500_000_000, "USD")),
        (50, "EUR million", (50_000_000, "EUR")),
        (60000, "cars/year", (60000, "cars/year")),
        (8, "documents", (8, "documents")),
    ],
)
def test_an_amount_is_given_in_its_plain_unit(value, unit, plain):
    """Millions become single dollars, a year's sum too; what is no money stays as it is."""
    assert by_hand.amount(value, unit) == plain
