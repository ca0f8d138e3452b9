"""The command ``ketabrain export``: choose questions, write them, and say what was left out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ketabrain.quiz import bank, draws
from ketabrain.quiz.export import formats, items
from ketabrain.quiz.export.formats import ExportError, Files
from ketabrain.quiz.export.items import Left
from ketabrain.quiz.question import Question


def run(name: str, chapters: Sequence[str], objectives: Sequence[str], out: Path | None) -> Iterable[str]:
    """Write the chosen questions in one format, and yield what is to be said, line by line."""
    form = formats.known(name)
    asked = chosen(chapters, objectives)
    path = checked(out or Path(f"ketamine-questions{form.ending}"))
    writer = formats.writer(name)
    held, left = sorted_out(asked, writer.cannot)
    if not held:
        raise ExportError(f"None of these questions can be held by '{name}': {left[0].why}.")
    taken = items.of(drawn(held, form.draws), pictures=getattr(writer, "PICTURES", True))
    written = write(path, writer.files(taken, left))
    yield f"{path}: {counted(len(taken), 'question')}."
    yield from (f"{counted(n, 'file')} beside it." for n in [len(written)] if n)
    yield from (f"Left out, {line}" for line in items.summary(left))


def counted(number: int, thing: str) -> str:
    """Return a number of things in words."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def chosen(chapters: Sequence[str], objectives: Sequence[str]) -> list[Question]:
    """Return the questions of these chapters or objectives, all where none is named; raise ExportError."""
    known = bank.objectives()
    for name in objectives:
        if name not in known:
            near = [one for one in known if one.partition(".")[0] == name.partition(".")[0]] or list(known)
            raise ExportError(f"There is no objective '{name}': choose from {', '.join(near)}.")
    for chapter in chapters:
        if chapter not in bank.chapters():
            raise ExportError(f"There are no questions for '{chapter}': choose from {', '.join(bank.chapters())}.")
    found = bank.load()
    if chapters or objectives:
        found = [q for q in found if q.chapter in chapters or q.objective in objectives]
    if not found:
        raise ExportError(f"No question serves {', '.join(objectives)}: choose another objective.")
    return found


def sorted_out(asked: Iterable[Question], cannot: Callable[[Question], str]) -> tuple[list[Question], list[Left]]:
    """Return the questions that a format can hold, and those that it cannot."""
    held, left = [], []
    for question in asked:
        why = cannot(question)
        if why:
            left.append(Left(question.id, question.form, why))
        else:
            held.append(question)
    return held, left


def drawn(asked: Iterable[Question], times: int) -> list[Question]:
    """Return the questions, those with drawn numbers as ordinary ones: some variants of each."""
    return [one for question in asked for one in (variants(question, times) if question.draws else [question])]


def variants(question: Question, times: int) -> list[Question]:
    """Return a question with its first numbers filled in; where there are several variants, each has its own id."""
    count = min(times, len(draws.combinations(question)))
    made = [draws.variant(question, seed) for seed in range(count)]
    return made if count == 1 else [replace(one, id=f"{one.id}-{at}") for at, one in enumerate(made, 1)]


def checked(path: Path) -> Path:
    """Return the path, once it is clear that a file can stand there; raise ExportError otherwise."""
    if path.is_dir():
        raise ExportError(f"{path} is a folder: give the name of a file with --out.")
    if not path.parent.is_dir():
        raise ExportError(f"There is no folder {path.parent}: make it, or choose another place with --out.")
    return path


def write(path: Path, files: Files) -> list[str]:
    """Write all files, each whole or not at all, and return the names of those beside the first."""
    try:
        for name, content in {path.name: files.content, **files.beside}.items():
            target = path.parent / name
            target.parent.mkdir(exist_ok=True)
            part = target.with_name(f"{target.name}.part")
            part.write_bytes(content)
            os.replace(part, target)
    except OSError as problem:
        raise ExportError(f"{path} cannot be written: {problem.strerror}; choose another place with --out.") from None
    return list(files.beside)
