"""The words that the prose checks go by: the package's own list, and what a study declares in seeds/prose.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, field_validator

from dyadbook.study.models import Record, Study
from dyadbook.study.paths import Paths
from dyadbook.study.reading import read_model

NAME = "prose.yaml"
DIGIT = re.compile(r"\d")
Check = Literal["number", "claim", "style"]


class Name(Record):
    """A name that happens to hold a number, or a phrase that is a name here."""

    text: str
    reason: str = Field(min_length=1)


class Acronym(Record):
    short: str
    long: str


class Loaded(Record):
    """A word that takes sides (a regular expression), and what this book says instead."""

    word: str
    instead: str

    @field_validator("word")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"'{value}' is no regular expression ({error}); mend it") from None
        return value


class Voice(Record):
    """What the prose calls a source, so that 'the column says' is known to be the source's claim."""

    source: str
    words: tuple[str, ...]


class Exempt(Record):
    """Words that one page may keep although a check would refuse them."""

    file: str = Field(description="page as messages name it, such as book/chapters/index.md")
    words: str = Field(min_length=1, description="words of the sentence, exactly as they stand")
    check: Check
    reason: str = Field(min_length=1)


class Declared(Record):
    """The content of `seeds/prose.yaml`; a study without one declares nothing."""

    names: tuple[Name, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    loaded: tuple[Loaded, ...] = ()
    voices: tuple[Voice, ...] = ()
    exceptions: tuple[Exempt, ...] = ()


def read_declared(paths: Paths) -> Declared:
    """Read `seeds/prose.yaml`; ContentError with file and line where it does not fit."""
    path = paths.seeds / NAME
    return read_model(path, paths.show(path), Declared) if path.is_file() else Declared()


@lru_cache(maxsize=1)
def package_words() -> dict[str, Any]:
    """Return the package's own lists."""
    return yaml.safe_load(Path(__file__).with_name("prose_words.yaml").read_text(encoding="utf-8"))


def any_of(patterns: Iterable[str], flags: int = re.IGNORECASE, edges: bool = True) -> re.Pattern[str]:
    """Return one pattern for whole words out of many; a blank in them also matches a line break."""
    inner = "|".join(f"(?:{p})" for p in patterns) or r"(?!)"
    inner = inner.replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)" if edges else inner, flags)


def literal(words: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """Return a pattern for any of these names as they are written, the longest first."""
    return any_of(escaped(words), flags)


def escaped(words: Iterable[str]) -> list[str]:
    """Return names as patterns, the longest first, so that none is cut short by a part of it."""
    ordered = sorted({w for w in words if w.strip()}, key=lambda w: (-len(w), w))
    return [re.escape(w).replace(r"\ ", " ") for w in ordered]


@dataclass(frozen=True)
class Rules:
    """Everything the checks look for, compiled: the package's words, the study's names, what `prose.yaml` declares."""

    study: Study
    declared: Declared
    titles: tuple[str, ...] = ()  # of sources: names that others gave

    @cached_property
    def names(self) -> re.Pattern[str]:
        """Match every name that may hold a number."""
        known = [n.text for n in self.declared.names] + package_words()["numbers"]["names"]
        study = self.study
        for item in (*study.actors, *study.people, *study.places, *study.publishers):
            known += [n for n in (item.name, *item.aliases) if DIGIT.search(n)]
        return literal([*known, *self.titles])

    @cached_property
    def said(self) -> re.Pattern[str]:
        """Match an explicit attribution, up to and with the word that speaks."""
        a = package_words()["attribution"]
        study = self.study
        called = [w for v in self.declared.voices for w in v.words] + [p.name for p in study.publishers]
        documents = "|".join([*escaped(called), a["documents"]])
        acting = [n for p in study.people for n in (p.name, *p.aliases)]
        acting += [n for actor in study.actors for n in (actor.name, *actor.aliases, *actor.metonyms)]
        voices = "|".join([*escaped(acting), a["voices"]])
        parts = [
            f"(?P<written>(?:{documents}){a['between']} (?:{a['written']}|{a['voiced']}))",
            f"(?P<voiced>(?:{voices}){a['between']} (?:{a['voiced']}))",
            f"(?P<speech>(?:{a['speech']}))",
            f"(?P<phrase>{a['phrases']})",
        ]
        return any_of(parts)

    @cached_property
    def ourselves(self) -> re.Pattern[str]:
        """Match this book as the subject right before a word that speaks."""
        a = package_words()["attribution"]
        return re.compile(
            rf"(?:^|\W)(?:{a['ourselves']})(?:{a['between']})\s*$".replace(" (", r"\s+("), re.IGNORECASE
        )
