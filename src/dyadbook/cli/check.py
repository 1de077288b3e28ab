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
    from rich.console import Console

    from dyadbook.study.paths import find

    paths = find(study)
    checked, found, console = [], [], Console(stderr=True)
    with console.status("checking") as status:
        for what, problems in rooms(paths):
            status.update(f"checking {what}")
            checked.append(what)
            try:
                found += problems()
            except ContentError as error:  # a file that cannot be read at all
                found += error.problems
    if found:
        unique = sorted(set(found))
        count = f"{len(unique)} problem{'s' if len(unique) > 1 else ''} found."
        raise ContentError("\n".join([*map(str, unique), count]))
    print(f"Nothing is wrong with {', '.join(checked[:-1])} and {checked[-1]}.")


def rooms(paths: Paths) -> Iterator[tuple[str, Callable[[], list[Problem]]]]:
    """Yield what each room checks, in words, and its check."""
    from dyadbook import observations, series
    from dyadbook.ledger import truths
    from dyadbook.publishing import prose
    from dyadbook.runs import current, notebooks
    from dyadbook.sources import problems as sources
    from dyadbook.sources.records import read_records
    from dyadbook.study import codebook, load, parameters

    study, codes = readable(load.load_study, paths), readable(codebook.read_codebook, paths)
    ids = list(readable(read_records, paths) or ())
    yield "the study", lambda: load.problems(paths)
    yield "the codebook", lambda: codebook.problems(paths)
    yield "the parameter sets", lambda: parameters.problems(paths, ids or None)
    yield "the sources", lambda: sources.problems(paths, study)
    yield "the notebooks", lambda: notebooks.problems(paths)
    # without these, whatever refers to them would be called wrong too, and the one cause would drown in what follows from it
    if study and codes and ids:
        known = [*ids, *(f"series:{name}" for name in series.series_names(paths))]
        yield "the hand-coded tables", lambda: observations.problems(paths, study, codes, known)
        yield "the series", lambda: series.problems(paths, study)
        facts = readable(lambda p: current.current_facts(p, study), paths)
        yield "the declared truths", lambda: truths.truth_problems(paths, facts)
        what = (
            "the prose"
            if facts
            else "the prose (without the facts, which are out of date: run 'dyadbook run' first)"
        )
        yield what, lambda: prose.problems(paths, study, facts)


def readable(read: Callable[[Paths], T], paths: Paths) -> T | None:
    """Return what `read` reads, or None where it cannot: its own room says why."""
    try:
        return read(paths)
    except ContentError:
        return None
