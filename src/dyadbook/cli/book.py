"""`dyadbook book`: run what is stale, compile the book, say where it is."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dyadbook.cli.options import (
    Assignments,
    Force,
    Jobs,
    Limit,
    ParamsFile,
    RunName,
    StudyDir,
    open_study,
    parameters_of,
)

if TYPE_CHECKING:
    from dyadbook.study.paths import Paths

Open = Annotated[bool, typer.Option("--open", help="Open the front page in a browser.")]
Pdf = Annotated[
    bool, typer.Option("--pdf", help="Also set the whole book as one PDF; its path is printed last.")
]


def book(
    p: Assignments = None,
    params: ParamsFile = None,
    name: RunName = None,
    jobs: Jobs = 2,
    force: Force = False,
    limit: Limit = 900,
    pdf: Pdf = False,
    open_page: Open = False,
    study: StudyDir = None,
) -> None:
    """Run the notebooks that are stale, compile the book, and print the path of its front page."""
    from dyadbook.runs import built
    from dyadbook.study.paths import find

    paths = find(study)
    if pdf:
        from dyadbook.publishing.pdf import need_weasyprint

        need_weasyprint()  # before minutes are spent on the pages
    asked = {"p": sorted(p or ()), "params": _content(params), "name": name}
    page = None if force else built.unchanged(paths, asked)
    if page is None:
        page = _make(paths, asked, p, params, name, jobs, force, limit)
    else:
        print("Nothing has changed since the book was built.", file=sys.stderr)
    print(page)
    if pdf:
        print(_set(paths, asked, force))
    if open_page:
        webbrowser.open(page.resolve().as_uri())


def _content(file: Path | None) -> str | None:
    """Return what a parameter file holds; one that cannot be read is complained of where it is parsed."""
    return file.read_bytes().decode("utf-8", "replace") if file and file.is_file() else None


def _make(
    paths: Paths,
    asked: dict,
    p: list[str] | None,
    params: Path | None,
    name: str | None,
    jobs: int,
    force: bool,
    limit: int,
) -> Path:
    from dyadbook.cli.progress import BuildProgress
    from dyadbook.cli.run import execute
    from dyadbook.publishing.build import build
    from dyadbook.runs import built, folders

    _, study = open_study(paths.seeds)
    parameters, run_name = parameters_of(paths, study, p, params, name)
    execute(paths, study, parameters, run_name, jobs, force, limit)
    before = built.fingerprint(paths, asked)
    with BuildProgress() as progress:
        page = build(paths, folders.run_folder(paths, run_name), progress=progress)
    built.remember(paths, asked, page, before)
    return page


def _set(paths: Paths, asked: dict, force: bool) -> Path:
    """Set the PDF of a run whose pages are up to date, unless the one that is there still holds."""
    from dyadbook.cli.progress import BuildProgress
    from dyadbook.publishing.pdf import build_pdf
    from dyadbook.runs import built, folders

    asked = asked | {"as": "pdf"}
    file = None if force else built.unchanged(paths, asked)
    if file is None:
        before = built.fingerprint(paths, asked)
        with BuildProgress() as progress:
            run = folders.run_folder(paths, asked["name"] or folders.DEFAULT)
            file = build_pdf(paths, run, progress=progress)
        built.remember(paths, asked, file, before)
    else:
        print("Nothing has changed since the PDF was set.", file=sys.stderr)
    return file
