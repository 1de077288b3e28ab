"""The number check, by a table of examples; its messages; its place in a page."""

from __future__ import annotations

from pathlib import Path

import prose_book
import pytest
import yaml

from dyadbook.publishing.prose_numbers import value_of
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths

EXAMPLES = yaml.safe_load(Path(__file__).with_name("number_examples.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["text"][:40])
def test_example(row: dict, study: Study, fictional: Paths) -> None:
    """Each row of the table is found or left alone as it says."""
    assert prose_book.typed(row["text"], prose_book.rules(study, fictional)) == row["found"]


def test_the_table_is_large_and_has_both_kinds() -> None:
    """The table of examples has forty rows or more, good and bad."""
    good = [row for row in EXAMPLES if not row["found"]]
    assert len(EXAMPLES) >= 40 and len(good) >= 20 and len(EXAMPLES) - len(good) >= 20


def test_titles_of_sources_are_names(study: Study, fictional: Paths) -> None:
    """A title that somebody else gave is repeated as it stands."""
    of = prose_book.rules(study, fictional)
    assert prose_book.typed("Read Nine walked 7 roads by itself.", of) == []
    assert prose_book.typed("Nine walked 8 roads.", of) == ["Nine", "8"]


def test_typed_number_fails_with_its_own_message(tmp_path: Path, fictional: Paths) -> None:
    """A number typed into a chapter is named with file, line and the fact to take instead."""
    paths = prose_book.make(tmp_path, fictional, "# Pact\n\nThey wrote.\nThey wrote seventeen letters.\n")
    (problem,) = prose_book.found(paths, prose_book.ledger())
    assert str(problem) == (
        "book/chapters/pact.md:4: the number 'seventeen' is typed. "
        "Write {fact}`letters-count|words`, which is 17, or declare it in seeds/prose.yaml if it is part of a name"
    )


def test_remedy_prefers_the_fact_that_speaks_of_the_same(tmp_path: Path, fictional: Paths) -> None:
    """Money in words is matched by value, and the fact that the sentence speaks of is named."""
    paths = prose_book.make(tmp_path, fictional, "# Pact\n\nThe tribute was $5 million.\n")
    (problem,) = prose_book.found(paths, prose_book.ledger())
    assert "'$5 million'" in problem.what and problem.remedy.startswith(
        "Write {fact}`tribute-2004`, which is $5 million"
    )


def test_number_without_a_fact_names_the_nearest_by_its_words(tmp_path: Path, fictional: Paths) -> None:
    """Where no fact has the value, the one that speaks of the same is named with its own."""
    paths = prose_book.make(tmp_path, fictional, "# Pact\n\nRohan sent 299 riders.\n")
    (problem,) = prose_book.found(paths, prose_book.ledger())
    assert "No fact has that value; the nearest by its words is {fact}`riders-count` (300)" in problem.remedy


def test_number_without_a_ledger_still_fails(tmp_path: Path, fictional: Paths) -> None:
    """Before the first run the number is found all the same."""
    paths = prose_book.make(tmp_path, fictional, "# Pact\n\nRohan sent 299 riders.\n")
    (problem,) = prose_book.found(paths)
    assert problem.line == 3 and problem.remedy.startswith("Take it from a fact")


def test_typed_date_is_sent_to_its_evidence(tmp_path: Path, fictional: Paths) -> None:
    """A date belongs into the link of its evidence, and the row of that date whose words fit is named."""
    paths = prose_book.make(tmp_path, fictional, "# Pact\n\nThe Beacon Pact was signed in May 2004.\n")
    (problem,) = prose_book.found(paths)
    assert problem.what == "the date 'May 2004' is typed"
    assert "{evidence}`chronicle:E" in problem.remedy and "|May 2004`" in problem.remedy


@pytest.mark.parametrize(
    ("where", "text", "line"),
    [
        (" in a heading", "# Pact\n\n## The three kings\n", 3),
        (
            " in an alt text",
            "# Pact\n\n```{figure} a.svg\n:name: fig\n:alt: Nine towers\n\nTowers.\n```\n",
            5,
        ),
        (" in a caption", "# Pact\n\n```{code-block} python\n:caption: Nine towers\nx = 1\n```\n", 4),
        ("", "# Pact\n\n- a\n- b\n\n  ```{chart} timeline\n  One mark is 3 events.\n  ```\n", 7),
        ("", "# Pact\n\n| a | b |\n|---|---|\n| x | y |\n| x | 9 |\n", 6),
    ],
)
def test_line_and_place(tmp_path: Path, fictional: Paths, where: str, text: str, line: int) -> None:
    """The line is the one where the number stands, in whatever block; heading, caption and alt text are named."""
    paths = prose_book.make(tmp_path, fictional, text)
    (problem,) = prose_book.found(paths)
    assert problem.line == line and problem.what.endswith(f"is typed{where}")


def test_notebook_prose_is_checked(tmp_path: Path, fictional: Paths) -> None:
    """Markdown cells and captions in code are prose too; what an f-string computes and what code counts are not."""
    paths = prose_book.make(tmp_path, fictional)
    prose_book.notebook(
        paths,
        ("markdown", "# All 17 letters"),
        (
            "code",
            'x = 3\ncaption = f"Of {x} kings, five wrote"\nwork.save_view("v2", x, caption="The 9 roads")',
        ),
    )
    told = [str(p) for p in prose_book.found(paths, prose_book.ledger())]
    assert [t.split(" is typed")[0] for t in told] == [
        "notebooks/10-letters.ipynb: cell 1: the number '17'",
        "notebooks/10-letters.ipynb: cell 2: the number '9'",
        "notebooks/10-letters.ipynb: cell 2: the number 'five'",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three dozen", 36),
        ("60,000", 60_000),
        ("two hundred", 200),
        ("sixfold", 6),
        ("33.6%", 33.6),
        ("$3bn", 3e9),
        ("X-factor", None),
    ],
)
def test_value_of_typed_numbers(text: str, value: float | None) -> None:
    """Words and figures are read as the value they mean, or as none."""
    assert value_of(text) == value
