"""One writer for each run."""

import os

import pytest

from dyadbook.runs.lock import held
from dyadbook.study.problems import ContentError


def test_two_runs_into_one_name_are_refused(tmp_path):
    """The second is told to wait or to take another name, and the first keeps its lock."""
    with held(tmp_path, "default"):
        with (
            pytest.raises(ContentError, match="Another process is writing the run 'default'; wait"),
            held(tmp_path, "default"),
        ):
            pytest.fail("two writers")
        with held(tmp_path, "another"):
            assert sorted(f.name for f in tmp_path.iterdir()) == [".another.lock", ".default.lock"]
    assert not list(tmp_path.iterdir())


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path):
    """A lock whose process is gone stops nobody."""
    dead = 2**22 + 12345  # beyond the largest process id
    (tmp_path / ".default.lock").write_text(str(dead), encoding="utf-8")
    with held(tmp_path, "default"):
        assert (tmp_path / ".default.lock").read_text(encoding="utf-8") == str(os.getpid())
    assert not list(tmp_path.iterdir())


def test_a_lock_is_released_when_a_run_fails(tmp_path):
    """An error inside leaves no lock behind."""
    with pytest.raises(RuntimeError), held(tmp_path, "default"):
        raise RuntimeError
    assert not list(tmp_path.iterdir())
