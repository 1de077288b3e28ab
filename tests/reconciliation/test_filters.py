"""Which events count in a run."""

import datetime as dt

import pandas as pd
import pytest

from dyadbook.reconciliation.events import reconcile
from dyadbook.reconciliation.filters import select
from dyadbook.study.problems import ArgumentError

from .makers import STUDY, claim, table

EVENTS, _ = reconcile(
    table(
        claim("red-p1s1-event1", date="3019-05-08", people="faramir"),
        claim("blue-p1s1-event1", date="3019-05-08", people="faramir"),
        claim("red-p2s1-event1", "agreement", "3020", object="roadmap", status="signed"),
        claim("red-p3s1-event1", date="3021-02", people="aragorn", status="planned"),
        claim("red-p4s1-event1", date="FUTURE_REF", people="imrahil", status="planned"),
        claim("red-p5s1-event1", "meeting", "3022-03-01/3022-03-05", people="aragorn"),
    ),
    STUDY,
)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        ({}, ["3019-05-08", "3020", "3021-02", "3022-03-01/3022-03-05", None]),
        ({"statuses": ["planned"]}, ["3021-02", None]),
        ({"min_sources": 2}, ["3019-05-08"]),
        ({"start": dt.date(3020, 6, 1)}, ["3020", "3021-02", "3022-03-01/3022-03-05", None]),
        ({"end": dt.date(3020, 6, 1)}, ["3019-05-08", "3020", None]),
        ({"date_precision": "day"}, ["3019-05-08"]),
        ({"date_precision": "week"}, ["3019-05-08", "3022-03-01/3022-03-05"]),
        ({"date_precision": "month"}, ["3019-05-08", "3021-02", "3022-03-01/3022-03-05"]),
        ({"statuses": ["occurred"], "date_precision": "day", "min_sources": 3}, []),
    ],
)
def test_each_filter_keeps_what_it_says(wanted, kept):
    """Statuses, reports, time and precision; an undated event is kept until a precision is asked for."""
    assert list(select(EVENTS, **wanted)["date"]) == kept


def test_filters_leave_rows_and_columns_as_they_are():
    """Selecting nothing away returns the same table."""
    pd.testing.assert_frame_equal(select(EVENTS), EVENTS)


def test_an_unknown_precision_is_refused_with_the_nearest():
    """A misspelt precision names the right word."""
    with pytest.raises(ArgumentError, match="no date precision 'mont'.*'month'"):
        select(EVENTS, date_precision="mont")
