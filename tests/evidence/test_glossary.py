"""The words: the course's own list is sound, and every word that a page links to is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ketabrain.evidence import bibliography, glossary
from ketabrain.evidence.glossary import GlossaryError, Term

REPO = Path(__file__).parents[2]
ROLE = re.compile(r"\{term\}`([^`]+)`")
SENTENCE_END = re.compile(r"[.!?](?:\)|\s|$)")
LONGEST = 3  # sentences


def written(tmp_path: Path, *items: dict[str, object]) -> Path:
    """Write terms to a file."""
    file = tmp_path / "glossary.yml"
    file.write_text(yaml.safe_dump(list(items)), encoding="utf-8")
    return file


def linked() -> dict[str, set[str]]:
    """Return the words that pages, questions, claims and labs link to, by file."""
    files = [*(REPO / "book").rglob("*.md"), *(REPO / "notebooks").rglob("*.ipynb")]
    files += [file for file in (REPO / "src/ketabrain/content").rglob("*.yml") if file.name != "glossary.yml"]
    found = {}
    for file in files:
        texts = ROLE.findall(file.read_text(encoding="utf-8"))
        names = {" ".join(re.sub(r".*<([^<>]+)>\s*$", r"\1", text, flags=re.S).split()) for text in texts}
        if names:
            found[str(file.relative_to(REPO))] = names
    return found


def test_every_word_that_is_linked_has_its_entry() -> None:
    known = {name.casefold() for term in glossary.load() for name in (term.term, *term.aliases)}
    asked = linked()
    assert "book/brain/habenula.md" in asked
    missing = {file: {name for name in names if name.casefold() not in known} for file, names in asked.items()}
    assert {file: names for file, names in missing.items() if names} == {}


def test_the_courses_words_are_sound() -> None:
    terms, known = glossary.load(), bibliography.load()
    assert len(terms) > 100
    assert [t.term for t in terms] == sorted((t.term for t in terms), key=lambda name: (name.casefold(), name))
    for term in terms:
        assert term.source is None or term.source in known, term.term
        assert term.definition.endswith((".", ")")), term.term
        assert len(SENTENCE_END.findall(term.definition)) <= LONGEST, f"{term.term} is explained at too great a length"


def test_roles_and_emphasis_are_plain_text_in_a_note() -> None:
    term = Term("x", "A *big* {term}`spike <action potential>` {cite:p}`Yang2018bursting`of {term}`bursts`.")
    assert term.plain == "A big spike of bursts."


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([{"term": "burst"}], "'definition' is missing"),
        ([{"term": "burst", "definition": "  "}], "'definition' is empty"),
        ([{"term": "burst", "definition": "x.", "plural": "bursts"}], "'plural' is not known"),
        ([{"term": "a", "definition": "x."}, {"term": "A", "definition": "y."}], "'A' already belongs to 'a'"),
        ([{"term": "a", "definition": "x.", "aliases": ["b"]}, {"term": "b", "definition": "y."}], "belongs to 'a'"),
        ([{"term": "a", "definition": "x.", "see": ["nowhere"]}], "'see' names 'nowhere'"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, items: list[dict[str, object]], words: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        glossary.load(written(tmp_path, *items))
    assert "glossary.yml" in str(caught.value) and words in str(caught.value)
