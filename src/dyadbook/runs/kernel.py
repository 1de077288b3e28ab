"""The kernel that runs execute notebooks in: this interpreter, whatever the home folder holds."""

from __future__ import annotations

import os
import sys
import uuid
from pathlib import Path
from typing import Any
from weakref import WeakSet

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import Dict, Unicode, default
from traitlets.config import Config

from dyadbook.runs.warm import WarmProvisioner

RUNNING: WeakSet[StudyKernel] = WeakSet()


class ThisInterpreter(KernelSpecManager):
    """Answers every kernel name with this Python.

    A kernel called python3 in somebody's home folder may belong to another environment, and an empty home folder has
    none at all; a run must not depend on either.
    """

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")


class StudyKernel(AsyncKernelManager):
    """A kernel with its own working folder and environment."""

    folder = Unicode(help="working folder of the kernel").tag(config=True)
    environment = Dict(help="environment variables beyond those of this process").tag(config=True)

    @default("kernel_spec_manager")
    def _this_interpreter(self) -> KernelSpecManager:
        return ThisInterpreter(parent=self)

    async def start_kernel(self, **options: Any) -> None:
        environment = {**os.environ, **self.environment}
        if self.provisioner is None:
            # ready before jupyter_client looks for the stock one, so that no entry point has to be installed
            ident = self.kernel_id or str(uuid.uuid4())
            self.provisioner = WarmProvisioner(kernel_id=ident, kernel_spec=self.kernel_spec, parent=self)
        await super().start_kernel(**{"env": environment, "cwd": self.folder or None, **options})
        RUNNING.add(self)


def kill_all() -> None:
    """End every kernel that this process has running, at once."""
    for manager in list(RUNNING):
        process = getattr(manager.provisioner, "process", None)
        if process is not None and process.poll() is None:
            process.kill()


def options(folder: str, scratch: str, environment: dict[str, str]) -> dict[str, Any]:
    """Return what `papermill.execute_notebook` passes on to its engine.

    `scratch` is a folder of this kernel alone: sockets of kernels that share one get their messages mixed. Its path is
    kept short, since a socket's path may hold about a hundred characters.
    """
    settings: dict[str, Any] = {
        "folder": folder,
        "environment": environment,
        "connection_file": str(Path(scratch) / "k.json"),
    }
    if sys.platform != "win32":
        # Sockets in a folder that only this user can open; ipykernel warns about plain TCP, and rightly.
        settings["transport"] = "ipc"
    return {
        "kernel_manager_class": StudyKernel,
        "config": Config({"StudyKernel": settings}),
        # The notebook is finished by then; waiting for a polite goodbye costs a third of a second each.
        "shutdown_kernel": "immediate",
    }
