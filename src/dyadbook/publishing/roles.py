"""The roles that prose uses: {fact}, {holds} and {evidence}, and what becomes of a truth that is false in this run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from dyadbook.ledger import Fact, formats
from dyadbook.publishing import baseline
from dyadbook.publishing.bundle import Bundle, bundle_of
from dyadbook.publishing.data_page import EXTRA, FOLDER
from dyadbook.publishing.nodes import LINK, file_link, html, link
from dyadbook.study.problems import nearest

LOG = logging.getLogger(__name__)
EXPLICIT = re.compile(r"(?s)(?P<words>.+?)\s*<(?P<target>[^<>]+)>$")


def split(text: str) -> tuple[str, str]:
    """Return target and words of `target|words` or `words <target>`; no words where there are none.

    >>> split("event:x|the visit"), split("the visit <event:x>"), split("events-total")
    (('event:x', 'the visit'), ('event:x', 'the visit'), ('events-total', ''))
    """
    if match := EXPLICIT.fullmatch(text):
        return match["target"].strip(), match["words"].strip()
    target, _, words = text.partition("|")
    return target.strip(), words.strip()


class OurRole(SphinxRole):
    """A role that reads the run's bundle and reports what is wrong at its own line."""

    @property
    def bundle(self) -> Bundle:
        return bundle_of(self.env)

    def warn(self, message: str) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        LOG.warning(message, location=(self.env.docname, self.lineno), type="dyadbook")
        return [nodes.inline("", self.text, classes=["missing"])], []

    def absent(self, ident: str) -> Fact | None:
        """Return the fact of the default run where this run, made with other parameters, has none; the page notes it."""
        before = self.bundle.baseline
        if ident in self.bundle.ledger or before is None or ident not in before:
            return None
        baseline.note(self.env, f"fact:{ident}", baseline.described(before[ident]))
        return before[ident]

    def fact(self, ident: str) -> Fact | None:
        if ident not in self.bundle.ledger:
            near = nearest(ident, [f.id for f in self.bundle.ledger])
            hint = near if near.startswith("Did") else "'dyadbook evidence' lists the ids."
            self.warn(f"there is no fact '{ident}' in this run. {hint}")
            return None
        self.bundle.used.add(ident)
        return self.bundle.ledger[ident]


class FactRole(OurRole):
    """{fact}`id` prints a value; {fact}`id|words` writes it out ("five"), {fact}`id|Words` with a capital."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        ident, mode = split(self.text)
        if self.absent(ident):
            return [baseline.mark()], []
        fact = self.fact(ident)
        if fact is None:
            return [nodes.inline("", self.text, classes=["missing"])], []
        if fact.kind == "truth":
            return self.warn(f"'{ident}' is true or false, not a value. Write {{holds}}`{ident}|the claim`.")
        text = fact.text
        if mode in ("words", "Words"):
            try:
                text = formats.words(fact.value)
            except ValueError as error:
                # from a hundred on, and for what is no whole number, figures are what a reader expects; what does not
                # exist in this run has words of its own ("not applicable")
                if isinstance(fact.value, (bool, str)):
                    return self.warn(f"fact '{ident}' cannot be written in words: {error}.")
            if mode == "Words":
                text = text[:1].upper() + text[1:]
        elif mode:
            return self.warn(f"fact '{ident}': '{mode}' is no way to print it. Use 'words' or 'Words'.")
        return [link(f"fact:{ident}", text, self.env.docname, "fact")], []


class HoldsRole(OurRole):
    """{holds}`id|the claim` marks words that are true only while a truth holds; {holds}`id` marks the sentence before it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        ident, words = split(self.text)
        if self.absent(ident):
            return [baseline.mark(words)], []
        fact = self.fact(ident)
        if fact is None:
            return [nodes.inline("", words or self.text, classes=["missing"])], []
        if fact.kind != "truth":
            return self.warn(f"'{ident}' is a value, not true or false. Write {{fact}}`{ident}`.")
        seen = self.env.metadata[self.env.docname].setdefault("dyadbook_truths", [])
        if ident not in seen:
            seen.append(ident)
        classes = "holds" if fact.holds else "holds fails"
        fails = "No longer holds in this run: " if fact.value is False else "Cannot be decided in this run: "
        hidden = "" if fact.holds else fails
        if words:
            return [link(f"fact:{ident}", words, self.env.docname, classes, hidden), *self.badge(ident)], []
        hidden = hidden or "What this sentence rests on "
        return [
            link(f"fact:{ident}", "*", self.env.docname, f"{classes} mark", hidden),
            *self.badge(ident),
        ], []

    def badge(self, ident: str) -> list[nodes.Node]:
        """Return the mark of a headline that was asked again under other conditions: robust or fragile."""
        if (asked := f"{ident}-robust") not in self.bundle.ledger:
            return []
        word = "robust" if self.bundle.ledger[asked].holds else "fragile"
        return [link(f"fact:{asked}", word, self.env.docname, f"badge {word}")]


class EvidenceRole(OurRole):
    """{evidence}`event:x` links to the evidence under its own title; {evidence}`event:x|the visit` under these words."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        ref, words = split(self.text)
        if self.bundle.place(ref) is None and (title := self.bundle.default_names["refs"].get(ref)):
            baseline.note(self.env, ref, f"{title} ({ref.partition(':')[0]}).")
            return [baseline.mark(words or title)], []
        if self.bundle.place(ref) is None:
            hint = nearest(ref, self.bundle.titles)
            near = hint if hint.startswith("Did") else "See the evidence pages for what there is."
            return self.warn(f"there is no evidence '{ref}' in this run. {near}")
        text = words or self.bundle.titles.get(ref, ref)
        kind = ref.partition(":")[0]
        return [link(ref, text, self.env.docname, f"evidence to-{kind}")], []


class DataRole(OurRole):
    """{dataset}`events.csv` links to a table of the book; {dataset}`events.csv|all events` under these words."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        name, words = split(self.text)
        folder = Path(self.env.srcdir) / EXTRA / FOLDER
        if not (folder / name).is_file():
            hint = nearest(name, [p.name for p in folder.glob("*")])
            return self.warn(f"there is no table '{name}' in this book. {hint}".strip())
        return [file_link(f"{FOLDER}/{name}", words or name, self.env.docname)], []


class Settle(SphinxTransform):
    """What roles cannot do while parsing: no link inside a link, and a heading's anchor without its numbers."""

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node.get("reftype") != LINK:
                continue
            if any(isinstance(parent, (nodes.reference, addnodes.pending_xref)) for parent in parents(node)):
                node.replace_self(nodes.inline("", node.astext(), classes=node["linkclasses"]))
        for section in self.document.findall(nodes.section):
            if section.children and isinstance(section[0], nodes.title):
                self.anchor(section, section[0])

    def anchor(self, section: nodes.section, title: nodes.title) -> None:
        """Name a section by the words of its title alone: a number may change from run to run, its address may not."""
        if not any(n.get("reftype") == LINK for n in title.findall(addnodes.pending_xref)):
            return
        bare = title.deepcopy()
        for node in list(bare.findall(addnodes.pending_xref)):
            node.replace_self(nodes.Text(" "))
        new, number = nodes.make_id(bare.astext()) or "section", 2
        wanted = new
        while new in self.document.ids and self.document.ids[new] is not section:
            new, number = f"{wanted}-{number}", number + 1
        old = next(iter(section["ids"]), None)
        if old is None or old == new:
            return
        section["ids"] = [new if i == old else i for i in section["ids"]]
        self.document.ids[new] = self.document.ids.pop(old)
        for name, ident in list(self.document.nameids.items()):
            if ident == old:
                self.document.nameids[name] = new


def parents(node: nodes.Node) -> list[nodes.Node]:
    out = []
    while node.parent is not None:
        node = node.parent
        out.append(node)
    return out


def open_with_box(app: Sphinx, doctree: nodes.document) -> None:
    """Open a page whose truths are not all true with a box that lists what no longer holds."""
    env = app.env
    bundle = bundle_of(env)
    false = [
        bundle.ledger[i]
        for i in env.metadata[env.docname].get("dyadbook_truths", [])
        if not bundle.ledger[i].holds
    ]
    lacking = baseline.items(env)
    first = next(iter(doctree.findall(nodes.section)), None)
    if not (false or lacking) or first is None:
        return
    before = bundle.baseline
    items = []
    for fact in false:
        item = html("li", link(f"fact:{fact.id}", fact.says, env.docname, "holds"))
        found = f" In this run: {fact.text.rstrip('.')}." if fact.text else " In this run it is not so."
        if fact.value is None:
            found = f" It {fact.verdict}" + (f": {fact.reason.rstrip('.')}." if fact.reason else ".")
        item += nodes.Text(found)
        if before and fact.id in before and before[fact.id].text:
            item += nodes.Text(f" In the default run: {before[fact.id].text.rstrip('.')}.")
        items.append(item)
    other = "This run was made with other parameters than the book was written for. "
    parts = []
    if false:
        parts = [html("p", f"{other}Where the text below says the following, read it as false:")]
        parts += [html("ul", *items)]
    if lacking:
        lead = "It also speaks" if false else f"{other}The text below speaks"
        parts += [html("p", f"{lead} of what this run does not have:"), html("ul", *lacking)]
    box = html(
        "aside",
        html("p", "What no longer holds", classes="box-title", ids="what-no-longer-holds"),
        *parts,
        classes="no-longer-holds",
        aria_labelledby="what-no-longer-holds",
    )
    at = 1 + next((i for i, child in enumerate(first.children) if isinstance(child, nodes.title)), -1)
    first.insert(at, box)


def setup(app: Sphinx) -> None:
    app.add_role("fact", FactRole())
    app.add_role("holds", HoldsRole())
    app.add_role("evidence", EvidenceRole())
    app.add_role("dataset", DataRole())
    app.add_transform(Settle)
    # before the collectors of titles and anchors (priority 500) look at the page
    app.connect("doctree-read", open_with_box, priority=100)
