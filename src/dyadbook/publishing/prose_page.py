"""A page of MyST read as the book reads it: blocks of prose with line numbers, and what in them is not typed words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from dyadbook.publishing.prose_rules import package_words

FILL = "▢"  # stands for what is not typed words; no check matches it
DIRECTIVE = re.compile(r"\{(?P<name>[^}\s]+)\}\s*(?P<argument>.*)")
OPTION = re.compile(r":(?P<key>[\w-]+):\s*(?P<value>.*)")
TAGS = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
SPOKEN_ATTRIBUTE = re.compile(r"""\b(?:alt|title|aria-label)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
ROLE = re.compile(r"(?s)(?P<words>.+?)\s*<(?P<target>[^<>]+)>$")
OURS = ("fact", "holds", "evidence", "dataset")
EXTENSIONS = ("colon_fence", "deflist", "substitution", "attrs_inline")


@dataclass(frozen=True)
class Span:
    """A stretch of a block's text that is more than words: a role, code, an address, a link, strong print."""

    start: int
    end: int
    kind: str
    target: str = ""


@dataclass(frozen=True)
class Block:
    """One heading, paragraph, table cell, caption or alt text: its words, with FILL where the page holds something else."""

    kind: str
    line: int
    text: str
    spans: tuple[Span, ...] = ()

    def line_at(self, offset: int) -> int:
        return self.line + self.text.count("\n", 0, offset)

    def masked(self, *kinds: str) -> str:
        """Return the text, equally long, with the spans of these kinds filled."""
        chars = list(self.text)
        for span in self.spans:
            if span.kind in kinds:
                chars[span.start : span.end] = [
                    c if c == "\n" else FILL for c in self.text[span.start : span.end]
                ]
        return "".join(chars)

    def within(self, kind: str, start: int = 0, end: int | None = None) -> list[Span]:
        """Return the spans of a kind that touch a stretch of the text."""
        end = len(self.text) if end is None else end
        return [s for s in self.spans if s.kind == kind and s.start < end and s.end > start]


@dataclass
class Page:
    """A page's blocks in order, and its comments (`% ...`) with their lines."""

    file: str
    blocks: list[Block] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)


@lru_cache(maxsize=4)
def parser(extensions: tuple[str, ...] = EXTENSIONS) -> MarkdownIt:
    return create_md_parser(MdParserConfig(enable_extensions=set(extensions)), RendererHTML)


def read_page(text: str, file: str, extensions: Sequence[str] = EXTENSIONS) -> Page:
    """Read a page; `extensions` are the MyST extensions that the book turns on."""
    page = Page(file)
    md = parser(tuple(extensions))
    page.blocks += blocks(md, text, 0, page.comments)
    return page


def blocks(md: MarkdownIt, text: str, above: int, comments: list[tuple[int, str]]) -> Iterator[Block]:
    """Yield the blocks of a text that stands `above` lines below the top of its page."""
    kind, row = "paragraph", 0
    for token in md.parse(text):
        line = above + token.map[0] + 1 if token.map else above + row + 1
        if token.map:
            row = token.map[0]
        if token.type in ("heading_open", "paragraph_open", "dt_open", "td_open", "th_open"):
            kind = {"heading_open": "heading", "paragraph_open": "paragraph", "dt_open": "term"}.get(
                token.type, "cell"
            )
        elif token.type == "inline":
            yield from inline(token, kind, line)
        elif token.type in ("fence", "colon_fence"):
            yield from directive(md, token, line, comments)
        elif token.type == "html_block":
            yield from raw_html(token.content, line)
        elif token.type == "myst_line_comment":
            comments += [(line + i, c.strip()) for i, c in enumerate(token.content.split("\n"))]
        elif token.type == "front_matter":
            yield from front_matter(token.content, line)


def front_matter(content: str, line: int) -> Iterator[Block]:
    """Yield the title and description that a page's front matter gives; the rest of it are settings."""
    for i, row in enumerate(content.split("\n")):
        key, colon, value = row.partition(":")
        if colon and key.strip().strip("\"'") in ("title", "subtitle", "description", "abstract"):
            yield Block("heading", line + 1 + i, value.strip().strip("\"'"))


def inline(token: Token, kind: str, line: int) -> Iterator[Block]:
    """Yield the block of an inline token, and one for each image's alt text and title in it."""
    out, spans, open_, images = "", [], [], []
    for child in token.children or []:
        start = len(out)
        if child.type in ("softbreak", "hardbreak"):
            out += "\n"
        elif child.type == "text":
            out += child.content.replace("\n", " ")
        elif child.type == "code_inline":
            out += FILL
            spans.append(Span(start, start + 1, "code", child.content))
        elif child.type == "myst_role":
            span, words = role(child, start)
            out += words
            spans.append(span)
        elif child.type == "image":
            where = line + out.count("\n")
            images += [Block("alt", where, t) for t in (child.content, child.attrGet("title")) if t]
        elif child.type == "html_inline":
            images += [Block("alt", line + out.count("\n"), w) for w in spoken(child.content)]
        elif child.type in ("link_open", "strong_open", "em_open", "span_open"):
            auto = child.markup in ("autolink", "linkify")
            if title := child.attrGet("title"):
                images.append(Block("alt", line + out.count("\n"), str(title)))
            target = str(child.attrGet("href") or "")
            open_.append((start, "url" if auto else child.type.removesuffix("_open"), target))
        elif child.type in ("link_close", "strong_close", "em_close", "span_close"):
            begun, what, target = open_.pop()
            spans.append(Span(begun, start, what, target))
        elif child.type == "substitution_inline":
            out += FILL
    text = "".join(out)
    for span in spans:
        if span.kind == "url":
            text = text[: span.start] + FILL * (span.end - span.start) + text[span.end :]
    yield Block(kind, line, text, tuple(spans))
    yield from images


def role(token: Token, start: int) -> tuple[Span, str]:
    """Return the span of a role and the words that it shows; FILL where those come from the run."""
    name, content = str(token.meta["name"]), token.content.replace("\n", " ")
    match = ROLE.fullmatch(content)
    if match:
        target, words = match["target"].strip(), match["words"].strip()
    elif name in OURS:
        target, _, words = (part.strip() for part in content.partition("|"))
    elif name in package_words()["page"]["textual"]:
        target, words = content, content
    else:
        target, words = content, ""
    if name == "fact" or not words:
        # the mode of {fact}`id|words` is no word of the sentence; the checks of roles want it whole
        target, words = (content if name == "fact" else target), FILL
    return Span(start, start + len(words), name if name in OURS else "role", target), words


def directive(md: MarkdownIt, token: Token, line: int, comments: list[tuple[int, str]]) -> Iterator[Block]:
    """Yield what readers see of a directive: its title, the spoken options, its content; plain code holds nothing."""
    match = DIRECTIVE.match(token.info.strip())
    if not match:
        return
    page, name = package_words()["page"], match["name"]
    rows = token.content.split("\n")
    options, skipped = read_options(rows)
    for key, value, row in options:
        if key in page["spoken"]:
            yield Block("alt" if key == "alt" else "caption", line + 1 + row, value)
    if name in page["code"]:
        return
    if name not in page["addressed"] and match["argument"].strip():
        for block in blocks(md, match["argument"].strip(), line - 1, comments):
            yield Block("heading", block.line, block.text, block.spans)
    yield from blocks(md, "\n".join(rows[skipped:]), line + skipped, comments)


def read_options(rows: Sequence[str]) -> tuple[list[tuple[str, str, int]], int]:
    """Return a directive's options with their rows, and how many rows they take (both MyST forms)."""
    out: list[tuple[str, str, int]] = []
    at = 0
    if rows and rows[0].strip() == "---":
        end = next((i for i, r in enumerate(rows[1:], 1) if r.strip() == "---"), len(rows) - 1)
        loaded: Any = yaml.safe_load("\n".join(rows[1:end])) or {}
        for key, value in loaded.items() if isinstance(loaded, dict) else ():
            row = next((i for i, r in enumerate(rows) if r.strip().startswith(f"{key}:")), 0)
            out.append((str(key), str(value), row))
        return out, end + 1
    while at < len(rows) and (match := OPTION.match(rows[at].strip())):
        value, start = match["value"], at
        at += 1
        while at < len(rows) and rows[at][:1] in (" ", "\t") and rows[at].strip():
            value, at = f"{value}\n{rows[at].strip()}", at + 1
        out.append((match["key"], value, start))
    return out, at


def raw_html(content: str, line: int) -> Iterator[Block]:
    """Yield the words of raw HTML, so that a tag is no way round the checks."""
    for match in SPOKEN_ATTRIBUTE.finditer(content):
        yield Block("alt", line + content.count("\n", 0, match.start()), match[1] or match[2] or "")
    text = TAGS.sub(lambda m: "\n" * m[0].count("\n") or " ", content)
    if text.strip():
        yield Block("html", line, text)


def spoken(tag: str) -> list[str]:
    return [m[1] or m[2] or "" for m in SPOKEN_ATTRIBUTE.finditer(tag)]
