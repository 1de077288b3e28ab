"""The grid of a sweep: which parameters take which values, and every combination of them, checked before anything runs."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dyadbook.study.models import Study
from dyadbook.study.parameters import Parameters, load_params_file, parse_assignments, unknown_name, validate
from dyadbook.study.problems import ArgumentError

Axes = dict[str, list[Any]]


@dataclass(frozen=True)
class Point:
    """One combination: what each axis takes, as a table shows it, and the parameters that come of it."""

    values: dict[str, str]
    parameters: Parameters

    @property
    def label(self) -> str:
        return ", ".join(f"{name}={value or 'none'}" for name, value in self.values.items())


def from_assignments(assignments: Iterable[str]) -> Axes:
    """Read `NAME=V1+V2+V3`; a list within one value is written with commas, and nothing before a plus is an empty value.

    >>> from_assignments(["min_sources=1+2"])
    {'min_sources': ['1', '2']}
    """
    axes: Axes = {}
    for assignment in assignments:
        name, sign, values = assignment.partition("=")
        name = name.strip()
        if not sign or not name:
            raise ArgumentError(f"'{assignment}' is no axis; write NAME=V1+V2, such as min_sources=1+2.")
        if name in axes:
            raise ArgumentError(f"'{name}' is given twice; give all its values at once, as in {name}=V1+V2.")
        axes[name] = [value.strip() for value in values.split("+")]
    return axes


def from_file(path: Path) -> Axes:
    """Read a YAML file that maps parameters (`phase_starts.PHASE` for one boundary) to the values that each takes."""
    raw = load_params_file(path)
    out: Axes = {}
    for name, values in raw.items():
        if isinstance(values, dict):
            inner = f"{name}.{next(iter(values), 'PHASE')}"
            raise ArgumentError(f"{path.name}: write '{inner}' as a name of its own, with a list of values.")
        out[str(name)] = values if isinstance(values, list) else [values]
    return out


def points(axes: Axes, study: Study, source_ids: Iterable[str]) -> list[Point]:
    """Return every combination in the order given, the last axis changing fastest; ArgumentError for any that does not fit.

    All of them are checked, so that a sweep fails before its first run and not in the middle of the night.
    """
    if not axes:
        raise ArgumentError("A sweep needs a grid: a file, or -p NAME=V1+V2 at least once.")
    for name, values in axes.items():
        head, dot, _ = name.partition(".")
        if head not in Parameters.model_fields:
            raise ArgumentError(unknown_name(head, str(values[0]) if values else ""))
        if head in ("study", "phase"):
            raise ArgumentError(
                f"'{head}' cannot be swept: a run reads one study and goes through its phases."
            )
        if head == "phase_starts" and not dot:
            raise ArgumentError(
                "Sweep one boundary at a time: write phase_starts.PHASE=2014-06-01+2015-07-14."
            )
        if not values:
            raise ArgumentError(f"'{name}' has no value; give at least one.")
        shown = [as_text(value) for value in values]
        if twice := next((v for n, v in enumerate(shown) if v in shown[:n]), None):
            raise ArgumentError(f"'{name}' takes the value {twice} twice; give it once.")
    ids, out = list(source_ids), []
    for combination in itertools.product(*axes.values()):
        chosen = dict(zip(axes, combination, strict=True))
        shown = {name: as_text(value) for name, value in chosen.items()}
        try:
            out.append(Point(shown, validate(raw(chosen), study, ids)))
        except ArgumentError as error:
            where = ", ".join(f"{k}={v}" for k, v in shown.items())
            raise ArgumentError(f"The grid holds a point that cannot be run ({where}): {error}") from None
    return out


def raw(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return one point as `validate` takes it; texts are read as the command line reads them."""
    out: dict[str, Any] = {}
    for name, value in chosen.items():
        head, _, key = name.partition(".")
        if key:
            out.setdefault(head, {})[key] = value
        elif isinstance(value, str):
            out |= parse_assignments([f"{name}={value}"])
        else:
            out[name] = value
    return out


def as_text(value: Any) -> str:
    """Return a value as a cell of the table shows it."""
    return (
        ",".join(map(str, value)) if isinstance(value, (list, tuple)) else "" if value is None else str(value)
    )
