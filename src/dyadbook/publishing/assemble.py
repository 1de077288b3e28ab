"""Bring a run and the book's prose together in one folder that Jupyter Book can build."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from dyadbook.ledger import Evidence, facts
from dyadbook.publishing import (
    baseline,
    changes,
    citation,
    contents,
    data_page,
    evidence_facts,
    evidence_folder,
    reference_pages,
    series_page,
    workings,
)
from dyadbook.publishing.bundle import FOLDER
from dyadbook.publishing.code_words import read_codes
from dyadbook.publishing.config import book_config
from dyadbook.publishing.evidence_pages import Writer
from dyadbook.runs.tables import run_tables
from dyadbook.sources.records import read_records
from dyadbook.sources.texts import Statement, parse_digest, parse_original
from dyadbook.study import dates
from dyadbook.study.load import load_study
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem

DEFAULT = "default"
PAGES = (".md", ".ipynb")


def assemble(paths: Paths, run_folder: Path) -> Path:
    """Write book/_run/<run>/ and return it: prose, executed notebooks, evidence pages, data, configuration.

    ContentError names file and remedy of what is missing or does not fit. The folder is made anew each time, and holds no
    path of this machine.
    """
    study = load_study(paths)
    cff = citation.read(paths.home / citation.NAME, paths.show(paths.home / citation.NAME))
    frames = read_tables(paths, run_folder)
    ledger = facts.read(run_folder / "ledger.json", paths.show(run_folder / "ledger.json"))
    statements = shown_statements(paths)
    evidence = Evidence(ledger, frames, statements, baseline.unread(read_records(paths), frames))
    if dangling := evidence.dangling():
        raise ContentError(dangling)
    target = paths.home / "book" / "_run" / run_folder.name
    fresh(target)
    origin = copy_prose(paths, target)
    notebooks, sources = copy_workings(run_folder, target, study, paths)
    origin |= sources
    writer = Writer(evidence, study, notebooks, read_codes(paths))
    (target / FOLDER).mkdir()
    baseline.write(paths, study, statements, run_folder, target / FOLDER)
    series = series_page.read_series(paths)
    writer.titles |= series_page.titles(series)
    offered = series_page.offer(paths, series, target / data_page.EXTRA / data_page.FOLDER)
    names = evidence_folder.write_evidence(
        writer,
        statements,
        target,
        evidence_facts.printed(target, run_folder),
        series,
        frozenset(path.stem for path in offered),
    )
    downloads = data_page.write(paths, run_folder, target, study)
    cff = citation.with_data(cff, study.as_of, downloads)
    citation.write(cff, target / data_page.EXTRA)
    reference_pages.write(paths, target)
    write_bundle(paths, run_folder, target, writer, cff, downloads)
    toc = yaml.safe_load((paths.book / "_toc.yml").read_text(encoding="utf-8"))
    toc = evidence_folder.evidence_entries(toc, names)
    if changes.write(paths, run_folder, target, citation.address(cff)):
        toc = changes.listed(toc)
    phases = [phase.id for phase in study.phases]
    expanded, left = contents.expand(toc, phases, lambda name: exists(target, name))
    dump(expanded, target / "_toc.yml")
    dump(book_config(paths, study, cff, run_folder.name), target / "_config.yml")
    drop_unlisted(target, contents.files(expanded), origin)
    write_json({"origin": origin, "left_out": left}, target / FOLDER / "assembled.json")
    return target


def read_tables(paths: Paths, run_folder: Path) -> dict[str, pd.DataFrame]:
    """Return the run's tables by name, the study's hand-coded ones among them; ContentError where the run has none."""
    frames = run_tables(paths, run_folder)
    if "sources" not in frames:
        name = paths.show(run_folder / "tables" / "sources.csv")
        raise ContentError([Problem(name, None, "is missing", "Run the notebooks first: dyadbook run")])
    return frames


def shown_statements(paths: Paths) -> list[Statement]:
    """Return the statements of every text that is shipped; an original that is not ours to show never is."""
    out: list[Statement] = []
    for record in read_records(paths).values():
        path = record.text_path(paths)
        if path is not None and path.is_file():
            parse = parse_digest if record.shipped == "digest" else parse_original
            out += parse(path.read_text(encoding="utf-8"), record.id)
    return out


def fresh(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def copy_prose(paths: Paths, target: Path) -> dict[str, str]:
    """Copy the generic pages, the study's chapters, the static files; return which file each page came from."""
    origin: dict[str, str] = {}
    skip = {"_run", "_build", "chapters"}
    for path in sorted(paths.book.iterdir()):
        if path.name in skip or path.name.startswith(".") or path.suffix == ".yml":
            continue
        if path.is_dir():
            shutil.copytree(path, target / path.name)
        else:
            shutil.copyfile(path, target / path.name)
    if paths.chapters.is_dir():
        shutil.copytree(paths.chapters, target / "chapters")
    for path in sorted(target.rglob("*")):
        if path.suffix in PAGES:
            name = path.relative_to(target).as_posix()
            # a study elsewhere has its own chapters
            home = paths.chapters.parent if name.startswith("chapters/") else paths.book
            origin[name] = paths.show(home / name)
    front = target / "chapters" / "index.md"
    if front.is_file():
        # the front page belongs to the study, its address to the book
        front.replace(target / "index.md")
        origin["index.md"] = origin.pop("chapters/index.md")
    return origin


def copy_workings(
    run_folder: Path, target: Path, study: Study, paths: Paths
) -> tuple[dict[str, str], dict[str, str]]:
    """Write every executed notebook as a page under workings/; return their titles, and which file each came from."""
    names = {phase.id: phase.name for phase in study.phases}
    titles: dict[str, str] = {}
    origin, problems = {}, []
    for path in sorted((run_folder / "notebooks").glob("*.ipynb")):
        try:
            titles[path.stem] = workings.write(path, target / "workings" / path.name, names)
        except ContentError as error:
            problems += error.problems
        origin[f"workings/{path.name}"] = paths.show(path)
    if problems:
        raise ContentError(problems)
    return titles, origin


def write_bundle(
    paths: Paths,
    run_folder: Path,
    target: Path,
    writer: Writer,
    cff: dict[str, Any],
    downloads: list[dict[str, Any]],
) -> None:
    """Write the folder that the Sphinx extension reads."""
    folder = target / FOLDER
    folder.mkdir(exist_ok=True)
    shutil.copyfile(run_folder / "ledger.json", folder / "ledger.json")
    for name in ("charts", "views"):
        if (run_folder / name).is_dir():
            shutil.copytree(run_folder / name, folder / name)
    write_json(writer.titles, folder / "refs.json")
    citing = json.loads(json.dumps(cff, default=str))  # YAML reads a date of release as a date
    book = {
        "run": run_folder.name,
        "title": cff["title"],
        "version": citation.version(cff),
        "authors": citation.authors(cff),
        "phases": [{"id": p.id, "name": p.name, "colour": p.colour} for p in writer.study.phases],
        "prelude": {"name": writer.study.prelude.name, "colour": writer.study.prelude.colour},
        "as_of": writer.study.as_of.isoformat(),
        "as_of_words": dates.show(writer.study.as_of.isoformat()),
        "year": citation.year(cff) or citation.NO_DATE,
        "data_version": citation.data_version(cff),
        "data_hash": cff["data"]["hash"],
        "url": citation.address(cff),
        "parameters": settings(run_folder),
        "citation": {
            "plain": citation.plain(cff),
            "short": citation.short(cff),
            "edition": citation.edition(cff),
            "cff": citing,
            "tables": [
                {k: t[k] for k in ("name", "title", "description", "path", "sha256")} for t in downloads
            ],
        },
    }
    write_json(book, folder / "book.json")


def settings(run_folder: Path) -> dict[str, Any]:
    """Return the parameters that the run was made with, as plain text and numbers."""
    path = run_folder / "parameters.yaml"
    raw = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else None
    return json.loads(json.dumps(raw or {}, default=str))


def exists(folder: Path, name: str) -> bool:
    return any((folder / f"{name}{suffix}").is_file() for suffix in ("", *PAGES))


def drop_unlisted(target: Path, listed: Sequence[str], origin: dict[str, str]) -> None:
    """Refuse prose that the contents do not list; a page must not drop out of the book in silence."""
    known = {name.removesuffix(".md").removesuffix(".ipynb") for name in listed}
    problems = []
    for path in sorted(target.rglob("*")):
        if path.suffix not in PAGES:
            continue
        name = path.relative_to(target).with_suffix("").as_posix()
        if name in known:
            continue
        if name.startswith(("evidence/", "workings/")):
            path.unlink()
            continue
        where = origin.get(path.relative_to(target).as_posix(), name)
        problems.append(
            Problem(where, None, "is not in the table of contents", f"List it in {contents.NAME}")
        )
    if problems:
        raise ContentError(problems)


def dump(value: dict[str, Any], path: Path) -> None:
    path.write_text(
        yaml.safe_dump(value, sort_keys=False, allow_unicode=True), encoding="utf-8", newline="\n"
    )


def write_json(value: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
