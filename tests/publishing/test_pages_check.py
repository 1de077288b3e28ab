"""What a finished book must not do is found."""

import pytest

from dyadbook.publishing import pages_check


@pytest.mark.parametrize(
    "tag",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="//cdn.example/x.css">',
        '<link href="https://fonts.example/" rel="preconnect">',
        '<img alt="x" src="http://example.org/x.png">',
        '<iframe src="https://example.org"></iframe>',
        "<style>@import 'https://example.org/x.css';</style>",
        "<style>body { background: url(https://example.org/x.png) }</style>",
    ],
)
def test_requests_to_other_hosts_are_found(tag):
    """Whatever a browser would fetch elsewhere is a problem."""
    assert len(pages_check.requests(tag)) == 1


def test_links_are_no_requests():
    """A hyperlink, a canonical address and inline data ask nobody."""
    text = '<a href="https://example.org">x</a><link rel="canonical" href="https://example.org"><img src="data:x" alt="y">'
    assert pages_check.requests(text) == []


def test_a_folder_is_checked(tmp_path):
    """Dead links, dead anchors, double ids, bare images and foreign style sheets are named with their page."""
    (tmp_path / "a.html").write_text(
        '<p id="x"></p><p id="x"></p><a href="b.html#gone">1</a><a href="c.html">2</a><img src="d.png">'
    )
    (tmp_path / "b.html").write_text(
        '<p id="here"></p><a href="a.html#x">ok</a><img src="d.png" alt="" aria-hidden="true">'
    )
    (tmp_path / "s.css").write_text("@import 'https://example.org/x.css';")
    found = "\n".join(map(str, pages_check.problems(tmp_path)))
    for part in (
        "a.html: has the anchor 'x' twice",
        "a.html: links to b.html#gone, but there is no such anchor",
        "a.html: links to c.html, which is not there",
        "a.html: has an image without alt text",
        "s.css: asks another host for https://example.org/x.css",
    ):
        assert part in found
    assert "b.html:" not in found
