"""The chart of how well facts are extracted."""

import pandas as pd
import pytest

from dyadbook.charts.chart import save
from dyadbook.charts.measured import measured

HEADS = ["id", "label", "value", "low", "high", "target", "reached", "n"]


def table(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=HEADS).astype(object)


DATES = ("dates", "Dates", 1.0, 0.94, 1.0, 0.97, True, 50)
EVENTS = ("events", "Events", 0.9, 0.86, 0.95, 0.85, True, 100)
PLACES = ("places", "Places", 0.7, 0.5, 0.9, 0.8, False, 20)
COUNTS = ("counts", "Counts", 1.0, 0.7, 1.0, None, None, 9)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ((), "The extraction has not been measured on annotated texts"),
        ((COUNTS,), "1 measure of the extraction, none with a target"),
        ((EVENTS,), "Every target is reached on the annotated texts"),
        (
            (DATES, EVENTS),
            "Every target is reached on the annotated texts; the interval of 1 reaches below the target",
        ),
        (
            (DATES, PLACES, COUNTS),
            "1 of 2 targets are reached on the annotated texts; the interval of 1 reaches below the target",
        ),
    ],
)
def test_the_title_says_what_is_reached_and_how_surely(rows, title):
    """All, some, none; and how many intervals reach below a target that is reached."""
    assert measured(table(*rows)).title == title


def test_the_alt_text_says_every_figure():
    """Who cannot see the dots is told figure, interval and target."""
    assert measured(table(PLACES, COUNTS)).alt == (
        "Places: 0.70, interval 0.50 to 0.90, to reach 0.80; Counts: 1.00, interval 0.70 to 1.00."
    )


def test_what_was_not_annotated_is_not_drawn():
    """A measure without a value has no row; a chart without any says so."""
    nothing = ("x", "X", None, None, None, 0.9, None, 0)
    assert list(measured(table(nothing, EVENTS)).table["Measure"]) == ["Events"]
    assert measured(table(nothing)).alt == "No measure: the study has no annotated texts."


def test_each_row_leads_to_its_fact(tmp_path):
    """Both widths and the table lead to the fact of each measure; the same data give the same bytes."""
    chart = measured(table(DATES, PLACES))
    assert chart.refs == ["fact:measured-dates", "fact:measured-places"]
    save(chart, tmp_path / "a")
    save(measured(table(DATES, PLACES)), tmp_path / "b")
    for name in ("measured.svg", "measured.narrow.svg"):
        text = (tmp_path / "a" / name).read_text(encoding="utf-8")
        assert text.count('href="evidence:fact:measured-places"') == 1
        assert text == (tmp_path / "b" / name).read_text(encoding="utf-8")
