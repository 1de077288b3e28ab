"""seeds/headlines.yaml: the findings that a study leads with, each to be asked again under other boundaries and without each source."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from dyadbook.study.paths import Paths
from dyadbook.study.problems import ContentError, Problem, nearest
from dyadbook.study.reading import line_of_value, read_model, read_text

FILE = "headlines.yaml"
WITHIN = 0.2  # a fifth of a value: what moves less than that tells the same story


class Headline(BaseModel):
    """One headline: the id of a fact, and the share of its value by which it may move and still count as the same."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fact: str
    within: float = Field(WITHIN, ge=0, le=1)


class Headlines(BaseModel):
    """All headlines of a study, in the order in which the book shows them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    headlines: tuple[Headline, ...]


def read_headlines(paths: Paths) -> tuple[Headline, ...]:
    """Return the headlines of a study; none where it declares none."""
    file = paths.seeds / FILE
    return read_model(file, paths.show(file), Headlines).headlines if file.is_file() else ()


def chosen(paths: Paths, known: Iterable[str]) -> tuple[Headline, ...]:
    """Return the headlines; ContentError with file and line for one that is none of the `known` findings, or is there twice."""
    headlines, known = read_headlines(paths), list(known)
    file, out = paths.seeds / FILE, []
    for number, one in enumerate(headlines):
        twice = any(h.fact == one.fact for h in headlines[:number])
        if one.fact in known and not twice:
            continue
        name = paths.show(file)
        line = line_of_value(read_text(file, name), one.fact)
        what = "is there twice" if twice else "is no finding that can be asked again"
        out.append(
            Problem(name, line, f"'{one.fact}' {what}", "Name it once" if twice else nearest(one.fact, known))
        )
    if out:
        raise ContentError(out)
    return headlines
