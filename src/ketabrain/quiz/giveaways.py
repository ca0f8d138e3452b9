"""Find what gives an answer away without knowing it: length, position, stock phrases, questions asked twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from ketabrain.quiz.question import Question
from ketabrain.quiz.tree import shuffled

STOCK = re.compile(r"\b(all|none|both|neither) of (the above|these|them)\b|\b(a|b|c) and (b|c|d)\b", re.I)
MOST_LONGEST = 0.4  # of single-choice questions: more, and "take the longest" beats guessing by far
MOST_AT_ONE_PLACE = 0.5
ALIKE = 0.85
FEWEST = 4  # fewer questions say nothing about a pattern


def find(questions: Sequence[Question]) -> list[str]:
    """Return every giveaway as one sentence that names the questions and the mend."""
    choices = [question for question in questions if question.form == "choice"]
    return [*stock(questions), *longest(choices), *positions(choices), *near_duplicates(questions)]


def stock(questions: Iterable[Question]) -> Iterable[str]:
    """Yield options that point at other options."""
    for question in questions:
        for option in question.options:
            if STOCK.search(option.text):
                yield f"{question.id}: the option '{option.text}' points at other options; write out what it says."


def longest(choices: Sequence[Question]) -> Iterable[str]:
    """Yield a fault where the right option is the longest too often."""
    guilty = [q.id for q in choices if max(q.options, key=lambda option: len(option.text)).right]
    if len(choices) >= FEWEST and len(guilty) > MOST_LONGEST * len(choices):
        yield f"The right option is the longest in {', '.join(guilty)}; shorten it or lengthen others."


def positions(choices: Sequence[Question]) -> Iterable[str]:
    """Yield a fault where the right option is shown at one place too often."""
    places = {q.id: [option.right for _, option in shuffled(q.id, q.options)].index(True) for q in choices}
    for place, count in Counter(places.values()).items():
        if len(choices) >= FEWEST and count > MOST_AT_ONE_PLACE * len(choices):
            guilty = ", ".join(name for name, where in places.items() if where == place)
            yield f"The right option is shown as number {place + 1} in {guilty}; reorder the options in one of them."


def near_duplicates(questions: Iterable[Question]) -> Iterable[str]:
    """Yield pairs of questions that ask the same."""
    plain = [(question.id, re.sub(r"\W+", " ", question.text.lower())) for question in questions]
    for (a, x), (b, y) in combinations(plain, 2):
        match = SequenceMatcher(None, x, y, autojunk=False)
        if match.real_quick_ratio() > ALIKE and match.quick_ratio() > ALIKE and match.ratio() > ALIKE:
            yield f"{a} and {b} ask nearly the same; keep one or change what is asked."
