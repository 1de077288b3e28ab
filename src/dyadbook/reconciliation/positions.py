"""A dispute and its positions, before they become rows of the table of disagreements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dyadbook.study.models import slug


@dataclass(frozen=True)
class Position:
    """One value, the sources that hold it, the claims or chronicle rows it rests on, and its distance from the headline."""

    value: str
    sources: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    difference: str = ""


@dataclass(frozen=True)
class Dispute:
    """Positions that cannot all hold; the first is the headline, by `rule`."""

    about: str
    event: str | None
    attribute: str
    positions: tuple[Position, ...]
    rule: str
    name: str = ""  # what the id is made of where there is no event
    also: tuple[str, ...] = ()  # further events that the dispute is about

    @property
    def id(self) -> str:
        return slug(f"{self.event or self.name} {self.attribute}")


def rows_of(dispute: Dispute) -> Iterable[dict]:
    """Return one row a position, shaped for the table `disagreements`; the headline comes first."""
    for number, position in enumerate(dispute.positions, start=1):
        yield {
            "id": dispute.id,
            "position": number,
            "about": dispute.about,
            "event": dispute.event,
            "attribute": dispute.attribute,
            "value": position.value,
            "sources": position.sources,
            "claims": position.claims,
            "headline": number == 1,
            "rule": dispute.rule,
            "difference": position.difference or None,
        }


def days_apart(days: int) -> str:
    """Return a distance in days in words, signed by direction.

    >>> days_apart(-1)
    '1 day earlier'
    """
    unit = "day" if abs(days) == 1 else "days"
    return f"{abs(days)} {unit} {'later' if days > 0 else 'earlier'}" if days else ""
