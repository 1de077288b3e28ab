"""Read YAML into a checked model; every error names file and line."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from dyadbook.study.problems import ContentError, Problem, nearest

Model = TypeVar("Model", bound=BaseModel)

# libyaml reads a gazetteer in a tenth of the time; PyYAML lacks it where it was built without
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):
    """YAML's safe loader, but a key given twice is an error, not a silent loss of the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key '{key.value}' is given twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def line_of(text: str, path: tuple[int | str, ...]) -> int | None:
    """Return the line (from 1) at which the value under `path` stands, or that of its nearest parent."""
    node = _compose(text)
    line = None
    for key in path:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(key)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
        else:
            break
    return line


def line_of_value(text: str, value: str) -> int | None:
    """Return the last line on which `value` stands as a value of its own; None where it does not."""
    found, waiting = None, [_compose(text)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting += [v for _, v in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.ScalarNode) and node.value == value:
            found = max(found or 0, node.start_mark.line + 1)
    return found


@lru_cache(maxsize=2)
def _compose(text: str) -> yaml.Node | None:
    # kept, because a file with a hundred problems is asked for a hundred lines
    try:
        return yaml.compose(text, Loader=_Base)
    except yaml.YAMLError:
        return None


def parse(text: str, name: str) -> object:
    """Read YAML text; a syntax error becomes a problem with its line."""
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"is not valid YAML: {getattr(error, 'problem', None) or error}"
        raise ContentError(
            [Problem(name, mark.line + 1 if mark else None, what, "Mend the syntax there")]
        ) from None
    except ValueError as error:  # a date such as 2023-02-30
        day = next((m[0] for m in re.finditer(r"\b\d{4}-\d\d?-\d\d?\b", text) if not _is_day(m[0])), None)
        line = line_of_value(text, day) if day else None
        what = f"'{day}' is no day of the calendar" if day else f"cannot be read: {error}"
        raise ContentError([Problem(name, line, what, "Mend the date")]) from None


def _is_day(value: str) -> bool:
    try:
        return bool(yaml.safe_load(value))
    except ValueError:
        return False


def read_text(path: Path, name: str) -> str:
    """Read a UTF-8 file; a missing or undecodable one becomes a problem."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError([Problem(name, None, "is missing", "Put the file there")]) from None
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 text (byte {error.start})"
        raise ContentError([Problem(name, None, what, "Save it as UTF-8")]) from None


def problems_of(
    error: ValidationError, model: type[BaseModel], text: str, name: str, prefix: tuple = ()
) -> list[Problem]:
    """Turn pydantic's errors into problems with lines and a remedy.

    Where a model as a whole does not fit, the id that the message quotes gives the line.
    """
    out = []
    errors = error.errors()
    for e in errors:
        if e["type"] == "too_short" and any(_inside(other["loc"], e["loc"]) for other in errors):
            continue  # the list is short only because its items did not fit
        loc = (*prefix, *e["loc"])
        where = ".".join(str(p) for p in loc) or "the file"
        message = e["msg"].removeprefix("Value error, ")
        what, _, remedy = message.partition("; ")
        line = line_of(text, loc)
        if e["type"] == "extra_forbidden":
            what, remedy = "this key is not known", nearest(str(loc[-1]), fields_at(model, e["loc"][:-1]))
        elif e["type"] == "missing":
            what, remedy = "this key is missing", "Add it"
        elif e["type"] == "string_pattern_mismatch":
            what, remedy = f"'{e['input']}' has the wrong form", f"It must match {e['ctx']['pattern']}"
        elif not e["loc"] and (quoted := re.search(r"'([^']+)'", what)):
            line = line_of_value(text, quoted[1]) or line
        out.append(
            Problem(
                name,
                line,
                f"{where}: {what}",
                (remedy[:1].upper() + remedy[1:]).rstrip(".") if remedy else "",
            )
        )
    return out


def _inside(loc: tuple, outer: tuple) -> bool:
    return len(loc) > len(outer) and loc[: len(outer)] == outer


def fields_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the part of `model` under `loc` knows; those of `model` where the path leads nowhere."""
    here: Any = model
    for key in loc:
        if isinstance(key, str) and isinstance(here, type) and issubclass(here, BaseModel):
            field = here.model_fields.get(key)
            inner = _model_in(field.annotation) if field else None
            here = inner or here
    # a key of the file that is no name in Python, such as 'is', has another one in the model
    return [field.alias or name for name, field in here.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for a in get_args(annotation) if (m := _model_in(a))), None)


def read_model(path: Path, name: str, model: type[Model]) -> Model:
    """Read one YAML file as one model."""
    text = read_text(path, name)
    raw = parse(text, name)
    if not isinstance(raw, dict):
        what = "must be a mapping of keys to values"
        raise ContentError([Problem(name, 1, what, "See the study format in the fork guide")])
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise ContentError(problems_of(error, model, text, name)) from None
