"""The prose of a whole book: what is declared, what is excepted, and the book that this checkout publishes."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import prose_book
import pytest
import yaml

from dyadbook.publishing import prose
from dyadbook.study.load import load_study
from dyadbook.study.paths import Paths

EXCEPT = """
exceptions:
  - {file: book/chapters/pact.md, words: five kings, check: number, reason: they were five}
"""


def test_book_in_order_has_no_problem(tmp_path: Path, fictional: Paths) -> None:
    """A book whose prose keeps the rules passes, with a run and without."""
    paths = prose_book.make(tmp_path, fictional)
    assert prose_book.found(paths) == [] and prose_book.found(paths, prose_book.ledger()) == []


def test_study_that_declares_nothing_is_checked_all_the_same(tmp_path: Path, fictional: Paths) -> None:
    """`prose.yaml` is optional; without it a name with a number is a number."""
    paths = prose_book.make(tmp_path, fictional, "# Pact\n\nThe Palantir-7 shone.\n")
    assert prose_book.found(paths) == []
    (paths.seeds / "prose.yaml").unlink()
    assert [p.what for p in prose_book.found(paths)] == ["the number 'Palantir-7' is typed"]


@pytest.mark.parametrize(
    ("declared", "line", "what"),
    [
        ("names:\n  - {text: X-1}\n", 2, "names.0.reason: this key is missing"),
        (
            "names:\n  - {text: X-1, reason: ''}\n",
            2,
            "names.0.reason: String should have at least 1 character",
        ),
        ("loaded:\n  - {word: '(', instead: x}\n", 2, "names no regular expression"),
        ("name: []\n", 1, "name: this key is not known"),
        ("names: [\n", 2, "is not valid YAML"),
    ],
)
def test_broken_declaration_names_file_and_line(
    tmp_path: Path, fictional: Paths, declared: str, line: int, what: str
) -> None:
    """What `prose.yaml` gets wrong is said with its line; an exception needs its reason."""
    paths = prose_book.make(tmp_path, fictional, declared=declared)
    problem = prose_book.found(paths)[0]
    assert (problem.file, problem.line) == ("seeds/prose.yaml", line)
    assert what.replace("names no", "is no") in problem.what


def test_exception_keeps_its_words(tmp_path: Path, fictional: Paths) -> None:
    """An exception lets its words stand on its page, and nothing else."""
    text = "# Pact\n\nThe five kings wrote.\nThe six kings wrote.\n"
    paths = prose_book.make(tmp_path, fictional, text, prose_book.DECLARED + EXCEPT)
    assert [p.what for p in prose_book.found(paths)] == ["the number 'six' is typed"]


def test_exception_that_excepts_nothing_fails(tmp_path: Path, fictional: Paths) -> None:
    """An exception outlives its sentence by no check, nor the page it names."""
    paths = prose_book.make(tmp_path, fictional, declared=prose_book.DECLARED + EXCEPT)
    (problem,) = prose_book.found(paths)
    assert problem.what == "the exception for 'five kings' in book/chapters/pact.md excepts nothing"
    gone = prose_book.DECLARED + EXCEPT.replace("pact.md", "pakt.md")
    (problem,) = prose_book.found(prose_book.make(tmp_path / "b", fictional, declared=gone))
    assert (
        "a page that is not there, 'book/chapters/pakt.md'" in problem.what and "pact.md'" in problem.remedy
    )


def test_voice_of_no_source_fails(tmp_path: Path, fictional: Paths) -> None:
    """A voice belongs to a source of the study."""
    paths = prose_book.make(
        tmp_path, fictional, declared="voices:\n  - {source: heralt, words: [the herald]}\n"
    )
    (problem,) = prose_book.found(paths)
    assert problem.what == "a voice names a source that is not there, 'heralt'"
    assert problem.remedy == "Did you mean 'herald'?"


def test_undecodable_page_is_one_problem(tmp_path: Path, fictional: Paths) -> None:
    """A page that is not UTF-8 is named, and the others are still read."""
    paths = prose_book.make(tmp_path, fictional)
    (paths.chapters / "other.md").write_bytes(b"# Caf\xe9\n")
    (problem,) = prose_book.found(paths)
    assert problem.file == "book/chapters/other.md" and "not UTF-8" in problem.what


def test_report_counts_by_check(tmp_path: Path, fictional: Paths) -> None:
    """The report keeps the checks apart, so that each can be counted."""
    text = "# Pact\n\nFive kings wrote.\nTrade rose.\nIt was very late.\n{fact}`nothing-here`.\n"
    paths = prose_book.make(tmp_path, fictional, text)
    found = prose.report(paths, load_study(paths), prose_book.ledger()).found
    assert {k: len(v) for k, v in found.items()} == {
        "number": 1,
        "claim": 1,
        "role": 1,
        "style": 1,
        "declared": 0,
    }


@pytest.fixture
def real_copy(tmp_path: Path, real: Paths) -> Paths:
    """A copy of the published book's prose and seeds."""
    shutil.copytree(
        real.seeds, tmp_path / "seeds", ignore=shutil.ignore_patterns("originals", "series", "gold")
    )
    shutil.copytree(real.book, tmp_path / "book", ignore=shutil.ignore_patterns("_run", "_build", "_static"))
    (tmp_path / "notebooks").mkdir()
    return Paths(root=tmp_path, seeds=tmp_path / "seeds")


def test_number_typed_into_a_real_chapter_fails(real_copy: Paths) -> None:
    """A number typed into any chapter of the published book is found at its line."""
    study = load_study(real_copy)
    before, expected = set(prose.problems(real_copy, study)), []
    for page in sorted(real_copy.chapters.rglob("*.md")):
        text = page.read_text(encoding="utf-8").rstrip("\n")
        page.write_text(f"{text}\n\nSome 41 cases are known.\n", encoding="utf-8")
        expected.append((real_copy.show(page), len(text.split("\n")) + 2, "the number '41' is typed"))
    new = set(prose.problems(real_copy, study)) - before
    assert expected and sorted((p.file, p.line, p.what) for p in new) == sorted(expected)


def test_generic_pages_and_notebooks_are_in_order(real: Paths) -> None:
    """What every fork is given breaks no rule of its own."""
    found = prose.problems(real, load_study(real))
    assert [str(p) for p in found if not p.file.startswith("book/chapters/")] == []


def test_declared_names_of_the_real_study_are_used_or_known(real: Paths) -> None:
    """Every declaration of the published study has what its form asks for, and no name is declared twice."""
    raw = yaml.safe_load((real.seeds / "prose.yaml").read_text(encoding="utf-8"))
    texts = [n["text"] for n in raw["names"]]
    assert len(set(texts)) == len(texts) and all(any(c.isdigit() for c in t) for t in texts)


def test_whole_book_takes_under_a_second(real: Paths) -> None:
    """The check is fast enough to run on every save (processor time, since machines are shared)."""
    study = load_study(real)
    prose.problems(real, study)  # what is compiled once a process is compiled here
    begin = time.process_time()
    prose.problems(real, study)
    assert time.process_time() - begin < 1


def test_published_chapters_are_in_order(real: Paths) -> None:
    """No chapter of the published book has a typed number, an unbacked claim or a fault of style."""
    assert [str(p) for p in prose.problems(real, load_study(real))] == []
