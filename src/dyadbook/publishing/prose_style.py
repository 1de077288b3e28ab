"""The style check: one sentence a line, none over forty words, no word to avoid, no loaded word in our own voice."""

from __future__ import annotations

import re
from functools import lru_cache

from dyadbook.publishing.prose_claims import QUOTED
from dyadbook.publishing.prose_names import ours
from dyadbook.publishing.prose_numbers import blank
from dyadbook.publishing.prose_page import FILL, Block, Page
from dyadbook.publishing.prose_rules import Rules, any_of, literal, package_words
from dyadbook.publishing.prose_sentences import CLOSED, SENTENCES, Sentence, sentences
from dyadbook.study.problems import Problem


def check(page: Page, rules: Rules) -> list[Problem]:
    """Return what a page's sentences break of the house style."""
    out = []
    longest = package_words()["style"]["longest"]
    for block in page.blocks:
        out += lines(block, page.file)
        for sentence in sentences(block):
            if block.kind in SENTENCES and sentence.words > longest:
                what = f"a sentence has {sentence.words} words, more than {longest}: {start_of(sentence)}"
                out.append(Problem(page.file, sentence.line, what, "Make two of it"))
            out += loaded(sentence, rules, page.file)
        out += avoided(block, rules, page.file)
    return out


def start_of(sentence: Sentence) -> str:
    return " ".join(sentence.text.replace(FILL, "…").split()[:6]) + " …"


def lines(block: Block, file: str) -> list[Problem]:
    """Return lines with more than one sentence, and sentences that run over a line's end."""
    if block.kind not in SENTENCES:
        return []
    out, begun = [], {}
    for sentence in sentences(block):
        if sentence.line in begun:
            what = f"a second sentence stands on the line: {start_of(sentence)}"
            out.append(Problem(file, sentence.line, what, "Begin a new line for it"))
        begun[sentence.line] = sentence
        if "\n" in (text := sentence.text.rstrip(FILL + " \n")) and not CLOSED.search(text.split("\n")[0]):
            what = f"a sentence runs over the end of the line: {start_of(sentence)}"
            out.append(Problem(file, sentence.line, what, "Keep one sentence on one line"))
    return out


@lru_cache(maxsize=1)
def to_avoid() -> list[tuple[re.Pattern[str], str]]:
    return [(any_of([a["word"]]), a["instead"]) for a in package_words()["style"]["avoid"]]


def avoided(block: Block, rules: Rules, file: str) -> list[Problem]:
    """Return the words of the block that this book does without."""
    text = ours(block, rules)
    return [
        Problem(
            file,
            block.line_at(m.start()),
            f"'{' '.join(m[0].split())}' is a word to avoid",
            f"Instead: {instead}",
        )
        for pattern, instead in to_avoid()
        for m in pattern.finditer(text)
    ]


@lru_cache(maxsize=8)
def partial(own: tuple[tuple[str, str], ...]) -> list[tuple[re.Pattern[str], str]]:
    general = [(entry["word"], entry["instead"]) for entry in package_words()["style"]["loaded"]]
    return [(any_of([word]), instead) for word, instead in (*own, *general)]


def loaded(sentence: Sentence, rules: Rules, file: str) -> list[Problem]:
    """Return the loaded words of a sentence that does not give them as somebody's."""
    text = blank(QUOTED, sentence.masked("code", "url"))
    text = blank(rules.names, text)
    if sentence.block.kind == "heading":  # the study names its phases as it likes
        text = blank(literal(p.name for p in rules.study.phases), text)
    out = []
    for pattern, instead in partial(tuple((w.word, w.instead) for w in rules.declared.loaded)):
        for match in pattern.finditer(text):
            before = text[: match.start()]
            if any(
                not rules.ourselves.search(before[: m.start()] + " ") for m in rules.said.finditer(before)
            ):
                continue
            what = f"'{match[0]}' takes sides, and the sentence gives it as nobody's"
            remedy = f"Name who says it, put it in quotation marks, or write: {instead}"
            out.append(Problem(file, sentence.block.line_at(sentence.start + match.start()), what, remedy))
    return out
