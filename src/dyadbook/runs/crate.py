"""ro-crate-metadata.json: what ran in a run, with which parameters, on which inputs, by which versions, with which results.

The form is the Process Run Crate profile (https://w3id.org/ro/wfrun/process/0.5) of RO-Crate 1.1: one CreateAction a notebook. The
times of day stand in this file and in `.times.json` alone: whatever is hashed or compared holds none.
"""

from __future__ import annotations

import datetime as dt
import json
import mimetypes
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dyadbook import __version__
from dyadbook.runs import manifest, plan, record
from dyadbook.runs.datapackage import LICENSE
from dyadbook.study.models import Study
from dyadbook.study.parameters import Parameters

NAME = "ro-crate-metadata.json"
TIMES = ".times.json"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
CRATE = "https://w3id.org/ro/crate/1.1"
CONTEXT = [f"{CRATE}/context", "https://w3id.org/ro/terms/workflow-run/context"]
MEDIA = {
    ".ipynb": "application/x-ipynb+json",
    ".yaml": "application/yaml",
    ".svg": "image/svg+xml",
    ".csv": "text/csv",
}

Entity = dict[str, Any]


def write(run: Path, study: Study, parameters: Parameters, seconds: Mapping[str, float]) -> Path:
    """Describe a finished run; `seconds` says how long each task took that ran just now, the others keep their times.

    A run in which nothing ran keeps its crate byte for byte.
    """
    times = _times(run, seconds)
    graph = describe(run, study, parameters, times)
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"
    _put(run / TIMES, json.dumps(times, indent=1) + "\n")
    _put(run / NAME, text)
    return run / NAME


def _times(run: Path, seconds: Mapping[str, float]) -> dict[str, list[str]]:
    """Return start and end of every task: of one that ran now from its record's own time, of another as noted before."""
    try:
        times: dict[str, list[str]] = json.loads((run / TIMES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        times = {}
    for task, took in seconds.items():
        end = dt.datetime.fromtimestamp(record.record_file(run, task).stat().st_mtime, dt.UTC)
        times[task] = [_moment(end - dt.timedelta(seconds=took)), _moment(end)]
    return dict(sorted(times.items()))


def _moment(when: dt.datetime) -> str:
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")


def describe(run: Path, study: Study, parameters: Parameters, times: Mapping[str, list[str]]) -> list[Entity]:
    """Return the entities of the crate: descriptor, root, profile, software, one action a task, inputs, parameters, results."""
    tasks = plan.tasks((p.id, p.name) for p in parameters.phases(study))
    records = {task.name: found for task in tasks if (found := record.read(run, task.name))}
    results = manifest.results(run)
    shared: dict[str, Entity] = {}
    actions = [
        _action(task, records[task.name], times.get(task.name), results, shared)
        for task in tasks
        if task.name in records
    ]
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": {"@id": PROFILE},
        "name": f"{study.title}: run {run.name}",
        "description": f"Tables, charts, executed notebooks and recorded facts of one run of the study '{study.id}'.",
        "datePublished": max((end for _, end in times.values()), default=study.as_of.isoformat())[:10],
        "license": {"@id": LICENSE["path"]},
        "hasPart": _refs(results),
        "mentions": _refs(a["@id"] for a in actions),
    }
    return [
        {"@id": NAME, "@type": "CreativeWork", "conformsTo": {"@id": CRATE}, "about": {"@id": "./"}},
        root,
        {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        {"@id": LICENSE["path"], "@type": "CreativeWork", "name": LICENSE["title"]},
        {
            "@id": "#dyadbook",
            "@type": "SoftwareApplication",
            "name": "dyadbook",
            "softwareVersion": __version__,
        },
        *actions,
        *(shared[name] for name in sorted(shared)),
        *(_file(run / name, name, sha) for name, sha in results.items()),
    ]


def _action(
    task: plan.Task,
    made: Mapping[str, Any],
    times: list[str] | None,
    results: Mapping[str, str],
    shared: dict[str, Entity],
) -> Entity:
    """Return the action of one task; what it refers to and others may share goes into `shared`."""
    objects, needs, program = [], [{"@id": "#dyadbook"}], f"#notebooks/{task.notebook}"
    for key, value in made["inputs"].items():
        kind, _, name = key.partition(" ")
        if kind == "table":
            objects.append(f"tables/{name}.csv")
        elif kind == "seeds":
            ident = f"#seeds/{name}"
            shared[ident] = {"@id": ident, "@type": "CreativeWork", "name": f"seeds/{name}", "sha256": value}
            objects.append(ident)
        elif kind == "parameter":
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            ident = f"#parameter-{name}" + (f"-{text}" if name in task.extra else "")
            shared[ident] = {"@id": ident, "@type": "PropertyValue", "name": name, "value": text}
            objects.append(ident)
        elif kind == "version":
            ident = f"#software-{name.lower()}"
            shared[ident] = {
                "@id": ident,
                "@type": "SoftwareApplication",
                "name": name,
                "softwareVersion": value,
            }
            needs.append({"@id": ident})
        elif kind == "notebook":
            shared[program] = {
                "@id": program,
                "@type": "SoftwareSourceCode",
                "name": f"notebooks/{name}",
                "programmingLanguage": "Python",
                "sha256": value,
            }
    shared[program]["softwareRequirements"] = needs
    made_files = [name for name in made["products"] if name in results]
    out: Entity = {
        "@id": f"#run-{task.name}",
        "@type": "CreateAction",
        "name": f"Run of {task.notebook}: {task.title}",
        "instrument": {"@id": program},
        "object": _refs(objects),
        "result": _refs(made_files),
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }
    if times:
        out |= {"startTime": times[0], "endTime": times[1]}
    return out


def _refs(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"@id": name} for name in names]


def _file(file: Path, name: str, sha: str) -> Entity:
    kind = MEDIA.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    size = str(file.stat().st_size)
    return {
        "@id": name,
        "@type": "File",
        "name": file.name,
        "encodingFormat": kind,
        "contentSize": size,
        "sha256": sha,
    }


def _put(file: Path, text: str) -> None:
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return
    part = file.with_name(file.name + ".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(file)
