"""Inline SVG made fit for a page: ids that are unique, links that lead somewhere, a label that is read out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape, quoteattr

ID = re.compile(r'(\sid=")([^"]+)(")')
USE = re.compile(r'((?:xlink:)?href="#|url\(#)([^")]+)')
LINK = re.compile(r'<a\b([^>]*?)\s(?:xlink:)?href="evidence:([^"]+)"([^>]*)>')
ROOT = re.compile(r"<svg\b[^>]*>")
ATTRIBUTE = re.compile(r'\s(?:role|aria-label|aria-labelledby|aria-hidden|width|height)="[^"]*"')
NOISE = re.compile(r'\s(?:target|xlink:show|xlink:actuate|xlink:type|xlink:title)="[^"]*"')
PROLOG = re.compile(r"<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|<metadata>.*?</metadata>", re.DOTALL)


def links(svg: str) -> int:
    """Count the links to evidence."""
    return len(LINK.findall(svg))


def finish(
    svg: str, prefix: str, alt: str, address: Callable[[str], str | None], titles: Mapping[str, str]
) -> str:
    """Return `svg` ready for the page.

    `address` gives the URL of a ref, None where it leads nowhere (then the link goes, its content stays). A drawing with
    links is a group: what lies inside an image is hidden from those who listen, links included.
    """
    svg = PROLOG.sub("", svg).strip()
    svg = ID.sub(lambda m: f"{m[1]}{prefix}-{m[2]}{m[3]}", svg)
    svg = USE.sub(lambda m: f"{m[1]}{prefix}-{m[2]}", svg)
    linked = bool(LINK.search(svg))

    def one(match: re.Match[str]) -> str:
        ref = match[2].replace("&amp;", "&")
        rest = NOISE.sub("", f"{match[1]}{match[3]}")
        href = address(ref)
        if href is None:
            return f"<a{rest}>"
        label = "" if "aria-label" in rest else f" aria-label={quoteattr(titles.get(ref, ref))}"
        return f'<a{rest} href="{escape(href)}"{label}>'

    svg = LINK.sub(one, svg)
    role = "group" if linked else "img"

    def root(match: re.Match[str]) -> str:
        bare = ATTRIBUTE.sub("", match[0][:-1]).rstrip("/ ")
        return f'{bare} role="{role}" aria-label={quoteattr(alt)}>'

    return ROOT.sub(root, svg, count=1)
