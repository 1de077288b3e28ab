"""A study of two sources that was made up for these tests: a digest, and a document that may be shipped whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from dyadbook.study.models import Study
from dyadbook.study.paths import Paths

DIGEST = """---
source: herald
---

## ¶ 1

The herald wrote in Minas Tirith on 3 May 2010.

## ¶ 3

Gondor and Arnor signed 4 scrolls in Annuminas on 2 May 2010 (Prancing Pony Post, 3 May 2010).
The scrolls are worth 20 million crowns, according to the herald.
"""
LETTER = "To the king of Arnor\n\nBeacons were lit on 7 June 2011. Gondor asked for aid.\n"
ORIGINAL = "Scrolls!\n\nnot the same words at all\n\nfour of them\n"


def make_record(source: str, text: str, **changes: object) -> dict[str, object]:
    """A complete record whose hash and lengths fit `text`."""
    return {
        "id": source,
        "file": f"{source}-original.txt",
        "title": f"Tidings of the {source}",
        "publisher": "Prancing Pony Post",
        "published": "2010-05",
        "published_known_by": "The seal gives the month.",
        "anchor": "2010-05-03",
        "stance": "Fond of Gondor.",
        "rights": "The scribes' own.",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "characters": len(text),
        "paragraphs": sum(bool(line.strip()) for line in text.split("\n")),
        "shipped": "digest",
    } | changes


def write_records(paths: Paths, *records: dict[str, object]) -> None:
    (paths.seeds / "sources.yaml").write_text(
        yaml.safe_dump({"sources": list(records)}, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )


@pytest.fixture
def record() -> Callable[..., dict[str, object]]:
    """Make a record for a text: `record("herald", original, anchor=...)`."""
    return make_record


@pytest.fixture
def herald(small: Paths) -> Callable[..., Paths]:
    """Write sources.yaml anew with the one record of `herald`, some of its fields changed."""

    def rewrite(**changes: object) -> Paths:
        write_records(small, make_record("herald", ORIGINAL, **changes))
        return small

    return rewrite


@pytest.fixture
def small_study() -> Study:
    return Study.model_validate(
        {
            "id": "gondor-arnor",
            "title": "Gondor and Arnor",
            "dyad": ["GON", "ARN"],
            "span": "2000/2020",
            "as_of": "2020-12-31",
            "actors": [
                {"id": "GON", "name": "Gondor", "demonyms": ["Gondorian"], "metonyms": ["Minas Tirith"]},
                {"id": "ARN", "name": "Arnor", "metonyms": ["Annuminas"]},
            ],
            "publishers": [{"name": "The Prancing Pony Post", "aliases": ["Prancing Pony Post"]}],
            "phases": [
                {
                    "id": "beacons",
                    "name": "Beacons",
                    "start": "2001-01-01",
                    "rule": "First beacon",
                    "rests_on": ["E001"],
                    "colour": "#112233",
                }
            ],
        }
    )


@pytest.fixture
def small(tmp_path: Path) -> Paths:
    """Seeds with the digest of `herald` and the document `letter`; no original is there."""
    paths = Paths(root=tmp_path, seeds=tmp_path / "seeds")
    paths.originals.mkdir(parents=True)
    paths.texts.mkdir()
    (paths.texts / "herald.md").write_text(DIGEST, encoding="utf-8")
    (paths.texts / "letter.txt").write_text(LETTER, encoding="utf-8")
    write_records(
        paths,
        make_record("herald", ORIGINAL),
        make_record("letter", LETTER, shipped="document", published="2011", anchor="2011-06-08"),
    )
    return paths
