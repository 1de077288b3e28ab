"""The tables as downloads, and the page that lists and describes them."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

from dyadbook.publishing import citation
from dyadbook.study import tables
from dyadbook.study.paths import Paths

FOLDER = "data"
EXTRA = "_extra"  # what lies here comes to the root of the book under its own name: addresses that stay


def write(paths: Paths, run_folder: Path, target: Path, cff: dict[str, Any]) -> list[dict[str, Any]]:
    """Copy the run's tables and the citation files into the book, write evidence/data.md; return the tables' records."""
    folder = target / EXTRA / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for name, about in tables.schema().items():
        source = run_folder / "tables" / f"{name}.csv"
        if not source.is_file():
            continue
        shutil.copyfile(source, folder / source.name)
        content = source.read_bytes()
        out.append(
            {
                "name": name,
                "title": about["title"],
                "description": about["description"],
                "fields": about["fields"],
                "path": f"{FOLDER}/{name}.csv",
                "sha256": hashlib.sha256(content).hexdigest(),
                "bytes": len(content),
                # a cell may hold a line break, which adds a line but no row
                "rows": len(tables.read(name, source)),
            }
        )
    package = paths.data / "datapackage.json"
    if run_folder.name == "default" and package.is_file():
        shutil.copyfile(package, folder / package.name)
    citation.write(cff, target / EXTRA)
    (target / "evidence").mkdir(exist_ok=True)
    text = page(out, (folder / package.name).is_file())
    (target / "evidence" / "data.md").write_text(text, encoding="utf-8", newline="\n")
    return out


def page(records: list[dict[str, Any]], package: bool) -> str:
    """Return the page: a list of the tables, then each with its columns."""
    lines = ["(evidence-data)=", "# Data", ""]
    lines += ["Every table behind this book, as CSV (UTF-8). Lists inside a cell are joined with `;`.", ""]
    if package:
        lines += ["{dataset}`datapackage.json` describes all of them for machines.", ""]
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
