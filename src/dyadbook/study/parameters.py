"""Parameters as people give them: assignments, files and papermill's values, checked before anything is started."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dyadbook.study import dates
from dyadbook.study.load import load_study
from dyadbook.study.models import Study
from dyadbook.study.parameter_schema import Parameters, first_day
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ArgumentError, ContentError, Problem, nearest
from dyadbook.study.reading import line_of, parse, read_text

__all__ = [
    "Parameters",
    "describe",
    "first_day",
    "load_params_file",
    "parameters_cell",
    "parse_assignments",
    "problems",
    "unknown_name",
    "validate",
]


def parse_assignments(assignments: Iterable[str]) -> dict[str, Any]:
    """Read `NAME=VALUE` texts into raw parameters, for `validate`; ArgumentError where one cannot be read.

    A list is written with commas or by giving the name again; one entry of a mapping as `phase_starts.NAME=VALUE`.
    """
    raw: dict[str, Any] = {}
    for assignment in assignments:
        left, sign, value = assignment.partition("=")
        name, dot, key = left.strip().partition(".")
        if not sign or not name:
            raise ArgumentError(f"'{assignment}' is no assignment; write NAME=VALUE, such as min_sources=2.")
        if name not in Parameters.model_fields:
            raise ArgumentError(unknown_name(name, value))
        plain = plain_type(name)
        value = value.strip()
        if dot and plain != "dict":
            raise ArgumentError(
                f"Parameter '{name}' has no parts; write {name}={value or 'VALUE'}, without '.{key}'."
            )
        if dot:
            entries = raw.setdefault(name, {})
            if not key or not isinstance(entries, dict):
                raise ArgumentError(f"'{assignment}' cannot be read; write {name}.PHASE={value or 'VALUE'}.")
            if key in entries:
                raise ArgumentError(f"'{name}.{key}' is given twice; give it once.")
            entries[key] = value
        elif plain == "list":
            raw[name] = [*raw.get(name, []), *(part.strip() for part in value.split(",") if part.strip())]
        elif name in raw:
            raise ArgumentError(f"Parameter '{name}' is given twice; give it once.")
        else:
            raw[name] = value
    return raw


def load_params_file(path: Path | str) -> dict[str, Any]:
    """Read a YAML file of parameters, for `validate`; ArgumentError where it is missing or not a mapping."""
    path = Path(path)
    try:
        raw = parse(read_text(path, path.name), path.name)
    except ContentError as error:
        raise ArgumentError(str(error)) from None
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise ArgumentError(
            f"{path.name} must map parameters to values, a line each, such as min_sources: 2."
        )
    return raw


def plain_type(name: str) -> str:
    """Return str, int, list or dict: what a notebook's parameters cell holds for the parameter."""
    return Parameters.model_fields[name].json_schema_extra["plain"]  # type: ignore[index,return-value]


def describe() -> list[dict[str, str]]:
    """Return name, type, default and help of every parameter, in the order of the schema."""
    defaults = Parameters().model_dump(mode="json")
    return [
        {
            "name": name,
            "type": field.json_schema_extra["kind"],  # type: ignore[index,dict-item]
            "default": _shown(defaults[name]),
            "help": field.description or "",
        }
        for name, field in Parameters.model_fields.items()
    ]


def _shown(value: object) -> str:
    if isinstance(value, (list, dict)):
        return ", ".join(map(str, value))
    return str(value)


def parameters_cell(names: Iterable[str]) -> str:
    """Return the source of a notebook's parameters cell: a line each, in the form that papermill's help reads."""
    defaults = Parameters().model_dump(mode="json")
    lines = []
    for name in names:
        field = Parameters.model_fields[name]
        lines.append(f"{name}: {plain_type(name)} = {_literal(defaults[name])}  # {field.description}")
    return "\n".join(lines)


def _literal(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def validate(raw: Mapping[str, Any], study: Study, source_ids: Iterable[str] | None = None) -> Parameters:
    """Return the parameters that `raw` sets; ArgumentError with one sentence a line for each thing that does not fit.

    `source_ids` are the ids of the study's sources; without them, names of sources are not checked.
    """
    raw = dict(raw)
    unknown = [_unknown(name, study) for name in raw if name not in Parameters.model_fields]
    if unknown:
        raise ArgumentError("\n".join(unknown))
    if (day := _covering(raw.get("end"), study.as_of)) is not None:
        raw["end"] = day
    try:
        parameters = Parameters.model_validate(raw)
    except ValidationError as error:
        raise ArgumentError("\n".join(map(_sentence, error.errors()))) from None
    wrong = [*_wrong_days(parameters, study), *_wrong_phases(parameters, study)]
    if source_ids is not None:
        wrong += _wrong_sources(parameters, list(source_ids))
    if wrong:
        raise ArgumentError("\n".join(wrong))
    return parameters


def _covering(value: object, day: dt.date) -> dt.date | None:
    """Return `day` where `value` is a month or a year that `day` lies in: 'until 2026' ends where knowledge ends."""
    text = str(value) if isinstance(value, (str, int)) else None
    first, last = dates.span(text)
    return day if first and last and dates.precision(text) != "day" and first <= day < last else None


def _sentence(error: Any) -> str:
    name, message = str(error["loc"][0]), error["msg"].removeprefix("Value error, ")
    sentence = f"Parameter '{name}' {message}"
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."


def _unknown(name: str, study: Study) -> str:
    if any(name == p.id for p in study.phases):
        return (
            f"'{name}' is a phase, not a parameter; to move its start write phase_starts.{name}=2014-06-01."
        )
    return unknown_name(name)


def unknown_name(name: str, value: str = "") -> str:
    """Say that no parameter is called `name`, and which one was probably meant."""
    sentence = f"There is no parameter '{name}'. {nearest(name, Parameters.model_fields)}"
    if "Did you mean" not in sentence and dates.is_calendar(value.strip()):
        sentence += f" The first day of a phase is moved with phase_starts.PHASE={value.strip()}."
    return sentence


def _wrong_days(p: Parameters, study: Study) -> list[str]:
    first, last = first_day(study), study.as_of
    out = [
        f"Parameter '{name}' is {day}, but the study runs from {first} to {last}; give a day within it."
        for name, day in (("start", p.start), ("end", p.end))
        if day and not first <= day <= last
    ]
    start, end = p.window(study)
    if not out and end < start:
        out.append(f"Parameter 'end' ({end}) lies before 'start' ({start}); swap them or move one.")
    return out


def _wrong_phases(p: Parameters, study: Study) -> list[str]:
    known = [phase.id for phase in study.phases]
    named = {"phase": [p.phase] if p.phase else [], "phase_starts": list(p.phase_starts)}
    out = [
        f"Parameter '{parameter}' names '{name}', which is no phase of this study. {nearest(name, known)}"
        for parameter, names in named.items()
        for name in names
        if name not in known
    ]
    if out:
        return out
    first, last = first_day(study), study.as_of
    for name, day in p.phase_starts.items():
        if not first <= day <= last:
            out.append(
                f"Parameter 'phase_starts' puts '{name}' at {day}, but the study runs from {first} to {last}; "
                "give a day within it."
            )
    phases = p.phases(study)
    for before, after in zip(phases, phases[1:], strict=False):
        if after.start <= before.start:
            out.append(
                f"Parameter 'phase_starts' leaves phase '{after.id}' ({after.start}) no later than '{before.id}' "
                f"({before.start}), which comes before it; move one of the two."
            )
    return out


def _wrong_sources(p: Parameters, source_ids: list[str]) -> list[str]:
    out = [
        f"Parameter '{parameter}' names '{name}', which is no source of this study. {nearest(name, source_ids)}"
        for parameter, names in (("sources", p.sources), ("exclude_sources", p.exclude_sources))
        for name in names
        if name not in source_ids
    ]
    left = p.selected(source_ids)
    if not out and not left:
        out.append("Parameters 'sources' and 'exclude_sources' leave no source; keep at least one.")
    if not out and p.min_sources > len(left):
        out.append(
            f"Parameter 'min_sources' asks for {p.min_sources} reports of an event, but {len(left)} "
            f"source{'s are' if len(left) > 1 else ' is'} read; ask for at most {len(left)}."
        )
    return out


def problems(paths: Paths, source_ids: Iterable[str] | None = None) -> list[Problem]:
    """Return what is wrong with the named parameter sets in seeds/params; source ids are checked where they are given."""
    try:
        study = load_study(paths)
    except ContentError:
        return []  # the study's own problems come first
    out = []
    folder = paths.seeds / "params"
    ids = None if source_ids is None else list(source_ids)
    for path in sorted(folder.glob("*.yaml")):
        name = paths.show(path)
        try:
            text = read_text(path, name)
            raw = parse(text, name) or {}
            if not isinstance(raw, dict):
                raise ContentError([Problem(name, 1, "must map parameters to values", "Write NAME: VALUE")])
            parameters = validate(raw, study, ids)
        except ContentError as error:
            out += error.problems
        except ArgumentError as error:
            out += [_of_file(sentence, raw, text, name) for sentence in str(error).split("\n")]
        else:
            if path.stem == "default":
                out += _not_the_default(parameters, raw, text, name)
    if not (folder / "default.yaml").is_file():
        name = paths.show(folder / "default.yaml")
        out.append(Problem(name, None, "is missing", "Write the defaults there, as the fork guide shows"))
    return sorted(out)


def _of_file(sentence: str, raw: dict, text: str, name: str) -> Problem:
    what, _, remedy = sentence.rstrip(".").partition("; ")
    named = next((key for key in raw if f"'{key}'" in sentence), None)
    line = line_of(text, (named,)) if named else None
    return Problem(name, line, what, f"{remedy[:1].upper()}{remedy[1:]}." if remedy else "")


def _not_the_default(parameters: Parameters, raw: dict, text: str, name: str) -> list[Problem]:
    out = [
        Problem(
            name,
            line_of(text, (field,)),
            f"'{field}' is not the schema's default, {usual!r}",
            "Put the default there",
        )
        for field, usual, _ in parameters.changed()
    ]
    out += [
        Problem(name, None, f"'{field}' is missing", "Add it, so that the file shows every parameter")
        for field in Parameters.model_fields
        if field not in raw
    ]
    return out
