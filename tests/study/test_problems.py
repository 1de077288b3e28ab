"""Problems: where, what, and what to do."""

from __future__ import annotations

from dyadbook.study.problems import ContentError, Problem, nearest


def test_a_problem_reads_as_a_sentence_with_its_place() -> None:
    """File and line, what is wrong, remedy; a line that is not known is left out."""
    assert str(Problem("a.yaml", 3, "x is missing", "Add it")) == "a.yaml:3: x is missing. Add it"
    assert str(Problem("a.yaml", None, "is missing", "")) == "a.yaml: is missing."
    assert str(Problem("a.yaml", 1, "Is it b?", "")) == "a.yaml:1: Is it b?"


def test_an_error_lists_every_problem_in_order() -> None:
    """Sorted by file and line, so that two runs say the same."""
    error = ContentError([Problem("b", 2, "two", ""), Problem("a", 1, "one", "")])
    assert str(error) == "a:1: one.\nb:2: two."
    assert ContentError("only a sentence").problems == []


def test_the_nearest_name_is_suggested() -> None:
    """A close name is named; where none is close, all valid ones are; where there are none, nothing is said."""
    assert nearest("sorces", ["sources", "start"]) == "Did you mean 'sources'?"
    assert nearest("zzz", ["b", "a"]) == "Valid: a, b."
    assert nearest("x", []) == ""
