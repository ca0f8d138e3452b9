"""The table of published drug levels in a tiny book: what it shows is what was computed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from tests.sphinx_ext.conftest import build

from ketabrain.models.pharmacokinetics import SETS
from ketabrain.palette import PALETTE
from ketabrain.sphinx_ext.pk_figure import figure
from ketabrain.validation.pk_table import ROWS, missed, range_verdict, reason, sd_verdict, verdicts, words

SOURCES = "\n\n## Sources\n\n```{bibliography}\n```\n"
SHOWN = re.compile(r'<span data-row="(V\d\d)" data-set="(\w+)">(.*?)</span></span>', re.S)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with all three parts."""
    site = build(tmp_path_factory.mktemp("pk"), {"one.md": "# One\n\n```{pk-table}\n```" + SOURCES})
    return (site / "one.html").read_text(encoding="utf-8")


def plain(html: str) -> str:
    """Return the words of some HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_every_number_and_both_verdicts_are_the_computed_ones(page: str) -> None:
    shown = {(row, name): plain(inner) for row, name, inner in SHOWN.findall(page)}
    expected = {}
    for row in ROWS:
        for name, verdict in verdicts()[row.name].items():
            if verdict is not None:
                number = f"{words(verdict.value)} {row.unit}".strip()
                expected[row.name, name] = f"{number} {range_verdict(verdict)} {sd_verdict(verdict)}"
    assert shown == expected


def test_misses_are_marked_and_have_their_reason(page: str) -> None:
    cases = page[page.index('class="kb-fold kb-pk-cases"') :]
    found = [verdict for each in verdicts().values() for verdict in each.values() if verdict is not None]
    assert cases.count("kb-miss") == sum((not v.in_range) + (v.within_sd is False) for v in found)
    assert cases.count("kb-hit") == sum(v.in_range + (v.within_sd is True) for v in found)
    text = plain(cases)
    for row in ROWS:
        for name, verdict in verdicts()[row.name].items():
            if verdict is not None and missed(verdict):
                assert reason(row, name) in text


def test_each_row_says_who_was_measured_and_what_cannot_be_computed(page: str) -> None:
    text = plain(page).replace("’", "'")
    for row in ROWS:
        assert row.words in text and row.people in text
        none = [name for name in SETS if name != row.named and verdicts()[row.name][name] is None]
        assert not none or f"Not possible: {', '.join(none)}." in text
    assert page.count("number not confirmed") == sum(not row.confirmed for row in ROWS)
    assert "25 of 25 numbers lie in the range that we accept, and 5 of the 8" in text


def test_the_table_names_its_columns_and_rows(page: str) -> None:
    cases = page[page.index('class="kb-fold kb-pk-cases"') :]
    cases = cases[: cases.index("</table>")]
    assert cases.count('<th scope="col">') == 3
    assert cases.count('<th scope="row">') == len(ROWS)


def test_the_figure_follows_the_theme_and_has_a_line_for_each_row() -> None:
    svg = figure()
    assert svg == figure(), "the same from run to run"
    for row in ROWS:
        assert f"{row.name} {row.short}" in svg
    assert "var(--kb-ketamine)" in svg and "var(--kb-ink)" in svg
    assert not any(colour.light in svg for colour in PALETTE.values())
    assert "width=" not in svg[: svg.index(">")]


def test_the_page_loads_the_table_s_style_only_where_there_is_one(page: str, tmp_path: Path) -> None:
    assert "ketabrain/pk_table.css" in page
    other = build(tmp_path, {"one.md": "# One\n\nWords.\n"})
    assert "pk_table.css" not in (other / "one.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("part", "there", "absent"),
    [("figure", "<svg", "kb-pk-cases"), ("table", "kb-pk-cases", "kb-plot"), ("counts", "kb-pk-sets", "kb-pk-cases")],
)  # fmt: skip
def test_one_part_can_stand_alone(tmp_path: Path, part: str, there: str, absent: str) -> None:
    site = build(tmp_path, {"one.md": f"# One\n\n```{{pk-table}} {part}\n```{SOURCES}"})
    html = (site / "one.html").read_text(encoding="utf-8")
    assert there in html and absent not in html


def test_another_part_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"\{pk-table\} shows 'figure', 'table' or 'counts', not 'graph'"):
        build(tmp_path, {"one.md": "# One\n\n```{pk-table} graph\n```\n"})
