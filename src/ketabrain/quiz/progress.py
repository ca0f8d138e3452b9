"""A learner in a notebook: reviews of all chapters, and a file that keeps their progress.

``learner("my-progress.json")`` reads the file if it is there. What is answered is written back at once, in the format
that the site's "Today's review" saves and loads.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ketabrain.quiz.learner_view import LearnerView

FORMAT = 2  # of web/progress_file.js
FORGETS = (
    "This machine is Binder's. It forgets everything once you close it, or leave it alone for some minutes: save your "
    "progress to your own device before you go."
)


@dataclass(frozen=True)
class Review:
    """One answer: ``grade`` is 1 (not known), 2 (right, but a guess) or 3 (right), ``sure`` in percent or None."""

    question: str
    when: datetime
    grade: int
    sure: int | None


class Learner:
    """What ``learner()`` returns. Each method gives a view to show as the last line of a cell."""

    def __init__(self, file: Path | str) -> None:
        self.file = Path(file)
        self.progress, self.told = read(self.file)
        if self.told and self.file.exists():
            self.file = free_name(self.file)
        if on_binder():
            self.told.append(FORGETS)

    def __repr__(self) -> str:
        return "\n".join([f"Your progress is kept in {self.file.name}.", *self.told])

    def review(self) -> LearnerView:
        """Show today's questions."""
        return self._view("review")

    def placement(self) -> LearnerView:
        """Show a few questions that find where in the course to start."""
        return self._view("placement")

    def mastery(self) -> LearnerView:
        """Show what you know, what fades, and how well your sureness fits."""
        return self._view("mastery")

    def take_along(self) -> LearnerView:
        """Show buttons that save your progress on your own device, and load it from there."""
        return self._view("progress")

    def reviews(self) -> list[Review]:
        """Return every answer so far, the oldest first."""
        found = [
            Review(key.removeprefix("review:"), datetime.fromtimestamp(60 * minute, UTC), grade, sure)
            for key, record in self.progress.get("kept", {}).items()
            if key.startswith("review:") and isinstance(record, Mapping)
            for minute, grade, sure in record.get("log", ())
        ]
        return sorted(found, key=lambda one: (one.when, one.question))

    def keep(self, progress: Mapping[str, Any]) -> None:
        """Write progress that a view hands over to the file; the old file stays whole until the new one is."""
        if not progress:
            return
        self.progress = dict(progress)
        draft = self.file.with_name(f".{self.file.name}.new")
        draft.write_text(json.dumps(self.progress, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        draft.replace(self.file)

    def _view(self, part: str) -> LearnerView:
        from ketabrain.quiz.learner_view import LearnerView  # late: the book's build needs no widgets

        return LearnerView(self, part)


def read(file: Path) -> tuple[dict[str, Any], list[str]]:
    """Return a file's progress, and what the learner must know where it cannot be used (it is left as it is)."""
    aside = f"It is left as it is; new progress goes to {free_name(file).name}."
    if not file.exists():
        return {}, []
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        course, version = found["course"], int(found["progress"])
    except (ValueError, KeyError, TypeError):
        return {}, [f"{file.name} is damaged or no progress file of this course. {aside}"]
    if course != "ketabrain" or not isinstance(found.get("kept"), dict):
        return {}, [f"{file.name} is damaged or no progress file of this course. {aside}"]
    if version > FORMAT:
        return {}, [f"{file.name} comes from a newer version of the course. {aside}"]
    return found, []


def free_name(file: Path) -> Path:
    """Return a name beside a file that no file has yet."""
    numbered = (file.with_name(f"{file.stem}-{number}{file.suffix}") for number in range(2, 1000))
    return next(name for name in numbered if not name.exists())


def on_binder() -> bool:
    """Say whether this is Binder's machine."""
    return any(name.startswith("BINDER_") for name in os.environ)
