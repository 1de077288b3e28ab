"""What a finished book must not do: ask another host for anything, or send a reader to an anchor that is not there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

from dyadbook.study.problems import Problem

# what a browser fetches by itself; an <a href> is a link, not a request
LOADS = re.compile(
    r"<(?P<tag>script|img|iframe|source|video|audio|embed|object|track|input)\b[^>]*?\s(?:src|data|srcset|poster)=\"(?P<url>[^\"]+)\""
)
SHEETS = re.compile(r"<link\b(?P<all>[^>]*)>")
RELS = (
    "stylesheet",
    "preload",
    "icon",
    "prefetch",
    "modulepreload",
    "preconnect",
    "dns-prefetch",
    "manifest",
)
CSS_URL = re.compile(r"url\(\s*['\"]?(?P<url>[^'\")]+)|@import\s+['\"](?P<imported>[^'\"]+)")
ANCHOR = re.compile(r"<a\b[^>]*?\shref=\"(?P<url>[^\"]+)\"")
ID = re.compile(r"\sid=\"([^\"]+)\"")
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
ATTR = re.compile(r"(rel|href)=\"([^\"]*)\"")
EMPTY_ALT = re.compile(r"<img\b(?![^>]*\salt=\"[^\"]+\")[^>]*>")


def foreign(url: str) -> bool:
    """Tell whether a browser would have to ask another host for `url`."""
    return url.startswith(("http://", "https://", "//", "ws:", "wss:", "ftp:"))


def problems(folder: Path) -> list[Problem]:
    """Return what is wrong with the pages of a finished book."""
    out: list[Problem] = []
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))}
    ids = {path: ID.findall(SCRIPT.sub("", text)) for path, text in pages.items()}
    known = {path: set(found) for path, found in ids.items()}
    for path, text in pages.items():
        name = path.relative_to(folder).as_posix()
        out += [
            Problem(name, None, f"asks another host for {url}", "Ship the file, or leave it out")
            for url in requests(text)
        ]
        twice = sorted(i for i, n in Counter(ids[path]).items() if n > 1)
        out += [
            Problem(name, None, f"has the anchor '{i}' twice", "Name one of them otherwise") for i in twice
        ]
        out += dead_links(path, text, folder, known)
        for match in EMPTY_ALT.finditer(text):
            if 'aria-hidden="true"' not in match[0]:
                out.append(
                    Problem(name, None, f"has an image without alt text: {match[0][:80]}", "Describe it")
                )
    for path in sorted(folder.rglob("*.css")):
        name = path.relative_to(folder).as_posix()
        for match in CSS_URL.finditer(path.read_text(encoding="utf-8", errors="replace")):
            url = match["url"] or match["imported"]
            if foreign(url):
                out.append(
                    Problem(name, None, f"asks another host for {url}", "Ship the file, or leave it out")
                )
    return out


def requests(text: str) -> list[str]:
    """Return the addresses on other hosts that a browser would ask when it opens the page."""
    out = [m["url"] for m in LOADS.finditer(text) if foreign(m["url"])]
    for match in SHEETS.finditer(text):
        found = dict(ATTR.findall(match["all"]))
        if foreign(found.get("href", "")) and any(rel in RELS for rel in found.get("rel", "").split()):
            out.append(found["href"])
    for style in re.findall(r"<style\b[^>]*>(.*?)</style>", text, re.DOTALL):
        for m in CSS_URL.finditer(style):
            if foreign(m["url"] or m["imported"]):
                out.append(m["url"] or m["imported"])
    return out


def dead_links(path: Path, text: str, folder: Path, known: dict[Path, set[str]]) -> list[Problem]:
    """Return the links of a page that lead to no file or no anchor of the book."""
    out = []
    name = path.relative_to(folder).as_posix()
    for url in dict.fromkeys(m["url"] for m in ANCHOR.finditer(text)):
        if foreign(url) or url.startswith(("mailto:", "javascript:", "data:")):
            continue
        file, _, anchor = url.replace("&amp;", "&").partition("#")
        file = file.partition("?")[0]
        target = path if not file else (path.parent / unquote(file)).resolve()
        if not target.exists():
            out.append(Problem(name, None, f"links to {url}, which is not there", "Mend the link"))
        elif anchor and target in known and unquote(anchor) not in known[target]:
            out.append(Problem(name, None, f"links to {url}, but there is no such anchor", "Mend the link"))
    return out
