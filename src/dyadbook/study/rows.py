"""Read a hand-kept CSV table into checked rows; every error names file, line, column and remedy."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import pandas as pd
from pydantic import BaseModel, ValidationError

from dyadbook.study.problems import Problem, nearest
from dyadbook.study.reading import read_text

Row = TypeVar("Row", bound=BaseModel)


@dataclass(frozen=True)
class Numbered(Generic[Row]):
    """A row and the line of the file on which it ends (lines count from 1, the header is line 1)."""

    line: int
    row: Row


def read_rows(path: Path, name: str, model: type[Row]) -> tuple[list[Numbered[Row]], list[Problem]]:
    """Read the CSV at `path` as rows of `model`: the good rows and the problems of the others.

    Empty cells become None. ContentError when the file is missing or is not UTF-8.
    """
    reader = csv.DictReader(io.StringIO(read_text(path, name)), restkey="", restval=None)
    header = [h or "" for h in reader.fieldnames or []]
    problems = _header(header, name, model)
    if problems:
        return [], problems
    rows: list[Numbered[Row]] = []
    for record in reader:
        line = reader.line_num
        if "" in record or None in record.values():
            what = f"this row does not have the {len(header)} cells of the header"
            problems.append(Problem(name, line, what, "Put a cell that holds a comma into quotation marks"))
            continue
        try:
            rows.append(
                Numbered(line, model.model_validate({k: v.strip() or None for k, v in record.items()}))
            )
        except ValidationError as error:
            problems += [_cell(e, record, name, line) for e in error.errors()]
    return rows, problems


def _header(header: list[str], name: str, model: type[BaseModel]) -> list[Problem]:
    wanted = list(model.model_fields)
    missing = [w for w in wanted if w not in header]
    out = [
        Problem(name, 1, f"column '{h}' is not known", nearest(h, missing or wanted))
        for h in header
        if h not in wanted
    ]
    return out + [Problem(name, 1, f"column '{m}' is missing", "Add it to the header") for m in missing]


def _cell(error: dict, record: dict[str, str], name: str, line: int) -> Problem:
    column = str(error["loc"][0]) if error["loc"] else ""
    message = error["msg"].removeprefix("Value error, ")
    what, _, remedy = message.partition("; ")
    if error["input"] is None and error["type"] != "value_error":
        what, remedy = "is empty", "Fill it in"
    elif error["type"] == "literal_error":
        what, remedy = f"'{error['input']}' is not known", f"Use {error['ctx']['expected']}"
    elif not remedy and column:
        what, remedy = f"'{record[column]}': {message[:1].lower() + message[1:]}", "Mend the cell"
    where = f"{record.get('id') or 'this row'}: " + (f"{column} {what}" if column else what)
    return Problem(name, line, where, remedy[:1].upper() + remedy[1:].rstrip("."))


def frame(rows: list[Numbered[Row]], model: type[Row]) -> pd.DataFrame:
    """Return one line a row with the columns of `model`; text cells are str or None, numbers are float or NaN."""
    out = pd.DataFrame([n.row.model_dump() for n in rows], columns=list(model.model_fields))
    for column, field in model.model_fields.items():
        if field.annotation in (float, float | None):
            out[column] = pd.to_numeric(out[column])
        else:
            # object, not pandas' string type: a missing cell is None, and None is falsy where NaN is not
            out[column] = pd.Series(
                [v if v == v else None for v in out[column]], index=out.index, dtype=object
            )
    return out
