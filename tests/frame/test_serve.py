"""The course's own server: types, ports, words."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import environment
import pytest
import serve

TYPES = {
    "index.html": "text/html",
    "a.js": "text/javascript",
    "a.css": "text/css",
    "a.json": "application/json",
    "site.webmanifest": "application/manifest+json",
    "icon.svg": "image/svg+xml",
}


@pytest.fixture
def taken() -> Iterator[int]:
    """Hold a port and give its number."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write one file of each type."""
    for name in TYPES:
        (tmp_path / name).write_text("x")
    return tmp_path


def test_files_come_with_the_types_that_browsers_insist_on(site: Path) -> None:
    with serve.bind(site, 0) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        for name, kind in TYPES.items():
            with urlopen(f"http://127.0.0.1:{server.server_port}/{name}") as answer:
                assert answer.headers.get_content_type() == kind, name
        server.shutdown()
        thread.join()


def test_taken_port_gives_the_next(site: Path, taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "FIRST_PORT", taken)
    with serve.bind(site) as server:
        assert server.server_port != taken


def test_taken_port_that_was_asked_for_is_named(site: Path, taken: int) -> None:
    with pytest.raises(environment.Problem, match=f"Port {taken} is taken by another program"):
        serve.bind(site, taken)


def test_folder_without_a_course_is_named(tmp_path: Path) -> None:
    with pytest.raises(environment.Problem, match=r"There is no built course in .*: build it with 'make book'"):
        serve.serve(tmp_path)
