"""The tables as downloads, and the page that lists and describes them."""

from __future__ import annotations

import csv
import hashlib
import shutil
from pathlib import Path
from typing import Any

from dyadbook.observations.described import coded, fields_of
from dyadbook.publishing import database
from dyadbook.study import tables
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths

FOLDER = "data"
EXTRA = "_extra"  # what lies here comes to the root of the book under its own name: addresses that stay


def write(paths: Paths, run_folder: Path, target: Path, study: Study) -> list[dict[str, Any]]:
    """Put tables and database into the book and write evidence/data.md; return the tables' records."""
    folder = target / EXTRA / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for name, about in tables.schema().items():
        source = run_folder / "tables" / f"{name}.csv"
        if source.is_file():
            out.append(
                take(
                    name, about["title"], about["description"], about["fields"], about["key"], source, folder
                )
            )
    for name, (title, model, about) in coded().items():
        source = paths.seeds / f"{name}.csv"
        if source.is_file():
            out.append(take(name, title, about, fields_of(model), ["id"], source, folder))
    database.write(folder / f"{study.id}.sqlite", folder, out)
    package = paths.data / "datapackage.json"
    if run_folder.name == "default" and package.is_file():
        shutil.copyfile(package, folder / package.name)
    (target / "evidence").mkdir(exist_ok=True)
    series = (target / "evidence" / "series.md").is_file()
    text = page(out, f"{study.id}.sqlite", (folder / package.name).is_file(), series)
    (target / "evidence" / "data.md").write_text(text, encoding="utf-8", newline="\n")
    return out


def take(
    name: str,
    title: str,
    about: str,
    fields: list[dict[str, Any]],
    key: list[str],
    source: Path,
    folder: Path,
) -> dict[str, Any]:
    """Copy one table and return what is to be said of it."""
    shutil.copyfile(source, folder / source.name)
    content = source.read_bytes()
    with source.open(encoding="utf-8", newline="") as file:
        rows = (
            sum(1 for _ in csv.reader(file)) - 1
        )  # a cell may hold a line break, which adds a line but no row
    return {
        "name": name,
        "title": title,
        "description": about,
        "fields": fields,
        "key": key,
        "path": f"{FOLDER}/{source.name}",
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "rows": rows,
    }


def page(records: list[dict[str, Any]], base: str, package: bool, series: bool = False) -> str:
    """Return the page: a list of the tables, then each with its columns."""
    lines = ["(evidence-data)=", "# Data", ""]
    lines += ["Every table behind this book, as CSV (UTF-8). Lists inside a cell are joined with `;`.", ""]
    lines += [
        f"{{dataset}}`{base}` holds all of them in one SQLite file, which Datasette or a spreadsheet opens.",
        "",
    ]
    if package:
        lines += ["{dataset}`datapackage.json` describes all of them for machines.", ""]
    if series:
        lines += [
            "Series by others are no part of it; they stand with their licences [here](#evidence-series).",
            "",
        ]
    lines += ["| Table | What it holds | Rows |", "| --- | --- | --- |"]
    for r in records:
        lines.append(f"| [{r['title']}](#table-{r['name']}) | {clean(r['description'])} | {r['rows']:,} |")
    for r in records:
        lines += ["", f"(table-{r['name']})=", f"## {r['title']}", "", r["description"], ""]
        size = max(1, round(r["bytes"] / 1024))
        lines += [
            f"{{dataset}}`{r['name']}.csv`, {r['rows']:,} rows, {size:,} kB.",
            f"SHA-256: `{r['sha256']}`",
            "",
        ]
        lines += ["| Column | Type | What it holds |", "| --- | --- | --- |"]
        lines += [f"| `{f['name']}` | {f['type']} | {clean(f['description'])} |" for f in r["fields"]]
    return "\n".join(lines) + "\n"


def clean(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "\\<")
