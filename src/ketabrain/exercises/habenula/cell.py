"""Exercises 1 and 2: the block that silences one cell, and the potentials at which it bursts."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models import lhb_neuron
from ketabrain.models.lhb_neuron import Parameters, Summary

DRIVE = 1.5  # [uA/cm2]
BLOCK_STEP = 0.01
DRIVES = tuple(np.arange(0, 3.05, 0.1).round(1).tolist())  # [uA/cm2]
CLOSE_MV = 0.3


@self_check
def check_1(block: Any = None) -> str:
    """Check the smallest share of blocked NMDA receptors that silences the cell at a drive of 1.5."""
    given = read.share(block, "the block")
    state = cell(given)
    if state.mode != "silent":
        does = f"bursts, {state.bursts_per_s:.1f} times a second"
        if state.mode == "tonic":
            does = f"fires, {state.spikes_per_s:.1f} spikes a second"
        raise NotYet(f"At a block of {given:g} the cell still {does}: go higher.")
    if smallest(1 - given):
        raise NotYet(f"{given:g} is the share of receptors that stay free: the block is 1 minus that.")
    if not smallest(given):
        less = given - BLOCK_STEP
        raise NotYet(f"At {given:g} the cell is silent, but so it is at {less:g}: a smaller block is enough.")
    rate = cell(given - BLOCK_STEP).bursts_per_s
    return (
        f"At a block of {given:g} the cell is silent; at {given - BLOCK_STEP:g} it still bursts, {rate:.1f} times "
        "a second. The number belongs to this model cell and this drive."
    )


@cache
def cell(block: float) -> Summary:
    """Return what the cell does at the exercise's drive."""
    return lhb_neuron.summarise(lhb_neuron.simulate(DRIVE, block))


def smallest(block: float) -> bool:
    """Say whether the cell is silent at this block and not at one step less."""
    return block >= BLOCK_STEP and cell(block).mode == "silent" and cell(block - BLOCK_STEP).mode != "silent"


@self_check
def check_2(lowest_mV: Any = None, highest_mV: Any = None) -> str:
    """Check the lowest and the highest median potential [mV] at which the cell bursts, drives from 0 to 3."""
    first, second = read.pair(lowest_mV, highest_mV)
    given = (read.number(first, "the lowest potential"), read.number(second, "the highest potential"))
    right = potentials("burst")
    if not read.close(given, right, CLOSE_MV):
        raise NotYet(window_slip(given, right))
    silent = potentials("silent")
    return (
        f"In the model the cell bursts at median potentials from {right[0]:.0f} to {right[1]:.0f} mV. Silent cells just "
        f"below the window rest at {silent[0]:.0f} to {silent[1]:.0f} mV, so potential alone does not tell the mode."
    )


@cache
def sweep() -> dict[float, Summary]:
    """Return what the cell does at each of the exercise's drives."""
    runs = lhb_neuron.simulate_many((drive, 0.0, Parameters()) for drive in DRIVES)
    return dict(zip(DRIVES, map(lhb_neuron.summarise, runs), strict=True))


def potentials(*modes: str) -> tuple[float, float]:
    """Return the lowest and highest median potential [mV] over the states of some modes."""
    found = [state.median_mV for state in sweep().values() if state.mode in modes]
    return min(found), max(found)


def window_slip(given: tuple[float, float], right: tuple[float, float]) -> str:
    """Say what went wrong with a pair of potentials."""
    low, high = given
    order = "These are the right two numbers in the wrong order: the lowest comes first."
    sign = "The size is right, the sign is not: inside the cell the potential is negative."
    keep = 'keep the states whose mode is "burst".'
    drives = [drive for drive, state in sweep().items() if state.mode == "burst"]
    known = (
        ((high, low), right, order),
        ((-low, -high), right, sign),
        ((-high, -low), right, sign),
        ((1000 * low, 1000 * high), right, "These are volts: 1 V is 1000 mV, so multiply by 1000."),
        ((low / 1000, high / 1000), right, "These are microvolts: 1 mV is 1000 µV, so divide by 1000."),
        (given, (drives[0], drives[-1]), "These are the drives of the window: give median_mV at those drives."),
        (given, potentials("silent"), f"These belong to the silent states: {keep}"),
        (given, potentials("tonic"), f"These belong to the steadily firing states: {keep}"),
        (given, potentials("silent", "burst"), f"This range includes silent states: {keep}"),
        (given, potentials("burst", "tonic"), f"This range includes steady firing: {keep}"),
    )
    for seen, meant, sentence in known:
        if read.close(seen, meant, CLOSE_MV):
            return sentence
    low_is_wrong = abs(low - right[0]) > CLOSE_MV
    end, wrong, ought = ("lowest", low, right[0]) if low_is_wrong else ("highest", high, right[1])
    side = "high" if wrong > ought else "low"
    return f'The {end} potential, {wrong:g} mV, is too {side}: look at median_mV wherever the mode is "burst".'
