"""`dyadbook site`: the built book as a folder and a zip that any static host takes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dyadbook.cli.options import RunName, StudyDir

if TYPE_CHECKING:
    from dyadbook.study.paths import Paths

Base = Annotated[
    str | None,
    typer.Option(
        "--base",
        metavar="URL",
        help="Address at which the book will stand, for the sitemap; without it, the one in CITATION.cff.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Folder to write; the zip goes beside it. Usually dist/site."),
]


def site(base: Base = None, out: Out = None, name: RunName = None, study: StudyDir = None) -> None:
    """Make the built book ready for a static host, and print the paths of its folder and its zip."""
    from dyadbook.publishing import citation
    from dyadbook.publishing import site as making
    from dyadbook.publishing.build import output_folder
    from dyadbook.runs import built, folders
    from dyadbook.study.paths import find
    from dyadbook.study.problems import ContentError

    paths = find(study)
    run = folders.checked_name(name or folders.DEFAULT)
    html = output_folder(paths, run)
    target = (out or paths.home / "dist" / (run if name else "site")).resolve()
    checked_target(target, html, paths)
    base = checked_base(citation.address(citation.read(paths.home / citation.NAME)) if base is None else base)
    again = "dyadbook book" + (f" --name {run}" if name else "")
    if not (html / "index.html").is_file():
        raise ContentError(f"There is no book at {paths.show(html)} yet: make one with '{again}'.")
    if name is None and built.unchanged(paths, {"p": [], "params": None, "name": None}) is None:
        print(
            f"The book is older than what it is made from; '{again}' brings it up to date.", file=sys.stderr
        )
    redirects = making.read_redirects(paths.home / making.REDIRECTS)
    try:
        made = making.make_site(html, target, base, redirects)
    except ValueError as error:
        raise ContentError(f"{making.REDIRECTS}: {error}. Mend the entry.") from None
    if not base:
        print("There is no sitemap: it needs the address of the book, as --base URL.", file=sys.stderr)
    for path in made:
        print(path)


def checked_base(base: str) -> str:
    """Return the address that pages are found under; ArgumentError where it is no web address."""
    from urllib.parse import urlsplit

    from dyadbook.study.problems import ArgumentError

    parts = urlsplit(base)
    if base and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
        raise ArgumentError(f"'{base}' is no address of a book; write it as https://HOST/PATH/.")
    return base


def checked_target(target: Path, html: Path, paths: Paths) -> None:
    """ArgumentError where writing the site would delete anything that is not an earlier site."""
    from dyadbook.study.problems import ArgumentError

    kept = (html.resolve(), paths.root.resolve(), paths.home.resolve())
    inside = target.is_relative_to(html.resolve())
    if inside or any(folder.is_relative_to(target) for folder in kept):
        raise ArgumentError(f"--out '{target.name}' holds the book or is part of it; name another folder.")
    if not target.exists():
        return
    earlier = (target / ".nojekyll").is_file() and (target / "404.html").is_file()
    if not target.is_dir() or (target / ".git").exists() or (any(target.iterdir()) and not earlier):
        raise ArgumentError(
            f"--out '{target.name}' is there and is no site made earlier; name a folder that is empty or not there yet."
        )
