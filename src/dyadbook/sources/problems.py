"""Everything that can be wrong with the sources, all at once, for `dyadbook check`."""

from __future__ import annotations

from pathlib import Path

from dyadbook.sources.corpus import read_bytes, too_new, wrong_hash
from dyadbook.sources.digest_map import coverage_problems
from dyadbook.sources.records import SourceRecord, read_records, records_path
from dyadbook.sources.texts import count_paragraphs, read_digest
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem
from dyadbook.study.reading import line_of


def problems(paths: Paths, study: Study | None) -> list[Problem]:
    """Return what is wrong with records, shipped texts and originals; `study` may be None where it could not be read."""
    try:
        records = read_records(paths)
    except ContentError as error:
        return error.problems
    text = records_path(paths).read_text(encoding="utf-8")
    found = _strays(paths, records)
    for index, record in enumerate(records.values()):
        line = line_of(text, ("sources", index))
        found += _shipped(record, paths, line) + _original(record, paths, line)
        if study and (late := too_new(record, paths, study)):
            found.append(
                Problem(late.file, line_of(text, ("sources", index, "anchor")), late.what, late.remedy)
            )
    if study:
        found += coverage_problems(paths, study)
    return sorted(found, key=lambda p: (p.file, p.line or 0, p.what))


def _strays(paths: Paths, records: dict[str, SourceRecord]) -> list[Problem]:
    known = {path for record in records.values() if (path := record.text_path(paths))}
    out = []
    for path in sorted(p for p in paths.texts.glob("*") if p.suffix in (".md", ".txt") and p not in known):
        if path.stem in records:
            what = f"the record of '{path.stem}' does not say that this is shipped"
            remedy = "Set its `shipped` to digest (a .md file) or document (a .txt file)"
        else:
            what, remedy = "no record has this id", f"Add '{path.stem}' to sources.yaml or remove the file"
        out.append(Problem(paths.show(path), None, what, remedy))
    return out


def _shipped(record: SourceRecord, paths: Paths, line: int | None) -> list[Problem]:
    """What is wrong with the shipped text, or with having neither that nor an original."""
    path, original = record.text_path(paths), record.original_path(paths)
    records_name = paths.show(records_path(paths))
    if path is None:
        if original and original.is_file():
            return []
        what = f"source '{record.id}' has neither a shipped text nor an original"
        digest = paths.show(paths.texts / f"{record.id}.md")
        put = f"put {record.file} into {paths.show(paths.originals)}/" if record.file else "name its `file`"
        return [Problem(records_name, line, what, f"Write {digest} and set shipped: digest, or {put}")]
    name = paths.show(path)
    if not path.is_file():
        what = f"the {record.shipped} of '{record.id}' is missing"
        return [Problem(records_name, line, what, f"Put it at {name}, or set shipped: null")]
    try:
        text, sha256 = read_bytes(path, name)
    except ContentError as error:
        return error.problems
    if record.shipped == "digest":
        return read_digest(text, record.id, name=name, paragraphs=record.paragraphs)[1]
    return _against_record(record, text, sha256, name)


def _original(record: SourceRecord, paths: Paths, line: int | None) -> list[Problem]:
    """What is wrong with an original that is here; that it is not here is no fault where a text is shipped."""
    path: Path | None = record.original_path(paths)
    if path is None or not path.is_file():
        return []
    name = paths.show(path)
    if record.sha256 is None:
        what = f"source '{record.id}' has an original but records no sha256 of it"
        return [Problem(paths.show(records_path(paths)), line, what, f"Add the sha256 of {name}")]
    try:
        text, sha256 = read_bytes(path, name)
    except ContentError as error:
        return error.problems
    return _against_record(record, text, sha256, name)


def _against_record(record: SourceRecord, text: str, sha256: str, name: str) -> list[Problem]:
    if wrong := wrong_hash(record, sha256, name):
        return [wrong]
    out = []
    for what, recorded, counted in (
        ("characters", record.characters, len(text)),
        ("paragraphs", record.paragraphs, count_paragraphs(text)),
    ):
        if recorded is not None and recorded != counted:
            said = f"has {counted} {what}, but the record of '{record.id}' says {recorded}"
            out.append(Problem(name, None, said, f"Correct `{what}` in sources.yaml"))
    return out
