"""The whole book as one PDF: cover, contents with page numbers, bookmarks, running heads, tagged for those who listen."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from html import escape, unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from dyadbook.publishing import citation, contents
from dyadbook.publishing.assemble import assemble
from dyadbook.publishing.build import compile_book, environment, output_folder
from dyadbook.study import dates
from dyadbook.study.load import load_study
from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError

ARTICLE = re.compile(r"<article[^>]*>(.*?)</article>", re.DOTALL)
NARROW = re.compile(r'<div class="drawing narrow">.*?</svg></div>', re.DOTALL)
DROP = re.compile(
    r'<a class="headerlink".*?</a>|<a class="skip-chart".*?</a>|<button.*?</button>|<div class="filters".*?</div>'
    r'|<p class="cite-tools">.*?</p>|<script.*?</script>',
    re.DOTALL,
)
MORE = re.compile(r"<details><summary>(and \d+ more)</summary>.*?</details>", re.DOTALL)
DATA = re.compile(
    r'<details class="chart-data">(?P<heads>(?:(?!</details>).)*?)<tbody>(?P<rows>.*?)</tbody>.*?</details>',
    re.DOTALL,
)
FACT_ROW = re.compile(r'<tr class="entry"[^>]*\sid="(fact-[^"]+)"[^>]*>.*?</tr>', re.DOTALL)
DOCUMENT = re.compile(r'<span id="document-([^"]+)"></span>\s*(<section.*?<(h[1-6])>(.*?)</\3>)', re.DOTALL)
FILE = re.compile(r' href="(?![#"]|https?:|mailto:)([^"]+)"')
TAG = re.compile(r"<[^>]+>")
CONTENTS = "_toc-print.yml"
# of a chart's data that are printed: a longer table would bury the chapter, a wider one would be cut
MOST_ROWS, MOST_COLUMNS = 16, 9


def build_pdf(paths: Paths, run_folder: Path, *, progress: Callable[[str, int], None] | None = None) -> Path:
    """Write a run's book as one PDF; return its path, beside the folder of its pages.

    ContentError, in one sentence, where WeasyPrint or the system libraries it needs are missing.
    """
    need_weasyprint()
    say = progress or (lambda what, percent: None)
    say("assembling the book", 0)
    source = assemble(paths, run_folder)
    toc = yaml.safe_load((source / "_toc.yml").read_text(encoding="utf-8"))
    printed = print_contents(toc)
    shutil.rmtree(source / "workings", ignore_errors=True)
    (source / CONTENTS).write_text(yaml.safe_dump(printed, sort_keys=False), encoding="utf-8")
    cff = citation.read(paths.home / citation.NAME)
    study = load_study(paths)
    with tempfile.TemporaryDirectory() as folder:
        single = Path(folder) / "single"
        compile_book(paths, source, single, "singlehtml", say, contents=CONTENTS)
        say("setting the pages", 0)
        text = (single / "index.html").read_text(encoding="utf-8")
        page, sheet = single / "print.html", single / "print.css"
        page.write_text(print_page(text, cff, printed, dates.show(study.as_of.isoformat())), encoding="utf-8")
        sheet.write_text(
            font_faces() + (files(__package__) / "print.css").read_text(encoding="utf-8"), encoding="utf-8"
        )
        out = output_folder(paths, run_folder.name).parent / f"{study.id}.pdf"
        out.parent.mkdir(parents=True, exist_ok=True)
        part = out.with_name(out.name + ".part")
        command = [sys.executable, "-m", "dyadbook.publishing.typeset", str(page), str(sheet), str(part)]
        done = subprocess.run(command, env=environment(paths), capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise ContentError(f"WeasyPrint could not set the book: {last}")
        part.replace(out)
    return out


def need_weasyprint() -> None:
    """Raise ContentError, in one sentence, where WeasyPrint or what it needs is missing."""
    try:
        import weasyprint  # noqa: F401
    except ImportError:
        raise ContentError(
            "The PDF needs WeasyPrint: install the extra 'pdf', in the checkout with 'pip install --editable .[pdf]'."
        ) from None
    except OSError:
        raise ContentError(
            "The PDF needs the Pango library: on Debian 'apt install libpango-1.0-0 libpangoft2-1.0-0', on macOS 'brew install pango'."
        ) from None


def print_contents(toc: dict[str, Any]) -> dict[str, Any]:
    """Return the contents without the workings: code and its raw output are read where they can be run."""

    def walk(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        out = []
        for item in items:
            if str(item.get("file", "")).startswith("workings/"):
                continue
            item = {**item}
            for key in contents.SECTIONS:
                if key in item:
                    item[key] = walk(item[key])
                    if not item[key]:
                        del item[key]
            out.append(item)
        return out

    out = {**toc}
    if "chapters" in toc:
        out["parts"] = [{"chapters": walk(out.pop("chapters"))}]
    else:
        out["parts"] = [{**part, "chapters": walk(part["chapters"])} for part in toc["parts"]]
    out["parts"] = [part for part in out["parts"] if part["chapters"]]
    return out


def print_page(html: str, cff: dict[str, Any], toc: dict[str, Any], as_of: str) -> str:
    """Return the page that is printed: cover, contents, and the text without what only a screen can use."""
    found = ARTICLE.search(html)
    if found is None:
        raise ContentError("The one-page book has no article; the layout in book/_templates has changed.")
    body = DROP.sub("", NARROW.sub("", MORE.sub(r"\1 in the online book", found[1])))
    body = DATA.sub(short_data, body)
    # WeasyPrint gives the text of a drawing no font of its surroundings, and would take any that the machine has
    body = body.replace("font-family: inherit", "font-family: Book Sans")
    body = body.replace("<svg ", '<svg font-family="Book Sans" ')
    body = only_used(body)
    base = citation.address(cff).rstrip("/")
    # files beside the pages are not beside the PDF: their links lead to the published book, or nowhere
    body = FILE.sub(lambda m: f' href="{base}/{m[1]}"' if base else "", body)
    names = citation.authors(cff)
    meta = "".join(f'<meta name="author" content="{escape(name)}">' for name in names)
    about = " ".join(str(cff.get("abstract") or "").split())
    keywords = ", ".join(cff.get("keywords") or [])
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(str(cff["title"]))}</title>{meta}'
        f'<meta name="description" content="{escape(about)}"><meta name="keywords" content="{escape(keywords)}"></head>'
        f"<body>{cover(cff, names, as_of)}{contents_page(body, toc)}<main>{body}</main></body></html>"
    )


def short_data(match: re.Match[str]) -> str:
    """Return the data of a chart as they are, or, where the table is long or wide, where they can be read."""
    rows = match["rows"].count("<tr")
    if rows <= MOST_ROWS and match["heads"].count("<th ") <= MOST_COLUMNS:
        return match[0]
    return f'<p class="data-note">The data of this chart, {rows:,} rows, are in the online book.</p>'


def only_used(body: str) -> str:
    """Drop the facts that nothing in the printed book leads to: their notebooks and the online book list them all."""
    elsewhere = FACT_ROW.sub("", body)
    used = set(re.findall(r'href="#(fact-[^"]+)"', elsewhere))
    return FACT_ROW.sub(lambda m: m[0] if m[1] in used else "", body)


def cover(cff: dict[str, Any], names: list[str], as_of: str) -> str:
    title, colon, rest = str(cff["title"]).partition(": ")
    sub = f'<p class="cover-sub">{escape(rest[:1].upper() + rest[1:])}</p>' if colon else ""
    return (
        f'<section class="cover"><p class="cover-title">{escape(title)}</p>{sub}'
        f'<p class="cover-by">{escape(", ".join(names))}</p>'
        f'<p class="cover-version">Version {escape(citation.version(cff))}, data to {escape(as_of)}</p></section>'
    )


def contents_page(body: str, toc: dict[str, Any]) -> str:
    """Return the contents; the page numbers are the style sheet's work."""
    titles = {m[1]: unescape(TAG.sub("", m[4])).strip() for m in DOCUMENT.finditer(body)}
    lines = []
    for part in toc["parts"]:
        if part.get("caption"):
            lines.append(f'<li class="part">{escape(part["caption"])}</li>')
        for item in part["chapters"]:
            lines += entry(item, titles)
    note = "The workings, the executed notebooks behind each chapter, are in the online book and in the run's folder."
    return (
        f'<nav class="print-toc"><p class="toc-title">Contents</p><ol>{"".join(lines)}</ol>'
        f'<p class="toc-note">{note}</p></nav>'
    )


def entry(item: dict[str, Any], titles: dict[str, str], depth: int = 1) -> list[str]:
    name = item.get("file", "")
    out = []
    if name in titles:
        link = f'<a href="#document-{escape(name)}">{escape(titles[name])}</a>'
        out.append(f'<li class="depth-{depth}">{link}</li>')
    for key in contents.SECTIONS:
        for below in item.get(key, []):
            out += entry(below, titles, depth + 1)
    return out


def font_faces() -> str:
    """Return the fonts that matplotlib carries, so that the PDF is the same on every machine."""
    import matplotlib

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    faces = []
    for family, name in (
        ("Book Serif", "DejaVuSerif"),
        ("Book Sans", "DejaVuSans"),
        ("Book Mono", "DejaVuSansMono"),
    ):
        slanted = "Italic" if name == "DejaVuSerif" else "Oblique"
        kinds = (("normal", "normal", ""), ("bold", "normal", "-Bold"), ("normal", "italic", f"-{slanted}"))
        for weight, style, suffix in (*kinds, ("bold", "italic", f"-Bold{slanted}")):
            url = (folder / f"{name}{suffix}.ttf").as_uri()
            faces.append(
                f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; src: url("{url}"); }}\n'
            )
    return "".join(faces)
