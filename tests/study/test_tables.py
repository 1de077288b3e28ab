"""The generated tables: described once, written so that two runs give the same bytes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dyadbook.study import tables

# what CSV and our separator can carry in a cell: no list separator, no control characters, no line of blanks only
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=";"), max_size=12)
CELL = st.none() | TEXT.filter(bool)


def row(**cells: object) -> dict[str, object]:
    return {"id": "e1", "reports": 2, "contested": True} | cells


def test_every_table_is_described() -> None:
    """Each has a title, a description, a key among its columns, and typed, described fields."""
    for name, table in tables.schema().items():
        names = [f["name"] for f in table["fields"]]
        assert table["title"] and table["description"], name
        assert len(names) == len(set(names)), name
        assert set(table["key"]) <= set(names), name
        for field in table["fields"]:
            assert field["type"] in {"string", "integer", "number", "boolean", "date"}, (name, field)
            assert field["description"], (name, field)


def test_references_lead_to_a_key() -> None:
    """A column that refers to another table names a column that is there."""
    for name, table in tables.schema().items():
        for field in table["fields"]:
            if target := field.get("references"):
                other, _, column = target.partition(".")
                assert column in tables.columns(other), (name, field["name"])


def test_shape_gives_exactly_the_described_columns() -> None:
    """Missing columns are empty, order is the description's, lists are joined, sets sorted."""
    frame = tables.shape("events", [row(actors=["GON", "ARN"], people={"b", "a"}, place=None)])
    assert list(frame.columns) == tables.columns("events")
    first = frame.iloc[0]
    assert (first["actors"], first["people"], first["place"], first["label"]) == (
        "GON;ARN",
        "a;b",
        None,
        None,
    )


def test_a_column_nobody_described_is_refused() -> None:
    """A table cannot grow a column that its description lacks."""
    with pytest.raises(KeyError, match=r"table 'events' has no column \['mood'\]"):
        tables.shape("events", [row(mood="good")])
    with pytest.raises(KeyError):
        tables.shape("moods", [row()])


def test_an_empty_table_keeps_its_columns(tmp_path: Path) -> None:
    """No events is a table with a header, and reads back as that."""
    tables.write(tables.shape("events", []), tmp_path / "events.csv")
    assert list(tables.read("events", tmp_path / "events.csv").columns) == tables.columns("events")


def test_whole_numbers_and_truths_are_written_plainly(tmp_path: Path) -> None:
    """An integer column with a gap has no decimal points; true and false are lower case; lines end in LF."""
    frame = tables.shape(
        "events", [row(), row(id="e2", reports=None, contested=None), row(id="e3", contested=False)]
    )
    path = tmp_path / "deep" / "events.csv"
    tables.write(frame, path)
    content = path.read_bytes()
    assert b"2.0" not in content and b"\r" not in content
    assert b"true" in content and b"false" in content and b"True" not in content
    assert [p.name for p in path.parent.iterdir()] == ["events.csv"], "nothing half-written stays behind"


def test_unknown_is_not_zero_and_not_false(tmp_path: Path) -> None:
    """Empty cells come back as missing, zero as zero, false as false."""
    rows = [row(reports=None, contested=None), row(id="e2", reports=0, contested=False)]
    tables.write(tables.shape("events", rows), tmp_path / "events.csv")
    back = tables.read("events", tmp_path / "events.csv")
    assert pd.isna(back["reports"][0]) and back["reports"][1] == 0
    assert pd.isna(back["contested"][0]) and not back["contested"][1]
    assert back["place"][0] is None


def test_text_that_looks_like_something_else_stays_text(tmp_path: Path) -> None:
    """NA, a number with a leading zero, and a date are not read as anything but what was written."""
    rows = [row(id="001", label="NA", place="nan", date="2007"), row(id="e2", label="None", place="1e5")]
    tables.write(tables.shape("events", rows), tmp_path / "events.csv")
    back = tables.read("events", tmp_path / "events.csv")
    assert list(back["label"]) == ["NA", "None"]
    assert list(back["place"]) == ["nan", "1e5"]
    assert list(back["id"]) == ["001", "e2"]
    assert back["date"][0] == "2007"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "id": TEXT.filter(bool),
                "label": CELL,
                "place": CELL,
                "actors": st.lists(TEXT.filter(bool), max_size=3),
                "reports": st.none() | st.integers(-(2**40), 2**40),
                "contested": st.none() | st.booleans(),
            }
        ),
        max_size=5,
    )
)
def test_what_is_written_is_read_and_written_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list
) -> None:
    """Write, read, write: the second file has the bytes of the first."""
    folder = tmp_path_factory.mktemp("tables")
    frame = tables.shape("events", rows)
    tables.write(frame, folder / "a.csv")
    back = tables.read("events", folder / "a.csv")
    tables.write(back, folder / "b.csv")
    assert (folder / "a.csv").read_bytes() == (folder / "b.csv").read_bytes()
    pd.testing.assert_frame_equal(back, frame)


@given(st.lists(TEXT.filter(bool), max_size=5))
def test_lists_are_split_as_they_were_joined(items: list[str]) -> None:
    """A list cell gives back its items; an empty one gives none."""
    cell = tables.shape("events", [row(actors=items)])["actors"][0]
    assert tables.many(cell) == items
