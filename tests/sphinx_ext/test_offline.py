"""The list of files to keep, the version of a build, and the service worker."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from ketabrain.sphinx_ext import offline


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a tiny finished site."""
    (tmp_path / "_static" / "ketabrain").mkdir(parents=True)
    (tmp_path / "index.html").write_text("<p>Start</p>" * 100)
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "a.html").write_text("<p>A</p>")
    (tmp_path / "objects.inv").write_bytes(b"inventory")
    return tmp_path


def listing(site: Path) -> dict:
    """Read both files as the browser does."""
    folder = site / "_static" / "ketabrain"
    values = (
        json.loads((folder / name).read_text().partition("=")[2].rstrip(";\n")) for name in ("site.js", "site-files.js")
    )
    return {**next(values), "files": next(values)}


def test_the_list_names_every_file_with_its_compressed_size(site: Path) -> None:
    offline.write(site)
    found = listing(site)
    assert {"index.html", "book/a.html"} <= set(found["files"])
    left = {"objects.inv", "sw.js", "_static/ketabrain/site.js", "_static/ketabrain/site-files.js"}
    assert not left & set(found["files"]) and found["count"] == len(found["files"])
    sizes = dict(offline.files(site))
    assert sizes["index.html"] == len(gzip.compress(b"<p>Start</p>" * 100, 6, mtime=0))
    assert found["bytes"] == sum(sizes[name] for name in found["files"])


def test_a_change_anywhere_makes_a_new_version(site: Path) -> None:
    offline.write(site)
    first = listing(site)["version"]
    offline.write(site)
    assert listing(site)["version"] == first
    (site / "book" / "a.html").write_text("<p>B</p>")
    offline.write(site)
    assert listing(site)["version"] != first


def test_the_worker_carries_the_version_of_its_build(site: Path) -> None:
    offline.write(site)
    worker = (site / "sw.js").read_text()
    assert f'"ketabrain-{listing(site)["version"]}"' in worker
    assert "@VERSION@" not in worker


def test_the_manifest_points_to_files_that_are_there(site: Path) -> None:
    offline.write(site)
    manifest = json.loads((site / "site.webmanifest").read_text())
    assert (site / manifest["start_url"]).exists()
    assert all((site / icon["src"]).exists() for icon in manifest["icons"])
    assert {"site.webmanifest", "icon.svg"} <= set(listing(site)["files"])
