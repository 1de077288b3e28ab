"""What the default run has, so that a book of another run can say "not in this run" where it would otherwise fail."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from docutils import nodes
from sphinx.environment import BuildEnvironment

from dyadbook.ledger import Evidence, facts
from dyadbook.publishing.anchors import anchor_of
from dyadbook.publishing.evidence_pages import Writer
from dyadbook.publishing.evidence_words import titles
from dyadbook.publishing.nodes import html
from dyadbook.publishing.page import Entry, Group, Page, line
from dyadbook.runs.folders import DEFAULT
from dyadbook.runs.tables import run_tables
from dyadbook.sources.records import SourceRecord
from dyadbook.sources.texts import Statement
from dyadbook.study.models import Study, slug
from dyadbook.study.paths import Paths

LEDGER, NAMES = "baseline.json", "baseline-names.json"
ABSENT = "not in this run"
META = "dyadbook_absent"  # where a page notes, while it is read, what it speaks of and this run lacks


def write(paths: Paths, study: Study, statements: list[Statement], run: Path, folder: Path) -> bool:
    """Write what the default run has into the bundle of another run; return whether there is such a run."""
    default = paths.runs / DEFAULT
    if run.name == DEFAULT or not (default / "ledger.json").is_file():
        return False
    shutil.copyfile(default / "ledger.json", folder / LEDGER)
    ledger = facts.read(default / "ledger.json", paths.show(default / "ledger.json"))
    names = {"refs": titles(Evidence(ledger, run_tables(paths, default), statements), study)}
    for what, words in (("charts", "title"), ("views", "caption")):
        files = sorted((default / what).glob("*.json"))
        names[what] = {f.stem: json.loads(f.read_text(encoding="utf-8"))[words] for f in files}
    text = json.dumps(names, ensure_ascii=False, indent=1) + "\n"
    (folder / NAMES).write_text(text, encoding="utf-8", newline="\n")
    return True


def read_names(folder: Path) -> dict[str, dict[str, str]]:
    """Return refs, charts and views of the default run, each with its title; all empty where there is no such run."""
    empty: dict[str, dict[str, str]] = {"refs": {}, "charts": {}, "views": {}}
    file = folder / NAMES
    return {**empty, **json.loads(file.read_text(encoding="utf-8"))} if file.is_file() else empty


def unread(records: Mapping[str, SourceRecord], frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return the refs of the sources that the study has and a run leaves out, with their titles."""
    here = set(frames["sources"]["id"])
    return {f"source:{i}": r.title or f"Untitled source “{i}”" for i, r in records.items() if i not in here}


def absent_sources(writer: Writer) -> list[Page]:
    """Build a page for each source that this run does not read: it says so, and holds the statements that prose cites.

    What a chapter says of a document stays true in a run that leaves the document out, so its links must still lead there.
    """
    intro = line("This run does not read this source: its parameters leave it out.")
    pages = []
    for ref, title in writer.evidence.elsewhere.items():
        ident = ref.partition(":")[2]
        paragraphs: dict[int, list[Entry]] = {}
        for name in writer.evidence.ids("statement"):
            statement = writer.evidence.statement(name)
            if statement is not None and statement.source == ident:
                entry = Entry(anchor_of(f"statement:{name}"), line(statement.text))
                paragraphs.setdefault(statement.paragraph, []).append(entry)
        groups = tuple(
            Group(f"¶ {number}", f"{slug(ident)}-p{number}", tuple(entries))
            for number, entries in sorted(paragraphs.items())
        )
        pages.append(Page(f"source-{slug(ident)}", title, (intro,), groups, "text"))
    return pages


def note(env: BuildEnvironment, ref: str, words: str) -> None:
    """Note that the page being read speaks of something that this run lacks; `words` say what it is."""
    found: list[tuple[str, str]] = env.metadata[env.docname].setdefault(META, [])
    if (ref, words) not in found:
        found.append((ref, words))


def mark(words: str = "") -> nodes.Element:
    """Return what stands in the text in place of what this run lacks."""
    said = f"{words} ({ABSENT})" if words else ABSENT
    return html("span", said, classes="absent", title="The default run has it; this one does not.")


def items(env: BuildEnvironment) -> list[nodes.Element]:
    """Return a line for each thing that the page speaks of and this run lacks."""
    found: list[tuple[str, str]] = env.metadata[env.docname].get(META, [])
    return [html("li", words) for _, words in found]


def described(fact: Any) -> str:
    """Say what a fact of the default run was."""
    if fact.kind == "truth":
        return f"{fact.says} In the default run: {'true' if fact.value else 'false'}."
    return f"{fact.rule.rstrip('.')}: {fact.text} in the default run ({anchor_of(f'fact:{fact.id}')[5:]})."
