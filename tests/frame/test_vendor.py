"""Scripts by others: their versions, sums and licence are written beside them, and are true."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

VENDOR = Path(__file__).parents[2] / "src" / "ketabrain" / "web" / "vendor"
ROW = re.compile(r"^\| ([\w.-]+\.js) \| .* \| ([\d.]+) \| MIT, ([\w.-]+) \| ([0-9a-f]{64}) \|$", re.M)
ROWS = ROW.findall((VENDOR / "README.md").read_text(encoding="utf-8"))


def test_every_script_has_its_row() -> None:
    assert {row[0] for row in ROWS} == {file.name for file in VENDOR.glob("*.js")}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_row_is_true(row: tuple[str, str, str, str]) -> None:
    name, version, licence, digest = row
    data = (VENDOR / name).read_bytes()
    assert hashlib.sha256(data).hexdigest() == digest
    assert re.search(rb'( v|\bversion ?= ?")' + re.escape(version).encode() + rb"\b", data)
    if name.startswith("plotly"):
        assert version == get_plotlyjs_version()
    assert "MIT" in (VENDOR / licence).read_text(encoding="utf-8")
