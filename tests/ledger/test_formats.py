"""How values are printed."""

import math

import numpy as np
import pytest

from dyadbook.ledger import formats


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (5, None, "5"),
        (12345, "event", "12,345"),
        (0, None, "0"),
        (-4, None, "−4"),
        (100_000_000, "USD", "$100 million"),
        (1_460_000_000, "USD", "$1.46 billion"),
        (999_999_999, "USD", "$1 billion"),
        (2500, "USD", "$2,500"),
        (2500, "BYN", "BYN 2,500"),
        (33.6, "percent", "33.6 per cent"),
        (0.336, "share", "33.6 per cent"),
        (6.0, "times", "6 times"),
        (2007, "year", "2007"),
        ("2025-08-20", "date", "20 August 2025"),
        ("2023-03", "date", "March 2023"),
        (2018, "date", "2018"),
        (0.25, None, "0.25"),
        ("Edoras", None, "Edoras"),
    ],
)
def test_show(value, unit, shown):
    """A value is printed by its unit, the same everywhere."""
    assert formats.show(value, unit) == shown


@pytest.mark.parametrize(
    ("value", "word"), [(0, "zero"), (5, "five"), (13, "thirteen"), (40, "forty"), (99, "ninety-nine")]
)
def test_words(value, word):
    """Whole numbers below a hundred can be written out."""
    assert formats.words(value) == word


@pytest.mark.parametrize("value", [3.5, 100, -1, "five", True, None])
def test_words_refuses(value):
    """What has no plain word is refused, not guessed."""
    with pytest.raises(ValueError, match="written in words"):
        formats.words(value)


@pytest.mark.parametrize(
    ("value", "clean"), [(np.int64(3), 3), (np.float64(0.1 + 0.2), 0.3), (np.bool_(True), True), ("x", "x")]
)
def test_plain(value, clean):
    """numpy scalars become Python values, floats keep ten digits."""
    got = formats.plain(value)
    assert got == clean and type(got) is type(clean)


@pytest.mark.parametrize("value", [math.nan, math.inf, np.float64("nan"), [1], {"a": 1}])
def test_plain_refuses(value):
    """What is no single finite value never becomes a fact."""
    with pytest.raises(ValueError, match="it is not a finite number|is not a single value"):
        formats.plain(value)
