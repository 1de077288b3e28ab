"""`dyadbook evidence`: from a fact down to what it rests on, and from evidence up to the facts that rest on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from dyadbook.cli.options import StudyDir

if TYPE_CHECKING:
    from dyadbook.ledger import Ledger

MOST = 10  # so many of a kind are printed; --json prints all

Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="Id of a fact, event, row (E001, O001), statement or source; or a ref such as event:ID.",
    ),
]
Run = Annotated[str, typer.Option("--name", metavar="RUN", help="The run to look in.")]
Json = Annotated[bool, typer.Option("--json", help="Print the whole chain as JSON.")]


def evidence(ident: Id, name: Run = "default", as_json: Json = False, study: StudyDir = None) -> None:
    """Print what a fact, event or row rests on (rule, rows, statements, sources, hashes), and which facts rest on it."""
    from dyadbook import ledger
    from dyadbook.cli.options import open_study
    from dyadbook.ledger import Evidence
    from dyadbook.runs import folders
    from dyadbook.runs.tables import run_tables, statements
    from dyadbook.study.problems import ContentError

    paths, read = open_study(study)
    folder = folders.run_folder(paths, name)
    if not (folder / "ledger.json").is_file():
        how = "dyadbook run" if name == folders.DEFAULT else f"dyadbook run --name {name} -p ..."
        raise ContentError(f"The run '{name}' has no ledger yet; make it with '{how}'.")
    facts = ledger.read(folder / "ledger.json", paths.show(folder / "ledger.json"))
    evidence = Evidence(facts, run_tables(paths, folder), statements(paths, read, folder))
    ref = evidence.named(ident)
    chain, above = evidence.chain(ref), evidence.facts_on(ref)
    if as_json:
        print(json.dumps(chain.record() | {"facts": above}, ensure_ascii=False, indent=1))
        return
    print("\n".join([*chain.lines(most=MOST), *resting(above, facts)]))


def resting(above: list[str], facts: Ledger) -> list[str]:
    """Return the facts that rest on something as lines: the first few, then how many more."""
    if not above:
        return []
    lines = ["", f"facts that rest on it: {len(above)}"]
    lines += [f"  fact:{ident}  {facts[ident].says or facts[ident].text}" for ident in above[:MOST]]
    if len(above) > MOST:
        lines.append(f"  and {len(above) - MOST} more (--json lists them all)")
    return lines
