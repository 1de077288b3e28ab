"""A process that has imported what notebooks import, and forks a kernel of itself whenever it is asked to.

Run as `python -m dyadbook.runs.nursery FD`, where FD is a socket. A request is a line of JSON with `argv`, `env` and `cwd`; the
answer is the pid of the new kernel together with a pipe that stays open as long as the kernel lives. When the other end of the
socket is gone, every kernel is killed and the process ends: nothing can outlive whoever asked.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import random
import select
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any, NoReturn

# Imported, never called: a kernel must find these modules as a fresh interpreter would, only sooner.
WARM = (
    "numpy",
    "pandas",
    "matplotlib.figure",
    "matplotlib.backends.backend_svg",
    "matplotlib.style",
    "IPython",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "dyadbook.charts",
    "dyadbook.extraction.extract",
    "dyadbook.runs.basis",
    "dyadbook.runs.display",
    "dyadbook.runs.robustness",
    "dyadbook.runs.workspace",
)


def serve(connection: socket.socket) -> None:
    """Answer requests until the other end is gone."""
    kernels: set[int] = set()
    waiting = b""
    while True:
        ready, _, _ = select.select([connection], [], [], 0.5)
        reap(kernels)
        if not ready:
            continue
        piece = connection.recv(1 << 16)
        if not piece:
            break
        waiting += piece
        while b"\n" in waiting:
            line, _, waiting = waiting.partition(b"\n")
            kernels.add(bear(json.loads(line), connection))
    for pid in kernels:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def reap(kernels: set[int]) -> None:
    """Take note of kernels that have ended, so that none stays a zombie."""
    while kernels:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        kernels.discard(pid)


def bear(request: dict[str, Any], connection: socket.socket) -> int:
    """Fork one kernel and answer with its pid and the pipe that tells when it ends."""
    alive, held = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(alive)
        connection.close()
        become_kernel(request)
    os.close(held)
    with contextlib.suppress(OSError):
        socket.send_fds(connection, [b"%d\n" % pid], [alive])
    os.close(alive)
    return pid


def become_kernel(request: dict[str, Any]) -> NoReturn:
    """Take on the environment, folder and arguments of the kernel asked for, and be it; never returns.

    What a fresh interpreter would draw from the system's entropy is drawn anew: two kernels must not share random numbers.
    """
    code = 1
    try:
        os.setsid()
        os.environ.clear()
        os.environ.update(request["env"])
        os.environ["JPY_PARENT_PID"] = str(os.getppid())
        time.tzset()
        os.chdir(request["cwd"])
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        random.seed()
        if numpy := sys.modules.get("numpy"):
            numpy.random.seed()
        sys.argv = list(request["argv"])
        from ipykernel.kernelapp import IPKernelApp

        # given, since the class read the environment when it was imported
        IPKernelApp.launch_instance(parent_handle=os.getppid())
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        # no exit handlers: those of the process that was forked are not this kernel's
        os._exit(code)


def main() -> None:
    connection = socket.socket(fileno=int(sys.argv[1]))
    # as ipykernel's own launcher does: the folder of the caller is no place to import from
    if sys.path and sys.path[0] in ("", str(Path.cwd())):
        del sys.path[0]
    for name in WARM:
        __import__(name)
    if threading.active_count() > 1:
        # a fork copies one thread only; whoever asks falls back to stock kernels when this end closes
        return
    connection.sendall(b"ready\n")
    gc.collect()
    gc.freeze()  # what is shared stays shared: the collector would touch every page
    serve(connection)


if __name__ == "__main__":
    main()
