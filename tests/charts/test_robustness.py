"""The chart of what each headline depends on."""

import pandas as pd
import pytest

from dyadbook.charts import robustness, save
from dyadbook.charts.robustness import finding


def cells(*rows) -> pd.DataFrame:
    """Return cells from (fact, verdict, kind, of, state)."""
    heads = ["fact", "verdict", "kind", "of", "state"]
    frame = pd.DataFrame(rows, columns=heads)
    return frame.assign(
        finding=frame["fact"].str.title() + " it is.",
        value="true",
        name="the " + frame["of"],
        range="true throughout",
    )


FULL = cells(
    ("most", "robust", "boundary", "siege", "held"),
    ("most", "robust", "source", "pony", "held"),
    ("few", "fragile", "boundary", "siege", "turned"),
    ("few", "fragile", "source", "pony", "shifted"),
)


@pytest.mark.parametrize(
    ("firm", "every", "title"),
    [
        (0, 0, "The study declares no headline finding"),
        (3, 3, "Every headline finding holds wherever a boundary is moved and whichever source is left out"),
        (0, 3, "Every headline finding turns with some boundary or some source"),
        (2, 3, "2 of 3 headline findings hold wherever a boundary is moved and whichever source is left out"),
    ],
)
def test_the_title_counts(firm, every, title):
    """All, none, some, and no headline at all."""
    assert finding(firm, every) == title


def test_the_alt_text_says_what_turns_with_what():
    """Who cannot see the marks is told the same."""
    assert (
        robustness(FULL).alt
        == "2 headline findings. Most it is: holds throughout; Few it is: turns when the start of the siege moves."
    )


def test_rows_lead_to_the_facts(tmp_path):
    """Table and drawing lead to the fact of each headline, in both widths."""
    chart = robustness(FULL)
    assert chart.refs == ["fact:most", "fact:few"] and list(chart.table["Verdict"]) == ["robust", "fragile"]
    save(chart, tmp_path)
    for name in ("robustness.svg", "robustness.narrow.svg"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert text.count('href="evidence:fact:few"') == 1 and "turns" in text


def test_a_study_without_headlines_can_be_drawn(tmp_path):
    """Nothing to draw is said, not an error."""
    chart = robustness(cells())
    save(chart, tmp_path)
    assert chart.title == "The study declares no headline finding" and chart.table.empty
