"""What search engines and reference managers read in a page's head: Highwire tags, and schema.org's Book, Chapter, Dataset."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dyadbook.publishing import citation

CONTEXT = "https://schema.org"


def tags(cff: dict[str, Any], page: str = "", title: str = "") -> list[tuple[str, str]]:
    """Return the Highwire tags of the book, or of one of its pages; authors repeated, an address only where one is set."""
    whole = str(cff["title"])
    out = [("citation_title", title or whole)]
    if title:
        out.append(("citation_inbook_title", whole))
    out += [("citation_author", author) for author in citation.authors(cff)]
    base = citation.address(cff).rstrip("/")
    optional = {
        "citation_publication_date": str(cff.get("date-released") or "").replace("-", "/"),
        "citation_language": citation.LANGUAGE,
        "citation_public_url": f"{base}/{page}" if base else "",
        "citation_doi": str(cff.get("doi") or ""),
    }
    return out + [(name, value) for name, value in optional.items() if value]


def people(cff: dict[str, Any]) -> list[dict[str, str]]:
    """Return the authors: a collective is an organisation."""
    kind = {True: "Organization", False: "Person"}
    named = zip(citation.authors(cff), cff["authors"], strict=True)
    return [{"@type": kind["name" in person], "name": name} for name, person in named]


def licence(cff: dict[str, Any]) -> dict[str, str]:
    name = citation.licence(cff)
    return {"license": citation.LICENCES.get(name, name)} if name else {}


def book(cff: dict[str, Any], tables: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    """Return schema.org's description: a Book with a Dataset for each table (`name`, `title`, `path`, `sha256`, ...)."""
    out: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Book",
        "name": cff["title"],
        "author": people(cff),
        "bookEdition": citation.version(cff),
        "version": citation.version(cff),
        "inLanguage": citation.LANGUAGE,
        "isAccessibleForFree": True,
        **licence(cff),
    }
    optional = {
        "datePublished": str(cff.get("date-released") or ""),
        "url": citation.address(cff),
        "identifier": str(cff.get("doi") or ""),
        "abstract": " ".join(str(cff.get("abstract") or "").split()),
        "keywords": ", ".join(cff.get("keywords") or []),
    }
    out |= {name: value for name, value in optional.items() if value}
    return out | {"hasPart": [dataset(cff, table) for table in tables]}


def dataset(cff: dict[str, Any], table: dict[str, Any], up: str = "") -> dict[str, Any]:
    """Return the description of one table with its hash; `up` leads from the page to the root of the book."""
    base = citation.address(cff).rstrip("/")
    data = citation.data_version(cff)
    return {
        "@type": "Dataset",
        "name": f"{cff['title']}: {table['title']}",
        "description": table["description"],
        "creator": people(cff),
        "version": data or citation.version(cff),
        **licence(cff),
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": f"{base}/{table['path']}" if base else f"{up}{table['path']}",
            "sha256": table["sha256"],
        },
    }


def chapter(cff: dict[str, Any], page: str, title: str) -> dict[str, Any]:
    """Return the description of one page of the book."""
    base = citation.address(cff).rstrip("/")
    whole = {"@type": "Book", "name": cff["title"], "version": citation.version(cff), "author": people(cff)}
    out = {"@context": CONTEXT, "@type": "Chapter", "name": title, "author": people(cff)}
    out |= {"version": citation.version(cff), "inLanguage": citation.LANGUAGE, "isPartOf": whole}
    return out | ({"url": f"{base}/{page}"} if base else {})


def described(cff: dict[str, Any], tables: list[dict[str, Any]], page: str) -> list[dict[str, Any]]:
    """Return the datasets that a page is about: all of them on the page of the data, else the table that the page shows."""
    name = page.removeprefix("evidence/")
    about = tables if name == "data" else [t for t in tables if t["name"] == name and page != name]
    return [{"@context": CONTEXT, **dataset(cff, table, "../" * page.count("/"))} for table in about]
