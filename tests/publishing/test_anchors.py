"""Addresses that stay."""

import pytest

from dyadbook.publishing.anchors import anchor_of, page_of, source_of


@pytest.mark.parametrize(
    ("ref", "page", "anchor"),
    [
        ("event:3018-03-visit-edoras", "evidence/events", "event-3018-03-visit-edoras"),
        ("statement:palantir-p4s2", "evidence/source-palantir", "statement-palantir-p4s2"),
        ("mention:red-pen-p12s1-date1", "evidence/source-red-pen", "mention-red-pen-p12s1-date1"),
        ("source:scroll", "evidence/source-scroll", "source-scroll"),
        ("chronicle:E031", "evidence/chronicle", "chronicle-e031"),
        ("series:votes#3019", "evidence/series", "series-votes-3019"),
        ("phase:siege", "evidence/phases", "boundary-siege"),
        ("fact:events-count", "evidence/facts", "fact-events-count"),
    ],
)
def test_page_and_anchor(ref, page, anchor):
    """Every kind of ref has its page and an anchor made of kind and id."""
    assert (page_of(ref), anchor_of(ref)) == (page, anchor)


@pytest.mark.parametrize("ident", ["palantir-p4s2", "palantir-p4s2-event1", "palantir-p14s2-money2"])
def test_source_of(ident):
    """Statements and mentions name their source."""
    assert source_of(ident) == "palantir"


def test_source_with_p_in_its_name():
    """A source id may itself hold '-p'."""
    assert source_of("white-page-p4s2-event1") == "white-page"
