"""The figures: what a good row is, what is said about a bad one, and what is never returned as data."""

from __future__ import annotations

import pytest

from dyadbook.observations import problems, read_chronicle, read_observations
from dyadbook.observations.evidence import CHECKS, summary
from dyadbook.observations.observations import year_of

from .helpers import edit, said

FILE = "observations.csv"


def test_errors_are_not_data(fictional):
    """A row in error is left out, and there when asked for."""
    assert "O007" not in set(read_observations(fictional)["id"])
    assert "O007" in set(read_observations(fictional, errors=True)["id"])


@pytest.mark.parametrize(
    ("period", "year"),
    [("2017", 2017), ("2022-03-21/2023-03-20", 2022), ("2016-01/2016-11", 2016), ("2009-11", 2009)],
)
def test_year_of_a_period(period, year):
    """A period belongs to the calendar year in which most of it lies."""
    assert year_of(period) == year


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "O001,turnover,",
            "O001,turnovr,",
            "measure 'turnovr' is not in measures.yaml. Did you mean 'turnover'?",
        ),
        (
            "2008,calendar_year,",
            "2008-05,calendar_year,",
            "period '2008-05' does not fit the basis 'calendar_year'",
        ),
        ("2008,calendar_year,", "2008-55,calendar_year,", "period '2008-55' does not exist"),
        (",40,USD million,", ",40,EUR million,", "unit 'EUR million' does not fit Turnover. Use USD million"),
        (",40,USD million,", ",-40,USD million,", "-40.0 is below zero"),
        (",40,USD million,approx,", ",40,USD million,,", "a value and its modifier belong together"),
        (",60,USD million,", ",61,USD million,", "the formula gives 60.00, the row says 61.0"),
        (
            "O002 * (1 + O003 / 100)",
            "O002 * (1 + O001 / 100)",
            "formula uses O002, O001 but derived_from names O002, O003",
        ),
        (
            "O002 * (1 + O003 / 100)",
            "O002 ** O003",
            "only row ids, numbers, brackets and + - * / may stand in a formula",
        ),
        ("O002 * (1 + O003 / 100)", "O002 / (O003 - O003)", "it divides by zero"),
        (
            ",reported,,,https://annals.example/2009",
            ",derived,,,https://annals.example/2009",
            "a derived row, and no other",
        ),
        ("ARN,ARN>GON,35", "ARN,,35", "Exports goes one way, so it needs a direction"),
        ("ARN,ARN>GON,35", "ARN,ARN>ROH,35", "direction 'ARN>ROH' is not known. Use ARN>GON or GON>ARN"),
        ("ARN,ARN>GON,35", "ARNOR,ARN>GON,35", "reporter 'ARNOR' is not in the study"),
        (
            "ARN,ARN>GON,35",
            "ARN,ARN>GON,56",
            "O006: exports of 56 exceed the turnover of 55 on the same basis",
        ),
        (
            ",2018,confirmed,https://annals.example/2018/trade,,\nO004",
            ",2018,confirmed,https://annals.example/2018/trade,O099,\nO004",
            "same_as names 'O099', which is no other row",
        ),
        (
            ",2009,confirmed,https://annals.example/2009/trade,,",
            ",2009,confirmed,https://annals.example/2009/trade,O002,",
            "same_as names O002, which measures something else",
        ),
        (
            "O002,turnover,2016,calendar_year,GON,,30,USD million,exact,statistics",
            "O002,turnover,2016,calendar_year,GON,,30,USD million,exact,tertiary",
            "authority 'statistics' is better than that of O002, which it is derived from. Write tertiary",
        ),
        ("O006,", "O005,", "O005: this id stands on line 6 already"),
    ],
)
def test_broken_figure_names_line_and_remedy(project, study, codebook, old, new, message):
    """Each broken cell gives the file, its line, the row and what is wrong."""
    edit(project, old, new, FILE)
    found = [line for line in said(project, study, codebook) if message in line]
    assert len(found) == 1, said(project, study, codebook)
    assert found[0].startswith(f"seeds/{FILE}:")


def test_derived_from_an_error(project, study, codebook):
    """A figure must not be derived from a row in error."""
    edit(project, "O002 * (1 + O003 / 100),O002;O003", "O007 * (1 + O003 / 100),O007;O003", FILE)
    found = said(project, study, codebook)
    assert any("rests on a row that is suspect or in error" in line for line in found)


def test_statuses_are_the_packages(project, study, codebook):
    """A study may not invent statuses, because no code would honour them."""
    edit(project, "{id: suspect,", "{id: doubtful,", "measures.yaml")
    found = [str(p) for p in problems(project, study, codebook)]
    assert any("statuses must be reported, derived, suspect, error" in line for line in found)


def test_summary_counts_what_the_sources_page_prints(fictional):
    """Rows, addresses, publishers and checks are counted per table, and shared addresses once in the total."""
    tables = {
        "chronicle": read_chronicle(fictional),
        "observations": read_observations(fictional, errors=True),
    }
    counts = summary(tables).set_index("table")
    assert counts["rows"].tolist() == [15, 8, 23]
    assert counts.loc["all", "addresses"] < counts["addresses"].iloc[:2].sum()
    assert (counts[list(CHECKS)].sum(axis=1) == counts["rows"]).all()
    copy = tables["observations"]["publisher"].iloc[0]
    fewer = summary(tables, copies=[copy]).set_index("table")["publishers"]
    assert fewer["observations"] == counts.loc["observations", "publishers"] - 1
