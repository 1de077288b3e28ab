"""Pages made from the study's own definitions: the codebook, and what changed between versions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dyadbook.publishing.data_page import clean
from dyadbook.study.codebook import Code, Codebook, EventType, read_codebook
from dyadbook.study.paths import Paths


def write(paths: Paths, target: Path) -> None:
    """Write evidence/codebook.md, and evidence/changes.md where the study keeps a CHANGELOG.md."""
    folder = target / "evidence"
    folder.mkdir(exist_ok=True)
    if (paths.seeds / "codebook.yaml").is_file():
        text = codebook_page(read_codebook(paths))
        (folder / "codebook.md").write_text(text, encoding="utf-8", newline="\n")
    changes = paths.home / "CHANGELOG.md"
    if changes.is_file():
        text = "(evidence-changes)=\n" + changes.read_text(encoding="utf-8")
        (folder / "changes.md").write_text(text, encoding="utf-8", newline="\n")


def codebook_page(book: Codebook) -> str:
    """Return the codebook as a page: every code with its definition, what counts and what does not."""
    lines = ["(evidence-codebook)=", "# Codebook", "", f"{book.title}.", ""]
    lines += [
        "What each code in the tables means, by people and by rules alike.",
        "",
        "## Types of event",
        "",
    ]
    for kind in book.event_types:
        lines += event_type(kind)
    lines += [
        "## Statuses",
        "",
        *table(book.statuses, ("Asserts that it happened",), lambda s: (yes(s.asserts),)),
    ]
    lines += ["## Dimensions", "", *table(book.dimensions)]
    lines += ["## Precision of dates", "", *table(book.precisions)]
    if book.hand_types:
        lines += ["## Finer types, coded by hand", ""]
        lines += table(
            book.hand_types, ("Types of event",), lambda h: (", ".join(plain(t) for t in h.event_types),)
        )
    lines += [
        "## Mapping to PLOVER",
        "",
        clean(book.plover.note),
        "",
        f"Version {clean(book.plover.version)}.",
    ]
    lines += ["", f"{clean(book.plover.citation)} <{book.plover.address}>"]
    return "\n".join(lines) + "\n"


def event_type(kind: EventType) -> list[str]:
    lines = [f"(code-{kind.id.replace('_', '-')})=", f"### {kind.label}", "", clean(kind.definition), ""]
    lines += ["It counts:", "", *(f"- {clean(text)}" for text in kind.include), ""]
    lines += ["It does not count:", "", *(f"- {clean(text)}" for text in kind.exclude), ""]
    lines += [f"Example: *{clean(kind.example)}*", ""]
    codes = "; ".join(f"`{code}`" for code in kind.plover)
    return [
        *lines,
        f"Dimension: {plain(kind.dimension)}. Code in the tables: `{kind.id}`. PLOVER: {codes}.",
        "",
    ]


def table(codes: Iterable[Code], more: tuple[str, ...] = (), cells=lambda code: ()) -> list[str]:
    head = ("Code", *more, "Meaning")
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    for code in codes:
        lines.append("| " + " | ".join((f"`{code.id}`", *cells(code), clean(code.definition))) + " |")
    return [*lines, ""]


def yes(value: bool) -> str:
    return "yes" if value else "no"


def plain(code: str) -> str:
    return code.replace("_", " ")
