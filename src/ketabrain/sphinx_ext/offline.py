"""What a phone needs to keep the course: the service worker, the list of files with sizes, the manifest."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from pathlib import Path

from sphinx.application import Sphinx

WEB = Path(__file__).parents[1] / "web"
LEFT_OUT = {"sw.js", "site.js", "site-files.js", "objects.inv"}


def files(site: Path) -> list[tuple[str, int]]:
    """Return every file of the site with its compressed size [bytes]."""
    found = []
    for file in sorted(site.rglob("*")):
        if file.is_file() and file.name not in LEFT_OUT:
            found.append((file.relative_to(site).as_posix(), compressed_size(file.read_bytes())))
    return found


def compressed_size(content: bytes) -> int:
    """Return what a server sends for a file [bytes]."""
    return len(gzip.compress(content, 6, mtime=0))


def version(site: Path, names: list[str]) -> str:
    """Return a hash of the whole site."""
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.encode() + (site / name).read_bytes())
    return digest.hexdigest()[:12]


def write(site: Path) -> None:
    """Write ``sw.js``, the manifest, what pages say of the whole (``site.js``) and the list of files."""
    shutil.copy(WEB / "site.webmanifest", site / "site.webmanifest")
    shutil.copy(WEB / "icon.svg", site / "icon.svg")
    listed = files(site)
    names = [name for name, _ in listed]
    mark = version(site, names)
    worker = (WEB / "sw.js").read_text(encoding="utf-8").replace("@VERSION@", mark)
    (site / "sw.js").write_text(worker, encoding="utf-8")
    whole = {"version": mark, "bytes": sum(size for _, size in listed), "count": len(listed)}
    ours = site / "_static" / "ketabrain"
    (ours / "site.js").write_text(f"ketabrain.site={json.dumps(whole)};\n", encoding="utf-8")
    (ours / "site-files.js").write_text(f"ketabrain.siteFiles={json.dumps(names)};\n", encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_js_file("ketabrain/offline.js", loading_method="defer")
    app.add_js_file("ketabrain/progress.js", loading_method="defer")
