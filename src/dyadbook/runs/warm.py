"""Kernels that start in a fifth of the time: forked from a process that has imported pandas and matplotlib already.

`WarmProvisioner` is a kernel provisioner of jupyter_client, the hook that is made for such things. Where a fork is not to be had
it starts stock kernels, and says so once.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

SWITCH = "DYADBOOK_KERNELS"  # set to `stock` to have every kernel started afresh
# What Python, the C library and the imported packages read once, when they start: kernels that differ in any of these
# cannot come from one process.
READ_AT_START = (
    "PYTHON",
    "LC_",
    "LANG",
    "LD_",
    "MPL",
    "OMP_",
    "OPENBLAS_",
    "MKL_",
    "NUMEXPR_",
    "IPYTHON",
    "JUPYTER",
)
PATIENCE = 60  # seconds that the imports may take on a slow disk
LOG = logging.getLogger("dyadbook.kernels")

_nurseries: dict[tuple[tuple[str, str], ...], Nursery | None] = {}
_lock = threading.Lock()


class Unavailable(Exception):
    """Forked kernels cannot be had here; the message says why."""


class Nursery:
    """This process's end of a process that bears kernels."""

    def __init__(self, environment: dict[str, str]):
        if not sys.platform.startswith("linux"):
            # macOS has fork, but its own libraries break in the child; Windows has none
            raise Unavailable(f"this system ({sys.platform}) cannot fork them safely")
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "dyadbook.runs.nursery", str(theirs.fileno())]
            # a session of its own: Ctrl-C in the terminal is for us, who then end it
            options: dict[str, Any] = {"pass_fds": [theirs.fileno()], "start_new_session": True}
            self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, **options)
        self.connection, self.lock = ours, threading.Lock()
        ours.settimeout(PATIENCE)
        try:
            if ours.recv(16) != b"ready\n":
                raise Unavailable("what they are forked from did not start")
        except OSError as error:
            raise Unavailable(f"what they are forked from did not start ({error})") from None

    def fork(self, argv: list[str], environment: dict[str, str], cwd: str) -> Forked:
        """Return a new kernel's process; Unavailable where the nursery is gone."""
        line = json.dumps({"argv": argv, "env": environment, "cwd": cwd}).encode() + b"\n"
        with self.lock:
            try:
                self.connection.sendall(line)
                answer, descriptors, _, _ = socket.recv_fds(self.connection, 32, 1)
            except OSError as error:
                raise Unavailable(f"what they are forked from has ended ({error})") from None
        if not answer or not descriptors:
            raise Unavailable("what they are forked from has ended")
        return Forked(int(answer), descriptors[0])

    def close(self) -> None:
        """End it, with every kernel that still lives."""
        self.connection.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
            return
        self.process.kill()
        self.process.wait()


class Forked:
    """A forked kernel, with as much of Popen as a provisioner uses. It is not our child: a pipe tells when it ends."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, alive: int):
        self.pid, self._alive, self.returncode = pid, alive, None

    def poll(self) -> int | None:
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        if self._look(timeout) is None:
            raise subprocess.TimeoutExpired(f"kernel {self.pid}", timeout or 0)
        return 0

    def _look(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._alive], [], [], timeout)[0]:
            os.close(self._alive)
            self.returncode = 0  # it has ended; how, its parent alone knows
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class WarmProvisioner(LocalProvisioner):
    """Starts a Python kernel by forking one, or as the stock provisioner does where that is not to be had."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        environment = {str(k): str(v) for k, v in (kwargs.get("env") or os.environ).items()}
        cwd = str(kwargs.get("cwd") or Path.cwd())
        nursery = nursery_for(environment) if is_python_kernel(cmd) else None
        if nursery is not None:
            try:
                forked: Any = nursery.fork(cmd[2:], environment, cwd)
            except Unavailable as error:
                forget(nursery, error)
            else:
                # the kernel makes itself the head of its own session
                self.process, self.pid, self.pgid, self.cwd = forked, forked.pid, forked.pid, cwd
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)


def is_python_kernel(cmd: list[str]) -> bool:
    """Tell whether a command starts this interpreter's own IPython kernel."""
    return cmd[:3] == [sys.executable, "-m", "ipykernel_launcher"]


def nursery_for(environment: dict[str, str]) -> Nursery | None:
    """Return the process to fork a kernel of this environment from, started where there is none; None for stock kernels."""
    if environment.get(SWITCH) == "stock":
        return None
    key = tuple(sorted((k, v) for k, v in environment.items() if k.startswith(READ_AT_START)))
    with _lock:
        if key not in _nurseries:
            try:
                _nurseries[key] = Nursery(environment)
            except Unavailable as error:
                LOG.warning("Kernels are started one by one, which takes longer: %s.", error)
                _nurseries[key] = None
        return _nurseries[key]


def forget(nursery: Nursery, why: Unavailable) -> None:
    """Use stock kernels from now on where a nursery is gone."""
    LOG.warning("Kernels are started one by one from here on, which takes longer: %s.", why)
    with _lock:
        for key, known in _nurseries.items():
            if known is nursery:
                _nurseries[key] = None
    nursery.close()


@atexit.register
def close_all() -> None:
    """End every process that kernels were forked from, and the kernels with it."""
    with _lock:
        for nursery in _nurseries.values():
            if nursery is not None:
                nursery.close()
        _nurseries.clear()
