"""The hand-coded tables as others download them: title, what a row is, and every column in words."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel

from dyadbook.observations import chronicle, observations
from dyadbook.observations.chronicle import Event
from dyadbook.observations.observations import Observation

KEY = "id"
ORDER: dict[type[BaseModel], list[str]] = {Event: chronicle.COLUMNS, Observation: observations.COLUMNS}


def coded() -> dict[str, tuple[str, type[BaseModel], str]]:
    """Return the hand-coded tables: title, the model of a row, and what they hold."""
    return {
        "chronicle": (
            "Chronicle",
            Event,
            "One row an event, coded by hand, with the page it was taken from.",
        ),
        "observations": (
            "Observations",
            Observation,
            "One row a reported figure, coded by hand, with its source.",
        ),
    }


def fields_of(model: type[BaseModel]) -> list[dict[str, Any]]:
    """Return name, type and description of each column in the order of its file, as tables.yaml describes columns."""
    out = []
    for name in ORDER.get(model, list(model.model_fields)):
        field = model.model_fields[name]
        kind = "number" if {float, int} & {field.annotation, *get_args(field.annotation)} else "string"
        out.append({"name": name, "type": kind, "description": field.description or ""})
    return out


def constrained(model: type[BaseModel]) -> list[dict[str, Any]]:
    """Return the same with what holds for every row: a cell that is never empty, and an id that stands once."""
    out = []
    for field in fields_of(model):
        if type(None) not in get_args(model.model_fields[field["name"]].annotation):
            field["constraints"] = {"required": True} | ({"unique": True} if field["name"] == KEY else {})
        out.append(field)
    return out
