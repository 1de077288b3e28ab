"""The pages of facts: those that the book prints, and those that a run records and no page prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from dyadbook.ledger import Fact
from dyadbook.publishing.anchors import anchor_of
from dyadbook.publishing.evidence_pages import Writer
from dyadbook.publishing.page import Entry, Group, Line, Page, Piece, line

PRINTED, UNPRINTED = "facts", "unprinted"
ROLE = re.compile(r"\{(fact|holds)\}`([^`]+)`")
PLACED = re.compile(r"\{(chart|rows)\}\s*([\w-]+)")
FOLDERS = {"chart": "charts", "rows": "views"}
LONG = 12  # so many refs are not listed twice
FEW = 3  # so many refs of a fact that no page prints are listed


def printed(prose: Path, run_folder: Path) -> set[str]:
    """Return the ids of the facts that the pages below `prose` print: in text, or in a chart or a table that they place."""
    out: set[str] = set()
    for path in sorted([*prose.rglob("*.md"), *prose.rglob("*.ipynb")]):
        text = path.read_text(encoding="utf-8")
        for role, target in ROLE.findall(text):
            ident = re.sub(r"(?s).*<([^<>]+)>$", r"\1", target).partition("|")[0].strip()
            # a headline that was asked again carries the answer as a badge
            out |= {ident, f"{ident}-robust"} if role == "holds" else {ident}
        for what, ident in PLACED.findall(text):
            record = run_folder / FOLDERS[what] / f"{ident}.json"
            if record.is_file():
                refs = json.loads(record.read_text(encoding="utf-8")).get("refs") or []
                out |= {ref.removeprefix("fact:") for ref in refs if ref and ref.startswith("fact:")}
    return out


def pages(writer: Writer, used: set[str]) -> list[Page]:
    """Return the page of the facts in `used`, and one of the others where there are any."""
    facts = list(writer.evidence.ledger)
    shown, others = [f for f in facts if f.id in used], [f for f in facts if f.id not in used]
    intro = [line("Every value and every true-or-false finding that a page of this book prints, with how it was computed and what it rests on.")]  # fmt: skip
    if others:
        intro.append(
            line(
                f"The notebooks record {len(others):,} more, which no page prints: ",
                Piece("recorded but not printed", f"fact:{others[0].id}"),
                ".",
            )
        )
    facets = {"kind": ("Kind", {"value": "values", "truth": "true or false"})}
    seen: dict[frozenset[str], str] = {}
    out = [Page(PRINTED, "Facts", tuple(intro), groups(writer, shown, "from", seen), "table", facets)]
    if others:
        told = line(
            "Values and findings that the notebooks record and no page of this book prints: a rerun, a sweep or a check may "
            "need them. They are listed by the notebook that recorded them; the command ",
            "dyadbook evidence ID prints all that one of them rests on.",
        )
        folded = groups(writer, others, "only-from", seen, FEW)
        out.append(Page(UNPRINTED, "Recorded but not printed", (told,), folded, "folded", facets))
    return out


def groups(
    writer: Writer, facts: Iterable[Fact], stem: str, seen: dict[frozenset[str], str], most: int | None = None
) -> tuple[Group, ...]:
    """Group facts by the notebook that recorded them."""
    by_notebook: dict[str, list[Entry]] = {}
    for fact in facts:
        by_notebook.setdefault(fact.notebook or "elsewhere", []).append(entry(writer, fact, seen, most))
    return tuple(
        Group(
            writer.notebooks.get(name) or name[:1].upper() + name[1:],
            f"{stem}-{anchor_of(f'fact:{name}')[5:]}",
            tuple(entries),
        )
        for name, entries in sorted(by_notebook.items())
    )


def entry(writer: Writer, fact: Fact, seen: dict[frozenset[str], str], most: int | None) -> Entry:
    fields = (
        ("Value", line(stated(fact), *badge(writer, f"{fact.id}-robust"))),
        ("Rule", line(fact.rule)),
        ("Rests on", basis(writer, fact, seen, most)),
        ("Id", (Piece(fact.id, f"fact:{fact.id}"),)),
    )
    return Entry(anchor_of(f"fact:{fact.id}"), (), fields, {"kind": (fact.kind,)})


def stated(fact: Fact) -> str:
    """Return a value, or a finding with how it stands: holds, does not hold, or cannot be decided and why."""
    if fact.kind == "value":
        return fact.text
    verdict = fact.verdict[:1].upper() + fact.verdict[1:]
    return f"{fact.says} {verdict}: {fact.reason}".rstrip(" :")


def badge(writer: Writer, ident: str) -> Line:
    """Return whether a headline held when it was asked again, as a link to how; nothing for what is no headline."""
    if ident not in writer.evidence.ledger:
        return ()
    word = "robust" if writer.evidence.ledger[ident].holds else "fragile"
    return line(" (", writer.to(f"fact:{ident}", word), ")")


def basis(writer: Writer, fact: Fact, seen: dict[frozenset[str], str], most: int | None) -> Line:
    """Return what a fact rests on; a long list that another fact rests on too is given once."""
    refs = list(dict.fromkeys(fact.rests_on))
    first = seen.setdefault(frozenset(refs), fact.id)
    if len(refs) > LONG and first != fact.id:
        return line(f"the same {len(refs)} as ", Piece(first, f"fact:{first}"))
    if most is not None and len(refs) > most:
        return line(*writer.all_to(refs[:most]), f"; and {len(refs) - most} more")
    return writer.all_to(refs) or line("nothing but the rule")
