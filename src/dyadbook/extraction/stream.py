"""Extracts from any number of files: JSON Lines in a stable order whatever the number of processes, with flat memory.

For the command line: `extract_file(path, published, seeds)` is the pure function that one file takes, in this process,
in another, or on another machine; `extract_files(...)` maps it over many and says what each file lacked.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dyadbook.extraction.extract import extract
from dyadbook.study.problems import ArgumentError, ContentError

AHEAD = 4  # files a process that may be done or under way before their turn: what bounds memory


@dataclass(frozen=True)
class FileResult:
    """What one file yielded: its JSON Lines, in the order of the text, or the one sentence that says why there are none."""

    file: str
    lines: tuple[str, ...] = ()
    problem: str | None = None


def parse_day(text: str, where: str = "--published") -> dt.date:
    """Return the day that `text` names; ArgumentError says what is wrong with it."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise ArgumentError(
            f"{where}: '{text}' is no date; write the day of publication as year-month-day, like 2011-03-09"
        ) from None


def read_text(path: Path) -> str:
    """Return a file's text as it stands, line ends included; ContentError in one sentence where there is none."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ContentError(f"{path.name}: there is no such file; check its name") from None
    except OSError as error:
        raise ContentError(
            f"{path.name}: it cannot be read ({error.strerror}); check that it is a file"
        ) from None
    try:
        text = raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(
            f"{path.name}: byte {error.start} is not UTF-8; save the file as UTF-8 and try again"
        ) from None
    if not text.strip():
        raise ContentError(f"{path.name}: the file is empty; leave it out or put its text in")
    return text


def extract_text(text: str, published: dt.date, gazetteer: Any, file: str) -> list[dict[str, Any]]:
    """Return the mentions of `text` as the records that DESIGN.md lays down."""
    digest = text.startswith("---\n")
    return [m.record() for m in extract(text, published, gazetteer, file=file, digest=digest)]


@lru_cache(maxsize=4)
def _gazetteer(seeds: str) -> Any:
    """Return the gazetteer of a study; read once in each process."""
    from dyadbook.extraction.gazetteer import Gazetteer
    from dyadbook.study.load import load_study
    from dyadbook.study.paths import find

    return Gazetteer.from_study(load_study(find(seeds)))


def extract_file(path: str | Path, published: str | dt.date, seeds: str | Path) -> list[dict[str, Any]]:
    """Return the records of one file. `seeds` is what `--study` takes: the folder that holds study.yaml.

    Pure: the same file, date and study give the same records in any process. ContentError (one sentence) where the
    file or the study cannot be read, ArgumentError where `published` is no date.
    """
    day = published if isinstance(published, dt.date) else parse_day(published)
    path = Path(path)
    return extract_text(read_text(path), day, _gazetteer(str(seeds)), path.name)


def to_lines(records: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Write each record as one line of JSON, keys in the order of the record, letters as they are."""
    return tuple(json.dumps(record, ensure_ascii=False) for record in records)


_shared: Any = None  # the gazetteer of a worker process


def _prepare(gazetteer: Any) -> None:
    global _shared
    _shared = gazetteer


Published = Mapping[str, dt.date] | dt.date  # by file name, or the one day of all


def day_of(path: Path, published: Published) -> dt.date | None:
    """Return a file's day of publication; None where none is known."""
    return published if isinstance(published, dt.date) else published.get(path.name)


def read_dated(path: Path, day: dt.date | None) -> tuple[str, dt.date]:
    """Return a file's text and its day; ContentError in one sentence where either is lacking."""
    if day is None:
        lacks = "it has no date of publication; give one with --published or in the --dates file"
        raise ContentError(f"{path.name}: {lacks}")
    return read_text(path), day


def lines_of(text: str, published: dt.date, gazetteer: Any, file: str) -> tuple[str, ...]:
    """Return the JSON Lines of one text: the pure function that is mapped over processes and machines."""
    return to_lines(extract_text(text, published, gazetteer, file))


def _work(path: Path, day: dt.date | None) -> FileResult:
    try:
        text, published = read_dated(path, day)
    except ContentError as error:
        return FileResult(path.name, problem=str(error))
    return FileResult(path.name, lines_of(text, published, _shared, path.name))


def extract_files(
    paths: Iterable[Path],
    published_by_file: Published,
    gazetteer: Any,
    jobs: int = 1,
) -> Iterator[FileResult]:
    """Yield what each file yields, in the order of `paths`, whatever `jobs` is.

    `published_by_file` maps a file's name to its day of publication, or is the one day of all. A file that is missing,
    empty, not UTF-8 or undated gives a FileResult with a problem, and the others are still done. At most a few files a
    process are held at a time, so that memory does not grow with their number.
    """
    if jobs < 1:
        raise ArgumentError(f"--jobs: {jobs} is no number of processes; use 1 or more")
    if jobs == 1:
        _prepare(gazetteer)
        for path in paths:
            yield _work(path, day_of(path, published_by_file))
        return
    with ProcessPoolExecutor(jobs, initializer=_prepare, initargs=(gazetteer,)) as pool:
        waiting: deque[Future[FileResult]] = deque()
        for path in paths:
            waiting.append(pool.submit(_work, path, day_of(path, published_by_file)))
            if len(waiting) >= jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
