"""Rows as a reader sees them."""

import pytest

from dyadbook.runs.display import shown_date


@pytest.mark.parametrize(
    ("date", "first", "last", "shown"),
    [
        ("3019-08-20", "3019-08-20", "3019-08-20", "20 August 3019"),
        ("3019-08-20", "3019-08-19", "3019-08-20", "19–20 August 3019, disputed"),
        ("3019-08", "3019-08-01", "3019-08-31", "August 3019"),
        (None, None, None, "undated"),
    ],
)
def test_a_date_that_reports_dispute_is_shown_with_every_day_they_allow(date, first, last, shown):
    """One day stands alone; several are marked, so that a table does not put one report's day into another's mouth."""
    assert shown_date({"date": date, "date_first": first, "date_last": last}) == shown
