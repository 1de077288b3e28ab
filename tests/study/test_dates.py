"""Dates of any precision."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyadbook.study import dates

DAYS = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31))
WRITTEN = DAYS.flatmap(
    lambda d: st.sampled_from(
        [
            d.isoformat(),
            d.strftime("%Y-%m"),
            d.strftime("%Y"),
            d.strftime("%Y")[:3] + "X",
            f"{d.isocalendar().year}-W{d.isocalendar().week:02d}",
        ]
    )
)
RANGES = st.tuples(DAYS, DAYS).map(lambda pair: "/".join(d.isoformat() for d in sorted(pair)))
OPEN = DAYS.flatmap(lambda d: st.sampled_from([f"{d}/..", f"../{d}", f"{d}/", f"/{d}"]))
ANY = WRITTEN | RANGES | OPEN


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023-03-13", (2023, 3, 13), (2023, 3, 13)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2018", (2018, 1, 1), (2018, 12, 31)),
        ("201X", (2010, 1, 1), (2019, 12, 31)),
        ("2023-W41", (2023, 10, 9), (2023, 10, 15)),
        ("2023-10-09/2023-10-15", (2023, 10, 9), (2023, 10, 15)),
        ("2015/2018-05", (2015, 1, 1), (2018, 5, 31)),
    ],
)
def test_a_date_spans_its_days(value: str, first: tuple, last: tuple) -> None:
    """Each precision covers its first to its last day."""
    assert dates.span(value) == (dt.date(*first), dt.date(*last))


def test_an_open_end_is_no_day() -> None:
    """An open range keeps its known end and gives None for the other."""
    assert dates.span("2022-02-24/..") == (dt.date(2022, 2, 24), None)
    assert dates.span("../2022-02-24") == (None, dt.date(2022, 2, 24))


@pytest.mark.parametrize(
    "value",
    ["", "2023-02-30", "2023-13", "2023-W54", "0000", "P17Y", "PAST_REF", "20230313", "2023-3-1", "soon"],
)
def test_what_is_no_date_has_no_days(value: str) -> None:
    """Impossible days, durations, vague references and other forms span nothing and have no precision."""
    assert dates.span(value) == (None, None)
    assert dates.precision(value) == "unknown"
    assert not dates.is_calendar(value)


def test_nothing_is_no_date() -> None:
    """A missing cell is handled like an empty one."""
    assert dates.span(None) == (None, None)
    assert not dates.overlap(None, "2020")


@given(ANY)
def test_days_are_in_order(value: str) -> None:
    """The first day never comes after the last, and some end is known."""
    first, last = dates.span(value)
    assert first or last
    assert first is None or last is None or first <= last


@given(DAYS)
def test_coarser_forms_hold_the_day(day: dt.date) -> None:
    """A day lies in its month, year, decade and week, and overlaps each."""
    year, week, _ = day.isocalendar()
    for value in (f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y}"[:3] + "X", f"{year}-W{week:02d}"):
        first, last = dates.span(value)
        assert first <= day <= last
        assert dates.overlap(day.isoformat(), value)


@given(ANY, ANY)
def test_overlap_is_symmetric(a: str, b: str) -> None:
    """Whether two dates may mean the same day does not depend on their order; each overlaps itself."""
    assert dates.overlap(a, b) == dates.overlap(b, a)
    assert dates.overlap(a, a)


@given(DAYS, DAYS)
def test_days_overlap_only_themselves(a: dt.date, b: dt.date) -> None:
    """Two days overlap exactly when they are the same."""
    assert dates.overlap(a.isoformat(), b.isoformat()) == (a == b)


def test_an_unknown_date_overlaps_nothing() -> None:
    """Not knowing is not agreeing."""
    assert not dates.overlap("PAST_REF", "PAST_REF")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2025-08-20", "20 August 2025"),
        ("2023-03", "March 2023"),
        ("2018", "2018"),
        ("201X", "the 2010s"),
        ("2023-10-09/2023-10-15", "9–15 October 2023"),
        ("2023-04-30/2023-05-02", "30 April – 2 May 2023"),
        ("2022-12-30/2023-01-02", "30 December 2022 – 2 January 2023"),
        ("2023/2026", "2023–2026"),
        ("2023-03/2023-05", "March 2023 – May 2023"),
        ("2022-02-24/..", "since 24 February 2022"),
        ("../2011", "until 2011"),
        ("2023-W41", "9–15 October 2023"),
        ("PAST_REF", "earlier"),
        ("FUTURE_REF", "later"),
        ("P17Y", "P17Y"),
        ("", "undated"),
        (None, "undated"),
    ],
)
def test_a_date_is_shown_as_a_reader_expects(value: str | None, shown: str) -> None:
    """Day before month, no zero padding, ranges shortened where the ends share a month or a year."""
    assert dates.show(value) == shown


@given(st.one_of(ANY, st.text(max_size=12)))
def test_anything_can_be_shown(value: str) -> None:
    """Whatever stands in a date cell, showing it gives text."""
    assert isinstance(dates.show(value), str)


@given(WRITTEN)
def test_precision_names_the_form(value: str) -> None:
    """Each written form has the precision of its shape, and that shape's length in days."""
    longest = {"day": 1, "week": 7, "month": 31, "year": 366, "decade": 3653}
    first, last = dates.span(value)
    assert (last - first).days < longest[dates.precision(value)]
