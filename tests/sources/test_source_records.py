"""Bibliographic records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from dyadbook.sources.records import read_records
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError

Herald = Callable[..., Paths]


def fault(paths: Paths) -> str:
    with pytest.raises(ContentError) as caught:
        read_records(paths)
    return str(caught.value)


def test_records_come_by_id_in_the_order_of_the_file(small: Paths) -> None:
    """The order of sources.yaml is the order of the book."""
    records = read_records(small)
    assert list(records) == ["herald", "letter"]
    assert records["herald"].anchor == dt.date(2010, 5, 3)
    assert records["herald"].text_path(small) == small.texts / "herald.md"
    assert records["letter"].text_path(small) == small.texts / "letter.txt"


def test_what_is_unknown_may_be_unknown(herald: Herald) -> None:
    """A source without title, author, publisher or page is still a source."""
    paths = herald(title=None, author=None, publisher=None, url=None)
    assert read_records(paths)["herald"].label == "untitled (herald)"


@pytest.mark.parametrize(
    ("changes", "line", "message"),
    [
        ({"anchor": "yestereve"}, 8, "'yestereve' is no day; write it as 2007-05-21"),
        ({"published": "the Third Age"}, 6, "'the Third Age' is no date"),
        (
            {"anchor": "2010-06-01"},
            2,
            "the anchor 2010-06-01 of 'herald' lies outside its publication date 2010-05",
        ),
        ({"lower_bound": "2010-05-20"}, 2, "lies before its lower_bound 2010-05-20"),
        ({"sha256": "abc"}, 11, "sha256"),
        ({"publsher": "x"}, 15, "this key is not known. Did you mean 'publisher'?"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(
    herald: Herald, changes: dict[str, object], line: int, message: str
) -> None:
    """File, line and remedy are said for every wrong field."""
    said = fault(herald(**changes))
    assert f"seeds/sources.yaml:{line}: " in said
    assert message.split(";")[0] in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: letter", "id: herald", "id 'herald' is used by two sources; each needs its own"),
        ("letter-original.txt", "herald-original.txt", "file 'herald-original.txt' is used by two sources"),
    ],
)
def test_id_and_file_are_used_once(small: Paths, old: str, new: str, message: str) -> None:
    """Two records with one id would hide a source; two for one original would count a report twice."""
    path = small.seeds / "sources.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert message.split(";")[0] in fault(small)


def test_missing_records_are_a_problem_and_no_traceback(small: Paths) -> None:
    """Without sources.yaml one sentence says so."""
    (small.seeds / "sources.yaml").unlink()
    with pytest.raises(ContentError, match=r"seeds/sources.yaml: is missing. Put the file there"):
        read_records(small)


def test_an_empty_list_is_refused(small: Paths) -> None:
    """A book without sources says so before anything is built."""
    (small.seeds / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    assert "no source is listed. A book needs at least one" in fault(small)
