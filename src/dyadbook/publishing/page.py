"""What an evidence page holds, apart from how it looks: groups of entries with labelled fields."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Piece:
    """A piece of running text: plain, or a link to evidence (`ref`), or a link out (`href`), or a marked span (`mark`)."""

    text: str
    ref: str = ""
    href: str = ""
    mark: str = ""


Line = tuple[Piece, ...]


def line(*parts: str | Piece) -> Line:
    """Return a line of pieces; empty text falls out."""
    return tuple(p for p in (Piece(p) if isinstance(p, str) else p for p in parts) if p.text)


def joined(pieces: Iterable[Piece], by: str = ", ") -> Line:
    """Return pieces with a separator between them."""
    out: list[Piece] = []
    for piece in pieces:
        out += [Piece(by), piece] if out else [piece]
    return tuple(out)


@dataclass(frozen=True)
class Entry:
    """One thing with a permanent anchor. `facets` are what the filters go by: facet name to values."""

    anchor: str
    title: Line = ()
    fields: tuple[tuple[str, Line], ...] = ()
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    anchor: str
    entries: tuple[Entry, ...]
    about: tuple[tuple[str, Line], ...] = ()
    colour: str = ""


@dataclass(frozen=True)
class Page:
    """One evidence page. `layout`: cards (an entry a card), compact (an entry a few lines), table (an entry a row), folded
    (tables that open at a click) or text (an entry a statement).

    `facets`: facet name to its label and the labels of its values, in the order in which the filters list them.
    """

    name: str
    title: str
    intro: tuple[Line, ...]
    groups: tuple[Group, ...]
    layout: str = "cards"
    facets: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    about: tuple[tuple[str, Line], ...] = ()

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / f"{self.name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def read(path: Path) -> Page:
    """Read a page that `write` wrote."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    groups = tuple(
        Group(
            g["title"], g["anchor"], tuple(_entry(e) for e in g["entries"]), _fields(g["about"]), g["colour"]
        )
        for g in raw["groups"]
    )
    facets = {name: (label, values) for name, (label, values) in raw["facets"].items()}
    intro = tuple(_line(x) for x in raw["intro"])
    return Page(raw["name"], raw["title"], intro, groups, raw["layout"], facets, _fields(raw["about"]))


def _line(raw: list[dict[str, str]]) -> Line:
    return tuple(Piece(**piece) for piece in raw)


def _fields(raw: list[Any]) -> tuple[tuple[str, Line], ...]:
    return tuple((label, _line(value)) for label, value in raw)


def _entry(raw: dict[str, Any]) -> Entry:
    facets = {name: tuple(values) for name, values in raw["facets"].items()}
    return Entry(raw["anchor"], _line(raw["title"]), _fields(raw["fields"]), facets, raw["note"])
