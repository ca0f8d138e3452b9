"""Self-checks of the lab `one_dose`: what is right comes from models and data, never from a stored number."""

from ketabrain.exercises.one_dose.band import GRIPS, check_3
from ketabrain.exercises.one_dose.block import check_2
from ketabrain.exercises.one_dose.differences import SENTENCES, check_4
from ketabrain.exercises.one_dose.fading import check_1

__all__ = ["GRIPS", "SENTENCES", "check_1", "check_2", "check_3", "check_4"]
