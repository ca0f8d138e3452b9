"""Words in a tiny book: links, their notes, and the page that explains them all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ketabrain.evidence import glossary
from ketabrain.sphinx_ext.glossary import anchor

TEXT = "# One\n\nIn a {term}`Burst`, {term}`several spikes <action potential>` follow; {term}`NMDA receptors`.\n"
LIST = "# Words\n\n```{glossary-list}\n```\n\n## Sources\n\n```{bibliography}\n```\n"
Build = Callable[..., Path]


def test_words_link_to_their_place_and_carry_notes(tiny_book: Build, tmp_path: Path) -> None:
    site = tiny_book(tmp_path, {"one.md": TEXT, "words.md": LIST})
    page = (site / "one.html").read_text(encoding="utf-8")
    words = (site / "words.html").read_text(encoding="utf-8")
    links = re.findall(r'<a class="[^"]*" href="(words\.html#term-[^"]+)"><span class="kb-term">([^<]+)</span>', page)
    assert links == [
        ("words.html#term-burst", "Burst"),
        ("words.html#term-action-potential", "several spikes"),
        ("words.html#term-nmda-receptor", "NMDA receptors"),
    ]
    found = re.search(r'class="kb-notes">(.*?)</script>', page, re.S)
    assert found
    notes = json.loads(found[1])
    assert set(notes) == {"term-burst", "term-action-potential", "term-nmda-receptor"}
    burst = next(term for term in glossary.load() if term.term == "burst")
    assert notes["term-burst"] == {"kind": "term", "name": "burst", "text": burst.plain}
    for term in glossary.load():
        assert words.count(f'id="{anchor(term)}"') == 1, term.term
    assert 'href="#term-action-potential"' in words, "relatives are links"


def test_a_word_that_the_glossary_lacks_stops_the_build(tiny_book: Build, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"Term 'flux capacitor' is not in content/glossary\.yml"):
        tiny_book(tmp_path, {"one.md": "# One\n\nA {term}`flux capacitor`.\n", "words.md": LIST})


def test_without_a_page_of_words_a_word_stays_a_word(tiny_book: Build, tmp_path: Path) -> None:
    site = tiny_book(tmp_path, {"one.md": TEXT})
    page = (site / "one.html").read_text(encoding="utf-8")
    assert "In a Burst, several spikes follow" in page
    assert "#term-" not in page


def test_places_are_told_apart() -> None:
    places = [anchor(term) for term in glossary.load()]
    assert len(places) == len(set(places))
