"""Words in the colour of a trace or of a region."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sphinx_ext.conftest import build

from ketabrain import explorers
from ketabrain.palette import PALETTE
from ketabrain.sphinx_ext import trace
from ketabrain.sphinx_ext.trace import TraceError, colour


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("NMDA current", "nmda"),
        ("nmda  current", "nmda"),
        ("T-type current", "t_type"),
        ("membrane potential", "membrane"),
        ("dopamine neurons", "dopamine"),
        ("habenula", "habenula"),
        ("t_type", "t_type"),
        ("Prefrontal cortex", "prefrontal_cortex"),
        ("ketamine", "ketamine"),
    ],
)
def test_a_name_finds_its_colour(name: str, expected: str) -> None:
    assert colour(name) == expected


def test_every_trace_of_every_explorer_can_be_named() -> None:
    for slug in explorers.names():
        for drawn in explorers.get(slug).drawing.traces:
            assert colour(drawn.name) in PALETTE


@pytest.mark.parametrize("name", ["flux", "ink", "paper", ""])
def test_another_name_is_refused_and_the_known_ones_are_named(name: str) -> None:
    with pytest.raises(TraceError) as problem:
        colour(name)
    words = str(problem.value)
    assert words.startswith(f"There is no trace or colour '{name}': choose a trace (")
    assert "nmda current" in words and "prefrontal_cortex" in words


def test_a_name_of_two_colours_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = trace.of_traces()
    found["current"] |= {"nmda", "ampa"}
    monkeypatch.setattr(trace, "of_traces", lambda: found)
    with pytest.raises(TraceError, match=r"names traces of different colours \(ampa, nmda\)"):
        colour("current")


def test_the_page_colours_by_variables_that_follow_the_theme(tmp_path: Path) -> None:
    text = (
        "# One\n\nThe {trace}`NMDA current` and the {trace}`quick <T-type current>` one of a {trace}`habenula` cell.\n"
    )
    page = (build(tmp_path, {"one.md": text}) / "one.html").read_text(encoding="utf-8")
    for style, word in (("nmda", "NMDA current"), ("t-type", "quick"), ("habenula", "habenula")):
        assert f'<span class="kb-word" style="color:var(--kb-{style})">{word}</span>' in page


def test_an_unknown_word_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="There is no trace or colour 'flux'"):
        build(tmp_path, {"one.md": "# One\n\nThe {trace}`flux`.\n"})
