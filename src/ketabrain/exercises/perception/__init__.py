"""Self-checks of the lab `perception`: what is right comes from the model, never from a stored number."""

from ketabrain.exercises.perception.infusion import check_2
from ketabrain.exercises.perception.line import check_1
from ketabrain.exercises.perception.pairs import check_3
from ketabrain.exercises.perception.patient import check_4

__all__ = ["check_1", "check_2", "check_3", "check_4"]
