"""The directive ``{explorer}`` and labs' ``show()`` in tiny books."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.explorer.samples import SAMPLES, ramp, sample
from tests.sphinx_ext.conftest import BookError

from ketabrain import explorers
from ketabrain.explorer import Part, Readout, Series
from ketabrain.explorer.lattice import Lattice
from ketabrain.explorer.spec import lattice_script
from ketabrain.sphinx_ext.explorer import share

Book = Callable[..., Path]
PAGE = "# Page\n\n```{explorer} sample-numbers\n```\n"


@pytest.fixture(autouse=True)
def samples(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict]:
    """Put the samples in the place of the course's explorers."""
    known = dict(SAMPLES)
    monkeypatch.setenv("KETABRAIN_CACHE", str(tmp_path_factory.getbasetemp() / "sample-cache"))
    monkeypatch.setattr(explorers, "_declared", known.values)
    monkeypatch.setattr(explorers, "names", lambda: sorted(known))
    return known


def test_the_page_holds_all_that_works_without_scripts(tiny_book: Book, tmp_path: Path) -> None:
    html = (tiny_book(tmp_path, {"page.md": PAGE}) / "page.html").read_text(encoding="utf-8")
    explorer = SAMPLES["sample-numbers"]
    assert explorer.sentence(explorer.node()) in html
    still = re.search(r'<div class="kb-still">(<svg.*?</svg>)', html, re.S)
    assert still and "var(--kb-ink)" in still.group(1)
    assert "<caption>Sample: sample-numbers: this state in numbers</caption>" in html
    assert "All 16 states were computed by the model; the stored traces differ from it by less than 0.01 %" in html


def test_controls_are_native_and_carry_their_names(tiny_book: Book, tmp_path: Path) -> None:
    html = (tiny_book(tmp_path, {"page.md": PAGE}) / "page.html").read_text(encoding="utf-8")
    assert 'data-explorer="sample-numbers"' in html
    assert re.search(r'<input type="range" [^>]*name="level"[^>]* min="1.0" max="4.0" step="1.0" value="2.0"', html)
    assert re.search(r'<input type="checkbox" [^>]*name="up" checked', html)
    assert re.search(r'<select [^>]*name="shape".*?<option value="line" selected>a line</option>', html)


def test_the_lattice_stands_in_a_file_named_by_its_content(tiny_book: Book, tmp_path: Path) -> None:
    site = tiny_book(tmp_path, {"page.md": "# Root\n", "deep/page.md": PAGE})
    html = (site / "deep" / "page.html").read_text(encoding="utf-8")
    found = re.search(r'data-lattice="([^"]+)"', html)
    assert found
    file = (site / "deep" / found.group(1)).resolve()
    assert file.read_text(encoding="utf-8") == lattice_script(Lattice.load_or_build(SAMPLES["sample-numbers"]))
    assert re.fullmatch(r"sample-numbers-[0-9a-f]{10}\.js", file.name)


def test_an_unknown_name_is_one_sentence(tiny_book: Book, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="There is no explorer 'sample-none': choose one of sample-"):
        tiny_book(tmp_path, {"page.md": "# Page\n\n```{explorer} sample-none\n```\n"})


def test_twice_on_a_page_is_an_error(tiny_book: Book, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="'sample-numbers' stands twice on this page"):
        tiny_book(tmp_path, {"page.md": PAGE + PAGE.replace("# Page", "")})


def test_a_lattice_that_misses_its_model_ends_the_build(tiny_book: Book, tmp_path: Path, samples: dict) -> None:
    part = Part(ramp, (Series("t", "ms"), Series("y", "mV", "u8", levels=20)), (Readout("top", "Top", "mV", 1),))
    samples["sample-coarse"] = sample("sample-coarse", parts=(part,))
    with pytest.raises(Exception, match=r"'y' packed as u8 misses the model by 2\.6 %"):
        tiny_book(tmp_path, {"page.md": "# Page\n\n```{explorer} sample-coarse\n```\n"})


def test_hostile_words_are_written_as_text(tiny_book: Book, tmp_path: Path, samples: dict) -> None:
    bad = "<script>alert('x')</script>"
    samples["sample-hostile"] = sample("sample-hostile", title=bad, caption=bad)
    site = tiny_book(tmp_path, {"page.md": "# Page\n\n```{explorer} sample-hostile\n```\n"})
    assert bad not in (site / "page.html").read_text(encoding="utf-8")


def shown(slug: str) -> list[dict]:
    """Return what ``show()`` leaves in a lab."""
    html = f'<div data-ketabrain="explorer:{slug}"></div>'
    return [{"output_type": "display_data", "metadata": {}, "data": {"text/html": html, "text/plain": slug}}]


def test_what_a_lab_shows_becomes_the_component_once(
    tiny_book: Book, tmp_path: Path, notebook: Callable[..., str]
) -> None:
    outputs = [*shown("sample-numbers"), *shown("sample-numbers")]
    html = (tiny_book(tmp_path, {"page.md": "# Page\n", "lab.ipynb": notebook(outputs)}) / "lab.html").read_text(
        encoding="utf-8"
    )
    assert html.count('data-explorer="sample-numbers"') == 1
    assert "This explorer stands above:" in html and "data-ketabrain=" not in html


def test_a_small_error_never_reads_as_none() -> None:
    assert (share(0.0), share(1e-6), share(0.00391)) == ("less than 0.01 %", "less than 0.01 %", "at most 0.39 %")
