"""Hand-kept CSV tables: good rows come back, bad ones are named."""

from __future__ import annotations

from pydantic import Field

from dyadbook.study.models import Record
from dyadbook.study.rows import frame, read_rows


class Horse(Record):
    id: str
    hands: float | None = Field(ge=0)
    owner: str | None


def read(tmp_path, text: str):
    path = tmp_path / "horses.csv"
    path.write_text(text, encoding="utf-8")
    return read_rows(path, "horses.csv", Horse)


def test_good_rows_survive_bad_ones(tmp_path):
    """A broken row is a problem with its line; the others are read."""
    rows, problems = read(tmp_path, "id,hands,owner\nShadowfax,17,Gandalf\nBill,minus,Sam\nAsfaloth,16,\n")
    assert [n.row.id for n in rows] == ["Shadowfax", "Asfaloth"]
    assert [n.line for n in rows] == [2, 4]
    assert len(problems) == 1 and problems[0].line == 3
    assert problems[0].what.startswith("Bill: hands 'minus'")


def test_frame_tells_missing_from_zero(tmp_path):
    """An empty number is NaN and an empty text None; a zero stays a zero."""
    rows, _ = read(tmp_path, "id,hands,owner\nShadowfax,0,Gandalf\nBill,,\n")
    table = frame(rows, Horse)
    assert table["hands"].isna().tolist() == [False, True]
    assert table["owner"].tolist() == ["Gandalf", None]


def test_line_of_a_row_with_a_line_break(tmp_path):
    """A cell that holds a line break does not shift the lines that are named."""
    _, problems = read(tmp_path, 'id,hands,owner\nShadowfax,17,"Gandalf\nthe Grey"\nBill,minus,Sam\n')
    assert problems[0].line == 4


def test_empty_file(tmp_path):
    """A file without a header misses every column."""
    rows, problems = read(tmp_path, "")
    assert rows == [] and [p.what for p in problems][0] == "column 'id' is missing"
