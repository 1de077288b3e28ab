"""The five digests leave out nothing that the annotated originals hold, and read as a careful analyst would write."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from dyadbook.sources.digest_map import compare, digest_statements, read_gold, read_map
from dyadbook.sources.problems import problems
from dyadbook.sources.records import read_records
from dyadbook.sources.texts import Statement, read_digest, sentences
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.reading import read_model

ROOT = Path(__file__).resolve().parents[2]
PATHS = Paths(root=ROOT, seeds=ROOT / "seeds")
RECORDS = read_records(PATHS)
GOLD = read_gold(PATHS)
ROWS = read_map(PATHS)
STATEMENTS = digest_statements(PATHS, RECORDS)
CITATION = re.compile(r"\s*\([^()]*\d[^()]*\)")


@pytest.fixture(scope="module")
def belarus_iran() -> Study:
    return read_model(PATHS.seeds / "study.yaml", "seeds/study.yaml", Study)


@pytest.fixture(scope="module")
def check(belarus_iran: Study) -> Callable[[dict[str, Statement]], list[str]]:
    """Hold the map against any set of statements, a damaged one included."""

    def run(statements: dict[str, Statement]) -> list[str]:
        # only what is given: a test that damages one digest need not compare the other four
        sources = {statement.source for statement in statements.values()}
        rows = [row for row in ROWS if row.source in sources]
        files = {RECORDS[source].file for source in sources}
        gold = {fact_id: fact for fact_id, fact in GOLD.items() if fact["file"] in files}
        return [str(p) for p in compare(rows, gold, RECORDS, statements, belarus_iran, "digest_map.csv")]

    return run


def with_change(source: str, old: str, new: str) -> dict[str, Statement]:
    """Return one digest's statements after `old` became `new` in it, as a reader would find them."""
    text = (PATHS.texts / f"{source}.md").read_text(encoding="utf-8")
    assert old in text
    return {s.id: s for s in read_digest(text.replace(old, new), source)[0]}


def test_every_core_fact_is_carried_by_a_statement(check: Callable) -> None:
    """Each annotated core fact is mapped, and its statements give its date, amount, citation, actors and place."""
    core = {fact_id for fact_id, fact in GOLD.items() if fact["core"]}
    assert len(core) > 250
    assert core <= {row.gold for row in ROWS}
    assert check(STATEMENTS) == []


def test_removing_any_mapped_statement_is_noticed(check: Callable) -> None:
    """A lost sentence is reported with the facts and statements of its paragraph."""
    unnoticed = []
    for statement in {row.statement for row in ROWS if GOLD[row.gold]["core"]}:
        lost = STATEMENTS[statement]
        found = check(with_change(lost.source, lost.text + "\n", ""))
        here = [p for p in found if f"{lost.source}-p{lost.paragraph}s" in p and re.search(r"fact g\d+", p)]
        if not here:
            unnoticed.append(statement)
    assert unnoticed == []


def test_the_message_names_fact_and_statement(check: Callable) -> None:
    """Whoever removed the sentence reads what is missing and where it stood."""
    lost = STATEMENTS["bne-p3s1"]
    assert check(with_change("bne", lost.text + "\n", "")) == [
        "digest_map.csv:34: fact g032 (bne-p3s1): the digest has no statement bne-p3s1. "
        "Restore the statement or map the fact to another"
    ]


@pytest.mark.parametrize(
    ("source", "old", "new", "fact"),
    [
        ("bne", "$81mn", "$18mn", "g086"),
        ("bne", "sixfold", "fivefold", "g087"),
        ("bne", "17 years", "16 years", "g039"),
        ("unsigned", "signed 13 documents", "signed 12 documents", "g210"),
        ("unsigned", "On Wednesday", "On Tuesday", "g208"),
        ("edm", "12 March 2025", "13 March 2025", "g178"),
        ("edm", "Kyiv Post", "Kyiv Gazette", "g175"),
        ("edm", "April 25, 30, 2024", "April 25, 2024", "g165"),
        ("srebrnik", "more than 1,000 kilometres", "more than 100 kilometres", "g252"),
        ("bwr", "Moscow on 6 October 2022", "Minsk on 6 October 2022", "g021"),
    ],
)
def test_a_changed_value_is_noticed(check: Callable, source: str, old: str, new: str, fact: str) -> None:
    """One wrong digit, name or place in a digest is found."""
    assert any(f"fact {fact} " in problem for problem in check(with_change(source, old, new)))


def test_facts_keep_the_order_of_the_original() -> None:
    """A fact further on in the original is stated in the same or a later paragraph, so locators and offsets agree."""
    first: dict[str, int] = {}
    for row in ROWS:
        first.setdefault(row.gold, STATEMENTS[row.statement].paragraph)
    by_file = defaultdict(list)
    for fact in sorted(GOLD.values(), key=lambda f: f["start"]):
        if fact["id"] in first:
            by_file[fact["file"]].append(first[fact["id"]])
    assert len(by_file) == len(RECORDS)
    for paragraphs in by_file.values():
        assert paragraphs == sorted(paragraphs)


def test_annotations_and_records_describe_the_same_originals() -> None:
    """Every offset lies within the recorded length, and every anchor is the one that the annotator used."""
    by_file = {record.file: record for record in RECORDS.values()}
    assert all(0 <= f["start"] < f["end"] <= by_file[f["file"]].characters for f in GOLD.values())
    anchors = json.loads((PATHS.seeds / "gold" / "anchors.json").read_text(encoding="utf-8"))
    assert {a["file"]: a["anchor"] for a in anchors} == {
        file: record.anchor.isoformat() for file, record in by_file.items()
    }


def test_the_annotations_carry_no_text() -> None:
    """Gold holds offsets and values: no key of it is made for a passage, and no label is long enough to be one."""
    assert all(not {"text", "quote", "sentence", "evidence"} & set(fact) for fact in GOLD.values())
    assert max(len(fact["about"].split()) for fact in GOLD.values()) <= 9


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_a_statement_can_be_quoted_alone(statement: Statement) -> None:
    """One sentence of forty words at most, complete, and begun by no pronoun that points outside it."""
    text = statement.text
    assert text[0].isupper() and text.endswith(".")
    assert len(sentences(text)) == 1
    assert len(CITATION.sub("", text).split()) <= 40
    assert text.split()[0] not in {
        "It",
        "He",
        "She",
        "They",
        "This",
        "That",
        "These",
        "Those",
        "Its",
        "His",
        "Their",
    }


def test_the_real_sources_have_no_problems(belarus_iran: Study) -> None:
    """Records, digests, map and, where they are present, the originals are sound."""
    assert [str(problem) for problem in problems(PATHS, belarus_iran)] == []
