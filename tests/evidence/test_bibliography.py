"""The sources: the course's own file is sound, and every kind of fault is found and named."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from ketabrain import models, validation
from ketabrain.evidence import bibliography
from ketabrain.evidence.bibliography import BibliographyError, Source
from ketabrain.models import parameter

REPO = Path(__file__).parents[2]
CONTENT = REPO / "src" / "ketabrain" / "content"
CITED = re.compile(r"\{cite:\w+\}`([^`]+)`")
GOOD = {"title": "A study", "species": ("rat",), "study": "review", "checked": "abstract", "year": "2018"}


def source(key: str = "A2018study", **change: object) -> Source:
    """Return a sound source, changed as asked."""
    return Source(key=key, **{**GOOD, **change})  # type: ignore[arg-type]


def keys_in(value: object) -> Iterator[str]:
    """Yield the keys that a piece of content names, in fields and in roles."""
    if isinstance(value, str):
        for group in CITED.findall(value):
            yield from (key.strip() for key in group.split(","))
    elif isinstance(value, list):
        for item in value:
            yield from keys_in(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == "source" and isinstance(item, str):
                yield item
            elif name == "sources":
                yield from item
            else:
                yield from keys_in(item)


def used() -> dict[str, set[str]]:
    """Return every key that anything in the course uses, by where it is used."""
    found: dict[str, set[str]] = {}
    for file in sorted(CONTENT.rglob("*.yml")):
        found[str(file.relative_to(REPO))] = set(keys_in(yaml.safe_load(file.read_text(encoding="utf-8"))))
    for page in sorted([*(REPO / "book").rglob("*.md"), *(REPO / "notebooks").rglob("*.ipynb")]):
        found[str(page.relative_to(REPO))] = set(keys_in(page.read_text(encoding="utf-8")))
    for name in (module.name for module in pkgutil.iter_modules(models.__path__)):
        parameters = getattr(importlib.import_module(f"ketabrain.models.{name}"), "Parameters", None)
        if parameters:
            found[f"models.{name}"] = {row["source"] for row in parameter.table(parameters) if row["source"]}
    for name in validation.MODELS:
        found[f"validation.{name}"] = {case.source for case in validation.cases(name) if case.source}
    return {where: keys for where, keys in found.items() if keys}


def test_the_courses_sources_are_sound() -> None:
    assert bibliography.faults(bibliography.load()) == []


def test_every_key_that_is_used_has_its_entry() -> None:
    known, asked = bibliography.load(), used()
    assert any(where.startswith("models.") for where in asked)
    assert any(where.startswith("validation.") for where in asked)
    assert any("claims.yml" in where for where in asked)
    assert any("questions" in where for where in asked)
    missing = {where: keys - set(known) for where, keys in asked.items() if keys - set(known)}
    assert missing == {}


def test_every_entry_leads_somewhere_or_says_where_it_was_printed() -> None:
    for key, entry in bibliography.load().items():
        assert entry.link or entry.where, key
        assert entry.authors or entry.notice, f"{key} has no authors and does not say why"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "title is missing"),
        ({"species": ()}, "species is missing"),
        ({"species": ("zebra",)}, "species 'zebra' is not known"),
        ({"study": ""}, "study is missing"),
        ({"checked": ""}, "checked is missing"),
        ({"checked": "skimmed"}, "checked is 'skimmed'"),
        ({"year": "in press"}, "year 'in press'"),
        ({"doi": "nature25509"}, "DOI 'nature25509'"),
    ],
)
def test_each_fault_is_named_with_the_entry(change: dict[str, object], words: str) -> None:
    found = bibliography.faults({"A2018study": source(**change)})
    assert len(found) == 1
    assert "'A2018study'" in found[0] and words in found[0]


def test_a_sound_entry_has_no_fault() -> None:
    assert bibliography.faults({"A2018study": source(doi="10.1038/nature25509")}) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "First", "doi": "10.1038/ABC"}, {"title": "Quite another", "doi": "10.1038/abc"}),
        ({"title": "Ketamine blocks bursting in the habenula"}, {"title": "Ketamine Blocks Bursting in the Habenula."}),
    ],
)
def test_one_work_under_two_keys_is_found(one: dict[str, object], other: dict[str, object]) -> None:
    found = bibliography.faults({"A": source("A", **one), "B": source("B", **other)})
    assert len(found) == 1
    assert "'A' and 'B' look like one work" in found[0]


def test_two_works_of_one_group_and_year_are_not_taken_for_one() -> None:
    a = source("A", title="Habenula volume in bipolar disorder")
    b = source("B", title="Habenula connectivity after ketamine")
    assert bibliography.faults({"A": a, "B": b}) == []


def test_labels_tell_works_apart_that_read_alike() -> None:
    hu = (("Hu", "H."), ("Cui", "Y."), ("Yang", "Y."))
    works = {"B": source("B", title="Beta", authors=hu), "A": source("A", title="Alpha", authors=hu)}
    assert bibliography.labels(works) == {"A": ("Hu et al.", "2018a"), "B": ("Hu et al.", "2018b")}


@pytest.mark.parametrize(
    ("authors", "others", "who"),
    [
        ((("Hikosaka", "O."),), False, "Hikosaka"),
        ((("Jahr", "C. E."), ("Stevens", "C. F.")), False, "Jahr and Stevens"),
        ((("Hu", "H."), ("Cui", "Y."), ("Yang", "Y.")), False, "Hu et al."),
        ((("Chen", "M."),), True, "Chen et al."),
        ((), False, "“A study”"),
    ],
)
def test_authors_read_as_a_citation_does(authors: tuple[tuple[str, str], ...], others: bool, who: str) -> None:
    assert source(authors=authors, others=others).who == who


def test_a_link_is_by_doi_then_pubmed_then_the_entrys_own() -> None:
    assert source(doi="10.1/x", pmid="1", url="https://a.example").link == "https://doi.org/10.1/x"
    assert source(pmid="29446381", url="https://a.example").link == "https://pubmed.ncbi.nlm.nih.gov/29446381/"
    assert source(url="https://a.example").link == "https://a.example"
    assert source().link == ""


def test_an_entry_is_read_with_its_accents_and_braces(tmp_path: Path) -> None:
    file = tmp_path / "x.bib"
    file.write_text(
        '@article{K2013x, title={{NMDA} block by K{\\"o}gler}, author={K{\\"o}gler, Carsten and others},'
        " journal={Nature}, volume={554}, number={7}, pages={1--2}, year={2013}, doi={https://doi.org/10.1038/x},"
        " species={human, mouse}, study={review}, checked={abstract}}"
    )
    entry = bibliography.load(file)["K2013x"]
    assert entry.title == "NMDA block by Kögler"
    assert entry.who == "Kögler et al."
    assert entry.where == "Nature 554(7), 1–2"
    assert entry.doi == "10.1038/x"
    assert entry.species == ("human", "mouse")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.bib"
    broken.write_text("@article{a, title={no end")
    for file in (broken, tmp_path / "missing.bib"):
        with pytest.raises(BibliographyError, match=re.escape(file.name)):
            bibliography.load(file)
