"""The book's configuration: what book/_config.yml says, with what the study and its citation file add."""

from __future__ import annotations

from typing import Any

import yaml

from dyadbook.publishing import citation
from dyadbook.study.models import Study
from dyadbook.study.paths import Paths

EXTENSION = "dyadbook.publishing.extension"


def book_config(paths: Paths, study: Study, cff: dict[str, Any], run: str) -> dict[str, Any]:
    """Return the content of the assembled _config.yml."""
    config = yaml.safe_load((paths.book / "_config.yml").read_text(encoding="utf-8"))
    names = ", ".join(citation.authors(cff))
    config |= {"title": cff["title"], "author": names}
    # no year that comes from the clock: the one of release, else the one the study is complete to
    config["copyright"] = f"{citation.year(cff) or study.as_of.year}, {names}"
    sphinx = config.setdefault("sphinx", {})
    extensions = sphinx.setdefault("extra_extensions", [])
    if EXTENSION not in extensions:
        extensions.append(EXTENSION)
    settings = sphinx.setdefault("config", {})
    settings |= {"project": study.title, "version": citation.version(cff), "release": citation.version(cff)}
    return config
