"""The debates: the course's own are sound, and each fault gets one sentence that names it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ketabrain.evidence import bibliography, claims, debates
from ketabrain.evidence.debates import DebateError, Side

GOOD = {
    "id": "D01",
    "question": "Does it?",
    "side_a": {"says": "It does.", "claims": ["C049", "C051"]},
    "side_b": {"says": "It does not.", "claims": ["C144", "C049"]},
    "weighing": "Nobody knows.",
    "decides": "A trial.",
    "class_question": "Which one?",
    "sources": ["strous2022"],
}
CITED = re.compile(r"\{cite:[pt]\}`([^`]+)`")
Written = Callable[..., Path]


@pytest.fixture
def written(as_yaml: Written) -> Written:
    """Write debates to a file and return it."""
    return lambda *items: as_yaml("debates.yml", *items)


def test_the_courses_debates_are_sound() -> None:
    loaded = debates.load()
    debates.check_sources(loaded, bibliography.load())
    debates.check_claims(loaded, {claim.id for claim in claims.load()})
    assert [debate.id for debate in loaded] == [f"D{number:02d}" for number in range(1, 21)]


def test_only_the_weighing_cites_and_its_sources_are_listed() -> None:
    for debate in debates.load():
        cited = {key.strip() for keys in CITED.findall(debate.weighing) for key in keys.split(",")}
        assert cited == set(debate.sources), debate.id
        rest = (debate.question, debate.side_a.says, debate.side_b.says, debate.decides, debate.class_question)
        assert not any(CITED.search(text) for text in rest), debate.id
        assert not any(re.search(r"(?<=\w)\*(?=\w)", text) for text in (*rest, debate.weighing)), debate.id


def test_a_debate_is_read(written: Written) -> None:
    (debate,) = debates.load(written(GOOD))
    assert debate.side_a == Side("It does.", ("C049", "C051"))
    assert debate.claims == ("C049", "C051", "C144")
    assert debate.sources == ("strous2022",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "1"}, "'id'"),
        ({"question": ""}, "'question' is empty"),
        ({"side_a": {"says": "", "claims": ["C049"]}}, "side_a: field 'says' is empty"),
        ({"side_b": {"says": "No."}}, "side_b: field 'claims' is missing"),
        ({"side_b": {"says": "No.", "claims": ["49"]}}, "'claims' is '49'; write C and three digits"),
        ({"side_a": {"says": "Yes.", "claims": ["C049"], "page": "A"}}, "side_a: field 'page' is not known"),
        ({"sources": ["a", "a"]}, "'sources' holds something twice"),
        ({"verdict": "wrong"}, "'verdict' is not known"),
    ],
)
def test_each_fault_names_file_debate_and_field(written: Written, change: dict[str, object], words: str) -> None:
    with pytest.raises(DebateError) as caught:
        debates.load(written({**GOOD, **change}))
    assert "debates.yml, id '" in str(caught.value) and words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [key for key in GOOD if key != "id"])
def test_a_missing_field_is_named(written: Written, name: str) -> None:
    with pytest.raises(DebateError, match=rf"id 'D01': field '{name}' is missing"):
        debates.load(written({key: value for key, value in GOOD.items() if key != name}))


def test_a_debate_without_a_claim_is_named(written: Written) -> None:
    sides = {name: {"says": "It is so.", "claims": []} for name in ("side_a", "side_b")}
    with pytest.raises(DebateError, match=r"D01.*neither side names a claim"):
        debates.load(written({**GOOD, **sides}))


def test_an_id_stands_once(written: Written) -> None:
    with pytest.raises(DebateError, match=r"D01.*stands twice"):
        debates.load(written(GOOD, GOOD))


def test_a_claim_or_source_that_is_not_there_is_named(written: Written) -> None:
    loaded = debates.load(written(GOOD))
    with pytest.raises(DebateError, match=r"D01.*'C144'"):
        debates.check_claims(loaded, ["C049", "C051"])
    with pytest.raises(DebateError, match=r"debates\.yml, id 'D01'.*'strous2022'"):
        debates.check_sources(loaded, ["daly2019"])
