"""Sentences, paragraphs and the parts of a page that tell no story."""

import datetime as dt

import pytest

from dyadbook.extraction.doc import Doc, fold
from dyadbook.extraction.extract import extract

PAGE = """Mill burns down in Pelargir

By Ioreth of Lossarnach, May 3, 2011

PELARGIR, May 3 (Gull) - The mill of Pelargir burned down on Monday, the harbour office said. "We saw it burn," the miller said (he was there).

Also read: Harbour dues rise again in 2012

The mill was built in 1998 by Mr. Forlong and the Hon. B. Grip. It was insured for $5.5 million.

Share this article
Harbour news
May 1 - May 2
Subscribe to us
"""


def page(text: str = PAGE, digest: bool = False) -> Doc:
    return Doc(text, dt.date(2011, 5, 3), digest=digest)


def test_sentences_keep_offsets_and_paragraphs() -> None:
    """Every sentence is a slice of the text, with the running number of its non-empty line."""
    doc = page()
    body = [(s.paragraph, PAGE[s.start : s.end]) for s in doc.sentences if s.zone == "body"]
    assert [p for p, _ in body] == [3, 3, 5, 5]
    assert body[2][1] == "The mill was built in 1998 by Mr. Forlong and the Hon. B. Grip."


def test_zones() -> None:
    """Headline, byline, dateline, quotations, brackets and furniture are found."""
    doc = page()
    found = {
        k: [PAGE[z.start : z.end] for z in doc.zones if z.kind == k]
        for k in ("headline", "byline", "dateline", "quotation", "parenthesis")
    }
    assert found["headline"] == ["Mill burns down in Pelargir"]
    assert found["byline"] == ["By Ioreth of Lossarnach, May 3, 2011"]
    assert found["dateline"] == ["PELARGIR, May 3 (Gull) -"]
    assert found["quotation"] == ['"We saw it burn,"']
    assert "(he was there)" in found["parenthesis"]


def test_furniture_carries_no_facts() -> None:
    """Links, sharing and what stands among them are hidden from the finders."""
    norms = [m.norm for m in extract(PAGE, dt.date(2011, 5, 3)) if m.kind == "date"]
    assert norms == ["2011-05-03", "2011-05-03", "2011-05-02", "1998"]


def test_digest_front_matter_and_headings_are_furniture() -> None:
    """In a digest, front matter and paragraph headings tell nothing; each line is a sentence."""
    text = "---\nsource: gull\nseen: 2011-05-03\n---\n\n## ¶ 1998\n\nThe mill burned in 2011\nIt was built in 1999.\n"
    doc = page(text, digest=True)
    assert [text[s.start : s.end] for s in doc.sentences if s.zone == "body"] == [
        "The mill burned in 2011",
        "It was built in 1999.",
    ]
    assert [m.norm for m in extract(text, dt.date(2012, 1, 1), digest=True)] == ["2011", "1999"]


def test_hard_wrapped_lines_are_joined() -> None:
    """A wire report that breaks its lines at a column is read as running sentences."""
    text = ("The mill of Pelargir, which was the oldest in the whole of the\nland, burned down on Monday, and the harbour office said that\n"
            "nothing was left of it but the wheel, which the guild of\nmillers had given to the town in 1998.\nIt will be built again.\n")  # fmt: skip
    doc = page(text)
    assert [s.paragraph for s in doc.sentences] == [1, 5]


@pytest.mark.parametrize(
    "text, n",
    [("He met Mr. Forlong. They spoke.", 2), ("The U.S. envoy came at 5 p.m. on Monday.", 1), ("It cost $5.5 mln. Nobody paid.", 2),
     ("He said no. The talks went on.", 2), ('"Go." He went.', 2), ("It sank.[1] It rose.", 2), ("Wait... what?", 1), ("No. 5 was lost.", 1)],
)  # fmt: skip
def test_sentence_ends(text: str, n: int) -> None:
    """Abbreviations, initials and decimals end no sentence; stops, quotes and footnote marks do."""
    assert len(page(text).sentences) == n


def test_fold_keeps_length() -> None:
    """Folding never moves an offset, even where lower case is longer."""
    for text in ("İI\u00a0–“x”", "ẞß ŉ", "\u202eabc\u0000"):
        assert len(fold(text)) == len(text)


def test_sentence_of_and_zone_at() -> None:
    """Offsets lead to their sentence and zone; white space between belongs to the sentence before."""
    doc = page("One (two) three. Four.")
    assert doc.sentence_of(0) == 0
    assert doc.sentence_of(17) == 1
    assert doc.zone_at("parenthesis", 5) is not None
    assert doc.zone_at("parenthesis", 12) is None
