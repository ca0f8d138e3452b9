"""Results are computed once for a state of the code, and again when it changes."""

import json

import pytest

from ketabrain.validation import cases, kept
from ketabrain.validation.case import Case


@pytest.fixture
def counted(tmp_path, monkeypatch):
    """One case that counts how often it is computed, kept in a folder of its own."""
    calls = []
    case = Case("Pause", "rat", None, "reference run", "1", 0, 2, "", lambda: calls.append(1) or len(calls))
    monkeypatch.setenv("KETABRAIN_CACHE", str(tmp_path))
    monkeypatch.setattr(kept, "cases", lambda model: (case,))
    return calls


def test_a_second_time_nothing_is_computed(counted):
    assert kept.results("synapse") == kept.results("synapse")
    assert len(counted) == 1


def test_other_code_computes_again_and_drops_the_old(counted, tmp_path, monkeypatch):
    kept.results("synapse")
    monkeypatch.setattr(kept, "mark", lambda model: "0123456789abcdef")
    assert kept.results("synapse")[0][1].value == 2
    assert [file.name for file in (tmp_path / "validation").iterdir()] == ["synapse-0123456789abcdef.json"]


@pytest.mark.parametrize("text", ["", "[1]", '{"Pause": "x"}', '{"Other": 1}', '{"Pause": null}'])
def test_a_damaged_file_is_made_anew(counted, tmp_path, text):
    file = tmp_path / "validation" / f"synapse-{kept.mark('synapse')}.json"
    file.parent.mkdir()
    file.write_text(text)
    assert kept.results("synapse")[0][1].value == 1
    assert json.loads(file.read_text()) == {"Pause": 1.0}


def test_the_mark_follows_a_model_s_own_code_and_what_is_shared(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "CODE", tmp_path)
    for part in ("models", "validation"):
        (tmp_path / part).mkdir()
        for name in ("synapse", "lhb_neuron", "parameter"):
            (tmp_path / part / f"{name}.py").write_text(name)
    before = {model: kept.mark(model) for model in ("synapse", "lhb_neuron")}
    (tmp_path / "models" / "synapse.py").write_text("changed")
    assert kept.mark("synapse") != before["synapse"]
    assert kept.mark("lhb_neuron") == before["lhb_neuron"]
    (tmp_path / "models" / "parameter.py").write_text("changed")
    assert kept.mark("lhb_neuron") != before["lhb_neuron"]


def test_kept_values_are_the_computed_ones(tmp_path, monkeypatch):
    monkeypatch.setenv("KETABRAIN_CACHE", str(tmp_path))
    for case, result in kept.results("synapse"):
        assert result.value == pytest.approx(float(case.compute()))
    assert [case for case, _ in kept.results("synapse")] == list(cases("synapse"))
