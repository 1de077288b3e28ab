"""`dyadbook extract`: the facts in any text, as JSON Lines on standard output."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dyadbook.cli.options import StudyDir
from dyadbook.study.problems import ArgumentError, nearest

if TYPE_CHECKING:
    from dyadbook.extraction.gazetteer import Gazetteer

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


def extract(files: Files, published: Published = None, dates: Dates = None, study: StudyDir = None) -> None:
    """Print the dates, amounts, counts, ratios, citations and events of any text, one JSON object a line."""
    from dyadbook.cli.options import open_study
    from dyadbook.extraction.gazetteer import Gazetteer

    if (published is None) == (dates is None):
        raise ArgumentError(
            "Relative dates need the day of publication: give --published DATE for all texts, or --dates FILE.csv."
        )
    every = _day(published, "--published") if published else None
    texts = list(_texts(files))
    days = _read_dates(dates) if dates else {}
    if every is None and (without := [f.name for f in texts if f.name not in days]):
        raise ArgumentError(f"{dates} has no date for '{without[0]}'. {nearest(without[0], days)}".strip())
    _, read = open_study(study)
    gazetteer = Gazetteer.from_study(read)
    failed = 0
    for file in texts:
        wrong = _one(file, every or days[file.name], gazetteer)
        if wrong:
            failed += 1
            print(f"{file}: {wrong}", file=sys.stderr)
    if failed:
        raise typer.Exit(1)


def _one(file: Path, published: dt.date, gazetteer: Gazetteer) -> str | None:
    """Print one text's mentions, or return what is wrong with it."""
    from dyadbook.extraction.extract import extract as find

    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return "there is no such file; check the path."
    except IsADirectoryError:
        return "this is a folder; give it alone, or name the files in it."
    except UnicodeDecodeError as error:
        return f"this is not UTF-8 text (byte {error.start}); save it as UTF-8."
    except OSError as error:
        return f"it cannot be read ({error.strerror}); check its permissions."
    if not text.strip():
        return "the file is empty; nothing can be extracted from it."
    digest = file.suffix == ".md" and text.startswith("---\n")
    for mention in find(text, published, gazetteer, file=file.name, digest=digest):
        sys.stdout.write(json.dumps(mention.record(), ensure_ascii=False) + "\n")
    return None


def _texts(files: list[Path]) -> Iterator[Path]:
    for file in files:
        if file.is_dir() and len(files) == 1:
            found = sorted(file.glob("*.txt"))
            if not found:
                raise ArgumentError(f"The folder '{file}' holds no .txt file.")
            yield from found
        else:
            yield file


def _day(value: str, where: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ArgumentError(f"{where}: '{value}' is no day; write it as 2025-08-20.") from None


def _read_dates(file: Path) -> dict[str, dt.date]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            rows = csv.DictReader(handle)
            if not {"file", "date"} <= set(rows.fieldnames or ()):
                raise ArgumentError(f"{file} needs the columns file and date in its first line.")
            return {row["file"]: _day(row["date"] or "", f"{file}:{rows.line_num}") for row in rows}
    except OSError as error:
        raise ArgumentError(f"{file} cannot be read: {error.strerror}.") from None
