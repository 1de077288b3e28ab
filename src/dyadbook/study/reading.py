"""Read YAML into a checked model; every error names file and line."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from dyadbook.study.problems import ContentError, Problem, nearest

Model = TypeVar("Model", bound=BaseModel)


def line_of(text: str, path: tuple[int | str, ...]) -> int | None:
    """Return the line (from 1) at which the value under `path` stands, or that of its nearest parent."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
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


def parse(text: str, name: str) -> object:
    """Read YAML text; a syntax error becomes a problem with its line."""
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"is not valid YAML: {getattr(error, 'problem', None) or error}"
        raise ContentError(
            [Problem(name, mark.line + 1 if mark else None, what, "Mend the syntax there")]
        ) from None


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
    """Turn pydantic's errors into problems with lines and a remedy."""
    out = []
    for e in error.errors():
        loc = (*prefix, *e["loc"])
        where = ".".join(str(p) for p in loc) or "the file"
        message = e["msg"].removeprefix("Value error, ")
        what, _, remedy = message.partition("; ")
        if e["type"] == "extra_forbidden":
            what, remedy = "this key is not known", nearest(str(loc[-1]), model.model_fields)
        elif e["type"] == "missing":
            what, remedy = "this key is missing", "Add it"
        out.append(
            Problem(
                name,
                line_of(text, loc),
                f"{where}: {what}",
                (remedy[:1].upper() + remedy[1:]).rstrip(".") if remedy else "",
            )
        )
    return out


def read_model(path: Path, name: str, model: type[Model]) -> Model:
    """Read one YAML file as one model."""
    text = read_text(path, name)
    raw = parse(text, name)
    if not isinstance(raw, dict):
        raise ContentError(
            [
                Problem(
                    name, 1, "must be a mapping of keys to values", "See the study format in the fork guide"
                )
            ]
        )
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise ContentError(problems_of(error, model, text, name)) from None
