"""Charts of the context: chance beside the finding, verdicts told apart, what is not covered shown as such."""

import datetime as dt
import re

import pandas as pd
import pytest

from dyadbook.charts.boundaries import boundaries
from dyadbook.charts.boundaries import finding as boundary_finding
from dyadbook.charts.chart import drawing
from dyadbook.charts.context import context
from dyadbook.charts.context_words import finding
from dyadbook.charts.recall import by_year, recall
from dyadbook.charts.recall import finding as recall_finding
from dyadbook.series.panels import Strip

from .makers import phases, study

THREE = phases(3)
CHANGES = ["series", "subject", "role", "period", "near", "chance"]


def changes(*rows):
    return pd.DataFrame(rows, columns=CHANGES)


@pytest.mark.parametrize(
    ("near", "chance", "words"),
    [(3, 0.9, "more than"), (3, 0.7, "about as many as"), (0, 0.9, "fewer than")],
)
def test_the_title_sets_what_was_found_beside_chance(near, chance, words):
    """Three of three against three times the share of places near a boundary."""
    rows = [
        ("s", "GON-ARN", "tested", str(3001 + n), n < near, chance if words != "more than" else 0.3)
        for n in range(3)
    ]
    assert finding(changes(*rows)) == (
        f"Of 3 changes of level in the series, {near} fall within a year of a phase boundary, {words} chance would put there"
    )


def test_placebo_pairs_do_not_count_in_the_title():
    """Changes of other pairs are found and not counted."""
    assert (
        finding(changes(("s", "GON-ROH", "compared", "3001", True, 0.1)))
        == "No series of this run changes its level"
    )


def strip(**more):
    points = [
        {
            "period": str(3001 + n),
            "subject": s,
            "value": 0.1 * n + (s == "GON-ROH"),
            "complete": n != 9,
            "ref": f"series:ravens#{n}{s}",
        }
        for s in ("GON-ARN", "GON-ROH")
        for n in range(10)
    ]
    given = {
        "name": "ravens",
        "title": "Ravens seen between the towers",
        "unit": "share of days",
        "reads": "closer",
        "main": ("GON-ARN",),
        "beside": ("GON-ROH",),
        "share": True,
        "points": pd.DataFrame(points),
    }
    return Strip(**(given | more))


@pytest.fixture
def drawn():
    visits = pd.DataFrame(
        [
            {"id": "E001", "date": "3004-05-21", "description": "A visit."},
            {"id": "E002", "date": None, "description": "?"},
        ]
    )
    found = changes(("ravens", "GON-ARN", "tested", "3005", True, 0.2))
    return context([strip()], found, {"Visits": visits}, THREE, study())


def test_every_line_is_a_row_and_short_periods_are_marked(drawn):
    """The dyad and its placebo pair, with their ends; the alt text names the change."""
    assert list(drawn.table["Line"]) == ["Gondor–Arnor", "Gondor–ROH"]
    assert drawn.refs == ["series:ravens#9GON-ARN", "series:ravens#9GON-ROH"]
    assert "changes of level: 3005" in drawn.alt and "Visits: 3004" in drawn.alt


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_panels_and_events_lead_to_their_evidence(drawn, width):
    """The panel leads to its series, the diamond to the chronicle; an event without a date is not drawn."""
    text = drawing(drawn, getattr(drawn, width))
    assert 'href="evidence:series:ravens"' in text and 'href="evidence:chronicle:E001"' in text
    assert "E002" not in text and "not covered" in text


def test_pairs_for_comparison_differ_in_their_dashes():
    """Grey lines that lie on one another are told apart by pattern, and their names show it; the dyad is unbroken."""
    points = strip().points
    more = points[points["subject"] == "GON-ROH"].assign(subject="ARN-ROH")
    both = strip(points=pd.concat([points, more]), beside=("GON-ROH", "ARN-ROH"))
    chart = context([both], changes(), {}, THREE, study())
    styles = re.findall(r'style="([^"]*stroke: #8a8a8a[^"]*)"', drawing(chart, chart.wide))
    patterns = [re.findall(r"stroke-dasharray: ([^;]*)", style) for style in styles]
    assert len(patterns) == 4  # two lines, and a piece of each before its name
    assert len({str(p) for p in patterns}) == 2


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_names_of_phases_stand_once_above_all_panels(drawn, width):
    """Panels are too narrow for the names: a key has each once, in one place, and no line runs through it."""
    texts = [t.get_text() for t in getattr(drawn, width).axes[0].texts]
    assert [texts.count(p.name) for p in THREE] == [1, 1, 1]


LONG = "Ravens that were seen to leave and to return between the two towers of the realm, counted for every month"


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_long_heading_is_broken_and_not_cut(width):
    """A heading longer than its drawing takes more lines, and its panel begins below them."""
    long, short = (context([strip(title=t)], changes(), {}, THREE, study()) for t in (LONG, "Ravens"))
    text = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawing(long, getattr(long, width))))
    assert LONG in text and "…" not in text
    tall = getattr(long, width).get_figheight() - getattr(short, width).get_figheight()
    assert tall * 72 == pytest.approx(10.5 * (2 if width == "wide" else 1), abs=11)


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_long_label_of_the_matrix_is_broken_and_not_cut(width):
    """A test with a long name has a higher row; its name stands there whole."""
    days = {f"phase-{n}": p.start for n, p in enumerate(THREE)}
    table = pd.DataFrame([verdict("phase-0", "no", title=LONG), verdict("phase-1", "no", series="owls")])
    chart = boundaries(table, tallied(**dict.fromkeys(days, 0.5)), days, THREE, study())
    text = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawing(chart, getattr(chart, width))))
    assert LONG in text and "…" not in text


def test_changes_of_a_finer_twin_are_marked_in_the_yearly_panel():
    """What was found in the monthly values shows where the yearly ones are drawn."""
    found = changes(("ravens_month", "GON-ARN", "tested", "3005-07", True, 0.2))
    assert (
        "changes of level: 3005-07"
        in context([strip(finer=("ravens_month",))], found, {}, THREE, study()).alt
    )
    assert "changes of level: none" in context([strip()], found, {}, THREE, study()).alt


def test_without_a_series_the_chart_says_so():
    """A fork without series gets words, not an empty frame."""
    chart = context([], changes(), {}, THREE, study())
    assert chart.table.empty and "No series in this run" in drawing(chart, chart.narrow)


def tallied(**shares):
    rows = [(k, 4, 0, 0, 0, 0, v) for k, v in shares.items()]
    return pd.DataFrame(
        rows, columns=["boundary", "tests", "strongly", "weakly", "no", "not_covered", "share"]
    ).rename(columns={})


A, B, C = "“The age of the tree 0”", "“The age of the tree 1”", "“The age of the tree 2”"


@pytest.mark.parametrize(
    ("shares", "title"),
    [
        ((0.5, 0.0, 0.2), f"The series show the beginning of {A} best, and that of {B} not at all"),
        ((0.5, 0.1, 0.1), f"The series show the beginning of {A} best, and that of {B} and {C} least"),
        ((0.0, 0.0, 0.0), "No series shows the beginning of any phase"),
        ((0.3, 0.3, 0.3), "The series show the beginning of every phase equally well"),
    ],
)
def test_the_matrix_is_titled_by_its_best_and_weakest(shares, title):
    """Best, least, not at all, ties, nothing."""
    table = tallied(**{f"phase-{n}": s for n, s in enumerate(shares)}).rename(columns={})
    assert boundary_finding(table, THREE) == title


def test_a_rival_date_does_not_enter_the_title():
    """The title is about the phases; a rival date stands in its column."""
    table = tallied(**{"phase-0": 0.2, "phase-0-e001": 0.9, "phase-1": 0.1})
    assert "“The age of the tree 0” best" in boundary_finding(table, THREE)


def verdict(boundary, name, **more):
    return {
        "series": "ravens",
        "title": "Ravens",
        "boundary": boundary,
        "subject": "GON-ARN",
        "verdict": name,
        "alone": None,
        "ref": "series:ravens",
    } | more


def test_the_four_verdicts_are_four_words_and_a_common_step_is_said():
    """Strong, weak, not at all, cannot tell; and whether other pairs do the same."""
    days = {f"phase-{n}": p.start for n, p in enumerate(THREE)} | {"phase-0-e001": dt.date(3003, 2, 1)}
    rows = [
        verdict("phase-0", "strongly", alone=True),
        verdict("phase-1", "weakly", alone=False),
        verdict("phase-2", "no"),
        verdict("phase-0-e001", "not covered"),
    ]
    chart = boundaries(pd.DataFrame(rows), tallied(**dict.fromkeys(days, 0.5)), days, THREE, study())
    assert chart.table.iloc[0].tolist()[2:] == [
        "strongly",
        "weakly, as other pairs do",
        "not at all",
        "cannot tell",
    ]
    assert "Instead of “The age of the tree 0”, 1 February 3003" in chart.table.columns
    assert chart.refs == ["series:ravens"]
    assert "other pairs too" in drawing(chart, chart.wide)


RECALL = ["id", "side", "date", "year", "type", "result", "spoken"]


def test_years_are_counted_on_both_sides():
    """Rows and events by year, matched ones among them, years between without any kept as zeros."""
    table = pd.DataFrame(
        [
            ("E1", "hand", "3018", 3018, "visit", "matched", True),
            ("E2", "hand", "3018", 3018, "visit", "silent", True),
            ("E3", "hand", "3016", 3016, "visit", "outside", False),
            ("m", "machine", "3018", 3018, "visit", "matched", True),
            ("u", "machine", None, None, "visit", "undated", False),
        ],
        columns=RECALL,
    )
    years = {y.year: (y.hand, y.hand_matched, y.machine, y.spoken) for y in by_year(table)}
    assert years == {3016: (1, 0, 0, False), 3017: (0, 0, 0, False), 3018: (2, 1, 1, True)}
    rates = pd.DataFrame(
        [("hand-all", "All", 3, 1), ("hand-spoken", "Spoken", 2, 1)],
        columns=["id", "question", "rows", "matched"],
    )
    chart = recall(table, rates)
    # what is in one table alone has an outline: a pale area would vanish on a dark page
    outlines = [x for x in chart.narrow.axes[0].lines if x.get_color() == "#0072B2"]
    assert len(outlines) == 2 + 1  # 3016, the rest of 3018, the key
    assert "0 hand-coded events and 1 extracted event" in chart.caption
    assert len(chart.table) == 3


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ((0, 0, 0, 0), "There is no hand-coded event to hold the extracted ones against"),
        ((9, 0, 4, 0), "The extraction finds none of the hand-coded events"),
        (
            (9, 3, 4, 3),
            "The documents yield 3 of 9 hand-coded events; of those in years that they speak of, 3 of 4",
        ),
        ((4, 3, 4, 3), "The documents yield 3 of 4 hand-coded events"),
    ],
)
def test_the_title_of_recall_gives_both_counts(rows, title):
    """Nothing coded, nothing found, all years, and the years spoken of where they are fewer."""
    rates = pd.DataFrame(
        [("hand-all", *rows[:2]), ("hand-spoken", *rows[2:])], columns=["id", "rows", "matched"]
    )
    assert recall_finding(rates) == title
