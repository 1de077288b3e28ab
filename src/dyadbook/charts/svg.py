"""Matplotlib's SVG made into a fragment for a page: no prolog, no ids to clash, ink that follows the page's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from dyadbook.charts.canvas import INK

PROLOG = re.compile(
    r"<\?xml[^>]*\?>\s*|<!DOCTYPE[^>]*>\s*|<metadata>.*?</metadata>\s*|<!--.*?-->\s*", re.DOTALL
)
# this rule would apply to the whole page that the drawing stands in; the root carries the same as attributes
GLOBAL_STYLE = re.compile(r"\s*<defs>\s*<style[^>]*>[^<]*</style>\s*</defs>")
ROOT = re.compile(r"<svg\b[^>]*?(viewBox=\"[^\"]*\")[^>]*>")
GROUP_ID = re.compile(r'(<g) id="[^"]*"')
BARE_GROUP = re.compile(r"<g>|</g>")
TURN = re.compile(r'\s*transform="rotate\(-?0 [^"]*"')
SPACE = re.compile(r"\s*\n\s*")
CLIP = re.compile(r'\sclip-path="url\([^)]*\)"')
CLIP_DEFS = re.compile(r"\s*<defs>\s*<clipPath.*?</clipPath>\s*</defs>", re.DOTALL)
BACKDROP = re.compile(r'<path d="[^"]*"\s+style="fill: none"\s*/>\s*')
LINK = re.compile(r'<a (?:xlink:)?href="(evidence:([^"]+))"[^>]*>')
FONT = re.compile(r"font-family: [^;\"]+")
NUMBER = re.compile(r"-?\d+\.\d{3,}")
PATH = re.compile(r'(?<= )(d|x|y|transform)="([^"]*)"')


def fragment(text: str, alt: str, tips: Mapping[str, str]) -> str:
    """Return the drawing as one `<svg>` element that scales to its place.

    Text stays text in the page's own face, ink is `currentColor`, a link has its tip as title. Matplotlib's group ids go (two
    drawings on one page would share them), as do clip paths (nothing is drawn outside) and more decimals than a screen can show.
    """
    out = CLIP_DEFS.sub("", GLOBAL_STYLE.sub("", PROLOG.sub("", text)))
    out = CLIP.sub("", GROUP_ID.sub(r"\1", out))
    out = BACKDROP.sub("", out)
    if "<g " not in out:
        out = BARE_GROUP.sub("", out)
    out = out.replace(INK, "currentColor")
    out = TURN.sub("", FONT.sub("font-family: inherit", out))
    out = PATH.sub(lambda m: f'{m[1]}="{SPACE.sub(" ", NUMBER.sub(_short, m[2])).strip()}"', out)
    out = re.sub(r">\s*\n\s*<", ">\n<", out)

    def link(match: re.Match[str]) -> str:
        tip = tips.get(match[2])
        return f'<a href="{match[1]}">' + (f"<title>{escape(tip)}</title>" if tip else "")

    out = LINK.sub(link, out)
    # what lies inside an image is hidden from those who listen, links included; a group has its label and its links read out
    role = "group" if "<a href=" in out else "img"
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {box} role="{role}" '
        'aria-label={label} stroke-linejoin="round" stroke-linecap="butt">'
    )
    return ROOT.sub(lambda m: head.format(box=m[1], role=role, label=quoteattr(alt)), out, count=1).strip()


def _short(match: re.Match[str]) -> str:
    return f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
