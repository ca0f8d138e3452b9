"""Every number has its source: ten bad sentences and ten good ones, planted in tiny books."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Build = Callable[..., Path]
BAD = (
    "Ketamine was first made in 1962.",
    "In the trial 64 % responded.",
    "The usual dose is 0.5 mg/kg.",
    "It takes 40 minutes.",
    "The effect lasts two weeks.",
    "Recognition of sadness fell in eighteen men.",
    "The study was small (n = 9).",
    "The peak is near 185 ng/mL, as everybody knows. Somebody measured it {cite:p}`zanos2018`.".replace(
        "zanos2018", "KEY"
    ),
    "Of those treated, 17 of 31 got better.",
    "Blood pressure rises by **7.4 mmHg**.",
)
GOOD = (
    "Ketamine was first made in 1962 {cite:p}`KEY`.",
    "{cite:t}`KEY` report that 64 % responded.",
    "In this model the block at {modelled}`0.5 mg/kg` is small.",
    "Set the half-life to {modelled}`40 minutes` and watch.",
    "The effect fades; nobody knows when.",
    "Recognition of sadness fell in eighteen men, as shown once {cite:p}`KEY`; women were not asked.",
    "There are two receptors and three ways.",
    "The GluN2A subunit is the second of four.",
    "Type `dose_mg = 35` and run the cell.",
    "A citation stays with its sentence {cite:p}`KEY`. The next one states nothing.",
)
KEY = "Yang2018bursting"


def page(sentences: tuple[str, ...]) -> str:
    """Return a page with a paragraph for each sentence."""
    return "# One\n\n" + "\n\n".join(sentences).replace("KEY", KEY) + "\n\n```{bibliography}\n```\n"


def test_ten_bad_sentences_are_named_one_by_one(tiny_book: Build, tmp_path: Path) -> None:
    with pytest.raises(AssertionError) as told:
        tiny_book(tmp_path, {"one.md": page(BAD)})
    found = [line for line in str(told.value).splitlines() if "No source for" in line]
    assert len(found) == len(BAD)
    for sentence, line in zip(BAD, found, strict=True):
        assert sentence.replace("*", "").partition(",")[0].rstrip(".") in line
    assert "Cite one in the same sentence or row" in found[0]
    assert "one.md:3:" in found[0]


def test_ten_good_sentences_pass_and_are_counted(tiny_book: Build, tmp_path: Path) -> None:
    site = tiny_book(tmp_path, {"one.md": page(GOOD)})
    kept = json.loads((site.parent / "sentences.json").read_text(encoding="utf-8"))
    assert len(kept) == len(GOOD) + 2  # the title, and the last line's second sentence
    assert [one["keys"] for one in kept if one["numbers"]] == [[KEY]] * 3
    assert '<span class="kb-ours"' in (site / "one.html").read_text(encoding="utf-8")


TABLE = """# One

~~~{{table}} What was found{title}
| whom | result |
| --- | --- |
| eight men | less {cell} |
~~~

```{{bibliography}}
```
"""


@pytest.mark.parametrize(("title", "cell"), [("", f"{{cite:p}}`{KEY}`"), (f" {{cite:p}}`{KEY}`", "")])
def test_a_row_is_sourced_by_a_cell_or_by_its_tables_title(
    tiny_book: Build, tmp_path: Path, title: str, cell: str
) -> None:
    tiny_book(tmp_path, {"one.md": TABLE.format(title=title, cell=cell)})


def test_a_row_without_a_source_is_named(tiny_book: Build, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="No source for “eight men” in: “eight men less”"):
        tiny_book(tmp_path, {"one.md": TABLE.format(title="", cell="") + f"\n{{cite:p}}`{KEY}`\n"})


def test_a_lab_cites_by_a_link_to_a_source(tiny_book: Build, tmp_path: Path) -> None:
    (tmp_path / "good").mkdir()
    (tmp_path / "bad").mkdir()
    lab = "# Lab\n\nBursts were blocked in 12 cells ([Yang et al. 2018](https://doi.org/10.1038/nature25509)).\n"
    tiny_book(tmp_path / "good", {"one.md": lab})
    with pytest.raises(AssertionError, match="No source for “12 cells”"):
        tiny_book(tmp_path / "bad", {"one.md": lab.replace("10.1038/nature25509", "10.1038/nobody")})


def test_front_matter_is_exempt(tiny_book: Build, tmp_path: Path) -> None:
    tiny_book(tmp_path, {"start/intro.md": "# Welcome\n\nThis takes 20 minutes.\n"})


def test_a_lab_cites_a_source_without_an_address_by_its_label(tiny_book: Build, tmp_path: Path) -> None:
    lab = "# Lab\n\nIn 12 mice it did not rise ([Chen et al. 2024](reference/references.md)).\n"
    listed = "# References\n\n```{bibliography}\n```\n"
    tiny_book(tmp_path, {"one.md": lab, "reference/references.md": listed})
