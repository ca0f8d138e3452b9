"""A JupyterLab of our own on a free port: no token, no news, no settings but its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

START_S = 60
# What asks other hosts: news, and the list of extensions.
SILENCED = ("@jupyterlab/apputils-extension:announcements", "@jupyterlab/extensionmanager-extension")


class NoLab(RuntimeError):
    """JupyterLab did not start; ends with its last words."""


def notebook(*sources: str) -> dict[str, Any]:
    """Return a notebook with a code cell for each source."""
    cells = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
        for i, source in enumerate(sources)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings(folder: Path) -> dict[str, str]:
    """Return the environment that keeps the user's own settings out, and write ours."""
    config = folder / "config"
    (config / "labconfig").mkdir(parents=True)
    page = {"disabledExtensions": dict.fromkeys(SILENCED, True)}
    (config / "labconfig" / "page_config.json").write_text(json.dumps(page))
    places = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime", "JUPYTERLAB_SETTINGS_DIR": "settings",
              "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "IPYTHONDIR": "ipython"}  # fmt: skip
    return {**os.environ, **{name: str(folder / place) for name, place in places.items()}}


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Run JupyterLab on ``folder / "work"`` and give its address; raise NoLab where it does not start."""
    (folder / "work").mkdir(parents=True)
    port = free_port()
    options = {
        "ServerApp.port": port, "ServerApp.port_retries": 0, "ServerApp.root_dir": folder / "work",
        "IdentityProvider.token": "", "ServerApp.allow_root": True, "LabApp.expose_app_in_browser": True,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }  # fmt: skip
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", *(f"--{k}={v}" for k, v in options.items())]
    log = folder / "jupyterlab.log"
    with log.open("w") as said:
        server = subprocess.Popen(command, env=settings(folder), stdout=said, stderr=said)
        try:
            wait(server, f"http://127.0.0.1:{port}/api/status", log)
            yield f"http://127.0.0.1:{port}/lab"
        finally:
            server.terminate()
            server.wait(20)


def wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + START_S
    while time.monotonic() < end and server.poll() is None:
        try:
            urlopen(address, timeout=5).close()
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise NoLab(f"JupyterLab did not start: {log.read_text()[-800:]}")
