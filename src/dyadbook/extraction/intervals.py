"""How sure the figures are: each measure with its bootstrap interval, and the targets that a study sets for them.

Reference: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13 (percentile intervals).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from dyadbook.extraction.scoring import ATTRIBUTES, KINDS, Outcome
from dyadbook.study.problems import ContentError, Problem, nearest

DRAWS, SEED = 2000, 20
SURE = 0.95
NAME = "seeds/gold/targets.yaml"
KEYS = {"id", "label", "kinds", "figure", "target", "at_most_wrong"}


@dataclass(frozen=True)
class Target:
    """One figure that is measured: the F1 of some kinds (`figure` is "value"), or the share of an attribute that is right.

    `target` is what to reach; `at_most_wrong` allows so many wrong values and attributes in all instead.
    """

    id: str
    label: str
    kinds: tuple[str, ...]
    figure: str = "value"
    target: float | None = None
    at_most_wrong: int | None = None


@dataclass(frozen=True)
class Measure:
    """A figure between 0 and 1 with its interval. `n` is how many facts (F1: facts and extra statements) it rests on.

    `wrong` counts missed facts, extra statements, wrong values and, where the target says so, wrong attributes. All but
    `wrong` are None where nothing was annotated.
    """

    target: Target
    n: int
    wrong: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def reached(self) -> bool | None:
        """Tell whether the target is reached; None where there is none, or nothing to hold to it."""
        if self.value is None:
            return None
        if self.target.at_most_wrong is not None:
            return self.wrong <= self.target.at_most_wrong
        return None if self.target.target is None else self.value >= self.target.target


def read_targets(path: Path) -> tuple[Target, ...]:
    """Return the targets of a study, none where it has no such file; ContentError names what is wrong with one."""
    if not path.is_file():
        return ()
    raw = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    out, found = [], []
    for number, row in enumerate(raw.get("targets", ()), 1):
        where = f"target {number}"
        for key in sorted(set(row) - KEYS):
            found.append(Problem(NAME, None, f"{where} has an unknown key '{key}'", nearest(key, KEYS)))
        for key in sorted({"id", "label", "kinds"} - set(row)):
            found.append(Problem(NAME, None, f"{where} has no '{key}'", "Add it"))
        for kind in sorted(set(row.get("kinds", ())) - set(KINDS)):
            found.append(Problem(NAME, None, f"{where} has an unknown kind '{kind}'", nearest(kind, KINDS)))
        if (figure := row.get("figure", "value")) not in ("value", *ATTRIBUTES):
            known = ("value", *ATTRIBUTES)
            found.append(
                Problem(NAME, None, f"{where} has an unknown figure '{figure}'", nearest(figure, known))
            )
        out.append(row)
    if found:
        raise ContentError(found)
    return tuple(Target(**{**row, "kinds": tuple(row["kinds"])}) for row in out)


def measure(outcomes: Iterable[Outcome], target: Target, draws: int = DRAWS, seed: int = SEED) -> Measure:
    """Return one figure with its interval of 95 per cent.

    Facts and extra statements are drawn anew with replacement, each document's among its own, `draws` times with a fixed
    `seed`: the interval says what other facts of the same documents might have given, and nothing of other documents.
    Where nothing is wrong, drawing anew shows no error either; the lower end is then the share of right answers
    that would still give no error in so many with a chance of one in twenty.
    """
    own = [o for o in outcomes if o.kind in target.kinds]
    parts, wholes, files = _units(own, target.figure)
    wrong = int(sum(p != w for p, w in zip(parts, wholes, strict=True)))
    if target.at_most_wrong is not None:
        wrong += sum(not all(o.details.values()) for o in own if o.right)
    n, whole = len(wholes), sum(wholes)
    if not whole:
        return Measure(target, n, wrong, None, None, None)
    value = sum(parts) / whole
    if value == 1:
        return Measure(target, n, wrong, 1.0, (1 - SURE) ** (1 / n), 1.0)
    drawn = _drawn(np.array(parts), np.array(wholes), files, draws, seed)
    low, high = (float(np.quantile(drawn, q)) for q in ((1 - SURE) / 2, (1 + SURE) / 2))
    return Measure(target, n, wrong, value, low, high)


def _units(own: Sequence[Outcome], figure: str) -> tuple[list[float], list[float], list[str]]:
    """Return what each outcome adds to the numerator and to the denominator of a figure, and its document."""
    if figure == "value":
        # F1 is twice the right ones over annotated and found ones together
        rows: list[tuple[float, float, str]] = [
            (2.0 * o.right, float((o.gold is not None) + (o.found is not None)), o.file) for o in own
        ]
    else:
        rows = [(float(o.details[figure]), 1.0, o.file) for o in own if figure in o.details]
    return [r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows]


def _drawn(parts: Any, wholes: Any, files: Sequence[str], draws: int, seed: int) -> Any:
    """Return the figure of each draw. The standard library's generator gives the same draws in every version."""
    source = random.Random(seed)
    groups = [[i for i, f in enumerate(files) if f == file] for file in dict.fromkeys(files)]
    out = []
    for _ in range(draws):
        chosen = [i for group in groups for i in source.choices(group, k=len(group))]
        out.append(parts[chosen].sum() / wholes[chosen].sum())
    return np.array(out)
