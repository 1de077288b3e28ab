"""`dyadbook extract`: the facts in any text, as JSON Lines on standard output."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from dyadbook.cli.options import StudyDir, open_study
from dyadbook.study.problems import ArgumentError

Files = Annotated[list[Path], typer.Argument(metavar="FILE...|DIR", help="Texts, or a folder of .txt files.")]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) of every text given."),
]
Dates = Annotated[
    Path | None,
    typer.Option(
        "--dates", metavar="FILE.csv", help="Publication dates: columns file and date, one row a text."
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes to share the files among.")]


Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler", metavar="ADDRESS", help="Share the files among the workers of a Dask cluster instead."
    ),
]


def extract(
    files: Files,
    published: Published = None,
    dates: Dates = None,
    jobs: Jobs = 1,
    scheduler: Scheduler = None,
    study: StudyDir = None,
) -> None:
    """Print the dates, amounts, counts, ratios, citations and events of any text, one JSON object a line."""
    from rich.console import Console
    from rich.progress import track

    from dyadbook.extraction.cluster import extract_on_cluster
    from dyadbook.extraction.gazetteer import Gazetteer
    from dyadbook.extraction.stream import extract_files, parse_day

    if (published is None) == (dates is None):
        raise ArgumentError(
            "Relative dates need the day of publication: give --published DATE for all texts, or --dates FILE.csv."
        )
    if scheduler and jobs > 1:
        raise ArgumentError(
            "Give --jobs for processes of this machine or --scheduler for a cluster, not both: its workers say how many."
        )
    days = parse_day(published) if published else _read_dates(dates)
    texts = list(_texts(files))
    gazetteer = Gazetteer.from_study(open_study(study)[1])
    if scheduler:
        results = extract_on_cluster(texts, days, gazetteer, scheduler)
    else:
        results = extract_files(texts, days, gazetteer, jobs)
    console, failed = Console(stderr=True), False
    # where lines and bar would share a screen, the lines alone say how far it is
    quiet = not console.is_terminal or sys.stdout.isatty()
    bar = track(results, "extracting", len(texts), console=console, disable=quiet, transient=True)
    for result in bar:
        sys.stdout.writelines(f"{line}\n" for line in result.lines)
        if result.problem:
            failed = True
            print(f"{result.problem}.", file=sys.stderr)
    if failed:
        raise typer.Exit(1)


def _texts(files: list[Path]) -> Iterator[Path]:
    for file in files:
        if file.is_dir():
            found = sorted(file.glob("*.txt"))
            if not found:
                raise ArgumentError(f"The folder '{file}' holds no .txt file.")
            yield from found
        else:
            yield file


def _read_dates(file: Path | None) -> dict[str, dt.date]:
    from dyadbook.extraction.stream import parse_day

    assert file is not None  # one of the two options was given
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            rows = csv.DictReader(handle)
            if not {"file", "date"} <= set(rows.fieldnames or ()):
                raise ArgumentError(f"{file} needs the columns file and date in its first line.")
            return {row["file"]: parse_day(row["date"] or "", f"{file}:{rows.line_num}") for row in rows}
    except OSError as error:
        raise ArgumentError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ArgumentError(f"{file} is not UTF-8 text; save it as UTF-8.") from None
