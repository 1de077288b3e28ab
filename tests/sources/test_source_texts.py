"""Digests and originals cut into statements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyadbook.sources.texts import count_paragraphs, parse_digest, parse_original, read_digest, sentences
from dyadbook.study.problems import ContentError

HEAD = "---\nsource: herald\n---\n\n"
GOOD = HEAD + "## ¶ 2\n\nGondor met Arnor.\n  The horns were blown.\n\n## ¶ 5\n\nRohan came.\n"


def test_a_digest_gives_one_statement_a_line_with_its_locator() -> None:
    """Ids count sentences within the original's paragraph, and offsets index the text as read."""
    statements = parse_digest(GOOD, "herald")
    assert [s.id for s in statements] == ["herald-p2s1", "herald-p2s2", "herald-p5s1"]
    assert [GOOD[s.start : s.end] for s in statements] == [
        "Gondor met Arnor.",
        "The horns were blown.",
        "Rohan came.",
    ]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("## ¶ 1\n\nA horn.\n", 1, "has no front matter"),
        ("---\nsource: bard\n---\n\n## ¶ 1\n\nA horn.\n", 2, "its front matter names the source 'bard'"),
        ("---\ntitle: x\n---\n\n## ¶ 1\n\nA horn.\n", 2, "its front matter names no source"),
        (HEAD + "## Paragraph 1\n\nA horn.\n", 5, "'## Paragraph 1' is no paragraph locator"),
        (HEAD + "## ¶ 0\n\nA horn.\n", 5, "'## ¶ 0' is no paragraph locator"),
        (HEAD + "## ¶ 4\n\nA horn.\n\n## ¶ 3\n\nA bow.\n", 9, "¶ 3 comes after ¶ 4"),
        (HEAD + "## ¶ 4\n\nA horn.\n\n## ¶ 4\n\nA bow.\n", 9, "¶ 4 comes after ¶ 4"),
        (HEAD + "## ¶ 7\n\nA horn.\n", 5, "¶ 7 is beyond the original's 6 paragraphs"),
        (HEAD + "## ¶ 1\n\n...\nA horn.\n", 7, "this statement is empty"),
        (HEAD + "## ¶ 1\n\n## ¶ 2\n\nA horn.\n", 5, "nothing is stated under ¶ 1"),
        (HEAD + "## ¶ 1\n\nA horn.\n\n## ¶ 2\n", 9, "nothing is stated under ¶ 2"),
        (HEAD + "A horn.\n\n## ¶ 1\n\nA bow.\n", 5, "a statement stands before the first paragraph locator"),
        (HEAD, None, "states nothing"),
    ],
)
def test_a_fault_of_form_is_named_with_line_and_remedy(text: str, line: int | None, what: str) -> None:
    """Each fault is said once, where it stands, with what to do."""
    _, found = read_digest(text, "herald", name="seeds/texts/herald.md", paragraphs=6)
    assert [(p.file, p.line, p.what) for p in found if p.what == what] == [
        ("seeds/texts/herald.md", line, what)
    ]
    assert all(p.remedy for p in found)


def test_all_faults_come_at_once_and_stop_the_reading() -> None:
    """An author mends everything in one go; nothing is extracted from a faulty digest."""
    with pytest.raises(ContentError) as caught:
        parse_digest("## ¶ 3\n\nA horn.\n\n## 2\n\nA bow.\n", "herald")
    assert [p.line for p in caught.value.problems] == [1, 5]


def test_an_original_is_cut_into_sentences_by_non_empty_line() -> None:
    """Paragraphs are counted as a digest counts them."""
    text = "Tidings\n\n  King E. of Gondor rode out. “Ride!” he cried. No. 4 fell.\n \nThe end\n"
    statements = parse_original(text, "herald")
    assert [(s.id, s.text) for s in statements] == [
        ("herald-p1s1", "Tidings"),
        ("herald-p2s1", "King E. of Gondor rode out."),
        ("herald-p2s2", "“Ride!” he cried."),
        ("herald-p2s3", "No. 4 fell."),
        ("herald-p3s1", "The end"),
    ]
    assert count_paragraphs(text) == 3


@given(st.text(alphabet=st.sampled_from("aB .?!“”()[]1\t"), max_size=60))
def test_sentences_lose_no_word(line: str) -> None:
    """Whatever the punctuation, the spans are in order, do not overlap, and only white space lies between them."""
    spans = sentences(line)
    assert "".join(line[a:b] for a, b in spans).replace(" ", "").replace("\t", "") == "".join(line.split())
    assert all(a < b for a, b in spans)
    assert all(one[1] <= two[0] for one, two in zip(spans, spans[1:], strict=False))


@given(st.text(max_size=200))
def test_no_text_makes_the_digest_reader_crash(text: str) -> None:
    """Anything that is no digest is refused with problems, and what is read has true offsets."""
    statements, _ = read_digest(text, "herald", paragraphs=3)
    assert all(text[s.start : s.end] == s.text for s in statements)
