"""Self-checks of the lab `pharmacokinetics`: what is right comes from the model, never from a stored number."""

from ketabrain.exercises.pharmacokinetics.amount import check_1
from ketabrain.exercises.pharmacokinetics.area import check_2
from ketabrain.exercises.pharmacokinetics.crowd import check_4
from ketabrain.exercises.pharmacokinetics.leftover import check_3

__all__ = ["check_1", "check_2", "check_3", "check_4"]
