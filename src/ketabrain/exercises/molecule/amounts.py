"""Exercise 1: from the salt to the base, and from a weight in a volume to a number of molecules."""

from __future__ import annotations

from typing import Any

from ketabrain import molecules
from ketabrain.exercises import read
from ketabrain.exercises.feedback import NotYet, self_check
from ketabrain.models.receptor_binding import ACID_G_MOL

SALT_MG, LEVEL_NG_ML = 57.7, 150.0
CLOSE_MG, CLOSE_UM = 0.1, 0.005


def base_g_mol() -> float:
    """Return the molar mass of the base [g/mol]."""
    return molecules.get("S-ketamine").molar_mass_g_mol


@self_check
def check_1(base_mg: Any = None, level_uM: Any = None) -> str:
    """Check how much base is in 57.7 mg of the salt [mg], and what 150 ng/mL is [uM]."""
    first, second = read.pair(base_mg, level_uM)
    base, salt = base_g_mol(), base_g_mol() + ACID_G_MOL
    mg, uM = SALT_MG * base / salt, LEVEL_NG_ML / base
    given = read.number(first, "the mg of base")
    if abs(given - mg) > CLOSE_MG:
        raise NotYet(base_slip(given, base, salt))
    level = read.number(second, "the level in µM")
    if abs(level - uM) > CLOSE_UM:
        raise NotYet(level_slip(level, base, salt))
    return (
        f"{SALT_MG:g} mg of the salt hold {mg:.1f} mg of base, {100 * (1 - base / salt):.0f} % less. {LEVEL_NG_ML:g} ng/mL "
        f"are {uM:.2f} µM: ng/mL is the same as µg/L, and µg divided by g/mol gives µmol."
    )


def base_slip(given: float, base: float, salt: float) -> str:
    """Say what went wrong with the amount of base."""
    norketamine = molecules.get("S-norketamine").molar_mass_g_mol
    known = (
        (
            SALT_MG * salt / base,
            "That is more than the salt weighs: the base is the lighter part, so turn the fraction over.",
        ),
        (SALT_MG, "That is the salt's own weight: part of it is hydrogen chloride. Multiply by base over salt."),
        (SALT_MG * ACID_G_MOL / salt, "That is the weight of the hydrogen chloride in it: the base is the rest."),
        (
            SALT_MG * base / (base + 35.45),
            "You added chlorine alone: the salt takes up hydrogen chloride, 36.46 g/mol.",
        ),
        (SALT_MG * norketamine / salt, "That is norketamine's molar mass: take S-ketamine's."),
        (SALT_MG / base, "That is divided by the molar mass: multiply by base over salt, both in g/mol."),
    )
    for meant, sentence in known:
        if abs(given - meant) <= CLOSE_MG:
            return sentence
    side = "much" if given > SALT_MG * base / salt else "little"
    return f"{given:g} mg is too {side}: multiply {SALT_MG:g} by the base's molar mass over the salt's."


def level_slip(given: float, base: float, salt: float) -> str:
    """Say what went wrong with the level."""
    right = LEVEL_NG_ML / base
    norketamine = molecules.get("S-norketamine").molar_mass_g_mol
    known = (
        (1000 * right, 5, "That is in nM: 1 µM is 1000 nM, so divide by 1000."),
        (right / 1000, right / 1e5, "That is in mM: 1 mM is 1000 µM, so multiply by 1000."),
        (base / LEVEL_NG_ML, CLOSE_UM, "The fraction is upside down: divide the level by the molar mass."),
        (
            LEVEL_NG_ML / salt,
            CLOSE_UM,
            "You divided by the salt's molar mass: levels in the blood are those of the base.",
        ),
        (
            LEVEL_NG_ML / norketamine,
            CLOSE_UM,
            "That is the level if it were norketamine: take S-ketamine's molar mass.",
        ),
        (LEVEL_NG_ML * base, 50, "You multiplied: divide the level by the molar mass."),
    )
    for meant, near, sentence in known:
        if abs(given - meant) <= near:
            return sentence
    side = "high" if given > right else "low"
    return f"The base is right. A level of {given:g} µM is too {side}: divide {LEVEL_NG_ML:g} by the molar mass."
