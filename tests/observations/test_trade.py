"""What the figures say: best claims, targets, both sides of a flow, visits."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dyadbook.observations import read_chronicle, read_observations
from dyadbook.observations.measures import read_measures
from dyadbook.observations.trade import best_claims, flow_reports, mirror, targets_against_outcomes
from dyadbook.observations.visits import visit_gaps, visits, whole_months, yearly_counts

COLUMNS = [
    "id",
    "measure",
    "period",
    "basis",
    "reporter",
    "direction",
    "value",
    "modifier",
    "authority",
    "status",
    "publisher",
    "checked",
    "year",
    "same_as",
]
RANKS = {"statistics": 0, "official": 1, "press": 2, "tertiary": 3}


def figures(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def row(
    id_,
    measure,
    year,
    value,
    *,
    authority="press",
    status="reported",
    publisher="A",
    checked="confirmed",
    **k,
):
    basis = k.get("basis", "calendar_year")
    period = k.get("period", str(year))
    return (
        id_,
        measure,
        period,
        basis,
        k.get("reporter"),
        k.get("direction"),
        value,
        "exact",
        authority,
        status,
        publisher,
        checked,
        year,
        k.get("same_as"),
    )


def test_reported_comes_before_derived(fictional):
    """Of a derived statistic and a reported press figure, the reported one is printed first; the range holds both."""
    best = best_claims(read_observations(fictional), read_measures(fictional).authority).set_index("year")
    assert best.loc[2017, "id"] == "O005"
    assert (best.loc[2017, "low"], best.loc[2017, "high"]) == (55, 60)
    assert bool(best.loc[2017, "differ"]) and best.loc[2017, "reports"] == 2
    assert best.loc[2018, "value"] == 72


def test_best_claim_order():
    """Whose word it is comes before how it was checked, and that before the id."""
    rows = figures(
        row("O1", "turnover", 2001, 10.0, publisher="A"),
        row("O2", "turnover", 2001, 11.0, authority="statistics", checked="unchecked", publisher="B"),
        row("O3", "turnover", 2001, 12.0, authority="statistics", checked="confirmed_other", publisher="C"),
    )
    best = best_claims(rows, RANKS)
    assert best.loc[0, "id"] == "O3"
    assert best.loc[0, "ids"] == "O1;O2;O3"


def test_a_copy_of_an_encyclopaedia_is_no_report():
    """It ranks below a press report, even a derived one, and its publisher is counted nowhere; the range still holds it."""
    rows = figures(
        row("O1", "turnover", 2001, 93.8, authority="tertiary", publisher="Copy"),
        row("O2", "turnover", 2001, 93.8, authority="tertiary", publisher="Copy of the copy", same_as="O1"),
        row("O3", "turnover", 2001, 83.9, publisher="Agency", status="derived"),
        row("O4", "turnover", 2002, 75.9, authority="tertiary", publisher="Copy"),
    )
    best = best_claims(rows, RANKS, tertiary={"tertiary"}).set_index("year")
    assert best.loc[2001, ["id", "reports", "high"]].tolist() == ["O3", 1, 93.8]
    assert best.loc[2002, ["id", "reports"]].tolist() == ["O4", 0]


def test_versions_of_one_statement_are_one_target():
    """Two agencies' values of one communique are one target with two reported values; both rows are named."""
    rows = figures(
        row("O1", "target", 2001, 500.0, basis="target", period="2001-05-02"),
        row("O2", "target", 2001, 350.0, basis="target", period="2001-05-02", same_as="O1"),
        row("O3", "potential", 2001, 900.0, basis="potential", period="2001-05-02"),
    )
    out = targets_against_outcomes(rows, best_claims(rows, RANKS))
    assert out[["id", "target", "also", "ids"]].values.tolist() == [["O1", 500, "350", "O1;O2"]]


def test_bases_are_never_joined():
    """A figure of another basis is neither the best claim nor in the range."""
    rows = figures(
        row("O1", "turnover", 2001, 10.0),
        row("O2", "turnover", 2001, 99.0, authority="statistics", basis="partner_fiscal_year"),
    )
    assert best_claims(rows, RANKS)[["value", "high"]].iloc[0].tolist() == [10, 10]


def test_a_gap_is_a_gap():
    """A year without a figure is a line without a value and without reports, never a zero."""
    best = best_claims(figures(row("O1", "turnover", 2001, 10.0)), RANKS, years=range(2000, 2003))
    assert best["year"].tolist() == [2000, 2001, 2002]
    assert best["value"].isna().tolist() == [True, False, True]
    assert best["reports"].tolist() == [0, 1, 0]


def test_targets_and_what_came():
    """A target is held against the highest turnover of the years that follow, within the horizon only."""
    rows = figures(
        row("O1", "turnover", 2001, 10.0),
        row("O2", "turnover", 2003, 40.0),
        row("O3", "turnover", 2010, 500.0),
        row("O4", "target", 2001, 100.0, basis="target", period="2001-05-02"),
        row("O5", "target", 2005, 50.0, basis="target", period="2005-01-01"),
        row("O6", "target", 2003, 40.0, basis="target", period="2003-01-01"),
    )
    out = targets_against_outcomes(rows, best_claims(rows, RANKS), horizon=4).set_index("id")
    assert out.loc["O4", "outcome"] == 40 and out.loc["O4", "share"] == pytest.approx(0.4)
    assert pd.isna(out.loc["O4", "reached"]) and out.loc["O4", "known"] == 2
    assert pd.isna(out.loc["O5", "outcome"]) and out.loc["O5", "known"] == 0
    assert out.loc["O6", "reached"] == 2003


def test_mirror_sets_both_sides_beside_each_other():
    """Of one flow, the seller's exports stand beside the buyer's imports; a year with one side is left out."""
    rows = figures(
        row("O1", "exports", 2001, 80.0, reporter="ARN", direction="ARN>GON"),
        row("O2", "imports", 2001, 40.0, reporter="GON", direction="ARN>GON"),
        row("O3", "exports", 2002, 50.0, reporter="ARN", direction="ARN>GON"),
        row("O4", "exports", 2001, 9.0, direction="ARN>GON"),
    )
    out = mirror(flow_reports(rows, ("calendar_year",)))
    assert len(out) == 1
    assert out.loc[0, ["exporter", "importer", "ratio"]].tolist() == [80, 40, 2]
    assert out.loc[0, "refs"] == "observation:O1;observation:O2"


def test_visits_and_gaps(fictional):
    """Visits of one kind come in order of time; the stretch after the last stays open."""
    chronicle = read_chronicle(fictional)
    assert visits(chronicle, "head_of_state")["id"].tolist() == ["E001", "E005", "E011", "E015"]
    gaps = visit_gaps(chronicle, "head_of_state", dt.date(2021, 12, 31))
    assert gaps["to_id"].tolist() == ["E005", "E011", "E015", None]
    assert gaps["open"].tolist() == [False, False, False, True]
    assert (gaps.loc[1, "years"], gaps.loc[1, "months"]) == (8, 6)


def test_no_visit_no_gap(fictional):
    """A kind of visit that never took place has an empty table."""
    assert visit_gaps(read_chronicle(fictional), "judiciary", dt.date(2021, 12, 31)).empty


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (dt.date(2006, 11, 5), dt.date(2023, 3, 12), (16, 4)),
        (dt.date(2006, 11, 5), dt.date(2023, 3, 4), (16, 3)),
        (dt.date(2020, 1, 31), dt.date(2020, 2, 29), (0, 0)),
    ],
)
def test_whole_months(start, end, expected):
    """Only whole years and months count."""
    assert whole_months(start, end) == expected


def test_yearly_counts_keep_zeros(fictional):
    """Years without an event count as zero, for the chronicle covers them."""
    counts = yearly_counts(visits(read_chronicle(fictional), "head_of_state"), 2003, 2005)
    assert counts["count"].tolist() == [0, 1, 0]
