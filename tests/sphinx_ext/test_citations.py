"""Citations in a tiny book: words in the text, the list with its badges, and the notes as data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BIB = """
@article{Yang2018bursting, title={{NMDA} bursts}, author={Yang, Yan and Hu, Hailan and Cui, Yihui}, journal={Nature},
  year={2018}, volume={554}, pages={317--322}, doi={10.1038/nature25509}, species={rat, mouse}, study={experiment},
  checked={abstract}}
@article{Jahr1990voltage, title={Voltage </script> dependence}, author={Jahr, Craig and Stevens, Charles}, year={1990},
  pmid={1697902}, species={rat}, study={recordings}, checked={cited elsewhere}, notice={The volume was not seen.}}
@article{Nobody2020unused, title={Never cited}, author={Nobody, N.}, year={2020}, species={human}, study={review},
  checked={full text}}
"""
TEXT = "# One\n\nBursts {cite:p}`Yang2018bursting,Jahr1990voltage`, as {cite:t}`Jahr1990voltage` found.\n"
LIST = "# References\n\n```{bibliography}\n```\n"
Build = Callable[..., Path]


def notes(page: str) -> dict[str, Any]:
    """Return the notes that a page carries."""
    blocks = re.findall(r'<script type="application/json" class="kb-notes">(.*?)</script>', page, re.S)
    assert len(blocks) <= 1, "a page carries its notes once"
    return json.loads(blocks[0]) if blocks else {}


def test_a_book_with_citations(tiny_book: Build, tmp_path: Path) -> None:
    site = tiny_book(tmp_path, {"one.md": TEXT, "references.md": LIST, "book/references.bib": BIB})
    page = (site / "one.html").read_text(encoding="utf-8")
    listed = (site / "references.html").read_text(encoding="utf-8")
    words = re.sub(r"<[^>]+>", "", page)
    assert (
        "(Jahr and Stevens, 1990; Yang et al., 2018)" in words or "(Yang et al., 2018; Jahr and Stevens, 1990)" in words
    )
    assert "as Jahr and Stevens (1990) found" in words
    assert 'href="references.html#cite-yang2018bursting"' in page

    note = notes(page)
    assert set(note) == {"cite-yang2018bursting", "cite-jahr1990voltage"}
    yang = note["cite-yang2018bursting"]
    assert (yang["name"], yang["title"], yang["where"]) == ("Yang et al., 2018", "NMDA bursts", "Nature 554, 317–322")
    assert yang["badges"] == ["rat", "mouse", "experiment", "we read the abstract"]
    assert (yang["link"], yang["link_name"]) == ("https://doi.org/10.1038/nature25509", "doi:10.1038/nature25509")
    jahr = note["cite-jahr1990voltage"]
    assert jahr["title"] == "Voltage </script> dependence", "hostile text stays text and does not end the script"
    assert jahr["notice"] == "The volume was not seen."
    assert jahr["link"] == "https://pubmed.ncbi.nlm.nih.gov/1697902/"

    assert 'id="cite-yang2018bursting"' in listed
    assert listed.count('class="kb-badges"') == 2
    assert ">mouse</span>" in listed and ">we read about it elsewhere</span>" in listed
    assert "The volume was not seen." in listed
    assert "Never cited" not in listed, "the list holds what is cited"
    assert "<script>" not in listed.split("Voltage")[1][:80]


def test_a_page_without_citations_carries_no_notes(tiny_book: Build, tmp_path: Path) -> None:
    site = tiny_book(tmp_path, {"plain.md": "# Plain\n\nNothing.\n", "book/references.bib": BIB})
    page = (site / "plain.html").read_text(encoding="utf-8")
    assert notes(page) == {}
    assert "ketabrain/popover.js" not in page


def test_a_key_that_is_not_there_stops_the_build(tiny_book: Build, tmp_path: Path) -> None:
    pages = {"one.md": "# One\n\n{cite:p}`Absent1999`\n", "references.md": LIST, "book/references.bib": BIB}
    with pytest.raises(AssertionError, match="Absent1999"):
        tiny_book(tmp_path, pages)


def test_a_fault_of_the_sources_stops_the_build(tiny_book: Build, tmp_path: Path) -> None:
    pages = {"one.md": TEXT, "references.md": LIST, "book/references.bib": BIB.replace("study={experiment},", "")}
    with pytest.raises(AssertionError, match="entry 'Yang2018bursting': study is missing"):
        tiny_book(tmp_path, pages)
