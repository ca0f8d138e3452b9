"""Self-checks of the lab `molecule`: what is right comes from the molecules and the model, never from a stored number."""

from ketabrain.exercises.molecule.amounts import check_1
from ketabrain.exercises.molecule.exposure import check_4
from ketabrain.exercises.molecule.first_pass import check_3
from ketabrain.exercises.molecule.handedness import check_2

__all__ = ["check_1", "check_2", "check_3", "check_4"]
