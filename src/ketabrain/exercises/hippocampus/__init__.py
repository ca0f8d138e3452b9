"""Self-checks of the lab `hippocampus`: what is right comes from the models, never from a stored number."""

from ketabrain.exercises.hippocampus.cliff import check_3
from ketabrain.exercises.hippocampus.effect import check_4
from ketabrain.exercises.hippocampus.trains import check_2
from ketabrain.exercises.hippocampus.turn import check_1

__all__ = ["check_1", "check_2", "check_3", "check_4"]
