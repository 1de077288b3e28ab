"""The corpus of a run: which sources, which text of each, and the table that describes them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from dyadbook.sources.records import SourceRecord, read_records
from dyadbook.sources.texts import Document, parse_digest, parse_original
from dyadbook.study import tables
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ArgumentError, ContentError, Problem, nearest

CORPORA = ("shipped", "originals")


def choose(
    known: Iterable[str], sources: Sequence[str] | None = None, exclude: Sequence[str] = ()
) -> list[str]:
    """Return the ids to read, in the order of `known`; ArgumentError for an id that is not known or where none is left."""
    known = list(known)
    wanted = [sources] if isinstance(sources, str) else list(sources or known)
    left_out = [exclude] if isinstance(exclude, str) else list(exclude or ())
    for name in (*wanted, *left_out):
        if name not in known:
            raise ArgumentError(f"There is no source '{name}'. {nearest(name, known)}")
    chosen = [name for name in known if name in wanted and name not in left_out]
    if not chosen:
        raise ArgumentError("No source is left to read: every source asked for is also excluded.")
    return chosen


def load_corpus(
    paths: Paths,
    study: Study,
    corpus: str = "shipped",
    sources: Sequence[str] | None = None,
    exclude: Sequence[str] = (),
) -> list[Document]:
    """Read the documents of a run, in the order of sources.yaml.

    `corpus` is "shipped" (digests, and documents whose rights allow it) or "originals"; a source of which nothing is
    shipped is read from the originals in both. ArgumentError for an unknown corpus or source, ContentError where a text
    is missing, faulty, or not the one that its record describes.
    """
    if corpus not in CORPORA:
        raise ArgumentError(f"There is no corpus '{corpus}'. {nearest(corpus, CORPORA)}")
    records = read_records(paths)
    chosen = [records[name] for name in choose(records, sources, exclude)]
    places = {record.id: place(record, paths, corpus) for record in chosen}
    if missing := [r for r in chosen if places[r.id][0] == "originals" and not _exists(places[r.id][1])]:
        raise ContentError(missing_originals(missing, paths))
    if late := [problem for r in chosen if (problem := too_new(r, paths, study))]:
        raise ContentError(late)
    return [_read(record, *places[record.id], paths) for record in chosen]


def place(record: SourceRecord, paths: Paths, corpus: str) -> tuple[str, Path | None]:
    """Return the corpus that a source is read from, and the file."""
    shipped, original = record.text_path(paths), record.original_path(paths)
    if corpus == "shipped" and shipped:
        return "shipped", shipped
    if record.shipped == "document" and not _exists(original):
        return "shipped", shipped  # the document itself is shipped: it is the original
    return "originals", original


def _exists(path: Path | None) -> bool:
    return path is not None and path.is_file()


def missing_originals(records: Sequence[SourceRecord], paths: Paths) -> str:
    """Say in one sentence which originals are not there and where they belong."""
    folder = paths.show(paths.originals)
    files = ", ".join(r.file or f"(its record names no file: {r.id})" for r in records)
    ids = ", ".join(f"'{r.id}'" for r in records)
    one = len(records) == 1
    way_out = "" if any(r.shipped is None for r in records) else ", or run with corpus=shipped"
    return (
        f"{'The original' if one else 'The originals'} of {ids} {'is' if one else 'are'} missing: "
        f"put {files} into {folder}/{way_out}."
    )


def too_new(record: SourceRecord, paths: Paths, study: Study) -> Problem | None:
    """A source written after the study's last day would bring in dates that no phase and no table covers."""
    if record.anchor <= study.as_of:
        return None
    what = f"source '{record.id}' is of {record.anchor}, after the study's as_of {study.as_of}"
    return Problem(paths.show(paths.seeds / "sources.yaml"), None, what, "Move as_of in study.yaml")


def read_bytes(path: Path, name: str) -> tuple[str, str]:
    """Return a text file's content as Python reads UTF-8 text, and the sha256 of its bytes."""
    try:
        raw = path.read_bytes()
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError([Problem(name, None, "is missing", "Put the file there")]) from None
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 text (byte {error.start})"
        raise ContentError([Problem(name, None, what, "Save it as UTF-8")]) from None
    return text, hashlib.sha256(raw).hexdigest()


def wrong_hash(record: SourceRecord, sha256: str, name: str) -> Problem | None:
    """An original with another hash is another text: every recorded offset would point elsewhere."""
    if record.sha256 is None or record.sha256 == sha256:
        return None
    what = f"has sha256 {sha256[:12]}…, but the record of '{record.id}' says {record.sha256[:12]}…"
    return Problem(name, None, what, "Put the recorded text there, or record the new one's hash and length")


def _read(record: SourceRecord, corpus: str, path: Path | None, paths: Paths) -> Document:
    assert path is not None  # missing ones were refused before
    name = paths.show(path)
    text, sha256 = read_bytes(path, name)
    digest = corpus == "shipped" and record.shipped == "digest"
    if not digest and (problem := wrong_hash(record, sha256, name)):
        raise ContentError([problem])
    statements = parse_digest(text, record.id, name=name) if digest else parse_original(text, record.id)
    return Document(record.id, record, corpus, path.name, text, sha256, statements, digest)


def table(documents: Sequence[Document], study: Study) -> pd.DataFrame:
    """Describe the documents: table `sources`, one row a document, publishers by the name that the study gives them."""
    name_of = {alias: p.name for p in study.publishers for alias in (p.name, *p.aliases)}
    rows = []
    for document in documents:
        record = document.record
        rows.append(
            {
                "id": record.id,
                "title": record.title,
                "author": record.author,
                "publisher": name_of.get(record.publisher or "", record.publisher),
                "published": record.published,
                "published_known_by": record.published_known_by,
                "anchor": record.anchor.isoformat(),
                "stance": record.stance,
                "url": record.url,
                "rights": record.rights,
                "corpus": document.corpus,
                "sha256": document.sha256,
                "original_sha256": record.sha256,
                "characters": len(document.text),
                "original_characters": record.characters,
                "statements": len(document.statements),
                "paragraphs": len({s.paragraph for s in document.statements}),
            }
        )
    return tables.shape("sources", rows)
