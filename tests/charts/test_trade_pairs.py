"""Charts of targets and of both ends of one flow: titles that stay true, marks that do not cover one another."""

import pandas as pd
import pytest

from dyadbook.charts.chart import drawing
from dyadbook.charts.dumbbells import Mark, stacks
from dyadbook.charts.trade_pairs import mirror, mirror_finding, targets, targets_finding

from .makers import extents, study

NAMES = {"calendar_year": "Calendar year", "partial_year": "Part of a year"}


def aim(ident, target, highest, **more):
    return {
        "id": ident,
        "named": "3007-05-21",
        "year": 3007,
        "target": target,
        "reporter": "GON",
        "publisher": "Annals",
        "known": 2,
        "horizon": 5,
        "before": 40.0,
        "before_year": 3006,
        "before_id": "O001",
        "highest": highest,
        "highest_ref": "observation:O002",
        "open": False,
        "met": highest is not None and highest >= target,
        "new": True,
    } | more


AIMS = ["id", "named", "target", "highest", "met", "new"]


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([], "No source of this run names a target for trade"),
        ([aim("O1", 500, 100)], "No target for trade has been met"),
        (
            [aim("O1", 500, 100), aim("O2", 30, 100, new=False)],
            "One target for trade has been met: it asked for what trade had reached before",
        ),
        ([aim("O1", 50, 100)], "Every target for trade has been met"),
        (
            [aim("O1", 500, 100), aim("O2", 900, 100), aim("O3", 50, 100)],
            "Fewer targets for trade have been met than not",
        ),
        ([aim("O1", 500, 100), aim("O3", 50, 100)], "Some targets for trade have been met"),
        ([aim("O2", 30, 100, new=False)], "Every target for trade asked for what trade had reached before"),
    ],
)
def test_the_title_of_targets_follows_their_fate(rows, title):
    """None named, none met, met without being new, met."""
    assert targets_finding(pd.DataFrame(rows, columns=AIMS if not rows else None)) == title


def test_what_became_of_each_target_is_said():
    """Missed with its share, still open, met, met before, and without a figure since."""
    rows = pd.DataFrame(
        [
            aim("O1", 500, 100),
            aim("O2", 500, 100, open=True),
            aim("O3", 50, 100),
            aim("O4", 30, 100, new=False),
            aim("O5", 500, None),
        ]
    )
    chart = targets(rows, study())
    assert list(chart.table["Outcome"]) == [
        "20%",
        "20% so far",
        "met",
        "met, as it had been before",
        "no figure since",
    ]
    assert chart.refs == [f"observation:O{n}" for n in range(1, 6)]
    assert "21 May 3007 (by Gondor): 500, highest since 100, 20%" in chart.alt


def test_marks_of_one_place_stand_below_one_another():
    """Target, result and what was before at nearly one value are three marks that do not touch; far ones share a line."""
    rows = pd.DataFrame([aim("O1", 100, 113.0, before=100.0), aim("O2", 1000, 113.0)])
    chart = targets(rows, study())
    for figure in (chart.wide, chart.narrow):
        boxes = extents(figure)[:6]
        for n, a in enumerate(boxes):
            assert not [b for b in boxes[n + 1 :] if a.padded(-0.8).overlaps(b.padded(-0.8))]
    near, far = ([Mark(v, "circle", "#000", True, "", "r") for v in vs] for vs in ((100, 113), (100, 900)))
    assert [len(group) for group in stacks(near, lambda v: v / 2)] == [2]
    assert [len(group) for group in stacks(far, lambda v: v / 2)] == [1, 1]


def test_a_target_that_no_state_named_is_not_ascribed_to_its_publisher():
    """Rows are about states; a publisher has a column of its own."""
    chart = targets(pd.DataFrame([aim("O1", 500, 100, reporter=None)]), study())
    assert chart.table.loc[0, ["By", "Publisher"]].tolist() == ["neither by name", "Annals"]
    assert "Annals" not in drawing(chart, chart.wide) + chart.alt


def ends(**more):
    return {
        "year": 3008,
        "direction": "GON>ARN",
        "exporter": 80.0,
        "importer": 40.0,
        "ratio": 2.0,
        "bases": "calendar_year / calendar_year",
        "refs": "observation:O1;series:s#1",
    } | more


def test_the_title_of_both_ends_gives_the_widest_distance():
    """A factor above or below one is the same distance."""
    close = ends(ratio=1.01, exporter=40.4, year=3010)
    assert mirror_finding(pd.DataFrame([close])) == "The two ends of one flow agree wherever both are known"
    far = ends(exporter=20.0, ratio=0.5, year=3009)
    title = "The two ends of one flow differ by up to a factor of 2.0, in 3009"
    assert mirror_finding(pd.DataFrame([close, far])) == title
    assert mirror_finding(pd.DataFrame()) == "No flow of goods is reported from both its ends in this run"


def test_different_years_are_said_to_be_different():
    """Where the two sides count from different days, table, alt text and drawing say so."""
    mixed = ends(bases="calendar_year / partial_year")
    chart = mirror(pd.DataFrame([mixed]), study(), NAMES)
    assert chart.table["Bases"].tolist() == ["Calendar year / Part of a year"]
    assert "Calendar year against Part of a year" in chart.alt
    assert "different years" in drawing(chart, chart.narrow)


def test_empty_tables_are_drawn_as_words():
    """A study without targets or flows gets a chart that says so."""
    none = targets(pd.DataFrame(columns=AIMS), study()), mirror(pd.DataFrame(columns=["refs"]), study(), {})
    for chart in none:
        assert chart.table.empty and "in this run" in drawing(chart, chart.wide)
