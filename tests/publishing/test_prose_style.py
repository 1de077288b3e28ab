"""The style check: sentences, words, acronyms, names."""

from __future__ import annotations

from pathlib import Path

import prose_book
import pytest

from dyadbook.publishing.prose_names import variants
from dyadbook.publishing.prose_page import read_page
from dyadbook.publishing.prose_sentences import sentences
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths


def told(folder: Path, fictional: Paths, text: str) -> list[tuple[int | None, str]]:
    """Return line and message of what is wrong with a chapter."""
    return [
        (p.line, p.what) for p in prose_book.found(prose_book.make(folder, fictional, f"# Pact\n\n{text}\n"))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The king wrote.\nThe steward read.", []),
        (
            "The king wrote. The steward read.",
            [(3, "a second sentence stands on the line: The steward read. …")],
        ),
        ("The king\nwrote.", [(3, "a sentence runs over the end of the line: The king wrote. …")]),
        ("Dr. Elrond of St. Bree met J. R. Took, i.e. a scribe.", []),
        ('He asked: "Who wrote?"\nThe steward read.', []),
        ("**Letters.**\nThe king wrote.", []),
        ("The king wrote.\n{holds}`trade-rose`", []),
        ("The king wrote. {holds}`trade-rose`", []),
        ("- The king wrote.\n  The steward read.\n- a list of words", []),
        ("| The king wrote. The steward read. |\n|---|\n| a |", []),
    ],
)
def test_one_sentence_a_line(tmp_path: Path, fictional: Paths, text: str, expected: list) -> None:
    """A line holds one sentence and a sentence keeps to its line; abbreviations, tables and labels are no trap."""
    assert told(tmp_path, fictional, text) == expected


def test_long_sentence(tmp_path: Path, fictional: Paths) -> None:
    """A sentence of forty words passes, one of forty-one does not; a fact of the run is one word."""
    forty = " ".join(["word"] * 39) + " {fact}`letters-count`."
    assert told(tmp_path / "a", fictional, forty) == []
    ((line, what),) = told(tmp_path / "b", fictional, f"word {forty}")
    assert line == 3 and what.startswith("a sentence has 41 words, more than 40")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The usurper wrote.", ["'usurper' takes sides, and the sentence gives it as nobody's"]),
        ("The herald calls him a usurper.", []),
        ('The "usurper" wrote.', []),
        (
            "This book says that he was a usurper.",
            ["'usurper' takes sides, and the sentence gives it as nobody's"],
        ),
        ("The regime wrote.", ["'regime' takes sides, and the sentence gives it as nobody's"]),
        ("The sanctions regime is old.", []),
        ("It was very late.", ["'very' is a word to avoid"]),
        ("They utilised a horn.", ["'utilised' is a word to avoid"]),
        ('He wrote of a "very late" hour.', []),
        ("Everybody took the road.", []),
    ],
)
def test_words(tmp_path: Path, fictional: Paths, text: str, wrong: list[str]) -> None:
    """A loaded word needs somebody whose word it is; a word to avoid stands in quotations alone."""
    assert [what for _, what in told(tmp_path, fictional, text)] == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The BFA paid.", ["the acronym 'BFA' is not explained"]),
        ("The Beacon Fund of Arnor (BFA) paid.\nThe BFA paid again.", []),
        ("The Horn Company of Rohan (HCR) paid.", []),
        ("The horn (HCR) paid.", ["the acronym 'HCR' is not explained"]),
        ("The {abbr}`BFA (Beacon Fund of Arnor)` paid.", []),
        ("The table is a CSV file.", []),
        ("`BFA` and <https://example.org/BFA>.", []),
    ],
)
def test_acronyms(tmp_path: Path, fictional: Paths, text: str, wrong: list[str]) -> None:
    """An acronym is explained where a chapter first uses it, once."""
    assert [what for _, what in told(tmp_path, fictional, text)] == wrong


def test_acronym_remedy_and_glossary(tmp_path: Path, fictional: Paths) -> None:
    """The long form is the remedy where it is known, and a glossary page explains for all chapters."""
    paths = prose_book.make(tmp_path, fictional, "# Pact\n\nThe BFA paid.\n")
    (problem,) = prose_book.found(paths)
    assert problem.remedy.startswith("Write 'Beacon Fund of Arnor (BFA)' at its first use")
    (paths.book / "glossary.md").write_text("# Glossary\n\nBeacon Fund of Arnor (BFA)\n: It pays for oil.\n")
    assert prose_book.found(paths) == []


def test_names_are_spelled_as_the_study_spells_them(tmp_path: Path, fictional: Paths) -> None:
    """A second spelling is named with the study's; in quotations and titles it may stand."""
    text = 'They met in Annuminas.\nThe letter says "Annuminas".\nIt is in *Annuminas, a guide*.'
    assert told(tmp_path, fictional, text) == [(3, "'Annuminas' is spelled 'Annúminas' in this book")]


def test_the_second_part_of_a_double_name_is_no_misspelling(tmp_path: Path, fictional: Paths) -> None:
    """A variant that follows a hyphen belongs to another name."""
    assert told(tmp_path, fictional, "The road is called Minas-Annuminas.") == []


def test_short_forms_are_no_variants(study: Study) -> None:
    """What leaves out words of a name, adds some, or stands for a government is another name and not a misspelling."""
    found = variants(study)
    assert found["Annuminas"] == "Annúminas"
    assert not {"Kingdom of Gondor", "White Tower", "Gondorians", "Minas Tirith"} & set(found)


def test_sentences_know_their_lines() -> None:
    """A sentence has the line on which it begins, in nested blocks too."""
    text = "# A\n\nOne.\nTwo.\n\n> - Three.\n>   Four.\n\n```{note}\nFive.\n\n:::{tip}\n:class: x\n\nSix.\n:::\n```\n"
    lines = {s.text: s.line for b in read_page(text, "x.md").blocks for s in sentences(b)}
    rows = text.split("\n")
    assert len(lines) == 7 and all(words in rows[line - 1] for words, line in lines.items())
