"""Extracts from any number of files on a Dask cluster: the same function, the same order and bytes as in one process."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from dyadbook.extraction.stream import AHEAD, FileResult, Published, day_of, lines_of, read_dated
from dyadbook.study.problems import ArgumentError, ContentError

# what Dask prints, or host and port alone; a client that is given anything else leaves a traceback behind
ADDRESS = re.compile(r"(?:[a-z]+://)?[^\s/]+:\d+|inproc://\S+")
WAIT = 10  # seconds for a scheduler to answer
HOW = "install it with: pip install -e '.[cluster]'"


@cache
def fingerprint() -> str:
    """Return a hash of the extraction's code and rules: two machines with the same one give the same answer."""
    folder = Path(__file__).parent
    whole = hashlib.sha256()
    for file in sorted(f for f in folder.rglob("*") if f.suffix in (".py", ".yaml")):
        whole.update(file.relative_to(folder).as_posix().encode())
        whole.update(file.read_bytes())
    return whole.hexdigest()


def extract_on_cluster(
    paths: Iterable[Path], published: Published, gazetteer: Any, address: str
) -> Iterator[FileResult]:
    """Yield what each file yields, in the order of `paths`, computed by the workers of the scheduler at `address`.

    Files are read here and their texts sent, so that the workers need none of them; a few a thread are under way at a time. A
    file that cannot be read gives a FileResult with a problem. ArgumentError in one sentence where Dask is not installed,
    no scheduler answers, or a worker cannot give the same answer as this machine.
    """
    with _connected(address) as client:
        threads = _checked(client, address)
        # a gazetteer is the same for all: sent once to each worker
        shared = client.scatter(gazetteer, broadcast=True)
        waiting: deque[tuple[str, Any]] = deque()
        for path in paths:
            waiting.append((path.name, _sent(client, path, published, shared)))
            if len(waiting) >= threads * AHEAD:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise ArgumentError(f"--scheduler needs Dask, which is not installed here; {HOW}") from None
    if ADDRESS.fullmatch(address):
        try:
            return Client(address, timeout=WAIT, set_as_default=False)
        except OSError:
            pass
    raise ArgumentError(
        f"--scheduler: no Dask scheduler answers at '{address}'; start one with 'dask scheduler' and give the address "
        "that it prints, like tcp://127.0.0.1:8786"
    )


def _checked(client: Any, address: str) -> int:
    """Return the number of the workers' threads; ArgumentError where there is none, or one that would answer otherwise."""
    threads = client.nthreads()
    if not threads:
        raise ArgumentError(
            f"--scheduler: the scheduler at '{address}' has no worker; start one with: dask worker {address}"
        )
    # an error here is a worker without this package, which cannot even find the function
    theirs = client.run(fingerprint, on_error="return")
    if other := sorted(worker for worker, said in theirs.items() if said != fingerprint()):
        raise ArgumentError(
            f"--scheduler: {len(other)} of {len(theirs)} workers have another version of this package, or none "
            f"('{other[0]}' is the first); install the same one there"
        )
    return sum(threads.values())


def _sent(client: Any, path: Path, published: Published, gazetteer: Any) -> Any:
    """Send one file's text off; returns what will be its result, or its result where it cannot be read."""
    try:
        text, day = read_dated(path, day_of(path, published))
    except ContentError as error:
        return FileResult(path.name, problem=str(error))
    with warnings.catch_warnings():
        # a text of many megabytes is what this is for
        warnings.filterwarnings("ignore", message="Sending large graph", category=UserWarning)
        return client.submit(lines_of, text, day, gazetteer, path.name, pure=False)


def _result(name: str, made: Any) -> FileResult:
    if isinstance(made, FileResult):
        return made
    from distributed.scheduler import KilledWorker

    try:
        return FileResult(name, tuple(made.result()))
    except KilledWorker:
        return FileResult(name, problem=f"{name}: the workers that took it ended; give them more memory")
