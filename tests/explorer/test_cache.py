"""The cache: remade when code or steps change or a file is damaged, safe when two build at once."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest
from tests.explorer.samples import SAMPLES, sample

from ketabrain import explorers
from ketabrain.explorer import Steps, cache, compute
from ketabrain.explorer.lattice import Lattice, build
from ketabrain.models import lhb_neuron, nmda_block

RAMP = sample("sample-ramp")


def test_a_lattice_is_built_once(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Lattice.load_or_build(RAMP)
    monkeypatch.setattr("ketabrain.explorer.building.run_all", lambda *_: pytest.fail("it was computed again"))
    again = Lattice.load_or_build(RAMP)
    assert (again.header, again.blob) == (first.header, first.blob)
    assert len(list(own_cache.iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"not a zip", b"PK\x03\x04 cut short"])
def test_a_damaged_file_is_made_again(own_cache: Path, damage: bytes) -> None:
    good = build(RAMP).blob
    file = cache.path(RAMP)
    file.write_bytes(damage)
    assert Lattice.load(RAMP) is None
    assert Lattice.load_or_build(RAMP).blob == good
    assert cache.read(file) is not None


def test_a_flipped_byte_is_noticed(own_cache: Path) -> None:
    build(RAMP)
    file = cache.path(RAMP)
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    file.write_bytes(whole)
    kept = cache.read(file)
    assert kept is None or kept[1] == build(RAMP).blob  # a byte between the files harms nothing


def test_old_files_are_dropped_and_others_stay(own_cache: Path) -> None:
    other = build(SAMPLES["sample-words"])
    own_cache.joinpath("sample-ramp-0123456789abcdef.zip").write_bytes(b"old")
    own_cache.joinpath("sample-ramp-long-0123456789abcdef.zip").write_bytes(b"another explorer's")
    build(RAMP)
    assert {file.name for file in own_cache.iterdir()} == {
        cache.path(RAMP).name,
        cache.path(other.explorer).name,
        "sample-ramp-long-0123456789abcdef.zip",
    }


def test_many_may_build_at_once(own_cache: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        blobs = {lattice.blob for lattice in pool.map(lambda _: build(RAMP), range(16))}
    assert len(blobs) == 1
    assert [file.name for file in own_cache.iterdir()] == [cache.path(RAMP).name]


def test_the_key_follows_steps_and_packing() -> None:
    finer = sample("sample-ramp", controls=(Steps("level", "Level", "mV", (1, 2, 3, 4, 5), 2, decimals=0),))
    assert cache.key(RAMP) == cache.key(sample("sample-ramp", caption="Other words."))
    assert cache.key(finer) != cache.key(RAMP)


def test_the_key_follows_the_files_that_numbers_come_from(tmp_path: Path) -> None:
    file = tmp_path / "trials.csv"
    file.write_text("mean\n1\n", encoding="utf-8")
    told = sample("sample-ramp", data=(file,))
    before = cache.key(told)
    assert before != cache.key(RAMP)
    file.write_text("mean\n2\n", encoding="utf-8")
    assert cache.key(told) != before


def test_the_key_follows_models_and_what_they_use(monkeypatch: pytest.MonkeyPatch) -> None:
    assert nmda_block in cache.reached([lhb_neuron])
    before = cache.key(RAMP)
    source = cache.inspect.getsource
    change = {nmda_block: "\nHALF_MM = 4\n"}
    monkeypatch.setattr(cache.inspect, "getsource", lambda module: source(module) + change.get(module, ""))
    assert cache.key(RAMP) != before
    assert cache.key(sample("sample-ramp", models=(lhb_neuron,))) != before


def test_words_alone_compute_nothing_new() -> None:
    module = "A = 1\nE = Explorer(slug='e', caption='{}', parts=(Part({}),))  # {}\n"
    first = cache.without_prose(module.format("Try.", "f", "a"))
    assert first == cache.without_prose(module.format("Try it.", "f", "b"))
    assert first != cache.without_prose(module.format("Try.", "g", "a"))


def test_modules_of_others_are_not_followed() -> None:
    module = ModuleType("ketabrain_test_model")
    module.np = sys.modules["numpy"]  # type: ignore[attr-defined]
    assert cache.reached([module]) == [module]


def test_long_work_is_done_on_all_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    explorer = explorers.get("habenula-trapping")
    part = explorer.parts[0]
    from ketabrain.explorer.building import states_of

    states = states_of(explorer, part)[:12]
    alone = compute.run_all(explorer, part, states, quiet=True)
    monkeypatch.setattr(compute, "WORTH_A_POOL_S", 0.0)
    together = compute.run_all(explorer, part, states, quiet=True)
    assert [one["peak_block"] for one in alone] == [one["peak_block"] for one in together]


def test_progress_shows_on_a_terminal_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compute.Progress("sample", 4, quiet=False).at(2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    say = compute.Progress("sample", 4, quiet=False)
    say.at(2)
    say.done()
    shown = capsys.readouterr().err
    assert "sample" in shown and "2/4 states" in shown and "█" * 12 in shown
    compute.Progress("sample", 4, quiet=True).at(2)
    assert capsys.readouterr().err == ""
