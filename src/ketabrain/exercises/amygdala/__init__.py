"""Self-checks of the lab `amygdala`: what is right comes from the model, never from a stored number."""

from ketabrain.exercises.amygdala.acquisition import check_1
from ketabrain.exercises.amygdala.control import CHANGES, check_4
from ketabrain.exercises.amygdala.renewal import check_2
from ketabrain.exercises.amygdala.size import check_3

__all__ = ["CHANGES", "check_1", "check_2", "check_3", "check_4"]
