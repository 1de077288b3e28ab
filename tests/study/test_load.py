"""The study file, and what `dyadbook check` says of it."""

from __future__ import annotations

import datetime as dt

import pytest

from dyadbook.study.load import load_study, problems
from dyadbook.study.models import OfficeHeld, Study, in_term, slug
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError


def broken(project: Paths, old: str, new: str) -> str:
    """Replace `old` in the study file and return what is then wrong with it, a line each."""
    path = project.seeds / "study.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test must change something"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return "\n".join(map(str, problems(project)))


def line(project: Paths, text: str) -> int:
    """Return the line on which `text` first stands in the study file as it is now."""
    lines = (project.seeds / "study.yaml").read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if text in line)


def test_both_studies_are_sound(real: Paths, fictional: Paths) -> None:
    """The real study and the fictional one have no problem."""
    assert [str(p) for p in problems(real)] == []
    assert problems(fictional) == []


@pytest.mark.parametrize(
    ("old", "new", "said", "at"),
    [
        (
            "start: 2011-06-01",
            "start: 2003-06-01",
            "phase 'silence' must start after the phase before it",
            "id: silence",
        ),
        ("start: 2004-05-21", "start: 1999-05-21", "phase 'beacons' starts outside the study", "id: beacons"),
        ("start: 2016-03-25", "start: 2022-03-25", "phase 'return' starts outside the study", "id: return"),
        (
            "start: 2016-03-25",
            "start: someday",
            "phases.2.start: Input should be a valid date",
            "start: someday",
        ),
        ("dyad: [GON, ARN]", "dyad: [GON, ARX]", "actor 'ARX' is used but not listed under actors", "dyad:"),
        ("part_of: ARN", "part_of: SHI", "actor 'SHI' is used but not listed", "part_of: SHI"),
        (
            "office: king",
            "office: queen",
            "office 'queen' is used but not listed under offices",
            "office: queen",
        ),
        ("id: ROH", "id: GON", "actor 'GON' is defined twice; keep one".replace("; k", ". K"), "id: GON\n"),
        (
            "until: 2013-12-31",
            "until: 1999",
            "'arvedui' leaves the office of king before taking it",
            "id: arvedui",
        ),
        ("as_of: 2021-12-31", "as_of: 2023-01-01", "'as_of' lies after the end of 'span'", None),
        (
            "demonyms: [Rohirric",
            "demonym: [Rohirric",
            "this key is not known. Did you mean 'demonyms'?",
            "demonym:",
        ),
        (
            'colour: "#D55E00"',
            "colour: orange",
            "phases.1.colour: 'orange' has the wrong form",
            "colour: orange",
        ),
        (", source: E013", "", "the dates of 'imrahil' as defence-minister name no source", "2016-03-16}"),
        (
            "demonyms: [Rohirric",
            "demonyms: [Gondorian",
            "'Gondorian' stands for two actors, GON and ROH",
            "id: ROH",
        ),
    ],
)
def test_each_fault_is_named_at_its_line(
    project: Paths, old: str, new: str, said: str, at: str | None
) -> None:
    """A broken study names the fault, the line it stands on, and the remedy."""
    message = broken(project, old, new)
    assert said in message
    if at and not at.endswith("\n"):
        assert f"seeds/study.yaml:{line(project, at)}: " in message


def test_a_fault_stops_the_loading(project: Paths) -> None:
    """A study that does not fit its model is not used."""
    broken(project, "id: gondor-arnor", "id: Gondor and Arnor")
    with pytest.raises(ContentError, match=r"study.yaml:2: id: 'Gondor and Arnor' has the wrong form"):
        load_study(project)


def test_no_study_at_all(project: Paths) -> None:
    """A missing file is one problem with a remedy."""
    (project.seeds / "study.yaml").unlink()
    assert [str(p) for p in problems(project)] == ["seeds/study.yaml: is missing. Put the file there"]


@pytest.mark.parametrize(
    ("since", "until", "day", "held"),
    [
        ("2010", "2012", "2012-12-31", True),
        ("2010-06", None, "2010-06-01", True),
        ("2010-06", None, "2010-05-31", False),
        (None, "2012-03-15", "2012-03-16", False),
        (None, None, "1900-01-01", True),
    ],
)
def test_a_term_reaches_as_far_as_its_ends_allow(since: str, until: str, day: str, held: bool) -> None:
    """Ends of any precision count whole; an unknown end is open."""
    assert in_term(since, until, dt.date.fromisoformat(day)) is held


def test_an_office_seen_once_is_held_only_then() -> None:
    """Where no end of a term is known, the office counts for the time for which a source shows it."""
    seen = OfficeHeld(office="ambassador", actor="GON", attested="2019-10", source="x")
    assert seen.covers(dt.date(2019, 10, 31))
    assert not seen.covers(dt.date(2019, 11, 1))


def test_an_attested_time_stands_in_for_the_end_that_is_not_known() -> None:
    """With one end known, the office reaches from there to the time for which a source shows it."""
    begun = OfficeHeld(office="ambassador", actor="GON", since="2019-10", attested="2020", source="x")
    ended = OfficeHeld(office="ambassador", actor="GON", until="2019-10", attested="2018", source="x")
    still = OfficeHeld(office="ambassador", actor="GON", since="2019-10", source="x")
    assert [begun.covers(dt.date(year, 12, 1)) for year in (2018, 2019, 2020, 2021)] == [
        False,
        True,
        True,
        False,
    ]
    assert [ended.covers(dt.date(year, 3, 1)) for year in (2017, 2018, 2019, 2020)] == [
        False,
        True,
        True,
        False,
    ]
    assert still.covers(dt.date(2026, 1, 1))


def test_offices_of_a_person_on_a_day(study: Study) -> None:
    """Faramir was minister before he was steward; with no day all his offices count."""
    faramir = study.person["faramir"]
    assert [o.office for o in faramir.held(dt.date(2012, 1, 1))] == ["foreign-minister"]
    assert [o.office for o in faramir.held(dt.date(2018, 1, 1))] == ["steward"]
    assert len(faramir.held(None)) == 2


def test_the_study_finds_by_id(study: Study) -> None:
    """An actor that the study does not list is called by its id."""
    assert study.name_of("GON") == "Gondor"
    assert study.name_of("XYZ") == "XYZ"
    assert study.actor["BEACONS"].part_of == "GON"


def test_slug() -> None:
    """Ids are lower case with single hyphens, and accents are dropped with the letter kept."""
    assert slug("Annúminas") == "annuminas"
    assert slug("  The Beacon-Pact, 2004! ") == "the-beacon-pact-2004"
