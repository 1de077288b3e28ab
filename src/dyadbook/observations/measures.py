"""What is measured, over what stretch of time and on whose word: the code lists of the observations."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from dyadbook.study.codebook import Code
from dyadbook.study.models import Record
from dyadbook.study.paths import Paths
from dyadbook.study.reading import read_model

FILE = "measures.yaml"
# Statuses that the package computes with; the study's file says in words what they mean.
STATUSES = ("reported", "derived", "suspect", "error")
DATA = ("reported", "derived")


class Measure(Code):
    """Something measured; a flow goes one way, from one state to the other."""

    units: tuple[str, ...] = Field(min_length=1)
    flow: bool = False
    signed: bool = Field(False, description="whether it may fall below zero")


class Basis(Code):
    """A stretch of time that a figure covers; `span` is what the period of its rows must be."""

    span: Literal["calendar_year", "year", "part", "any"]


class Authority(Code):
    """On whose word a figure stands; `tertiary` where it was read in a summary of what others say, or in a copy of one."""

    tertiary: bool = False


class Measures(Record):
    """The content of `measures.yaml`."""

    measures: tuple[Measure, ...]
    bases: tuple[Basis, ...]
    authorities: tuple[Authority, ...] = Field(description="best first")
    statuses: tuple[Code, ...]

    @model_validator(mode="after")
    def _complete(self) -> Measures:
        if tuple(s.id for s in self.statuses) != STATUSES:
            raise ValueError(
                f"statuses must be {', '.join(STATUSES)}, in this order; the package computes with them"
            )
        return self

    @cached_property
    def measure(self) -> dict[str, Measure]:
        return {m.id: m for m in self.measures}

    @cached_property
    def basis(self) -> dict[str, Basis]:
        return {b.id: b for b in self.bases}

    @cached_property
    def authority(self) -> dict[str, int]:
        """Rank of each authority, the best is 0."""
        return {a.id: rank for rank, a in enumerate(self.authorities)}

    @cached_property
    def tertiary(self) -> frozenset[str]:
        """Authorities that are no independent report."""
        return frozenset(a.id for a in self.authorities if a.tertiary)


def read_measures(paths: Paths) -> Measures:
    """Read `measures.yaml`; ContentError names file, line and remedy."""
    path = paths.seeds / FILE
    return read_model(path, paths.show(path), Measures)
