"""The QTI package: a written grammar for every document, and a QTI engine of others that judges answers.

The official schemas of QTI are not part of this repository: their licence asks whoever passes them on to register. Put
them in a folder, name it in $KETABRAIN_QTI_XSD, and every document is held against those as well.
"""

from __future__ import annotations

import io
import os
import warnings
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.quiz.export import readers
from tests.quiz.export.made import HOSTILE, Written, written

FORMAT = "qti"
SPACE = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")


def documents(found: Written) -> dict[str, bytes]:
    """Return every file of the package by its name."""
    with zipfile.ZipFile(io.BytesIO(found.files.content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@cache
def official(name: str) -> etree.XMLSchema | None:
    """Return an official schema, where somebody has put it on this machine."""
    folder = os.environ.get("KETABRAIN_QTI_XSD")
    return etree.XMLSchema(etree.parse(next(Path(folder).rglob(name)))) if folder else None


@pytest.mark.parametrize("words", ["", HOSTILE], ids=["plain", "hostile"])
def test_every_document_fits_the_grammar(words: str) -> None:
    for name, content in documents(written(FORMAT, words)).items():
        if name.endswith(".xml"):
            manifest = name == "imsmanifest.xml"
            root = readers.validate(content, "qti_manifest" if manifest else "qti_item")
            schema = official("imscp_v1p1.xsd" if manifest else "imsqti_v2p1.xsd")
            assert schema is None or schema.validate(root), str(schema.error_log)


def test_the_manifest_names_every_file_and_every_item_its_pictures(plain: Written) -> None:
    files = documents(plain)
    named = etree.fromstring(files["imsmanifest.xml"]).xpath("//*[local-name()='file']/@href")
    assert sorted(named) == sorted(set(files) - {"imsmanifest.xml"})
    for item in plain.items:
        used = set(etree.fromstring(files[f"items/{item.id}.xml"]).xpath("//@src | //@data"))
        assert used == {f"../pictures/{picture.name}" for picture in item.pictures}
        assert all(files[f"pictures/{picture.name}"] == picture.content for picture in item.pictures)


def test_the_test_holds_every_item(plain: Written) -> None:
    found = etree.fromstring(documents(plain)["test.xml"]).xpath("//*[local-name()='assessmentItemRef']/@identifier")
    assert found == [item.id for item in plain.items]


class Engine:
    """Pyslet's engine with one item: give it answers, and it says the score and which feedback is shown."""

    def __init__(self, content: bytes) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            variables = pytest.importorskip("pyslet.qtiv2.variables", reason="pyslet runs up to Python 3.11")
            xml = pytest.importorskip("pyslet.qtiv2.xml")

            self.document = xml.QTIDocument()
            self.document.read(src=content)
        self.state = variables.ItemSessionState(self.document.root)
        self.state.begin_session()

    def judge(self, **given: Any) -> tuple[float, list[str]]:
        """Return the score and what is shown; without answers, of the declared right ones."""
        for name in [name for name in self.state if name.startswith("RESPONSE") and "." not in name]:
            value = given.get(
                name.removeprefix("RESPONSE-"), given.get("RESPONSE", self.state[f"{name}.CORRECT"].value)
            )
            self.state[name].set_value(value)
        self.document.root.ResponseProcessing.run(self.state)
        return self.state["SCORE"].value, sorted(self.state["FEEDBACK"].value)


def engine(found: Written, name: str) -> Engine:
    """Return the engine with an item."""
    return Engine(documents(found)[f"items/{name}.xml"])


def shown(found: Written, name: str, feedback: list[str]) -> str:
    """Return the words of the feedback that is shown."""
    root = etree.fromstring(documents(found)[f"items/{name}.xml"])
    every = {one.get("identifier"): one for one in root.iter(f"{SPACE}modalFeedback")}
    return " ".join(" ".join("".join(every[one].itertext()).split()) for one in feedback)


def test_the_declared_answer_of_every_item_scores(plain: Written) -> None:
    for item in plain.items:
        score, feedback = engine(plain, item.id).judge()
        assert (item.id, score) == (item.id, 1)
        assert "Sources: Yang et al., 2018" in shown(plain, item.id, feedback)


@pytest.mark.parametrize(
    ("number", "given", "said"),
    [
        (1, {"RESPONSE": "option-0"}, "Because of reason 0."),
        (2, {"RESPONSE": ["option-1", "option-3"]}, "Because of reason 3."),
        (3, {"RESPONSE": 1.0}, "Twice as much"),
        (3, {"RESPONSE": 0.3}, "Too low"),
        (3, {"RESPONSE": 70.0}, "Too high"),
        (4, {"RESPONSE": ["step-1", "step-0", "step-2", "step-3"]}, "It comes at 3"),
        (5, {"RESPONSE": ["item-0 match-1", "item-1 match-0", "item-2 match-2"]}, "Item 0: Not 0"),
        (6, {"first": "soma", "second": "spine"}, "Not that one"),
        (6, {"first": "pore", "second": "axon"}, "second is another"),
        (8, {"RESPONSE": "place-none"}, "Sources"),
    ],
)
def test_a_wrong_answer_scores_nothing_and_is_told_why(
    plain: Written, number: int, given: dict[str, Any], said: str
) -> None:
    name = f"habenula-9{number}"
    if number == 5:
        given = {"RESPONSE": [tuple(pair.split()) for pair in given["RESPONSE"]]}
    score, feedback = engine(plain, name).judge(**given)
    assert score == 0
    assert said in shown(plain, name, feedback)


@pytest.mark.parametrize(("number", "given"), [(3, {"RESPONSE": 0.46}), (6, {"first": "PORE", "second": "Spine"})])
def test_other_right_answers_score_too(plain: Written, number: int, given: dict[str, Any]) -> None:
    assert engine(plain, f"habenula-9{number}").judge(**given)[0] == 1


def test_drawn_numbers_come_three_times(plain: Written) -> None:
    texts = {documents(plain)[f"items/habenula-911-{at}.xml"].partition(b"<itemBody>")[2][:200] for at in (1, 2, 3)}
    assert len(texts) == 3


def test_what_is_left_out_stands_in_the_readme(plain: Written) -> None:
    readme = documents(plain)["README.txt"].decode()
    assert "habenula-99" in readme and "habenula-910" in readme and "CC BY 4.0" in readme


def test_hostile_texts_stay_text(hostile: Written) -> None:
    for item in hostile.items:
        body = etree.fromstring(documents(hostile)[f"items/{item.id}.xml"]).find(f"{SPACE}itemBody")
        assert " ".join(HOSTILE.split()) in " ".join("".join(body.itertext()).split())
