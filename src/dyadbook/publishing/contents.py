"""The table of contents: book/_toc.yml, with its phases repeated and its optional pages dropped where they are absent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from dyadbook.study.problems import ContentError, Problem

NAME = "book/_toc.yml"
PHASE = "{phase}"
SECTIONS = ("chapters", "sections")


def expand(
    toc: dict[str, Any], phases: Sequence[str], exists: Callable[[str], bool]
) -> tuple[dict[str, Any], list[str]]:
    """Return the contents as Jupyter Book reads them, and the optional pages that were left out.

    An entry whose file holds `{phase}` is repeated for each phase in order. An entry marked `optional: true` is left out
    where its file does not exist; ContentError names every other file that is missing.
    """
    left, missing = [], []

    def entries(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for item in items:
            for phase in phases if PHASE in str(item.get("file", "")) else ("",):
                one = {k: v for k, v in item.items() if k not in ("optional", *SECTIONS)}
                if "file" in one:
                    one["file"] = one["file"].replace(PHASE, phase)
                    if not exists(one["file"]):
                        (left if item.get("optional") else missing).append(one["file"])
                        continue
                for key in SECTIONS:
                    if key in item:
                        below = [dict(s, file=s["file"].replace(PHASE, phase or PHASE)) for s in item[key]]
                        if inner := list(entries(below)):
                            one[key] = inner
                yield one

    out = {k: v for k, v in toc.items() if k not in ("parts", "chapters")}
    if not exists(str(toc.get("root"))):
        missing.append(str(toc.get("root")))
    if "chapters" in toc:
        out["chapters"] = list(entries(toc["chapters"]))
    if "parts" in toc:
        parts = []
        for part in toc["parts"]:
            chapters = list(entries(part["chapters"]))
            if chapters:
                parts.append({**{k: v for k, v in part.items() if k != "chapters"}, "chapters": chapters})
        out["parts"] = parts
    if missing:
        raise ContentError(
            Problem(
                NAME, None, f"lists '{name}', which does not exist", "Write it, or mark it optional: true"
            )
            for name in missing
        )
    return out, left


def files(toc: dict[str, Any]) -> list[str]:
    """Return every file that expanded contents list, in reading order."""
    out = [toc["root"]]

    def walk(items: list[dict[str, Any]]) -> None:
        for item in items:
            if "file" in item:
                out.append(item["file"])
            for key in SECTIONS:
                walk(item.get(key, []))

    walk(toc.get("chapters", []))
    for part in toc.get("parts", []):
        walk(part["chapters"])
    return out
