"""One sentence as words, with what stands between them, its clauses, and the verb group around a word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from dyadbook.extraction.doc import Doc
from dyadbook.extraction.events_rules import Lexicon

# A word of this kind after a comma begins a clause of its own; of the second kind, wherever it stands.
AFTER_COMMA = frozenset(
    [
        "which",
        "who",
        "whom",
        "whose",
        "where",
        "while",
        "but",
        "as",
        "when",
        "after",
        "before",
        "and",
        "so",
        "or",
        "although",
        "though",
        "whereas",
        "because",
        "since",
        "saying",
        "adding",
        "noting",
        "stressing",
        "calling",
        "pledging",
        "praising",
        "expressing",
        "describing",
        "urging",
        "referring",
        "citing",
        "allowing",
        "following",
        "including",
        "having",
        "with",
        "during",
    ]
)
ANYWHERE = frozenset(["which", "who", "where", "while", "whereas", "although", "though", "because", "unless"])
SIGNS = frozenset(';:"\n')


@dataclass(slots=True, eq=False)  # made by the thousand: a frozen one costs three times as much
class Verb:
    """The verb group of a trigger: form tag, auxiliaries before it, whether "to" leads it, what governs that."""

    tag: str
    aux: tuple[str, ...] = ()
    to: bool = False
    negated: bool = False
    first: int = 0  # token index at which the group begins
    governor: str = ""  # the word before "to" or before the group

    @property
    def passive(self) -> bool:
        """A participle after a form of "be", or alone after a noun."""
        return self.tag in "xn" and any(
            a in ("is", "are", "was", "were", "be", "been", "being") for a in self.aux
        )


class Sent:
    """The words `lo` to `hi` of a document, as one sentence.

    Indices of words are those of the document (`doc.words`), so that every index leads to an offset.
    """

    __slots__ = (
        "doc",
        "lo",
        "hi",
        "words",
        "starts",
        "lexicon",
        "start",
        "end",
        "breaks",
        "gaps",
        "index",
        "zone",
        "paragraph",
    )

    def __init__(self, doc: Doc, lexicon: Lexicon, index: int, lo: int, hi: int):
        sentence = doc.sentences[index]
        self.doc, self.lexicon, self.index, self.lo, self.hi = doc, lexicon, index, lo, hi
        self.words, self.starts = doc.words, doc.starts
        self.zone, self.paragraph = sentence.zone, sentence.paragraph
        self.start = max(sentence.start, self.starts[lo])
        self.end = min(sentence.end, self.starts[hi - 1] + len(self.words[hi - 1]))
        self.breaks = self._breaks()

    def stop(self, i: int) -> int:
        """Return the offset at which word `i` ends."""
        return self.starts[i] + len(self.words[i])

    def gap(self, i: int) -> str:
        """Return what stands between word `i - 1` and word `i`."""
        return self.gaps[i - self.lo] if self.lo < i < self.hi else ""

    def capital(self, i: int) -> bool:
        """Tell whether word `i` is written with a capital."""
        return self.doc.text[self.starts[i]].isupper()

    def word(self, i: int) -> str:
        """Return word `i`, or nothing outside the sentence."""
        return self.words[i] if self.lo <= i < self.hi else ""

    def _breaks(self) -> list[int]:
        """Return the words at which a clause begins; note the gaps between words on the way."""
        words, starts, low, lo = self.words, self.starts, self.doc.low, self.lo
        out, gaps = [lo], [""]
        previous = starts[lo] + len(words[lo])
        for i in range(lo + 1, self.hi):
            start, word = starts[i], words[i]
            gap = low[previous:start]
            gaps.append(gap)
            if (
                word in ANYWHERE
                or gap != " "
                and (
                    not SIGNS.isdisjoint(gap)
                    or ("," in gap and word in AFTER_COMMA)
                    or " - " in gap
                    or "--" in gap
                )
            ):
                out.append(i)
            previous = start + len(word)
        self.gaps = gaps
        return out

    def clause(self, i: int) -> tuple[int, int]:
        """Return first word and end of the clause around word `i`."""
        k = bisect_right(self.breaks, i) - 1
        return self.breaks[k], self.breaks[k + 1] if k + 1 < len(self.breaks) else self.hi

    def same_clause(self, i: int, j: int) -> bool:
        """Tell whether no clause begins between the words `i` and `j` (`i` before `j`)."""
        return bisect_right(self.breaks, i) == bisect_right(self.breaks, j)

    def next_break(self, i: int) -> int:
        """Return where the next clause after word `i` begins, or the end of the sentence."""
        k = bisect_left(self.breaks, i + 1)
        return self.breaks[k] if k < len(self.breaks) else self.hi

    def verb(self, i: int, tag: str) -> Verb:
        """Read the verb group that ends in word `i`."""
        classes = self.lexicon.classes
        auxiliary, adverb, negative = classes["auxiliary"], classes["adverb"], classes["not"]
        aux: list[str] = []
        to = negated = False
        k, low = i - 1, max(self.lo, i - 8)
        while k >= low:
            word = self.words[k]
            if word in negative:
                negated = True
            elif word in auxiliary:
                aux.append(word)
            elif word == "to" and not aux[1:] and not to:
                to = True
                k -= 1
                break
            elif word == "ll" or (word == "d" and aux == []):
                aux.append("will" if word == "ll" else "would")
            elif (
                word not in adverb
                and not (word.endswith("ly") and len(word) > 3)
                or word in ("in", "turn", "each", "both")
            ):
                break
            k -= 1
        if to and k >= self.lo and self.words[k] in negative:
            negated = True
        if tag == "b" and not aux and not to and k >= self.lo and self.words[k] in ("and", "or"):
            for m in range(
                k - 1, max(self.lo, k - 12) - 1, -1
            ):  # "will visit and discuss", "to visit and discuss"
                if self.words[m] == "to" or self.words[m] in classes["modal"]:
                    shared = self.verb(m + 1, "b") if m + 1 < self.hi else None
                    if shared and (shared.to or shared.aux):
                        return Verb(tag, shared.aux, shared.to, shared.negated, k + 1, shared.governor)
                    break
        governor = self.words[k] if k >= self.lo else ""
        return Verb(tag, tuple(reversed(aux)), to, negated, k + 1, governor)
