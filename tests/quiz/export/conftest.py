"""What a format writes for a question of each kind."""

from __future__ import annotations

import pytest
from tests.quiz.export import made
from tests.quiz.export.made import Written


@pytest.fixture
def plain(request: pytest.FixtureRequest) -> Written:
    """Return a question of each kind in the format that the test module names in FORMAT."""
    return made.written(request.module.FORMAT)


@pytest.fixture
def hostile(request: pytest.FixtureRequest) -> Written:
    """Return the same questions, full of signs that mean something to someone."""
    return made.written(request.module.FORMAT, made.HOSTILE)
