"""Names of runs, and tables that were made with other parameters."""

import pytest

from dyadbook.runs import folders
from dyadbook.study.parameters import Parameters
from dyadbook.study.problems import ArgumentError, ContentError


@pytest.mark.parametrize("name", ["../elsewhere", "/abs", "a/b", "Early", "a--b", "", ".hidden", "a b"])
def test_a_path_is_no_name(name):
    """A run's name can never lead out of the runs folder."""
    with pytest.raises(ArgumentError, match="cannot name a run: use lower-case letters"):
        folders.checked_name(name)


def test_the_name_for_notebooks_run_by_hand_is_kept():
    """Nobody's run mixes with what notebooks leave when they are run by hand."""
    with pytest.raises(ArgumentError, match="kept for notebooks that are run by hand"):
        folders.checked_name("by-hand")


def test_settings_survive_writing(tmp_path):
    """What is read back is what was written, the phase and the study's place left out."""
    given = Parameters(phase="return", phase_starts={"return": "2014-06-01"}, exclude_sources=["a"])
    folders.write_settings(tmp_path, given)
    there = folders.read_settings(tmp_path)
    assert there == folders.settings(given)
    assert "phase" not in there and "study" not in there


def test_tables_made_with_the_same_parameters_are_taken(tmp_path, real):
    """No complaint where nothing differs, whatever the phase."""
    folders.write_settings(tmp_path, Parameters())
    folders.check_made_with(tmp_path, Parameters(phase="any-phase"), real)


def test_tables_made_with_others_are_refused_with_the_command_to_run(tmp_path, real):
    """The sentence names the parameter, both values, and what to do."""
    folders.write_settings(tmp_path, Parameters())
    other = Parameters(phase_starts={"return": "2014-06-01"})
    with pytest.raises(ContentError) as error:
        folders.check_made_with(tmp_path, other, real)
    message = str(error.value)
    assert "were made with phase_starts = {}" in message
    assert "dyadbook run --name NAME -p phase_starts.return=2014-06-01" in message
    assert "\n" not in message


def test_a_run_that_does_not_exist_is_named(monkeypatch, real):
    """DYADBOOK_RUN with a misspelt name says how to make that run."""
    monkeypatch.setenv("DYADBOOK_RUN", "early-tha")
    with pytest.raises(
        ArgumentError, match="'early-tha', which does not exist; make it with 'dyadbook run --name early-tha'"
    ):
        folders.named(real)


def test_without_a_run_tables_come_from_data(monkeypatch, real):
    """The committed tables are the default."""
    monkeypatch.delenv("DYADBOOK_RUN", raising=False)
    assert folders.named(real) == real.data
