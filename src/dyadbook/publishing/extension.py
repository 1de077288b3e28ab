"""The Sphinx extension of the book: roles, directives, and the pages' heads. Reads the folder `_dyadbook`."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from dyadbook import __version__
from dyadbook.publishing import changes, directives, head, nodes, roles


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything (called by Sphinx)."""
    nodes.setup(app)
    roles.setup(app)
    directives.setup(app)
    changes.setup(app)
    head.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
