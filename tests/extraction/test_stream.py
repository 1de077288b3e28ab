"""Files in, JSON Lines out: the order, the errors, the memory."""

import datetime as dt
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from dyadbook.extraction.gazetteer import Gazetteer
from dyadbook.extraction.mention import ALWAYS, Mention
from dyadbook.extraction.stream import extract_file, extract_files, parse_day, read_text
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ArgumentError, ContentError

DAY = dt.date(2012, 6, 13)


@pytest.fixture(scope="module")
def names(study: Study) -> Gazetteer:
    return Gazetteer.from_study(study)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for i in range(9):
        (tmp_path / f"{i}.txt").write_text(
            f"In 200{i} the guild paid ${i + 1} million.\n" * (9 - i), encoding="utf-8"
        )
    return tmp_path


def test_same_bytes_whatever_the_number_of_processes(folder: Path, names: Gazetteer) -> None:
    """One process and three give the same lines in the same order."""
    paths = sorted(folder.glob("*.txt"))
    one = list(extract_files(paths, DAY, names))
    assert [r.file for r in one] == [p.name for p in paths]
    assert list(extract_files(paths, DAY, names, jobs=3)) == one
    assert json.loads(one[0].lines[0])["norm"] == "2000"


def test_one_sentence_for_each_file_that_cannot_be_read(folder: Path, names: Gazetteer) -> None:
    """A file that is missing, empty, not UTF-8 or undated is named, with what to do, and the others are done."""
    (folder / "empty.txt").write_text(" \n", encoding="utf-8")
    (folder / "latin.txt").write_bytes("Málaga".encode("latin-1"))
    (folder / "undated.txt").write_text("In 2001.", encoding="utf-8")
    paths = [folder / n for n in ("0.txt", "empty.txt", "latin.txt", "none.txt", "undated.txt", "1.txt")]
    days = dict.fromkeys(("0.txt", "1.txt", "empty.txt", "latin.txt", "none.txt"), DAY)
    found = {r.file: r for r in extract_files(paths, days, names)}
    assert found["empty.txt"].problem == "empty.txt: the file is empty; leave it out or put its text in"
    assert (
        found["latin.txt"].problem == "latin.txt: byte 1 is not UTF-8; save the file as UTF-8 and try again"
    )
    assert found["none.txt"].problem == "none.txt: there is no such file; check its name"
    assert "no date of publication" in (found["undated.txt"].problem or "")
    assert found["0.txt"].lines and found["1.txt"].lines and not found["1.txt"].problem


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder given as a file is named as what it is."""
    with pytest.raises(ContentError, match="it cannot be read"):
        read_text(tmp_path)


def test_byte_order_mark_moves_no_offset(tmp_path: Path, names: Gazetteer) -> None:
    """Offsets count from the first character after a byte order mark."""
    (tmp_path / "bom.txt").write_bytes(b"\xef\xbb\xbfIn 2001.")
    (result,) = extract_files([tmp_path / "bom.txt"], DAY, names)
    assert json.loads(result.lines[0])["start"] == 3


def test_dates_that_are_none() -> None:
    """A publication date that is no date is an argument error that shows the form."""
    with pytest.raises(
        ArgumentError, match="'May' is no date; write the day of publication as year-month-day"
    ):
        parse_day("May")
    assert parse_day(" 2012-06-13 ") == DAY


def test_jobs_must_be_a_number_of_processes(names: Gazetteer) -> None:
    """No process at all is refused."""
    with pytest.raises(ArgumentError, match="--jobs: 0 is no number of processes"):
        list(extract_files([], DAY, names, jobs=0))


def test_extract_file_is_pure(folder: Path, fictional: Paths) -> None:
    """One file by path, date and study gives plain records, twice the same."""
    first = extract_file(folder / "0.txt", "2012-06-13", fictional.seeds)
    assert first == extract_file(str(folder / "0.txt"), DAY, str(fictional.seeds))
    assert {r["kind"] for r in first} == {"date", "money"}


def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path, names: Gazetteer) -> None:
    """Ten times the files take no more memory."""
    path = tmp_path / "a.txt"
    path.write_text("In 2001 the guild paid $1 million.\n" * 5, encoding="utf-8")

    def peak(n: int) -> int:
        def paths() -> Iterator[Path]:
            yield from (path for _ in range(n))

        tracemalloc.start()
        for _ in extract_files(paths(), DAY, names):
            pass
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(3)
    assert peak(40) < 1.5 * peak(4) + 100_000


def test_record_has_the_keys_of_the_design() -> None:
    """Each kind writes its keys even where they are null, and no others that it does not know."""
    for kind, keys in ALWAYS.items():
        record = Mention("f", kind, 1, 2, "r").record()  # type: ignore[arg-type]
        assert list(record) == [
            "file",
            "kind",
            "start",
            "end",
            "rule",
            *[k for k in record if k in keys],
            "tier",
        ]
        assert set(keys) <= set(record)
