"""Self-checks of the lab `cascade`: what is right comes from the model, never from a stored number."""

from ketabrain.exercises.cascade.erasing import check_1
from ketabrain.exercises.cascade.joint import check_2
from ketabrain.exercises.cascade.people import check_4
from ketabrain.exercises.cascade.separating import check_3

__all__ = ["check_1", "check_2", "check_3", "check_4"]
