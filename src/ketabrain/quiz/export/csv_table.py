"""A table for spreadsheets: one row a question, its answers side by side, its pictures in a folder beside the file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from ketabrain.quiz import bank
from ketabrain.quiz.export import about, items, text
from ketabrain.quiz.export.formats import Files
from ketabrain.quiz.export.items import Item, Left
from ketabrain.quiz.question import Question

FOLDER = "pictures"
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is worked out by a spreadsheet


def cannot(question: Question) -> str:
    """Return why a table cannot hold a question: it holds the words of all of them."""
    return ""


def files(taken: Sequence[Item], left: Sequence[Left]) -> Files:
    """Return the table, and the pictures that it names."""
    rows = [row(item) for item in taken]
    columns = list(dict.fromkeys(name for one in rows for name in one))
    columns.sort(key=lambda name: name.partition(" ")[0] in ("answer", "right", "reason"))  # those vary in number
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows({name: safe(value) for name, value in one.items()} for one in rows)
    pictures = {f"{FOLDER}/{picture.name}": picture.content for item in taken for picture in item.pictures}
    return Files(out.getvalue().encode("utf-8-sig"), pictures)  # the mark tells spreadsheets how µ is written


def row(item: Item) -> dict[str, str]:
    """Return a question as cells by the names of their columns."""
    question = item.question
    found = {
        "id": item.id,
        **item.labels,
        "objective in words": text.bare(bank.objectives()[question.objective]),
        "kind": question.kind,
        "question": text.bare(question.text),
        "sentence with gaps": text.bare(question.cloze),
        "picture": f"{FOLDER}/{item.asked.name}" if item.asked else "",
        "picture of the point": f"{FOLDER}/{item.shown.name}" if item.shown else "",
        "sources": "; ".join(f"{name} {address}".strip() for name, address in item.sources),
        "note": f"Only to read: {items.NEEDS_PAGE[question.form]}." if question.form in items.NEEDS_PAGE else "",
        "licence": " ".join(about.LINES),
    }
    for place, one in enumerate(text.reasons(question), 1):
        found |= {
            f"answer {place}": text.plain(one.text),
            f"right {place}": {"right": "yes", "wrong": "no"}.get(one.verdict, "in this order"),
            f"reason {place}": text.plain(one.why),
        }
    return found


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell
