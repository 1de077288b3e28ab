"""Where a run's results lie, and with which parameters they were made."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import yaml

from dyadbook.study.parameters import Parameters
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ArgumentError, ContentError

DEFAULT = "default"
BY_HAND = "by-hand"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NOT_SETTINGS = ("study", "phase")  # where the study lies changes no table, and a run does every phase in turn
RECORD = "parameters.yaml"
HEAD = "# The parameters that the tables beside this file were made with. Written by dyadbook; not to be edited.\n"


def checked_name(name: str) -> str:
    """Return a run's name; ArgumentError where it could be a path, or is one that is kept for something else."""
    if not NAME.fullmatch(name):
        raise ArgumentError(
            f"'{name}' cannot name a run: use lower-case letters, digits and single hyphens, as in early-thaw."
        )
    if name == BY_HAND:
        raise ArgumentError(f"The name '{name}' is kept for notebooks that are run by hand; choose another.")
    return name


def run_folder(paths: Paths, name: str) -> Path:
    """Return the folder of a run, which need not exist yet."""
    return paths.runs / checked_name(name)


def by_hand(paths: Paths) -> Path:
    """Return the folder that notebooks leave their results in when nobody names a run."""
    return paths.runs / BY_HAND


def named(paths: Paths) -> Path:
    """Return the folder that a notebook reads tables from: the run in DYADBOOK_RUN (a name or a folder), else data/."""
    given = os.environ.get("DYADBOOK_RUN")
    if not given:
        return paths.data
    folder = Path(given) if Path(given).is_absolute() else run_folder(paths, given)
    if not folder.is_dir():
        raise ArgumentError(
            f"DYADBOOK_RUN names the run '{Path(given).name}', which does not exist; make it with 'dyadbook run --name {Path(given).name}'."
        )
    return folder


def table_file(folder: Path, name: str) -> Path:
    """Return where a table lies: in tables/ of a run, directly in data/."""
    return folder / "tables" / f"{name}.csv" if (folder / "tables").is_dir() else folder / f"{name}.csv"


def settings(parameters: Parameters) -> dict[str, Any]:
    """Return the parameters that decide what a run's tables hold, as plain values."""
    return {k: v for k, v in parameters.canonical().items() if k not in NOT_SETTINGS}


def write_settings(folder: Path, parameters: Parameters) -> None:
    """Write parameters.yaml beside a run's results."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{RECORD}.part"
    text = HEAD + yaml.safe_dump(settings(parameters), sort_keys=False, allow_unicode=True, width=100)
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(folder / RECORD)


def read_settings(folder: Path) -> dict[str, Any] | None:
    """Return what `write_settings` wrote, or None where there is nothing."""
    file = folder / RECORD
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else None


def check_made_with(folder: Path, parameters: Parameters, paths: Paths) -> None:
    """Raise ContentError, in one sentence, where the tables in `folder` were made with other parameters."""
    there, here = read_settings(folder), settings(parameters)
    if there is None:
        return
    different = [name for name in here if there.get(name) != here[name]]
    if different:
        name = different[0]
        raise ContentError(
            f"The tables in {paths.show(folder)}/ were made with {name} = {there.get(name)!r} and this notebook has "
            f"{here[name]!r}: run 'dyadbook run --name NAME {assignment(name, here[name])}' "
            "and set DYADBOOK_RUN=NAME before you start the notebook."
        )


def assignment(name: str, value: Any) -> str:
    """Write a parameter as the command line takes it."""
    if isinstance(value, dict):
        return " ".join(f"-p {name}.{key}={item}" for key, item in value.items()) or f"-p {name}="
    return f"-p {name}={','.join(map(str, value)) if isinstance(value, (list, tuple)) else value}"
