"""Every form in which the book is cited, made from one hand-written file, CITATION.cff."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from dyadbook.study.problems import ContentError, Problem

NAME = "CITATION.cff"
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
    """Return a citation key: first word of the first author that is no article, year, first long word of the title."""
    first = [w for w in re.findall(r"[a-z]+", authors(cff)[0].lower()) if w not in ("the", "a", "an")]
    word = next((w for w in re.findall(r"[a-z]+", str(cff["title"]).lower()) if len(w) > 3), "book")
    return f"{first[0] if first else 'book'}{year(cff)}{word}"


def short(cff: dict[str, Any]) -> str:
    """Return the citation without an address."""
    who = ", ".join(authors(cff)) + (f" ({year(cff)})." if year(cff) else ".")
    return f"{who} {cff['title']}. Version {version(cff)}."


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
        "year": year(cff),
        "version": version(cff),
        "url": address(cff),
        "doi": str(cff.get("doi") or ""),
    }  # fmt: skip
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@book{{{key(cff)},", *lines, "}"]) + "\n"


def ris(cff: dict[str, Any]) -> str:
    lines = ["TY  - BOOK", *(f"AU  - {a}" for a in authors(cff)), f"TI  - {cff['title']}"]
    for tag, value in (("PY", year(cff)), ("ET", version(cff)), ("UR", address(cff)), ("DO", cff.get("doi"))):
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
    item["version"] = version(cff)
    if released := str(cff.get("date-released") or ""):
        item["issued"] = {"date-parts": [[int(part) for part in released.split("-")]]}
    if address(cff):
        item["URL"] = address(cff)
    if cff.get("doi"):
        item["DOI"] = cff["doi"]
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def tags(cff: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the Highwire tags, one a name, authors repeated."""
    out = [("citation_title", str(cff["title"]))]
    out += [("citation_author", author) for author in authors(cff)]
    optional = {
        "citation_publication_date": str(cff.get("date-released") or "").replace("-", "/"),
        "citation_public_url": address(cff),
        "citation_doi": str(cff.get("doi") or ""),
        "citation_language": "en",
    }
    return out + [(name, value) for name, value in optional.items() if value]


def json_ld(cff: dict[str, Any], tables: list[dict[str, Any]]) -> dict[str, Any]:
    """Return schema.org's description: a Book with a Dataset for each table (`name`, `title`, `path`, `hash`, ...)."""
    kind = {True: "Organization", False: "Person"}
    people = [
        {"@type": kind["name" in p], "name": a} for a, p in zip(authors(cff), cff["authors"], strict=True)
    ]
    book: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Book",
        "name": cff["title"],
        "author": people,
        "bookEdition": version(cff),
        "inLanguage": "en",
        "isAccessibleForFree": True,
    }
    terms = LICENCES.get(licence(cff), licence(cff))
    optional = {
        "datePublished": str(cff.get("date-released") or ""),
        "url": address(cff),
        "identifier": str(cff.get("doi") or ""),
        "license": terms,
        "abstract": " ".join(str(cff.get("abstract") or "").split()),
        "keywords": ", ".join(cff.get("keywords") or []),
    }
    book |= {name: value for name, value in optional.items() if value}
    book["hasPart"] = [
        {
            "@type": "Dataset",
            "name": f"{cff['title']}: {table['title']}",
            "description": table["description"],
            "creator": people,
            "version": version(cff),
            **({"license": terms} if terms else {}),
            "distribution": {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": f"{address(cff).rstrip('/')}/{table['path']}"
                if address(cff)
                else table["path"],
                "sha256": table["sha256"],
            },
        }
        for table in tables
    ]
    return book


def write(cff: dict[str, Any], folder: Path) -> list[str]:
    """Write the downloads; return their names."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"citation.bib": bibtex(cff), "citation.ris": ris(cff), "citation.json": csl(cff)}
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    return sorted(texts)
