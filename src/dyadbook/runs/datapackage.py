"""data/: the default run's tables, copied and described as a Data Package that other tools can check and load."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dyadbook import __version__
from dyadbook.observations.described import KEY, coded, constrained
from dyadbook.runs import folders, manifest
from dyadbook.runs.stale import file_hash
from dyadbook.study import tables
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths

LICENSE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def publish(paths: Paths, study: Study, run: Path) -> None:
    """Copy a finished run's tables and the hand-coded ones into data/ with their description; files that are the same stay."""
    paths.data.mkdir(parents=True, exist_ok=True)
    made = [name for name in tables.schema() if (run / "tables" / f"{name}.csv").is_file()]
    kept = [name for name in coded() if (paths.seeds / f"{name}.csv").is_file()]
    for name in made:
        _put(paths.data / f"{name}.csv", (run / "tables" / f"{name}.csv").read_bytes())
    for name in kept:
        _put(paths.data / f"{name}.csv", (paths.seeds / f"{name}.csv").read_bytes())
    _put(paths.data / folders.RECORD, (run / folders.RECORD).read_bytes())
    package = describe(study, paths.data, made + kept)
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    _put(paths.data / "datapackage.json", text.encode())
    _put(paths.data / manifest.NAME, manifest.text(manifest.results(run)).encode())
    for old in paths.data.glob("*.csv"):
        if old.stem not in made + kept:
            old.unlink()


def describe(study: Study, data: Path, names: list[str]) -> dict[str, Any]:
    """Return the descriptor of the tables `names` in the folder `data`: schemas, keys, sizes, hashes."""
    return {
        "profile": "tabular-data-package",
        "name": f"{study.id}-data",
        "title": f"{study.title}: data",
        "description": "Tables that the notebooks made from the sources with the study's own parameters "
        f"(see {folders.RECORD}), and the tables that were coded by hand. Lists inside a cell are joined with "
        f"'{tables.LIST_SEPARATOR}'; an empty cell is unknown or not applicable.",
        "version": __version__,
        "licenses": [LICENSE],
        "resources": [resource(name, data / f"{name}.csv", names) for name in names],
    }


def described() -> dict[str, dict[str, Any]]:
    """Return title, description, key and fields of every table that data/ may hold, made or coded by hand, by name."""
    by_hand = {
        name: {"title": title, "description": about, "key": [KEY], "fields": constrained(model)}
        for name, (title, model, about) in coded().items()
    }
    return tables.schema() | by_hand


def resource(name: str, file: Path, present: list[str]) -> dict[str, Any]:
    """Describe one table; foreign keys only to tables that are `present`."""
    about = described()[name]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": about["title"],
        "description": about["description"],
        "path": file.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{file_hash(file)}",
        "schema": {
            "fields": [{k: v for k, v in f.items() if k != "references"} for f in about["fields"]],
            "primaryKey": about["key"],
            **_foreign_keys(about["fields"], present),
            "missingValues": [""],
        },
    }


def _foreign_keys(fields: list[dict[str, Any]], present: list[str]) -> dict[str, Any]:
    keys = []
    for field in fields:
        table, _, column = field.get("references", "").partition(".")
        if table in present:
            keys.append({"fields": [field["name"]], "reference": {"resource": table, "fields": [column]}})
    return {"foreignKeys": keys} if keys else {}


def _put(file: Path, content: bytes) -> None:
    if file.is_file() and file.read_bytes() == content:
        return
    part = file.with_name(file.name + ".part")
    part.write_bytes(content)
    part.replace(file)
