"""The map from annotated facts of the originals to digest statements, and the check that every statement carries its fact."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dyadbook.sources.carries import lacking
from dyadbook.sources.records import SourceRecord, read_records
from dyadbook.sources.texts import Statement, count_paragraphs, read_digest
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem

COLUMNS = ("gold", "source", "statement", "words", "inferred")


@dataclass(frozen=True)
class MapRow:
    """One fact said by one statement.

    `words` are the statement's words that say it, given for events. `inferred` is a value that the annotator inferred and
    the source does not say at this place (an actor or a place of an event), so that the statement need not say it either.
    """

    gold: str
    source: str
    statement: str
    words: str
    inferred: str
    line: int


def map_path(paths: Paths) -> Path:
    return paths.seeds / "gold" / "digest_map.csv"


def read_map(paths: Paths) -> list[MapRow]:
    """Return the rows of the map; ContentError where a column is missing."""
    path = map_path(paths)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if absent := [column for column in COLUMNS if column not in (rows.fieldnames or ())]:
            what = f"has no column '{absent[0]}'"
            raise ContentError([Problem(paths.show(path), 1, what, f"Its columns are {', '.join(COLUMNS)}")])
        return [MapRow(*(row[c] or "" for c in COLUMNS), line) for line, row in enumerate(rows, 2)]


def read_gold(paths: Paths) -> dict[str, dict[str, Any]]:
    """Return the annotated facts of the originals, by id."""
    lines = (paths.seeds / "gold" / "originals.jsonl").read_text(encoding="utf-8").splitlines()
    return {fact["id"]: fact for fact in map(json.loads, filter(str.strip, lines))}


def digest_statements(paths: Paths, records: Mapping[str, SourceRecord]) -> dict[str, Statement]:
    """Return the statements of all digests that are there, by id, whatever else is wrong with them."""
    out = {}
    for record in records.values():
        path = record.text_path(paths)
        if record.shipped == "digest" and path and path.is_file():
            statements, _ = read_digest(path.read_text(encoding="utf-8"), record.id)
            out |= {statement.id: statement for statement in statements}
    return out


def coverage_problems(paths: Paths, study: Study) -> list[Problem]:
    """Return every core fact that no statement carries; nothing where the study has no map."""
    if not map_path(paths).is_file():
        return []
    try:
        rows = read_map(paths)
    except ContentError as error:
        return error.problems
    records = read_records(paths)
    statements = digest_statements(paths, records)
    name, gold = paths.show(map_path(paths)), read_gold(paths)
    found = compare(rows, gold, records, statements, study, name)
    return found + list(_wrong_paragraphs(rows, gold, _originals(paths, records), statements, name))


def _originals(paths: Paths, records: Mapping[str, SourceRecord]) -> dict[str, str]:
    """Return the originals that are here, by source; none need be."""
    places = {record.id: record.original_path(paths) for record in records.values()}
    return {
        source: path.read_text(encoding="utf-8", errors="replace")
        for source, path in places.items()
        if path and path.is_file()
    }


def _wrong_paragraphs(
    rows: Sequence[MapRow],
    gold: Mapping[str, Mapping[str, Any]],
    originals: Mapping[str, str],
    statements: Mapping[str, Statement],
    name: str,
) -> Iterator[Problem]:
    """Where the original is here: a fact must lie in the paragraph that its statement says it restates."""
    for row in rows:
        statement = statements.get(row.statement)
        if row.source not in originals or row.gold not in gold or statement is None:
            continue
        paragraph = count_paragraphs(originals[row.source][: gold[row.gold]["start"] + 1])
        if paragraph != statement.paragraph:
            what = f"fact {row.gold} ({row.statement}) lies in ¶ {paragraph} of the original"
            yield Problem(name, row.line, what, "Move the statement or correct the map")


def compare(
    rows: Sequence[MapRow],
    gold: Mapping[str, Mapping[str, Any]],
    records: Mapping[str, SourceRecord],
    statements: Mapping[str, Statement],
    study: Study,
    name: str,
) -> list[Problem]:
    """Hold the map to the annotations and to the statements; `name` is the map's file name in the problems."""
    found = list(_wrong_rows(rows, gold, records, statements, name))
    return found + list(_wrong_facts(rows, gold, records, statements, study, name))


def _wrong_rows(
    rows: Sequence[MapRow],
    gold: Mapping[str, Mapping[str, Any]],
    records: Mapping[str, SourceRecord],
    statements: Mapping[str, Statement],
    name: str,
) -> Iterator[Problem]:
    """Rows that lead nowhere: no such fact, another source, no such statement, or a statement that says something else."""
    source_of = {record.file: record.id for record in records.values() if record.file}
    for row in rows:
        label = f"fact {row.gold} ({row.statement})"
        if row.gold not in gold:
            yield Problem(name, row.line, f"{label} is not annotated", "Remove the row or correct the id")
        elif source_of.get(gold[row.gold]["file"]) != row.source or not row.statement.startswith(
            f"{row.source}-p"
        ):
            what = f"{label} belongs to another source than '{row.source}'"
            yield Problem(name, row.line, what, "Name the source of the annotated file and its statement")
        elif row.statement not in statements:
            what = f"{label}: the digest has no statement {row.statement}"
            yield Problem(name, row.line, what, "Restore the statement or map the fact to another")
        elif row.words not in statements[row.statement].text:
            what = f"{label}: the statement does not say '{row.words}'"
            yield Problem(name, row.line, what, "Correct the statement, or the map where it moved")


def _wrong_facts(
    rows: Sequence[MapRow],
    gold: Mapping[str, Mapping[str, Any]],
    records: Mapping[str, SourceRecord],
    statements: Mapping[str, Statement],
    study: Study,
    name: str,
) -> Iterator[Problem]:
    """Core facts that are mapped to no statement, or to statements that do not give their values."""
    mapped: dict[str, list[MapRow]] = defaultdict(list)
    for row in rows:
        mapped[row.gold].append(row)
    paragraphs: dict[tuple[str, int], str] = defaultdict(str)
    for statement in statements.values():
        paragraphs[statement.source, statement.paragraph] += statement.text + "\n"
    for fact_id, fact in gold.items():
        its_rows = mapped.get(fact_id, [])
        if not fact.get("core", True):
            continue
        if not its_rows:
            what = f"core fact {fact_id} ({fact['kind']}, {fact['about']}) is mapped to no statement"
            yield Problem(name, None, what, "State it in the digest and add a row")
            continue
        known = [statements[row.statement] for row in its_rows if row.statement in statements]
        if not known:
            continue  # said already: every row of the fact leads nowhere
        text = "\n".join(statement.text for statement in known)
        around = "\n".join(paragraphs[s.source, s.paragraph] for s in known)
        lacks = set(lacking(fact, text, study, records[known[0].source].anchor, around))
        inferred = {row.inferred for row in its_rows if row.inferred}
        where, line = ", ".join(statement.id for statement in known), its_rows[0].line
        for value in sorted(lacks - inferred):
            what = f"fact {fact_id} ({where}): the statement does not give {value}"
            yield Problem(name, line, what, "Correct the statement or the map")
        for value in sorted(inferred - lacks):
            what = f"fact {fact_id} ({where}): {value} is called inferred, but the statement gives it"
            yield Problem(name, line, what, "Empty the cell `inferred`")
