"""YAML into checked models: every error names file, line and remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, model_validator

from dyadbook.study.models import CalendarDate, Record
from dyadbook.study.problems import ContentError
from dyadbook.study.reading import fields_at, line_of, line_of_value, parse, read_model, read_text


class Ship(Record):
    name: str
    launched: CalendarDate | None = None
    crew: int = Field(1, gt=0)


class Fleet(Record):
    admiral: str
    ships: Annotated[tuple[Ship, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _once(self) -> Fleet:
        names = [s.name for s in self.ships]
        if twice := sorted({n for n in names if names.count(n) > 1}):
            raise ValueError(f"ship '{twice[0]}' is listed twice; keep one")
        return self


def said(tmp_path: Path, text: str) -> str:
    """Return what reading `text` as a fleet complains about."""
    path = tmp_path / "fleet.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        read_model(path, "seeds/fleet.yaml", Fleet)
    return str(error.value)


GOOD = """admiral: Forlong
ships:
  - name: Mirlond
    launched: 2007-05
  - {name: Vingil, crew: 40}
"""


def test_a_good_file_is_read(tmp_path: Path) -> None:
    """A year or a day that YAML takes for a number or a date is text again."""
    path = tmp_path / "fleet.yaml"
    path.write_text(
        GOOD + "  - {name: Eärrámë, launched: 2007-05-21}\n  - {name: Alcarondas, launched: 2007}\n", "utf-8"
    )
    fleet = read_model(path, "fleet.yaml", Fleet)
    assert [s.launched for s in fleet.ships] == ["2007-05", None, "2007-05-21", "2007"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("crew: 40", "crw: 40"),
            "seeds/fleet.yaml:5: ships.1.crw: this key is not known. Did you mean 'crew'?",
        ),
        (("admiral: Forlong\n", ""), "seeds/fleet.yaml: admiral: this key is missing. Add it"),
        (("name: Vingil, ", ""), "seeds/fleet.yaml:5: ships.1.name: this key is missing. Add it"),
        (("Vingil", "Mirlond"), "seeds/fleet.yaml:5: the file: ship 'Mirlond' is listed twice. Keep one"),
        (
            ("2007-05", "May"),
            "seeds/fleet.yaml:4: ships.0.launched: 'May' is no date. Write it as 2007, 2007-05",
        ),
        (("2007-05", "2007-13"), "'2007-13' is no date"),
        (("2007-05", "2007-06/2007-05"), "'2007-06/2007-05' ends before it begins"),
        (
            ("2007-05", "2007-02-30"),
            "seeds/fleet.yaml:4: '2007-02-30' is no day of the calendar. Mend the date",
        ),
        (("crew: 40", "crew: 0"), "seeds/fleet.yaml:5: ships.1.crew: Input should be greater than 0"),
        (("crew: 40}", "crew: 40"), "is not valid YAML"),
        (
            ("crew: 40", "name: Vingil"),
            "seeds/fleet.yaml:5: is not valid YAML: the key 'name' is given twice",
        ),
        (
            ("admiral: Forlong\n", "admiral: Forlong\nadmiral: Imrahil\n"),
            "fleet.yaml:2: is not valid YAML: the key",
        ),
    ],
)
def test_an_error_names_line_and_remedy(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    """One change to a good file gives one complaint, at the changed line."""
    assert message in said(tmp_path, GOOD.replace(*change))


def test_all_errors_come_at_once(tmp_path: Path) -> None:
    """Whoever mends a file wants the whole list."""
    assert len(said(tmp_path, "ships: [{nam: x}, {crew: 1}]\n").splitlines()) == 4


def test_a_file_that_is_no_mapping(tmp_path: Path) -> None:
    """A list at the top is refused."""
    assert "fleet.yaml:1: must be a mapping of keys to values" in said(tmp_path, "- a\n")
    assert "must be a mapping" in said(tmp_path, "")


def test_a_missing_and_an_undecodable_file(tmp_path: Path) -> None:
    """Both are problems of the content, with a remedy, and no traceback."""
    with pytest.raises(ContentError, match="x.yaml: is missing. Put the file there"):
        read_text(tmp_path / "x.yaml", "x.yaml")
    (tmp_path / "y.yaml").write_bytes(b"a: \xff\n")
    with pytest.raises(ContentError, match=r"y.yaml: is not UTF-8 text \(byte 3\). Save it as UTF-8"):
        read_text(tmp_path / "y.yaml", "y.yaml")


def test_lines_of_paths_and_values() -> None:
    """A path that leads nowhere gives the line of its nearest parent; a value gives its last line."""
    assert line_of(GOOD, ("ships", 1, "crew")) == 5
    assert line_of(GOOD, ("ships", 0, "launched")) == 4
    assert line_of(GOOD, ("ships", 0, "sails")) == 3
    assert line_of(GOOD, ("anchors",)) is None
    assert line_of("a: [", ("a",)) is None
    assert line_of_value(GOOD, "Vingil") == 5
    assert line_of_value(GOOD, "Forlong") == 1
    assert line_of_value(GOOD, "name") is None


def test_keys_are_suggested_from_the_right_model() -> None:
    """Inside a list of ships it is a ship's keys that are valid."""
    assert fields_at(Fleet, ("ships", 0)) == ["name", "launched", "crew"]
    assert fields_at(Fleet, ()) == ["admiral", "ships"]


@settings(max_examples=100)
@given(st.text(alphabet="ab:-[]{},'\"#&*!|> \n0192", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Broken YAML of any kind becomes a ContentError, nothing else."""
    try:
        parse(text, "x.yaml")
    except ContentError as error:
        assert str(error).startswith("x.yaml")


@given(
    st.dictionaries(
        st.text(alphabet="abc", min_size=1, max_size=5),
        st.lists(st.integers() | st.text(alphabet="abcé ", max_size=8), max_size=4),
        max_size=5,
    )
)
def test_what_is_written_is_read(content: dict) -> None:
    """Reading gives back what a YAML writer wrote."""
    assert parse(yaml.safe_dump(content, allow_unicode=True), "x.yaml") == content
