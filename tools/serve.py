"""Serve the built course on this machine and print its address.

python tools/serve.py [folder] [--port 8000]
"""

from __future__ import annotations

import argparse
import errno
import os
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import environment

FIRST_PORT = 8000
TRIES = 20
TAKEN = (errno.EADDRINUSE, errno.EACCES)


class Handler(SimpleHTTPRequestHandler):
    """Send files with the types that browsers insist on, whatever this system's own table says."""

    extensions_map: ClassVar = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".json": "application/json",
        ".webmanifest": "application/manifest+json",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
    }

    def end_headers(self) -> None:
        """Ask browsers to check for a newer file each time, because this is where authors look at changes."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *arguments: object) -> None:
        """Stay quiet about requests."""


class Server(ThreadingHTTPServer):
    """A server that never shares its port with another program (Windows would let it)."""

    allow_reuse_address = os.name != "nt"
    daemon_threads = True

    def handle_error(self, *arguments: object) -> None:
        """Stay quiet about browsers that hang up."""


def bind(folder: Path, port: int | None = None) -> Server:
    """Return a server of the folder on the port asked for, or on the first free one from 8000 on.

    Raise Problem where the port asked for is taken.
    """
    handler = partial(Handler, directory=str(folder))
    ports = [*range(FIRST_PORT, FIRST_PORT + TRIES), 0] if port is None else [port]
    for candidate in ports:
        try:
            return Server(("127.0.0.1", candidate), handler)
        except OSError as problem:
            if problem.errno not in TAKEN:
                raise
    raise environment.Problem(f"Port {port} is taken by another program: leave --port away, or name another one.")


def serve(folder: Path, port: int | None = None) -> None:
    """Serve until Ctrl+C."""
    if not (folder / "index.html").exists():
        raise environment.Problem(
            f"There is no built course in {environment.shown(folder)}: build it with 'make book'."
        )
    with bind(folder, port) as server:
        if port is None and server.server_port != FIRST_PORT:
            print(f"Port {FIRST_PORT} is taken, so the course is on {server.server_port}.")
        print(f"\nThe course is at http://127.0.0.1:{server.server_port}/   (Ctrl+C stops it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("\nStopped.")


def main() -> None:
    """Read the command line and serve."""
    reader = argparse.ArgumentParser(description="Serve the built course on this machine.")
    reader.add_argument("folder", nargs="?", type=Path, default=environment.ROOT / "_build" / "html")
    reader.add_argument("--port", type=int, help="this port and no other (default: the first free one from 8000 on)")
    given = reader.parse_args()
    serve(given.folder, given.port)


if __name__ == "__main__":
    main()
