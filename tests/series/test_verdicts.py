"""What the tests of the boundaries come to: rivals, blind changes, tallies, years that nobody calls a boundary."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dyadbook.series import boundary_table
from dyadbook.series import verdicts as v
from dyadbook.study.models import Phase

JUMP, OTHER = dt.date(2011, 1, 1), dt.date(2005, 7, 1)


def phase(ident: str, start: str, *rests_on: str) -> Phase:
    return Phase(id=ident, name=ident, start=start, rule="r", rests_on=rests_on, colour="#0072B2")


def test_an_event_far_from_the_first_day_is_a_rival_date():
    """A phase that rests on two events years apart has a rival date; one that rests on neighbours has none."""
    coded = {"E001": "2011-06-01", "E002": "2014-02", "E003": "2011-10-29"}
    assert v.rivals([phase("silence", "2011-06-01", "E001", "E003")], coded) == {}
    assert v.rivals([phase("silence", "2011-06-01", "E001", "E002")], coded) == {
        "silence-e002": dt.date(2014, 2, 1)
    }


def test_a_moved_boundary_makes_its_own_event_the_rival():
    """A run that moves a phase away from the event it rests on says so by itself."""
    found = v.rivals([phase("silence", "2016-01-01", "E001")], {"E001": "2011-06-01"})
    assert found == {"silence-e001": dt.date(2011, 6, 1)}


def test_a_jump_is_found_blind_and_only_in_the_line_that_jumps(ravens):
    """The dyad changes its level in 2011; the pair beside it never does."""
    found = v.blind_changes(ravens, {"silence": JUMP, "early": OTHER})
    assert found[["subject", "role", "period", "nearest", "near"]].values.tolist() == [
        ["GON-ARN", "tested", "2011", "silence", True]
    ]
    assert found["ref"].tolist() == ["series:ravens#2011/GON-ARN/days/old"]
    assert found["periods"].tolist() == [20]


def test_chance_is_the_share_of_places_near_a_boundary():
    """Of ten places where a change can lie, three are within a year of the boundary."""
    values = pd.Series([0.0] * 8 + [9.0] * 7, index=[str(y) for y in range(2001, 2016)])
    [line] = v.changes_in(values, {"b": dt.date(2009, 1, 1)}, 3).to_dict("records")
    assert (line["period"], line["days"], line["near"]) == ("2009", 0, True)
    assert line["chance"] == pytest.approx(3 / 10)


def test_without_a_boundary_a_change_is_near_none():
    """A study without phases still has changes."""
    values = pd.Series([0.0] * 5 + [9.0] * 5, index=[str(y) for y in range(2001, 2011)])
    [line] = v.changes_in(values, {}, 3).to_dict("records")
    assert (line["nearest"], line["near"]) == (None, False)


def verdicts(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["boundary", "verdict"])


def test_a_strong_showing_counts_one_and_a_weak_one_half():
    """What cannot tell counts neither for nor against."""
    table = verdicts(("a", "strongly"), ("a", "weakly"), ("a", "no"), ("a", "not covered"), ("b", "no"))
    tallied = v.tally_verdicts(table, ["a", "b", "c"]).set_index("boundary")
    assert tallied.loc["a", ["tests", "strongly", "weakly", "no", "not_covered", "share"]].tolist() == [
        3, 1, 1, 1, 1, 0.5,
    ]  # fmt: skip
    assert tallied.loc["b", "share"] == 0
    assert pd.isna(tallied.loc["c", "share"])


def test_the_weakest_are_all_that_share_the_lowest_place():
    """A tie is told as a tie, and a boundary that no series covers is not the weakest."""
    table = verdicts(("a", "no"), ("b", "no"), ("c", "strongly"), ("d", "not covered"))
    assert v.weakest(v.tally_verdicts(table, ["a", "b", "c", "d"])) == ["a", "b"]
    assert v.weakest(v.tally_verdicts(table.iloc[:0], ["a"])) == []


def test_other_years_keep_their_distance():
    """Years within a year of a boundary are not taken to stand for chance."""
    assert list(v.other_years(range(2008, 2014), [JUMP])) == [
        "other-2008",
        "other-2009",
        "other-2012",
        "other-2013",
    ]


def test_as_high_counts_the_dates_with_enough_tests():
    """A date that one series alone covers proves nothing."""
    table = verdicts(*[("a", "strongly")] * 3, *[("b", "no")] * 3, ("c", "strongly"))
    assert v.as_high(v.tally_verdicts(table, ["a", "b", "c"]), 0.5) == (1, 2)


def test_a_table_that_contradicts_itself_is_refused(ravens):
    """A rank above one, a verdict without a step, a strong verdict without a change."""
    sound = boundary_table(ravens, {"silence": JUMP})
    v.check_boundaries(sound)
    for change, message in (
        ({"rank": 1.5}, "is no share"),
        ({"rank": float("nan")}, "covered, but without a step"),
        ({"change": None}, "strong without a change"),
    ):
        with pytest.raises(ValueError, match=message):
            v.check_boundaries(sound.assign(**change))


def test_a_study_without_series_has_no_changes(fictional):
    """Nothing to search, nothing found, the columns there all the same."""
    found = v.blind_changes(fictional, {"silence": JUMP})
    assert found.empty and list(found.columns) == v.CHANGES
