"""The page's scripts share one object, so that two of them may not give it the same name: the later would win."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

WEB = Path(__file__).parents[2] / "src" / "ketabrain" / "web"
GIVEN = re.compile(r"^\s*kb\.(\w+) = ", re.M)


def test_no_two_scripts_give_the_same_name() -> None:
    files = {file.name: set(GIVEN.findall(file.read_text(encoding="utf-8"))) for file in WEB.glob("*.js")}
    count = Counter(name for names in files.values() for name in names)
    twice = {name: [file for file, names in files.items() if name in names] for name in count if count[name] > 1}
    assert len(count) > 30 and twice == {}
