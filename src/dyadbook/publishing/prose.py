"""Everything that can be wrong with the book's prose: numbers, claims, what it takes from the run, style and names."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from dyadbook.ledger import Ledger
from dyadbook.publishing import (
    prose_claims,
    prose_names,
    prose_notebooks,
    prose_numbers,
    prose_roles,
    prose_style,
)
from dyadbook.publishing.prose_claims import Waiver
from dyadbook.publishing.prose_dates import Coded
from dyadbook.publishing.prose_page import EXTENSIONS, Page, read_page
from dyadbook.publishing.prose_rules import Declared, Exempt, Rules, literal, read_declared
from dyadbook.publishing.prose_sentences import sentences
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem, nearest
from dyadbook.study.reading import read_text

HAND_CODED = {
    "chronicle": ("chronicle.csv", "date", "description"),
    "observation": ("observations.csv", "period", "note"),
}


@dataclass
class Report:
    """What the checks found, by check, and what they were told to let stand."""

    found: dict[str, list[Problem]] = field(
        default_factory=lambda: {"number": [], "claim": [], "role": [], "style": [], "declared": []}
    )
    waivers: list[Waiver] = field(default_factory=list)
    sentences: int = 0

    @property
    def problems(self) -> list[Problem]:
        return sorted({p for part in self.found.values() for p in part})

    def summary(self) -> str:
        """Return one line on what was let stand, and one for each."""
        head = f"{len(self.waivers)} of {self.sentences:,} sentences claim something without a truth, with a reason given"
        return "\n".join(
            [f"{head}.", *(f"  {w.file}:{w.line}: {w.sentence} ({w.reason})" for w in self.waivers)]
        )


def problems(paths: Paths, study: Study, ledger: Ledger | None = None) -> list[Problem]:
    """Return all that is wrong with the prose of a study's book; without a ledger its facts and truths are not looked up."""
    return report(paths, study, ledger).problems


def report(paths: Paths, study: Study, ledger: Ledger | None = None) -> Report:
    """Check the generic pages, the study's chapters and the notebooks' prose.

    Chapters are held to everything; generic pages and notebooks, which know no dyad, to all but the claims.
    """
    out = Report()
    try:
        declared = read_declared(paths)
    except ContentError as error:
        out.found["declared"] += error.problems
        return out
    titles = source_titles(paths)
    out.found["declared"] += voices(declared, titles, paths)
    rules = Rules(study, declared, tuple(t for t in titles.values() if t))
    extensions = myst_extensions(paths)
    known = hand_coded(paths)
    names = prose_names.variants(study)
    pattern = literal(names)
    read, glossary = [], set()
    for path in pages(paths):
        try:
            page = read_page(read_text(path, paths.show(path)), paths.show(path), extensions)
        except ContentError as error:
            out.found["style"] += error.problems
            continue
        read.append((path, page))
        if path.stem == "glossary":
            glossary |= prose_names.terms(page)
    for path, page in read:
        out.sentences += sum(1 for b in page.blocks for _ in sentences(b))
        out.found["number"] += typed(page, rules, ledger, known)
        out.found["role"] += prose_roles.check(page, ledger, known)
        out.found["style"] += prose_style.check(page, rules)
        out.found["style"] += prose_names.spelling(page, rules, pattern, names)
        out.found["style"] += prose_names.acronyms(page, rules, glossary)
        if path.is_relative_to(paths.chapters):
            claimed, waivers = prose_claims.check(page, rules, ledger)
            out.found["claim"] += claimed
            out.waivers += waivers
    for path in sorted(paths.notebooks.glob("*.ipynb")):
        out.found["number"] += in_notebook(path, paths.show(path), rules, extensions)
    except_for(out, declared.exceptions, {page.file: page for _, page in read}, paths)
    return out


def pages(paths: Paths) -> Iterator[Path]:
    """Yield the generic pages of the book, then the study's chapters."""
    yield from sorted(paths.book.glob("*.md"))
    yield from sorted(paths.chapters.rglob("*.md"))


def typed(page: Page, rules: Rules, ledger: Ledger | None, known: Mapping[str, Coded]) -> list[Problem]:
    """Return the numbers that somebody typed into a page."""
    out = []
    for block in page.blocks:
        spoken = list(sentences(block))
        for number in prose_numbers.numbers(block, rules):
            around = next((s.text for s in spoken if s.start <= number.start < s.end), block.text)
            shown = " ".join(number.text.split())
            where = {"heading": " in a heading", "alt": " in an alt text", "caption": " in a caption"}.get(
                block.kind, ""
            )
            what = f"the {'date' if number.date else 'number'} '{shown}' is typed{where}"
            remedy = prose_numbers.remedy(number, around, ledger, known)
            out.append(Problem(page.file, block.line_at(number.start), what, remedy))
    return out


def in_notebook(path: Path, name: str, rules: Rules, extensions: tuple[str, ...]) -> list[Problem]:
    """Return the numbers that somebody typed into a notebook's prose; cells are counted from 1."""
    out = []
    for number, blocks in prose_notebooks.cells(path, extensions):
        for found in typed(Page(name, blocks), rules, None, {}):
            remedy = "Leave it out, or compute it in the cell and put the value into the text"
            out.append(Problem(name, None, f"cell {number}: {found.what}", remedy))
    return out


def except_for(out: Report, exceptions: tuple[Exempt, ...], read: dict[str, Page], paths: Paths) -> None:
    """Take out what `prose.yaml` excepts; an exception that excepts nothing is itself a problem."""
    where = paths.show(paths.seeds / "prose.yaml")
    for one in exceptions:
        words = " ".join(one.words.split())
        page = read.get(one.file)
        if page is None:
            what = f"an exception names a page that is not there, '{one.file}'"
            out.found["declared"].append(Problem(where, None, what, nearest(one.file, read)))
            continue
        lines = {
            block.line_at(at)
            for block in page.blocks
            for s in sentences(block)
            if words in " ".join(s.text.split())
            for at in range(s.start, s.end)
        }
        kept = [p for p in out.found[one.check] if not (p.file == one.file and p.line in lines)]
        if len(kept) == len(out.found[one.check]):
            what = f"the exception for '{words}' in {one.file} excepts nothing"
            out.found["declared"].append(Problem(where, None, what, "Remove it"))
        out.found[one.check] = kept


def source_titles(paths: Paths) -> dict[str, str]:
    """Return the sources' titles by id: names that others gave, which prose may repeat as they are."""
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        raw = yaml.load((paths.seeds / "sources.yaml").read_text(encoding="utf-8"), Loader=loader)
        return {str(s["id"]): str(s.get("title") or "") for s in raw["sources"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError):
        return {}  # the sources' own check says what is wrong with that file


def voices(declared: Declared, titles: Mapping[str, str], paths: Paths) -> list[Problem]:
    """Return the declared voices that are no source of the study: what they say would be nobody's claim."""
    where = paths.show(paths.seeds / "prose.yaml")
    return [
        Problem(
            where, None, f"a voice names a source that is not there, '{v.source}'", nearest(v.source, titles)
        )
        for v in declared.voices
        if titles and v.source not in titles
    ]


def myst_extensions(paths: Paths) -> tuple[str, ...]:
    """Return the MyST extensions that the book turns on, so that the checks read a page as the book does."""
    try:
        raw = yaml.safe_load((paths.book / "_config.yml").read_text(encoding="utf-8"))
        return tuple(raw["parse"]["myst_enable_extensions"])
    except (OSError, KeyError, TypeError, yaml.YAMLError):
        return EXTENSIONS


def hand_coded(paths: Paths) -> dict[str, Coded]:
    """Return the refs of the hand-coded tables with date and words."""
    out: dict[str, Coded] = {}
    for kind, (name, date, words) in HAND_CODED.items():
        path = paths.seeds / name
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as rows:
                for row in csv.DictReader(rows):
                    if row.get("id"):
                        out[f"{kind}:{row['id']}"] = Coded(row.get(date) or None, row.get(words) or "")
    return out
