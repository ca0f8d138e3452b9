"""What the tests of the content share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml


@pytest.fixture
def as_yaml(tmp_path: Path) -> Callable[..., Path]:
    """Write items to a YAML file of the given name and return it."""

    def write(name: str, *items: dict[str, object]) -> Path:
        file = tmp_path / name
        file.write_text(yaml.safe_dump(list(items)), encoding="utf-8")
        return file

    return write
