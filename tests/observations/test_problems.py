"""What is wrong with the hand-kept evidence as a whole: phases that rest on nothing that shows them."""

import datetime as dt

import pytest

from dyadbook.observations.problems import boundary_problems
from dyadbook.study.load import load_study


def moved(study, start=None, rests_on=None):
    """Return the study with the last phase changed."""
    last = study.phases[-1]
    new = last.model_copy(update={"start": start or last.start, "rests_on": rests_on or last.rests_on})
    return study.model_copy(update={"phases": (*study.phases[:-1], new)})


@pytest.fixture
def day_of(study):
    """One row for each phase, dated to its first day."""
    return {p.rests_on[0]: p.start.isoformat() for p in study.phases}


def test_a_boundary_that_its_evidence_shows_is_sound(fictional, study, day_of):
    """Every phase has a row of its very day."""
    others = {i for p in study.phases for i in p.rests_on} - set(day_of)
    assert boundary_problems(fictional, study, day_of, others) == []


def test_a_boundary_a_day_off_is_named_with_what_it_rests_on(fictional, study, day_of):
    """The message gives the day, the row and the row's date, at the line in study.yaml."""
    off = moved(study, start=study.phases[-1].start + dt.timedelta(1))
    others = {i for p in study.phases for i in p.rests_on} - set(day_of)
    [found] = boundary_problems(fictional, off, day_of, others)
    row = study.phases[-1].rests_on[0]
    assert f"a day that nothing it rests on shows ({row} of {study.phases[-1].start})" in found.what
    assert found.file.endswith("seeds/study.yaml")
    assert "rests_on" in fictional.seeds.joinpath("study.yaml").read_text().splitlines()[found.line - 1]


def test_a_boundary_that_rests_on_an_unknown_row_is_named(fictional, study, day_of):
    """A misspelt id is answered with the nearest."""
    [found] = boundary_problems(
        fictional, moved(study, rests_on=("X99",)), day_of, {i for p in study.phases for i in p.rests_on}
    )
    assert "rests on 'X99', which is no row of the chronicle and no source" in found.what


def test_a_study_without_a_chronicle_is_left_alone(fictional):
    """There is nothing to hold the boundaries against."""
    assert boundary_problems(fictional, load_study(fictional), {}) == []
