"""Which boundaries are tried, what counts as the same, and what a reader is told."""

import datetime as dt

import pandas as pd
import pytest

from dyadbook.phases import assign
from dyadbook.runs import robustness as asking
from dyadbook.runs.findings import Basis, Finding
from dyadbook.runs.headlines import Headline
from dyadbook.study.models import Phase

FIRST, LAST = dt.date(3000, 1, 1), dt.date(3030, 12, 31)


def phases(*starts: str) -> tuple[Phase, ...]:
    return tuple(
        Phase(id=f"p{n}", name=f"Age {n}", start=start, rule="r", rests_on=(), colour="#000000")
        for n, start in enumerate(starts, start=1)
    )


def test_every_move_that_can_matter_is_tried():
    """Moving a boundary day by day through a whole year gives no division of the dates that the chosen days do not give."""
    two = phases("3005-06-01", "3018-03-20")
    spans = ["3018-03-01", "3018-11", "3017-12-24/3018-01-06", "3018", "3019-03-19", None, "3019-03-20"]
    series = pd.Series(spans, dtype=object)
    chosen = {
        tuple(assign(series, moved)) for v, moved in asking.moves(two, spans, FIRST, LAST) if v.of == "p2"
    }
    chosen.add(tuple(assign(series, two)))
    daily = set()
    for days in range(-asking.YEAR, asking.YEAR + 1):
        start = two[1].start + dt.timedelta(days)
        daily.add(tuple(assign(series, (two[0], two[1].model_copy(update={"start": start})))))
    assert chosen == daily and len(daily) > 4


def test_a_boundary_stays_between_its_neighbours_and_inside_the_study():
    """No move puts phases out of order, and none leaves the study."""
    close = phases("3000-02-01", "3000-03-01", "3030-12-01")
    found = asking.moves(close, ["3000-02-10", "3001-01-01"], FIRST, LAST)
    assert found and all(FIRST <= p.start <= LAST for _, moved in found for p in moved)
    assert all(a.start < b.start for _, moved in found for a, b in zip(moved, moved[1:], strict=False))
    assert "Age 2 begins 28 days earlier" not in {v.how for v, _ in found}
    assert "Age 2 begins 27 days earlier" in {v.how for v, _ in found}


@pytest.mark.parametrize(
    ("base", "value", "state"),
    [
        (True, True, "held"),
        (True, False, "turned"),
        (10, 12, "shifted"),
        (10, 13, "turned"),
        (10, 10, "held"),
        (0, 1, "turned"),
        (0.5, 0.45, "shifted"),
        ("3018", "3019", "turned"),
        (3, None, "turned"),
    ],
)
def test_what_counts_as_the_same(base, value, state):
    """A fifth more or less is a shift; words and truths hold or turn; what no longer exists has turned."""
    assert asking.state(base, value, 0.2) == state


def ask(by_start, by_source, base):
    """Ask one headline of a study of one phase whose value depends on the phase's start and on the source left out."""
    frame = pd.DataFrame({"date": ["3018-03-10", "3018-04-01"]})
    basis, less = (Basis(frame, frame, frame, frame) for _ in range(2))

    def find(which, now):
        value = by_source if which is less else by_start(now[0].start)
        return {"x": Finding("x", "It is so.", value, "event" if not isinstance(base, bool) else None)}

    one = phases("3018-03-20")
    return asking.ask(
        [Headline(fact="x")], basis, {"pony": less}, one, {"pony": "The Pony"}, (FIRST, LAST), find
    )


def test_the_smallest_move_that_turns_it_is_told():
    """A reader learns how little it takes, and under which source."""
    (found,) = ask(lambda start: start < dt.date(3018, 4, 1), False, True)
    assert found.verdict == "fragile"
    assert [asking.told(found.base, a) for a in found.depends_on()] == [
        "Age 1 begins 12 days later",
        "without The Pony",
    ]
    assert found.state("boundary", "p1") == "turned" and found.state("source", "pony") == "turned"
    assert asking.spread(found.base, found.of("source")) == "false in 1 of 1"


def test_a_finding_that_moves_a_little_is_robust():
    """Its range is shown all the same."""
    (found,) = ask(lambda start: 11 if start < dt.date(3018, 4, 1) else 10, 10, 10)
    assert found.verdict == "robust" and not found.depends_on()
    assert found.state("boundary", "p1") == "shifted" and found.state("source", "pony") == "shifted"
    table = asking.table([found])
    assert table.iloc[0].to_dict() == {
        "Finding": "It is so.",
        "In this run": "11",
        "Boundaries moved": "10 to 11",
        "Each source left out": "10",
        "Verdict": "robust",
        "Turns when": None,
    }
    cells = asking.cells([found], phases("3018-03-20"), {"pony": "The Pony"})
    assert list(cells["name"]) == ["Age 1", "The Pony"] and list(cells["state"]) == ["shifted", "shifted"]


def test_no_headline_gives_an_empty_table():
    """A study that names none still has a table of the same columns."""
    assert list(asking.table([]).columns)[:2] == ["Finding", "In this run"] and asking.table([]).empty
    assert asking.cells([], (), {}).empty
