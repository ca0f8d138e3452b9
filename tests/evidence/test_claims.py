"""The claims: the course's own file is sound, and each fault gets one sentence that names it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ketabrain import explorers
from ketabrain.evidence import bibliography, claims
from ketabrain.evidence.claims import FITTING, GUESSES, VERDICTS, ClaimError

GOOD = {
    "id": "C001",
    "chapter": "habenula",
    "claim": "Ketamine is a claim.",
    "verdict": "supported",
    "answer": "It is.",
    "better": None,
    "species": "rat, human",
    "sources": ["Yang2018bursting"],
}


def written(tmp_path: Path, *items: dict[str, object]) -> Path:
    """Write claims to a file."""
    file = tmp_path / "claims.yml"
    file.write_text(yaml.safe_dump(list(items)), encoding="utf-8")
    return file


def test_the_courses_claims_are_sound() -> None:
    loaded = claims.load()
    claims.check_sources(loaded, bibliography.load())
    assert {"C023", "C093", "C094", "C095", "C096", "C097"} <= {claim.id for claim in loaded}
    for claim in loaded:
        assert claim.explorer is None or claim.explorer in explorers.names(), claim.id


def test_a_claim_is_read(tmp_path: Path) -> None:
    (claim,) = claims.load(written(tmp_path, GOOD))
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
    ],
)
def test_each_fault_names_file_claim_and_field(tmp_path: Path, change: dict[str, object], words: str) -> None:
    with pytest.raises(ClaimError) as caught:
        claims.load(written(tmp_path, {**GOOD, **change}))
    assert "claims.yml" in str(caught.value) and words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["id", "chapter", "claim", "verdict", "answer", "better", "species", "sources"])
def test_a_missing_field_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ClaimError, match=f"'{name}' is missing"):
        claims.load(written(tmp_path, {key: value for key, value in GOOD.items() if key != name}))


def test_an_opinion_needs_no_source(tmp_path: Path) -> None:
    (claim,) = claims.load(written(tmp_path, {**GOOD, "verdict": "opinion", "sources": []}))
    assert claim.sources == ()


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(ClaimError, match=r"C001.*stands twice"):
        claims.load(written(tmp_path, GOOD, GOOD))


def test_an_unknown_claim_is_named() -> None:
    assert claims.get("C096").id == "C096"
    with pytest.raises(ClaimError, match="'C999'"):
        claims.get("C999")


def test_a_source_that_is_not_there_is_named(tmp_path: Path) -> None:
    loaded = claims.load(written(tmp_path, GOOD))
    with pytest.raises(ClaimError, match="'Yang2018bursting'"):
        claims.check_sources(loaded, ["Ma2023trapping"])


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
