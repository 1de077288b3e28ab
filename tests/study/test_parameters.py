"""Run parameters: one schema, and a clear sentence for whatever does not fit it."""

from __future__ import annotations

import ast
import datetime as dt

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dyadbook.study.codebook import STATUSES, read_codebook
from dyadbook.study.models import Study
from dyadbook.study.parameters import (
    Parameters,
    describe,
    load_params_file,
    parameters_cell,
    parse_assignments,
    problems,
    validate,
)
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ArgumentError

SOURCES = ["herald", "pony", "redbook", "palantir", "lorien", "letter"]


def check(study: Study, *assignments: str) -> Parameters:
    return validate(parse_assignments(assignments), study, SOURCES)


@pytest.mark.parametrize(
    ("assignment", "sentence"),
    [
        (
            "phase_start.silence=2012-01-01",
            "There is no parameter 'phase_start'. Did you mean 'phase_starts'?",
        ),
        ("min_source=2", "There is no parameter 'min_source'. Did you mean 'min_sources'?"),
        ("silence=2012-01-01", "moved with phase_starts.PHASE=2012-01-01"),
        ("phase_starts.silense=2012", "'silense', which is no phase of this study. Did you mean 'silence'?"),
        ("phase=retrun", "'retrun', which is no phase of this study. Did you mean 'return'?"),
        (
            "start=2015-13",
            "Parameter 'start' is '2015-13', which is no date; write it as 2015, 2015-07 or 2015-07-14.",
        ),
        ("end=last week", "'last week', which is no date"),
        ("start=2010/2012", "'2010/2012', which is no date"),
        ("end=2024-01-01", "Parameter 'end' is 2024-01-01, but the study runs from 2000-01-01 to 2021-12-31"),
        ("start=1999", "Parameter 'start' is 1999-01-01, but the study runs from 2000-01-01"),
        (
            "phase_starts.silence=2017-01-01",
            "phase 'return' (2016-03-25) no later than 'silence' (2017-01-01)",
        ),
        ("phase_starts.beacons=1990", "puts 'beacons' at 1990-01-01, but the study runs from"),
        ("phase_starts.silence=", "gives 'silence' no date"),
        ("phase_starts.silence=soon", "for 'silence' is 'soon', which is no date"),
        ("phase_starts=soon", "takes phases with their first days"),
        (
            "sources=herald,poney",
            "Parameter 'sources' names 'poney', which is no source of this study. Did you mean 'pony'?",
        ),
        ("exclude_sources=Herald", "Did you mean 'herald'?"),
        (f"exclude_sources={','.join(SOURCES)}", "leave no source; keep at least one."),
        ("min_sources=0", "must be 1 or more, not 0"),
        ("min_sources=-2", "must be 1 or more, not -2"),
        ("min_sources=two", "takes a whole number from 1 up, not 'two'"),
        ("min_sources=1.5", "takes a whole number from 1 up, not '1.5'"),
        ("min_sources=7", "asks for 7 reports of an event, but 6 sources are read; ask for at most 6."),
        (
            "corpus=original",
            "Parameter 'corpus' is 'original', which it cannot be. Did you mean 'originals'?",
        ),
        ("date_precision=daily", "Did you mean 'day'?"),
        ("statuses=occured", "names 'occured', which is no status. Did you mean 'occurred'?"),
        ("statuses=", "names no status; name at least one."),
        ("start", "'start' is no assignment; write NAME=VALUE"),
        ("=2015", "'=2015' is no assignment; write NAME=VALUE"),
        ("corpus.which=originals", "Parameter 'corpus' has no parts; write corpus=originals"),
        ("phase_starts.=2012", "cannot be read; write phase_starts.PHASE=2012."),
    ],
)
def test_what_does_not_fit_gets_one_sentence(study: Study, assignment: str, sentence: str) -> None:
    """The sentence names the parameter, says what is wrong, and ends with what to do."""
    with pytest.raises(ArgumentError) as error:
        check(study, assignment)
    message = str(error.value)
    assert sentence in message
    assert "\n" not in message
    assert message.endswith((".", "?"))


def test_end_before_start_is_refused(study: Study) -> None:
    """Both are good days, but together they leave nothing."""
    with pytest.raises(ArgumentError, match=r"'end' \(2010-12-31\) lies before 'start' \(2015-01-01\)"):
        check(study, "start=2015", "end=2010")


def test_boundaries_may_be_moved_together(study: Study) -> None:
    """Only their order counts, not where each stood before."""
    moved = check(study, "phase_starts.return=2018-01-01", "phase_starts.silence=2017")
    assert [p.start for p in moved.phases(study)] == [
        dt.date(2004, 5, 21),
        dt.date(2017, 1, 1),
        dt.date(2018, 1, 1),
    ]
    assert [p.id for p in moved.phases(study)] == ["beacons", "silence", "return"]
    assert study.phases[1].start == dt.date(2011, 6, 1), "the study itself must not change"


def test_every_wrong_thing_is_said_at_once(study: Study) -> None:
    """Two mistakes give two sentences, a line each."""
    with pytest.raises(ArgumentError) as error:
        validate({"min_sources": 0, "corpus": "both"}, study, SOURCES)
    assert len(str(error.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("raw", "name", "value"),
    [
        ({"start": 2015}, "start", dt.date(2015, 1, 1)),
        ({"start": dt.date(2015, 7, 1)}, "start", dt.date(2015, 7, 1)),
        ({"start": dt.datetime(2015, 7, 1, 12)}, "start", dt.date(2015, 7, 1)),
        ({"start": ""}, "start", None),
        ({"end": "2015-02"}, "end", dt.date(2015, 2, 28)),
        ({"end": None}, "end", None),
        ({"exclude_sources": "pony"}, "exclude_sources", ("pony",)),
        ({"sources": "herald, pony,,herald"}, "sources", ("herald", "pony")),
        ({"sources": ["pony", "herald"]}, "sources", ("pony", "herald")),
        ({"phase_starts": {"silence": "2012-01-01"}}, "phase_starts", {"silence": dt.date(2012, 1, 1)}),
        ({"phase_starts": {"silence": 2012}}, "phase_starts", {"silence": dt.date(2012, 1, 1)}),
        ({"phase_starts": "silence=2012-02"}, "phase_starts", {"silence": dt.date(2012, 2, 1)}),
        ({"phase_starts": ""}, "phase_starts", {}),
        ({"min_sources": "2"}, "min_sources", 2),
        ({"phase": "return"}, "phase", "return"),
        ({"date_precision": "month"}, "date_precision", "month"),
    ],
)
def test_what_papermill_passes_is_understood(study: Study, raw: dict, name: str, value: object) -> None:
    """Numbers for years, single names for lists, text for mappings: each becomes what the schema says."""
    assert getattr(validate(raw, study, SOURCES), name) == value


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"min_sources": True}, "takes a whole number from 1 up, not True"),
        ({"sources": {"herald": 1}}, "takes names with commas between them"),
        ({"sources": 3.5}, "takes names with commas between them"),
        ({"start": True}, "no date"),
        ({"start": ["2015"]}, "no date"),
        ({"phase": ["return"]}, "takes a single word"),
        ({"phase_starts": ["silence"]}, "takes phases with their first days"),
        (
            {"silence": "2012"},
            "'silence' is a phase, not a parameter; to move its start write phase_starts.silence=",
        ),
    ],
)
def test_wrong_types_are_refused(study: Study, raw: dict, sentence: str) -> None:
    """A value of the wrong type is not bent into shape."""
    with pytest.raises(ArgumentError) as error:
        validate(raw, study, SOURCES)
    assert sentence in str(error.value)


def test_a_year_that_is_not_over_ends_where_knowledge_ends(study: Study) -> None:
    """'Until 2021' of a study that is complete to a day in 2021 is no error."""
    short = study.model_copy(update={"as_of": dt.date(2021, 6, 30)})
    assert validate({"end": 2021}, short, SOURCES).end == dt.date(2021, 6, 30)


def test_end_defaults_to_the_study_never_to_today(study: Study) -> None:
    """The window is the study's own where a run sets none."""
    assert Parameters().window(study) == (dt.date(2000, 1, 1), dt.date(2021, 12, 31))
    assert check(study, "start=2010", "end=2012").window(study) == (
        dt.date(2010, 1, 1),
        dt.date(2012, 12, 31),
    )


def test_lists_may_be_given_in_parts_and_scalars_only_once() -> None:
    """A repeated list name adds, a repeated scalar is a mistake."""
    assert parse_assignments(["sources=a,b", "sources=c"]) == {"sources": ["a", "b", "c"]}
    with pytest.raises(ArgumentError, match="'start' is given twice; give it once"):
        parse_assignments(["start=2010", "start=2011"])
    with pytest.raises(ArgumentError, match="'phase_starts.x' is given twice"):
        parse_assignments(["phase_starts.x=2010", "phase_starts.x=2011"])


def test_a_value_may_hold_an_equals_sign() -> None:
    """Only the first one separates."""
    assert parse_assignments(["study=a=b"]) == {"study": "a=b"}


def test_sources_are_not_checked_where_none_are_known(study: Study) -> None:
    """Without the list of ids a name cannot be wrong yet."""
    assert validate({"sources": "anything"}, study).sources == ("anything",)


@pytest.mark.parametrize(
    ("precision", "fine", "coarse"),
    [
        ("day", ["2020-01-01", "2020-01-01/2020-01-01"], ["2020-W02", "2020-01", "2020-01-01/2020-01-02"]),
        ("week", ["2020-01-01", "2020-W02", "2020-01-01/2020-01-07"], ["2020-01", "2020-01-01/2020-01-08"]),
        ("month", ["2020-01", "2020-W02"], ["2020", "2020-01/2020-02"]),
        ("year", ["2020", "2020-01/2020-06"], ["201X", "2019/2020", "2020/..", "PAST_REF", None]),
        ("any", ["201X", "2020/..", "PAST_REF", None, ""], []),
    ],
)
def test_the_coarsest_date_that_counts(precision: str, fine: list, coarse: list) -> None:
    """A range counts by its length; an open or unknown date only where any date does."""
    parameters = Parameters(date_precision=precision)
    assert all(map(parameters.precise_enough, fine))
    assert not any(map(parameters.precise_enough, coarse))


def test_selected_keeps_the_study_s_order() -> None:
    """Sources are read in the order of sources.yaml, however they are asked for."""
    assert Parameters(sources="pony,herald").selected(SOURCES) == ("herald", "pony")
    assert Parameters(exclude_sources="herald").selected(SOURCES) == tuple(SOURCES[1:])


SETS = st.fixed_dictionaries(
    {},
    optional={
        "corpus": st.sampled_from(["shipped", "originals"]),
        "start": st.dates(dt.date(2000, 1, 1), dt.date(2010, 1, 1)),
        "end": st.dates(dt.date(2011, 1, 1), dt.date(2021, 12, 31)).map(str),
        "phase": st.sampled_from(["", "beacons", "silence", "return"]),
        "phase_starts": st.fixed_dictionaries(
            {}, optional={"silence": st.dates(dt.date(2004, 6, 1), dt.date(2016, 3, 24)).map(str)}
        ),
        "sources": st.lists(st.sampled_from(SOURCES), unique=True),
        "statuses": st.lists(st.sampled_from(STATUSES), min_size=1, unique=True),
        "min_sources": st.just(1),
        "date_precision": st.sampled_from(["any", "year", "month", "week", "day"]),
    },
)


@settings(max_examples=60)
@given(raw=SETS)
def test_a_set_survives_being_written_and_read(raw: dict, study: Study) -> None:
    """Canonical values, as YAML or as papermill would pass them, give the same parameters and the same text again."""
    parameters = validate(raw, study, SOURCES)
    text = parameters.to_yaml(helps=True)
    again = validate(yaml.safe_load(text), study, SOURCES)
    assert again == parameters
    assert again.to_yaml(helps=True) == text
    assert list(parameters.canonical()) == sorted(Parameters.model_fields)


@settings(max_examples=200)
@given(st.lists(st.text(max_size=30), max_size=3))
def test_any_words_are_read_or_refused(study: Study, words: list[str]) -> None:
    """No text makes anything but parameters or an ArgumentError."""
    try:
        assert isinstance(check(study, *words), Parameters)
    except ArgumentError as error:
        assert str(error).strip()


@settings(max_examples=200)
@given(
    name=st.sampled_from(sorted(Parameters.model_fields)),
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
        max_leaves=5,
    ),
)
def test_any_value_is_read_or_refused(study: Study, name: str, value: object) -> None:
    """No value of any type makes anything but parameters or an ArgumentError that names the parameter."""
    try:
        assert isinstance(validate({name: value}, study, SOURCES), Parameters)
    except ArgumentError as error:
        assert f"'{name}'" in str(error) or "phase" in str(error)


def test_changed_lists_what_differs(study: Study) -> None:
    """Name, usual value and own value, and nothing for the book as published."""
    assert Parameters().changed() == []
    assert check(study, "min_sources=2").changed() == [("min_sources", 1, 2)]


def test_every_parameter_is_described(study: Study) -> None:
    """The parameter chapter gets name, type, default and one line of help for each."""
    rows = describe()
    assert [row["name"] for row in rows] == list(Parameters.model_fields)
    assert all(row["type"] and row["help"] and "\n" not in row["help"] for row in rows)
    assert {row["name"]: row["default"] for row in rows}["statuses"] == "occurred, signed, in_force, ongoing"


def test_the_parameters_cell_is_plain_literals(study: Study) -> None:
    """The cell of a notebook runs with no import, and its values are the defaults."""
    names = [n for n in Parameters.model_fields if n != "study"]
    source = parameters_cell(names)
    values: dict = {}
    for node in ast.parse(source).body:
        assert isinstance(node, ast.AnnAssign)
        values[node.target.id] = ast.literal_eval(node.value)
    assert validate(values, study, SOURCES) == Parameters()
    assert all("  # " in line for line in source.splitlines())


def test_default_statuses_are_those_that_assert(real: Paths) -> None:
    """What counts by default is what the codebook says a source asserts."""
    asserting = [s for s in read_codebook(real).asserting if s in STATUSES]
    assert list(Parameters().statuses) == asserting


def test_named_sets_are_sound(real: Paths, fictional: Paths) -> None:
    """Every file in seeds/params fits the schema, and default.yaml shows every default."""
    assert problems(real) == []
    assert problems(fictional, SOURCES) == []
    assert (
        (real.seeds / "params" / "default.yaml")
        .read_text(encoding="utf-8")
        .endswith(Parameters().to_yaml(helps=True))
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "min_source: 2\n",
            "params/mine.yaml:1: There is no parameter 'min_source'. Did you mean 'min_sources'?",
        ),
        (
            "corpus: shipped\nmin_sources: 0\n",
            "params/mine.yaml:2: Parameter 'min_sources' must be 1 or more",
        ),
        ("sources: [bilbo]\n", "params/mine.yaml:1: Parameter 'sources' names 'bilbo'"),
        ("min_sources: [\n", "params/mine.yaml:2: is not valid YAML"),
        ("- 1\n", "must map parameters to values"),
        (
            "start: 2015\nstart: 2016\n",
            "params/mine.yaml:2: is not valid YAML: the key 'start' is given twice",
        ),
    ],
)
def test_a_wrong_set_is_a_problem_with_its_line(project: Paths, content: str, said: str) -> None:
    """`dyadbook check` names file and line."""
    (project.seeds / "params" / "mine.yaml").write_text(content, encoding="utf-8")
    assert said in "\n".join(map(str, problems(project, SOURCES)))


def test_default_yaml_must_be_the_default(project: Paths) -> None:
    """A default that is not the schema's, one that is missing, and a missing file are each a problem."""
    path = project.seeds / "params" / "default.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("min_sources: 1", "min_sources: 2"), encoding="utf-8"
    )
    assert "'min_sources' is not the schema's default, 1" in str(problems(project)[0])
    path.write_text("corpus: shipped\n", encoding="utf-8")
    assert "'start' is missing" in "\n".join(map(str, problems(project)))
    path.unlink()
    assert "default.yaml: is missing" in str(problems(project)[0])


def test_a_parameter_file_is_read_or_refused(project: Paths) -> None:
    """A missing file and one that is no mapping get a sentence; an empty one sets nothing."""
    folder = project.seeds / "params"
    assert load_params_file(folder / "late-silence.yaml") == {
        "phase_starts": {"silence": dt.date(2012, 1, 1)}
    }
    with pytest.raises(ArgumentError, match=r"none.yaml: is missing. Put the file there"):
        load_params_file(folder / "none.yaml")
    (folder / "list.yaml").write_text("- a\n", encoding="utf-8")
    with pytest.raises(ArgumentError, match="list.yaml must map parameters to values"):
        load_params_file(folder / "list.yaml")
    (folder / "empty.yaml").write_text("", encoding="utf-8")
    assert load_params_file(folder / "empty.yaml") == {}
