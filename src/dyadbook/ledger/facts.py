"""Facts, and the ledger that holds all facts of a run: written by notebooks, read by prose."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from dyadbook.ledger import formats
from dyadbook.ledger.refs import parse
from dyadbook.study.problems import ContentError, Problem, nearest

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FORMAT = 1
UNDECIDED = "cannot be decided in this run"


@dataclass(frozen=True)
class Fact:
    """A value or a truth that the book prints, with the rule that computed it and what it rests on.

    A value fact's `text` is what prose prints. A truth fact's `value` is True or False, its `says` is the claim in words
    ("The thaw has the fewest events") and its `text` what was found ("3, against 7 in the pact").
    """

    id: str
    kind: Literal["value", "truth"]
    value: bool | int | float | str | None
    unit: str | None
    text: str
    rule: str
    rests_on: tuple[str, ...]
    notebook: str
    says: str

    @property
    def holds(self) -> bool:
        """Tell whether a truth is true in this run; a value always stands."""
        return self.kind == "value" or self.value is True

    @property
    def verdict(self) -> str:
        """Say in words how a truth stands: undecided is not false. Empty for a value."""
        if self.kind == "value":
            return ""
        return UNDECIDED if self.value is None else "holds" if self.value else "does not hold"

    @property
    def reason(self) -> str:
        """Return what was found, without the words that `verdict` says already."""
        return self.text.removeprefix(UNDECIDED).lstrip(": ") if self.value is None else self.text


class Ledger:
    """All facts of a run, by id."""

    def __init__(self, facts: Iterable[Fact] = (), name: str = "ledger.json"):
        self.name = name
        self._facts: dict[str, Fact] = {}
        for fact in facts:
            self.put(fact)

    def __len__(self) -> int:
        return len(self._facts)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts[key] for key in sorted(self._facts))

    def __contains__(self, fact_id: object) -> bool:
        return fact_id in self._facts

    def __getitem__(self, fact_id: str) -> Fact:
        """Return a fact; ContentError naming the nearest id where there is none of that name."""
        try:
            return self._facts[fact_id]
        except KeyError:
            raise ContentError(
                [Problem(self.name, None, f"there is no fact '{fact_id}'", nearest(fact_id, self._facts))]
            ) from None

    def put(self, fact: Fact) -> Fact:
        """Take a fact in; the same fact twice is fine, one id with two values or two rules is an error."""
        there = self._facts.get(fact.id)
        if there and replace(there, notebook="") != replace(fact, notebook=""):
            where = " and ".join(sorted({there.notebook or "one place", fact.notebook or "another"}))
            how = f"'{there.text}' and '{fact.text}'" if there.text != fact.text else "in two ways"
            what = f"fact '{fact.id}' is recorded as {how}, by {where}"
            raise ContentError([Problem(self.name, None, what, "Give the two facts two ids")])
        return self._facts.setdefault(fact.id, fact)

    def add(
        self,
        fact_id: str,
        value: object,
        *,
        rule: str,
        rests_on: Iterable[str],
        unit: str | None = None,
        text: str | None = None,
        notebook: str = "",
        says: str = "",
    ) -> Fact:
        """Record a value: how it was computed (`rule`, one sentence) and what it rests on (refs, see `refs`).

        Without `text` the value is formatted by its unit (`formats.show`). An unknown value is None and needs a `text`
        ("unknown", "not covered"). ContentError for a bad id, an empty rule, a broken ref, or no value.
        """
        refs = self._checked(fact_id, rule, rests_on)
        try:
            clean = formats.plain(value)
            shown = text if text is not None else formats.show(clean, unit)
        except ValueError as error:
            raise self._bad(fact_id, str(error), "Record a single value, or None with a text") from None
        if not shown.strip():
            raise self._bad(fact_id, "its text is empty", "Give the words that the book is to print")
        return self.put(Fact(fact_id, "value", clean, unit, shown, rule, refs, notebook, says))

    def truth(
        self,
        fact_id: str,
        holds: object,
        *,
        says: str,
        rule: str,
        rests_on: Iterable[str],
        text: str = "",
        notebook: str = "",
    ) -> Fact:
        """Record whether a claim of direction, rank or absence holds in this run.

        `says` is the claim as a sentence that stands alone; `text` the values behind it, for the box that tells a reader
        of a rerun what no longer holds.
        """
        refs = self._checked(fact_id, rule, rests_on)
        if not says.strip():
            raise self._bad(
                fact_id, "it does not say what it claims", "Give `says`, a sentence that stands alone"
            )
        value = formats.plain(holds)
        if not isinstance(value, bool):
            raise self._bad(fact_id, f"a truth is True or False, not {value!r}", "Compare, then record")
        return self.put(Fact(fact_id, "truth", value, None, text, rule, refs, notebook, says))

    def _bad(self, fact_id: str, what: str, remedy: str) -> ContentError:
        return ContentError([Problem(self.name, None, f"fact '{fact_id}': {what}", remedy)])

    def _checked(self, fact_id: str, rule: str, rests_on: Iterable[str]) -> tuple[str, ...]:
        if not KEBAB.fullmatch(fact_id):
            raise self._bad(fact_id, "the id is not kebab-case", "Use a-z, 0-9 and single hyphens")
        if not rule.strip():
            raise self._bad(fact_id, "no rule is given", "Say in one sentence how it was computed")
        if isinstance(rests_on, str):
            raise self._bad(fact_id, "rests_on is one text", "Give a list of refs such as ['event:x']")
        refs = tuple(dict.fromkeys(rests_on))
        for ref in refs:
            try:
                parse(ref)
            except ValueError as error:
                raise self._bad(fact_id, str(error), "Write refs as kind:id, such as source:bne") from None
        return refs

    def dumps(self) -> str:
        """Return the ledger as JSON that is the same, byte for byte, for the same facts in any order."""
        facts = [asdict(fact) for fact in self]
        return json.dumps({"format": FORMAT, "facts": facts}, ensure_ascii=False, indent=1) + "\n"

    def write(self, path: Path) -> None:
        """Write beside, then rename: a half-written ledger is never read as one."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_text(self.dumps(), encoding="utf-8", newline="\n")
        part.replace(path)


def loads(text: str, name: str = "ledger.json") -> Ledger:
    """Read what `dumps` wrote; ContentError where it is something else."""
    try:
        raw = json.loads(text)
        if raw["format"] != FORMAT:
            raise ContentError(
                [
                    Problem(
                        name, None, f"is of format {raw['format']}, not {FORMAT}", "Run the notebooks again"
                    )
                ]
            )
        facts = [Fact(**{**row, "rests_on": tuple(row["rests_on"])}) for row in raw["facts"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ContentError(
            [Problem(name, None, f"is not a ledger ({error})", "Run the notebooks again")]
        ) from None
    return Ledger(facts, name)


def read(path: Path, name: str | None = None) -> Ledger:
    """Read a ledger file; `name` is how messages call it."""
    name = name or path.name
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(
            [Problem(name, None, "is missing", "Run the notebooks first: dyadbook run")]
        ) from None
    return loads(text, name)


def merge(parts: Iterable[Ledger], name: str = "ledger.json") -> Ledger:
    """Join the parts that notebooks wrote; ContentError with every id that two parts give two values."""
    whole, problems = Ledger(name=name), []
    for part in parts:
        for fact in part:
            try:
                whole.put(fact)
            except ContentError as error:
                problems += error.problems
    if problems:
        raise ContentError(problems)
    return whole
