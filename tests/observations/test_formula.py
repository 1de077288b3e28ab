"""Formulas of derived figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyadbook.observations.formula import compute, names


def test_names_in_order():
    """The ids of a formula come in the order in which they stand."""
    assert names("O020 / (1 + O003 / 100) - O020") == ["O020", "O003"]


def test_computes():
    """The four operations and brackets follow the usual order."""
    assert compute("(O001 + 2) * O002 / 4", {"O001": 6, "O002": 3}) == 6


@pytest.mark.parametrize(
    "formula", ["__import__('os')", "O001 if 1 else 2", "O001.real", "'a'", "True", "", "O001 +"]
)
def test_refuses_anything_else(formula):
    """Nothing but ids, numbers and the four operations is computed."""
    with pytest.raises(ValueError, match="only row ids"):
        compute(formula, {"O001": 1})


def test_row_without_a_value():
    """A row that holds no value is named."""
    with pytest.raises(ValueError, match="O009 has no value"):
        compute("O009 * 2", {})


@given(st.floats(0.1, 1e6), st.floats(-99, 1e4))
def test_level_before_growth(level, growth):
    """The level before a growth, grown again, is the level."""
    before = compute("O001 / (1 + O002 / 100)", {"O001": level, "O002": growth})
    assert before * (1 + growth / 100) == pytest.approx(level)
