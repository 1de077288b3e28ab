"""Which text of which source a run reads."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dyadbook.sources.corpus import choose, load_corpus, table
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ArgumentError, ContentError

ORIGINAL = "Scrolls!\n\nnot the same words at all\n\nfour of them\n"


def test_shipped_texts_are_read_by_default(small: Paths, small_study: Study) -> None:
    """A digest is read line by line, a shipped document sentence by sentence."""
    herald, letter = load_corpus(small, small_study)
    assert (herald.source, herald.corpus, herald.digest, herald.name) == (
        "herald",
        "shipped",
        True,
        "herald.md",
    )
    assert (letter.source, letter.corpus, letter.digest) == ("letter", "shipped", False)
    assert len(herald.statements) == 3
    assert [s.paragraph for s in letter.statements] == [1, 2, 2]


def test_a_statement_is_found_by_offset(small: Paths, small_study: Study) -> None:
    """Front matter, locators and line ends belong to no statement."""
    herald = load_corpus(small, small_study)[0]
    at = herald.text.index("4 scrolls")
    found = herald.statement_at(at)
    assert found is not None and found.id == "herald-p3s1"
    assert herald.statement[found.id] is found
    assert herald.statement_at(0) is None
    assert herald.statement_at(found.end) is None
    assert herald.statement_at(herald.text.index("## ¶ 3")) is None


def test_originals_are_read_when_asked_for(small: Paths, small_study: Study) -> None:
    """A source whose document is shipped needs no copy among the originals."""
    (small.originals / "herald-original.txt").write_text(ORIGINAL, encoding="utf-8")
    herald, letter = load_corpus(small, small_study, corpus="originals")
    assert (herald.corpus, herald.digest, herald.name) == ("originals", False, "herald-original.txt")
    assert [s.text for s in herald.statements] == ["Scrolls!", "not the same words at all", "four of them"]
    assert letter.corpus == "shipped"


def test_a_missing_original_is_named_with_its_place(small: Paths, small_study: Study) -> None:
    """One sentence says which file is missing, where it goes, and what else can be done."""
    with pytest.raises(ContentError) as caught:
        load_corpus(small, small_study, corpus="originals")
    assert str(caught.value) == (
        "The original of 'herald' is missing: put herald-original.txt into seeds/originals/, "
        "or run with corpus=shipped."
    )


def test_a_source_without_shipped_text_is_read_from_the_originals(
    herald: Callable[..., Paths], small_study: Study
) -> None:
    """The default corpus falls back for that source alone, and says what is missing where it cannot."""
    paths = herald(shipped=None)
    with pytest.raises(ContentError, match=r"put herald-original.txt into seeds/originals/\.$"):
        load_corpus(paths, small_study)
    (paths.originals / "herald-original.txt").write_text(ORIGINAL, encoding="utf-8")
    assert [d.corpus for d in load_corpus(paths, small_study)] == ["originals"]


def test_another_text_under_the_recorded_name_is_refused(small: Paths, small_study: Study) -> None:
    """Offsets into another text would point anywhere."""
    (small.originals / "herald-original.txt").write_text(ORIGINAL + "x", encoding="utf-8")
    with pytest.raises(
        ContentError, match=r"seeds/originals/herald-original.txt: has sha256 \w+…, but the record"
    ):
        load_corpus(small, small_study, corpus="originals")


def test_sources_are_chosen_in_the_order_of_the_records() -> None:
    """The order of the argument does not matter, and a single name may be given as text."""
    assert choose(["a", "b", "c"], ["c", "a"]) == ["a", "c"]
    assert choose(["a", "b", "c"], None, ["b"]) == ["a", "c"]
    assert choose(["a", "b", "c"], "b") == ["b"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"sources": ["heralt"]}, "There is no source 'heralt'. Did you mean 'herald'?"),
        ({"exclude": ["leter"]}, "There is no source 'leter'. Did you mean 'letter'?"),
        ({"corpus": "orignals"}, "There is no corpus 'orignals'. Did you mean 'originals'?"),
        ({"sources": ["herald"], "exclude": ["herald"]}, "No source is left to read"),
    ],
)
def test_a_wrong_argument_names_the_nearest_right_one(
    small: Paths, small_study: Study, arguments: dict, message: str
) -> None:
    """Unknown sources and corpora fail before anything is read."""
    with pytest.raises(ArgumentError, match=re.escape(message)):
        load_corpus(small, small_study, **arguments)


def test_a_source_written_after_the_studys_last_day_is_refused(
    herald: Callable[..., Paths], small_study: Study
) -> None:
    """Its dates would fall outside every table."""
    with pytest.raises(ContentError, match=r"of 2021-05-03, after the study's as_of 2020-12-31\. Move as_of"):
        load_corpus(herald(published="2021-05", anchor="2021-05-03"), small_study)


def test_the_table_describes_text_and_original(small: Paths, small_study: Study) -> None:
    """Both hashes and both lengths are given, and the publisher goes by the study's name for it."""
    rows = table(load_corpus(small, small_study), small_study)
    herald = rows.set_index("id").loc["herald"]
    assert herald["publisher"] == "The Prancing Pony Post"
    assert herald["original_characters"] == len(ORIGINAL)
    assert herald["characters"] != herald["original_characters"]
    assert herald["sha256"] != herald["original_sha256"]
    assert (herald["statements"], herald["paragraphs"]) == (3, 2)
    letter = rows.set_index("id").loc["letter"]
    assert letter["sha256"] == letter["original_sha256"]
