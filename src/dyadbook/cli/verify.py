"""`dyadbook verify`: build elsewhere, under other conditions, and compare byte for byte."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from dyadbook.cli.options import Jobs, StudyDir

Book = Annotated[bool, typer.Option("--book/--no-book", help="Whether to compile and compare the pages too.")]


def verify(book: Book = True, jobs: Jobs = 2, study: StudyDir = None) -> None:
    """Build the study twice, in two folders, time zones, locales and hash seeds, and compare the builds and data/."""
    from dyadbook.runs import verify as verifying
    from dyadbook.study.paths import find

    paths = find(study)
    with tempfile.TemporaryDirectory(prefix="dyadbook-verify-") as place:
        found = verifying.verify(
            paths, Path(place), book=book, jobs=jobs, say=lambda what: print(f"  {what} ...", file=sys.stderr)
        )
    pages = f" and {found.pages:,} pages" if book else ""
    print(
        f"The same bytes: {found.results:,} results{pages} of two builds, of them {found.tables:,} tables as in "
        f"{paths.show(paths.data)}/."
    )
