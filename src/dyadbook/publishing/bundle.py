"""All that the Sphinx extension needs of a run, in one folder beside the pages: facts, anchors, charts, views, pages."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sphinx.environment import BuildEnvironment

from dyadbook.ledger import Ledger, facts
from dyadbook.ledger.refs import parse
from dyadbook.publishing import baseline, evidence_facts, page
from dyadbook.publishing.anchors import anchor_of, page_of

FOLDER = "_dyadbook"


@dataclass
class Bundle:
    """The folder `_dyadbook` of an assembled book. `used` and `shown` record what the prose took, for the checks."""

    folder: Path
    used: set[str] = field(default_factory=set)

    @cached_property
    def ledger(self) -> Ledger:
        return facts.read(self.folder / "ledger.json", "ledger.json")

    @cached_property
    def baseline(self) -> Ledger | None:
        """Return the default run's facts, where this run is another one and the default run is there."""
        path = self.folder / baseline.LEDGER
        return facts.read(path, "baseline.json") if path.exists() else None

    @cached_property
    def default_names(self) -> dict[str, dict[str, str]]:
        """Return refs, charts and views of the default run with their titles, where this run is another one."""
        return baseline.read_names(self.folder)

    @cached_property
    def book(self) -> dict[str, Any]:
        """Return what `assemble` says of the book: run, titles, phases, citation."""
        return json.loads((self.folder / "book.json").read_text(encoding="utf-8"))

    @cached_property
    def titles(self) -> dict[str, str]:
        """Return the refs that have an anchor in this book, with what a link to each says."""
        return json.loads((self.folder / "refs.json").read_text(encoding="utf-8"))

    def place(self, ref: str) -> tuple[str, str] | None:
        """Return page and anchor of a ref, or None where this book has no evidence for it."""
        if ref in self.titles:
            where = (
                f"evidence/{evidence_facts.UNPRINTED}" if anchor_of(ref) in self.unprinted else page_of(ref)
            )
            return where, anchor_of(ref)
        try:
            kind, ident = parse(ref)
        except ValueError:
            return None
        if kind == "series" and (whole := f"series:{ident.partition('#')[0]}") in self.titles:
            return page_of(whole), anchor_of(whole)
        return None

    @cached_property
    def unprinted(self) -> set[str]:
        """Return the anchors of the facts that no page prints: they stand on a page of their own."""
        if not (self.folder / "pages" / f"{evidence_facts.UNPRINTED}.json").is_file():
            return set()
        return {e.anchor for group in self.page(evidence_facts.UNPRINTED).groups for e in group.entries}

    def names(self, what: str) -> list[str]:
        """Return the ids of the charts or views of the run."""
        return sorted(p.stem for p in (self.folder / what).glob("*.json"))

    def read(self, what: str, ident: str) -> dict[str, Any] | None:
        """Return a chart's or a view's record, None where there is none of that id."""
        path = self.folder / what / f"{ident}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None

    def svg(self, ident: str, narrow: bool = False) -> str | None:
        path = self.folder / "charts" / f"{ident}{'.narrow' if narrow else ''}.svg"
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def page(self, name: str) -> page.Page:
        return page.read(self.folder / "pages" / f"{name}.json")


_bundles: dict[Path, Bundle] = {}


def bundle_of(env: BuildEnvironment) -> Bundle:
    """Return the bundle of the book that is being built; it is read once a process."""
    folder = Path(env.srcdir) / FOLDER
    return _bundles.setdefault(folder, Bundle(folder))
