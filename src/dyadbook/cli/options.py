"""Options that several commands share, so that each is worded once."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import click
import typer
from typer.core import TyperCommand

if TYPE_CHECKING:
    from dyadbook.study.models import Study
    from dyadbook.study.parameters import Parameters
    from dyadbook.study.paths import Paths

StudyDir = Annotated[
    Path | None,
    typer.Option(
        "--study",
        metavar="DIR",
        help="Folder of another study (the one with seeds/); without it, the checkout you are in.",
    ),
]
Assignments = Annotated[
    list[str] | None,
    typer.Option(
        "-p",
        metavar="NAME=VALUE",
        help="Set a parameter; lists with commas, one boundary as phase_starts.PHASE=DATE. Can be given often.",
    ),
]
ParamsFile = Annotated[
    Path | None, typer.Option("--params", metavar="FILE", help="YAML file of parameters; -p wins over it.")
]
RunName = Annotated[
    str | None,
    typer.Option("--name", metavar="RUN", help="Name of the run; needed as soon as a parameter differs."),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Notebooks to run side by side.")]
Force = Annotated[bool, typer.Option("--force", help="Run every notebook, stale or not.")]
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="SECONDS", help="Longest time for one cell.")]


class WithParameters(TyperCommand):
    """A command whose help ends with the parameters of the schema, so that nobody has to look them up."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_help(ctx, formatter)
        from dyadbook.study.parameters import describe

        print("Parameters, for -p and --params:\n")
        for row in describe():
            if row["name"] in ("study", "phase"):  # --study, and every phase in turn
                continue
            usual = f"; default {row['default']}" if row["default"] else ""
            print(f"  {row['name']}  ({row['type']}{usual})")
            print(textwrap.fill(row["help"], 78, initial_indent=" " * 6, subsequent_indent=" " * 6))


def open_study(study: Path | None) -> tuple[Paths, Study]:
    """Find and read the study that `--study` or the current folder names."""
    from dyadbook.study.load import load_study
    from dyadbook.study.paths import find

    paths = find(study)
    return paths, load_study(paths)


def parameters_of(
    paths: Paths, study: Study, assignments: list[str] | None, file: Path | None, name: str | None
) -> tuple[Parameters, str]:
    """Return the checked parameters and the run's name; ArgumentError for anything that does not fit."""
    from dyadbook.runs import folders
    from dyadbook.sources.records import read_records
    from dyadbook.study.parameters import load_params_file, parse_assignments, validate
    from dyadbook.study.problems import ArgumentError

    raw: dict[str, Any] = load_params_file(file) if file else {}
    for key, value in parse_assignments(assignments or []).items():
        both = isinstance(value, dict) and isinstance(raw.get(key), dict)
        raw[key] = {**raw[key], **value} if both else value
    if "phase" in raw:
        raise ArgumentError(
            "'phase' is set for each phase in turn by a run; to run one by hand: papermill notebooks/50-phase.ipynb out.ipynb -p phase PHASE"
        )
    sources = list(read_records(paths))
    checked = validate(raw, study, sources)
    usual = folders.settings(checked) == folders.settings(validate({}, study, sources))
    if name is None and not usual:
        raise ArgumentError(
            "A run with parameters of its own needs a name: add --name RUN, as in --name early-thaw. The run 'default' is the study as it stands."
        )
    if name == folders.DEFAULT and not usual:
        raise ArgumentError(
            "The run 'default' is the study as it stands; give a run with other parameters another --name."
        )
    return checked, folders.checked_name(name or folders.DEFAULT)
