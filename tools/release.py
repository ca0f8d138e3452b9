"""Write the whole site as one zip that opens by double click, with the network off."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from pathlib import Path

import book
import environment

LIMIT_MB = 25
OPEN_ME = """What ketamine does to the brain, version {version}

Unpack this folder first (opening files inside the zip does not work). Then double-click index.html:
the course opens in your browser. It needs no network, no installation and no account.

To share one progress between pages in Firefox and Safari, serve the folder instead:
    python -m http.server
and open http://127.0.0.1:8000/.

This course is education, not medical advice. Text and figures: CC BY 4.0. Code: MIT.
"""


def version() -> str:
    """Return the version that pyproject.toml gives."""
    text = (environment.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r'^version = "([^"]+)"', text, re.M)
    if not found:
        raise environment.Problem('pyproject.toml gives no version: add a line such as version = "0.1.0".')
    return found[1]


def pack(site: Path, target: Path, limit_mb: float = LIMIT_MB) -> Path:
    """Zip a built site into ``target``, in a folder of its own; raise Problem where it is over the limit."""
    name = target.stem
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(f"{name}/OPEN ME.txt", OPEN_ME.format(version=version()))
        for licence in ("LICENSE", "LICENSE-content"):
            archive.write(environment.ROOT / licence, f"{name}/{licence}.txt")
        for file in sorted(site.rglob("*")):
            if file.is_file():
                archive.write(file, f"{name}/{file.relative_to(site).as_posix()}")
    size_mb = target.stat().st_size / 1e6
    if size_mb > limit_mb:
        largest = max((file for file in site.rglob("*") if file.is_file()), key=lambda file: file.stat().st_size)
        target.unlink()
        raise environment.Problem(
            f"The zip would be {size_mb:.1f} MB, and the limit is {limit_mb:g} MB: make the site smaller; its largest "
            f"file is {largest.relative_to(site).as_posix()} ({largest.stat().st_size / 1e6:.1f} MB)."
        )
    return target


def main() -> None:
    """Build the site afresh, with warnings as errors, and zip it into dist/."""
    folder = Path(tempfile.mkdtemp(prefix="ketabrain-release-"))
    try:
        book.lattices()
        print("Building the pages", flush=True)
        site = book.build(folder, strict=True)
        zipped = pack(site, environment.ROOT / "dist" / f"ketamine-and-the-brain-{version()}.zip")
        print(f"{environment.shown(zipped)}: {zipped.stat().st_size / 1e6:.1f} MB. Unpack it and open index.html.")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
