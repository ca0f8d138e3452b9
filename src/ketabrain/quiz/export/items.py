"""A question with what an export adds to it: its chapter's title, its sources as text, and its pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from ketabrain.quiz import naming
from ketabrain.quiz.export import pictures as drawing
from ketabrain.quiz.export.pictures import Picture
from ketabrain.quiz.question import DIFFICULTIES, Question

SET = "its answer is a state of an explorer, which only the course's own page can judge"
SKETCH = "its answer is a drawn curve, which only the course's own page can judge"
NEEDS_PAGE = {"set": SET, "sketch": SKETCH}


@dataclass(frozen=True)
class Left:
    """A question that a format cannot hold, and why."""

    id: str
    form: str
    why: str


@dataclass(frozen=True)
class Item:
    """A question ready for export. ``sources`` are text and address; ``asked`` and ``shown`` are its pictures."""

    question: Question
    title: str
    sources: tuple[tuple[str, str], ...]
    asked: Picture | None = None
    shown: Picture | None = None

    @property
    def id(self) -> str:
        """Return the question's id, which stays the same from export to export."""
        return self.question.id

    @property
    def labels(self) -> dict[str, str]:
        """Return what it is filed under."""
        asked = self.question
        return {
            "chapter": asked.chapter,
            "objective": asked.objective,
            "difficulty": DIFFICULTIES[asked.difficulty],
            "skill": asked.skill,
        }

    @property
    def pictures(self) -> list[Picture]:
        """Return its pictures."""
        return [picture for picture in (self.asked, self.shown) if picture]


def of(questions: Sequence[Question], pictures: bool = True) -> list[Item]:
    """Return questions with what an export adds to them."""
    cited = naming.citations(list(questions))
    titles = {chapter: naming.title(chapter) for chapter in {question.chapter for question in questions}}
    return [
        Item(
            question,
            titles[question.chapter],
            tuple((name, uri(address)) for name, address in (cited[key] for key in question.sources)),
            asked=drawing.asked(question) if pictures else None,
            shown=drawing.shown(question) if pictures else None,
        )
        for question in questions
    ]


def uri(address: str) -> str:
    """Return an address as every reader takes it: some DOIs hold a "<"."""
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]")


def by_chapter(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """Return the items in groups, each with its chapter's title."""
    return [(title, list(group)) for title, group in groupby(items, lambda item: item.title)]


def summary(left: Iterable[Left]) -> list[str]:
    """Return one line a kind and reason for what a format cannot hold."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in left:
        found[one.form, one.why].append(one.id)
    return [f"kind '{form}' ({why}): {', '.join(names)}." for (form, why), names in found.items()]
