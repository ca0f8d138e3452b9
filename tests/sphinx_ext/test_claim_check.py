"""The page of all claims in a tiny book: cards, controls, verdicts, what many miss, debates."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ketabrain.evidence import claims, debates
from ketabrain.evidence.claims import FITTING, GUESSES, TOPICS, VERDICTS
from ketabrain.evidence.debates import Debate, Side
from ketabrain.sphinx_ext.claim_check import EXAMPLES, blind_share

PAGE = """# Check

```{verdicts}
```

```{claim-check}
```

```{claim-score}
```

```{often-missed}
```

```{debates}
```
"""
LIST = "# References\n\n```{bibliography}\n```\n"
CHOSEN = ("C095", "C096", "C097")
ENTRY = {
    "species": ("human",), "sources": (), "explorer": None, "traps": "", "better": "", "topic": "safety",
}  # fmt: skip
Build = Callable[..., Path]


def made(claim_id: str, verdict: str, guess: str | None = None, **more: object) -> claims.Claim:
    """Return a made-up claim."""
    about = {"claim": f"Claim {claim_id}.", "answer": f"Answer {claim_id}.", "chapter": "habenula"}
    return claims.Claim(**{**ENTRY, **about, **more}, id=claim_id, verdict=verdict, often_guessed=guess)  # type: ignore[arg-type]


CLAIMS = [
    made("C003", "opinion"),
    made("C001", "wrong", "right", traps="Mind the gap.", claim="<img src=x onerror=alert(1)>"),
    made("C002", "supported", "right", topic="plasticity", chapter="amygdala"),
]
DEBATE = Debate("D01", "Which?", Side("One.", ("C001", "C002")), Side("Two.", ()), "Weighed.", "A trial.", "Why?", ())


@pytest.fixture
def page(tiny_book: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the page's HTML, with few claims and one debate."""
    monkeypatch.setattr(claims, "load", lambda path=None: CLAIMS)
    monkeypatch.setattr(debates, "load", lambda path=None: [DEBATE])
    pages = {"one.md": "# One\n", "book/think/claim_check.md": PAGE, "book/brain/habenula.md": "# The *habenula*\n"}
    site = tiny_book(tmp_path, {**pages, "book/brain/amygdala.md": "# Amygdala\n", "references.md": LIST})
    return (site / "book/think/claim_check.html").read_text(encoding="utf-8")


def words(markup: str) -> str:
    """Return the text of some markup on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def part(page: str, start: str, end: str) -> str:
    """Return a piece of a page."""
    return page[page.index(start) : page.index(end, page.index(start))]


def test_the_page_holds_each_part(page: str) -> None:
    cards = re.findall(r'<article class="kb-claim kb-listed" data-claim="(C\d+)"', page)
    assert cards == ["C001", "C002", "C003"], "in the order of their ids"
    first = part(page, 'data-claim="C001"', "</article>")
    assert 'data-topic="safety"' in first and 'data-chapter="habenula"' in first and "data-often" in first
    assert "C001 · Safety" in words(first) and "Taught in: The habenula" in words(first)
    assert "<img" not in first, "hostile text stays text"
    assert "radio" not in first, "the script copies the form, which stands once"
    template = part(page, '<template id="kb-claim-form">', "</template>")
    assert template.count("radio") == len(GUESSES) + 6
    controls = part(page, '<form class="kb-check-controls"', "</form>")
    assert re.findall(r"<option[^>]*>([^<]+)", part(controls, 'name="topic"', "</select>")) == [
        "every topic", *(topic for topic in TOPICS if topic in ("safety", "plasticity")),
    ]  # fmt: skip
    chapters = re.findall(r'<option value="(\w*)">([^<]+)', part(controls, 'name="chapter"', "</select>"))
    assert chapters == [("", "every chapter"), ("habenula", "The habenula"), ("amygdala", "Amygdala")]
    assert re.findall(r"<option>([^<]+)", part(controls, 'name="verdict"', "</select>")) == list(VERDICTS)
    assert "needs JavaScript" in part(page, "data-claim-score", "</section>")
    assert "in about 25 % of the claims" in page


def test_each_verdict_has_an_example_and_the_guesses_that_agree(page: str) -> None:
    rows = re.findall(r"<tr>(.*?)</tr>", part(page, 'class="kb-sheet kb-verdicts"', "</table>"), re.S)[1:]
    assert len(rows) == len(VERDICTS) and set(EXAMPLES) == set(VERDICTS)
    for row, verdict in zip(rows, VERDICTS, strict=True):
        text = words(row)
        assert text.startswith(verdict.capitalize()) and EXAMPLES[verdict] in text and VERDICTS[verdict] in text
        assert text.endswith(" or ".join(f"“{GUESSES[one]}”" for one in FITTING[verdict]))


def test_what_many_miss_names_their_guess_and_says_where_the_trap_lies(page: str) -> None:
    items = re.findall(r'<li data-missed="(C\d+)" data-most="right">(.*?)</li>', page, re.S)
    assert [name for name, _ in items] == ["C001", "C002"]
    assert "Most would say: Right" in words(items[0][1]) and "Watch for: Mind the gap." in words(items[0][1])
    assert "That agrees." in words(items[1][1]) and "That agrees." not in words(items[0][1])


def test_a_debate_sets_two_sides_beside_each_other(page: str) -> None:
    debate = part(page, 'data-debate="D01"', "For a class")
    assert "<summary>Which?" in debate
    first, second = debate.split('class="kb-side-of"')[1:]
    assert "One." in first and 'href="#claim-C001"' in first and 'href="#claim-C002"' in first
    assert "Two." in second and "none of our claims" in second
    assert "Weighed." in debate and "What would decide it: A trial." in words(debate)


def test_a_debate_on_an_unknown_claim_stops_the_build(
    tiny_book: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "load", lambda path=None: CLAIMS[:1])
    monkeypatch.setattr(debates, "load", lambda path=None: [DEBATE])
    with pytest.raises(AssertionError, match="D01"):
        tiny_book(tmp_path, {"one.md": "# One\n\n```{debates}\n```\n", "references.md": LIST})


def test_a_blind_guess_counts_every_guess_that_agrees() -> None:
    assert blind_share(CLAIMS) == pytest.approx((1 + 1 + 1) / 3 / 4)
