"""The timeline: in order, sourced, honest about what was not confirmed; faults named."""

from __future__ import annotations

import re
from itertools import combinations
from math import log10
from pathlib import Path

import pytest
import yaml

from ketabrain.evidence import bibliography
from ketabrain.timeline import events
from ketabrain.timeline.events import FILE, FOUND, SPECIES, TimelineError, load, minutes
from ketabrain.timeline.places import LANE_PX, SLOTS, place, spread


def test_every_source_is_in_the_bibliography_and_fits_the_species() -> None:
    known = bibliography.load()
    wrong = []
    for event in load():
        for point in event.points:
            wrong += [f"{event.name}: {key} is unknown" for key in point.sources if key not in known]
            studied = {name for key in point.sources if key in known for name in known[key].species}
            wrong += [
                f"{event.name}, {point.said}: nobody studied {name}" for name in point.species if name not in studied
            ]
    assert not wrong, "\n".join(wrong)


def test_every_event_has_both_rows_or_says_why_not() -> None:
    for event in load():
        assert event.seen
        assert bool(event.needed) != bool(event.untested)
        assert all(name in SPECIES for point in event.points for name in point.species)


def test_the_steps_of_the_cascade_are_there() -> None:
    names = {event.name for event in load()}
    assert names >= {"block", "glutamate", "ampa", "eef2k", "bdnf", "trkb", "mtorc1", "spines", "mood", "dissociation"}


def test_what_was_not_confirmed_is_open() -> None:
    by_name = {event.name: event for event in load()}
    doubted = {"eef2k": "Autry2011rest", "mtorc1": "Li2010mtor", "proteins": "Li2010mtor"}
    doubted |= {"glutamate": "Moghaddam1997activation"}
    for name, source in doubted.items():
        found = [point for point in by_name[name].seen if source in point.sources]
        assert found and not any(point.confirmed for point in found), name
    assert all(not point.confirmed for event in load() for point in event.points if point.span is None)


def test_rapamycin_did_not_stop_it_in_people() -> None:
    mtor = next(event for event in load() if event.name == "mtorc1")
    verdicts = {(point.species, point.at): point.found for point in mtor.needed}
    assert verdicts[("human",), "24 h"] == verdicts[("human",), "14 days"] == "unneeded"
    assert verdicts[("rat",), ""] == "needed"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("40 min", (40, 40)),
        ("12 to 24 h", (720, 1440)),
        ("2 h to 7 days", (120, 10080)),
        ("1 to 3 days", (1440, 4320)),
        ("14 days", (20160, 20160)),
    ],
)
def test_a_time_is_read(text: str, span: tuple[float, float]) -> None:
    assert minutes(text) == span


@pytest.mark.parametrize("text", ["soon", "0.5 min", "24 to 12 h", "15 days", "3 weeks", "2 to 4"])
def test_a_wrong_time_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"'{text}'")):
        minutes(text)


def changed(tmp_path: Path, change) -> Path:
    """Write the timeline with a change; return the file."""
    items = change(yaml.safe_load(FILE.read_text(encoding="utf-8")))
    file = tmp_path / "timeline.yml"
    file.write_text(yaml.safe_dump(items), encoding="utf-8")
    return file


def with_point(items: list[dict], **fields: object) -> list[dict]:
    """Return the items with fields of the first point changed."""
    first = items[0]
    return [{**first, "seen": [{**first["seen"][0], **fields}, *first["seen"][1:]]}, *items[1:]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda items: [*items, items[0]], "event 'blood' stands twice"),
        (lambda items: [items[1], items[0], *items[2:]], "event 'blood' begins before 'block': move it up"),
        (lambda items: [{**items[0], "untested": None}, *items[1:]], "event 'blood': fill in 'needed', or say under"),
        (lambda items: [{**items[0], "at": "24 to 12 h"}, *items[1:]], "'24 to 12 h' must lie between"),
        (lambda items: with_point(items, at="soon"), "field 'at' is 'soon'; write a time such as"),
        (lambda items: with_point(items, found="needed"), "under 'seen' nothing is found 'needed'; use one of yes,"),
        (lambda items: with_point(items, species=["cat"]), "field 'species'"),
        (lambda items: with_point(items, sources=[]), "field 'sources' is empty"),
        (
            lambda items: [{**items[1], "seen": [{**items[1]["seen"][0], "open": ["time"]}]}],
            "has an open time and no 'at'",
        ),
    ],
)
def test_a_fault_is_one_sentence_that_names_the_event(tmp_path: Path, change, words: str) -> None:
    with pytest.raises(TimelineError, match=re.escape(words)):
        load(changed(tmp_path, change))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match=r"timeline\.yml is missing"):
        events.load(tmp_path / "timeline.yml")


def test_every_finding_has_words_and_what_is_not_plain_has_a_sign() -> None:
    plain = [(row, name) for row, found in FOUND.items() for name, (sign, word) in found.items() if not sign]
    assert plain == [("seen", "yes")]
    assert all(word for found in FOUND.values() for _, word in found.values())


def test_no_point_lies_over_another() -> None:
    plan = place(load())
    assert len(plan.points) == sum(len(event.points) for event in load())
    for one, other in combinations(plan.points, 2):
        if abs(one.y - other.y) >= LANE_PX:
            continue
        if one.point.span is None or other.point.span is None:
            assert (one.slot, one.y) != (other.slot, other.y)
            continue
        (_, last), (first, _) = sorted((one.point.span, other.point.span))
        assert log10(first / last) > 0.2, (one.point.said, other.point.said)


def test_titles_stand_above_their_points_and_below_the_last_event() -> None:
    plan = place(load())
    heights = [y for _, y in plan.titles]
    assert heights == sorted(heights) and plan.height > max(placed.y for placed in plan.points)
    for (event, y), below in zip(plan.titles, [*heights[1:], plan.height], strict=True):
        own = [placed.y for placed in plan.points if placed.event is event]
        assert y < min(own) and max(own) < below
    assert len(plan.empty) == sum(not event.needed for event in load())


def test_points_without_an_hour_stand_side_by_side() -> None:
    point = next(point for event in load() for point in event.points if point.span is None)
    assert spread([point] * (SLOTS + 1)) == [*((0, slot) for slot in range(SLOTS)), (1, 0)]
