"""Which phase a date falls in."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyadbook.phases import assign, placement, possible
from dyadbook.phases.assign import phase_on
from dyadbook.study.models import Phase


def phases(*starts: dt.date) -> tuple[Phase, ...]:
    return tuple(
        Phase(id=f"p{n}", name=f"Phase {n}", start=day, rule="r", rests_on=(), colour="#000000")
        for n, day in enumerate(starts, 1)
    )


TWO = phases(dt.date(3018, 9, 22), dt.date(3019, 11, 3))


@pytest.mark.parametrize(
    ("date", "phase"),
    [
        ("3018-09-21", "prelude"),
        ("3018-09-22", "p1"),
        ("3019-11-02", "p1"),
        ("3019-11-03", "p2"),
        ("3019-05", "p1"),
        ("3019-11", "p2"),
        ("3017", "prelude"),
        ("3018", "p1"),
        ("3019", "p2"),
        ("3020", "p2"),
        ("302X", "p2"),
        ("3019-10-30/3019-11-05", "p2"),
        ("3019-10-28/3019-11-02", "p1"),
        ("3020-01-01/..", "p2"),
        ("3019-01-01/..", "unplaced"),
        ("3018/3019", "unplaced"),
        ("../3017", "prelude"),
        ("../3018", "unplaced"),
        ("PAST_REF", "unplaced"),
        ("P17Y", "unplaced"),
        (None, "unplaced"),
        ("", "unplaced"),
    ],
)
def test_a_date_belongs_to_the_one_phase_that_holds_it_or_begins_in_it(date, phase):
    """Days, months, years, decades, ranges, open ends and unknown dates under two boundaries."""
    assert list(assign([date], TWO)) == [phase]


def test_a_phase_that_begins_in_a_coarse_date_is_told_from_one_that_holds_it():
    """`placement` marks the inference, so that a page can say it."""
    found = placement(["3019-05", "3019", "3018/3019", None], TWO)
    assert list(found) == ["within", "begins in it", None, None]


def test_an_unplaced_date_names_the_phases_that_remain():
    """`possible` lists every phase that a date may fall in, in order of time."""
    assert possible("3018", TWO) == ("prelude", "p1")
    assert possible("3017/3021", TWO) == ("prelude", "p1", "p2")
    assert possible(None, TWO) == ()


def test_the_index_of_a_series_is_kept():
    """The result can be assigned to the table that the dates came from."""
    series = pd.Series(["3020", "3017"], index=[7, 3])
    assert assign(series, TWO).to_dict() == {7: "p2", 3: "prelude"}
    assert assign([], TWO).empty


@given(
    st.lists(st.dates(dt.date(1000, 1, 1), dt.date(3000, 1, 1)), min_size=1, max_size=12, unique=True),
    st.dates(dt.date(1000, 1, 1), dt.date(3000, 12, 31)),
)
def test_every_day_has_exactly_one_phase(starts, day):
    """For one to twelve phases a day is placed in the last phase that has begun, and moving on a day never moves back."""
    some = phases(*sorted(starts))
    found = phase_on(day, some)
    begun = [p.id for p in some if p.start <= day]
    assert found == (begun[-1] if begun else "prelude")
    assert list(assign([day.isoformat()], some)) == [found]
    order = ["prelude", *(p.id for p in some)]
    assert order.index(phase_on(day + dt.timedelta(1), some)) - order.index(found) in (0, 1) or any(
        p.start == day + dt.timedelta(1) for p in some
    )
