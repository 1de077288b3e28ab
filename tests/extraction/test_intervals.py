"""Intervals of the figures, and the targets that they are held to."""

from pathlib import Path

import pytest

from dyadbook.extraction.intervals import Target, measure, read_targets
from dyadbook.extraction.scoring import Outcome
from dyadbook.study.problems import ContentError


def outcomes(right: int, wrong: int, extra: int = 0, file: str = "a", kind: str = "event") -> list[Outcome]:
    there = {"norm": "visit"}
    out = [Outcome(kind, file, there, there, True, None, {"date": n % 2 == 0}) for n in range(right)]
    return [*out, *[Outcome(kind, file, there, None)] * wrong, *[Outcome(kind, file, None, there)] * extra]


def test_the_figure_lies_inside_its_interval() -> None:
    """F1 is twice the right ones over both sides together; the interval holds it and stays within zero and one."""
    found = measure(
        [*outcomes(30, 6, 4), *outcomes(10, 2, 1, "b")], Target("e", "Events", ("event",), target=0.8)
    )
    assert found.value == 80 / (48 + 45)
    assert found.low is not None and found.high is not None
    assert 0 < found.low < found.value < found.high < 1
    assert (found.n, found.wrong, found.reached) == (53, 13, True)


def test_the_same_seed_gives_the_same_interval() -> None:
    """Two computations agree in every bit; more facts make the interval narrower."""
    few, many = outcomes(8, 4), outcomes(80, 40)
    target = Target("e", "Events", ("event",))
    assert measure(few, target) == measure(few, target)
    a, b = measure(few, target), measure(many, target)
    assert a.low is not None and b.low is not None and a.high is not None and b.high is not None
    assert b.high - b.low < (a.high - a.low) / 2


def test_each_document_is_drawn_from_by_itself() -> None:
    """Two documents, one all right and one all wrong, keep their shares: nothing varies between draws."""
    found = measure([*outcomes(10, 0), *outcomes(0, 10, 0, "b")], Target("e", "Events", ("event",)))
    assert found.low == found.value == found.high


def test_all_right_is_not_taken_for_certain() -> None:
    """Where nothing is wrong the lower end follows from how many there were, not from draws that cannot fail."""
    found = measure(outcomes(50, 0), Target("e", "Events", ("event",)))
    assert (found.value, found.high) == (1.0, 1.0)
    assert found.low == pytest.approx(0.05 ** (1 / 50)) and found.reached is None


def test_an_attribute_counts_among_those_that_have_it() -> None:
    """Half of the dates of rightly typed events are right; missed and extra events do not enter."""
    found = measure(outcomes(40, 20, 20), Target("d", "Dates", ("event",), "date", 0.6))
    assert (found.value, found.n, found.wrong, found.reached) == (0.5, 40, 20, False)


def test_so_many_errors_may_be_allowed() -> None:
    """Wrong values and wrong attributes count together."""
    allowed = Target("a", "Amounts", ("money",), at_most_wrong=5)
    assert measure(outcomes(10, 0, kind="money"), allowed).reached is True  # five wrong dates
    assert measure(outcomes(10, 1, kind="money"), allowed).reached is False


def test_nothing_annotated_is_no_figure() -> None:
    """No fact of a kind: no value, no interval, no verdict."""
    found = measure([], Target("e", "Events", ("event",), target=0.8))
    assert (found.value, found.low, found.high, found.reached) == (None, None, None, None)


def test_wrong_targets_are_all_named(tmp_path: Path) -> None:
    """Unknown keys, kinds and figures, and what is missing, with the nearest valid name."""
    file = tmp_path / "targets.yaml"
    file.write_text(
        "targets:\n  - {id: a, label: A, kind: [event], figure: dates}\n  - {id: b, label: B, kinds: [events]}\n"
    )
    with pytest.raises(ContentError) as caught:
        read_targets(file)
    said = str(caught.value)
    assert "target 1 has an unknown key 'kind'. Did you mean 'kinds'?" in said
    assert "target 1 has no 'kinds'. Add it" in said
    assert "target 1 has an unknown figure 'dates'. Did you mean 'date'?" in said
    assert "target 2 has an unknown kind 'events'. Did you mean 'event'?" in said
    assert read_targets(tmp_path / "none.yaml") == ()
