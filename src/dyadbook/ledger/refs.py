"""What a fact can rest on, and how that is written: `kind:id`."""

from __future__ import annotations

from dyadbook.study.problems import nearest

KINDS = {
    "source": "source document",
    "statement": "statement of a source",
    "mention": "span found in a source",
    "claim": "claim by a source",
    "event": "event",
    "disagreement": "disagreement",
    "chronicle": "chronicle row",
    "observation": "observation",
    "series": "series row",
    "phase": "phase",
    "fact": "fact",
}


def parse(ref: str) -> tuple[str, str]:
    """Split a ref into kind and id; ValueError (one sentence) where it is none.

    >>> parse("event:2023-03-13-visit-edoras")
    ('event', '2023-03-13-visit-edoras')
    """
    kind, colon, ident = ref.partition(":")
    if not colon or not ident:
        raise ValueError(f"'{ref}' is not a ref")
    if kind not in KINDS:
        raise ValueError(f"'{ref}' is of an unknown kind ({nearest(kind, KINDS).rstrip('?.')})")
    return kind, ident


def row_ref(ident: str) -> str:
    """Return the ref of an id from a column that mixes chronicle rows (E031), observations (O012) and claims."""
    if ident[:1] == "E" and ident[1:].isdigit():
        return f"chronicle:{ident}"
    if ident[:1] == "O" and ident[1:].isdigit():
        return f"observation:{ident}"
    return f"claim:{ident}"
