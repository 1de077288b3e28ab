"""The grid of a sweep: what it holds, and what is refused before anything runs."""

import datetime as dt

import pytest

from dyadbook.runs import grid
from dyadbook.study.problems import ArgumentError

SOURCES = ["herald", "pony", "redbook", "lorien", "palantir"]


def labels(axes, study):
    return [p.label for p in grid.points(axes, study, SOURCES)]


def test_every_combination_is_a_point(study):
    """The last axis changes fastest."""
    axes = grid.from_assignments(["phase_starts.silence=2010-06-01+2011-06-01", "min_sources=1+2"])
    assert labels(axes, study) == [
        "phase_starts.silence=2010-06-01, min_sources=1",
        "phase_starts.silence=2010-06-01, min_sources=2",
        "phase_starts.silence=2011-06-01, min_sources=1",
        "phase_starts.silence=2011-06-01, min_sources=2",
    ]
    first = grid.points(axes, study, SOURCES)[0].parameters
    assert (first.phase_starts, first.min_sources) == ({"silence": dt.date(2010, 6, 1)}, 1)


def test_a_value_can_be_a_list_or_nothing(study):
    """Leaving out nobody, one source, or two."""
    found = grid.points(grid.from_assignments(["exclude_sources=+pony+pony,herald"]), study, SOURCES)
    assert [p.parameters.exclude_sources for p in found] == [(), ("pony",), ("pony", "herald")]
    assert [p.values["exclude_sources"] for p in found] == ["", "pony", "pony,herald"]


def test_a_file_gives_the_same_grid(study, tmp_path):
    """Dates, numbers and lists may be written as YAML has them."""
    file = tmp_path / "grid.yaml"
    file.write_text(
        "phase_starts.silence: [2010-06-01, 2011-06-01]\nmin_sources: [1, 2]\nexclude_sources: [[], [pony]]\ncorpus: shipped\n"
    )
    found = grid.points(grid.from_file(file), study, SOURCES)
    assert len(found) == 8 and found[1].parameters.exclude_sources == ("pony",)
    assert (
        found[-1].label
        == "phase_starts.silence=2011-06-01, min_sources=2, exclude_sources=pony, corpus=shipped"
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "A sweep needs a grid"),
        (["min_source=1+2"], "There is no parameter 'min_source'. Did you mean 'min_sources'?"),
        (["silence=2010-01-01+2011-01-01"], "There is no parameter 'silence'."),
        (["min_sources"], "'min_sources' is no axis; write NAME=V1+V2"),
        (["min_sources=1", "min_sources=2"], "'min_sources' is given twice; give all its values at once"),
        (["min_sources=1+1"], "'min_sources' takes the value 1 twice; give it once."),
        (
            ["min_sources=1+two"],
            "The grid holds a point that cannot be run (min_sources=two): Parameter 'min_sources'",
        ),
        (["phase_starts.silnce=2010-01-01"], "(phase_starts.silnce=2010-01-01)"),
        (["phase_starts=2010-01-01"], "Sweep one boundary at a time"),
        (["phase=beacons+silence"], "'phase' cannot be swept"),
        (
            ["exclude_sources=pony+poni"],
            "names 'poni', which is no source of this study. Did you mean 'pony'?",
        ),
        (
            ["phase_starts.silence=2010-01-01+2018-01-01", "phase_starts.return=2016-03-25+2017-01-01"],
            "cannot be run (phase_starts.silence=2018-01-01, phase_starts.return=2016-03-25)",
        ),
    ],
)
def test_what_cannot_be_run_is_refused_at_once(study, given, message):
    """An unknown name, a wrong value, an impossible combination: a sentence each, before the first run."""
    with pytest.raises(ArgumentError) as error:
        grid.points(grid.from_assignments(given), study, SOURCES)
    assert message in str(error.value)


def test_a_file_with_a_mapping_says_how_to_write_it(tmp_path):
    """One boundary is an axis of its own."""
    file = tmp_path / "grid.yaml"
    file.write_text("phase_starts: {silence: 2010-06-01}\n")
    with pytest.raises(ArgumentError, match=r"grid.yaml: write 'phase_starts.silence' as a name of its own"):
        grid.from_file(file)
