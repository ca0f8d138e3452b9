"""What is packed comes back, within the error that is promised."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import rows

from ketabrain.explorer import codec
from ketabrain.explorer.codec import error_share, pack, unpack

BOUNDS = {"u8": 0.5 / 253, "u16": 0.5 / 65534, "exact": 1e-7, "svd": codec.SVD_GOAL}
FLOAT_NOISE = 1e-9  # of the largest value: a tiny range on a large offset


def allowed(values: np.ndarray, share: float) -> float:
    """Return the largest error that a pack may make on these values."""
    finite = values[~np.isnan(values)]
    if not finite.size:
        return 0.0
    return share * float(np.ptp(finite)) * 1.001 + FLOAT_NOISE * float(np.abs(finite).max())


@pytest.mark.parametrize("how", ["u8", "u16", "exact", "svd"])
@given(values=rows())
def test_packs_come_back(how: str, values: np.ndarray) -> None:
    packed = pack(values, how)
    found = unpack(packed.meta, packed.payload)
    assert found.shape == values.shape
    assert (np.isnan(found) == np.isnan(values)).all()
    share = BOUNDS["exact" if how == "exact" else packed.meta["pack"]]
    lost = np.nanmax(np.abs(found - values), initial=0.0)
    noise = 1e-7 * np.nanmax(np.abs(values), initial=0.0) if how == "exact" else 0.0
    assert lost <= allowed(values, share) + noise


@given(values=rows(gaps=False), levels=st.integers(10, 254))
def test_fewer_levels_lose_what_they_must(values: np.ndarray, levels: int) -> None:
    packed = pack(values, "u8", levels)
    lost = np.abs(unpack(packed.meta, packed.payload) - values).max()
    assert lost <= allowed(values, 0.5 / (levels - 1))
    assert len(packed.payload) == values.size


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=5)), min_size=3, max_size=3), min_size=1, max_size=5))
def test_words_come_back(texts: list[list[str | None]]) -> None:
    values = np.array(texts, dtype=object)
    packed = pack(values, "words")
    assert (unpack(packed.meta, packed.payload) == values).all()
    assert error_share(values, packed) == 0


@pytest.mark.parametrize("how", ["u8", "u16", "exact", "svd"])
@pytest.mark.parametrize("bad", [np.inf, -np.inf, 1e39])
def test_infinite_values_are_refused(how: str, bad: float) -> None:
    with pytest.raises(ValueError, match="infinite"):
        pack(np.array([[0.0, bad, 1.0]]), how)


@pytest.mark.parametrize("how", ["u8", "u16", "exact", "svd"])
def test_flat_and_empty_rows(how: str) -> None:
    for values in (np.full((3, 4), 7.25), np.full((2, 3), np.nan), np.zeros((1, 1))):
        packed = pack(values, how)
        np.testing.assert_array_equal(unpack(packed.meta, packed.payload), values)
        assert error_share(values, packed) == 0


def test_smooth_families_become_small() -> None:
    share = np.linspace(0, 1, 400)[:, None]
    family = np.exp(-np.linspace(0, 5, 300) * (1 + share)) + share
    packed = pack(family, "svd")
    assert packed.meta["pack"] == "svd"
    assert len(packed.payload) < 0.1 * len(pack(family, "u8").payload)


def test_an_svd_that_does_not_pay_becomes_levels() -> None:
    noise = np.random.default_rng(1).normal(size=(20, 20))
    assert pack(noise, "svd").meta["pack"] == "u16"


def test_a_lost_gap_or_word_is_a_whole_error() -> None:
    values = np.array([[1.0, 2.0, np.nan]])
    assert error_share(values, pack(np.array([[1.0, 2.0, 2.0]]), "u16")) == 1.0
    words = np.array([["a", "b"]], dtype=object)
    assert error_share(words, pack(np.array([["a", "a"]], dtype=object), "words")) == 1.0
