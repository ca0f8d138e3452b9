"""Numbers in the course's data files have their source: a claim's in its sentence, a word's and a question's in its row."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from ketabrain.evidence import claims, glossary
from ketabrain.evidence.numbers import stated
from ketabrain.quiz import bank
from ketabrain.sphinx_ext.sentences import ends

CITED = "⟦source⟧"
ROLES = (
    (re.compile(r"\{cite:\w+\}`[^`]*`"), CITED),
    (re.compile(r"\{modelled\}`[^`]*`"), "□"),
    (re.compile(r"\{\w+\}`([^`<]*?)\s*(?:<[^>]*>)?`"), r"\1"),
)


def sentences(text: str) -> list[str]:
    """Return a data file's text sentence by sentence, its roles resolved."""
    for role, plain in ROLES:
        text = role.sub(plain, text)
    text = " ".join(text.split())
    cuts = [0, *ends(text), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def unsourced(text: str) -> list[str]:
    """Return the sentences that state a number and cite nothing."""
    return [one for one in sentences(text) if stated(one) and CITED not in one]


def test_the_sentences_of_a_text_are_told_apart() -> None:
    text = "It was made in 1962 {cite:p}`A`. In eight {term}`men <man>` it {modelled}`5 mg` failed. So what?"
    assert unsourced(text) == ["In eight men it □ failed. "]


@pytest.mark.parametrize("claim", claims.load(), ids=lambda claim: claim.id)
def test_each_number_of_a_claim_is_cited_in_its_sentence(claim: claims.Claim) -> None:
    assert unsourced(f"{claim.answer} {claim.better} {claim.traps}") == []


def test_a_word_that_states_a_number_names_its_source() -> None:
    assert [word.term for word in glossary.load() if not word.source and unsourced(word.definition)] == []


def test_a_question_that_states_a_number_names_its_sources() -> None:
    without = [question for question in bank.load() if not question.sources]
    assert [question.id for question in without if stated(question.text)] == []
