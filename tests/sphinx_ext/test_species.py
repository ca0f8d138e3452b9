"""The species switch in a tiny book: which sentences are marked, and what the switch says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ketabrain.evidence.bibliography import Source
from ketabrain.sphinx_ext.species import animals_alone

Build = Callable[..., Path]
BIB = """
@article{Rat2001, title={Rats}, author={Rat, R.}, year={2001}, species={rat, mouse}, study={x}, checked={abstract}}
@article{Slice2002, title={Slices}, author={Slice, S.}, year={2002}, species={slice}, study={x}, checked={abstract}}
@article{Man2003, title={People}, author={Man, M.}, year={2003}, species={human, rat}, study={x}, checked={abstract}}
"""
TEXT = """# One

```{objectives} habenula
```

Bursts *rose* in rats {cite:p}`Rat2001`. In people nobody looked. Both were seen once {cite:p}`Rat2001,Man2003`.
Slices agree {cite:p}`Slice2002`, more or less.

| whom | found |
| --- | --- |
| rats | more {cite:p}`Rat2001` |
| people | less {cite:p}`Man2003` |

```{bibliography}
```
"""


def test_statements_that_rest_on_animals_alone_are_marked(tiny_book: Build, tmp_path: Path) -> None:
    site = tiny_book(tmp_path, {"one.md": TEXT, "book/references.bib": BIB})
    html = (site / "one.html").read_text(encoding="utf-8")
    marks = re.findall(r'<span class="kb-animals-alone" data-species="([^"]*)">(.*?)</span>(?!<span)', html, re.S)
    assert [species for species, _ in marks] == ["brain slices", "rats, mice", "rats, mice"] or [
        species for species, _ in marks
    ] == ["rats, mice", "brain slices", "rats, mice"]
    words = " ".join(re.sub(r"<[^>]+>", "", text) for _, text in marks)
    assert "Bursts rose in rats" in words and "Slices agree" in words
    assert "nobody looked" not in words and "Both were seen" not in words and "people" not in words
    assert "Mark the 3 statements on this page that rest on animals alone" in html


def test_a_page_without_such_statements_says_so(tiny_book: Build, tmp_path: Path) -> None:
    text = "# One\n\n```{objectives} habenula\n```\n\nPeople were asked {cite:p}`Man2003`.\n\n```{bibliography}\n```\n"
    site = tiny_book(tmp_path, {"one.md": text, "book/references.bib": BIB})
    html = (site / "one.html").read_text(encoding="utf-8")
    assert "No statement on this page rests on animals alone." in html
    assert "mark-animals" not in html


@pytest.mark.parametrize(
    ("species", "whom"),
    [
        ([("rat",)], ["rat"]),
        ([("mouse",), ("rat", "slice")], ["rat", "mouse", "slice"]),
        ([("rat",), ("human",)], []),
        ([("human", "mouse")], []),
        ([("model",)], []),
        ([()], []),
        ([], []),
    ],
)
def test_one_source_in_people_is_enough(species: list[tuple[str, ...]], whom: list[str]) -> None:
    known = {str(at): Source(key=str(at), title="x", species=names) for at, names in enumerate(species)}
    assert animals_alone(known, known) == whom
