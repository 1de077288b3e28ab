"""`dyadbook evidence`: from a printed fact down to what it rests on."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from dyadbook.cli.options import StudyDir

FactId = Annotated[
    str, typer.Argument(metavar="FACT_ID", help="Id of a fact, or any ref such as event:2023-03-13-visit.")
]
Run = Annotated[str, typer.Option("--name", metavar="RUN", help="The run to look in.")]
Json = Annotated[bool, typer.Option("--json", help="Print the chain as JSON.")]


def evidence(fact_id: FactId, name: Run = "default", as_json: Json = False, study: StudyDir = None) -> None:
    """Print what a fact rests on: rule, rows, statements, sources, hashes."""
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
    chain = Evidence(facts, run_tables(paths, folder), statements(paths, read, folder)).chain(fact_id)
    print(json.dumps(chain.record(), ensure_ascii=False, indent=1) if as_json else "\n".join(chain.lines()))
