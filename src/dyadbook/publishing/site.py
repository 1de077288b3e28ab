"""A finished book made ready for any static host: what no page uses removed, redirects, a page for wrong addresses, one zip."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

import yaml

from dyadbook.publishing.pages_check import CSS_URL, foreign
from dyadbook.study.problems import ContentError, Problem
from dyadbook.study.reading import line_of

REDIRECTS = "book/redirects.yaml"

ADDRESS = re.compile(r'(?:src|href)="([^"#?]+)')
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold: two zips of one book are the same bytes


def trim(folder: Path) -> int:
    """Delete the static files that no page and no style sheet uses; return how many bytes that saved."""
    static = folder / "_static"
    if not static.is_dir():
        return 0
    used: set[Path] = set()
    for page in folder.rglob("*.html"):
        if static not in page.parents:
            text = page.read_text(encoding="utf-8")
            used |= {(page.parent / url).resolve() for url in ADDRESS.findall(text) if not foreign(url)}
    for sheet in [path for path in used if path.suffix == ".css" and path.is_file()]:
        for match in CSS_URL.finditer(sheet.read_text(encoding="utf-8")):
            used.add((sheet.parent / (match["url"] or match["imported"])).resolve())
    saved = 0
    for path in sorted(static.rglob("*"), reverse=True):
        if path.is_file() and path.resolve() not in used:
            saved += path.stat().st_size
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    (folder / ".buildinfo").unlink(missing_ok=True)
    return saved


def read_redirects(path: Path, name: str = REDIRECTS) -> dict[str, str]:
    """Read the list of moved pages, each `from` an old address `to` a new one; without the file none has moved.

    ContentError with file and line for every entry that is no such pair, leaves the book, or is there twice.
    """
    if not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8")
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise ContentError([Problem(name, line, "is not valid YAML", "Mend the syntax")]) from None
    if raw is not None and not isinstance(raw, list):
        raise ContentError([Problem(name, 1, "is no list", "Write '- from: OLD.html' and 'to: NEW.html'")])
    out: dict[str, str] = {}
    wrong = []
    for number, entry in enumerate(raw or []):
        line = line_of(text, (number,))
        if not (
            isinstance(entry, dict)
            and set(entry) == {"from", "to"}
            and all(isinstance(v, str) and v for v in entry.values())
        ):
            wrong.append(
                Problem(
                    name, line, "is no redirect", "Write '- from: OLD.html' and below it '  to: NEW.html'"
                )
            )
            continue
        old, new = entry["from"], entry["to"]
        for address in (old, new):
            if address.startswith("/") or ".." in address.split("/") or "\\" in address or foreign(address):
                wrong.append(
                    Problem(
                        name,
                        line,
                        f"'{address}' leaves the book",
                        "Write it from the book's root, as a/b.html",
                    )
                )
        if not old.endswith(".html"):
            wrong.append(Problem(name, line, f"'{old}' is no page", "A page that moved ends in .html"))
        if old in out:
            wrong.append(Problem(name, line, f"'{old}' moves twice", "Keep one of the two"))
        out[old] = new
    if wrong:
        raise ContentError(wrong)
    return out


def make_site(
    html: Path, target: Path, base: str = "", redirects: Mapping[str, str] | None = None
) -> tuple[Path, Path]:
    """Copy a finished book to `target`, ready to be served, and zip it beside; return folder and zip.

    `base` is the address at which it will stand; without one there is no sitemap, since that needs whole addresses.
    `redirects` map an old page to the new one, both relative to the root. ValueError where a redirect leads nowhere or
    would overwrite a page.
    """
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(html, target)
    (target / ".nojekyll").touch()  # forge pages else hide every folder that begins with an underscore
    for old, new in (redirects or {}).items():
        page = target / old
        if page.exists():
            raise ValueError(f"the redirect from '{old}' would overwrite a page of that name")
        if not (target / new.partition("#")[0]).is_file():
            raise ValueError(f"the redirect from '{old}' leads to '{new}', which is not there")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(moved("../" * old.count("/") + new), encoding="utf-8", newline="\n")
    (target / "404.html").write_text(not_found(base), encoding="utf-8", newline="\n")
    if base:
        (target / "sitemap.xml").write_text(sitemap(target, base), encoding="utf-8", newline="\n")
    archive = target.with_name(target.name + ".zip")
    write_zip(target, archive)
    return target, archive


def moved(address: str) -> str:
    to = escape(address, quote=True)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Moved</title>'
        f'<meta http-equiv="refresh" content="0; url={to}"><link rel="canonical" href="{to}"></head>'
        f'<body><main><h1>Moved</h1><p>This page is now <a href="{to}">here</a>.</p></main></body></html>\n'
    )


def not_found(base: str) -> str:
    """Return the page for wrong addresses; it can be shown at any depth, so it uses no file of the book."""
    home = escape((base.rstrip("/") if base else "") + "/", quote=True)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>No such page</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        '<body style="font: 1.1rem/1.6 Georgia, serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem">'
        "<main><h1>No such page</h1><p>The book has no page at this address. "
        f'Begin at the <a href="{home}">front page</a>.</p></main></body></html>\n'
    )


def sitemap(folder: Path, base: str) -> str:
    pages = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.html"))
    pages = [p for p in pages if p not in ("404.html", "search.html", "genindex.html")]
    lines = [f"  <url><loc>{escape(base.rstrip('/'))}/{escape(page)}</loc></url>" for page in pages]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    )
    return "\n".join([head, *lines, "</urlset>"]) + "\n"


def write_zip(folder: Path, archive: Path) -> None:
    """Zip a folder so that the same files give the same bytes."""
    part = archive.with_name(archive.name + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            info = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            out.writestr(info, path.read_bytes())
    part.replace(archive)
