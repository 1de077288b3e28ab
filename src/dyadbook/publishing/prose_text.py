"""What a reader sees of a Markdown page, line by line: no code, no addresses, no ids; computed values as a placeholder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

VALUE = "\N{REPLACEMENT CHARACTER}"  # stands where a fact or the words of an event's link are printed

FENCE = re.compile(r"^(`{3,}|:{3,}|~{3,})\s*(?:\{([a-z-]+)\})?(.*)$")
OPTION = re.compile(r"^:([a-z_-]+):\s?(.*)$")
ROLE = re.compile(r"\{(?P<role>[a-z-]+)\}`(?P<body>[^`]*)`")
CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
AUTOLINK = re.compile(r"<(?:https?|mailto):[^>]*>|https?://\S+")
TARGET = re.compile(r"^\([A-Za-z0-9_-]+\)=\s*$")
COMMENT = re.compile(r"^%|^<!--.*-->$")
ATTRIBUTES = re.compile(r"\{[.#][^}]*\}")
# directives whose content is code or is read from the run
OPAQUE = (
    "code",
    "code-block",
    "code-cell",
    "literalinclude",
    "parameters",
    "citation",
    "evidence-page",
    "mermaid",
)
# options that a reader sees or hears
SPOKEN = ("alt", "caption", "title")
# a date inside the link of what happened then is part of its name
EXEMPT_LINKS = (
    "event:",
    "chronicle:",
    "claim:",
    "disagreement:",
    "observation:",
    "statement:",
    "phase:",
    "source:",
)


@dataclass(frozen=True)
class Line:
    """One line of prose: its number in the file, and what is seen of it."""

    number: int
    text: str
    heading: bool = False


def lines(source: str) -> Iterator[Line]:
    """Yield the lines of a page that hold prose, headings, captions and alt texts among them."""
    inside: list[tuple[str, str]] = []  # open fences: marker and directive
    front = False
    for number, raw in enumerate(source.split("\n"), 1):
        line = raw.strip()
        if number == 1 and line == "---":
            front = True
            continue
        if front:
            front = line != "---"
            continue
        if inside and line == inside[-1][0]:
            inside.pop()
            continue
        opaque = any(name in OPAQUE or name == "" for _, name in inside)
        if not opaque and (fence := FENCE.match(line)):
            inside.append((fence[1], fence[2] or ""))
            # an admonition's title is prose, a chart's id is not
            if fence[2] in ("admonition", "dropdown") and fence[3].strip():
                yield Line(number, visible(fence[3]))
            continue
        if opaque or TARGET.match(line) or COMMENT.match(line) or not line:
            continue
        if inside and (option := OPTION.match(line)):
            if option[1] in SPOKEN:
                yield Line(number, visible(option[2]))
            continue
        yield Line(number, visible(line.lstrip("#>*-+| ").strip()), line.startswith("#"))


def visible(text: str) -> str:
    """Return what is seen of a line of Markdown."""
    text = ROLE.sub(role, text)
    text = CODE.sub(" ", text)
    text = LINK.sub(lambda m: m[1], text)
    text = ATTRIBUTES.sub("", AUTOLINK.sub(" ", text))
    # a list's number is no figure
    return re.sub(r"^\d+[.)]\s", "", text).replace("**", "").strip()


def role(match: re.Match[str]) -> str:
    """Return what is seen of a role: a placeholder for computed values, words that were typed as they are."""
    name, body = match["role"], match["body"]
    target, _, words = body.partition("|")
    if not words and (explicit := re.fullmatch(r"(.+?)\s*<([^<>]+)>", body)):
        words, target = explicit[1], explicit[2]
    if name == "holds":
        return words
    if name == "evidence" and words:
        return VALUE if target.strip().startswith(EXEMPT_LINKS) else words
    return VALUE
