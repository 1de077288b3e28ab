"""All tables of a book in one SQLite file, with keys between them: opens in Datasette, DB Browser, R or pandas."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


def write(path: Path, folder: Path, records: Sequence[dict[str, Any]]) -> None:
    """Write the tables that `records` describe, from their CSV files in `folder`; empty cells are NULL.

    The same tables give the same bytes: rows go in in their order, and nothing else is written.
    """
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    there = {record["name"] for record in records}
    connection = sqlite3.connect(part)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        for record in records:
            with (folder / f"{record['name']}.csv").open(encoding="utf-8", newline="") as file:
                head, *rows = csv.reader(file)
            kinds = {field["name"]: field["type"] for field in record["fields"]}
            connection.execute(create(record, head, there))
            marks = ", ".join("?" * len(head))
            connection.executemany(
                f"INSERT INTO {quoted(record['name'])} VALUES ({marks})",
                [
                    [cell(value, kinds.get(name, "string")) for name, value in zip(head, row, strict=True)]
                    for row in rows
                ],
            )
        about = [(record["name"], record["title"], record["description"]) for record in records]
        connection.execute(
            'CREATE TABLE "about" ("table" TEXT PRIMARY KEY, "title" TEXT, "description" TEXT)'
        )
        connection.executemany("INSERT INTO about VALUES (?, ?, ?)", about)
        connection.commit()
    finally:
        connection.close()
    part.replace(path)


def create(record: dict[str, Any], head: Sequence[str], there: set[str]) -> str:
    """Return the statement that makes a table, with its key and its references to tables that are there."""
    fields = {field["name"]: field for field in record["fields"]}
    lines = [f"{quoted(name)} {TYPES.get(fields.get(name, {}).get('type', ''), 'TEXT')}" for name in head]
    lines.append(f"PRIMARY KEY ({', '.join(quoted(name) for name in record['key'])})")
    for name in head:
        table, _, column = str(fields.get(name, {}).get("references", "")).partition(".")
        if table in there:
            lines.append(f"FOREIGN KEY ({quoted(name)}) REFERENCES {quoted(table)} ({quoted(column)})")
    return f"CREATE TABLE {quoted(record['name'])} ({', '.join(lines)})"


def cell(value: str, kind: str) -> str | int | float | None:
    """Return a CSV cell as SQLite stores it; what is no number in a column of numbers stays text."""
    if value == "":
        return None
    if kind == "boolean":
        return {"true": 1, "false": 0}.get(value, value)
    if kind in ("integer", "number"):
        try:
            number = float(value)
        except ValueError:
            return value
        return int(number) if number.is_integer() and kind == "integer" else number
    return value


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
