"""The claim card in a tiny book: guesses, verdict, evidence, and what is refused."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ketabrain.evidence import claims
from ketabrain.evidence.claims import GUESSES, VERDICTS
from ketabrain.sphinx_ext.claims import COLOURS, SURE

LIST = "# References\n\n```{bibliography}\n```\n"
CARD = re.compile(r'<article class="kb-claim".*?</article>', re.S)
Build = Callable[..., Path]


def words(markup: str) -> str:
    """Return the text of some markup on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def test_a_card_holds_the_claim_the_guesses_and_the_evidence(tiny_book: Build, tmp_path: Path) -> None:
    page = "# One\n\n```{claim} C096\n```\n\n```{claim} C095\n```\n"
    site = tiny_book(tmp_path, {"one.md": page, "references.md": LIST})
    first, second = CARD.findall((site / "one.html").read_text(encoding="utf-8"))
    claim = claims.get("C096")
    assert 'data-claim="C096"' in first and f'data-fitting="{" ".join(claim.fitting)}"' in first
    assert claim.claim in words(first)
    assert re.findall(r'<input type="radio" name="guess-C096" value="(\w+)">', first) == list(GUESSES)
    assert re.findall(r'<input type="radio" name="sure-C096" value="(\d+)">', first) == [str(level) for level in SURE]
    assert "<details" in first and "open" not in re.search(r"<details[^>]*>", first)[0]  # type: ignore[index]
    assert f"{claim.verdict.capitalize()} {VERDICTS[claim.verdict]}" in words(first)
    assert f"Better: {' '.join(claim.better.split()).partition(' {')[0]}" in words(first)
    assert "Watch for:" in words(first)
    assert "#cite-yang2018bursting" in first and "#cite-zhou2021independent" in first
    assert re.findall(r"kb-species\">(\w+)<", first) == list(claim.species)
    assert "Try it" not in words(first), "no page of this tiny book holds the explorer"
    assert "Taught in" not in words(first), "nor the chapter"
    assert 'data-claim="C095"' in second and "kb-is-bad" in second


def test_the_card_links_to_its_explorer_its_chapter_and_the_page_of_all_claims(
    tiny_book: Build, tmp_path: Path
) -> None:
    page = "# One\n\n```{claim} C096\n```\n"
    chapters = {"book/brain/habenula.md": "# H\n", "book/think/claim_check.md": "# Check\n"}
    site = tiny_book(tmp_path, {"one.md": page, "references.md": LIST, **chapters})
    (card,) = CARD.findall((site / "one.html").read_text(encoding="utf-8"))
    assert 'href="book/brain/habenula.html#explorer-habenula-bursting"' in card
    assert 'Taught in: <a href="book/brain/habenula.html">H</a>' in card
    assert 'your score: <a href="book/think/claim_check.html">Check</a>' in card


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("```{claim} C999\n```\n", "id 'C999'"),
        ("```{claim} C096\n```\n\n```{claim} C096\n```\n", "'C096' stands twice on this page"),
    ],
)
def test_a_claim_that_cannot_stand_stops_the_build(tiny_book: Build, tmp_path: Path, page: str, problem: str) -> None:
    with pytest.raises(AssertionError, match=problem):
        tiny_book(tmp_path, {"one.md": f"# One\n\n{page}", "references.md": LIST})


def test_hostile_text_of_a_claim_stays_text(tiny_book: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = claims.Claim(
        id="C001",
        chapter="habenula",
        topic="safety",
        claim="<img src=x onerror=alert(1)>",
        verdict="opinion",
        answer="<b>x</b> `<i>`",
        better="",
        species=("human",),
        sources=(),
        explorer=None,
        traps="",
    )
    monkeypatch.setattr(claims, "load", lambda path=None: [bad])
    site = tiny_book(tmp_path, {"one.md": "# One\n\n```{claim} C001\n```\n", "references.md": LIST})
    (card,) = CARD.findall((site / "one.html").read_text(encoding="utf-8"))
    assert "<img" not in card and "<b>" not in card and "<i>" not in card
    assert "<img src=x onerror=alert(1)>" in words(card)


def test_every_verdict_has_a_colour() -> None:
    assert set(COLOURS) == set(VERDICTS)


def test_a_blind_guess_is_the_lowest_level_and_nothing_is_certain() -> None:
    share = sum(len(claim.fitting) for claim in claims.load()) / len(GUESSES) / len(claims.load())
    assert list(SURE) == sorted(SURE) and max(SURE) < 100
    assert min(SURE) == pytest.approx(100 * share, abs=5)
