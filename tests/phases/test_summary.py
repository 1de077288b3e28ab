"""The table of phases under one run's boundaries."""

import datetime as dt

import pytest

from dyadbook.phases import assign, summary
from dyadbook.study import tables
from dyadbook.study.models import Actor, Phase, Study

STUDY = Study(
    id="gondor-arnor",
    title="Gondor and Arnor",
    dyad=("GON", "ARN"),
    span="2990/3030",
    as_of=dt.date(3030, 12, 31),
    actors=(Actor(id="GON", name="Gondor"), Actor(id="ARN", name="Arnor")),
    phases=(
        Phase(
            id="war", name="War", start=dt.date(3018, 9, 22), rule="r", rests_on=("E001",), colour="#0072B2"
        ),
        Phase(
            id="peace",
            name="Peace",
            start=dt.date(3019, 11, 3),
            rule="r",
            rests_on=("E002",),
            colour="#009E73",
        ),
    ),
)
EVENTS = tables.shape(
    "events",
    [{"id": "a", "date": "3018-12-01"}, {"id": "b", "date": "3018/3019"}, {"id": "c", "date": "3020-02"}],
)
CLAIMS = tables.shape(
    "claims",
    [
        {"id": "red-1", "source": "red", "event": "a"},
        {"id": "blue-1", "source": "blue", "event": "a"},
        {"id": "red-2", "source": "red", "event": "b"},
        {"id": "red-3", "source": "red", "event": "c"},
        {"id": "red-4", "source": "red", "event": None},
    ],
)


def run(phases=STUDY.phases, end=None):
    events = EVENTS.assign(phase=assign(EVENTS["date"], phases))
    return summary(events, CLAIMS, phases, STUDY, end).set_index("id"), events


def test_each_phase_ends_where_the_next_begins():
    """The prelude has no first day, the last phase ends with the study or the run."""
    found, _ = run()
    assert list(found.index) == ["prelude", "war", "peace"]
    assert found["start"].tolist() == [None, "3018-09-22", "3019-11-03"]
    assert found["end"].tolist() == ["3018-09-21", "3019-11-02", "3030-12-31"]
    assert found.loc["war", "days"] == 407
    assert run(end=dt.date(3021, 1, 1))[0].loc["peace", "end"] == "3021-01-01"


def test_events_claims_and_sources_are_counted_where_they_fall():
    """Counts follow the events; a stretch with two boundaries in it is in no row; a claim without event is in none."""
    found, events = run()
    assert found["events"].tolist() == [0, 1, 1]
    assert found["claims"].tolist() == [0, 2, 1]
    assert found["sources"].tolist() == [0, 2, 1]
    assert (events["phase"] == "unplaced").sum() == len(events) - found["events"].sum() == 1


@pytest.mark.parametrize("day", [dt.date(3018, 12, 2), dt.date(3018, 9, 23)])
def test_a_moved_boundary_is_marked_and_moves_events(day):
    """The table says which boundary a run moved, and events change rows with it."""
    moved = (STUDY.phases[0].model_copy(update={"start": day}), STUDY.phases[1])
    found, _ = run(moved)
    assert found["moved"].tolist() == [False, True, False]
    assert found["events"].tolist() == ([1, 0, 1] if day.day == 2 else [0, 1, 1])
    assert found["events"].sum() == 2


def test_a_moved_boundary_does_not_keep_a_rule_that_is_false_of_it():
    """The rule speaks of the study's own day; a run that moves the boundary says from where."""
    moved = (STUDY.phases[0].model_copy(update={"start": dt.date(3018, 9, 23)}), STUDY.phases[1])
    rules = run(moved)[0]["rule"]
    assert rules["war"] == "Moved by this run from 22 September 3018; the study's rule: r"
    assert rules["peace"] == "r"
