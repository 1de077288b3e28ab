"""One link of the chain from a printed fact to what it rests on, as text and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Link:
    """One link of a chain. `details` are label and value; `rests_on` the next links; `again` marks one shown before."""

    ref: str
    title: str
    details: tuple[tuple[str, str], ...] = ()
    rests_on: tuple[Link, ...] = ()
    again: bool = False

    def record(self) -> dict[str, Any]:
        """Return the chain as plain data for JSON."""
        out: dict[str, Any] = {"ref": self.ref, "title": self.title, **dict(self.details)}
        if self.rests_on:
            out["rests_on"] = [link.record() for link in self.rests_on]
        return out

    def lines(self, depth: int = 0, most: int | None = None) -> Iterator[str]:
        """Yield the chain as indented text; of what one link rests on at most `most` links, then a count."""
        pad = "  " * depth
        yield f"{pad}{self.ref}  {self.title}" + ("  (see above)" if self.again else "")
        if not self.again:
            for label, value in self.details:
                yield f"{pad}    {label}: {value}"
            for link in self.rests_on[:most]:
                yield from link.lines(depth + 1, most)
            if most is not None and len(self.rests_on) > most:
                yield f"{pad}  and {len(self.rests_on) - most} more"
