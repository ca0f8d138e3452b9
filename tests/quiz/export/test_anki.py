"""The Anki deck, opened by Anki's own library in a fresh collection."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from tests.quiz.export import readers
from tests.quiz.export.made import Written

from ketabrain.quiz.export import formats

FORMAT = "anki"


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Return an empty collection."""
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def take(collection: Collection, deck: bytes, folder: Path) -> None:
    """Import a deck, as Anki does by default."""
    file = folder / "deck.apkg"
    file.write_bytes(deck)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(file), options=ImportAnkiPackageOptions()))


def fields(collection: Collection) -> dict[str, dict[str, str]]:
    """Return the fields of every note by the question's id."""
    notes = [dict(collection.get_note(note).items()) for note in collection.find_notes("")]
    return {note["Id"]: note for note in notes}


def test_a_note_holds_question_answers_reasons_and_sources(
    collection: Collection, plain: Written, tmp_path: Path
) -> None:
    take(collection, plain.files.content, tmp_path)
    notes = fields(collection)
    assert set(notes) == {item.id for item in plain.items}
    first = notes["habenula-91"]
    assert "≥ 5 µM" in first["Question"] and "<em>asked</em>" in first["Question"]
    assert all(f"Option {at}" in first["Choices"] for at in range(4))
    for option in plain.item(1).question.options:
        sign = "✓" if option.right else "✗"
        assert f"{sign} {option.text.strip()}. {readers.words(option.feedback.replace('*', ''))}" in readers.words(
            first["Answer"]
        )
    assert 'href="https://doi.org/10.1038/nature25509"' in first["Sources"]
    assert "CC BY 4.0" in first["About"] and "not medical advice" in first["About"]


@pytest.mark.parametrize(
    ("number", "answer"),
    [(3, "0.5 µg"), (4, "Step 0"), (5, "Item 0: Match 0"), (6, "pore"), (8, "There lies the habenula"), (11, "mg")],
)
def test_a_card_holds_each_kind(
    collection: Collection, plain: Written, tmp_path: Path, number: int, answer: str
) -> None:
    take(collection, plain.files.content, tmp_path)
    assert answer in readers.words(fields(collection)[f"habenula-9{number}"]["Answer"])


def test_pictures_come_along(collection: Collection, plain: Written, tmp_path: Path) -> None:
    take(collection, plain.files.content, tmp_path)
    state = collection.media.check()
    assert not state.missing and not state.unused
    kept = {file.name: file.read_bytes() for file in Path(collection.media.dir()).iterdir()}
    for number in (8, 12):
        (name,) = re.findall(r'src="([^"]+)"', fields(collection)[f"habenula-9{number}"]["Picture"])
        assert kept[name] == plain.item(number).pictures[0].content


def test_notes_are_filed_by_chapter_objective_difficulty_and_skill(
    collection: Collection, plain: Written, tmp_path: Path
) -> None:
    take(collection, plain.files.content, tmp_path)
    wanted = "tag:chapter::habenula tag:objective::habenula.brake tag:difficulty::medium tag:skill::apply"
    assert len(collection.find_notes(wanted)) == len(plain.items)
    names = [deck.name for deck in collection.decks.all_names_and_ids()]
    assert "What ketamine does to the brain::The lateral habenula" in names


def test_a_second_import_updates_notes_instead_of_doubling_them(
    collection: Collection, plain: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(collection, plain.files.content, tmp_path)
    later = time.time() + 60
    monkeypatch.setattr(time, "time", lambda: later)
    first, *others = plain.items
    changed = replace(first, question=replace(first.question, text="Asked otherwise?"))
    take(collection, formats.writer("anki").files([changed, *others], []).content, tmp_path)
    assert collection.note_count() == len(plain.items)
    assert fields(collection)["habenula-91"]["Question"] == "<p>Asked otherwise?</p>"


def test_what_is_left_out_is_said_in_the_deck(collection: Collection, plain: Written, tmp_path: Path) -> None:
    take(collection, plain.files.content, tmp_path)
    deck = collection.decks.by_name("What ketamine does to the brain::The lateral habenula")
    assert deck and "habenula-99" in deck["desc"] and "habenula-910" in deck["desc"]


def test_hostile_texts_stay_text(collection: Collection, hostile: Written, tmp_path: Path) -> None:
    take(collection, hostile.files.content, tmp_path)
    for note in collection.find_notes(""):
        card = collection.get_note(note).cards()[0]
        readers.inert(re.sub(r"<style>.*?</style>", "", card.question() + card.answer(), flags=re.S))
        assert not card.question_av_tags() and not card.answer_av_tags()
        assert "<script>alert(1)</script> ]]> {x} ~y =z #w \\n %5% {{c1::a}} [sound:a.mp3]" in readers.words(
            card.answer()
        )
