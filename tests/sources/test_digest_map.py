"""The map from annotated facts to digest statements."""

from __future__ import annotations

import json

import pytest

from dyadbook.sources.digest_map import COLUMNS, coverage_problems
from dyadbook.sources.problems import problems
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths

FACTS = (
    {"id": "g1", "kind": "event", "norm": "agreement", "actors": ["GON", "ARN"], "place": "Annuminas"},
    {"id": "g2", "kind": "count", "norm": "4 scroll", "value": 4, "unit": "scroll"},
    {"id": "g3", "kind": "date", "norm": "PAST_REF", "core": False},
)
ORIGINAL = "Scrolls!\n\nnot the same words at all\n\nfour of them\n"
ROWS = ("g1,herald,herald-p3s1,signed,", "g2,herald,herald-p3s1,,")


def gold(paths: Paths, *rows: str, header: str = ",".join(COLUMNS), start: int = 0) -> Paths:
    folder = paths.seeds / "gold"
    folder.mkdir(exist_ok=True)
    facts = [
        {"file": "herald-original.txt", "about": "scrolls", "core": True, "start": start} | fact
        for fact in FACTS
    ]
    (folder / "originals.jsonl").write_text("\n".join(map(json.dumps, facts)), encoding="utf-8")
    (folder / "digest_map.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return paths


def test_a_study_without_a_map_has_nothing_to_check(small: Paths, small_study: Study) -> None:
    """Gold is optional for a fork."""
    assert coverage_problems(small, small_study) == []


def test_a_complete_map_is_accepted(small: Paths, small_study: Study) -> None:
    """Optional facts need no row."""
    assert coverage_problems(gold(small, *ROWS), small_study) == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (ROWS[:1], "csv: core fact g2 (count, scrolls) is mapped to no statement. State it in the digest"),
        ((*ROWS, "g9,herald,herald-p3s1,,"), "csv:4: fact g9 (herald-p3s1) is not annotated."),
        ((ROWS[0], "g2,herald,herald-p3s7,,"), "csv:3: fact g2 (herald-p3s7): the digest has no statement"),
        ((ROWS[0], "g2,letter,letter-p1s1,,"), "csv:3: fact g2 (letter-p1s1) belongs to another source"),
        (
            ("g1,herald,herald-p3s1,burned,", ROWS[1]),
            "csv:2: fact g1 (herald-p3s1): the statement does not say 'burned'.",
        ),
        (
            (ROWS[0], "g2,herald,herald-p3s2,,"),
            "csv:3: fact g2 (herald-p3s2): the statement does not give 4 scroll",
        ),
        (
            ("g1,herald,herald-p3s1,signed,Annuminas", ROWS[1]),
            "csv:2: fact g1 (herald-p3s1): Annuminas is called inferred, but the statement gives it",
        ),
    ],
)
def test_a_wrong_row_names_fact_statement_and_remedy(
    small: Paths, small_study: Study, rows: tuple[str, ...], message: str
) -> None:
    """Whoever changed a digest learns which fact it no longer carries."""
    (found,) = coverage_problems(gold(small, *rows), small_study)
    assert message in str(found)
    assert found.remedy


def test_an_inferred_value_need_not_be_said(small: Paths, small_study: Study) -> None:
    """What the annotator concluded from elsewhere is declared, and only that is forgiven."""
    path = small.texts / "herald.md"
    text = path.read_text(encoding="utf-8").replace("in Annuminas ", "")
    path.write_text(text, encoding="utf-8")
    (found,) = coverage_problems(gold(small, *ROWS), small_study)
    assert found.what == "fact g1 (herald-p3s1): the statement does not give Annuminas"
    assert coverage_problems(gold(small, ROWS[0] + "Annuminas", ROWS[1]), small_study) == []


def test_a_map_without_a_column_is_refused(small: Paths, small_study: Study) -> None:
    """The columns are named."""
    (found,) = coverage_problems(gold(small, header="gold,source,statement"), small_study)
    assert str(found).startswith("seeds/gold/digest_map.csv:1: has no column 'words'. Its columns are gold,")


def test_the_check_of_the_sources_includes_the_map(small: Paths, small_study: Study) -> None:
    """`dyadbook check` reports it with the rest."""
    (found,) = problems(gold(small, *ROWS[:1]), small_study)
    assert "core fact g2" in found.what


def test_where_the_original_is_here_the_paragraph_is_checked(small: Paths, small_study: Study) -> None:
    """A locator must lead a holder of the original to the passage that is restated."""
    (small.originals / "herald-original.txt").write_text(ORIGINAL, encoding="utf-8")
    assert coverage_problems(gold(small, *ROWS, start=ORIGINAL.index("four")), small_study) == []
    one, two = coverage_problems(gold(small, *ROWS, start=ORIGINAL.index("not")), small_study)
    assert str(one) == (
        "seeds/gold/digest_map.csv:2: fact g1 (herald-p3s1) lies in ¶ 2 of the original. "
        "Move the statement or correct the map"
    )
    assert two.line == 3
