"""The table of contents: phases repeated, optional pages dropped, missing ones named."""

import pytest

from dyadbook.publishing.contents import expand, files
from dyadbook.study.problems import ContentError

TOC = {
    "format": "jb-book",
    "root": "index",
    "parts": [
        {
            "caption": "A",
            "chapters": [
                {"file": "phases/{phase}", "sections": [{"file": "workings/{phase}"}]},
                {
                    "file": "trade",
                    "optional": True,
                    "sections": [{"file": "workings/trade", "optional": True}],
                },
            ],
        },
        {"caption": "B", "chapters": [{"file": "teach", "optional": True}]},
    ],
}
HERE = {"index", "phases/pact", "phases/siege", "workings/pact", "workings/siege"}


def test_phases_are_repeated_in_order():
    """One entry with {phase} becomes one a phase, sections included."""
    toc, left = expand(TOC, ["siege", "pact"], HERE.__contains__)
    assert files(toc) == ["index", "phases/siege", "workings/siege", "phases/pact", "workings/pact"]
    assert left == ["trade", "teach"]


def test_a_part_without_chapters_goes():
    """A part that lost its only page leaves no empty heading."""
    toc, _ = expand(TOC, ["pact"], HERE.__contains__)
    assert [part["caption"] for part in toc["parts"]] == ["A"]


def test_a_missing_page_is_named():
    """What is neither there nor optional is an error with a remedy."""
    with pytest.raises(
        ContentError, match=r"lists 'phases/arnor', which does not exist. Write it, or mark it"
    ):
        expand(TOC, ["pact", "arnor"], HERE.__contains__)
