"""Truths that a study declares in `seeds/truths.yaml`: comparisons of recorded facts, decided anew in every run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from dyadbook.ledger.facts import Fact, Ledger
from dyadbook.ledger.formats import number
from dyadbook.study import dates
from dyadbook.study.models import KebabId, Record
from dyadbook.study.paths import Paths
from dyadbook.study.problems import Problem, nearest
from dyadbook.study.reading import line_of, read_model, read_text

FILE = "truths.yaml"
MAKER = "declared truths"  # stands where other facts name the notebook that recorded them
CALENDAR = ("date", "year")
ALONE = {"zero": "is zero", "not_zero": "is not zero"}
PAIRED = {
    "below": "is below",
    "above": "is above",
    "equal": "is equal to",
    "at_least": "is at least",
    "at_most": "is at most",
}


def _sentence(value: str) -> str:
    if not value.strip().endswith("."):
        raise ValueError(
            f"'{value}' is no sentence; write the claim as one that stands alone, with a full stop"
        )
    return value.strip()


Sentence = Annotated[str, AfterValidator(_sentence)]
FactIds = Annotated[
    tuple[KebabId, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)
]


class DeclaredTruth(Record):
    """One comparison. Several facts on a side: it has to hold for each of them."""

    id: KebabId
    says: Sentence = Field(description="the claim as a sentence that stands alone")
    left: FactIds = Field(min_length=1, description="id of a fact, or a list of ids")
    relation: Literal["below", "above", "equal", "at_least", "at_most", "zero", "not_zero"] = Field(
        alias="is"
    )
    right: FactIds = Field((), description="id of a fact, or a list of ids")
    value: int | float | str | None = Field(None, description="a plain value instead of a fact")

    @model_validator(mode="after")
    def _sides(self) -> Self:
        given = bool(self.right) + (self.value is not None)
        if self.relation in ALONE and given:
            raise ValueError(f"'{self.id}' compares with {self.relation}; leave out right and value")
        if self.relation in PAIRED and given != 1:
            raise ValueError(
                f"'{self.id}' needs something to compare with; give either right (a fact) or value"
            )
        return self

    @property
    def rule(self) -> str:
        """Return the comparison in words."""
        each = "each of " if len(self.left) > 1 else ""
        head = f"Compares recorded facts: {each}{listed(self.left)}"
        if self.relation in ALONE:
            return f"{head} {ALONE[self.relation]}."
        other = ("each of " if len(self.right) > 1 else "") + listed(self.right or (str(self.value),))
        return f"{head} {PAIRED[self.relation]} {other}."


class DeclaredTruths(Record):
    """The content of `truths.yaml`."""

    truths: tuple[DeclaredTruth, ...]


@dataclass(frozen=True)
class Range:
    """What a value may be: one number, or the days from the first to the last that a coarse date may mean."""

    low: float
    high: float
    notation: object


class Undecided(Exception):
    """Why a comparison cannot be made in a run; its text completes 'cannot be decided in this run: ...'."""


def read_truths(paths: Paths) -> tuple[DeclaredTruth, ...]:
    """Read `truths.yaml`, which a study may lack; ContentError names file, line and remedy."""
    path = paths.seeds / FILE
    return read_model(path, paths.show(path), DeclaredTruths).truths if path.is_file() else ()


def declared(truths: Iterable[DeclaredTruth], ledger: Ledger) -> Ledger:
    """Return the truth facts that the declared comparisons amount to in one run; the ledger is left as it is.

    A comparison whose facts the run lacks, or that cannot be made, becomes a truth whose value is None: it does not hold, and
    its text says why it cannot be decided.
    """
    out = Ledger(name=ledger.name)
    for truth in truths:
        found = [ledger[i] for i in (*truth.left, *truth.right) if i in ledger]
        rests_on = tuple(dict.fromkeys(ref for fact in found for ref in fact.rests_on))
        try:
            holds, text = decide(truth, ledger), shown(truth, ledger)
            if holds is None:
                text = f"cannot be decided in this run: the dates are too coarse ({text})"
        except Undecided as why:
            holds, text = None, f"cannot be decided in this run: {why}"
        out.put(Fact(truth.id, "truth", holds, None, text, truth.rule, rests_on, MAKER, truth.says))
    return out


def decide(truth: DeclaredTruth, ledger: Ledger) -> bool | None:
    """Tell whether a comparison holds for every pair of its two sides; None where coarse dates leave it open."""
    left = [fact_of(ident, ledger) for ident in truth.left]
    if truth.relation in ALONE:
        results = [(number_of(fact) == 0) == (truth.relation == "zero") for fact in left]
        return all(results)
    pairs = []
    for one in left:
        for other in [fact_of(ident, ledger) for ident in truth.right] or [truth.value]:
            pairs.append(compare(truth.relation, one, other))
    return False if False in pairs else None if None in pairs else True


def compare(relation: str, one: Fact, other: Fact | int | float | str | None) -> bool | None:
    """Compare a fact with a fact or a plain value; None where two coarse dates overlap."""
    if isinstance(other, Fact):
        if one.unit != other.unit and not (one.unit in CALENDAR and other.unit in CALENDAR):
            raise Undecided(
                f"{one.id} is in {one.unit or 'no unit'}, {other.id} in {other.unit or 'no unit'}"
            )
        value = other.value
    else:
        value = other
    if relation == "equal" and isinstance(one.value, str) and one.unit not in CALENDAR:
        return one.value == value
    a, b = range_of(one.value, one.unit, one.id), range_of(value, one.unit, one.id)
    if relation in ("above", "at_most"):
        a, b = b, a
    if relation == "equal":
        if a.notation == b.notation:
            return True
        return False if a.high < b.low or b.high < a.low else None
    below = True if a.high < b.low else False if a.low >= b.high else None
    if relation in ("at_least", "at_most"):
        return None if below is None else not below
    return below


def range_of(value: object, unit: str | None, ident: str) -> Range:
    """Return what a value may be as a range of numbers; Undecided for what cannot be ranked."""
    if unit in CALENDAR:
        text = str(value)
        first, last = dates.span(text)
        if first is None and last is None:
            raise Undecided(f"'{text}', to which {ident} is held, is no date")
        return Range((first or dt.date.min).toordinal(), (last or dt.date.max).toordinal(), text)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Undecided(f"'{value}', in a comparison of {ident}, is no number")
    return Range(value, value, float(value))


def number_of(fact: Fact) -> float:
    """Return the number that a fact holds; Undecided where it holds none."""
    if isinstance(fact.value, bool) or not isinstance(fact.value, (int, float)):
        raise Undecided(f"{fact.id} is '{fact.text}', which is no number")
    return fact.value


def fact_of(ident: str, ledger: Ledger) -> Fact:
    """Return a value fact of the run; Undecided where it is missing, has no value or is a truth itself."""
    if ident not in ledger:
        raise Undecided(f"the run has no fact '{ident}'")
    fact = ledger[ident]
    if fact.kind == "truth":
        raise Undecided(f"{ident} is true or false, not a value")
    if fact.value is None:
        raise Undecided(f"{ident} is {fact.text}")
    return fact


def shown(truth: DeclaredTruth, ledger: Ledger) -> str:
    """Return what was compared as the book prints it: "$100 million, against $154.2 million"."""
    left = listed([ledger[i].text for i in truth.left])
    if truth.relation in ALONE:
        return left
    if truth.right:
        return f"{left}, against {listed([ledger[i].text for i in truth.right])}"
    plain = truth.value
    return f"{left}, against {number(plain) if isinstance(plain, (int, float)) else plain}"


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence lists them: a, b and c."""
    *head, last = words
    return f"{', '.join(head)} and {last}" if head else last


def truth_problems(paths: Paths, ledger: Ledger | None = None) -> list[Problem]:
    """Return the truths that share an id, and, given the default run's ledger, those that name a fact it lacks."""
    path = paths.seeds / FILE
    name = paths.show(path)
    truths = read_truths(paths)
    text = read_text(path, name) if truths else ""
    out = []
    for i, truth in enumerate(truths):
        line = line_of(text, ("truths", i, "id"))
        if truth.id in {other.id for other in truths[:i]}:
            out.append(Problem(name, line, f"'{truth.id}' is used twice", "Rename one of the two"))
        for side in ("left", "right"):
            for ident in getattr(truth, side) if ledger is not None else ():
                if ident not in ledger:
                    values = [fact.id for fact in ledger if fact.kind == "value"]
                    near = nearest(ident, values)
                    remedy = near if near.startswith("Did") else "'dyadbook evidence' lists the ids"
                    where = line_of(text, ("truths", i, side))
                    what = f"'{truth.id}' compares '{ident}', which the run does not record"
                    out.append(Problem(name, where, what, remedy))
    return out
