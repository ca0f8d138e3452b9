"""The directives ``{timeline}`` and ``{accounts}``: what stands in the page without scripts, data and errors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from ketabrain.sphinx_ext.timeline_still import still
from ketabrain.timeline.accounts import experiments
from ketabrain.timeline.accounts import load as load_accounts
from ketabrain.timeline.events import load
from ketabrain.timeline.places import place

from .conftest import BookError

Book = Callable[..., Path]
PAGE = "# Page\n\n```{timeline}\nZoom **in**.\n```\n\n```{accounts}\nJudge **one**.\n```\n"
LIST = "# Sources\n\n```{bibliography}\n```\n"
STILL_BYTES, DATA_BYTES = 130_000, 40_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one book for all tests of this module."""
    from .conftest import build

    pages = {"index.md": PAGE, "book/brain/habenula.md": "# The lateral habenula\n\nA chapter.\n", "sources.md": LIST}
    return build(tmp_path_factory.mktemp("timeline"), pages | {"other.md": "# Other\n"})


@pytest.fixture(scope="module")
def html(site: Path) -> str:
    """Return the page with both directives."""
    return (site / "index.html").read_text(encoding="utf-8")


def plain(text: str) -> str:
    """Return the words of some HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).replace("’", "'").split())


def test_the_timeline_holds_still_controls_words_and_caption(html: str) -> None:
    assert "data-timeline" in html
    assert still(place(load())) in html
    assert re.findall(r'data-zoom="(\w+)"', html) == ["all", "hours", "day", "weeks"]
    assert re.findall(r'name="species" value="(\w+)"', html) == ["human", "mouse", "rat", "slice"]
    assert re.findall(r'type="range" name="(\w+)"', html) == ["from", "to"]
    assert "Zoom <strong>in</strong>." in html


def test_the_table_says_every_finding_with_time_species_dose_and_source(html: str) -> None:
    rows = dict(re.findall(r'<tr data-event="(\w+)"[^>]*>(.*?)</tr>', html, re.S))
    assert list(rows) == [event.name for event in load()]
    for event in load():
        row = plain(rows[event.name])
        assert event.title in row and (event.untested or "") in row
        for number, point in enumerate(event.points):
            found = re.search(rf'<li data-point="{event.name}-{number}">(.*?)</li>', rows[event.name], re.S)
            assert found
            item = plain(found[1])
            for words in (point.when, point.dose, point.said.split("(")[0].strip(), point.word, point.doubt):
                assert words.replace("’", "'") in item, (words, item)
        assert rows[event.name].count("#cite-") >= len(event.points)


def test_open_numbers_say_so(html: str) -> None:
    table = html[html.index("kb-timeline-words") : html.index("data-accounts")]
    doubted = [point.doubt for event in load() for point in event.points if point.doubt]
    assert re.findall(r"number not confirmed: (?:time and dose|time|dose)", table) == doubted


def test_the_data_is_json_that_stands_safely_in_a_page(html: str) -> None:
    text = re.search(r'<script type="application/json" class="kb-timeline-data">(.*?)</script>', html, re.S)
    assert text and "<" not in text[1] and len(text[1].encode()) < DATA_BYTES
    told = json.loads(text[1])
    assert [one["event"] for one in told["titles"]] == [event.name for event in load()]
    assert len(told["points"]) == sum(len(event.points) for event in load())
    assert all((one["span"] is None) == (one["slot"] is not None) for one in told["points"])
    ids = [one["id"] for one in told["points"]]
    assert len(set(ids)) == len(ids) and all(f'data-point="{name}"' in html for name in ids)


def test_an_event_leads_to_its_chapter_where_the_book_has_it(html: str) -> None:
    rows = dict(re.findall(r'<tr data-event="(\w+)"[^>]*>(.*?)</tr>', html, re.S))
    assert re.search(r'<a href="book/brain/habenula\.html(?:#[\w-]+)?">', rows["bursts"])
    assert "<a href=" not in re.sub(r'<a[^>]*href="[^"]*#cite-[^>]*>', "", rows["spines"])  # no such chapter here


def test_the_still_follows_the_theme() -> None:
    svg = still(place(load()))
    assert still(place(load())) == svg
    assert not re.findall(r"#(?!clip|D|m|p|g|C)[0-9a-f]{6}\b", re.sub(r'(?:id|xlink:href|clip-path)="[^"]*"', "", svg))
    assert len(svg) < STILL_BYTES
    for event in load():
        assert event.title in unescape(svg)


def test_every_account_stands_with_its_predictions(html: str) -> None:
    for account in load_accounts():
        part = re.search(rf'<details class="kb-fold" id="account-{account.name}">(.*?)</details>', html, re.S)
        assert part
        assert all(
            text.replace("’", "'") in plain(part[1]) for text in (account.title, account.says, *account.predicts)
        )


def test_every_experiment_has_both_outcomes_scores_reasons_and_sources(html: str) -> None:
    bodies = dict(re.findall(r'<tbody data-experiment="(\w+)"[^>]*>(.*?)</tbody>', html, re.S))
    assert list(bodies) == [trial.name for trial in experiments()]
    for trial in experiments():
        said = plain(bodies[trial.name])
        for words in (trial.title, trial.animals.came_out, trial.people.came_out, *(one.why for one in trial.scores)):
            assert words.replace("’", "'") in said, words
        assert trial.otherwise in said
        shown = re.findall(r'data-account="(\w+)"', bodies[trial.name])
        assert sorted(shown) == sorted(one.account for one in trial.scores)
        sources = {key for found in (trial.animals, trial.people) for key in found.sources}
        assert all(f"cite-{key.lower()}" in bodies[trial.name].lower() for key in sources)


def test_the_page_says_that_rapamycin_did_not_stop_it_in_people(html: str) -> None:
    body = re.search(
        r'<tbody data-experiment="rapamycin"[^>]*data-for="([\w ]*)" data-against="([\w ]*)">(.*?)</tbody>', html, re.S
    )
    assert body and "disinhibition" in body[1] and "disinhibition" in body[2]
    assert "Rapamycin did not stop it in people" in plain(body[3])


def test_only_pages_with_them_load_their_files(site: Path, html: str) -> None:
    loaded = re.findall(r"_static/ketabrain/((?:timeline|accounts)[\w.-]*\.(?:js|css))", html)
    assert sorted(loaded) == ["accounts.css", "accounts.js", "timeline.css", "timeline.js"]
    other = (site / "other.html").read_text(encoding="utf-8")
    assert "ketabrain/timeline" not in other and "ketabrain/accounts" not in other


@pytest.mark.parametrize("name", ["timeline", "accounts"])
def test_twice_on_a_page_stops_the_build(tiny_book: Book, tmp_path: Path, name: str) -> None:
    text = f"# Page\n\n```{{{name}}}\n```\n\n```{{{name}}}\n```\n"
    with pytest.raises(BookError, match=r"stands? twice on this page"):
        tiny_book(tmp_path, {"page.md": text, "sources.md": LIST})
