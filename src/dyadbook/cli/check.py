"""`dyadbook check`: everything that can be wrong with a study, all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from dyadbook.cli.options import StudyDir
from dyadbook.study.problems import ContentError

T = TypeVar("T")

if TYPE_CHECKING:
    from dyadbook.study.paths import Paths
    from dyadbook.study.problems import Problem


def check(study: StudyDir = None) -> None:
    """Check study, sources, hashes, hand-coded tables, notebooks and prose; name every problem with file and line."""
    from dyadbook.study.paths import find

    paths = find(study)
    checked, found = [], []
    for what, problems in rooms(paths):
        checked.append(what)
        found += problems()
    if found:
        unique = sorted(set(found))
        count = f"{len(unique)} problem{'s' if len(unique) > 1 else ''} found."
        raise ContentError("\n".join([*map(str, unique), count]))
    print(f"Nothing is wrong with {', '.join(checked[:-1])} and {checked[-1]}.")


def rooms(paths: Paths) -> Iterator[tuple[str, Callable[[], list[Problem]]]]:
    """Yield what each room checks, in words, and its check."""
    from dyadbook import observations
    from dyadbook.runs import notebooks
    from dyadbook.sources import problems as sources
    from dyadbook.study import codebook, load, parameters

    study, codes = readable(load.load_study, paths), readable(codebook.read_codebook, paths)
    yield "the study", lambda: load.problems(paths)
    yield "the codebook", lambda: codebook.problems(paths)
    yield "the parameter sets", lambda: parameters.problems(paths)
    yield "the sources", lambda: sources.problems(paths, study)
    if study and codes:  # without them nothing could be said of what refers to them
        yield "the chronicle and the observations", lambda: observations.problems(paths, study, codes)
    yield "the notebooks", lambda: notebooks.problems(paths)


def readable(read: Callable[[Paths], T], paths: Paths) -> T | None:
    """Return what `read` reads, or None where it cannot: its own room says why."""
    try:
        return read(paths)
    except ContentError:
        return None
