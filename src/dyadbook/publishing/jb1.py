"""All that is specific to Jupyter Book 1: its configuration, its contents, its build. Runs as a process of its own.

    python -m dyadbook.publishing.jb1 SOURCE OUTPUT [--builder html|singlehtml] [--contents FILE]

Jupyter Book's own command fixes the output folder's shape and loads extensions that ask other hosts for scripts, so its
configuration is taken from its API and handed to Sphinx here.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

# They put scripts on every page that the book does not use; thebe's comes from a foreign host.
DROPPED = {"sphinx_thebe", "sphinx_comments", "sphinx_togglebutton", "sphinx.ext.intersphinx"}


def sphinx_config(source: Path, contents: str = "_toc.yml") -> dict[str, Any]:
    """Return the Sphinx configuration that Jupyter Book makes of _config.yml, without what needs other hosts."""
    from jupyter_book.config import get_final_config

    config, _ = get_final_config(
        user_yaml=source / "_config.yml",
        cli_config={"latex_individualpages": False},
        sourcedir=source,
        raise_on_invalid=True,
    )
    config["extensions"] = [name for name in config["extensions"] if name not in DROPPED]
    for name in ("comments_config", "use_jupyterbook_latex", "use_multitoc_numbering"):
        config.pop(name, None)
    # the theme reads no launch buttons, and hashes of its own assets stay
    config["html_theme_options"].pop("launch_buttons", None)
    # rglob hands files out in the order of the file system; our scripts wait until the page stands
    config["html_css_files"] = sorted(set(config.get("html_css_files", [])))
    config["html_js_files"] = [
        (name, {"defer": "defer"}) for name in sorted(set(config.get("html_js_files", [])))
    ]
    return config | {"nitpicky": True, "external_toc_path": str(source / contents)}


def build(source: Path, output: Path, builder: str = "html", contents: str = "_toc.yml") -> int:
    """Build from nothing; warnings go to standard error as `file:line: WARNING: ...`. Returns 0, or 1 where one was given."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    config = sphinx_config(source, contents)
    with tempfile.TemporaryDirectory() as doctrees, patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            srcdir=str(source),
            confdir=None,
            outdir=str(output),
            doctreedir=doctrees,
            buildername=builder,
            confoverrides=config,
            status=sys.stdout,
            warning=sys.stderr,
            freshenv=True,
            warningiserror=True,
            keep_going=True,
        )
        app.build(force_all=True)
        return app.statuscode


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="dyadbook.publishing.jb1")
    parser.add_argument("source", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--builder", choices=("html", "singlehtml"), default="html")
    parser.add_argument("--contents", default="_toc.yml", help="name of the file that lists the pages")
    args = parser.parse_args(arguments)
    return build(args.source.resolve(), args.output.resolve(), args.builder, args.contents)


if __name__ == "__main__":
    sys.exit(main())
