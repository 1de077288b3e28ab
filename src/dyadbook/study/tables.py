"""The generated tables: their columns, their description, and writing them so that two runs give the same bytes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

LIST_SEPARATOR = ";"


@cache
def schema() -> dict[str, dict[str, Any]]:
    """Return the description of every table, by name, from tables.yaml."""
    return yaml.safe_load((files(__package__) / "tables.yaml").read_text(encoding="utf-8"))


def columns(name: str) -> list[str]:
    return [field["name"] for field in schema()[name]["fields"]]


def shape(name: str, rows: pd.DataFrame | list[dict]) -> pd.DataFrame:
    """Return `rows` with exactly the columns of table `name`, in order, sequences joined; KeyError for an unknown column."""
    frame = pd.DataFrame(rows) if not isinstance(rows, pd.DataFrame) else rows.copy()
    wanted = columns(name)
    if unknown := sorted(set(frame.columns) - set(wanted)):
        raise KeyError(f"table '{name}' has no column {unknown}")
    frame = frame.reindex(columns=wanted)
    for field in schema()[name]["fields"]:
        column = field["name"]
        if field["type"] == "integer":
            frame[column] = frame[column].astype("Int64")
        elif field["type"] == "boolean":
            frame[column] = frame[column].astype("boolean")
        elif field["type"] == "number":
            frame[column] = pd.to_numeric(frame[column])
        else:
            # object, not pandas' string type: a missing cell is None, and None is falsy where NaN is not
            frame[column] = pd.Series(
                [_cell(value) for value in frame[column]], index=frame.index, dtype=object
            )
    return frame


def _cell(value: object) -> str | None:
    if isinstance(value, (list, tuple, set, frozenset)):
        return (
            LIST_SEPARATOR.join(map(str, sorted(value) if isinstance(value, (set, frozenset)) else value))
            or None
        )
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)) or value is pd.NA:
        return None
    return str(value) or None


def write(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV: UTF-8, LF, whole numbers without a point; written beside, then renamed into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    out = frame.copy()
    for column in out.columns:
        if out[column].dtype == "boolean":
            out[column] = out[column].map({True: "true", False: "false"})
        elif str(out[column].dtype).startswith("float"):
            out[column] = [None if pd.isna(v) else format(v, ".10g") for v in out[column]]
    out.to_csv(part, index=False, lineterminator="\n", encoding="utf-8")
    part.replace(path)


def read(name: str, path: Path) -> pd.DataFrame:
    """Read a table that `write` wrote; text columns hold str or None, empty cells are None."""
    raw = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    frame = raw.map(lambda v: v if v != "" else None).astype(object)
    for field in schema()[name]["fields"]:
        if field["type"] == "boolean" and field["name"] in frame:
            frame[field["name"]] = frame[field["name"]].map({"true": True, "false": False})
    return shape(name, frame)


def many(value: str | None) -> list[str]:
    """Split a list cell."""
    return value.split(LIST_SEPARATOR) if value else []
