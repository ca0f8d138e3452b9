"""An Anki deck, written by genanki: one note a question, one deck a chapter, pictures inside.

A note's GUID comes from the question's id, so that a later import updates notes instead of doubling them.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import genanki

from ketabrain.quiz.export import about, card, items, text
from ketabrain.quiz.export.formats import Files
from ketabrain.quiz.export.items import Item, Left
from ketabrain.quiz.export.pictures import Picture
from ketabrain.quiz.question import Question

FIELDS = ("Question", "Choices", "Picture", "Answer", "Point", "Sources", "Id", "About")
MODEL_ID = 1_607_392_319  # Anki knows the kind of note by this number: it never changes
FRONT = '<div class="asked">{{Question}}</div>{{Picture}}{{Choices}}'
BACK = """{{FrontSide}}<hr id="answer">{{Answer}}{{Point}}
<p class="small">Sources: {{Sources}}.</p><p class="small">{{Id}} · {{About}}</p>"""
STYLE = """
.card { font: 18px/1.5 sans-serif; text-align: left; max-width: 40em; margin: 0 auto; padding: 0 0.5em; }
.asked { font-weight: bold; }
img { max-width: 100%; height: auto; background: white; }
li { margin: 0.3em 0; }
.choices { list-style: none; padding-left: 0; }
a { color: #00568c; } .nightMode a, .night_mode a { color: #7cc0f5; }
.right { color: #1c7a3a; } .wrong { color: inherit; }
.nightMode .right, .night_mode .right { color: #6fce8b; }
.small { font-size: 0.75em; }
"""


def cannot(question: Question) -> str:
    """Return why a card cannot hold a question."""
    return items.NEEDS_PAGE.get(question.form, "")


def files(taken: Sequence[Item], left: Sequence[Left]) -> Files:
    """Return the deck; what was left out is said in the deck's description."""
    decks = [deck(title, group, left) for title, group in items.by_chapter(taken)]
    with tempfile.TemporaryDirectory() as folder:
        pictures = [kept(picture, Path(folder)) for item in taken for picture in item.pictures]
        out = io.BytesIO()
        genanki.Package(decks, media_files=pictures).write_to_file(out)
    return Files(out.getvalue())


def kept(picture: Picture, folder: Path) -> str:
    """Write a picture where genanki finds it."""
    file = folder / media_name(picture)
    file.write_bytes(picture.content)
    return str(file)


def media_name(picture: Picture) -> str:
    """Return a name that no other deck's picture has: all of Anki's pictures lie in one folder."""
    return f"ketabrain-{picture.name}"


def deck(title: str, group: Sequence[Item], left: Sequence[Left]) -> genanki.Deck:
    """Return a chapter's deck."""
    name = f"{about.COURSE}::{title.replace('::', ':')}"
    said = " ".join([*about.LINES, *(f"Left out, {line}" for line in items.summary(left))])
    made = genanki.Deck(number(group[0].question.chapter), name, text.html([said]))
    for item in group:
        made.add_note(note(item))
    return made


def number(name: str) -> int:
    """Return a number that Anki knows a deck by: always the same for the same name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") | 1 << 30


def note(item: Item) -> genanki.Note:
    """Return a question as a note."""
    question = item.question
    fields = {
        "Question": f"<p>{text.rich(question.text)}</p>",
        "Choices": card.asked(question),
        "Picture": image(item.asked),
        "Answer": card.answers(question),
        "Point": image(item.shown),
        "Sources": card.sources(item.sources),
        "Id": text.html([item.id]),
        "About": text.html([" ".join(about.LINES)]),
    }
    tags = [f"{name}::{value}" for name, value in item.labels.items()]
    guid = genanki.guid_for("ketabrain", item.id)
    return genanki.Note(model=model(), fields=[inert(fields[name]) for name in FIELDS], tags=tags, guid=guid)


def model() -> genanki.Model:
    """Return the kind of note."""
    templates = [{"name": "Question", "qfmt": FRONT, "afmt": BACK}]
    return genanki.Model(MODEL_ID, "Ketamine course", [{"name": name} for name in FIELDS], templates, css=STYLE)


def image(picture: Picture | None) -> str:
    """Return a picture's tag."""
    return f'<img src="{media_name(picture)}" alt="{text.html([picture.alt])}">' if picture else ""


def inert(html: str) -> str:
    """Return HTML in which Anki finds no formula, sound or field: it looks for these in plain text."""
    return html.replace("[", "&#91;").replace("\\", "&#92;").replace("{{", "&#123;&#123;")
