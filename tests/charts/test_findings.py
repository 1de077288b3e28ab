"""Titles say what the data say, in every run; the data beneath a chart are what it draws."""

import datetime as dt

import pandas as pd
import pytest

from dyadbook.charts import contested, coverage, figures, one_phase, timeline
from dyadbook.charts.contested import questions_of
from dyadbook.charts.coverage import matrix
from dyadbook.charts.figures import money
from dyadbook.charts.marks import look, radius
from dyadbook.charts.timeline import finding
from dyadbook.study import tables

from .makers import AMOUNTS, DISPUTES, NAMES, SOURCES, amount, events, phases, study

TWO = phases(2)
A, B = "“The age of the tree 0”", "“The age of the tree 1”"


def falling(*ids: str) -> pd.DataFrame:
    return pd.DataFrame({"phase": list(ids)})


@pytest.mark.parametrize(
    ("ids", "title"),
    [
        ([], "No event counts in this run"),
        (["unplaced"], "No event of this run falls in any one phase"),
        (["phase-1", "unplaced"], f"All events that can be placed, 1, fall within {B}"),
        (["phase-0", "phase-1", "phase-1"], f"2 of 3 events that can be placed fall within {B}"),
        (
            ["phase-0", "phase-1"],
            f"No phase has most of the events: {A} and {B} have equally many, 1 each",
        ),
    ],
)
def test_the_timeline_says_where_events_fall(ids, title):
    """All, most, a tie, none placed, none at all."""
    assert finding(falling(*ids), TWO) == title


def test_a_lead_without_a_majority_is_no_majority():
    """Two of five in one phase is more than in any other, not most."""
    three = phases(4)
    ids = ["phase-0", "phase-0", "phase-1", "phase-2", "phase-3"]
    assert finding(falling(*ids), three) == f"2 of 5 events that can be placed fall within {A}"


def test_the_timeline_sets_events_beside_years():
    """Where the time is known, the title says how much of it the fullest phase takes; not where there is one phase."""
    days = dt.date(3001, 1, 1), dt.date(3029, 6, 1)
    title = finding(falling("phase-0", "phase-1", "phase-1"), TWO, *days)
    assert title == f"2 of 3 events that can be placed fall within {B}, which takes 14 of the 28 years"
    assert (
        finding(falling("phase-0"), phases(1), *days) == f"All events that can be placed, 1, fall within {A}"
    )


def test_the_alt_text_counts_what_is_drawn():
    """Numbers in the alt text are the numbers of the table."""
    over = phases(3)
    some = events(30, over)
    chart = timeline(some, over, study())
    assert "of 30 events" in chart.alt
    for phase in over:
        assert f"{phase.name}: {(some['phase'] == phase.id).sum()}" in chart.alt
    assert len(chart.table) == 30


@pytest.mark.parametrize(
    ("date", "first", "last", "shown"),
    [
        ("3019-05-09", "3019-05-08", "3019-05-09", "8–9 May 3019"),
        ("3019-05", "3019-05-01", "3019-05-31", "May 3019"),
        (None, None, None, "undated"),
    ],
)
def test_dates_are_shown_with_the_precision_they_have(date, first, last, shown):
    """A contested day shows both ends, a month stays a month, an undated event says so."""
    row = {
        "id": "e",
        "date": date,
        "date_first": first,
        "date_last": last,
        "type": "visit",
        "label": "Visit",
        "status": "occurred",
        "reports": 1,
        "phase": "unplaced",
    }
    assert timeline(tables.shape("events", [row]), TWO, study(2)).table.loc[0, "Date"] == shown


def test_statuses_differ_in_shape_or_filling():
    """What took place, was planned, postponed, only reported or denied looks different without colour."""
    looks = {look(s)[:2] for s in ("occurred", "planned", "postponed", "reported", "denied", "whatever")}
    assert len(looks) == 6
    assert look("signed") == look("occurred")
    assert [radius(n) for n in (1, 2, 3)] == sorted(radius(n) for n in (1, 2, 3)) and radius(900) == radius(7)


def test_zero_and_not_yet_written_are_two_things():
    """A source that is older than a phase cannot report it; one that is silent could have."""
    over = phases(3)
    cells = matrix(events(0, over), SOURCES, [p.id for p in over], over)
    assert cells["blue", "phase-0"].events == 0
    assert cells["blue", "phase-1"].events is None
    assert cells["grey", "phase-2"].events == 0


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([], "No source reports an event that falls surely within any one phase"),
        ([("phase-0", "red")], f"No source reports an event that falls surely within {B}"),
        ([("phase-0", "red;grey"), ("phase-1", "red")], f"Only one source reports events of {B}"),
        (
            [("phase-0", "red;grey"), ("phase-1", "red;grey")],
            "Every phase has events that more than one source reports",
        ),
    ],
)
def test_coverage_says_which_phase_stands_on_whom(rows, title):
    """Silence first, then single sources, then the good news."""
    frame = tables.shape(
        "events", [{"id": f"e{n}", "phase": p, "sources": s} for n, (p, s) in enumerate(rows)]
    )
    assert coverage(frame, SOURCES, TWO, study(2)).title == title


def test_positions_keep_their_true_distances():
    """Twelve, thirteen and fifteen papers stand in proportion; words stand evenly apart; the headline is marked once."""
    found = {q.ref: q for q in questions_of(DISPUTES, NAMES)}
    assert [d.at for d in found["disagreement:papers"].dots] == pytest.approx([0, 1 / 3, 1])
    assert [d.value for d in found["disagreement:gap"].dots] == ["29 years 4 months", "30 years"]
    assert found["disagreement:gap"].dots[0].holders == "hand-coded chronicle"
    assert [d.at for d in found["disagreement:plan"].dots] == [0, 1]
    assert all(sum(d.headline for d in q.dots) == 1 for q in found.values())


def test_disagreements_are_named_or_denied():
    """The title lists what is disputed, or says that nothing is."""
    assert contested(DISPUTES).title.endswith(
        "on dates, counts of papers, intervals, what took place and amounts"
    )
    assert "in nothing" in contested(DISPUTES.iloc[:0]).title


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([], "No source of this run gives an amount with its period"),
        (
            [amount("red-1", "turnover", 1e6, "3018")],
            "No source of this run gives one amount for two periods",
        ),
        (
            [amount("red-1", "turnover", 5e6, "3017"), amount("red-2", "turnover", 1e6, "3018")],
            "Turnover fell from 3017 to 3018, by the sources' figures",
        ),
    ],
)
def test_figures_say_which_way_they_went(rows, title):
    """Nothing to compare, or the direction that the values have."""
    assert figures(tables.shape("claims", rows)).title == title


def test_figures_leave_ratios_out_and_keep_bounds():
    """Amounts only, each with its 'more than' or 'up to'."""
    table = figures(AMOUNTS, NAMES).table
    assert list(table["Claimed"]) == [
        "$33 million",
        "$100 million",
        "up to $100 million",
        "more than $81 million",
    ]
    assert figures(AMOUNTS, NAMES).title == "Turnover rose from 3017 to 3018, by the sources' figures"


@pytest.mark.parametrize(
    ("value", "unit", "words"), [(2.5e9, "USD", "$2.5 billion"), (950, "EUR", "950 EUR")]
)
def test_amounts_in_words(value, unit, words):
    """Billions, small sums, other currencies."""
    assert money(value, unit) == words


def test_a_phase_without_events_says_so_and_shows_the_chronicle():
    """An empty phase is drawn with what the chronicle knows; its rows lead to the chronicle."""
    over = phases(2)
    hand = pd.DataFrame(
        [
            {
                "id": "E1",
                "date": "3004-05",
                "type": "visit",
                "description": "The king rides north.",
                "status": "occurred",
            }
        ]
    )
    chart = one_phase(events(0, over), over[0], over, study(2), chronicle=hand)
    assert chart.title == f"No event in the documents falls surely within {A}; the hand-coded chronicle has 1"
    assert chart.refs == ["chronicle:E1"]
    assert chart.table.loc[0, "Event"] == "The king rides north."
    bare = one_phase(events(0, over), over[0], over, study(2), end=dt.date(3010, 1, 1))
    assert bare.title == f"No event in the documents falls surely within {A}" and bare.table.empty


@pytest.mark.parametrize(
    ("types", "title"),
    [
        (["visit"], f"The documents report one event of {A}"),
        (["visit", "west_relations"], f"The documents report two events of {A}"),
        (["visit", "trade", "west_relations"], "the documents report three events, each of another kind"),
        (
            ["west_relations"] * 3,
            "all three events in the documents are of one kind, relations with the West",
        ),
        (["visit", "visit", "trade"], "the documents tell most often of visits, two of three events"),
        (
            ["visit", "visit", "meeting", "meeting", "trade"],
            "the documents tell most often of meetings and visits, two each of five events",
        ),
        (["visit"] * 9 + ["trade"] * 4, "the documents tell most often of visits, 9 of 13 events"),
    ],
)
def test_a_phase_is_characterised_only_by_enough_events(types, title):
    """One or two events are counted; from three on the title names the kinds that lead, with their numbers."""
    rows = [
        {"id": f"e{n}", "date": "3005-05-01", "type": t, "label": "x", "status": "occurred", "reports": 1}
        for n, t in enumerate(types)
    ]
    own = tables.shape("events", rows).assign(phase="phase-0")
    assert one_phase(own, TWO[0], TWO, study(2)).title.endswith(title)
