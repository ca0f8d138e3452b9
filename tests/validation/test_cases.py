"""Every case of every model: its source exists, and the misses are the ones that the book names."""

import pytest

from ketabrain.evidence import bibliography
from ketabrain.validation import MODELS, cases
from ketabrain.validation.kept import results

KNOWN_MISSES = {
    "lhb_neuron": {"Highest potential at which cells burst", "Spikes in a burst, drive 4, leak potential -74 mV"},
    "reward_brake": {"Dopamine firing after an RMTg lesion, against intact"},
    "nmdar_trapping": {
        "Time of the peak block in quiet tissue",
        "Block in quiet tissue 1 h after the dose, against its peak",
    },
    "synapse": set(),
}


@pytest.mark.parametrize("model", MODELS)
def test_each_case_has_its_own_name_and_a_source_of_the_book(model):
    listed, known = cases(model), bibliography.load()
    assert len({case.name for case in listed}) == len(listed)
    assert {case.kind for case in listed} >= {"measured", "independent solver"}
    for case in listed:
        assert case.source is None or case.source in known, case.name


@pytest.mark.parametrize("model", MODELS)
def test_the_model_misses_what_the_book_says_it_misses(model):
    missed = {case.name for case, result in results(model) if not result.hit}
    assert missed == KNOWN_MISSES[model]


def test_an_unknown_model_names_the_known_ones():
    with pytest.raises(ValueError, match="no cases for the model 'brain': choose one of lhb_neuron, reward_brake"):
        cases("brain")
