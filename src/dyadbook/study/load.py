"""Read `study.yaml`, and say all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem
from dyadbook.study.reading import line_of, read_model, read_text


def study_file(paths: Paths) -> str:
    """Return the name by which messages call the study's file."""
    return paths.show(paths.seeds / "study.yaml")


def load_study(paths: Paths) -> Study:
    """Read the study; ContentError names file, line and remedy of everything that does not fit its model."""
    return read_model(paths.seeds / "study.yaml", study_file(paths), Study)


def problems(paths: Paths) -> list[Problem]:
    """Return what is wrong with the study; an empty list where nothing is."""
    try:
        study = load_study(paths)
    except ContentError as error:
        return error.problems
    name = study_file(paths)
    text = read_text(paths.seeds / "study.yaml", name)
    found = (*_unsourced_terms(study), *_shared_spellings(study))
    return sorted(Problem(name, line_of(text, loc), what, remedy) for loc, what, remedy in found)


def _unsourced_terms(study: Study) -> Iterator[tuple[tuple, str, str]]:
    for i, person in enumerate(study.people):
        for k, held in enumerate(person.offices):
            if (held.since or held.until or held.attested) and not held.source:
                yield (
                    ("people", i, "offices", k),
                    f"the dates of '{person.id}' as {held.office} name no source",
                    "Add 'source', or take the dates out",
                )


def _shared_spellings(study: Study) -> Iterator[tuple[tuple, str, str]]:
    """A spelling may stand for two people, whom the day tells apart, but not for two actors."""
    owner: dict[str, str] = {}
    for i, actor in enumerate(study.actors):
        for spelling in dict.fromkeys((actor.name, *actor.aliases, *actor.demonyms, *actor.metonyms)):
            other = owner.setdefault(spelling, actor.id)
            if other != actor.id:
                yield (
                    ("actors", i),
                    f"'{spelling}' stands for two actors, {other} and {actor.id}",
                    "Keep it with one of them",
                )
