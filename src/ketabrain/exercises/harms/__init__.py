"""Self-checks of the lab `harms`: what is right comes from the model and the list of harms, never from a stored number."""

from ketabrain.exercises.harms.dose import check_4
from ketabrain.exercises.harms.excess import check_3
from ketabrain.exercises.harms.interval import check_2
from ketabrain.exercises.harms.share import check_1

__all__ = ["check_1", "check_2", "check_3", "check_4"]
