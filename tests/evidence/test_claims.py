"""The claims: the course's own file is sound, and each fault gets one sentence that names it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ketabrain import explorers
from ketabrain.evidence import bibliography, claims
from ketabrain.evidence.claims import FITTING, GUESSES, TOPICS, VERDICTS, Claim, ClaimError

REPO = Path(__file__).parents[2]
Written = Callable[..., Path]

GOOD = {
    "id": "C001",
    "chapter": "habenula",
    "topic": "brain regions",
    "claim": "Ketamine is a claim.",
    "verdict": "supported",
    "answer": "It is.",
    "better": None,
    "species": "rat, human",
    "sources": ["Yang2018bursting"],
}


# Whoever meets these for the first time will mostly be wrong: ask before teaching.
OFTEN_MISSED = {
    "C002", "C024", "C032", "C050", "C054", "C066", "C073", "C077", "C090", "C096",
    "C110", "C113", "C119", "C121", "C122", "C126", "C135", "C144", "C153", "C160",
}  # fmt: skip


@pytest.fixture(scope="module")
def loaded() -> list[Claim]:
    """The course's own claims."""
    return claims.load()


@pytest.fixture
def written(as_yaml: Written) -> Written:
    """Write claims to a file and return it."""
    return lambda *items: as_yaml("claims.yml", *items)


def test_every_claim_is_there_once(loaded: list[Claim]) -> None:
    assert sorted(claim.id for claim in loaded) == [f"C{number:03d}" for number in range(1, 161)]


def test_what_claims_point_to_exists(loaded: list[Claim]) -> None:
    claims.check_sources(loaded, bibliography.load())
    slugs, chapters = explorers.names(), {page.stem for page in (REPO / "book").rglob("*.md")}
    for claim in loaded:
        assert claim.explorer is None or claim.explorer in slugs, claim.id
        assert claim.chapter in chapters, claim.id


def test_a_source_in_the_text_is_in_the_list(loaded: list[Claim]) -> None:
    for claim in loaded:
        text = " ".join((claim.answer, claim.better, claim.traps))
        cited = {key.strip() for keys in re.findall(r"\{cite:[pt]\}`([^`]+)`", text) for key in keys.split(",")}
        assert cited <= set(claim.sources), claim.id


def test_an_asterisk_inside_a_word_is_escaped(loaded: list[Claim]) -> None:
    r"""Two unescaped STAR\*D in one text set all between them in italics."""
    for claim in loaded:
        texts = (claim.claim, claim.answer, claim.better, claim.traps)
        assert not any(re.search(r"(?<=\w)\*(?=\w)", text) for text in texts), claim.id


def test_a_claim_is_corrected_unless_it_stands(loaded: list[Claim]) -> None:
    for claim in loaded:
        assert claim.better or claim.verdict in ("supported", "opinion", "unsupported"), claim.id
        assert claim.traps, claim.id


def test_claims_that_are_often_missed(loaded: list[Claim]) -> None:
    missed = [claim for claim in loaded if claim.often_missed]
    assert {claim.id for claim in missed} == OFTEN_MISSED
    fits = {claim.id for claim in missed if claim.often_guessed in claim.fitting}
    assert fits == {"C121", "C153"}  # here the sentence is right and what readers take from it is not


def test_every_topic_has_claims(loaded: list[Claim]) -> None:
    assert {claim.topic for claim in loaded} == set(TOPICS)


def test_the_schema_has_the_same_words() -> None:
    fields = json.loads(claims.SCHEMA.read_text(encoding="utf-8"))["properties"]
    assert fields["topic"]["enum"] == list(TOPICS)
    assert fields["often_guessed"]["enum"] == list(GUESSES)
    assert fields["verdict"]["enum"] == list(VERDICTS)


def test_a_claim_is_read(written: Written) -> None:
    (claim,) = claims.load(written(GOOD))
    assert (claim.species, claim.sources) == (("rat", "human"), ("Yang2018bursting",))
    assert (claim.better, claim.traps, claim.explorer) == ("", "", None)
    assert claim.fitting == ("right",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verdict": "true"}, "'verdict'"),
        ({"verdict": None}, "'verdict'"),
        ({"id": "96"}, "'id'"),
        ({"claim": ""}, "'claim' is empty"),
        ({"species": "zebra"}, "'species' names 'zebra'"),
        ({"sources": []}, "'sources' is empty, but the verdict 'supported' needs evidence"),
        ({"sources": ["a", "a"]}, "'sources' holds something twice"),
        ({"explorer": "Not A Slug"}, "'explorer'"),
        ({"page": "B"}, "'page' is not known"),
        ({"topic": "brains"}, "'topic' is 'brains'"),
        ({"often_guessed": "yes"}, "'often_guessed' is 'yes'"),
    ],
)
def test_each_fault_names_file_claim_and_field(written: Written, change: dict[str, object], words: str) -> None:
    with pytest.raises(ClaimError) as caught:
        claims.load(written({**GOOD, **change}))
    assert "claims.yml" in str(caught.value) and words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [key for key in GOOD if key != "id"])
def test_a_missing_field_is_named_with_its_claim(written: Written, name: str) -> None:
    with pytest.raises(ClaimError, match=rf"claims\.yml, id 'C001': field '{name}' is missing; add it"):
        claims.load(written({key: value for key, value in GOOD.items() if key != name}))


def test_a_missing_id_is_named_by_its_place(written: Written) -> None:
    with pytest.raises(ClaimError, match=r"id 'number 2': field 'id' is missing"):
        claims.load(written(GOOD, {key: value for key, value in GOOD.items() if key != "id"}))


def test_an_opinion_needs_no_source(written: Written) -> None:
    (claim,) = claims.load(written({**GOOD, "verdict": "opinion", "sources": []}))
    assert claim.sources == ()


def test_an_id_stands_once(written: Written) -> None:
    with pytest.raises(ClaimError, match=r"C001.*stands twice"):
        claims.load(written(GOOD, GOOD))


def test_an_unknown_claim_is_named() -> None:
    assert claims.get("C096").id == "C096"
    with pytest.raises(ClaimError, match="'C999'"):
        claims.get("C999")


def test_a_source_that_is_not_there_is_named(written: Written) -> None:
    found = claims.load(written(GOOD))
    with pytest.raises(ClaimError, match=r"claims\.yml, id 'C001'.*'Yang2018bursting'"):
        claims.check_sources(found, ["Ma2023trapping"])


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ClaimError, match=r"absent\.yml is missing"):
        claims.load(tmp_path / "absent.yml")
    broken = tmp_path / "broken.yml"
    broken.write_text("- id: [")
    with pytest.raises(ClaimError, match=r"broken\.yml is not valid YAML"):
        claims.load(broken)


def test_every_verdict_has_guesses_that_fit() -> None:
    assert set(FITTING) == set(VERDICTS)
    assert {guess for fitting in FITTING.values() for guess in fitting} == set(GUESSES)
