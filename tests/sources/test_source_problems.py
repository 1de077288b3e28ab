"""Everything that can be wrong with the sources."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dyadbook.sources.problems import problems
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths

ORIGINAL = "Scrolls!\n\nnot the same words at all\n\nfour of them\n"


def said(paths: Paths, study: Study) -> list[str]:
    return [str(problem) for problem in problems(paths, study)]


def test_sound_sources_have_no_problems(small: Paths, small_study: Study) -> None:
    """Neither without nor with the originals."""
    assert said(small, small_study) == []
    (small.originals / "herald-original.txt").write_text(ORIGINAL, encoding="utf-8")
    assert said(small, small_study) == []


def test_a_broken_digest_is_named_with_line_and_remedy(small: Paths, small_study: Study) -> None:
    """The paragraph count of the record bounds the locators."""
    path = small.texts / "herald.md"
    path.write_text(path.read_text(encoding="utf-8").replace("¶ 3", "¶ 4"), encoding="utf-8")
    assert said(small, small_study) == [
        "seeds/texts/herald.md:9: ¶ 4 is beyond the original's 3 paragraphs. "
        "Count the original's non-empty lines from 1"
    ]


def test_a_missing_digest_is_named_at_its_record(small: Paths, small_study: Study) -> None:
    """The line is that of the record which promises it."""
    (small.texts / "herald.md").unlink()
    assert said(small, small_study) == [
        "seeds/sources.yaml:2: the digest of 'herald' is missing. "
        "Put it at seeds/texts/herald.md, or set shipped: null"
    ]


def test_a_source_needs_a_text_or_an_original(herald: Callable[..., Paths], small_study: Study) -> None:
    """With neither there is nothing to read."""
    paths = herald(shipped=None)
    for path in paths.texts.iterdir():
        path.unlink()
    assert said(paths, small_study) == [
        "seeds/sources.yaml:2: source 'herald' has neither a shipped text nor an original. Write "
        "seeds/texts/herald.md and set shipped: digest, or put herald-original.txt into seeds/originals/"
    ]


def test_another_original_is_told_by_its_hash(small: Paths, small_study: Study) -> None:
    """One changed character makes another text."""
    (small.originals / "herald-original.txt").write_text(ORIGINAL.upper(), encoding="utf-8")
    (found,) = said(small, small_study)
    assert found.startswith("seeds/originals/herald-original.txt: has sha256 ")
    assert "Put the recorded text there" in found


@pytest.mark.parametrize(("field", "counted"), [("characters", len(ORIGINAL)), ("paragraphs", 3)])
def test_recorded_lengths_are_checked(
    herald: Callable[..., Paths], small_study: Study, field: str, counted: int
) -> None:
    """A wrong length in the record is corrected, not believed."""
    paths = herald(**{field: counted + 7})
    (paths.texts / "letter.txt").unlink()
    (paths.originals / "herald-original.txt").write_text(ORIGINAL, encoding="utf-8")
    assert said(paths, small_study) == [
        f"seeds/originals/herald-original.txt: has {counted} {field}, but the record of 'herald' says {counted + 7}. "
        f"Correct `{field}` in sources.yaml"
    ]


def test_a_text_without_record_is_named(small: Paths, small_study: Study) -> None:
    """A stray text would be left out of the book without a word."""
    (small.texts / "bard.md").write_text("A song.\n", encoding="utf-8")
    (small.texts / "letter.md").write_text("A copy.\n", encoding="utf-8")
    assert said(small, small_study) == [
        "seeds/texts/bard.md: no record has this id. Add 'bard' to sources.yaml or remove the file",
        "seeds/texts/letter.md: the record of 'letter' does not say that this is shipped. "
        "Set its `shipped` to digest (a .md file) or document (a .txt file)",
    ]


def test_a_text_that_is_no_utf8_is_a_problem(small: Paths, small_study: Study) -> None:
    """The byte is named."""
    (small.texts / "herald.md").write_bytes(b"\xff\xfe")
    assert said(small, small_study) == ["seeds/texts/herald.md: is not UTF-8 text (byte 0). Save it as UTF-8"]


def test_a_source_after_the_studys_last_day_is_named_at_its_anchor(
    herald: Callable[..., Paths], small_study: Study
) -> None:
    """Line and remedy lead to the two dates that disagree."""
    paths = herald(published="2021-05", anchor="2021-05-03")
    (paths.texts / "letter.txt").unlink()
    assert said(paths, small_study) == [
        "seeds/sources.yaml:8: source 'herald' is of 2021-05-03, after the study's as_of 2020-12-31. "
        "Move as_of in study.yaml"
    ]


def test_broken_records_are_problems_too(herald: Callable[..., Paths], small_study: Study) -> None:
    """What reading refuses, checking reports."""
    (found,) = said(herald(anchor="someday"), small_study)
    assert found.startswith("seeds/sources.yaml:8: sources.0.anchor: 'someday' is no day")
