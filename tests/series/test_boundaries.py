"""Does a series show a boundary: steps, rarity, blind changes, placebo pairs."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dyadbook.series import boundary_table, load_series
from dyadbook.series.boundaries import rank, share_of_days, step, support
from dyadbook.series.change_points import change_points, segments

JUMP = dt.date(2011, 3, 1)


def line(values, first: int = 2001) -> pd.Series:
    return pd.Series(values, index=[str(first + i) for i in range(len(values))], dtype=float)


def long(**subjects: pd.Series) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "period": s.index,
                "subject": name.replace("_", "-"),
                "measure": "m",
                "base": "b",
                "value": s.values,
            }
        )
        for name, s in subjects.items()
    ]
    return pd.concat(parts, ignore_index=True)


def test_step_is_the_difference_of_means():
    """The step compares the means of the periods on either side, no more than the width."""
    assert step(line([9, 1, 1, 5, 5, 9]), dt.date(2004, 1, 1), 2) == (4.0, 2, 2)


def test_year_of_the_boundary_goes_where_most_of_it_lies():
    """A year counts as after when at least half of it is."""
    values = line([0, 0, 1, 1])
    assert step(values, dt.date(2003, 6, 1), 2)[0] == 1
    assert step(line([0, 0, 0, 1, 1]), dt.date(2003, 8, 1), 2)[0] == 1


def test_too_few_periods_are_not_covered():
    """One period is no level: there is no step, and the verdict says so."""
    assert np.isnan(step(line([1, 1, 1, 5]), dt.date(2004, 1, 1), 4)[0])
    table = support(long(GON_ARN=line([1, 1, 1, 5])), {"late": dt.date(2004, 1, 1)}, subjects=("GON-ARN",))
    assert table.loc[0, "verdict"] == "not covered"


def test_gaps_are_left_out():
    """A missing value is neither a zero nor a period."""
    assert step(line([1, np.nan, 1, 5, np.nan, 5]), dt.date(2004, 1, 1), 4) == (4.0, 2, 2)


def test_rank_of_a_single_jump():
    """The step at the only jump is the rarest, one inside a level is common."""
    values = line([1, 1.1] * 6 + [5, 5.1] * 6)
    assert rank(values, dt.date(2013, 1, 1), 4) < 0.1
    assert rank(values, dt.date(2006, 1, 1), 4) > 0.5


def test_short_series_cannot_be_rare():
    """With a handful of splits no step can be called rare, however large."""
    assert rank(line([0, 0, 0, 9, 9, 9]), dt.date(2004, 1, 1), 4) > 0.25


def test_jump_is_supported_strongly_and_alone(ravens):
    """A jump of the dyad that the other pair does not make is strong and its own; elsewhere there is none."""
    table = boundary_table(ravens, {"jump": JUMP, "calm": dt.date(2005, 1, 1)}).set_index("boundary")
    assert table.loc["jump", "verdict"] == "strongly" and table.loc["jump", "change"] == "2011"
    assert table.loc["jump", "alone"] is True
    assert table.loc["calm", "verdict"] == "no" and table.loc["calm", "change"] is None
    assert table.loc["jump", "ref"] == "series:ravens"


def test_placebo_pair_that_moves_alike():
    """Where the other pair makes the same step, the dyad does not move alone."""
    values = line([1, 1.1] * 5 + [5, 5.1] * 5)
    table = support(
        long(GON_ARN=values, GON_ROH=values * 2), {"jump": JUMP}, subjects=("GON-ARN",), compare=("GON-ROH",)
    )
    assert table.loc[0, "alone"] is False
    assert "GON-ROH" in table.loc[0, "others"]


def test_nothing_to_compare_is_not_alone():
    """Without a placebo pair the question is open, not answered."""
    table = support(long(GON_ARN=line(range(12))), {"jump": JUMP}, subjects=("GON-ARN",))
    assert table.loc[0, "alone"] is None and table.loc[0, "others"] is None


def test_two_bases_are_refused(ravens):
    """A test over two bases would compare two things as one."""
    with pytest.raises(ValueError, match="new and old are different bases; choose one"):
        support(load_series(ravens, "ravens"), {"jump": JUMP}, subjects=("GON-ARN",))


def test_short_year_is_compared_by_its_rate(ravens):
    """Days of a short year are divided by the days observed."""
    points = share_of_days(load_series(ravens, "ravens", base="old", subjects=("GON-ARN",))).set_index(
        "period"
    )
    assert points.loc["2020", "value"] == pytest.approx(0.61, abs=0.001)


def test_study_without_series_has_an_empty_table(project):
    """A fork without series gets an empty table."""
    for path in (project.seeds / "series").glob("*"):
        path.unlink()
    assert boundary_table(project, {"jump": JUMP}).empty


def test_change_is_found_blind():
    """A change of level is found at its place, with its size."""
    found = change_points(line([1, 1.2, 0.9, 1, 1.1, 5, 5.1, 4.9, 5, 5.2]))
    assert found["period"].tolist() == ["2006"]
    assert found.loc[0, "size"] == pytest.approx(4.0, abs=0.01)


def test_no_change_in_one_level():
    """Noise around one level is left as it is, and so is a series of one value."""
    assert change_points(line([1, 1.2, 0.9, 1.1, 1, 0.8, 1.1, 1])).empty
    assert change_points(line([2] * 9)).empty
    assert change_points(line([2, 3])).empty


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-20, 20), min_size=6, max_size=10), st.integers(1, 3))
def test_segmentation_is_the_best_there_is(values, count):
    """The segmentation found is as good as the best of all, tried one by one."""
    x, shortest = np.array(values, dtype=float), 2

    def cost(cuts) -> float:
        edges = [0, *cuts, len(x)]
        return sum(
            float(((x[a:b] - x[a:b].mean()) ** 2).sum()) for a, b in zip(edges, edges[1:], strict=False)
        )

    places = [
        cuts
        for cuts in combinations(range(1, len(x)), count - 1)
        if all(b - a >= shortest for a, b in zip([0, *cuts], [*cuts, len(x)], strict=True))
    ]
    starts, found = segments(x, count, shortest)
    assert found == pytest.approx(min(map(cost, places)), abs=1e-6)
    assert cost(starts) == pytest.approx(found, abs=1e-6)


def test_too_short_to_cut():
    """Too few values for the segments asked for are an error."""
    with pytest.raises(ValueError, match="5 values do not make 2 segments of 3 or more"):
        segments(np.arange(5.0), 2)
