"""Exercise 2: S or R from the places of the atoms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from ketabrain import molecules
from ketabrain.exercises import read
from ketabrain.exercises.feedback import NoAnswer, NotYet, self_check
from ketabrain.molecules import MIRROR, Molecule

NAMES = ("S-ketamine", "R-ketamine", "S-norketamine", "R-norketamine", "2S6S-hydroxynorketamine")
OTHER = {"S": "R", "R": "S"}


@self_check
def check_2(handedness: Any = None) -> str:
    """Check a function that gives "S" or "R" for a molecule, from the places of its atoms."""
    function = read.function(handedness, "handedness")
    plain = [molecules.get(name) for name in NAMES]
    given, right = [called(function, one) for one in plain], [one.stereocentres[0].label for one in plain]
    if given == [OTHER[label] for label in right]:
        raise NotYet(
            "Every letter is the other one: a volume above 0 means S. Look at your sign, or at the order in the cross product."
        )
    if len(set(given)) == 1:
        raise NotYet(f"handedness says {given[0]} for every molecule: let the sign of the volume decide.")
    for one, letter, ought in zip(plain, given, right, strict=True):
        if letter != ought:
            raise NotYet(
                f"handedness says {letter} for {one.name}: take the vectors from the stereocentre to its neighbours."
            )
    for one in plain:
        if called(function, turned(one)) != called(function, one):
            raise NotYet(
                f"Turned around, {one.name} gets another letter: use all three coordinates, and vectors from the stereocentre."
            )
    for one in plain:
        if called(function, mirrored(one)) == called(function, one):
            raise NotYet(
                "Your function does not look at the atoms: their mirror image must get the other letter. Use positions_A, not the name or label."
            )
    volume = abs(molecules.get("S-ketamine").signed_volume_A3())
    return (
        f"The volume is {volume:.1f} Å³ for S-ketamine and −{volume:.1f} Å³ for its mirror image, however you turn them. "
        "The letter is a fact of the molecule, not of the drawing."
    )


def called(function: Callable[[Molecule], Any], molecule: Molecule) -> str:
    """Call a learner's function; raise NotYet where it stops or gives no letter."""
    answer = read.called(function, f"handedness({molecule.name})", molecule)
    if answer is None:
        raise NoAnswer('handedness gives back None: let it return "S" or "R".')
    if not isinstance(answer, str):
        raise NotYet(f'handedness gives back something of type {type(answer).__name__}: let it return "S" or "R".')
    if answer not in OTHER:
        raise NotYet(f'handedness gives back {read.quoted(str(answer))}: let it return "S" or "R".')
    return str(answer)


def turned(molecule: Molecule) -> Molecule:
    """Return the molecule after a turn about two axes and a shift."""
    a, b = 2.0, 1.1
    about_z = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    return replace(molecule, positions_A=molecule.positions_A @ (about_z @ about_x).T + [3.0, -5.0, 8.0])


def mirrored(molecule: Molecule) -> Molecule:
    """Return the mirror image, with the old name and label left on it."""
    return replace(molecule, positions_A=molecule.positions_A * MIRROR)
