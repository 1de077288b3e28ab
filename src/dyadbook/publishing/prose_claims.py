"""The claim check: whoever says rose, weakest, first or none names the truth that the run computed for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dyadbook.ledger import Ledger
from dyadbook.publishing.prose_numbers import blank, nearness, stems
from dyadbook.publishing.prose_page import FILL, Page
from dyadbook.publishing.prose_rules import Rules, any_of, package_words
from dyadbook.publishing.prose_sentences import Sentence, sentences
from dyadbook.study.problems import Problem

KINDS = ("direction", "rank", "absence")
TOPIC = re.compile(r"(?:what|how|whether|who|why|when|where)\b", re.IGNORECASE)
QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”')
WAIVER = re.compile(r'claim-ok(?:\s+"(?P<words>[^"]+)")?\s*:?\s*(?P<reason>.*)')
PAUSE = re.compile(r";|—| – |: (?=\S+ \S+)")


@dataclass(frozen=True)
class Claim:
    """A word that claims direction, rank or absence, and the sentence it stands in."""

    kind: str
    word: str
    sentence: Sentence


@dataclass(frozen=True)
class Waiver:
    """A claim that its author let stand without a truth, and the reason given."""

    file: str
    line: int
    sentence: str
    reason: str


@lru_cache(maxsize=1)
def lists() -> dict[str, re.Pattern[str]]:
    """Return the package's lists for this check, compiled."""
    raw = package_words()["claims"]
    names = (*KINDS, "harmless", "unasserted")
    # the last begins with the blank behind the claim, so it has no edge of its own
    return {name: any_of(raw[name]) for name in names} | {"possible": any_of([raw["possible"]], edges=False)}


def claims(sentence: Sentence, rules: Rules, ledger: Ledger | None) -> list[Claim]:
    """Return what a sentence claims on the book's own account and does not back."""
    if sentence.spans("holds") or sentence.text.rstrip().endswith("?"):
        return []
    if sentence.block.kind in ("heading", "term") and TOPIC.match(sentence.text):
        return []
    text = readable(sentence)
    out = []
    for kind in KINDS:
        for match in lists()[kind].finditer(text):
            if not (
                attributed(text, match, kind, rules)
                or supposed(text, match.start(), match.end())
                or computed(sentence, match[0], ledger)
            ):
                out.append(Claim(kind, " ".join(match[0].split()), sentence))
    return out


def readable(sentence: Sentence) -> str:
    """Return the sentence without what is no claim of ours: links to evidence, quoted words, harmless uses."""
    text = sentence.masked("code", "evidence", "url")
    return blank(lists()["harmless"], blank(QUOTED, text))


def attributed(text: str, match: re.Match[str], kind: str, rules: Rules) -> bool:
    """Tell whether an explicit attribution stands before the claim, in the same part of the sentence.

    "The column reports no visit" is a claim about the column, and ours; "the column says that no visit took place" is not.
    """
    for said in rules.said.finditer(text, 0, match.start()):
        between = text[said.end() : match.start()]
        if PAUSE.search(between):
            continue
        if said["speech"] and rules.ourselves.search(text[: said.start()]):
            continue
        if kind == "absence" and not between.strip():
            continue
        return True
    return False


def supposed(text: str, start: int, end: int) -> bool:
    """Tell whether the claim is only asked for, supposed or held possible."""
    before = re.split(r"[;:]|, (?:and|but) ", text[:start])[-1]
    return bool(lists()["unasserted"].search(before) or lists()["possible"].match(text, end))


def computed(sentence: Sentence, word: str, ledger: Ledger | None) -> bool:
    """Tell whether a fact in the sentence is itself the rank: the year with the most events is so in every run.

    Without a ledger nobody knows, and a fact in the sentence counts.
    """
    if ledger is None:
        return bool(sentence.spans("fact"))
    for span in sentence.spans("fact"):
        ident = span.target.partition("|")[0].strip()
        rule = ledger[ident].rule if ident in ledger else ""
        bare = re.sub(r"^(?:the|an?|its|their) ", "", " ".join(word.lower().split()))
        if re.search(rf"\b{re.escape(bare)}\b", f"{ident.replace('-', ' ')} {rule}".lower()):
            return True
    return False


def check(page: Page, rules: Rules, ledger: Ledger | None) -> tuple[list[Problem], list[Waiver]]:
    """Return the claims of a page that nothing backs, and those that a comment `% claim-ok: reason` lets stand."""
    found = [c for b in page.blocks for s in sentences(b) for c in claims(s, rules, ledger)]
    problems, waivers, waived = waive(page, found)
    seen = set()
    for claim in found:
        key = (claim.sentence.block, claim.sentence.start)
        if claim.sentence in waived or key in seen:
            continue
        seen.add(key)
        same = [c for c in found if c.sentence == claim.sentence]
        shown = " and ".join(dict.fromkeys(f"'{c.word}'" for c in same))
        kinds = " and ".join(dict.fromkeys(c.kind for c in same))
        verb = "claim" if " and " in shown else "claims"
        what = f"{shown} {verb} {kinds}, and no truth backs it"
        problems.append(Problem(page.file, claim.sentence.line, what, remedy(claim, ledger)))
    return problems, waivers


def waive(page: Page, found: Sequence[Claim]) -> tuple[list[Problem], list[Waiver], set[Sentence]]:
    """Read the comments of a page: which sentence each lets stand; one without a reason or without a claim is a problem."""
    problems, waivers, waived = [], [], set()
    headings = [b.line for b in page.blocks if b.kind == "heading"]
    claimed = list(dict.fromkeys(c.sentence for c in found))
    everything = sorted((s for b in page.blocks for s in sentences(b)), key=lambda s: s.line)
    for line, comment in page.comments:
        match = WAIVER.match(comment)
        if not match:
            continue
        if not match["reason"].strip():
            problems.append(
                Problem(page.file, line, "claim-ok gives no reason", "Write % claim-ok: why it may stand")
            )
            continue
        after = [s for s in everything if s.line > line]
        if match["words"]:
            limit = next((h for h in headings if h > line), None)
            after = [
                s
                for s in after
                if (limit is None or s.line < limit) and match["words"] in " ".join(s.text.split())
            ]
        target = after[0] if after else None
        if target is None or target not in claimed:
            what = "claim-ok stands before a sentence that needs none"
            if match["words"] and target is None:
                what = f"claim-ok names words that its section does not have, '{match['words']}'"
            problems.append(
                Problem(page.file, line, what, "Remove the comment, or put it on the line before the claim")
            )
            continue
        waived.add(target)
        waivers.append(Waiver(page.file, target.line, shown(target), match["reason"].strip()))
    return problems, waivers, waived


def shown(sentence: Sentence) -> str:
    return " ".join(sentence.text.replace(FILL, "…").split())


def remedy(claim: Claim, ledger: Ledger | None) -> str:
    """Name the truth that comes nearest, and the other ways out."""
    ways = "put the words into the link of the evidence that says so, attribute them, or add the line % claim-ok: reason"
    if ledger is not None:
        truths = [f for f in ledger if f.kind == "truth"]
        near = max(truths, key=lambda f: (nearness(f, claim.sentence.text), -len(f.id), f.id), default=None)
        if near is not None and len(stems(f"{near.id} {near.says}") & stems(claim.sentence.text)) >= 3:
            return f"Write {{holds}}`ID|the claim`, perhaps with '{near.id}' ({near.says.rstrip('.')}); or {ways}"
    return f"Record a truth in a notebook and write {{holds}}`ID|the claim`; or {ways}"
