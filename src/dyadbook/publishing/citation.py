"""Every form in which the book is cited, made from one hand-written file, CITATION.cff."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from dyadbook.study import dates
from dyadbook.study.problems import ContentError, Problem

NAME = "CITATION.cff"
SAME = ("title", "authors", "version")  # of the book and of the software that makes it
NO_DATE = "n.d."
PREFIX = 12  # so many characters of a hash are enough to tell versions apart
LANGUAGE = "en"
LICENCES = {
    "MIT": "https://opensource.org/license/mit",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def read(path: Path, name: str = NAME) -> dict[str, Any]:
    """Read CITATION.cff; ContentError where it lacks what a citation needs."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(
            [Problem(name, None, "is missing", "Write one: title, authors, version, date-released")]
        ) from None
    except yaml.YAMLError as error:
        raise ContentError([Problem(name, None, f"is not valid YAML: {error}", "Mend the syntax")]) from None
    if preferred := (raw or {}).get("preferred-citation"):
        differ = [k for k in SAME if preferred.get(k) != raw.get(k)]
        if differ:
            what = f"gives another {' and another '.join(differ)} in preferred-citation"
            raise ContentError([Problem(name, None, what, "Write the same in both places")])
    missing = [key for key in ("title", "authors", "version") if not (raw or {}).get(key)]
    if missing:
        raise ContentError([Problem(name, None, f"has no {' and no '.join(missing)}", "Add it")])
    return raw


def authors(cff: dict[str, Any]) -> list[str]:
    """Return the authors' names in order: a collective's name, or given and family name."""
    out = []
    for person in cff["authors"]:
        full = " ".join(
            str(person[k]) for k in ("given-names", "name-particle", "family-names") if person.get(k)
        )
        out.append(str(person.get("name") or full))
    return out


def year(cff: dict[str, Any]) -> str:
    """Return the year of release, empty where none is given."""
    return str(cff.get("date-released") or "")[:4]


def with_data(cff: dict[str, Any], as_of: dt.date, tables: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return what is cited with the version of its data: the day it is complete to, and a hash of the tables.

    The hash begins that of `sha256sum *.csv | sha256sum` in the book's folder `data/`. It is no date of publication: a book
    that was never released has none.
    """
    files = sorted((table["path"].rpartition("/")[2], table["sha256"]) for table in tables)
    listed = "".join(f"{digest}  {file}\n" for file, digest in files)
    digest = hashlib.sha256(listed.encode()).hexdigest()[:PREFIX]
    return cff | {"data": {"as_of": as_of.isoformat(), "hash": digest}}


def data_version(cff: dict[str, Any]) -> str:
    """Return day and hash of the data as one version (`2026-03-31+0a1b2c3d4e5f`), empty where no data is at hand."""
    data = cff.get("data") or {}
    return f"{data['as_of']}+{data['hash']}" if data else ""


def data_words(cff: dict[str, Any]) -> str:
    """Return the version of the data as a citation says it."""
    data = cff.get("data") or {}
    return f"data to {dates.show(data['as_of'])}, {data['hash']}" if data else ""


def version(cff: dict[str, Any]) -> str:
    return str(cff["version"])


def address(cff: dict[str, Any]) -> str:
    return str(cff.get("url") or "")


def licence(cff: dict[str, Any]) -> str:
    """Return the licence of the text: of several, the one made for text."""
    given = cff.get("license")
    named = [given] if isinstance(given, str) else list(given or [])
    return next((n for n in named if n.startswith("CC")), named[0] if named else "")


def key(cff: dict[str, Any]) -> str:
    """Return a citation key: first word of the first author that is no article, year, first long word of the title.

    >>> key({"title": "Gondor and Arnor", "authors": [{"name": "The Gondor book"}]})
    'gondor-arnor-nd'
    """
    first = [w for w in re.findall(r"[a-z]+", authors(cff)[0].lower()) if w not in ("the", "a", "an")]
    name = first[0] if first else "book"
    words = [w for w in re.findall(r"[a-z]+", str(cff["title"]).lower()) if len(w) > 3 and w != name]
    word = words[0] if words else "book"
    return f"{name}{year(cff)}{word}" if year(cff) else f"{name}-{word}-nd"


def short(cff: dict[str, Any]) -> str:
    """Return the citation without an address."""
    who = f"{', '.join(authors(cff))} ({year(cff) or NO_DATE})."
    return f"{who} {cff['title']}. {edition(cff)}."


def edition(cff: dict[str, Any]) -> str:
    """Return which version of text and data is cited: `Version 0.1.0, data to 31 March 2026, 0a1b2c3d4e5f`."""
    return ", ".join(filter(None, [f"Version {version(cff)}", data_words(cff)]))


def plain(cff: dict[str, Any]) -> str:
    """Return the citation as a sentence that can be pasted into a text."""
    parts = [short(cff)]
    if cff.get("doi"):
        parts.append(f"https://doi.org/{cff['doi']}")
    elif address(cff):
        parts.append(address(cff))
    return " ".join(parts)


def bibtex(cff: dict[str, Any]) -> str:
    fields = {
        # double braces: a collective is one name
        "author": " and ".join("{" + a + "}" if "name" in p else a for a, p in zip(authors(cff), cff["authors"], strict=True)),
        "title": "{" + str(cff["title"]) + "}",
        "year": year(cff) or NO_DATE,
        "version": version(cff),
        "note": edition(cff),
        "langid": "english",
        "url": address(cff),
        "doi": str(cff.get("doi") or ""),
    }  # fmt: skip
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@book{{{key(cff)},", *lines, "}"]) + "\n"


def ris(cff: dict[str, Any]) -> str:
    lines = ["TY  - BOOK", *(f"AU  - {a}" for a in authors(cff)), f"TI  - {cff['title']}"]
    values = {"PY": year(cff), "ET": version(cff), "N1": edition(cff), "LA": LANGUAGE}
    values |= {"UR": address(cff), "DO": str(cff.get("doi") or "")}
    for tag, value in values.items():
        if value:
            lines.append(f"{tag}  - {value}")
    # RIS asks for CR LF
    return "\r\n".join([*lines, "ER  - "]) + "\r\n"


def csl(cff: dict[str, Any]) -> str:
    people: list[dict[str, str]] = []
    for person in cff["authors"]:
        names = {"family": person.get("family-names"), "given": person.get("given-names")}
        people.append(
            {"literal": person["name"]} if "name" in person else {k: v for k, v in names.items() if v}
        )
    item: dict[str, Any] = {"id": key(cff), "type": "book", "title": cff["title"], "author": people}
    item |= {"version": version(cff), "note": edition(cff), "language": LANGUAGE}
    if released := str(cff.get("date-released") or ""):
        item["issued"] = {"date-parts": [[int(part) for part in released.split("-")]]}
    if address(cff):
        item["URL"] = address(cff)
    if cff.get("doi"):
        item["DOI"] = cff["doi"]
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def write(cff: dict[str, Any], folder: Path) -> list[str]:
    """Write the downloads; return their names."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"citation.bib": bibtex(cff), "citation.ris": ris(cff), "citation.json": csl(cff)}
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    return sorted(texts)
