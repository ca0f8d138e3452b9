"""Self-checks of the lab `depression`: what is right comes from the model, never from a stored number."""

from ketabrain.exercises.depression.leaving import check_2
from ketabrain.exercises.depression.relapse import check_3
from ketabrain.exercises.depression.total import check_1
from ketabrain.exercises.depression.unknown import check_4

__all__ = ["check_1", "check_2", "check_3", "check_4"]
